// Forms: a button with data-form-action writes what stands in the form into the store that data-form names.
(function () {
  "use strict";

  function values(form) {
    const found = {};
    form.querySelectorAll("select[id], input[id], textarea[id]").forEach(function (field) {
      found[field.id] = field.type === "checkbox" ? field.checked : field.value;
    });
    return found;
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-form-action]");
    const form = button && button.closest("[data-form]");
    if (form) {
      window.dash_clientside.set_props(form.dataset.form, {
        data: {
          job: form.dataset.formJob,
          action: button.dataset.formAction,
          values: values(form),
          // The same answers sent twice are two questions.
          time: Date.now(),
        },
      });
    }
  });
})();
