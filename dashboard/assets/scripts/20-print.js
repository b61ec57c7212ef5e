// Paper is narrower than a screen and always light; a style sheet cannot redraw a chart, so this does.
(function () {
  // The inner width of a sheet on A4 with the margins of the print style, in CSS pixels.
  const PAPER = 670;
  const root = document.documentElement;
  let theme = null;

  function charts() {
    return window.Plotly ? Array.from(document.querySelectorAll(".js-plotly-plot")) : [];
  }

  window.addEventListener("beforeprint", function () {
    theme = root.dataset.bsTheme;
    root.dataset.bsTheme = "light";
    charts().forEach(function (graph) {
      window.Plotly.relayout(graph, { autosize: false, width: Math.min(graph.offsetWidth, PAPER) });
    });
  });

  window.addEventListener("afterprint", function () {
    root.dataset.bsTheme = theme || "light";
    charts().forEach(function (graph) {
      window.Plotly.relayout(graph, { autosize: true, width: null });
    });
  });
})();

// [data-print] prints the page.
document.addEventListener("click", function (event) {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});
