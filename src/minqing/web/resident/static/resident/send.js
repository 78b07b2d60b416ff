// Going from step to step over a bad network: nothing leaves the page until the server has answered.
// A finished report that found no network waits on this phone and goes by itself when the network returns.
(function () {
  "use strict";
  var AGAIN = 20000;
  var waiting = null;
  var returning = false;
  var depth = 0;
  var draft = window.minqing.draft;
  if (!window.fetch || !window.FormData || !window.DOMParser) return;

  function tell(which) {
    ["offline", "large", "sending"].forEach(function (one) {
      var place = document.getElementById("net-" + one);
      if (place) place.hidden = one !== which;
      if (place && one === which) { window.minqing.say(place.textContent.trim()); place.scrollIntoView({ block: "center" }); }
    });
  }

  function step() {
    var field = document.querySelector("#report input[name=step]");
    return field ? field.value : "";
  }

  function show(text) {
    var before = step();
    var page = new DOMParser().parseFromString(text, "text/html");
    var main = page.querySelector("main");
    if (!main) throw new Error("not our page");
    document.title = page.title;
    document.documentElement.className = page.documentElement.className + " js";
    document.documentElement.lang = page.documentElement.lang;
    ["header", "main", "footer"].forEach(function (part) {
      var fresh = page.querySelector(part);
      var stale = document.querySelector(part);
      if (fresh && stale) stale.replaceWith(document.adoptNode(fresh));
    });
    document.dispatchEvent(new CustomEvent("minqing:page"));
    window.scrollTo(0, 0);
    var goal = document.querySelector(".refusal") || document.querySelector("h1");
    if (goal) { goal.setAttribute("tabindex", "-1"); goal.focus({ preventScroll: true }); }
    var received = document.querySelector("[data-received]");
    if (received) history.replaceState(null, "", received.dataset.received);
    else if (!returning && step() !== before) history.pushState({ step: depth += 1 }, "");
    returning = false;
  }

  // The phone's own back key goes back one step, with everything typed.
  // An entry that is not ours is a jump within the page.
  if (document.getElementById("report")) history.replaceState({ step: 0 }, "");
  window.addEventListener("popstate", function (event) {
    if (!event.state || !(event.state.step < depth)) return;
    depth = event.state.step;
    var form = document.getElementById("report");
    if (!form) { location.reload(); return; }
    var back = form.querySelector("button[value=back], button[value=stay]");
    if (!back) return;
    returning = true;
    window.minqing.release(form);
    back.click();
  });

  function post(form, body, last) {
    var large = false;
    window.clearTimeout(waiting);
    return fetch(form.action, { method: "POST", body: body, credentials: "same-origin" })
      .then(function (answer) {
        if (answer.status >= 502 && answer.status <= 504) throw new Error("no server");
        large = answer.status === 413;
        return answer.text();
      })
      .then(show)
      .catch(function () {
        window.minqing.release(form);
        if (large) { tell("large"); return; }
        draft.keep(last ? { pending: true } : {});
        tell("offline");
        if (last) waiting = window.setTimeout(retry, AGAIN);
      });
  }

  function retry() {
    var form = document.getElementById("report");
    var kept = draft.read();
    if (!form || !kept || !kept.pending) return;
    tell("sending");
    var body = new FormData();
    Object.keys(kept.fields).forEach(function (name) { body.append(name, kept.fields[name]); });
    body.append("step", "photos");
    body.append("go", "next");
    draft.photos().then(function (photos) {
      (photos || []).forEach(function (one) { body.append("photos", one, one.name || "photo.jpg"); });
      post(form, body, true);
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.id !== "report" || event.defaultPrevented) return;
    event.preventDefault();
    var body = new FormData(form);
    var button = event.submitter;
    if (button && button.name) body.append(button.name, button.value);
    var last = form.dataset.last === "yes" && (!button || button.value === "next");
    draft.keep();
    if (last) tell("sending");
    post(form, body, last);
  });

  window.addEventListener("online", retry);
  document.addEventListener("minqing:pending", retry);
})();
