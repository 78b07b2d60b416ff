// The report: kept while it is written, put into the queue when it is sent. Three taps: open, photo, send.
(function () {
  "use strict";
  const form = document.getElementById("grid-report");
  const queue = window.gridQueue, page = window.gridPage;
  if (!form || !page.able) { return; }
  const LONGEST = 1600, QUALITY = 0.8, MOST = 9, PAUSE = 400, LAST = "minqing-grid-place";
  const pick = form.querySelector("input[name=photos]"), list = document.getElementById("grid-photos");
  let chosen = [], id = "", kind = "draft", at = 0, busy = Promise.resolve(), clock = 0, sent = false, begun = null;

  function say(text, tone) {
    const place = document.getElementById("grid-said");
    place.textContent = text;
    place.dataset.tone = tone || "";
    place.hidden = !text;
  }

  function fields() {
    const typed = {};
    Array.from(form.elements).forEach((one) => {
      if (!one.name || one.type === "file" || one.type === "submit" || one.name === "csrfmiddlewaretoken") { return; }
      if ((one.type === "radio" || one.type === "checkbox") && !one.checked) { return; }
      typed[one.name] = one.value;
    });
    typed.submission_token = id;
    return typed;
  }

  function where() {
    const place = form.elements.place, card = form.elements.card.value.trim();
    const chosenPlace = place.selectedOptions && place.selectedOptions[0];
    return card || (chosenPlace && chosenPlace.value ? chosenPlace.dataset.whole || chosenPlace.textContent.trim() : "");
  }

  function fill(kept) {
    Array.from(form.elements).forEach((one) => {
      if (!one.name || !(one.name in kept) || one.type === "file" || one.name === "csrfmiddlewaretoken") { return; }
      if (one.type === "radio" || one.type === "checkbox") { one.checked = kept[one.name] === one.value; } else { one.value = kept[one.name]; }
    });
  }

  async function shrink(file) {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
      return blob && blob.size < file.size ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
    } catch (none) { return file; }
  }

  function show() {
    list.replaceChildren(...chosen.map((photo, n) => {
      const item = document.createElement("li"), picture = document.createElement("img"), off = document.createElement("button");
      picture.src = URL.createObjectURL(photo);
      picture.alt = page.word("photo", { n: n + 1 });
      picture.onload = () => URL.revokeObjectURL(picture.src);
      off.type = "button";
      off.textContent = page.word("remove");
      off.setAttribute("aria-label", page.word("removeOne", { n: n + 1 }));
      off.addEventListener("click", () => { chosen.splice(n, 1); show(); keep(true); });
      item.append(picture, off);
      return item;
    }));
    list.hidden = !chosen.length;
  }

  // One writing after another, so that an older one never ends later. A full telephone is said at once.
  async function keep(withPhotos, state) {
    await start();
    if (sent && !state) { return busy; }
    const typed = { form: fields(), where: where() };
    const pictures = withPhotos || state ? chosen.slice() : null;
    busy = busy.catch(() => {}).then(() => queue.put({ id: id, at: at || Date.now(), state: state || kind }, typed, pictures)).catch((wrong) => {
      say(page.word(wrong && wrong.name === "QuotaExceededError" ? "full" : wrong && wrong.message === "nobody" ? "nobody" : "unkept"), "late");
      throw wrong;
    });
    return busy;
  }

  function empty() { return !chosen.length && !form.elements.words.value.trim() && !form.elements.matter_number.value; }

  // What was begun before comes back, unless a quick hand has already begun something else: then that waits in the list.
  async function restore() {
    const asked = new URLSearchParams(location.search);
    const own = await queue.owner();
    const all = (await queue.entries()).filter((one) => own && one.account === own.account);
    const one = all.find((kept) => kept.id === asked.get("entry")) || all.filter((kept) => kept.state === "draft").sort((a, b) => b.at - a.at)[0];
    const kept = one && empty() && await queue.read(one);
    const pictures = kept ? await queue.photos(one.id) : [];
    if (kept && empty()) {
      id = one.id; at = one.at; kind = one.state;
      fill(kept.form);
      chosen = pictures;
      show();
      if (one.said && one.state === "refused") { say(one.said, "late"); } else { say(page.word("kept")); }
    }
    if (asked.get("matter_number")) { form.elements.matter_number.value = asked.get("matter_number"); }
    place(asked.get("place") || (!kept && remembered()), asked.get("card"));
  }

  function start() {
    begun = begun || restore().catch(() => say(page.word("unkept"), "late")).then(() => { if (!id) { id = queue.token(); at = Date.now(); } });
    return begun;
  }

  function remembered() { try { return localStorage.getItem(LAST); } catch (none) { return ""; } }

  function place(path, card) {
    if (path && Array.from(form.elements.place.options).some((one) => one.value === path)) { form.elements.place.value = path; }
    if (card) { form.elements.card.value = card; }
  }

  // The code on a door from a picture of it, where the telephone can read one; nothing is filmed.
  async function scan(file) {
    try {
      const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file));
      const code = found.length && found[0].rawValue.split("/").filter(Boolean).pop();
      if (!code) { throw new Error("none"); }
      form.elements.card.value = code.split("?")[0];
      say(page.word("scanned", { code: form.elements.card.value }));
      keep();
    } catch (none) { say(page.word("unread"), "late"); }
  }

  pick.addEventListener("change", async () => {
    const files = Array.from(pick.files);
    pick.value = "";
    await start();
    say(page.word("working"));
    const smaller = [];
    for (const file of files) { smaller.push(await shrink(file)); }
    const over = chosen.length + smaller.length > MOST;
    chosen = chosen.concat(smaller).slice(0, MOST);
    show();
    say(over ? page.word("nine") : "", over ? "late" : "");
    keep(true).catch(() => {});
  });
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") { return; }
    window.clearTimeout(clock);
    clock = window.setTimeout(() => { if (!empty() || kind !== "draft") { keep().catch(() => {}); } }, PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sent) { return; }
    if (!where()) { say(page.word("noplace"), "late"); form.elements.place.focus(); return; }
    if (empty()) { say(page.word("nothing"), "late"); return; }
    window.clearTimeout(clock);
    sent = true;
    try { await keep(true, "waiting"); } catch (unkept) { sent = false; return; }
    try { localStorage.setItem(LAST, form.elements.place.value); } catch (none) { /* it is chosen anew */ }
    if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
    page.later();
    location.href = form.dataset.next + "#" + id;
  });
  const lens = document.getElementById("grid-scan");
  if (lens && "BarcodeDetector" in window) {
    lens.closest("[hidden]").hidden = false;
    lens.addEventListener("change", () => { if (lens.files[0]) { scan(lens.files[0]); lens.value = ""; } });
  }
  queue.owner().then((own) => { if (own) { start(); } else { document.addEventListener("grid:ready", start); } });
})();
