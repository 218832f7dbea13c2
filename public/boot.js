// Speaks for the page until the console has started, and when it cannot start. It stands in the
// page itself, under a hash of the content security policy, since the first frame waits for it.
"use strict";

/** Asks a script that only some visits need, which comes when it is asked. */
globalThis.headroomAsk = async (script, question, ...what) => {
  return (await import(`./${script}.js`))[question](...what);
};

/** Fetches a file, which fails unless it is as it was built. */
globalThis.headroomCheck = (file, integrity) => fetch(file, { integrity }).then(() => "");

/**
 * Until the frame was seen with its longest text, or cannot be: a page in the background is not
 * painted, and not every browser tells.
 */
globalThis.headroomShown = new Promise((shown) => {
  const type = "largest-contentful-paint";
  if (document.hidden || !PerformanceObserver.supportedEntryTypes.includes(type)) return shown();
  setTimeout(shown, 1000);
  let largest = null;
  const look = () => {
    if (!largest || document.readyState === "loading") return;
    const page = CSS.escape(pageOf(location.hash));
    const lead = document.querySelector(`#boot .lead[data-for="${page}"]`);
    if (!lead || lead === largest) shown();
  };
  addEventListener("DOMContentLoaded", look);
  new PerformanceObserver((list) => {
    largest = list.getEntries().at(-1).element;
    look();
  }).observe({ type, buffered: true });
});

/** The language of the page: what the reader chose here, else the first that the browser names. */
function languageOf() {
  let chosen = "";
  try {
    chosen = localStorage.getItem("headroom.language");
  } catch {
    // A browser that refuses to remember has nothing chosen.
  }
  const tags = [chosen, ...navigator.languages].map((tag) => tag?.split("-")[0].toLowerCase());
  return tags.find((tag) => tag === "en" || tag === "fr") ?? "en";
}

const language = languageOf();
const FAILED =
  "Headroom could not start ({reason}). It needs a current browser that allows WebAssembly. Reload the page to try again.";

/** Replaces "Loading" by what went wrong; does nothing once the console has started. */
function sayFailed(reason) {
  const status = document.getElementById("boot-status");
  if (!status) return;
  document.querySelector("#boot .skeleton")?.remove();
  status.className = "notice bad";
  status.setAttribute("role", "alert");
  status.textContent = FAILED.replace("{reason}", reason);
  if (language !== "en") {
    headroomAsk("language", "said", FAILED, { reason }).then((words) => {
      status.firstChild.data = words;
    }, Boolean);
  }
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

/** The page that the address asks for, as far as the frame differs. */
function pageOf(hash) {
  const path = (hash.slice(2) || "groups").split("?")[0].replace(/^v1alpha2\//, "");
  const [area, item, more] = path.split("/");
  if (area !== "groups") return item ? "" : area;
  if (!item) return "groups";
  return more || item === "new" || item === "file" ? "" : "group";
}

/** Names the page in the frame, and where in the console it is. */
function nameThePage(page) {
  const names = {
    ...{ group: "Group", groups: "Groups", templates: "Templates" },
    ...{ activity: "Activity", connect: "Connection", help: "Help" },
  };
  const name = Object.hasOwn(names, page) ? names[page] : "Headroom";
  document.querySelector("#boot h1")?.replaceChildren(name);
  const area = page === "group" ? "groups" : page;
  const link = document.querySelector(`#boot nav a:not(.brand)[href="#/${CSS.escape(area)}"]`);
  link?.setAttribute("aria-current", "page");
}

/** The style sheet of later pages, which index.html calls one of no medium, so that no frame waits. */
function takeLaterStyle() {
  for (const sheet of document.querySelectorAll('link[media="not all"]')) {
    const take = () => {
      sheet.media = "all";
    };
    if (sheet.sheet) take();
    else sheet.addEventListener("load", take);
  }
}

/** A frame may be due before the page is read as far as its heading: then the next one will do. */
function beginFrame() {
  if (!document.querySelector("#boot h1") && document.readyState === "loading") {
    requestAnimationFrame(beginFrame);
    return;
  }
  nameThePage(asked);
  takeLaterStyle();
  if (language !== "en") headroomAsk("language", "translate").catch(Boolean);
}

// What belongs to another page is left out by the style sheet, and the rest is named before the
// first frame is painted, so that nothing moves that was seen.
const asked = pageOf(location.hash);
document.documentElement.dataset.page = asked;
document.documentElement.lang = language;
requestAnimationFrame(beginFrame);
// Behind everything that the first page fetches ahead.
addEventListener("TrunkApplicationStarted", () => {
  setTimeout(() => headroomAsk("offline", "start").catch(Boolean), 5000);
});
