// [data-copy-link="newest"] copies the address of what is shown, which follows the data; "revision" one whose figures
// never change. The menu they stand in says so for two seconds, in the words of its data-copied.
(function () {
  const SHOWN = 2000;

  function copyByHand(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    // The only way where the page came over plain http from another machine.
    document.execCommand("copy");
    field.remove();
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(function () {
        copyByHand(text);
      });
    }
    copyByHand(text);
    return Promise.resolve();
  }

  function linkOf(which) {
    const source = document.querySelector("[data-revision]");
    const revision = which === "revision" && source ? source.dataset.revision : "";
    const search = window.mmuko.place.withPairs(window.location.search, { revision });
    return window.location.origin + window.location.pathname + search;
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copy-link]");
    const menu = button && button.closest("[data-copied]");
    if (!menu || menu.dataset.busy) {
      return;
    }
    copy(linkOf(button.dataset.copyLink)).then(function () {
      const summary = menu.querySelector("summary");
      const words = summary.textContent;
      menu.dataset.busy = "true";
      summary.textContent = menu.dataset.copied;
      window.announce(menu.dataset.copied);
      window.setTimeout(function () {
        summary.textContent = words;
        delete menu.dataset.busy;
      }, SHOWN);
    });
  });
})();

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

  ["pointerdown", "focusin"].forEach(function (name) {
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
