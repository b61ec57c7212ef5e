// What a table works out by itself: printed numbers, order, search, pages. Pure functions of the table's content, which
// layouts/parts/screen_table.py describes; nothing here knows the document.
window.mmuko = window.mmuko || {};

window.mmuko.values = (function () {
  "use strict";

  // As data.formats.number: halves away from zero on the digits that are written, a true minus, no minus before nothing.
  function number(value, decimals, signs) {
    const places = decimals === null || decimals === undefined ? 2 : decimals;
    const written = String(Math.abs(value)).split("e");
    const shifted = Math.round(Number(written[0] + "e" + (Number(written[1] || 0) + places)));
    const digits = String(shifted).padStart(places + 1, "0");
    const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, signs.group);
    const rest = digits.slice(digits.length - places);
    const fraction = decimals === null || decimals === undefined ? rest.replace(/0+$/, "") : rest;
    return (value < 0 && shifted > 0 ? signs.minus : "") + whole + (fraction ? signs.decimal + fraction : "");
  }

  function signed(value, decimals, signs) {
    const text = number(value, decimals, signs);
    return value > 0 && /[1-9]/.test(text) ? "+" + text : text;
  }

  // A value as its column prints it. A share stands as 0…1 and is printed in per cent.
  function printed(column, value, signs) {
    if (typeof value !== "number") {
      return value === null || Array.isArray(value) ? "" : value;
    }
    const unit = column.unit || "";
    if (column.kind === "signed") {
      return signed(value, column.decimals, signs) + unit;
    }
    return number(column.kind === "share" ? value * 100 : value, column.decimals, signs) + unit;
  }

  // One of the kinds of nothing stands as a list with its number; an empty cell is null.
  function isNothing(value) {
    return value === null || value === undefined || Array.isArray(value);
  }

  // What a cell is besides its value: what all of its column have in common, and what is its own.
  function faceOf(content, column, row) {
    const own = column.faces ? content.faces[column.faces[row]] : null;
    return column.face ? Object.assign({}, column.face, own) : own || content.faces[0];
  }

  // {row}, {column}, {value}, {maximum} … in a text that many cells share; {row_key} and {column_key} in addresses.
  function filled(template, names) {
    return template.replace(/\{([a-z_]+?)(?:_([12]))?\}/g, function (whole, name, part) {
      // {row_1} and {row_2} are the first parts of a key such as municipality~direction~stage.
      return part ? names[name + "_key"].split("~")[part - 1] : name in names ? names[name] : whole;
    });
  }

  // The columns keep the way in which they are read first: points from the highest, names from A.
  function startsDescending(column) {
    return column.sort === "descending";
  }

  // As it stands in the address: points~desc.
  function orderText(order) {
    return order ? order.key + (order.descending ? "~desc" : "~asc") : "";
  }

  function parsedOrder(columns, text) {
    const parts = (text || "").split("~");
    const isKnown = columns.some((one) => one.sort && one.key === parts[0]);
    return isKnown ? { key: parts[0], descending: parts[1] === "desc" } : null;
  }

  // A heading pressed: first its own way, then the other, then the given order again.
  function pressed(columns, order, key) {
    const column = columns.find((one) => one.key === key);
    if (!order || order.key !== key) {
      return { key: key, descending: startsDescending(column) };
    }
    return order.descending === startsDescending(column) ? { key: key, descending: !order.descending } : null;
  }

  function compare(first, second, collator) {
    if (typeof first === "number" && typeof second === "number") {
      return first - second;
    }
    return collator.compare(String(first), String(second));
  }

  // Rows of one section in an order: nothing stands last either way, equals keep the order that was given. Words in a
  // column of numbers, as «no comparison», are no number either.
  function sorted(rows, column, descending, collator) {
    const hasNumbers = column.values.some((value) => typeof value === "number");
    const isNoRank = (value) => column.kind === "rank" && !/^\d/.test(value);
    const isLast = (value) => isNothing(value) || (hasNumbers && typeof value !== "number") || isNoRank(value);
    return rows.slice().sort(function (first, second) {
      const a = column.values[first];
      const b = column.values[second];
      if (isLast(a) || isLast(b)) {
        return isLast(a) - isLast(b) || first - second;
      }
      return (descending ? compare(b, a, collator) : compare(a, b, collator)) || first - second;
    });
  }

  // Neither case nor «ё» stands between a word and what is looked for.
  function plain(text) {
    return String(text).toLowerCase().replace(/ё/g, "е");
  }

  function textOf(parts) {
    if (typeof parts === "string") {
      return parts;
    }
    if (!Array.isArray(parts)) {
      return "";
    }
    return typeof parts[0] === "string" && parts[0].startsWith("<") ? textOf(parts[1]) : parts.map(textOf).join("");
  }

  // Everything that can be read in a row, to be searched.
  function words(content, row) {
    return content.columns
      .map(function (column) {
        const value = column.values[row];
        const shown = faceOf(content, column, row).shown;
        return shown !== undefined ? textOf(shown).replace(/\u00ad/g, "") : typeof value === "string" ? value : "";
      })
      .map(plain)
      .join("\n");
  }

  // The rows in the order of the screen, by section: [{section, rows}]. ``asked`` has order and find.
  function arranged(content, asked, collator) {
    const wanted = plain(asked.find || "").trim();
    const column = asked.order && content.columns.find((one) => one.key === asked.order.key);
    let from = 0;
    return content.sections
      .map(function (section) {
        const start = from;
        let rows = Array.from({ length: section.rows }, (_one, index) => start + index);
        from += section.rows;
        if (wanted) {
          rows = rows.filter((row) => words(content, row).includes(wanted));
        }
        return { section: section, start: start, rows: column ? sorted(rows, column, asked.order.descending, collator) : rows };
      })
      .filter((part) => part.rows.length > 0 || (!wanted && part.section.rows === 0));
  }

  function count(parts) {
    return parts.reduce((sum, part) => sum + part.rows.length, 0);
  }

  function pages(total, size) {
    return size ? Math.max(1, Math.ceil(total / size)) : 1;
  }

  // The rows of one page (1 is the first); a section without rows there is left out.
  function page(parts, number, size) {
    if (!size) {
      return parts;
    }
    let skip = (number - 1) * size;
    let take = size;
    return parts
      .map(function (part) {
        const rows = part.rows.slice(skip, skip + take);
        skip = Math.max(0, skip - part.rows.length);
        take -= rows.length;
        return { section: part.section, start: part.start, rows: rows };
      })
      .filter((part) => part.rows.length > 0);
  }

  // The pages that are named: the first, the last, the present one and its neighbours; no gap of a single page.
  function namedPages(now, all) {
    const every = Array.from({ length: all }, (_one, index) => index + 1);
    const isNamed = (each) => each === 1 || each === all || Math.abs(each - now) <= 2;
    return every.filter((each) => isNamed(each) || (isNamed(each - 1) && isNamed(each + 1)));
  }

  return {
    number, signed, printed, isNothing, faceOf, filled, orderText, parsedOrder, pressed, sorted, plain, textOf, words,
    arranged, count, pages, page, namedPages,
  };
})();
