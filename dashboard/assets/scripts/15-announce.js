// Says a sentence to a reader of the screen, without a change to be seen.
window.announce = function (text) {
  let region = document.getElementById("announcement");
  if (!region) {
    region = document.createElement("div");
    region.id = "announcement";
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = text;
};
