// Lets the console open without a network: keeps the files of one build, each checked against its
// digest, and nothing else. What an API answers never passes through here: a request that does not
// name a kept file, has a key or goes to another origin is left to the browser.
"use strict";

// The build fills these in (tools/release/offline.mjs).
const BUILD = "dev";
const FILES = [];

const PAGE = "index.html";
const SCOPE = registration.scope;
/** Several consoles may share an origin, each under a prefix of its own. */
const OWN = `headroom ${SCOPE} `;
const CACHE = OWN + BUILD;

const DIGESTS = new Map(FILES);
/** The name of such a file tells its content. */
const HASH = /-[0-9a-f]{16}[._]/;
/** What carries a key is a call, wherever it goes. */
const SECRETS = ["authorization", "x-auth-token"];

/** The page as it is kept: no redirect, and not compressed any more. */
async function ownPage() {
  const answer = await fetch(PAGE, { cache: "no-store" });
  const html = await answer.text();
  if (!answer.ok || !html.includes(`content="${BUILD}"`)) {
    throw new Error(`${PAGE} is not of build ${BUILD}`);
  }
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(html, { headers });
}

/** Keeps every file, or none: one that is not as it was built ends the installation. */
async function install() {
  const cache = await caches.open(CACHE);
  try {
    await cache.addAll(FILES.map(([path, integrity]) => new Request(path, { integrity })));
    await cache.put(PAGE, await ownPage());
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  await skipWaiting();
}

/** Takes over: what older builds kept here is removed. */
async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OWN) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

/** The kept file that a request is for, or null. */
function fileFor(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return null;
  if (SECRETS.some((name) => request.headers.has(name))) return null;
  if (!url.href.startsWith(SCOPE) || (url.search && request.mode !== "navigate")) return null;
  const path = (url.origin + url.pathname).slice(SCOPE.length);
  if (request.mode === "navigate") return ["", PAGE].includes(path) ? PAGE : null;
  return DIGESTS.has(path) ? path : null;
}

async function kept(path) {
  return (await caches.open(CACHE)).match(path, { ignoreVary: true });
}

/** What has its digest in its name never changes; the rest may be newer at the host. */
async function answer(request, path) {
  if (HASH.test(path)) return (await kept(path)) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (error) {
    const own = await kept(path);
    if (own) return own;
    throw error;
  }
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const path = fileFor(event.request);
  if (path) event.respondWith(answer(event.request, path));
});
