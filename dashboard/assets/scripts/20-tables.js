// A table that fits its frame does not scroll in it: its head stays in sight while the page scrolls.
(function () {
  function measure(frame) {
    const fits = frame.firstElementChild && frame.firstElementChild.offsetWidth <= frame.clientWidth;
    frame.toggleAttribute("data-fits", Boolean(fits));
    // Only what scrolls has to be reachable with the keyboard.
    frame.tabIndex = fits ? -1 : 0;
  }

  const sizes = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      measure(entry.target.closest(".table-scroll"));
    });
  });

  window.pageChanges.listen(function () {
    document.querySelectorAll(".table-scroll:not([data-measured])").forEach(function (frame) {
      frame.dataset.measured = "true";
      sizes.observe(frame);
      if (frame.firstElementChild) {
        sizes.observe(frame.firstElementChild);
      }
    });
  });
})();
