// What the browser does by itself: the address, the document's title.
window.dash_clientside = window.dash_clientside || {};

window.dash_clientside.shell = {
  // The address says what is shown, without a step in the history for every choice.
  writeAddress: function (query) {
    if (query !== undefined && query !== null) {
      // A page whose choices change its path gives the whole of it.
      const isPath = query.startsWith("/");
      const address = isPath ? query : window.location.pathname + (query ? "?" + query : "");
      window.history.replaceState(window.history.state, "", address);
    }
    return window.dash_clientside.no_update;
  },

  nameDocument: function () {
    window.setTimeout(function () {
      const heading = document.querySelector("h1");
      const product = document.querySelector(".brand b");
      if (heading && product) {
        const title = heading.innerText + " · " + product.innerText;
        if (title !== document.title) {
          document.title = title;
          window.announce(heading.innerText);
        }
      }
    }, 0);
    return window.dash_clientside.no_update;
  },
};
