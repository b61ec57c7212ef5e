// What the browser does by itself: the address, the document's title.
window.dash_clientside = window.dash_clientside || {};

window.dash_clientside.shell = {
  // The address says what is shown, without a step in the history for every choice.
  // An answer that comes after the viewer has gone to another page is of no address any more.
  writeAddress: function (address) {
    const word = (path) => path.split(/[/?]/)[1];
    if (address && word(address) === word(window.location.pathname)) {
      // The server knows nothing of the order of a table: that part of the address is the browser's own.
      window.history.replaceState(window.history.state, "", window.mmuko.place.carriedOver(address));
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
