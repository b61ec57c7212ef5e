// [data-export-graph] with data-export-format downloads a chart as PNG or SVG, with title, filters and source in it.
// The chart on the screen is not touched: a copy is drawn.
(function () {
  const SCALE = { png: 2, svg: 1 };
  const NARROWEST = 900;
  const PADDING = 16;
  const LINE_HEIGHT = 1.35;
  // Mean width of a letter of the font, in parts of its size.
  const LETTER = 0.56;

  function plainText(text) {
    return String(text || "").replace(/[<>&]/g, function (sign) {
      return { "<": "&lt;", ">": "&gt;", "&": "&amp;" }[sign];
    });
  }

  function wrap(text, size, width) {
    const limit = Math.floor(width / (size * LETTER));
    const lines = [""];
    String(text || "")
      .split(" ")
      .forEach(function (word) {
        const line = lines[lines.length - 1];
        if (line && line.length + word.length + 1 > limit) {
          lines.push(word);
        } else {
          lines[lines.length - 1] = line ? line + " " + word : word;
        }
      });
    return lines.filter(Boolean);
  }

  function block(text, size, width, options) {
    const lines = wrap(text, size, width);
    const words = lines.map(plainText).join("<br>");
    return {
      height: lines.length * size * LINE_HEIGHT,
      annotation: {
        text: options.bold ? "<b>" + words + "</b>" : words,
        font: { size: size, color: options.color },
        showarrow: false,
        align: "left",
        xref: "paper",
        yref: "paper",
        x: 0,
        xanchor: "left",
        y: options.y,
        yanchor: "top",
      },
    };
  }

  // Title and filters above, source below; each is placed from the edge of the drawing area by pixels.
  function framed(graph, width, height) {
    const size = graph._fullLayout._size;
    const meta = graph.layout.meta || {};
    const inner = width - 2 * PADDING;
    const title = block(meta.title, 17, inner, { bold: true, color: "#17222F", y: 1 });
    const filters = block(meta.filters, 12, inner, { color: "#4A586B", y: 1 });
    const source = block(meta.source, 11, inner, { color: "#4A586B", y: 0 });
    const head = PADDING + title.height + 4 + filters.height + PADDING;
    const foot = PADDING + source.height + PADDING;
    const left = PADDING - (size.l + PADDING);
    title.annotation.yshift = size.t + head - PADDING;
    filters.annotation.yshift = title.annotation.yshift - title.height - 4;
    source.annotation.yshift = -size.b - PADDING;
    const texts = [title, filters, source].filter((part) => part.height).map((part) => part.annotation);
    texts.forEach(function (annotation) {
      annotation.xshift = left;
    });
    const layout = structuredClone(graph.layout);
    return Object.assign(layout, {
      width: width,
      height: height + head + foot,
      autosize: false,
      paper_bgcolor: "#FFFFFF",
      plot_bgcolor: "#FFFFFF",
      margin: { l: size.l + PADDING, r: size.r + PADDING, t: size.t + head, b: size.b + foot },
      annotations: (layout.annotations || []).concat(texts),
    });
  }

  function download(graph, name, format) {
    const width = Math.max(graph.offsetWidth, NARROWEST) + 2 * PADDING;
    const layout = framed(graph, width, graph.offsetHeight);
    const figure = { data: structuredClone(graph.data), layout: layout, config: { locale: document.documentElement.lang } };
    return window.Plotly.downloadImage(figure, {
      format: format,
      width: layout.width,
      height: layout.height,
      scale: SCALE[format] || 1,
      filename: name,
    });
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-export-graph]");
    const holder = button && document.getElementById(button.dataset.exportGraph);
    const graph = holder && (holder.matches(".js-plotly-plot") ? holder : holder.querySelector(".js-plotly-plot"));
    if (graph && window.Plotly) {
      download(graph, button.dataset.exportGraph, button.dataset.exportFormat);
    }
  });
})();
