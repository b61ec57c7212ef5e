// Signing out, and what happens on an open page when the session has ended in the meantime.
(function () {
  "use strict";

  window.session = {
    // The server compares it with the session: another site can neither read nor guess it.
    token: function () {
      const found = document.cookie.match(/(?:^|; )mmuko-csrf=([0-9a-f]+)/);
      return found ? found[1] : "";
    },
  };

  const fetched = window.fetch;
  window.fetch = function (resource, options) {
    return fetched.call(window, resource, options).then(function (answer) {
      if (answer.status === 401) {
        const here = window.location.pathname + window.location.search;
        window.location.assign("/login?next=" + encodeURIComponent(here));
      }
      return answer;
    });
  };

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-sign-out]");
    if (button) {
      fetched.call(window, "/logout", {
        method: "POST",
        headers: { "X-CSRFToken": window.session.token() },
        body: new URLSearchParams({ where: button.dataset.signOut }),
      }).then(function () { window.location.assign("/login"); });
    }
  });
})();
