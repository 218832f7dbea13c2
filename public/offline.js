// Has the browser keep the console's files, so that it opens without a network, and tells how that
// stands. public/boot.js fetches it once the page is idle, the page Connection when it is opened.

import { said } from "./language.js";

const SCRIPT = new URL("./service-worker.js", import.meta.url);
const SCOPE = new URL("./", import.meta.url).href;
/** The user's word that nothing is to be kept. */
const CHOICE = "headroom.offline";

const isRelease = document.querySelector('meta[name="headroom-build"]')?.content !== "dev";

/** A browser that keeps no settings keeps no files either. */
function isOff() {
  try {
    return localStorage.getItem(CHOICE) === "off";
  } catch {
    return true;
  }
}

/** Until it works or has failed. */
function settled(worker) {
  return new Promise((resolve) => {
    const look = () => {
      if (["activated", "redundant"].includes(worker.state)) resolve();
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

const idle = () =>
  new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));

/** Keeps the files, unless that is unwanted or cannot be. */
export async function start() {
  if (!isRelease || !navigator.serviceWorker || isOff()) return;
  await idle();
  await navigator.serviceWorker.register(SCRIPT, { scope: SCOPE });
}

/** "ready", "off", or why not, to be read after a colon. */
export async function state() {
  if (!isRelease) return said("not in a debug build.");
  if (!navigator.serviceWorker) return said("no. The browser allows it over HTTPS alone.");
  if (isOff()) return "off";
  try {
    const registration = await navigator.serviceWorker.register(SCRIPT, { scope: SCOPE });
    const { installing, waiting, active } = registration;
    await settled(installing ?? waiting ?? active);
    if (registration.active) return "ready";
  } catch {
    // Said below: the browser's own words are no help.
  }
  return said(
    "not ready. The browser could not keep the files, or they are not as they were built.",
  );
}

/** Removes what is kept, and keeps nothing until it is wanted again. */
export async function remove() {
  localStorage.setItem(CHOICE, "off");
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  await registration?.unregister();
  const names = await caches.keys();
  const own = names.filter((name) => name.startsWith(`headroom ${SCOPE} `));
  await Promise.all(own.map((name) => caches.delete(name)));
  return state();
}

/** Keeps the files after all. */
export async function keep() {
  localStorage.removeItem(CHOICE);
  return state();
}
