// The map of municipalities: their outlines come once from an address that names their content, and stay; an answer
// brings only what each of them looks like. layouts/figures/region_map.py describes the content.
(function () {
  "use strict";

  const kept = new Map();
  // By the id of a map: the part that somebody has enlarged, in units of the map.
  const zooms = new Map();
  const SMALLEST_DRAG = 6;
  const NARROW = 500;
  const NARROWEST_PICTURE = 900;
  // Of a letter and a line, in parts of the size of the font.
  const LETTER = 0.62;
  const LINE = 1.25;
  const INK = "#17222F";
  const INKS = { "band-1": "#FFFFFF", "band-2": "#0B1624", unranked: "#4A586B" };
  const LINE_COLOUR = "#4A586B";

  function outlines(address) {
    if (!kept.has(address)) {
      const answer = fetch(address, { credentials: "same-origin" }).then(function (response) {
        if (!response.ok) {
          throw new Error(response.status);
        }
        return response.json();
      });
      kept.set(address, answer);
      answer.catch(() => kept.delete(address));
    }
    return kept.get(address);
  }

  function plain(text) {
    return String(text).replace(/[<>&"]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[sign]);
  }

  function whole(map) {
    return { x: 0, y: 0, wide: map.wide, high: map.high };
  }

  // From units of the map to pixels of a drawing in which ``box`` is as large as it can be.
  function placing(box, width, height) {
    const scale = Math.min(width / box.wide, height / box.high);
    return { scale: scale, x: width / 2 - (box.x + box.wide / 2) * scale, y: height / 2 - (box.y + box.high / 2) * scale };
  }

  function colours(content) {
    const found = {};
    content.meta.keys.forEach(function (key) {
      found[key.sign === "outline" ? "pinned" : key.group] = key.colour;
    });
    return found;
  }

  function shape(place, outline, colour, scale) {
    const [code, look, isPinned] = place;
    const fills = { unranked: "url(#map-hatch)", excluded: "none" };
    const stroke = isPinned ? colour.pinned : LINE_COLOUR;
    return (
      '<path class="place ' + look + (isPinned ? " pinned" : "") + '" data-code="' + plain(code) + '" d="' + outline[0] +
      '" fill="' + (fills[look] || colour[look]) + '" fill-rule="evenodd" stroke="' + stroke + '" stroke-width="' +
      (isPinned ? 3 : 0.8) / scale + '" pointer-events="all"/>'
    );
  }

  // Rank and quarter where there is room for them, the rank alone where there is less.
  function label(place, outline, at, size) {
    const [, look, , rank, numeral] = place;
    const [, x, y, room, tall] = outline;
    const lines = tall * at.scale >= 2 * LINE * size + 4 && numeral ? [rank, numeral] : [rank];
    const longest = Math.max(...lines.map((line) => line.length));
    if (!rank || room * at.scale < longest * LETTER * size + 4 || tall * at.scale < LINE * size + 2) {
      return "";
    }
    const left = at.x + x * at.scale;
    const top = at.y + y * at.scale + size * (lines.length > 1 ? -0.2 : 0.36);
    const spans = lines.map(function (line, index) {
      const weight = index ? "" : ' font-weight="600"';
      return '<tspan x="' + left.toFixed(1) + '" dy="' + (index ? LINE * size : 0) + '"' + weight + ">" + plain(line) + "</tspan>";
    });
    return '<text class="ink-' + look + '" y="' + top.toFixed(1) + '" fill="' + (INKS[look] || INK) + '">' + spans.join("") + "</text>";
  }

  // The picture as the text of an SVG; the same on the screen and in a file. The style sheet darkens it.
  function drawing(map, content, width, height, box, off) {
    const at = placing(box, width, height);
    const colour = colours(content);
    const size = width < NARROW ? 9 : 11;
    const shown = content.places.filter((place) => map.places[place[0]] && !off.has(place[1]));
    const hatch =
      '<pattern id="map-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="scale(' + 1 / at.scale +
      ') rotate(-45)"><path class="hatch" d="M0 0H6" stroke="' + (colour.unranked || LINE_COLOUR) + '" stroke-width="1.5"/></pattern>';
    return (
      '<svg xmlns="http://www.w3.org/2000/svg" width="' + width + '" height="' + height + '" viewBox="0 0 ' + width + " " + height +
      '" font-family="Inter Variable, Inter, Segoe UI, Arial, sans-serif" font-size="' + size + '" text-anchor="middle"><defs>' + hatch +
      '</defs><g transform="translate(' + at.x + " " + at.y + ") scale(" + at.scale + ')" stroke-linejoin="round">' +
      shown.map((place) => shape(place, map.places[place[0]], colour, at.scale)).join("") +
      '</g><g pointer-events="none">' + shown.map((place) => label(place, map.places[place[0]], at, size)).join("") + "</g></svg>"
    );
  }

  function Shown(frame, identity, content) {
    const holder = frame.closest("[data-chart]");
    const words = new Map(content.places.map((place) => [place[0], place[5]]));
    const label = document.createElement("div");
    const band = document.createElement("div");
    let map = null;
    let start = null;
    let dragged = false;
    label.className = "map-words";
    label.hidden = true;
    band.className = "map-band";
    band.hidden = true;

    function box() {
      const zoom = zooms.get(identity);
      return zoom && zoom.address === content.address ? zoom.box : whole(map);
    }

    function draw() {
      const width = frame.clientWidth;
      if (!map || !width) {
        return;
      }
      const off = window.mmuko.charts.hidden(identity);
      frame.innerHTML = drawing(map, content, width, frame.clientHeight, box(), off);
      frame.append(label, band);
      label.hidden = true;
      const button = holder.querySelector("[data-whole-chart]");
      button.hidden = !(zooms.has(identity) && zooms.get(identity).address === content.address);
      window.mmuko.charts.showSwitches(holder);
    }

    frame.shown = {
      meta: content.meta,
      drawing: function () {
        const width = Math.max(frame.clientWidth, NARROWEST_PICTURE);
        const height = Math.round((width * frame.clientHeight) / frame.clientWidth);
        const off = window.mmuko.charts.hidden(identity);
        return { svg: drawing(map, content, width, height, box(), off), width: width, height: height };
      },
    };

    function showWhole() {
      zooms.delete(identity);
      draw();
    }

    function inside(event) {
      const edges = frame.getBoundingClientRect();
      return { x: event.clientX - edges.left, y: event.clientY - edges.top };
    }

    function point(event) {
      const here = inside(event);
      if (start && Math.hypot(here.x - start.x, here.y - start.y) > SMALLEST_DRAG) {
        dragged = true;
        stretch(here);
      }
      const place = dragged ? null : event.target.closest(".place");
      label.hidden = !place;
      if (place) {
        const lines = words.get(place.dataset.code).map(plain);
        label.innerHTML = ["<b>" + lines[0] + "</b>"].concat(lines.slice(1)).join("<br>");
        label.style.left = Math.max(0, Math.min(here.x + 14, frame.clientWidth - label.offsetWidth)) + "px";
        label.style.top = Math.max(0, Math.min(here.y + 14, frame.clientHeight - label.offsetHeight)) + "px";
      }
    }

    function stretch(here) {
      band.hidden = false;
      band.style.left = Math.min(start.x, here.x) + "px";
      band.style.top = Math.min(start.y, here.y) + "px";
      band.style.width = Math.abs(here.x - start.x) + "px";
      band.style.height = Math.abs(here.y - start.y) + "px";
    }

    function begin(event) {
      // A finger that moves over the map scrolls the page.
      if (event.pointerType === "mouse" && event.button === 0) {
        start = inside(event);
        dragged = false;
      }
    }

    function end(event) {
      if (start && dragged) {
        const here = inside(event);
        const at = placing(box(), frame.clientWidth, frame.clientHeight);
        const left = (Math.min(start.x, here.x) - at.x) / at.scale;
        const top = (Math.min(start.y, here.y) - at.y) / at.scale;
        const wide = Math.abs(here.x - start.x) / at.scale;
        const high = Math.abs(here.y - start.y) / at.scale;
        zooms.set(identity, { address: content.address, box: { x: left, y: top, wide: Math.max(wide, 1), high: Math.max(high, 1) } });
        draw();
      }
      start = null;
      band.hidden = true;
    }

    function press(event) {
      const place = event.target.closest(".place");
      if (place && !dragged) {
        window.mmuko.charts.choose(holder, place.dataset.code);
      }
      dragged = false;
    }

    const listeners = [
      [frame, "pointermove", point],
      [frame, "pointerdown", begin],
      [window, "pointerup", end],
      [frame, "pointerleave", () => (label.hidden = true)],
      [frame, "click", press],
      [frame, "dblclick", showWhole],
      [holder, "mmuko:whole", showWhole],
      [holder, "mmuko:switched", draw],
    ];
    listeners.forEach(([place, kind, listener]) => place.addEventListener(kind, listener));
    const sizes = new ResizeObserver(draw);
    sizes.observe(frame);
    let isGone = false;
    outlines(content.address).then(
      function (found) {
        if (!isGone) {
          map = found;
          draw();
        }
      },
      function () {
        if (!isGone) {
          frame.textContent = content.failed;
        }
      }
    );
    return function () {
      isGone = true;
      sizes.disconnect();
      listeners.forEach(([place, kind, listener]) => place.removeEventListener(kind, listener));
    };
  }

  // The map as it is shown, with its title and its legend, for a file.
  window.mmuko.mapPicture = function (holder) {
    const shown = holder.querySelector(".outline-map").shown;
    const off = window.mmuko.charts.hidden(holder.dataset.chart);
    return window.mmuko.pictures.compose(shown.drawing(), shown.meta, off);
  };

  window.mmuko.OutlineMap = function (props) {
    const frame = window.React.useRef(null);
    const content = window.React.useMemo(() => JSON.parse(props.content), [props.content]);
    window.React.useEffect(() => Shown(frame.current, props.id, content), [content]);
    return window.React.createElement("div", { id: props.id, className: "outline-map", style: { "--shape": content.shape }, ref: frame });
  };
})();
