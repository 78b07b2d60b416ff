// Corners by pressing on the map, or by its arrow keys and Enter. What is drawn is what stands in the text field.
(function () {
  "use strict";
  const map = document.getElementById("cell-map");
  if (!map) { return; }
  const SVG = "http://www.w3.org/2000/svg", MICRO = 1000000, STEP = 10, FINE = 1;
  const west = Number(map.dataset.west), north = Number(map.dataset.north), across = Number(map.dataset.across), up = Number(map.dataset.up);
  const size = map.viewBox.baseVal;
  let cross = null;

  function field() { const open = document.querySelector("details[data-pen][open]"); return open && open.querySelector("[data-points]"); }

  function corners(text) {
    return text.split("\n").map((line) => line.match(/^\s*(-?[\d.]+)[\s,，;；]+(-?[\d.]+)\s*$/)).filter(Boolean)
      .map((found) => [(Number(found[1]) * MICRO - west) / across, (north - Number(found[2]) * MICRO) / up]);
  }

  function draw() {
    const text = field(), spots = text ? corners(text.value) : [];
    map.classList.toggle("drawing", Boolean(text));
    if (text) { map.setAttribute("tabindex", "0"); } else { map.removeAttribute("tabindex"); }
    const closed = text && text.name === "corners" && spots.length > 2 ? spots.concat([spots[0]]) : spots;
    document.getElementById("pen").setAttribute("points", closed.map((one) => one.join(",")).join(" "));
    document.getElementById("pen-corners").replaceChildren(...spots.map((one) => {
      const dot = document.createElementNS(SVG, "circle");
      dot.setAttribute("cx", one[0]); dot.setAttribute("cy", one[1]); dot.setAttribute("r", 7);
      return dot;
    }));
    document.getElementById("pen-at").setAttribute("d", cross ? "M" + (cross[0] - 14) + " " + cross[1] + "h28M" + cross[0] + " " + (cross[1] - 14) + "v28" : "");
  }

  function add(x, y) {
    const text = field();
    if (!text) { return; }
    const line = ((west + x * across) / MICRO).toFixed(6) + ", " + ((north - y * up) / MICRO).toFixed(6);
    text.value = (text.value.trim() ? text.value.trimEnd() + "\n" : "") + line;
    draw();
  }

  map.addEventListener("click", (event) => {
    if (!field()) { return; }
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    add(spot.x, spot.y);
  });
  map.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const text = field();
    if (!text) { return; }
    if (moves[event.key]) {
      cross = cross || [size.width / 2, size.height / 2];
      const by = event.shiftKey ? FINE : STEP;
      cross = [cross[0] + moves[event.key][0] * by, cross[1] + moves[event.key][1] * by];
      draw();
    } else if (event.key === "Enter" && cross) { add(cross[0], cross[1]);
    } else if (event.key === "Backspace") { text.value = text.value.trimEnd().split("\n").slice(0, -1).join("\n"); draw();
    } else { return; }
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("input", (event) => { if (event.target.matches("[data-points]")) { draw(); } });
  document.querySelectorAll("details[data-pen]").forEach((one) => one.addEventListener("toggle", () => {
    if (one.open) { document.querySelectorAll("details[data-pen][open]").forEach((other) => { if (other !== one) { other.open = false; } }); }
    draw();
  }));
  draw();
})();
