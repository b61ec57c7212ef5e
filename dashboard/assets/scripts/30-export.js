// A press on [data-export-format] in the menu of a card saves a picture of its chart, map (data-export-graph: its id) or
// table (data-export-table), under the name that the button carries. What is on the screen is not touched.
(function () {
  "use strict";

  const NARROWEST = 900;

  function chart(graph, frame) {
    const size = graph._fullLayout._size;
    const width = Math.max(graph.offsetWidth, NARROWEST);
    const layout = Object.assign(structuredClone(graph.layout), {
      width: width,
      height: graph.offsetHeight,
      autosize: false,
      paper_bgcolor: "#FFFFFF",
      plot_bgcolor: "#FFFFFF",
      margin: { l: size.l, r: size.r, t: size.t, b: size.b },
    });
    const figure = { data: structuredClone(graph.data), layout: layout, config: { locale: document.documentElement.lang } };
    const options = { format: "svg", width: width, height: layout.height, imageDataOnly: true };
    return window.Plotly.toImage(figure, options).then(function (svg) {
      const drawing = { svg: svg, width: width, height: layout.height };
      return window.mmuko.pictures.compose(drawing, graph.layout.meta, window.mmuko.charts.hidden(frame.dataset.chart));
    });
  }

  function table(button) {
    const sheet = button.closest(".sheet");
    const legends = sheet.querySelector(".legends, .legend");
    const drawn = sheet.querySelector(".screen-table table, .table-scroll table");
    const foot = document.querySelector("footer.page-footer");
    const said = [document.querySelector(".page-sentence"), sheet.querySelector(".card-heading p")];
    const meta = {
      title: sheet.querySelector("h2").textContent,
      filters: said.filter(Boolean).map((part) => part.innerText).join(" "),
      source: foot ? foot.dataset.source : "",
    };
    const picture = window.mmuko.elementPicture;
    return Promise.resolve(window.mmuko.pictures.compose(picture(drawn), meta, null, legends && picture(legends)));
  }

  function picture(button) {
    if (button.dataset.exportTable) {
      return table(button);
    }
    const holder = document.getElementById(button.dataset.exportGraph);
    const frame = holder.closest("[data-chart]");
    const graph = frame.querySelector(".js-plotly-plot");
    return graph ? chart(graph, frame) : Promise.resolve(window.mmuko.mapPicture(frame));
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-export-format]");
    if (button) {
      const format = button.dataset.exportFormat;
      picture(button).then((found) => window.mmuko.pictures.download(found, format, button.dataset.exportName));
    }
  });
})();
