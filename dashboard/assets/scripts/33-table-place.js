// What the viewer has done with a table – its order, what is looked for, the page – and where that is kept: in the
// address for the main table of a page, so that a link opens the same view, and in memory for the others, because Dash
// may draw a table anew at any time.
window.mmuko.place = (function () {
  "use strict";
  const values = window.mmuko.values;
  const React = window.React;
  const remembered = { path: "", tables: {} };
  // What the server's answers do not know of the address; shell.js carries it over.
  const KEPT = ["sort", "find", "rows"];
  const collators = {};

  function collator() {
    const language = document.documentElement.lang || "ru";
    collators[language] = collators[language] || new Intl.Collator(language, { numeric: true, sensitivity: "base" });
    return collators[language];
  }

  // The content as it was sent; equal values of a whole column stand once.
  function read(content) {
    const table = JSON.parse(content);
    const rows = table.keys.length;
    table.columns.forEach(function (column) {
      column.values = column.values || new Array(rows).fill(null);
      column.code = column.code || column.key;
    });
    table.heading = table.columns.find((column) => column.header);
    // Rows without a name are called by what they begin with.
    if (!table.heading && table.columns.length) {
      table.columns[0].leads = true;
    }
    return table;
  }

  function memory() {
    if (remembered.path !== window.location.pathname) {
      remembered.path = window.location.pathname;
      remembered.tables = {};
    }
    return remembered.tables;
  }

  function inAddress(table, name) {
    return table.address ? new URLSearchParams(window.location.search).get(name) : null;
  }

  // The page, in the given order, on which a row stands.
  function pageOf(table, key) {
    return table.size ? Math.floor(Math.max(0, table.keys.indexOf(key)) / table.size) + 1 : 1;
  }

  function first(table) {
    const known = memory()[table.name] || {};
    if (isMarked(table, known)) {
      return at(table, known, table.marked);
    }
    const page = Number(inAddress(table, "rows") || known.page || 1);
    const order = table.address ? values.parsedOrder(table.columns, inAddress(table, "sort")) : known.order || null;
    return {
      order: order,
      find: table.find ? found(table, order, inAddress(table, "find")) || known.find || "" : "",
      page: Number.isInteger(page) && page > 0 ? page : 1,
      isWhole: Boolean(known.isWhole),
      chosen: table.chosen || "",
      marked: "",
      left: known.left || "",
    };
  }

  // What a link looks for; left out where it finds nothing, as names of the other language do.
  function found(table, order, find) {
    return find && values.count(values.arranged(table, { order, find }, collator())) ? find : "";
  }

  // Whether the server marks a row from which the viewer has not yet gone on.
  function isMarked(table, known) {
    return Boolean(table.marked) && known.left !== table.marked;
  }

  // A row in its place: the given order, nothing left out, its page.
  function at(table, known, key) {
    const page = pageOf(table, key);
    const whole = { isWhole: known.isWhole || false, chosen: table.chosen || "" };
    return Object.assign({ order: null, find: "", page, marked: key, left: "" }, whole);
  }

  // The search part of the address with what is not empty of ``pairs`` and without what is empty.
  function withPairs(search, pairs) {
    const parameters = new URLSearchParams(search);
    Object.keys(pairs).forEach(function (name) {
      if (pairs[name]) {
        parameters.set(name, pairs[name]);
      } else {
        parameters.delete(name);
      }
    });
    // Codes keep their colons and tildes, as the server writes them.
    const text = parameters.toString().replace(/%3A/g, ":").replace(/%7E/g, "~").replace(/%2C/g, ",");
    return text ? "?" + text : "";
  }

  function remember(table, shown) {
    memory()[table.name] = shown;
    if (!table.address) {
      return;
    }
    const pairs = {
      sort: values.orderText(shown.order),
      find: shown.find,
      rows: shown.page > 1 ? String(shown.page) : "",
    };
    const address = window.location.pathname + withPairs(window.location.search, pairs) + window.location.hash;
    window.history.replaceState(window.history.state, "", address);
  }

  // The address that an answer of the server gives, with what only the browser knows of the same page.
  function carriedOver(address) {
    const [path, query] = address.split("?");
    const now = new URLSearchParams(window.location.search);
    const pairs = {};
    if (path === window.location.pathname) {
      KEPT.filter((name) => now.has(name)).forEach((name) => {
        pairs[name] = now.get(name);
      });
    }
    return path + withPairs(query || "", pairs);
  }

  function orderWords(table, order) {
    if (!order) {
      return table.words.given_order;
    }
    const column = table.columns.find((one) => one.key === order.key);
    return values.filled(order.descending ? table.words.descending : table.words.ascending, { column: column.name });
  }

  function use(table) {
    const [shown, set] = React.useState(() => first(table));
    const latest = React.useRef(shown);
    latest.current = shown;
    const show = function (changes) {
      const next = Object.assign({}, latest.current, changes);
      if (changes.marked === "") {
        next.left = table.marked || "";
      }
      latest.current = next;
      remember(table, next);
      set(next);
    };

    // Another content of the same table: what is chosen there, and an order only by a column that is still there.
    const content = React.useRef(table);
    if (content.current !== table) {
      content.current = table;
      const order = shown.order && table.columns.some((one) => one.key === shown.order.key) ? shown.order : null;
      latest.current = isMarked(table, shown)
        ? at(table, shown, table.marked)
        : Object.assign({}, shown, { order, chosen: table.chosen || "", marked: "" });
      set(latest.current);
    }

    // A press anywhere that chooses another cell, or closes the chosen one.
    React.useEffect(
      function () {
        function listen(event) {
          if (table.press && event.detail.choice === table.press.choice) {
            set((old) => Object.assign({}, old, { chosen: event.detail.value }));
          }
        }
        document.addEventListener("mmuko:choice", listen);
        return () => document.removeEventListener("mmuko:choice", listen);
      },
      [table]
    );

    const change = {
      order: function (order) {
        show({ order: order, page: 1, marked: "" });
        window.announce(orderWords(table, order));
      },
      find: function (text) {
        show({ find: text, page: 1, marked: "" });
        const total = values.count(values.arranged(table, latest.current, collator()));
        const names = { shown: String(total), all: String(table.keys.length) };
        window.announce(values.filled(total ? table.words.found : table.words.nothing_found, names));
      },
      page: (number) => show({ page: number, marked: "" }),
      fold: (isFolded) => show({ isWhole: !isFolded, page: 1 }),
      goTo: (key) => show(at(table, latest.current, key)),
    };
    return [shown, change];
  }

  // A marked row is brought into sight once, however often the table is drawn again.
  function reveal(frame, shown) {
    const row = shown.marked && frame.querySelector('tr[data-row="' + CSS.escape(shown.marked) + '"].selected');
    const known = memory();
    if (row && known.revealed !== shown.marked) {
      row.scrollIntoView({ block: "center" });
    }
    known.revealed = shown.marked;
  }

  return { collator, read, use, reveal, withPairs, carriedOver, orderWords };
})();
