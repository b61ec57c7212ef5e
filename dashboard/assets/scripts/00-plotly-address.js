// Dash loads Plotly from a fixed address, which no browser may keep; ours lies beside this script, under an address
// that says what is inside. Dash sets its own whenever it draws, so that the property has to stand still.
(function () {
  const address = new URL("plotly.js", document.currentScript.src).href;
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => address, set: () => undefined });
})();
