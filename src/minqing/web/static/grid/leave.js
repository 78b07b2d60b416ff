// Signing out on a shared telephone: kept pages and the key of the queue go; what still waits is told of first.
// It stands on every page of the office, and works without the grid's other scripts.
(function () {
  "use strict";
  var NAME = "minqing-grid";

  function open() {
    return new Promise(function (resolve) {
      if (!window.indexedDB) { resolve(null); return; }
      var asked = indexedDB.open(NAME);
      asked.onupgradeneeded = function () { asked.transaction.abort(); };  // nothing was ever kept here: leave it so
      asked.onerror = function (event) { event.preventDefault(); resolve(null); };
      asked.onsuccess = function () { resolve(asked.result); };
    });
  }

  function waiting(db) {
    return new Promise(function (resolve) {
      var asked = db.transaction(["entries", "keys"]), all, keys;
      asked.objectStore("entries").getAll().onsuccess = function (event) { all = event.target.result; };
      asked.objectStore("keys").getAll().onsuccess = function (event) { keys = event.target.result; };
      asked.oncomplete = function () {
        var mine = keys[0] && keys[0].account;
        resolve(all.filter(function (one) { return one.account === mine && one.state !== "done"; }).length);
      };
      asked.onabort = function () { resolve(0); };
    });
  }

  function wipe(db) {
    var pages = window.caches ? caches.delete(NAME + "-pages") : Promise.resolve();
    var key = new Promise(function (resolve) {
      if (!db) { resolve(); return; }
      var asked = db.transaction("keys", "readwrite");
      asked.objectStore("keys").clear();
      asked.oncomplete = asked.onabort = function () { db.close(); resolve(); };
    });
    return Promise.all([pages, key]);
  }

  function go(form) { HTMLFormElement.prototype.submit.call(form); }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    var out = form.matches("form[data-leaves]"), inward = form.matches("form[data-enters]");
    if (!out && !inward) { return; }
    event.preventDefault();
    open().then(function (db) {
      if (!db) { return wipe(null).then(function () { go(form); }); }
      return waiting(db).then(function (count) {
        if (out && count && !window.confirm(form.dataset.leaves.replace("{n}", count))) { db.close(); return; }
        return wipe(db).then(function () { go(form); });
      });
    }).catch(function () { go(form); });
  });
})();
