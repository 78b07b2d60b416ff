// What waits on this telephone, and what was taken in, with its state in words.
(function () {
  "use strict";
  const place = document.getElementById("grid-list");
  const queue = window.gridQueue, page = window.gridPage;
  if (!place || !page.able) { return; }
  const ORDER = ["refused", "conflict", "signin", "sending", "waiting", "draft", "done"];

  function element(name, text, kind) {
    const made = document.createElement(name);
    if (text) { made.textContent = text; }
    if (kind) { made.className = kind; }
    return made;
  }

  function link(text, href, kind) { const made = element("a", text, kind); made.href = href; return made; }
  function press(text, act, kind) { const made = element("button", text, kind); made.type = "button"; made.addEventListener("click", act); return made; }

  function first(kept) {
    const words = (kept.form.words || "").trim();
    return words ? words.slice(0, 60) : kept.form.matter_number ? document.querySelector("#grid-matters [value='" + Number(kept.form.matter_number) + "']")?.textContent || page.word("photoOnly") : page.word("photoOnly");
  }

  async function anew(one, kept) {
    const id = queue.token(), photos = await queue.photos(one.id);
    kept.form.submission_token = id;
    await queue.put({ id: id, at: Date.now(), state: "waiting" }, kept, photos);
    await queue.drop(one.id);
    page.send(true);
  }

  function acts(one, kept) {
    const row = element("div", "", "btns"), edit = place.dataset.report + "?entry=" + encodeURIComponent(one.id);
    if (one.state === "refused") { row.append(link(page.word("mend"), edit, "btn main")); }
    if (one.state === "draft") { row.append(link(page.word("goOn"), edit, "btn main")); }
    if (one.state === "conflict") { row.append(press(page.word("asNew"), () => anew(one, kept), "btn main")); }
    if (one.state === "done") { return row; }
    row.append(press(page.word("letGo"), () => { if (window.confirm(page.word("sure"))) { queue.drop(one.id); } }, "btn"));
    return row;
  }

  function answer(kept) {
    const said = kept.answer, box = element("div");
    if (said.call) { box.append(element("p", page.word("call", { call: said.call }), "grid-danger")); }
    box.append(element("p", said.receipt.replace(/(.{4})(?=.)/g, "$1-"), "receipt-big"));
    box.append(element("p", page.word("promised", { number: said.number, day: said.promised }), "note"));
    return box;
  }

  async function item(one) {
    const kept = await queue.read(one), made = element("li", "", "card plain");
    made.dataset.state = one.state;
    made.id = one.id;
    if (!kept) { made.append(element("p", page.word("locked"))); return made; }
    const head = element("header");
    head.append(element("b", page.word("state-" + one.state), "grid-state"), element("time", page.time(one.at)));
    made.append(head, element("p", first(kept), "grid-words"), element("p", kept.where + (one.photos ? " · " + page.word("photos", { n: one.photos }) : ""), "note"));
    const why = { offline: "why-offline", later: "why-later", signin: "why-signin" }[one.said];
    if (one.said) { made.append(element("p", why ? page.word(why) : one.said, "grid-why")); }
    made.append(one.state === "done" ? answer(kept) : acts(one, kept));
    return made;
  }

  async function draw() {
    const own = await queue.owner(), all = await queue.entries();
    const mine = all.filter((one) => own && one.account === own.account);
    mine.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.at - a.at);
    const rows = [];
    for (const one of mine) { rows.push(await item(one)); }
    place.replaceChildren(...rows);
    document.getElementById("grid-none").hidden = mine.length > 0;
    const others = all.length - mine.length, told = document.getElementById("grid-others");
    told.hidden = !others;
    told.textContent = page.word("others", { n: others });
    document.getElementById("grid-send").hidden = !mine.some((one) => queue.open.includes(one.state));
    await room();
  }

  async function room() {
    if (!navigator.storage || !navigator.storage.estimate) { return; }
    const held = await navigator.storage.estimate();
    document.getElementById("grid-room").textContent = page.word("room", { used: Math.ceil(held.usage / 1048576), free: Math.floor((held.quota - held.usage) / 1048576) });
  }

  let drawing = Promise.resolve();
  function again() { drawing = drawing.then(draw, draw); }
  again();
  document.addEventListener("grid:ready", again);
  document.addEventListener("grid:changed", again);
  document.addEventListener("grid:sent", again);
  if (queue.channel) { queue.channel.addEventListener("message", again); }
})();
