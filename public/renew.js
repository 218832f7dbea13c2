// Finds out why a file of the console did not come, and loads a newer build where one stands in the
// place of this one. It is fetched when that happens, from the host as it is then: so its name
// holds no digest, and what an older page asks of it must stay.

import { said } from "./language.js";

/** The newer build for which this tab has reloaded; it does so once for each. */
const RENEWED = "headroom.renewed";
/** public/boot.js and src/ui/kit/unsent.rs keep what was typed when they hear it. */
const RENEW = "headroom-renew";

const PROGRAM = /-[0-9a-f]{16}.*\.(js|wasm)$/;
const NAMED = /name="headroom-build" content="(\w+)"/;
const OWN = document.querySelector('meta[name="headroom-build"]').content;

const kept = () => said("What the API and the sandbox hold is as it was.");

/** The build that a reload would bring; none where the host does not answer with a page. */
async function standing() {
  const answer = await fetch(location.href, { cache: "no-store" });
  return answer.ok ? (await answer.text()).match(NAMED)?.[1] : undefined;
}

/** The digest as `integrity` takes it. */
const integrityOf = (sha256) => {
  const bytes = sha256.match(/../g).map((hex) => Number.parseInt(hex, 16));
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
};

/** The first program or script that the host has not as it was built, and what is wrong with it. */
async function damaged() {
  const answer = await fetch("./release.json", { cache: "no-store" });
  const { files } = answer.ok ? await answer.json() : { files: [] };
  for (const { path, sha256 } of files.filter(({ path }) => PROGRAM.test(path))) {
    try {
      // Whatever the browser has of it is replaced.
      await fetch(path, { cache: "reload", integrity: integrityOf(sha256) });
    } catch {
      return path;
    }
  }
  return null;
}

/** Whether the tab may reload for a build: once, and where it can remember that it has. */
function mayRenewFor(build) {
  try {
    if (sessionStorage.getItem(RENEWED) === build) return false;
    sessionStorage.setItem(RENEWED, build);
    return sessionStorage.getItem(RENEWED) === build;
  } catch {
    return false;
  }
}

function renewed(build, reloads) {
  if (!reloads) return said("A newer Headroom has taken this one's place: reload the page.");
  if (!mayRenewFor(build)) {
    return said(
      "A newer Headroom has taken this one's place, and reloading brought the old one again: reload past the browser's cache by Ctrl+Shift+R, or wait until the host's caches follow.",
    );
  }
  dispatchEvent(new Event(RENEW));
  location.reload();
  return said(
    "A newer Headroom has taken this one's place: the page is reloaded, with what you typed.",
  );
}

/** What there is to say where no newer build stands at the host. */
async function stayed(build) {
  if (!build) return said("The host does not answer with this page: try again later.");
  if (OWN === "dev") return said("Try again.");
  const file = await damaged();
  if (file === null) return said("At the host everything is as it was built: try again.");
  return said(
    "The host does not have {file} as it was built, so nothing of it was run. Tell whoever publishes this console to publish build {build} again, then try again.",
    { file, build },
  );
}

async function look(reloads) {
  const build = await standing();
  if (build && build !== OWN) return renewed(build, reloads);
  return `${await stayed(build)} ${await kept()}`;
}

/** A sentence on why a file did not come. */
export const why = () => look(false);

/** The same, and loads a newer build. */
export const mend = () => look(true);
