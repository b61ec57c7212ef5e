// Sending a file: a chosen or dropped file goes to the server, and the job's id into the page's store.
(function () {
  "use strict";

  function tell(area, text) {
    area.querySelector("[data-upload-message]").textContent = text;
  }

  // An area that says its own address takes many files at once.
  function address(area) {
    return area.dataset.uploadAddress ||
      "/upload/" + encodeURIComponent(document.getElementById(area.dataset.uploadKind).value);
  }

  function send(area, files) {
    const form = new FormData();
    const sent = area.dataset.uploadMany ? Array.from(files) : [files[0]];
    sent.forEach(function (file) { form.append("file", file); });
    tell(area, area.dataset.uploading);
    fetch(address(area), { method: "POST", body: form, headers: headers() })
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
      input.multiple = Boolean(area.dataset.uploadMany);
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
      send(area, event.target.files);
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
      send(area, event.dataTransfer.files);
    }
  });
})();
