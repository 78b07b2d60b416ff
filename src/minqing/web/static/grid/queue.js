// The queue on this telephone: enciphered reports and photos in IndexedDB, sent once each. Pages and the service
// worker share this file. What it keeps can be read only while the account's key lies beside it; signing out takes
// the key away and leaves the queue. See ADR 0094.
(function (self) {
  "use strict";
  const NAME = "minqing-grid", STATE = "/office/grid/state", SEND = "/office/grid/send";
  const OPEN = ["waiting", "sending", "signin"];
  const FIRST = 5000, LONGEST = 300000, PATIENCE = 60000, SHORT_PATIENCE = 15000, KEEP_SENT = 3 * 86400000;
  const channel = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("entries", { keyPath: "id" });
        asked.result.createObjectStore("photos");
        asked.result.createObjectStore("keys", { keyPath: "account" });
      };
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => resolve(asked.result);
    });
  }

  // One transaction: `use` gets the stores by name; the promise holds once the disk has it, or fails with its error.
  async function within(names, mode, use) {
    const db = await open();
    try {
      return await new Promise((resolve, reject) => {
        const act = db.transaction(names, mode, mode === "readwrite" ? { durability: "strict" } : {});
        const got = use(...names.map((name) => act.objectStore(name)));
        act.oncomplete = () => resolve(got && got.result);
        act.onabort = act.onerror = () => reject(act.error || (got && got.error));
      });
    } finally { db.close(); }
  }

  const entries = () => within(["entries"], "readonly", (store) => store.getAll());
  const entry = (id) => within(["entries"], "readonly", (store) => store.get(id));

  async function owner() {
    const held = await within(["keys"], "readonly", (store) => store.getAll());
    return held[0] || null;
  }

  async function adopt(said) {
    const raw = Uint8Array.from(said.key.match(/../g), (pair) => parseInt(pair, 16));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const held = await owner();
    if (held && held.account === said.account) { return; }
    await within(["keys"], "readwrite", (store) => { store.clear(); return store.put({ account: said.account, key: key }); });
  }

  async function seal(key, bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv: iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, key, bytes) };
  }
  const unseal = (key, one) => crypto.subtle.decrypt({ name: "AES-GCM", iv: one.iv }, key, one.box);

  // Writes an entry as it stands: `fields` and photos are enciphered for whoever is signed in on this telephone.
  async function put(one, fields, photos) {
    const mine = await owner();
    if (!mine) { throw new Error("nobody"); }
    const sealed = await seal(mine.key, new TextEncoder().encode(JSON.stringify(fields)));
    const pictures = photos && await Promise.all(photos.map(async (photo) => {
      const kept = await seal(mine.key, await photo.arrayBuffer());
      return Object.assign(kept, { name: photo.name || "photo.jpg", type: photo.type || "image/jpeg" });
    }));
    const before = pictures ? pictures.length : ((await entry(one.id)) || { photos: 0 }).photos;
    const whole = Object.assign({ tries: 0, next: 0, said: "", photos: before }, one, sealed, { account: mine.account });
    await within(["entries", "photos"], "readwrite", (store, pile) => {
      if (pictures && pictures.length) { pile.put(pictures, one.id); } else if (pictures) { pile.delete(one.id); }
      return store.put(whole);
    });
    tell();
    return whole;
  }

  async function read(one) {
    const mine = await owner();
    if (!mine || mine.account !== one.account) { return null; }
    try { return JSON.parse(new TextDecoder().decode(await unseal(mine.key, one))); } catch (otherKey) { return null; }
  }

  async function photos(id) {
    const mine = await owner();
    const kept = mine && await within(["photos"], "readonly", (store) => store.get(id));
    return kept ? Promise.all(kept.map(async (one) => new File([await unseal(mine.key, one)], one.name, { type: one.type }))) : [];
  }

  async function mark(id, changes) {
    const one = await entry(id);
    if (one) { await within(["entries"], "readwrite", (store) => store.put(Object.assign(one, changes))); tell(); }
  }

  async function drop(id) {
    await within(["entries", "photos"], "readwrite", (store, pile) => { pile.delete(id); return store.delete(id); });
    tell();
  }

  function tell() {
    if (channel) { channel.postMessage("changed"); }
    if (self.document) { self.document.dispatchEvent(new CustomEvent("grid:changed")); }
  }

  async function ask(address, options) {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), options ? PATIENCE : SHORT_PATIENCE);
    try {
      return await fetch(address, Object.assign({ credentials: "same-origin", redirect: "manual", cache: "no-store", signal: stop.signal }, options));
    } finally { clearTimeout(clock); }
  }

  // Who is signed in: {csrf, account} · {why: "offline" | "signin" | "later"}
  async function state() {
    let answer;
    try { answer = await ask(STATE); } catch (cut) { return { why: "offline" }; }
    if (answer.type === "opaqueredirect" || answer.status === 401) { return { why: "signin" }; }
    if (!answer.ok) { return { why: answer.status === 403 ? "signin" : "later" }; }
    try {
      const said = await answer.json();
      await adopt(said);
      return said;
    } catch (broken) { return { why: "offline" }; }
  }

  // What became of one report on its way: the changes to its entry, and whether the others may go on.
  async function carry(one, csrf) {
    const fields = await read(one);
    if (!fields) { return { go: true }; }
    const body = new FormData();
    Object.keys(fields.form).forEach((name) => body.append(name, fields.form[name]));
    (await photos(one.id)).forEach((photo) => body.append("photos", photo, photo.name));
    let answer, said;
    try {
      answer = await ask(SEND, { method: "POST", body: body, headers: { "X-CSRFToken": csrf } });
      said = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
    } catch (cut) { return { go: false, state: "waiting", said: "offline" }; }
    if (answer.ok && said) { return { go: true, state: "done", answer: said, fields: fields }; }
    if (answer.status === 401 || answer.type === "opaqueredirect") { return { go: false, state: "signin", said: "signin" }; }
    if (answer.status === 429 || answer.status >= 500 || !said) { return { go: false, state: "waiting", said: "later" }; }
    return { go: true, state: answer.status === 409 ? "conflict" : "refused", said: said.message, field: said.field };
  }

  async function settle(one, outcome) {
    if (outcome.state === "done") {
      await put({ id: one.id, at: one.at, state: "done", done: Date.now(), said: "" }, Object.assign(outcome.fields, { answer: outcome.answer }), []);
      return;
    }
    const tries = one.tries + 1;
    const wait = Math.min(LONGEST, FIRST * 2 ** Math.min(tries, 6)) * (0.5 + Math.random() / 2);
    await mark(one.id, { state: outcome.state, said: outcome.said || "", field: outcome.field || "", tries: tries, next: Date.now() + wait });
  }

  async function due(force) {
    const mine = await owner();
    const all = mine ? await entries() : [];
    return all.filter((one) => one.account === mine.account && OPEN.includes(one.state) && (force || one.next <= Date.now()))
      .sort((a, b) => a.at - b.at);
  }

  async function run(force) {
    const held = await state();
    if (held.why) {
      if (held.why === "signin") { for (const one of await due(true)) { await mark(one.id, { state: "signin", said: "signin" }); } }
      return held.why;
    }
    for (const one of await due(force)) {
      await mark(one.id, { state: "sending", said: "" });
      const outcome = await carry(one, held.csrf);
      if (outcome.state) { await settle(one, outcome); }
      if (!outcome.go) { return outcome.said; }
    }
    await forget();
    return "";
  }

  async function forget() {
    for (const one of await entries()) {
      if (one.state === "done" && one.done < Date.now() - KEEP_SENT) { await drop(one.id); }
    }
  }

  // Sends what is due, in one window or worker at a time. Returns "", why it stopped, or "none" where nothing is due.
  async function flush(force) {
    if (!(await due(force)).length) { return "none"; }
    if (!("locks" in navigator)) { return run(force); }
    return navigator.locks.request(NAME + "-send", { ifAvailable: true }, (lock) => lock ? run(force) : "busy");
  }

  function token() {
    const bytes = crypto.getRandomValues(new Uint8Array(24));
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  }

  self.gridQueue = {
    entries: entries, entry: entry, owner: owner, put: put, read: read, photos: photos, mark: mark, drop: drop,
    state: state, flush: flush, token: token, open: OPEN, channel: channel
  };
})(self);
