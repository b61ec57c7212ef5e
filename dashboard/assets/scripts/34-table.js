// A table as one component: its content comes as one text (layouts/parts/screen_table.py says what is in it), and what
// can be done with it in the browser – order, search, pages – is done here without asking the server.
(function () {
  "use strict";
  const { values, cells, keys, place } = window.mmuko;
  const React = window.React;
  const h = React.createElement;

  // The names that texts and addresses of a cell may hold.
  function namesOf(table, column, row, face) {
    const value = column.values[row];
    const maximum = face.maximum === undefined ? column.maximum : face.maximum;
    return {
      row: table.heading ? table.heading.values[row] : "",
      row_key: table.keys[row],
      column: column.name,
      column_key: column.code,
      value: typeof value === "number" ? values.number(value, column.decimals, table.signs) : "",
      maximum: typeof maximum === "number" ? values.number(maximum, undefined, table.signs) : "",
    };
  }

  // How many of the rows on the screen, from this one on, say the same in a column of brackets; 0 below the first.
  function bracketHeight(column, rows, place) {
    const value = column.values[rows[place]];
    if (value === null) {
      return 1;
    }
    if (place > 0 && column.values[rows[place - 1]] === value) {
      return 0;
    }
    let end = place + 1;
    while (end < rows.length && column.values[rows[end]] === value) {
      end += 1;
    }
    return end - place;
  }

  function rowCells(table, row, brackets, chosen) {
    const found = [];
    let skip = 0;
    table.columns.forEach(function (column, index) {
      if (skip > 0) {
        skip -= 1;
        return;
      }
      const height = brackets ? brackets[index] : undefined;
      if (height === 0) {
        return;
      }
      const face = values.faceOf(table, column, row);
      skip = (face.span || 1) - 1;
      const names = namesOf(table, column, row, face);
      const value = column.values[row];
      found.push(cells.cellElement({ table, column, value, face, names, height: height > 1 ? height : 0, chosen }));
    });
    return found;
  }

  const Row = React.memo(function Row(props) {
    const { table, row, look, brackets, chosen } = props;
    const attributes = { className: look || undefined, "data-row": table.keys[row] };
    return h("tr", attributes, ...rowCells(table, row, brackets && brackets.split(",").map(Number), chosen));
  });

  // Which of the cells of a row is pressed, so that a press draws two rows and not all.
  function chosenIn(table, row, chosen) {
    if (!chosen || !table.press || !chosen.includes(table.keys[row])) {
      return "";
    }
    const isHere = table.columns.some(function (column) {
      const names = { row_key: table.keys[row], column_key: column.code };
      return column.kind === "heat" && values.filled(table.press.value, names) === chosen;
    });
    return isHere ? chosen : "";
  }

  // A line of words between the rows: a heading of what follows, or how many are left out.
  function line(table, given, key) {
    const tag = given.heading ? "th" : "td";
    const scope = given.heading ? "colgroup" : undefined;
    return h(
      "tr",
      { className: given.look, key: key },
      h(tag, { colSpan: table.columns.length, scope: scope }, cells.parts(given.shown, {}))
    );
  }

  // A table of one row that is sent by itself; ``kindOf`` gives the kind of each of its cells.
  function alone(table, given, kindOf) {
    const columns = table.columns.map((column, index) =>
      Object.assign({}, column, kindOf(column), { values: [given.values[index]], faces: [given.faces[index]] })
    );
    const own = Object.assign({}, table, { keys: [given.key || ""], columns: columns });
    own.heading = columns.find((column) => column.header);
    return own;
  }

  // Rows that are no rows of the list: sums and counts, the same whatever the order.
  function summary(table, which) {
    return (table[which] || []).map(function (given, place) {
      const own = alone(table, given, (column) => ({
        face: undefined,
        kind: column.kind === "number" ? "number" : "summary",
      }));
      return h("tr", { className: given.look, key: which + place }, ...rowCells(own, 0, null, ""));
    });
  }

  function lookOf(table, row) {
    return table.looks ? table.row_looks[table.looks[row]] : "";
  }

  function body(table, part, place, shown) {
    const isGiven = !shown.order && !shown.find;
    const found = (part.section.lines || []).map((one, index) => line(table, one, "heading" + index));
    const brackets = table.columns.map((column) => column.kind === "bracket" && isGiven);
    const between = isGiven ? part.section.between || [] : [];
    const linesAt = function (at) {
      between
        .filter((one) => part.start + one.before === at)
        .forEach((one, number) => found.push(line(table, one, "line" + at + "-" + number)));
    };
    part.rows.forEach(function (row, index) {
      linesAt(row);
      const heights = brackets.some(Boolean)
        ? table.columns.map((column, at) => (brackets[at] ? bracketHeight(column, part.rows, index) : 1)).join(",")
        : null;
      const look = [lookOf(table, row), shown.marked === table.keys[row] ? "selected" : ""].filter(Boolean).join(" ");
      const chosen = chosenIn(table, row, shown.chosen);
      found.push(h(Row, { table: table, row: row, look: look, brackets: heights, chosen: chosen, key: row }));
    });
    const end = part.start + part.section.rows;
    if (part.rows[part.rows.length - 1] === end - 1) {
      linesAt(end);
    }
    return h("tbody", { key: "section" + place }, ...found);
  }

  function pinned(table) {
    if (!table.pinned) {
      return null;
    }
    const own = alone(table, table.pinned, () => ({}));
    return h("tbody", { key: "pinned" }, h("tr", { className: table.pinned.look }, ...rowCells(own, 0, null, "")));
  }

  function heading(table, column, order, press) {
    const isCurrent = Boolean(order) && order.key === column.key;
    const look = [column.look, column.header || column.leads ? "leading" : ""].filter(Boolean).join(" ");
    const attributes = { scope: "col", className: look || undefined, title: column.hint, key: column.key };
    const words = cells.parts(column.title, {});
    if (!column.sort) {
      return h("th", attributes, words);
    }
    if (isCurrent) {
      attributes["aria-sort"] = order.descending ? "descending" : "ascending";
    }
    const sign = isCurrent ? (order.descending ? "▼" : "▲") : "";
    const arrow = (shape) => h("span", { className: "sort-arrow", "aria-hidden": "true" }, shape);
    const button = { type: "button", className: "sort", onClick: () => press(column), "data-sort": column.key };
    if (table.grid) {
      button.tabIndex = -1;
    }
    // A heading that is a link already has the button beside it.
    if (Array.isArray(column.title) && column.title[0] === "<a") {
      button.className = "sort sort-aside";
      button["aria-label"] = values.filled(table.words.order_by, { column: column.name });
      return h("th", attributes, words, h("button", button, arrow(sign || "↕")));
    }
    return h("th", attributes, h("button", button, words, sign ? arrow(sign) : null));
  }

  function head(table, order, press) {
    const groups = (table.groups || []).map(function (group, place) {
      const attributes = { colSpan: group[1], scope: group[0] ? "colgroup" : undefined, key: place };
      return h(group[0] ? "th" : "td", attributes, cells.parts(group[0], {}));
    });
    return h(
      "thead",
      { key: "head" },
      groups.length ? h("tr", { className: "stages" }, ...groups) : null,
      h("tr", null, ...table.columns.map((column) => heading(table, column, order, press)))
    );
  }

  // Whether the page is being printed; what is drawn for it is there before the browser takes the picture.
  function usePrinting() {
    const [isPrinted, set] = React.useState(false);
    React.useEffect(function () {
      const begin = () => window.ReactDOM.flushSync(() => set(true));
      const end = () => set(false);
      window.addEventListener("beforeprint", begin);
      window.addEventListener("afterprint", end);
      return function () {
        window.removeEventListener("beforeprint", begin);
        window.removeEventListener("afterprint", end);
      };
    }, []);
    return isPrinted;
  }

  function Table(props) {
    const table = React.useMemo(() => place.read(props.content), [props.content]);
    const [shown, change] = place.use(table);
    const frame = React.useRef(null);
    const parts = React.useMemo(() => values.arranged(table, shown, place.collator()), [table, shown.order, shown.find]);
    const total = values.count(parts);
    const isPrinted = usePrinting();
    const screen = table.fold && !shown.isWhole ? table.fold : table.size;
    const pages = table.fold && !shown.isWhole ? 1 : values.pages(total, screen);
    // Paper has no pages to turn and nothing to unfold: every row that is found is printed, but for a page of one sheet.
    const size = isPrinted && !table.prints_folded ? 0 : screen;
    const now = Math.min(shown.page, pages);
    const visible = values.page(parts, now, size);

    React.useEffect(() => keys.settle(frame.current, table));
    React.useEffect(() => place.reveal(frame.current, shown), [shown.marked, table]);

    const press = (column) => change.order(values.pressed(table.columns, shown.order, column.key));
    const bodies = visible.map((part, at) => body(table, part, at, shown));
    const top = summary(table, "top");
    const bottom = summary(table, "bottom");
    const drawn = h(
      "table",
      { className: table.look, role: table.grid ? "grid" : undefined, onKeyDown: keys.pressed },
      h("caption", { className: "visually-hidden" }, table.caption),
      table.plain ? null : head(table, shown.order, press),
      top.length ? h("tbody", { key: "top" }, ...top) : null,
      shown.find ? null : pinned(table),
      ...bodies,
      bottom.length ? h("tfoot", { key: "bottom" }, ...bottom) : null
    );
    const tools = { table, shown, change, total, pages, now, size };
    return h(
      "div",
      { id: props.id, className: "screen-table", ref: frame, "data-order": values.orderText(shown.order) },
      window.mmuko.tools.above(tools),
      h("div", { className: "table-scroll", role: "region", tabIndex: 0, "aria-label": table.caption }, drawn),
      window.mmuko.tools.below(tools)
    );
  }

  window.mmuko.Table = Table;
})();
