// Every resident page: one tap is one request, codes copy, counters count. All of it works without this file too.
(function () {
  "use strict";

  document.documentElement.classList.add("js");

  function say(words) {
    var place = document.getElementById("said");
    if (place) place.textContent = words;
  }

  // A second tap while the first is under way is swallowed; the server would answer both with the same receipt.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method.toLowerCase() !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "yes";
    var button = event.submitter;
    if (button) button.setAttribute("aria-disabled", "true");
    window.setTimeout(function () { release(form); }, 15000);
  }, true);

  function release(form) {
    delete form.dataset.sending;
    form.querySelectorAll("[aria-disabled]").forEach(function (one) { one.removeAttribute("aria-disabled"); });
  }

  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(document.forms, release);
  });

  function copyOldWay(text) {
    var box = document.createElement("textarea");
    box.value = text;
    box.setAttribute("readonly", "");
    box.className = "away";
    document.body.appendChild(box);
    box.select();
    var done = document.execCommand("copy");
    box.remove();
    return done;
  }

  function copy(button) {
    var text = button.dataset.copy;
    function done() {
      button.textContent = button.dataset.done;
      say(button.dataset.done);
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, function () { if (copyOldWay(text)) done(); });
    } else if (copyOldWay(text)) {
      done();
    }
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if (button.dataset.copy) copy(button);
    else window.print();
  });

  // Paper shows what is folded away on the screen.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });

  // Characters as the server counts them: code points, one for a line break.
  function count(area) {
    var place = document.getElementById(area.dataset.count);
    if (!place) return;
    var most = Number(place.dataset.most);
    var length = Array.from(area.value.trim()).length;
    var over = length > most;
    place.classList.toggle("over", over);
    place.textContent = (over ? place.dataset.over : place.dataset.says)
      .replace("{n}", length).replace("{more}", length - most);
  }

  document.addEventListener("input", function (event) {
    if (event.target.dataset.count) count(event.target);
  });

  function begin() {
    document.querySelectorAll("[data-needs-script]").forEach(function (one) { one.hidden = false; });
    document.querySelectorAll("[data-count]").forEach(count);
    var first = document.querySelector(".refusal");
    if (first) first.focus();
  }

  document.addEventListener("minqing:page", begin);
  document.addEventListener("DOMContentLoaded", function () {
    document.dispatchEvent(new CustomEvent("minqing:page"));
  });
  window.minqing = { say: say, release: release, count: count };
})();
