// Tells the other files when the page's content has changed; Dash redraws parts of it at any time.
window.pageChanges = (function () {
  const listeners = [];
  let waiting = false;

  function tell() {
    waiting = false;
    listeners.forEach(function (listener) {
      listener();
    });
  }

  function schedule() {
    if (!waiting) {
      waiting = true;
      window.requestAnimationFrame(tell);
    }
  }

  new MutationObserver(schedule).observe(document.documentElement, { childList: true, subtree: true });
  return {
    listen: function (listener) {
      listeners.push(listener);
      schedule();
    },
  };
})();

// Says a sentence to a reader of the screen, without a change to be seen.
window.announce = function (text) {
  let region = document.getElementById("announcement");
  if (!region) {
    region = document.createElement("div");
    region.id = "announcement";
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = text;
};
