// A heatmap is one stop of the tab key; inside it the arrow keys move from cell to cell.
(function () {
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const CELL = "button.cell, a.cell";

  function settle(table) {
    const cells = Array.from(table.querySelectorAll(CELL));
    const reachable =
      cells.find((cell) => cell === document.activeElement) ||
      cells.find((cell) => cell.getAttribute("aria-pressed") === "true") ||
      cells.find((cell) => cell.tabIndex === 0 && cell.hasAttribute("tabindex")) ||
      cells[0];
    cells.forEach(function (cell) {
      const wanted = cell === reachable ? 0 : -1;
      if (!cell.hasAttribute("tabindex") || cell.tabIndex !== wanted) {
        cell.tabIndex = wanted;
      }
    });
  }

  function neighbour(cell, step) {
    const table = cell.closest("table");
    let row = cell.closest("tr").rowIndex;
    let column = cell.closest("td, th").cellIndex;
    for (;;) {
      row += step[0];
      column += step[1];
      const place = table.rows[row] && table.rows[row].cells[column];
      if (row < 0 || column < 0 || row >= table.rows.length || (!place && step[1])) {
        return null;
      }
      const found = place && place.querySelector(CELL);
      if (found) {
        return found;
      }
    }
  }

  function edge(cell, key) {
    const cells = cell.closest("tr").querySelectorAll(CELL);
    return key === "Home" ? cells[0] : cells[cells.length - 1];
  }

  document.addEventListener("keydown", function (event) {
    const cell = event.target.closest && event.target.closest("table.heatmap .cell");
    if (!cell || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const step = STEPS[event.key];
    const next = step ? neighbour(cell, step) : ["Home", "End"].includes(event.key) ? edge(cell, event.key) : null;
    if (next) {
      event.preventDefault();
      cell.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if (step) {
      event.preventDefault();
    }
  });

  window.pageChanges.listen(function () {
    document.querySelectorAll("table.heatmap").forEach(settle);
  });
})();
