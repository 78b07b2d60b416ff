// Reads the page with the phone's own voice. Where it has none for this language, the button never appears.
(function () {
  "use strict";

  var button = document.getElementById("aloud");
  var main = document.getElementById("main");
  if (!button || !main || !window.speechSynthesis || !window.SpeechSynthesisUtterance) return;
  var lang = document.documentElement.lang || "zh-hans";
  var wanted = lang.slice(0, 2).toLowerCase();

  function voice() {
    return window.speechSynthesis.getVoices().find(function (one) {
      return one.lang.slice(0, 2).toLowerCase() === wanted;
    });
  }

  function offer() {
    button.hidden = !voice();
  }

  // What a reader sees, sentence by sentence: hidden parts and fields are left out, what was typed is read nowhere.
  function sentences() {
    var found = [];
    main.querySelectorAll("h1, h2, h3, p, li, dt, dd, label, .door strong").forEach(function (one) {
      if (one.offsetParent === null || one.closest("[hidden], .print-only, [aria-hidden=true]")) return;
      if (one.querySelector("h1, h2, h3, p, li, dt, dd, label")) return;
      var text = one.innerText.trim();
      if (text) found.push(text);
    });
    return found;
  }

  function stop() {
    window.speechSynthesis.cancel();
    button.textContent = button.dataset.read;
    button.setAttribute("aria-pressed", "false");
  }

  function begin() {
    var parts = sentences();
    var chosen = voice();
    button.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    parts.forEach(function (text, place) {
      var said = new SpeechSynthesisUtterance(text);
      said.lang = chosen ? chosen.lang : lang;
      if (chosen) said.voice = chosen;
      said.rate = 0.9;
      if (place === parts.length - 1) said.addEventListener("end", stop);
      window.speechSynthesis.speak(said);
    });
  }

  button.addEventListener("click", function () {
    if (window.speechSynthesis.speaking) stop();
    else begin();
  });
  window.addEventListener("pagehide", function () { window.speechSynthesis.cancel(); });
  window.speechSynthesis.addEventListener("voiceschanged", offer);
  offer();
}());
