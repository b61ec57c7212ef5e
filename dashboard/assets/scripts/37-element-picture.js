// A part of the page as an SVG of plain rectangles, lines and letters, measured from what the browser has laid out: so a
// table is a picture of exactly what it shows. The light theme, whatever the screen has.
window.mmuko = window.mmuko || {};

window.mmuko.elementPicture = (function () {
  "use strict";

  const HATCH = /^repeating-linear-gradient/;
  const COLOUR = /rgba?\([^)]*\)/g;
  const SIDES = ["Top", "Right", "Bottom", "Left"];
  const ruler = document.createElement("canvas").getContext("2d");

  function isSeen(colour) {
    const parts = colour.match(/[\d.]+/g) || [];
    return parts.length < 4 || Number(parts[3]) > 0;
  }

  function round(number) {
    return Math.round(number * 10) / 10;
  }

  function rectangle(place, fill, radius) {
    return (
      '<rect x="' + round(place.left) + '" y="' + round(place.top) + '" width="' + round(place.width) + '" height="' +
      round(place.height) + '"' + (radius ? ' rx="' + radius + '"' : "") + ' fill="' + fill + '"/>'
    );
  }

  function framed(place, colour, width, radius) {
    return rectangle(place, "none", radius).replace("/>", ' stroke="' + colour + '" stroke-width="' + width + '"/>');
  }

  // The sign of what is hidden, in the middle of its cell.
  function lock(place, colour) {
    const x = round(place.left + place.width / 2);
    const y = round(place.top + place.height / 2);
    return (
      '<path d="M' + (x - 4) + " " + (y - 1) + 'h8v6h-8z" fill="' + colour + '"/><path d="M' + (x - 2.5) + " " + (y - 1) +
      'v-2a2.5 2.5 0 0 1 5 0v2" fill="none" stroke="' + colour + '" stroke-width="1.4"/>'
    );
  }

  function line(x1, y1, x2, y2, colour, width, style) {
    const dashes = style === "dashed" ? ' stroke-dasharray="4 3"' : style === "dotted" ? ' stroke-dasharray="2 2"' : "";
    return '<path d="M' + round(x1) + " " + round(y1) + "L" + round(x2) + " " + round(y2) + '" stroke="' + colour + '" stroke-width="' + width + '"' + dashes + "/>";
  }

  function borders(place, look) {
    const ends = {
      Top: [place.left, place.top, place.right, place.top],
      Right: [place.right, place.top, place.right, place.bottom],
      Bottom: [place.left, place.bottom, place.right, place.bottom],
      Left: [place.left, place.top, place.left, place.bottom],
    };
    return SIDES.map(function (side) {
      const width = parseFloat(look["border" + side + "Width"]);
      const colour = look["border" + side + "Color"];
      const style = look["border" + side + "Style"];
      return width && style !== "none" && style !== "hidden" && isSeen(colour) ? line(...ends[side], colour, width, style) : "";
    }).join("");
  }

  // What is drawn of an element itself: ground, hatching, the bar of an own row, borders, the frame of a chosen cell.
  function ground(place, look, patterns) {
    const radius = parseFloat(look.borderTopLeftRadius) || 0;
    const drawn = [];
    if (isSeen(look.backgroundColor)) {
      drawn.push(rectangle(place, look.backgroundColor, Math.min(radius, place.height / 2)));
    }
    if (HATCH.test(look.backgroundImage)) {
      const colours = look.backgroundImage.match(COLOUR);
      drawn.push(rectangle(place, patterns(colours[0], colours[colours.length - 1]), radius));
    }
    const inset = look.boxShadow.match(/^(rgba?\([^)]*\)) (\d+)px 0px 0px 0px inset/);
    if (inset) {
      drawn.push(rectangle({ left: place.left, top: place.top, width: Number(inset[2]), height: place.height }, inset[1], 0));
    }
    const frame = look.boxShadow.match(/^(rgba?\([^)]*\)) 0px 0px 0px (\d+)px inset/);
    if (frame && isSeen(frame[1])) {
      drawn.push(framed(place, frame[1], Number(frame[2]), radius));
    }
    if (look.backgroundImage.includes("lock.svg")) {
      drawn.push(lock(place, look.color));
    }
    drawn.push(borders(place, look));
    if (look.outlineStyle !== "none" && parseFloat(look.outlineWidth)) {
      drawn.push(framed(place, look.outlineColor, parseFloat(look.outlineWidth), 0));
    }
    return drawn.join("");
  }

  const SOFT_HYPHEN = "\u00ad";

  // A word, or its parts where the browser has broken it at soft hyphens: letters that stand at one height.
  function pieces(node, start, text) {
    const range = document.createRange();
    function placeOf(from, to) {
      range.setStart(node, start + from);
      range.setEnd(node, start + to);
      return range;
    }
    if (placeOf(0, text.length).getClientRects().length < 2) {
      return [{ words: text.replaceAll(SOFT_HYPHEN, ""), place: range.getBoundingClientRect() }];
    }
    const found = [];
    Array.from(text).forEach(function (letter, index) {
      // At a break a letter has a place without width on the line before as well.
      const places = Array.from(placeOf(index, index + 1).getClientRects());
      const place = places[places.length - 1];
      const last = found[found.length - 1];
      if (letter === SOFT_HYPHEN) {
        last.hyphen = true;
      } else if (last && Math.abs(last.place.top - place.top) < 2) {
        last.words += letter;
        last.hyphen = false;
      } else {
        found.push({ words: letter, place: place });
      }
    });
    return found.map((part) => ({ words: part.words + (part.hyphen ? "-" : ""), place: part.place }));
  }

  // The lines of a text as the browser has broken it: words that stand at one height.
  function lines(node) {
    const found = [];
    for (const match of node.data.matchAll(/[^ \n\t]+/g)) {
      pieces(node, match.index, match[0]).forEach(function (piece) {
        const last = found[found.length - 1];
        if (!piece.place.width) {
          return;
        }
        if (last && Math.abs(last.place.top - piece.place.top) < 2) {
          last.words += " " + piece.words;
        } else {
          found.push(piece);
        }
      });
    }
    return found;
  }

  function letters(node, look, origin) {
    const size = parseFloat(look.fontSize);
    ruler.font = look.fontWeight + " " + look.fontSize + " " + look.fontFamily;
    const measured = ruler.measureText("x");
    const ascent = measured.fontBoundingBoxAscent;
    const content = ascent + measured.fontBoundingBoxDescent;
    return lines(node)
      .map(function (part) {
        const baseline = part.place.top - origin.top + (part.place.height - content) / 2 + ascent;
        return (
          '<text x="' + round(part.place.left - origin.left) + '" y="' + round(baseline) + '" font-size="' + size + '" font-weight="' +
          look.fontWeight + '" fill="' + look.color + '">' + window.mmuko.pictures.plain(part.words) + "</text>"
        );
      })
      .join("");
  }

  function isLeftOut(element, look) {
    return (
      look.display === "none" || look.visibility === "hidden" || element.classList.contains("visually-hidden") ||
      element.matches("caption, .screen-only, [data-table-tool]")
    );
  }

  function draw(root) {
    const origin = root.getBoundingClientRect();
    const hatches = new Map();
    const parts = [];

    function pattern(base, stroke) {
      const key = base + stroke;
      if (!hatches.has(key)) {
        hatches.set(key, { id: "hatch-" + hatches.size, base: base, stroke: stroke });
      }
      return "url(#" + hatches.get(key).id + ")";
    }

    function visit(element) {
      const look = window.getComputedStyle(element);
      if (isLeftOut(element, look)) {
        return;
      }
      const box = element.getBoundingClientRect();
      if (box.width && box.height && look.display !== "contents") {
        const left = box.left - origin.left;
        const top = box.top - origin.top;
        const place = { left: left, top: top, right: left + box.width, bottom: top + box.height, width: box.width, height: box.height };
        parts.push(ground(place, look, pattern));
      }
      element.childNodes.forEach(function (child) {
        if (child.nodeType === Node.ELEMENT_NODE) {
          visit(child);
        } else if (child.nodeType === Node.TEXT_NODE && child.data.trim()) {
          parts.push(letters(child, look, origin));
        }
      });
    }

    visit(root);
    const defined = Array.from(hatches.values(), function (hatch) {
      return (
        '<pattern id="' + hatch.id + '" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="' +
        hatch.base + '"/><path d="M0 0V5" stroke="' + hatch.stroke + '" stroke-width="2"/></pattern>'
      );
    });
    const width = Math.ceil(origin.width);
    const height = Math.ceil(origin.height);
    return {
      width: width,
      height: height,
      svg: '<svg width="' + width + '" height="' + height + '"><defs>' + defined.join("") + "</defs>" + parts.join("") + "</svg>",
    };
  }

  // Headings that follow the page stand in their places, and the theme is light, while the page is measured; nothing of
  // it is painted.
  return function (element) {
    const root = document.documentElement;
    const theme = root.dataset.bsTheme;
    root.dataset.bsTheme = "light";
    element.classList.add("being-drawn");
    try {
      return draw(element);
    } finally {
      element.classList.remove("being-drawn");
      root.dataset.bsTheme = theme;
    }
  };
})();
