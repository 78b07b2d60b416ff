// The service worker of the grid's pages. SETUP stands in the line before: version, files, pages, offline, queue.
"use strict";
importScripts(SETUP.queue);
const SHELL = "minqing-grid-shell-" + SETUP.version, PAGES = "minqing-grid-pages";
const SLOW = 5000;

self.addEventListener("install", (event) => {
  const fresh = SETUP.files.concat(SETUP.offline).map((one) => new Request(one, { cache: "reload" }));
  event.waitUntil(caches.open(SHELL).then((kept) => kept.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((one) => one.startsWith("minqing-grid-shell-") && one !== SHELL).map((one) => caches.delete(one))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const asked = event.request, address = new URL(asked.url);
  if (asked.method !== "GET" || address.origin !== self.location.origin) { return; }
  if (SETUP.files.includes(address.pathname)) { event.respondWith(file(asked, address.pathname)); return; }
  if (asked.mode === "navigate" && SETUP.pages.includes(address.pathname)) { event.respondWith(page(asked, address.pathname)); }
});

async function file(asked, path) {
  return (await caches.match(path, { cacheName: SHELL })) || fetch(asked);
}

// From the network, and from what is kept where that fails or takes long.
async function page(asked, path) {
  const kept = await caches.match(path, { cacheName: PAGES });
  const fetched = fetch(asked).then(async (answer) => {
    if (answer.status >= 502 && answer.status <= 504) { throw new Error("no server"); }
    if (answer.ok && !answer.redirected) { await (await caches.open(PAGES)).put(path, answer.clone()); }
    return answer;
  });
  const slow = kept && new Promise((resolve) => { setTimeout(() => resolve(kept), SLOW); });
  try {
    return await (slow ? Promise.race([fetched, slow]) : fetched);
  } catch (cut) {
    return kept || (await caches.match(SETUP.offline, { cacheName: SHELL })) || Response.error();
  }
}

// Where the browser knows it: what waits is sent when the network is back, though no page is open.
self.addEventListener("sync", (event) => {
  if (event.tag !== "minqing-grid") { return; }
  event.waitUntil(self.gridQueue.flush(true).then((why) => { if (why === "offline" || why === "later") { throw new Error(why); } }));
});
