// Sending a file: a chosen or dropped file goes to the server, and the job's id into the page's store.
(function () {
  "use strict";

  function tell(area, text) {
    area.querySelector("[data-upload-message]").textContent = text;
  }

  function send(area, file) {
    const kind = document.getElementById(area.dataset.uploadKind).value;
    const form = new FormData();
    form.append("file", file);
    tell(area, area.dataset.uploading);
    fetch("/upload/" + encodeURIComponent(kind), { method: "POST", body: form, headers: headers() })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) {
        tell(area, answer.message || "");
        if (answer.job) {
          window.dash_clientside.set_props(area.dataset.upload, { data: answer.job });
        }
      })
      .catch(function (error) { tell(area, String(error.message)); });
  }

  function headers() {
    return { Accept: "application/json", "X-CSRFToken": window.session.token() };
  }

  function chooser(area) {
    let input = area.querySelector("input[type=file]");
    if (!input) {
      input = document.createElement("input");
      input.type = "file";
      input.className = "visually-hidden";
      area.appendChild(input);
    }
    return input;
  }

  // The file field is made here: Dash has no component for a plain one.
  new MutationObserver(function () {
    document.querySelectorAll("[data-upload]").forEach(chooser);
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("change", function (event) {
    const area = event.target.closest("[data-upload]");
    if (area && event.target.files && event.target.files.length) {
      send(area, event.target.files[0]);
      event.target.value = "";
    }
  });

  document.addEventListener("dragover", function (event) {
    if (event.target.closest && event.target.closest("[data-upload]")) {
      event.preventDefault();
    }
  });

  document.addEventListener("drop", function (event) {
    const area = event.target.closest && event.target.closest("[data-upload]");
    if (area && event.dataTransfer.files.length) {
      event.preventDefault();
      send(area, event.dataTransfer.files[0]);
    }
  });
})();
