// Light and dark. A cookie remembers the choice, so that the server sends the document in the right theme at once.
// Charts follow through the style sheet.
(function () {
  const YEAR = 365 * 24 * 3600;
  const root = document.documentElement;

  function show(theme) {
    root.dataset.bsTheme = theme;
    document.querySelectorAll("[data-switch-theme]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(theme === "dark"));
    });
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-switch-theme]")) {
      const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      document.cookie = "theme=" + theme + "; path=/; max-age=" + YEAR + "; samesite=lax";
      show(theme);
    }
  });

  window.pageChanges.listen(function () {
    const theme = root.dataset.bsTheme || "light";
    document.querySelectorAll("[data-switch-theme]:not([aria-pressed])").forEach(function () {
      show(theme);
    });
  });
})();
