// What is being answered says so: aria-busy at once, a sentence after a moment, and words with a way to try again when
// no answer comes. What stood there stays readable, and no control is blocked: a newer choice takes the place of an older.
window.mmuko = window.mmuko || {};

(function () {
  "use strict";
  const SOON = 400;
  const LONG = 15000;
  const TOGETHER = 50;
  const ASKED = /\/_dash-(update-component|layout|dependencies)$/;
  const waiting = new Set();
  const fetched = window.fetch;
  let bar = null;
  // Of what is asked for ahead nobody is told: nobody waits for it.
  window.mmuko.askQuietly = (resource, options) => fetched.call(window, resource, options);

  // Which callback a request asks, and the places that its answer fills. Nobody waits for what asks by the clock.
  function question(address, options) {
    if (!ASKED.test(new URL(address, window.location.href).pathname)) {
      return null;
    }
    const body = options && typeof options.body === "string" ? JSON.parse(options.body) : { output: address };
    const triggers = body.changedPropIds || [];
    if (triggers.length && triggers.every((one) => one.endsWith(".n_intervals"))) {
      return null;
    }
    const places = [].concat(body.outputs || []).filter((one) => one.property.split("@")[0] === "children");
    return { output: body.output, places: places.map((one) => one.id), state: "asked" };
  }

  // Each place that waits, and whether it has waited so long that it shows (styles/50-slots.css).
  function places() {
    const busy = new Map();
    waiting.forEach(function (one) {
      if (one.state !== "failed") {
        const isLong = one.state !== "asked";
        one.places.forEach((identity) => busy.set(identity, isLong || busy.get(identity) || false));
      }
    });
    return busy;
  }

  function mark() {
    const busy = places();
    document.querySelectorAll("[data-awaited]").forEach(function (element) {
      if (!busy.has(element.id)) {
        element.removeAttribute("data-awaited");
        element.removeAttribute("aria-busy");
      }
    });
    busy.forEach(function (isLong, identity) {
      const element = document.getElementById(identity);
      const mark = isLong ? "long" : "soon";
      if (element && element.dataset.awaited !== mark) {
        element.dataset.awaited = mark;
        element.setAttribute("aria-busy", "true");
      }
    });
  }

  function frame() {
    if (!bar) {
      bar = document.createElement("div");
      bar.className = "waiting";
      // Both stand there from the beginning: a reader of the screen hears what changes in them.
      bar.innerHTML = '<p role="status"></p><p role="alert"></p><button type="button" class="button button-small"></button>';
      bar.querySelector("button").addEventListener("click", again);
      document.body.append(bar);
    }
    return bar;
  }

  function tell() {
    mark();
    const states = [...waiting].map((one) => one.state);
    const state = ["failed", "long", "soon"].find((one) => states.includes(one)) || "";
    if (!state && !bar) {
      return;
    }
    const [status, alert] = frame().querySelectorAll("p");
    const button = bar.querySelector("button");
    const words = state ? document.body.dataset["waiting" + state[0].toUpperCase() + state.slice(1)] : "";
    const said = state === "failed" ? ["", words] : [words, ""];
    [status, alert].forEach(function (place, index) {
      if (place.textContent !== said[index]) {
        place.textContent = said[index];
      }
    });
    bar.dataset.state = state;
    button.textContent = document.body.dataset.waitingAgain;
    button.hidden = state !== "failed" && state !== "long";
  }

  function again() {
    [...waiting].filter((one) => one.state === "failed" || one.state === "long").forEach((one) => one.send());
  }

  // Of one choice several questions are asked. Answers that come together are handed on together, and drawn at once
  // instead of one by one; a question that takes longer holds up none.
  function handOn() {
    const now = performance.now();
    const answered = [...waiting].filter((one) => one.answer);
    const awaited = [...waiting].map((one) => (one.answer ? 0 : one.since + TOGETHER - now)).filter((rest) => rest > 0);
    if (awaited.length) {
      window.setTimeout(handOn, Math.min(...awaited));
    } else {
      answered.forEach((one) => one.end(one.answer));
    }
  }

  function isAnswered(answer) {
    // Who is not signed in any more is led to the door.
    return answer.ok || answer.status === 401;
  }

  window.fetch = function (resource, options) {
    const asked = typeof resource === "string" ? question(resource, options) : null;
    if (!asked) {
      return fetched.call(window, resource, options);
    }
    return new Promise(function (resolve) {
      let attempt = 0;
      let timers = [];

      function end(answer) {
        timers.forEach(window.clearTimeout);
        waiting.delete(asked);
        tell();
        resolve(answer);
      }

      function change(state) {
        asked.state = state;
        tell();
      }

      asked.send = function () {
        attempt += 1;
        const mine = attempt;
        timers.forEach(window.clearTimeout);
        timers = [window.setTimeout(() => change("soon"), SOON), window.setTimeout(() => change("long"), LONG)];
        change("asked");
        const failed = function () {
          if (mine === attempt && waiting.has(asked)) {
            timers.forEach(window.clearTimeout);
            change("failed");
          }
        };
        fetched.call(window, resource, options).then(function (answer) {
          if (!isAnswered(answer)) {
            failed();
          } else if (waiting.has(asked)) {
            asked.answer = answer;
            handOn();
          }
        }, failed);
      };

      asked.end = end;
      asked.since = performance.now();
      // The same callback is asked anew: what it was asked before is of no use any more. 204 changes nothing.
      asked.leave = () => end(new Response(null, { status: 204 }));
      [...waiting].filter((one) => one.output === asked.output && one.state === "failed").forEach((one) => one.leave());
      waiting.add(asked);
      asked.send();
    });
  };

  window.pageChanges.listen(() => waiting.size && mark());
})();

// The next likely page is asked for before it is opened: the one that the pointer or the keyboard has reached in the menu,
// and the one beside the present page once nothing happens. It waits here for its press; anything else that is asked of
// the server may change what it would say, and forgets it.
(function () {
  "use strict";
  const ROUTER = "shell-page.children";
  const FRESH = 30000;
  const IDLE = 3000;
  const ahead = new Map();
  const fetched = window.fetch;
  let example = null;
  let idle = 0;

  function question(resource, options) {
    const isAsked = typeof resource === "string" && resource.includes("_dash-update-component");
    return isAsked && options && typeof options.body === "string" ? JSON.parse(options.body) : null;
  }

  function opening(body) {
    return body.output.includes(ROUTER) ? body.inputs[0].value : "";
  }

  function ask(link) {
    if (!link || !example || ahead.has(link.href) || link.href === window.location.href) {
      return;
    }
    const body = Object.assign({}, example.body, {
      inputs: [Object.assign({}, example.body.inputs[0], { value: link.href })],
    });
    const options = Object.assign({}, example.options, { body: JSON.stringify(body) });
    const answer = window.mmuko.askQuietly(example.resource, options).then((one) => (one.ok ? one : null), () => null);
    ahead.set(link.href, { answer: answer, time: Date.now() });
  }

  function neighbour() {
    const links = Array.from(document.querySelectorAll(".navigation a"));
    const now = links.findIndex((one) => one.classList.contains("active"));
    return now < 0 ? null : links[now + 1];
  }

  function rest() {
    window.clearTimeout(idle);
    idle = window.setTimeout(() => document.hidden || ask(neighbour()), IDLE);
  }

  window.fetch = function (resource, options) {
    const body = question(resource, options);
    if (!body) {
      return fetched.call(window, resource, options);
    }
    rest();
    const href = opening(body);
    const kept = href ? ahead.get(href) : null;
    ahead.clear();
    if (href) {
      example = { resource: resource, options: options, body: body };
    }
    if (kept && Date.now() - kept.time < FRESH) {
      return kept.answer.then((answer) => answer || fetched.call(window, resource, options));
    }
    return fetched.call(window, resource, options);
  };

  function reached(event) {
    const link = event.target.closest && event.target.closest(".navigation a");
    if (link && !link.classList.contains("active")) {
      ask(link);
    }
  }

  document.addEventListener("pointerover", reached);
  document.addEventListener("focusin", reached);
})();
