// [data-copy-link="newest"] copies the address of what is shown, which follows the data; "revision" one whose figures
// never change. The menu they stand in says so for two seconds, in the words of its data-copied.
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

  function linkOf(which) {
    const source = document.querySelector("[data-revision]");
    const revision = which === "revision" && source ? source.dataset.revision : "";
    const search = window.mmuko.place.withPairs(window.location.search, { revision });
    return window.location.origin + window.location.pathname + search;
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copy-link]");
    const menu = button && button.closest("[data-copied]");
    if (!menu || menu.dataset.busy) {
      return;
    }
    copy(linkOf(button.dataset.copyLink)).then(function () {
      const summary = menu.querySelector("summary");
      const words = summary.textContent;
      menu.dataset.busy = "true";
      summary.textContent = menu.dataset.copied;
      window.announce(menu.dataset.copied);
      window.setTimeout(function () {
        summary.textContent = words;
        delete menu.dataset.busy;
      }, SHOWN);
    });
  });
})();
