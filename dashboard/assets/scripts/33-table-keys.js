// A heatmap is one stop of the tab key; inside it the arrow keys move from cell to cell, headings and names included,
// as in the grid pattern of ARIA: Home and End along the row, with Ctrl to the first and the last row.
window.mmuko.keys = (function () {
  "use strict";
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const CELL = "button, a[href]";

  // The one thing to stand on in each cell that has any.
  function stops(part) {
    return Array.from(part.querySelectorAll("th, td"), (place) => place.querySelector(CELL)).filter(Boolean);
  }

  // After every drawing exactly one thing in a grid can be reached with the tab key.
  function settle(frame, table) {
    if (!table.grid) {
      return;
    }
    const cells = stops(frame.querySelector("table"));
    const reachable =
      cells.find((cell) => cell === document.activeElement) ||
      cells.find((cell) => cell.getAttribute("aria-pressed") === "true") ||
      cells.find((cell) => cell.getAttribute("tabindex") === "0") ||
      cells.find((cell) => cell.classList.contains("cell")) ||
      cells[0];
    cells.forEach(function (cell) {
      const wanted = cell === reachable ? "0" : "-1";
      if (cell.getAttribute("tabindex") !== wanted) {
        cell.setAttribute("tabindex", wanted);
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

  function edge(cell, key, wholeTable) {
    const rows = Array.from(cell.closest("table").rows).map(stops).filter((row) => row.length);
    const row = wholeTable ? rows[key === "Home" ? 0 : rows.length - 1] : stops(cell.closest("tr"));
    return key === "Home" ? row[0] : row[row.length - 1];
  }

  function pressed(event) {
    const cell = event.target.closest("button, a[href]");
    const isEdge = ["Home", "End"].includes(event.key);
    const isGrid = event.currentTarget.getAttribute("role") === "grid";
    if (!isGrid || !cell || event.altKey || event.metaKey || (event.ctrlKey && !isEdge)) {
      return;
    }
    const step = STEPS[event.key];
    const next = step ? neighbour(cell, step) : isEdge ? edge(cell, event.key, event.ctrlKey) : null;
    if (next) {
      event.preventDefault();
      cell.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if (step) {
      event.preventDefault();
    }
  }

  return { settle, pressed };
})();
