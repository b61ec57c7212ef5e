// Dash loads Plotly from a fixed address, which no browser may keep; ours lies beside this script, under an address
// that says what is inside. Dash sets its own whenever it draws, so that the property has to stand still.
(function () {
  const address = new URL("plotly.js", document.currentScript.src).href;
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => address, set: () => undefined });
})();

// The charts of an answer are drawn one after another, each in a task of its own and after what surrounds them: an answer
// with three charts blocks the page as long as its largest chart, not as long as all three and the table beside them.
// One that is further than a screen away is drawn when it comes near, when the page has been at rest for a while, or
// when it is printed.
(function () {
  "use strict";
  const REST = 400;
  const far = new Map();
  const turns = [];
  let isRunning = false;
  let resting = 0;
  let plotly;
  // Tells of each new place once it has been laid out, and of the far ones as they come near.
  const near = new IntersectionObserver(
    (places) => places.filter((one) => one.isIntersecting).forEach((one) => takeTurn(one.target)),
    { rootMargin: "100% 0px" }
  );

  function forget(place) {
    const turn = far.get(place);
    near.unobserve(place);
    far.delete(place);
    return turn;
  }

  function takeTurn(place) {
    const turn = forget(place);
    if (turn) {
      turns.push(turn);
    }
    if (!isRunning) {
      isRunning = true;
      window.setTimeout(drawNext, 0);
    }
  }

  function act(turn) {
    // A newer answer may have taken its place away.
    if (turn.place.isConnected) {
      turn.draw();
    } else {
      turn.leave();
    }
  }

  function drawNext() {
    const next = turns.shift();
    if (!next) {
      isRunning = false;
      return;
    }
    act(next);
    window.setTimeout(drawNext, 0);
  }

  // Heard before 20-print.js makes the charts as wide as paper.
  window.addEventListener("beforeprint", () => [...turns.splice(0), ...[...far.keys()].map(forget)].forEach(act));

  function inTurn(draw) {
    return function (place, figure, ...rest) {
      return new Promise(function (resolve, reject) {
        // What waits for a place that is gone, or for another figure in this one, is of no use any more.
        [...far.keys()].filter((one) => one === place || !one.isConnected).forEach((one) => forget(one).leave());
        far.set(place, {
          place: place,
          draw: () => Promise.resolve(draw(place, window.mmuko.charts.spellOut(figure), ...rest)).then(resolve, reject),
          leave: () => resolve(place),
        });
        near.observe(place);
        window.clearTimeout(resting);
        resting = window.setTimeout(() => [...far.keys()].forEach(takeTurn), REST);
      });
    };
  }

  // Dash fits every chart to its place once more after drawing it; one that fits already is left alone.
  function unlessItFits(resize) {
    return function (place) {
      const drawn = place._fullLayout;
      const room = window.getComputedStyle(place);
      const differs = (side) => Math.abs(parseFloat(room[side]) - drawn[side]) >= 1;
      return drawn && (differs("width") || differs("height")) ? resize(place) : Promise.resolve(place);
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
