// Photos are made smaller on the phone before they travel. Where this fails, the photo goes as it is.
(function () {
  "use strict";
  var LONGEST = 1600;
  var QUALITY = 0.82;

  function input() { return document.querySelector("input[type=file][data-photos]"); }

  function decode(file) {
    if (window.createImageBitmap) {
      return createImageBitmap(file, { imageOrientation: "from-image" }).catch(function () { return byTag(file); });
    }
    return byTag(file);
  }

  function byTag(file) {
    return new Promise(function (resolve, reject) {
      var picture = new Image();
      picture.onload = function () { resolve(picture); };
      picture.onerror = reject;
      picture.src = URL.createObjectURL(file);
    });
  }

  function shrink(file) {
    return decode(file).then(function (picture) {
      var scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (resolve) { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
    }).then(function (blob) {
      if (!blob || blob.size >= file.size) return file;
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    }).catch(function () { return file; });
  }

  function put(files) {
    var field = input();
    try {
      var carrier = new DataTransfer();
      files.forEach(function (one) { carrier.items.add(one); });
      field.files = carrier.files;
    } catch (old) { /* the field keeps what was chosen */ }
    show(files);
  }

  function show(files) {
    var list = document.getElementById("thumbs");
    list.textContent = "";
    files.forEach(function (file, index) {
      var item = document.createElement("li");
      var picture = document.createElement("img");
      picture.alt = list.dataset.alt.replace("{n}", index + 1);
      picture.src = URL.createObjectURL(file);
      picture.onload = function () { URL.revokeObjectURL(picture.src); };
      var remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = list.dataset.remove;
      remove.setAttribute("aria-label", list.dataset.removeOne.replace("{n}", index + 1));
      remove.addEventListener("click", function () { drop(index); });
      item.append(picture, remove);
      list.append(item);
    });
    list.hidden = !files.length;
  }

  var chosen = [];

  function settle(files, most) {
    var field = input();
    var over = files.length > most;
    chosen = files.slice(0, most);
    put(chosen);
    window.minqing.draft.keepPhotos(chosen);
    window.minqing.say((over ? field.dataset.tooMany : field.dataset.ready).replace("{n}", chosen.length));
    var note = document.getElementById("photos-said");
    note.textContent = over ? field.dataset.tooMany : "";
    note.hidden = !over;
  }

  function drop(index) {
    chosen.splice(index, 1);
    settle(chosen.slice(), 99);
    input().focus();
  }

  document.addEventListener("change", function (event) {
    var field = input();
    if (!field || event.target !== field) return;
    var most = Number(field.dataset.photos);
    window.minqing.say(field.dataset.working);
    Promise.all(Array.from(field.files).map(shrink)).then(function (smaller) {
      settle(chosen.concat(smaller), most);
    });
  });

  document.addEventListener("minqing:page", function () {
    if (!input()) return;
    window.minqing.draft.photos().then(function (kept) {
      if (kept && kept.length && input()) { chosen = kept; put(kept); }
    });
  });
})();
