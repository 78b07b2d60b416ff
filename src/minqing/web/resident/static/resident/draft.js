// A half-written report stays on this phone until it has been received: words in localStorage, photos in IndexedDB.
(function () {
  "use strict";
  var KEEP_DAYS = 14;
  var DAY = 86400000;
  var key = "minqing:" + location.pathname;

  function form() { return document.getElementById("report"); }

  function read() {
    try { return JSON.parse(localStorage.getItem(key)) || null; } catch (broken) { return null; }
  }

  function write(draft) {
    try { localStorage.setItem(key, JSON.stringify(draft)); } catch (full) { /* private mode: the page still works */ }
  }

  function fields(of) {
    var kept = {};
    Array.prototype.forEach.call(of.elements, function (one) {
      if (!one.name || one.type === "file" || one.type === "submit" || one.name === "step") return;
      if (one.type === "radio" || one.type === "checkbox") { if (one.checked) kept[one.name] = one.value; return; }
      kept[one.name] = one.value;
    });
    return kept;
  }

  function keep(extra) {
    var now = form();
    if (!now) return;
    var draft = { fields: fields(now), at: Date.now() };
    Object.assign(draft, extra || {});
    write(draft);
  }

  function fill(of, kept) {
    Array.prototype.forEach.call(of.elements, function (one) {
      if (!(one.name in kept) || one.type === "file" || one.type === "submit") return;
      if (one.type === "radio" || one.type === "checkbox") one.checked = kept[one.name] === one.value;
      else one.value = kept[one.name];
    });
  }

  // A phone whose clock is wrong may have written "tomorrow" or 1970: only a draft that is plainly old is let go.
  function old(draft) {
    var age = Date.now() - draft.at;
    return age > KEEP_DAYS * DAY && age < 3650 * DAY;
  }

  function restore() {
    var now = form();
    if (!now || now.dataset.fresh !== "yes") return;
    var draft = read();
    if (!draft || !draft.fields || !draft.fields.words) return;
    if (old(draft)) { forget(); return; }
    fill(now, draft.fields);
    var told = document.getElementById("kept");
    if (told) told.hidden = false;
    now.querySelectorAll("[data-count]").forEach(window.minqing.count);
    if (draft.pending) document.dispatchEvent(new CustomEvent("minqing:pending"));
  }

  // --- photos ---
  function open(use) {
    return new Promise(function (resolve) {
      if (!window.indexedDB) { resolve(null); return; }
      var asked = indexedDB.open("minqing", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("photos"); };
      asked.onerror = function () { resolve(null); };
      asked.onsuccess = function () {
        var store = asked.result.transaction("photos", "readwrite").objectStore("photos");
        var got = use(store);
        got.onsuccess = function () { resolve(got.result); asked.result.close(); };
        got.onerror = function () { resolve(null); asked.result.close(); };
      };
    });
  }

  function keepPhotos(list) { return open(function (store) { return store.put(list, key); }); }
  function photos() { return open(function (store) { return store.get(key); }); }

  function forget() {
    try { localStorage.removeItem(key); } catch (none) { /* nothing was kept */ }
    return open(function (store) { return store.delete(key); });
  }

  document.addEventListener("input", function (event) {
    if (event.target.form && event.target.form.id === "report") keep();
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-forget]")) return;
    forget().then(function () { location.replace(location.pathname); });
  });

  function begin() {
    if (document.querySelector("[data-received]")) { forget(); return; }
    restore();
    var now = form();
    if (now && now.dataset.fresh !== "yes") keep();
  }

  document.addEventListener("minqing:page", begin);
  window.minqing.draft = { keep: keep, read: read, fields: fields, keepPhotos: keepPhotos, photos: photos, forget: forget };
})();
