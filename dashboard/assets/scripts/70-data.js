// What an action on the page of data has brought is scrolled into sight, once: its button may be far below.
(function () {
  "use strict";
  let seen = null;

  window.pageChanges.listen(function () {
    const target = document.querySelector("[data-into-view]");
    const key = target ? target.dataset.intoView : null;
    if (key && key !== seen) {
      target.scrollIntoView({ block: "nearest" });
    }
    seen = key;
  });
})();
