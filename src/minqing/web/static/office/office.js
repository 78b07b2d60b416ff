/* The office's script. Everything works without it; with it, hands stay on the keyboard and nothing typed is lost. */
(function () {
  "use strict";
  var wide = window.matchMedia("(min-width: 1280px)");
  var doc = document;
  doc.documentElement.classList.add("scripted");

  function one(selector, root) { return (root || doc).querySelector(selector); }
  function all(selector, root) { return Array.prototype.slice.call((root || doc).querySelectorAll(selector)); }
  function typing(target) { return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog[open]"); }

  /* --- the live region empties itself after it was read --- */
  var quiet;
  var said = one("#said");
  if (said) {
    new MutationObserver(function () {
      clearTimeout(quiet);
      if (said.textContent.trim()) { quiet = setTimeout(function () { said.replaceChildren(); }, 9000); }
    }).observe(said, { childList: true, subtree: true });
  }

  /* --- the desk: rows, panes, keys --- */
  function rows() { return all(".rows .row"); }
  function current() { return one(".row.on") || (doc.activeElement && doc.activeElement.closest(".row")); }
  function step(by) {
    var list = rows();
    if (!list.length) { return; }
    var at = list.indexOf(current());
    var next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    var link = one("a.open", next);
    link.focus();
    next.scrollIntoView({ block: "nearest" });
    if (wide.matches) { link.click(); }
  }
  function mark(number) {
    rows().forEach(function (row) {
      var on = row.dataset.number === number;
      row.classList.toggle("on", on);
      if (on) { row.classList.remove("unread"); one("a.open", row).setAttribute("aria-current", "true"); }
      else { one("a.open", row).removeAttribute("aria-current"); }
    });
  }
  doc.addEventListener("htmx:confirm", function (event) {
    var row = event.target.closest && event.target.closest(".row");
    if (!row || event.target.tagName !== "A") { return; }
    if (!wide.matches) { event.preventDefault(); window.location.href = event.target.href; return; }
    mark(row.dataset.number);
  });
  doc.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id === "case-pane") { event.target.scrollTop = 0; }
  });
  // A quick hand presses a key while the next case is on its way or being laid in: the key waits and goes to that one.
  function underway() { return one(".row a.htmx-request, .htmx-swapping, .htmx-settling"); }
  function settled(act) {
    if (underway()) { setTimeout(function () { settled(act); }, 10); } else { act(); }
  }
  function press(selector) {
    if (underway()) { settled(function () { press(selector); }); return true; }
    var button = one(selector);
    if (button) { button.click(); button.focus(); }
    return Boolean(button);
  }
  function fill(place) {
    var button = all("#verb-form [data-fill]")[place];
    if (button) { button.click(); }
    return Boolean(button);
  }
  var keys = {
    "/": function () { var seek = one("#seek"); if (seek) { seek.focus(); seek.select(); return true; } },
    "?": function () { var box = one("#keys"); if (box && box.showModal) { box.showModal(); return true; } },
    j: function () { step(1); return rows().length > 0; },
    k: function () { step(-1); return rows().length > 0; },
    ArrowDown: function () { if (!rows().length) { return false; } step(1); return true; },
    ArrowUp: function () { if (!rows().length) { return false; } step(-1); return true; },
    a: function () { return press("[data-verb=accept], [data-verb=acknowledge], [data-verb=accept_and_dispatch]"); },
    d: function () { return press("[data-verb=dispatch], [data-verb=accept_and_dispatch]"); },
    r: function () { return press("[data-verb=reply]"); },
    v: function () { return press("[data-verb=verify]"); },
    c: function () { return press("[data-verb=close]"); },
    1: function () { return fill(0); },
    2: function () { return fill(1); },
    3: function () { return fill(2); },
    x: function () { var row = current(); var tick = row && one(".pick input", row); if (tick) { tick.click(); return true; } }
  };
  doc.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      all("details.who[open]").forEach(function (box) { box.open = false; });
      if (doc.activeElement && doc.activeElement.id === "seek") { doc.activeElement.blur(); }
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.form) {
      var sent = event.target.form;
      settled(function () { sent.requestSubmit(); }); event.preventDefault(); return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    var act = Object.prototype.hasOwnProperty.call(keys, event.key) && keys[event.key];
    if (act && act()) { event.preventDefault(); }
  });
  doc.addEventListener("click", function (event) {
    all("details.who[open]").forEach(function (box) { if (!box.contains(event.target)) { box.open = false; } });
    var shut = event.target.closest("[data-close]");
    if (shut) { shut.closest("dialog").close(); }
    var copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) { navigator.clipboard.writeText(copy.dataset.copy).then(function () { copy.textContent = copy.dataset.done; }); }
    if (event.target.closest("[data-print]")) { window.print(); }
    var drop = event.target.closest("[data-drop]");
    if (drop) { one(drop.dataset.drop).replaceChildren(); }
  });

  /* --- bulk: count what is ticked --- */
  doc.addEventListener("change", function (event) {
    if (event.target.matches(".pick input, #pick-all")) {
      if (event.target.id === "pick-all") { all(".pick input").forEach(function (box) { box.checked = event.target.checked; }); }
      var ticked = all(".pick input:checked").length;
      all("[data-ticked]").forEach(function (place) { place.textContent = ticked; });
      var list = one(".rows"); if (list) { list.classList.toggle("ticked", ticked > 0); }
    }
    if (event.target.matches("[data-insert]") && event.target.value) {
      var box = one(event.target.dataset.insert);
      if (box) { box.value = (box.value ? box.value.trimEnd() + "\n" : "") + event.target.value; box.focus(); box.dispatchEvent(new Event("input", { bubbles: true })); }
      event.target.selectedIndex = 0;
    }
    // Choosing a reason brings its standard answer, unless somebody has begun to write her own.
    if (event.target.matches("#verb-form [name=reason]")) {
      var link = one('#decline-answers [data-reason="' + event.target.value + '"]');
      var words = one("#verb-form [name=words]");
      if (link && words && words.value === words.defaultValue) { link.click(); }
    }
    if (event.target.matches("[data-send]")) { event.target.form.requestSubmit(); }
  });

  /* --- what was suggested is filled in when it is pressed --- */
  doc.addEventListener("click", function (event) {
    var button = event.target.closest("[data-fill]");
    var box = button && one(button.dataset.fill, button.form);
    if (!box) { return; }
    event.preventDefault();
    box.value = button.value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    all("[data-fill]", button.form).forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
    box.focus();
  });

  /* --- typed words survive a reload in this tab, and go when they were sent --- */
  function draftKey(form) { return "draft:" + (form.getAttribute("action") || form.getAttribute("hx-post")); }
  function keep(form) {
    var values = {};
    all("textarea, input[type=text], select, input[type=date], input[type=datetime-local]", form).forEach(function (box) {
      if (box.name && box.value !== box.defaultValue) { values[box.name] = box.value; }
    });
    try { sessionStorage.setItem(draftKey(form), JSON.stringify(values)); } catch (full) { /* nothing to be done: the form itself still holds it */ }
  }
  function bringBack(root) {
    all("form[data-draft]", root).forEach(function (form) {
      var values;
      try { values = JSON.parse(sessionStorage.getItem(draftKey(form)) || "{}"); } catch (broken) { return; }
      Object.keys(values).forEach(function (name) {
        var box = form.elements[name];
        if (box && "value" in box && !box.value) { box.value = values[name]; }
      });
    });
  }
  doc.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-draft")) { keep(form); }
    var left = event.target.dataset && event.target.dataset.count && one(event.target.dataset.count);
    if (left) { left.textContent = event.target.value.length; }
  });
  doc.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.hasAttribute("data-draft") && !form.hasAttribute("hx-post")) { try { sessionStorage.removeItem(draftKey(form)); } catch (none) { return; } }
  });
  doc.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest && event.target.closest("form[data-draft]");
    if (form && event.detail.successful) { try { sessionStorage.removeItem(draftKey(form)); } catch (none) { return; } }
  });
  doc.addEventListener("htmx:load", function (event) {
    bringBack(event.target);
    var first = one("form [aria-invalid=true]", event.target)
      || one("[data-first] input[type=radio]:checked", event.target)
      || one("[data-first] [data-fill]", event.target)
      || one("[data-first] textarea, [data-first] input:not([type=hidden]), [data-first] select", event.target)
      || one("[data-first] button.main", event.target);
    if (first) { first.focus(); }
  });
  bringBack(doc);

  /* --- the session ended: sign in over the unchanged page --- */
  doc.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.id !== "sign-in-again") { return; }
    var done = one("[data-new-token]", event.target);
    if (done) {
      all("input[name=csrfmiddlewaretoken]").forEach(function (box) { box.value = done.dataset.newToken; });
      event.target.close();
    } else if (!event.target.open) { event.target.showModal(); }
  });
  doc.addEventListener("htmx:sendError", function () {
    if (said) { said.replaceChildren(Object.assign(doc.createElement("p"), { textContent: said.dataset.offline })); }
  });
}());
