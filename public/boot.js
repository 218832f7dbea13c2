// Speaks for the page until the console has started, and when it cannot start. It is a file of
// its own so that the content security policy needs no exception for it.
"use strict";

/** Asks a script that only some visits need, which comes when it is asked. */
globalThis.headroomAsk = async (script, question) => {
  return (await import(`./${script}.js`))[question]();
};

/** Fetches a file, which fails unless it is as it was built. */
globalThis.headroomCheck = (file, integrity) => fetch(file, { integrity }).then(() => "");

/** Replaces "Loading" by what went wrong; does nothing once the console has started. */
function sayFailed(reason) {
  const status = document.getElementById("boot-status");
  if (!status) return;
  document.querySelector("#boot .skeleton")?.remove();
  status.className = "notice bad";
  status.setAttribute("role", "alert");
  status.textContent =
    `Headroom could not start (${reason}). It needs a current browser that allows WebAssembly. ` +
    "Reload the page to try again.";
  headroomAsk("renew", "mend").then((words) => status.append(` ${words}`), Boolean);
}

/** A script that did not load has no message of its own, so its file name stands for one. */
function onError(event) {
  const element = event.target instanceof Element ? event.target : null;
  if (!element) return sayFailed(event.message || "a script failed");
  if (element instanceof HTMLScriptElement) sayFailed("a part of the page did not load");
}

addEventListener("error", onError, true);
addEventListener("unhandledrejection", (event) => sayFailed(String(event.reason)));

/** The frame that stands already names the page that the address asks for. */
function nameThePage() {
  const [place, item = ""] = (location.hash.slice(2) || "groups").split(/[/?]/);
  const names = {
    groups: item ? "Group" : "Groups",
    templates: item ? "Template" : "Templates",
    connect: "Connection",
  };
  const name = Object.hasOwn(names, place) ? names[place] : "Headroom";
  document.querySelector("#boot h1")?.replaceChildren(name);
  if (name !== "Groups") {
    for (const own of document.querySelectorAll("#boot :is(.lead, .page-head a)")) own.remove();
  }
  for (const link of document.querySelectorAll("#boot nav a:not(.brand)")) {
    if (link.getAttribute("href") === `#/${place}`) link.setAttribute("aria-current", "page");
  }
}

nameThePage();

// Behind everything that the first page fetches ahead.
addEventListener("TrunkApplicationStarted", () => {
  setTimeout(() => headroomAsk("offline", "start").catch(Boolean), 5000);
});
