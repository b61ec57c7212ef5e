// On a narrow screen the chosen cell opens below the map: bring it into sight once it is there.
(function () {
  let awaited = null;

  document.addEventListener("click", function (event) {
    const cell = event.target.closest("button.cell[data-value], button.round-state[data-value]");
    if (cell) {
      awaited = cell.dataset.value;
    }
  });

  window.pageChanges.listen(function () {
    const card = awaited && document.querySelector("[data-cell]");
    if (card && card.dataset.cell === awaited) {
      awaited = null;
      const box = card.getBoundingClientRect();
      if (box.top > window.innerHeight * 0.7 || box.bottom < 0) {
        card.scrollIntoView({ block: "start" });
      }
    }
  });
})();
