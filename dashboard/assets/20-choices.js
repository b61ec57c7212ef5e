// An element with data-choice="<id of a dcc.Store>" and data-value="…" puts that value into the store.
(function () {
  const REMEMBER = 4000;
  let last = null;

  function choose(element) {
    last = { choice: element.dataset.choice, value: element.dataset.value, time: Date.now() };
    window.dash_clientside.set_props(element.dataset.choice, { data: element.dataset.value });
  }

  // When the answer replaces the element that was pressed, the keyboard goes on from its successor.
  function keepFocus() {
    if (!last || Date.now() - last.time > REMEMBER || document.activeElement !== document.body) {
      return;
    }
    const successor = Array.from(document.querySelectorAll("[data-choice]")).find(function (element) {
      return element.dataset.choice === last.choice && element.dataset.value === last.value;
    });
    if (successor) {
      successor.focus({ preventScroll: true });
    }
  }

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
