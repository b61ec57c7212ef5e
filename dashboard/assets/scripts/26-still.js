// What only stands on a page (layouts/parts/still.py): elements in one text, {"<": tag, ">": content, attributes …}.
window.mmuko = window.mmuko || {};

(function () {
  "use strict";
  const React = window.React;
  const h = React.createElement;

  function listed(content) {
    return content === undefined ? [] : Array.isArray(content) ? content.map(drawn) : [drawn(content)];
  }

  function drawn(given) {
    if (Array.isArray(given)) {
      return h(React.Fragment, null, ...listed(given));
    }
    if (given === null || typeof given !== "object") {
      return given;
    }
    const { "<": tag, ">": content, ...attributes } = given;
    if (tag === "link") {
      return h("a", { ...attributes, onClick: window.mmuko.cells.follow }, ...listed(content));
    }
    return h(tag, attributes, ...listed(content));
  }

  window.mmuko.Still = function (props) {
    return React.useMemo(() => drawn(JSON.parse(props.content)), [props.content]);
  };
})();
