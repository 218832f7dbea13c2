// Speaks for the page until the console has started, and when it cannot start. It is a file of
// its own so that the content security policy needs no exception for it.
"use strict";

/** Replaces "Loading" by what went wrong; does nothing once the console has started. */
function sayFailed(reason) {
  const boot = document.getElementById("boot");
  if (!boot) return;
  boot.setAttribute("role", "alert");
  boot.textContent =
    `Headroom could not start (${reason}). It needs a current browser that allows WebAssembly. ` +
    "Reload the page to try again.";
}

/** A script that did not load has no message of its own, so its file name stands for one. */
function onError(event) {
  const element = event.target instanceof Element ? event.target : null;
  if (!element) return sayFailed(event.message || "a script failed");
  if (element instanceof HTMLScriptElement) sayFailed("a part of the page did not load");
}

addEventListener("error", onError, true);
addEventListener("unhandledrejection", (event) => sayFailed(String(event.reason)));
