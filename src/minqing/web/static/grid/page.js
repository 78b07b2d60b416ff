// Every page of the grid: keeps itself on the telephone, sends what waits, and says how things stand.
(function () {
  "use strict";
  const PAGES = "minqing-grid-pages", OLD = 600000, SHORT = 1500;
  const frame = document.querySelector("[data-grid]");
  const words = {};
  document.querySelectorAll("#grid-words [data-word]").forEach((one) => { words[one.dataset.word] = one.textContent.trim(); });
  const able = "serviceWorker" in navigator && "indexedDB" in window && window.crypto && crypto.subtle && window.isSecureContext;
  const queue = window.gridQueue;
  let timer = 0;

  function word(name, values) {
    return Object.keys(values || {}).reduce((text, key) => text.replace("{" + key + "}", values[key]), words[name] || name);
  }

  function time(at) { return new Intl.DateTimeFormat("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" }).format(at); }

  // One line at the top: no network and how old the page is, or that signing in is needed.
  function banner(why) {
    const place = document.getElementById("grid-net");
    const text = why === "offline" || why === "later" ? word("offline", { at: time(Number(frame.dataset.at) * 1000) }) : why === "signin" ? word("signin") : "";
    place.hidden = !text;
    place.querySelector("span").textContent = text;
    place.querySelector("a").hidden = why !== "signin";
  }

  async function counts() {
    const mine = await queue.owner();
    const own = (await queue.entries()).filter((one) => mine && one.account === mine.account);
    const open = own.filter((one) => queue.open.includes(one.state)).length;
    const stuck = own.filter((one) => one.state === "refused" || one.state === "conflict").length;
    document.querySelectorAll("[data-waiting]").forEach((place) => { place.textContent = open + stuck || ""; place.hidden = !(open + stuck); });
    const told = document.getElementById("grid-waits");
    if (told) {
      told.hidden = !(open + stuck);
      told.querySelector("span").textContent = stuck ? word("stuck", { n: stuck }) : word("waiting", { n: open });
    }
    return { open: open, stuck: stuck };
  }

  async function keep() {
    const kept = await caches.open(PAGES);
    for (const address of frame.dataset.pages.split(" ")) {
      const held = await kept.match(address);
      if (held && Date.now() - Date.parse(held.headers.get("Date") || 0) < OLD) { continue; }
      const answer = await fetch(address, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) { await kept.put(address, answer); }
    }
  }

  async function send(force) {
    window.clearTimeout(timer);
    const why = await queue.flush(force);
    if (why !== "busy" && why !== "none") { banner(why); }
    const left = await counts();
    if (left.open) {
      const next = (await queue.entries()).filter((one) => queue.open.includes(one.state)).map((one) => one.next);
      timer = window.setTimeout(() => send(why === "busy"), Math.max(SHORT, Math.min(...next) - Date.now()));
    }
    document.dispatchEvent(new CustomEvent("grid:sent", { detail: why }));
    return why;
  }

  async function later() {
    try {
      const ready = await navigator.serviceWorker.ready;
      if (ready.sync) { await ready.sync.register("minqing-grid"); }
    } catch (refused) { /* the page itself sends */ }
  }

  async function begin() {
    await navigator.serviceWorker.register(frame.dataset.worker, { scope: "/office/grid/" });
    const held = await queue.state();
    banner(held.why || "");
    await counts();
    document.dispatchEvent(new CustomEvent("grid:ready", { detail: held }));
    if (!held.why) { keep().catch(() => {}); }
    await send(true);
  }

  window.gridPage = { word: word, time: time, send: send, later: later, counts: counts, able: able };
  if (!frame) { return; }
  document.documentElement.classList.add("grid-js");
  if (!able) { const told = document.getElementById("grid-unable"); if (told) { told.hidden = false; } return; }
  begin().catch(() => banner("later"));
  window.addEventListener("online", () => { send(true); });
  window.addEventListener("offline", () => { banner("offline"); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { send(false); } });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-send-now]")) { send(true); } });
  if (queue.channel) { queue.channel.addEventListener("message", counts); }
})();
