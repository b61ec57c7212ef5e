// Sliders inside data-weights="<id of a dcc.Store>": their names and values go into the store once a slider rests.
(function () {
  function sliders(element) {
    const group = element.closest("[data-weights]");
    return group && element.matches("input[type=range]") ? group : null;
  }

  // The number follows the hand; ranks are computed when the slider is let go.
  document.addEventListener("input", function (event) {
    const group = sliders(event.target);
    if (group) {
      event.target.parentElement.querySelector("output").textContent = event.target.value + "\u00a0%";
    }
  });

  document.addEventListener("change", function (event) {
    const group = sliders(event.target);
    if (group) {
      const weights = Array.from(group.querySelectorAll("input[type=range]"), function (slider) {
        return slider.name + ":" + slider.value;
      });
      window.dash_clientside.set_props(group.dataset.weights, { data: weights.join(",") });
    }
  });
})();
