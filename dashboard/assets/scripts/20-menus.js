// Menus close on Escape and on a click elsewhere; on a narrow screen navigation and filters begin folded.
(function () {
  const NARROW = window.matchMedia("(max-width: 860px)");

  function openMenus() {
    return Array.from(document.querySelectorAll("details.menu[open]"));
  }

  function navigationButton() {
    return document.querySelector("[data-toggle-navigation]");
  }

  function foldNavigation() {
    const button = navigationButton();
    if (button) {
      button.setAttribute("aria-expanded", "false");
    }
  }

  // Who stops a click on its way folds the navigation and its menus itself.
  window.foldNavigation = function () {
    foldNavigation();
    openMenus().forEach(function (menu) {
      menu.open = false;
    });
  };

  document.addEventListener("click", function (event) {
    openMenus().forEach(function (menu) {
      const item = event.target.closest(".menu-items a, .menu-items button");
      if (!menu.contains(event.target) || item) {
        menu.open = false;
      }
    });
    const button = event.target.closest("[data-toggle-navigation]");
    if (button) {
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
    } else if (!event.target.closest(".header") || event.target.closest(".navigation a")) {
      foldNavigation();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") {
      return;
    }
    foldNavigation();
    openMenus().forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  window.pageChanges.listen(function () {
    document.querySelectorAll("details.rail:not([data-settled])").forEach(function (rail) {
      rail.dataset.settled = "true";
      rail.open = !NARROW.matches;
    });
  });
})();
