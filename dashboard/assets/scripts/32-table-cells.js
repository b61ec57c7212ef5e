// How the cells of a table look: texts in parts, numbers, bars, changes, cells of a heatmap, the kinds of nothing.
window.mmuko.cells = (function () {
  "use strict";
  const values = window.mmuko.values;
  const h = window.React.createElement;
  // Parts of a text are sent as ["<tag", content, attributes]; only these tags exist, so that no text becomes a script.
  const TAGS = ["a", "abbr", "b", "br", "button", "code", "div", "i", "small", "span", "sub", "sup"];
  const NOTHING_LOOKS = ["nothing-no-data", "nothing-not-applicable", "nothing-hidden"];

  function spoken(text) {
    return h("span", { className: "visually-hidden", key: "spoken" }, text);
  }

  // A link that stays inside the application; with a modifier, or to a file, the browser does what it always does.
  function follow(event) {
    const link = event.currentTarget;
    if (event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      window.history.pushState({}, "", link.href);
      window.dispatchEvent(new PopStateEvent("popstate"));
      window.scrollTo(0, 0);
    }
  }

  function partAttributes(given, names) {
    const attributes = { className: given.look, title: given.title, lang: given.lang, role: given.role };
    if (given.hidden) {
      attributes["aria-hidden"] = "true";
    }
    if (given.label) {
      attributes["aria-label"] = given.label;
    }
    if (given.href) {
      attributes.href = values.filled(given.href, names);
      attributes.onClick = follow;
    }
    if (given.choice) {
      attributes.type = "button";
      attributes["data-choice"] = given.choice;
      attributes["data-value"] = values.filled(given.value, names);
    }
    if (given.pressed !== undefined) {
      attributes[given.role === "checkbox" ? "aria-checked" : "aria-pressed"] = String(given.pressed);
    }
    return attributes;
  }

  // Texts and parts of texts as elements; ``names`` fill the places of links.
  function parts(given, names) {
    if (given === null || given === undefined || typeof given === "string") {
      return given;
    }
    if (typeof given[0] === "string" && given[0].startsWith("<")) {
      const tag = given[0].slice(1);
      if (!TAGS.includes(tag)) {
        throw new Error("a table has no " + tag);
      }
      return h(tag, partAttributes(given[2] || {}, names), tag === "br" ? undefined : parts(given[1], names));
    }
    return h(window.React.Fragment, null, ...given.map((one) => parts(one, names)));
  }

  function nothing(kind, words) {
    return [
      h("span", { className: "nothing-words", "aria-hidden": "true", key: "mark" }, words.nothing_short[kind]),
      spoken(words.nothing[kind]),
    ];
  }

  // A change against an earlier period: positive is better; where periods cannot be compared there is none.
  function change(value, column, words, signs) {
    if (values.isNothing(value)) {
      return h("span", { className: "no-comparison" }, words.no_comparison);
    }
    const size = values.number(Math.abs(value), column.decimals, signs);
    const mark = (sign) => h("span", { className: "sign-mark", "aria-hidden": "true", key: "mark" }, sign + " ");
    if (!/[1-9]/.test(size)) {
      return h("span", { className: "same" }, mark("="), spoken(words.unchanged));
    }
    const isUp = value > 0;
    return h(
      "span",
      { className: isUp ? "up" : "down" },
      mark(isUp ? "▲" : "▼"),
      spoken((isUp ? words.up_by : words.down_by) + " "),
      size
    );
  }

  // A bar from zero; what lies outside the scale is drawn at its end, the number beside it says how much it is.
  function bar(value, face) {
    const at = (share) => (Math.min(Math.max(share, 0), 1) * 100).toFixed(2) + "%";
    const inside = [h("span", { className: "bar " + (face.bar || ""), style: { width: at(value) }, key: "bar" })];
    if (typeof face.upper === "number") {
      const band = { left: at(face.target), width: at(face.upper - face.target) };
      inside.push(h("span", { className: "bar-band", style: band, key: "band" }));
    } else if (typeof face.target === "number") {
      inside.push(h("span", { className: "bar-target", style: { left: at(face.target) }, key: "target" }));
    }
    if (face.grows) {
      inside.push(h("span", { className: "bar-growth", style: { left: at(Math.min(value, 0.88)) }, key: "arrow" }, "→"));
    }
    const isFilled = typeof face.target === "number" || face.grows;
    return h("span", { className: isFilled ? "bar-track filled" : "bar-track", "aria-hidden": "true" }, ...inside);
  }

  // A line from the first place to the last with a range and a place on it; each of 0…1.
  function track(given) {
    const at = (share) => (share * 100).toFixed(2) + "%";
    const span = { left: at(given[0]), width: at(given[1] - given[0]) };
    return h(
      "span",
      { className: "range-track", "aria-hidden": "true" },
      h("span", { className: "range-span", style: span }),
      h("span", { className: "range-place", style: { left: at(given[2]) } })
    );
  }

  // What many cells say with other names in it: «Светлоозёрский МО, 2. Показатели: 12 из 20, сформировано частично».
  function sentence(cell) {
    return cell.face.spoken ? values.filled(cell.face.spoken, cell.names) : "";
  }

  function inside(cell) {
    const { column, value, face, names, table } = cell;
    if (face.shown !== undefined) {
      return parts(face.shown, names);
    }
    if (column.kind === "change") {
      return change(value, column, table.words, table.signs);
    }
    if (Array.isArray(value)) {
      return nothing(value[0], table.words);
    }
    if (value === null) {
      return null;
    }
    if (column.kind === "bar") {
      return bar(value, face);
    }
    return values.printed(column, value, table.signs);
  }

  // Number and sign on the ground of a state. It is a button where a press chooses it, a link where it leads away.
  function heat(cell) {
    const { face, names, table } = cell;
    const words = sentence(cell);
    const content = [h("span", { className: face.inner, key: "content" }, inside(cell))];
    if (face.mark) {
      content.push(h("span", { className: "sign-mark", "aria-hidden": "true", key: "mark" }, face.mark));
    }
    const attributes = { className: "cell " + (face.look || ""), title: words, "aria-label": words };
    if (face.href) {
      attributes.href = values.filled(face.href, names);
      attributes.onClick = follow;
      attributes.tabIndex = -1;
      return h("a", attributes, ...content);
    }
    if (table.press) {
      const key = values.filled(table.press.value, names);
      Object.assign(attributes, { type: "button", tabIndex: -1, "data-choice": table.press.choice, "data-value": key });
      attributes["aria-pressed"] = String(key === cell.chosen);
      return h("button", attributes, ...content);
    }
    return h("span", { className: attributes.className, title: words }, ...content, spoken(words));
  }

  function plainContent(cell) {
    const { face, names } = cell;
    let content = inside(cell);
    if (face.track) {
      content = [h(window.React.Fragment, { key: "track" }, track(face.track)), content];
    }
    if (face.href) {
      content = h("a", { href: values.filled(face.href, names), onClick: follow }, content);
    }
    if (face.before !== undefined || face.after !== undefined) {
      content = [
        h(window.React.Fragment, { key: "before" }, parts(face.before, names)),
        h(window.React.Fragment, { key: "content" }, content),
        h(window.React.Fragment, { key: "after" }, parts(face.after, names)),
      ];
    }
    const words = sentence(cell);
    return words ? [h(window.React.Fragment, { key: "content" }, content), spoken(words)] : content;
  }

  // The whole cell of a table.
  function cellElement(cell) {
    const { column, value, face, table } = cell;
    const isHeat = column.kind === "heat" && face.plain !== true;
    const looks = [column.look, isHeat ? "heat" : face.look];
    const attributes = { key: column.key };
    if (!isHeat && Array.isArray(value) && face.shown === undefined) {
      looks.push(NOTHING_LOOKS[value[0]]);
      attributes.title = table.words.nothing[value[0]];
    }
    attributes.className = looks.filter(Boolean).join(" ") || undefined;
    if (face.title) {
      attributes.title = face.title;
    }
    if (face.span) {
      attributes.colSpan = face.span;
    }
    if (cell.height) {
      attributes.rowSpan = cell.height;
    }
    if (table.cards) {
      attributes["data-label"] = column.name;
    }
    const isHeading = column.header && !face.span;
    if (isHeading) {
      attributes.scope = "row";
    } else if (column.leads && !face.span) {
      attributes.role = "rowheader";
    }
    return h(isHeading ? "th" : "td", attributes, isHeat ? heat(cell) : plainContent(cell));
  }

  return { parts, cellElement, follow, spoken };
})();
