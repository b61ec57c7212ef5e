// [data-copy-link] copies the address of what is shown and says so for two seconds, in the words it carries.
(function () {
  const SHOWN = 2000;

  function copyByHand(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    // The only way where the page came over plain http from another machine.
    document.execCommand("copy");
    field.remove();
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(function () {
        copyByHand(text);
      });
    }
    copyByHand(text);
    return Promise.resolve();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copy-link]");
    if (!button || button.dataset.copied) {
      return;
    }
    copy(window.location.href).then(function () {
      const words = button.textContent;
      button.dataset.copied = "true";
      button.textContent = button.dataset.copyLink;
      window.announce(button.dataset.copyLink);
      window.setTimeout(function () {
        button.textContent = words;
        delete button.dataset.copied;
      }, SHOWN);
    });
  });
})();
