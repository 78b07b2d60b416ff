// Hiding more by tapping: each tap adds the word to the box beneath the preview, or takes it out again.
// The box is the same one that is filled by typing where this file does not run.
(function () {
  "use strict";

  function pieces(text) {
    if (window.Intl && Intl.Segmenter) {
      return Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(text));
    }
    return (text.match(/[\u4e00-\u9fff]{1,2}|[A-Za-z0-9]+|[^]/g) || []).map(function (one) {
      return { segment: one, isWordLike: /[\u4e00-\u9fffA-Za-z0-9]/.test(one) };
    });
  }

  function split(node) {
    var parts = document.createDocumentFragment();
    pieces(node.data).forEach(function (one) {
      if (!one.isWordLike) { parts.append(one.segment); return; }
      var word = document.createElement("span");
      word.dataset.word = one.segment;
      word.textContent = one.segment;
      parts.append(word);
    });
    node.replaceWith(parts);
  }

  function terms(box) {
    return box.value.split("\n").map(function (one) { return one.trim(); }).filter(Boolean);
  }

  function draw(box) {
    var hidden = terms(box);
    document.querySelectorAll(".words [data-word]").forEach(function (one) {
      var covered = hidden.indexOf(one.dataset.word) >= 0;
      one.textContent = covered ? "█".repeat(Math.max(2, one.dataset.word.length)) : one.dataset.word;
      one.toggleAttribute("data-tapped", covered);
    });
  }

  function begin() {
    var box = document.getElementById("id_hide");
    if (!box) return;
    document.querySelectorAll(".words[data-tap]").forEach(function (words) {
      Array.from(words.childNodes).forEach(function (node) { if (node.nodeType === 3) split(node); });
    });
    draw(box);
  }

  document.addEventListener("click", function (event) {
    var word = event.target.closest(".words [data-word]");
    var box = document.getElementById("id_hide");
    if (!word || !box) return;
    var hidden = terms(box);
    var at = hidden.indexOf(word.dataset.word);
    if (at >= 0) hidden.splice(at, 1); else hidden.push(word.dataset.word);
    box.value = hidden.join("\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    draw(box);
    window.minqing.say(at >= 0 ? box.dataset.shown : box.dataset.covered);
  });

  document.addEventListener("minqing:page", begin);
})();
