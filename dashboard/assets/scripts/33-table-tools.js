// What stands above and below a table: the search, what is shown, the way back to the given order, the pages.
window.mmuko.tools = (function () {
  "use strict";
  const values = window.mmuko.values;
  const h = window.React.createElement;
  const SMALL = "button button-small";

  function search(tools) {
    const { table, shown, change } = tools;
    const input = {
      type: "search",
      className: "form-control table-find",
      placeholder: table.words.find,
      "aria-label": table.words.find + ": " + table.caption,
      maxLength: 80,
      value: shown.find,
      onChange: (event) => change.find(event.target.value),
    };
    return h("input", input);
  }

  // How many rows there are, and which of them are here.
  function rows(tools) {
    const { table, total, now, size } = tools;
    if (!size || total <= size) {
      const names = { shown: print(table, total), all: print(table, table.keys.length) };
      return tools.shown.find ? values.filled(total ? table.words.found : table.words.nothing_found, names) : "";
    }
    const first = (now - 1) * size + 1;
    const names = { first: print(table, first), last: print(table, Math.min(total, first + size - 1)) };
    return values.filled(table.words.rows, Object.assign(names, { rows: print(table, total) }));
  }

  // The first rows, or all of them.
  function fold(tools) {
    const { table, shown, change, total } = tools;
    if (!table.fold || total <= table.fold) {
      return null;
    }
    const words = shown.isWhole ? table.words.fold : table.words.unfold;
    const names = { rows: print(table, shown.isWhole ? table.fold : total) };
    const press = { type: "button", className: SMALL, onClick: () => change.fold(shown.isWhole) };
    return h("button", press, values.filled(words, names));
  }

  function print(table, number) {
    return values.number(number, 0, table.signs);
  }

  function turn(tools, to, sign, words) {
    const attributes = {
      type: "button",
      className: SMALL,
      disabled: to < 1 || to > tools.pages,
      "aria-label": words,
      onClick: () => tools.change.page(to),
    };
    return h("button", attributes, h("span", { "aria-hidden": "true" }, sign));
  }

  function pageButton(tools, each) {
    const attributes = {
      type: "button",
      className: "segment",
      "aria-label": tools.table.words.page + " " + each,
      "aria-pressed": String(each === tools.now),
      onClick: () => tools.change.page(each),
      key: each,
    };
    return h("button", attributes, print(tools.table, each));
  }

  function pager(tools) {
    if (tools.pages < 2) {
      return null;
    }
    const buttons = [];
    let before = 0;
    values.namedPages(tools.now, tools.pages).forEach(function (each) {
      if (each > before + 1) {
        buttons.push(h("span", { className: "pager-gap", "aria-hidden": "true", key: "gap" + each }, "…"));
      }
      buttons.push(pageButton(tools, each));
      before = each;
    });
    return h(
      "nav",
      { className: "pager", "aria-label": tools.table.words.pages },
      turn(tools, tools.now - 1, "‹", tools.table.words.previous),
      h("span", { className: "segmented" }, ...buttons),
      turn(tools, tools.now + 1, "›", tools.table.words.next)
    );
  }

  function back(tools) {
    const { table, shown, change } = tools;
    if (!shown.order) {
      return null;
    }
    return h("button", { type: "button", className: SMALL + " table-back", onClick: () => change.order(null) },
      h("span", { "aria-hidden": "true" }, "↺ "), table.words.given_order);
  }

  // The pinned row stands on top; this leads to its place in the list.
  function toPinned(tools) {
    const { table, now, change } = tools;
    const row = table.pinned ? table.keys.indexOf(table.pinned.key) : -1;
    const isHere = !table.size || Math.floor(row / table.size) + 1 === now;
    if (row < 0 || (isHere && !tools.shown.order) || tools.shown.find) {
      return null;
    }
    return h("button", { type: "button", className: SMALL, onClick: () => change.goTo(table.pinned.key) },
      table.words.to_pinned);
  }

  function above(tools) {
    if (!tools.table.find) {
      return null;
    }
    return h(
      "div",
      { className: "table-tools" },
      search(tools),
      h("span", { className: "table-shown" }, rows(tools)),
      pager(tools),
      toPinned(tools),
      back(tools)
    );
  }

  // A table without a search has its way back below, so that its headings do not move under the pointer.
  function below(tools) {
    const isLong = tools.pages > 1 || (tools.table.fold && tools.total > tools.table.fold);
    const wayBack = tools.table.find ? null : back(tools);
    if (!isLong && !wayBack) {
      return null;
    }
    const shown = isLong ? h("span", { className: "table-shown" }, rows(tools)) : null;
    return h("div", { className: "table-tools below" }, shown, pager(tools), fold(tools), wayBack);
  }

  return { above, below };
})();
