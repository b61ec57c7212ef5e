// Pictures for a file: a drawing with its title, filters, legend and source around it, in the font of the page, which goes
// along inside. One way for charts, maps and tables; a PNG is drawn from the same SVG.
window.mmuko = window.mmuko || {};

window.mmuko.pictures = (function () {
  "use strict";

  const FAMILY = "Inter Variable";
  const PADDING = 16;
  const GAP = 12;
  const INK = "#17222F";
  const SECOND_INK = "#4A586B";
  const TITLE = { size: 17, weight: 600, colour: INK };
  const FILTERS = { size: 12, weight: 400, colour: SECOND_INK };
  const KEY = { size: 12, weight: 400, colour: SECOND_INK };
  const SOURCE = { size: 11, weight: 400, colour: SECOND_INK };
  const LINE_HEIGHT = 1.35;
  // Of a line's height, where its letters stand.
  const BASELINE = 1.03;
  const SIGN = 22;
  const PNG_SCALE = 2;
  // A browser reports a picture as read a moment before the fonts inside it are.
  const FONTS_READ = 80;
  const ruler = document.createElement("canvas").getContext("2d");
  const fonts = new Map();

  function plain(text) {
    return String(text).replace(/[<>&"]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[sign]);
  }

  // With what the page falls back to for signs that the font lacks.
  function family() {
    return window.getComputedStyle(document.body).fontFamily.replaceAll('"', "'");
  }

  function widthOf(text, style) {
    ruler.font = style.weight + " " + style.size + "px '" + FAMILY + "', sans-serif";
    return ruler.measureText(text).width;
  }

  function wrapped(text, style, width) {
    const lines = [];
    String(text || "").split(/[ \n]+/).forEach(function (word) {
      const longer = lines.length ? lines[lines.length - 1] + " " + word : word;
      if (lines.length && widthOf(longer, style) <= width) {
        lines[lines.length - 1] = longer;
      } else {
        lines.push(word);
      }
    });
    return lines.filter(Boolean);
  }

  function written(text, x, y, style, more) {
    return (
      '<text x="' + x + '" y="' + y.toFixed(1) + '" font-size="' + style.size + '" font-weight="' + style.weight +
      '" fill="' + style.colour + '"' + (more || "") + ">" + plain(text) + "</text>"
    );
  }

  // A block of wrapped text from ``top`` on: its drawing and its height.
  function block(text, style, top, width) {
    const step = style.size * LINE_HEIGHT;
    const lines = wrapped(text, style, width);
    const drawn = lines.map((line, index) => written(line, PADDING, top + index * step + style.size * BASELINE, style));
    return { drawn: drawn.join(""), height: lines.length * step };
  }

  const GLYPHS = { circle: "●", "circle-open": "○", diamond: "◆", "diamond-open": "◇", square: "■", star: "★", "triangle-right-open": "▷" };
  const LINES = { line: [3, ""], thin: [1, ""], dash: [2, "5 3"], dot: [2, "2 2"] };

  // The shape of one line of the legend, SIGN wide, around the height ``middle``.
  function sign(key, x, middle) {
    const colour = ' fill="' + key.colour + '"';
    const top = middle - 6;
    if (GLYPHS[key.sign]) {
      return '<text x="' + (x + SIGN / 2) + '" y="' + (middle + 5) + '" font-size="14" text-anchor="middle"' + colour + ">" + GLYPHS[key.sign] + "</text>";
    }
    if (LINES[key.sign]) {
      const [width, dashes] = LINES[key.sign];
      return '<path d="M' + x + " " + middle + "h" + SIGN + '" stroke="' + key.colour + '" stroke-width="' + width + '" stroke-dasharray="' + dashes + '"/>';
    }
    if (key.sign === "round") {
      return '<circle cx="' + (x + SIGN / 2) + '" cy="' + middle + '" r="6" stroke="' + INK + '"' + colour + "/>";
    }
    const box = '<rect x="' + x + '" y="' + top + '" width="' + SIGN + '" height="12" rx="2"';
    if (key.sign === "outline" || key.sign === "frame") {
      return box + ' fill="none" stroke="' + key.colour + '" stroke-width="' + (key.sign === "outline" ? 2 : 1) + '"/>';
    }
    if (key.sign === "hatch") {
      const strokes = [0, 5, 10, 15].map((at) => "M" + (x + at) + " " + (top + 12) + "l7 -12").join("");
      return box + ' fill="none" stroke="' + key.colour + '"/><path d="' + strokes + '" stroke="' + key.colour + '"/>';
    }
    const tick = '<path d="M' + (x + SIGN / 2) + " " + top + 'v12" stroke="' + INK + '" stroke-width="2"/>';
    return box + colour + ' stroke="#C4CCD6"/>' + (key.sign === "spread" || key.sign === "strip" ? tick : "");
  }

  // The legend in rows; a line that is switched off says so, for what it names is not in the picture.
  function legend(meta, off, top, width) {
    const step = KEY.size * 1.7;
    let x = PADDING;
    let y = top;
    const drawn = (meta.keys || []).map(function (key) {
      const isOff = key.group && off.has(key.group);
      const words = isOff ? key.words + " (" + meta.off + ")" : key.words;
      const wide = SIGN + 6 + widthOf(words, KEY) + 16;
      if (x > PADDING && x + wide > PADDING + width) {
        x = PADDING;
        y += step;
      }
      const line =
        '<g' + (isOff ? ' opacity="0.5"' : "") + ">" + sign(key, x, y + step / 2) +
        written(words, x + SIGN + 6, y + step / 2 + 4, KEY, isOff ? ' text-decoration="line-through"' : "") + "</g>";
      x += wide;
      return line;
    });
    return { drawn: drawn.join(""), height: drawn.length ? y + step - top : 0 };
  }

  // ``drawing`` is {svg, width, height}; ``meta`` has title, filters, source, keys and the word for what is off. A table
  // brings its legend as a second drawing. Gives the same for the whole.
  function compose(drawing, meta, off, drawnLegend) {
    const inner = Math.max(drawing.width, 640);
    const width = inner + 2 * PADDING;
    const parts = [];
    let top = PADDING;
    function add(part, gap) {
      if (part.height) {
        parts.push(part.drawn);
        top += part.height + gap;
      }
    }
    function place(one) {
      add({ drawn: one.svg.replace(/^[^<]*<svg /, '<svg x="' + PADDING + '" y="' + top.toFixed(1) + '" '), height: one.height }, GAP);
    }
    add(block(meta.title, TITLE, top, inner), 2);
    add(block(meta.filters, FILTERS, top, inner), 8);
    add(legend(meta, off || new Set(), top, inner), 8);
    if (drawnLegend) {
      place(drawnLegend);
    }
    place(drawing);
    add(block(meta.source, SOURCE, top, inner), 0);
    const height = Math.ceil(top + PADDING);
    return { width: width, height: height, content: parts.join("") };
  }

  function covers(range, text) {
    const spans = range.split(",").map(function (part) {
      const [from, to] = part.trim().replace(/^U\+/i, "").split("-");
      return [parseInt(from.replace(/\?/g, "0"), 16), parseInt((to || from).replace(/\?/g, "F"), 16)];
    });
    return Array.from(text).some((letter) => spans.some(([from, to]) => letter.codePointAt(0) >= from && letter.codePointAt(0) <= to));
  }

  function base64(buffer) {
    const bytes = new Uint8Array(buffer);
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) {
      text += String.fromCharCode.apply(null, bytes.subarray(at, at + 32768));
    }
    return window.btoa(text);
  }

  function embedded(address) {
    if (!fonts.has(address)) {
      fonts.set(address, fetch(address).then((answer) => answer.arrayBuffer()).then(base64));
    }
    return fonts.get(address);
  }

  function faces() {
    return Array.from(document.styleSheets).flatMap(function (sheet) {
      return Array.from(sheet.cssRules)
        .filter((rule) => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-family").includes(FAMILY))
        .map(function (rule) {
          const source = rule.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/)[1];
          return { range: rule.style.getPropertyValue("unicode-range"), address: new URL(source, sheet.href || document.baseURI).href };
        });
    });
  }

  // The parts of the font that have the letters of ``text``, as rules of a style sheet.
  function fontRules(text) {
    const needed = faces().filter((face) => !face.range || covers(face.range, text));
    const rules = needed.map(function (face) {
      return embedded(face.address).then(function (data) {
        return (
          "@font-face{font-family:'" + FAMILY + "';font-weight:100 900;src:url(data:font/woff2;base64," + data +
          ") format('woff2');unicode-range:" + face.range + "}"
        );
      });
    });
    return Promise.all(rules).then((found) => found.join(""));
  }

  // The whole file: a text of SVG that needs nothing from elsewhere.
  function file(picture) {
    const text = picture.content.replace(/<[^>]+>/g, "");
    return fontRules(text).then(function (rules) {
      return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="' + picture.width + '" height="' + picture.height + '" viewBox="0 0 ' +
        picture.width + " " + picture.height + '" font-family="' + plain(family()) + '"><style>' + rules +
        '</style><rect width="100%" height="100%" fill="#FFFFFF"/>' + picture.content + "</svg>"
      );
    });
  }

  function pause(time) {
    return new Promise((go) => window.setTimeout(go, time));
  }

  function bitmap(svg, picture) {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    return image.decode().then(() => pause(FONTS_READ)).then(function () {
      const canvas = document.createElement("canvas");
      canvas.width = picture.width * PNG_SCALE;
      canvas.height = picture.height * PNG_SCALE;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(image.src);
      return new Promise((go) => canvas.toBlob(go, "image/png"));
    });
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function download(picture, format, name) {
    return file(picture).then(function (svg) {
      const blob = format === "png" ? bitmap(svg, picture) : Promise.resolve(new Blob([svg], { type: "image/svg+xml" }));
      return blob.then((found) => save(found, name));
    });
  }

  return { compose: compose, download: download, plain: plain };
})();
