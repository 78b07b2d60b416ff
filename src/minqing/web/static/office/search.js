/* What a search found, with the arrow keys: down from the box to the first hit, up from it back. Links work without. */
(function () {
  "use strict";
  var box = document.querySelector("#seek");
  function hits() { return Array.prototype.slice.call(document.querySelectorAll(".hits a.open")); }
  document.addEventListener("keydown", function (event) {
    if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var here = document.activeElement;
    if (here && here !== box && here.closest("select, textarea, input, dialog[open]")) { return; }
    var list = hits();
    var next = list.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1);
    if (!list.length || (here === box && event.key === "ArrowUp") || next >= list.length) { return; }
    var target = next < 0 ? box : list[next];
    if (!target) { return; }
    target.focus();
    target.scrollIntoView({ block: "nearest" });
    event.preventDefault();
  });
}());
