// An element with data-choice="<id of a dcc.Store>" and data-value="…" puts that value into the store.
(function () {
  let last = null;

  function choose(element) {
    last = { choice: element.dataset.choice, value: element.dataset.value };
    window.dash_clientside.set_props(element.dataset.choice, { data: element.dataset.value });
    // The tables of the page hear of it, so that a chosen cell is framed before the server has answered.
    document.dispatchEvent(new CustomEvent("mmuko:choice", { detail: last }));
  }

  function isLast(element) {
    return element.dataset.choice === last.choice && element.dataset.value === last.value;
  }

  // When the answer replaces the element that was pressed, however late, the keyboard goes on from its successor.
  function keepFocus() {
    if (!last || document.activeElement !== document.body) {
      return;
    }
    const successor = Array.from(document.querySelectorAll("[data-choice]")).find(isLast);
    if (successor) {
      successor.focus({ preventScroll: true });
    }
  }

  // Whoever has gone elsewhere meanwhile, with the keyboard or the mouse, is not called back.
  function forget(event) {
    const element = event.target.closest && event.target.closest("[data-choice]");
    if (last && !(element && isLast(element))) {
      last = null;
    }
  }

  document.addEventListener("focusin", forget);
  document.addEventListener("pointerdown", forget);

  document.addEventListener("click", function (event) {
    const element = event.target.closest("[data-choice]");
    if (element) {
      choose(element);
    }
  });

  document.addEventListener("keydown", function (event) {
    const isKey = event.key === "Enter" || event.key === " ";
    // Buttons turn these keys into a click by themselves.
    if (isKey && event.target.matches("[data-choice]:not(button)")) {
      event.preventDefault();
      choose(event.target);
    }
  });

  window.pageChanges.listen(keepFocus);
})();
