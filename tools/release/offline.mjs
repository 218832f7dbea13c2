// The service worker of a release: what it keeps for a console without a network, by path and
// digest. It cannot keep what tells how the page was served, which is an answer of the host.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { filesIn, PAGE, WORKER } from "./build_id.mjs";
import { integrityIn } from "./integrity.mjs";
import { MANIFEST } from "./manifest.mjs";

/** Kept otherwise, or not at all. */
const LEFT_OUT = [PAGE, WORKER, MANIFEST, "headroom.json"];

/** Writes the service worker of the files in a folder, which must be final but for the page. */
export function writeServiceWorker(source, folder) {
  const script = readFileSync(source, "utf8");
  const paths = filesIn(folder).filter((path) => !LEFT_OUT.includes(path));
  const files = paths.map((path) => `  ["${path}", "${integrityIn(folder, path)}"],\n`);
  const filled = script.replace("const FILES = [];", () => `const FILES = [\n${files.join("")}];`);
  if (filled === script) throw new Error(`${source} has no list of files to fill`);
  writeFileSync(join(folder, WORKER), filled);
}
