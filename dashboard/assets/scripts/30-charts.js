// Charts answer in the browser: a press on a mark chooses, the legend switches traces, a zoom has a way back.
// A chart stands in [data-chart="<id>"]; data-chooses and data-chooses-prop name what a press sets.
window.mmuko = window.mmuko || {};

window.mmuko.charts = (function () {
  // By the id of a chart, so that it outlives the next answer: groups that are switched off, and the zoomed ranges.
  const off = new Map();
  const zooms = new Map();
  const wired = new WeakSet();
  // By the element of a chart: the ticks of the whole axis, and those that stand there while it is zoomed.
  const ticks = new WeakMap();
  const AXES = ["xaxis", "yaxis"];
  const TICK_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000];
  const MOST_TICKS = 10;

  function frameOf(graph) {
    return graph.closest("[data-chart]");
  }

  function frameCalled(identity) {
    return document.querySelector('[data-chart="' + identity + '"]');
  }

  function hidden(identity) {
    if (!off.has(identity)) {
      off.set(identity, new Set());
    }
    return off.get(identity);
  }

  function choose(frame, value) {
    if (frame.dataset.chooses) {
      window.dash_clientside.set_props(frame.dataset.chooses, { [frame.dataset.choosesProp]: value });
    }
  }

  function press(frame, event) {
    const point = event.points.find((each) => typeof each.customdata === "string");
    if (point) {
      choose(frame, point.customdata);
    }
  }

  function point(frame, event) {
    const isMark = event.points.some((each) => typeof each.customdata === "string");
    frame.classList.toggle("over-mark", Boolean(isMark && frame.dataset.chooses));
  }

  function showSwitches(frame) {
    const groups = hidden(frame.dataset.chart);
    frame.querySelectorAll("[data-switches]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(!groups.has(button.dataset.group)));
    });
  }

  // Traces that were switched off stay so when a new answer has drawn them again; a trace may belong to several groups.
  // Words beside a trace go with it.
  function applySwitches(frame, graph) {
    const groups = hidden(frame.dataset.chart);
    showSwitches(frame);
    const words = {};
    (graph.layout.annotations || []).forEach(function (annotation, index) {
      if (annotation.name && (annotation.visible === false) !== groups.has(annotation.name)) {
        words["annotations[" + index + "].visible"] = !groups.has(annotation.name);
      }
    });
    const isOff = (trace) => (trace.legendgroup || "").split(" ").some((group) => groups.has(group));
    [true, false].forEach(function (shown) {
      const traces = Array.from(graph.data.keys()).filter(function (index) {
        const trace = graph.data[index];
        return isOff(trace) !== shown && (trace.visible === false) === shown;
      });
      if (traces.length) {
        window.Plotly.update(graph, { visible: shown }, {}, traces);
      }
    });
    if (Object.keys(words).length) {
      window.Plotly.relayout(graph, words);
    }
  }

  function isZoomed(graph) {
    return AXES.some(function (name) {
      const axis = graph._fullLayout[name];
      const whole = [axis._rangeInitial0, axis._rangeInitial1];
      return !axis.fixedrange && !axis.autorange && axis.range.some((end, index) => end !== whole[index]);
    });
  }

  // Ranks that are named beside the lines: a zoom shows so few that finer steps have room.
  function nameRanks(graph) {
    const axis = graph.layout.yaxis;
    if (!axis || !axis.tickvals || axis.ticktext || axis.fixedrange !== false) {
      return;
    }
    const known = ticks.get(graph);
    const whole = known && String(known.set) === String(axis.tickvals) ? known.whole : axis.tickvals;
    const wanted = isZoomed(graph) ? finerTicks(graph._fullLayout.yaxis.range) : whole;
    if (String(wanted) !== String(axis.tickvals)) {
      ticks.set(graph, { whole: whole, set: wanted });
      window.Plotly.relayout(graph, { "yaxis.tickvals": wanted });
    }
  }

  function finerTicks(range) {
    const first = Math.max(1, Math.ceil(Math.min(...range)));
    const last = Math.floor(Math.max(...range));
    const step = TICK_STEPS.find((each) => (last - first) / each <= MOST_TICKS);
    const named = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return named.filter((rank) => rank === 1 || rank % step === 0);
  }

  // The ranges a hand has chosen, and what the chart was about: of another subject they would say nothing.
  function remember(frame, graph) {
    if (isZoomed(graph)) {
      const ranges = Object.fromEntries(AXES.map((name) => [name + ".range", graph._fullLayout[name].range.slice()]));
      zooms.set(frame.dataset.chart, { title: graph.layout.meta.title, ranges: ranges });
    } else {
      zooms.delete(frame.dataset.chart);
    }
    nameRanks(graph);
    tellZoom(frame);
  }

  function tellZoom(frame) {
    const button = frame.querySelector("[data-whole-chart]");
    if (button) {
      button.hidden = !zooms.has(frame.dataset.chart);
    }
  }

  function applyZoom(frame, graph) {
    const zoom = zooms.get(frame.dataset.chart);
    if (zoom && zoom.title === graph.layout.meta.title) {
      window.Plotly.relayout(graph, zoom.ranges);
    } else {
      zooms.delete(frame.dataset.chart);
    }
    tellZoom(frame);
  }

  function wire(frame, graph) {
    wired.add(graph._ev);
    graph.on("plotly_click", (event) => press(frame, event));
    graph.on("plotly_hover", (event) => point(frame, event));
    graph.on("plotly_unhover", () => frame.classList.remove("over-mark"));
    graph.on("plotly_relayout", () => remember(frame, graph));
    // A finger that moves over a chart scrolls the page.
    if (window.matchMedia("(pointer: coarse)").matches && graph.layout.dragmode !== false) {
      window.Plotly.relayout(graph, { dragmode: false });
    }
    applyZoom(frame, graph);
    applySwitches(frame, graph);
  }

  // A picture that is not plotly's hears of it and draws itself again.
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-switches], [data-whole-chart]");
    const frame = button && frameCalled(button.dataset.switches || button.dataset.wholeChart);
    if (!frame) {
      return;
    }
    const graph = frame.querySelector(".js-plotly-plot");
    if (button.dataset.switches) {
      const groups = hidden(frame.dataset.chart);
      groups[groups.has(button.dataset.group) ? "delete" : "add"](button.dataset.group);
    }
    if (!graph) {
      frame.dispatchEvent(new CustomEvent(button.dataset.switches ? "mmuko:switched" : "mmuko:whole"));
    } else if (button.dataset.switches) {
      applySwitches(frame, graph);
    } else {
      window.Plotly.relayout(graph, wholeRanges(graph));
    }
  });

  // What plotly itself goes back to on a double press.
  function wholeRanges(graph) {
    const ranges = {};
    AXES.forEach(function (name) {
      const axis = graph._fullLayout[name];
      if (!axis.fixedrange) {
        const isAutomatic = axis._rangeInitial0 === undefined;
        Object.assign(ranges, isAutomatic ? { [name + ".autorange"]: true } : { [name + ".range"]: [axis._rangeInitial0, axis._rangeInitial1] });
      }
    });
    return ranges;
  }

  window.pageChanges.listen(function () {
    document.querySelectorAll("[data-chart] .js-plotly-plot").forEach(function (graph) {
      if (graph._ev && graph._fullLayout && !wired.has(graph._ev)) {
        wire(frameOf(graph), graph);
      }
    });
  });

  // The text of one point: its sentence, filled with what is its own.
  function textOf(words, point) {
    const columns = Object.entries(words.values);
    const names = columns.map(([name, column]) => [name, column.texts ? column.texts[column.at[point]] : column[point]]);
    return window.mmuko.values.filled(words.sentences[words.of[point]], Object.fromEntries(names));
  }

  // Words of many points are sent as what they share and what differs (layouts/figures/hover.py). They are written into
  // the traces themselves: plotly remembers there what is switched off.
  function spellOut(figure) {
    (figure.data || []).forEach(function (trace) {
      const words = trace.meta && trace.meta.words;
      if (words && !trace.hovertext) {
        trace.hovertext = words.of.map((_one, point) => textOf(words, point));
      }
    });
    return figure;
  }

  return { spellOut: spellOut, hidden: hidden, showSwitches: showSwitches, choose: choose };
})();
