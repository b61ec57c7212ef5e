// A file holds what is on the screen: the links of a card ask for its rows in the order that its table has now.
document.addEventListener(
  "click",
  function (event) {
    const link = event.target.closest && event.target.closest('a[href*="/export/"]');
    const card = link && link.closest(".sheet");
    const table = card && card.querySelector(".screen-table[data-order]");
    if (table) {
      const address = new URL(link.href);
      address.search = window.mmuko.place.withPairs(address.search, { sort: table.dataset.order });
      link.href = address.href;
    }
  },
  true
);
