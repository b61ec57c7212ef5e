// What the browser does by itself: the address, its history, the document's title.
window.dash_clientside = window.dash_clientside || {};

window.dash_clientside.shell = (function () {
  const LOCATION = "shell-location";
  const CARRIED = "carried";
  // Whether something was chosen on the page that is shown: only then a new address is a step that «back» undoes.
  let hasChosen = false;
  // The page that was told to a reader of the screen last.
  let announced = "";
  // The address that Dash knows: it hears of links and of «back», not of the choices written below.
  let heard = window.location.href;

  // The document is called what its heading says, whichever choice has changed it: a tab, a bookmark and the history
  // have no other name. Gives the heading, or nothing while there is none.
  function named() {
    const heading = document.querySelector("h1");
    const product = document.querySelector(".brand b");
    if (!heading || !product) {
      return "";
    }
    const title = heading.innerText + " · " + product.innerText;
    if (title !== document.title) {
      document.title = title;
    }
    return heading.innerText;
  }

  window.pageChanges.listen(named);

  ["input", "change", "click", "keydown"].forEach(function (name) {
    document.addEventListener(
      name,
      function (event) {
        const isKey = name !== "keydown" || event.key === "Enter" || event.key === " ";
        hasChosen = hasChosen || Boolean(isKey && event.target.closest && event.target.closest("main"));
      },
      true
    );
  });

  window.addEventListener("_dashprivate_pushstate", function () {
    hasChosen = false;
    heard = window.location.href;
  });

  window.addEventListener("popstate", function () {
    hasChosen = false;
    if (heard === window.location.href) {
      // Dash takes this address for the one it shows, and would do nothing.
      window.dash_clientside.set_props(LOCATION, { href: window.location.href });
    }
    heard = window.location.href;
  });

  // The mark of choices that came along from another page has done its work when the page stands there.
  function forgetCarried() {
    const parameters = new URLSearchParams(window.location.search);
    if (parameters.has(CARRIED)) {
      const address = window.location.pathname + window.mmuko.place.withPairs(window.location.search, { [CARRIED]: "" });
      window.history.replaceState(window.history.state, "", address + window.location.hash);
    }
  }

  return {
    // The address says what is shown: a step in the history for each choice, none for what the page settles itself.
    // An answer that comes after the viewer has gone to another page is of no address any more.
    writeAddress: function (address) {
      const word = (path) => path.split(/[/?]/)[1];
      if (address && word(address) === word(window.location.pathname)) {
        // The server knows nothing of the order of a table: that part of the address is the browser's own.
        const next = window.mmuko.place.carriedOver(address);
        const isStep = hasChosen && next !== window.location.pathname + window.location.search;
        window.history[isStep ? "pushState" : "replaceState"](window.history.state, "", next);
      }
      return window.dash_clientside.no_update;
    },

    lead: function (address) {
      if (address) {
        window.location.assign(address);
      }
      return window.dash_clientside.no_update;
    },

    nameDocument: function () {
      hasChosen = false;
      forgetCarried();
      window.setTimeout(function () {
        const name = named();
        if (name && name !== announced) {
          announced = name;
          window.announce(name);
        }
      }, 0);
      return window.dash_clientside.no_update;
    },
  };
})();
