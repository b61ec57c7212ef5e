// The list of whom a demonstration may look as: it is fetched when its menu is opened for the first time.
window.mmuko = window.mmuko || {};

(function () {
  "use strict";
  const React = window.React;
  const h = React.createElement;
  // Fewer are seen at a glance; of more only so many are drawn, and a search finds the others.
  const SEARCHED_FROM = 15;
  const DRAWN = 100;

  function plain(text) {
    return text.toLowerCase().replace(/ё/g, "е");
  }

  function search(props, find, setFind) {
    return h("input", {
      type: "search",
      className: "form-control",
      placeholder: props.find,
      "aria-label": props.find,
      value: find,
      onChange: (event) => setFind(event.target.value),
      key: "find",
    });
  }

  window.mmuko.ViewerList = function (props) {
    const place = React.useRef(null);
    const [viewers, setViewers] = React.useState(null);
    const [find, setFind] = React.useState("");

    React.useEffect(function () {
      const menu = place.current.closest("details");
      function ask() {
        if (menu.open && !Array.isArray(viewers)) {
          fetch(props.address)
            .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
            .then(setViewers, () => setViewers("failed"));
        }
      }
      menu.addEventListener("toggle", ask);
      return () => menu.removeEventListener("toggle", ask);
    });

    const isThere = Array.isArray(viewers);
    const found = isThere ? viewers.filter((one) => plain(one[1]).includes(plain(find.trim()))) : [];
    const links = found.slice(0, DRAWN).map((one) => h("a", { href: "/viewer/" + encodeURIComponent(one[0]), key: one[0] }, one[1]));
    const tools = isThere && viewers.length >= SEARCHED_FROM ? [search(props, find, setFind)] : [];
    const told = viewers === "failed" ? [h("p", { className: "hint", role: "alert", key: "failed" }, props.failed)] : [];
    return h("div", { className: "viewer-list", ref: place }, ...tools, ...told, ...links);
  };
})();
