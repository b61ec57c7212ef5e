// Choices that pages share go along with a line of the menu: period, methodology, municipality, peers and revision.
// The server drops what the next page has not, and says so; the mark tells it that nobody has typed this address.
(function () {
  const SHARED = ["period", "methodology", "municipality", "peers", "revision"];
  const IN_PATH = /^\/municipality\/([^/]+)$/;

  function withChoices(path) {
    const now = new URLSearchParams(window.location.search);
    const inPath = window.location.pathname.match(IN_PATH);
    if (inPath) {
      now.set("municipality", decodeURIComponent(inPath[1]));
    }
    const pairs = {};
    SHARED.filter((name) => now.get(name)).forEach(function (name) {
      pairs[name] = now.get(name);
    });
    const search = window.mmuko.place.withPairs("", pairs);
    return search ? path + search + "&carried=1" : path;
  }

  // The address itself is changed, so that a new tab, a copied link and the keyboard take it too.
  function prepare(event) {
    const link = event.target.closest && event.target.closest(".navigation a");
    if (link) {
      link.href = withChoices(link.pathname);
    }
    return link;
  }

  ["pointerover", "pointerdown", "focusin"].forEach(function (name) {
    document.addEventListener(name, prepare, true);
  });

  // Dash keeps the address that the link was drawn with: the step is made here instead.
  document.addEventListener(
    "click",
    function (event) {
      const link = prepare(event);
      if (!link || event.button || event.metaKey || event.shiftKey || event.altKey || event.ctrlKey) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      window.history.pushState({}, "", link.href);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      window.scrollTo(0, 0);
      window.foldNavigation();
    },
    true
  );
})();
