// Dash loads Plotly from a fixed address, which no browser may keep; ours lies beside this script, under an address
// that says what is inside. Dash sets its own whenever it draws, so that the property has to stand still.
(function () {
  const address = new URL("plotly.js", document.currentScript.src).href;
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => address, set: () => undefined });
})();

// The charts of an answer are drawn one after another, each in a task of its own and after what surrounds them: an answer
// with three charts blocks the page as long as its largest chart, not as long as all three and the table beside them.
(function () {
  "use strict";
  const waiting = [];
  let isRunning = false;
  let plotly;

  function soon(act) {
    // A page that nobody looks at has no frames.
    if (document.hidden) {
      window.setTimeout(act, 0);
    } else {
      window.requestAnimationFrame(() => window.setTimeout(act, 0));
    }
  }

  function drawNext() {
    const next = waiting.shift();
    if (!next) {
      isRunning = false;
      return;
    }
    // A newer answer may have taken its place away.
    if (next.place.isConnected) {
      next.draw();
    } else {
      next.leave();
    }
    window.setTimeout(drawNext, 0);
  }

  function inTurn(draw) {
    return function (place, figure, ...rest) {
      return new Promise(function (resolve, reject) {
        waiting.push({
          place: place,
          draw: () => Promise.resolve(draw(place, window.mmuko.charts.spellOut(figure), ...rest)).then(resolve, reject),
          leave: () => resolve(place),
        });
        if (!isRunning) {
          isRunning = true;
          soon(drawNext);
        }
      });
    };
  }

  // Dash fits every chart to its place once more after drawing it; one that fits already is left alone.
  function unlessItFits(resize) {
    return function (place) {
      const drawn = place._fullLayout;
      const room = window.getComputedStyle(place);
      const differs = (side) => Math.abs(parseFloat(room[side]) - drawn[side]) >= 1;
      return drawn && !differs("width") && !differs("height") ? Promise.resolve(place) : resize(place);
    };
  }

  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: () => plotly,
    set: function (given) {
      plotly = given;
      given.react = inTurn(given.react);
      given.Plots.resize = unlessItFits(given.Plots.resize);
    },
  });
})();
