// Copies of the release under a prefix of a bare host, and a newer release that takes its place.
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { buildNamed, filesIn, nameBuild, PAGE } from "../../tools/release/build_id.mjs";
import { withIntegrity } from "../../tools/release/integrity.mjs";
import { MANIFEST, writeManifest } from "../../tools/release/manifest.mjs";
import { writeServiceWorker } from "../../tools/release/offline.mjs";
import { serve } from "./launch.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = resolve(ROOT, process.env.HEADROOM_DIST || "dist");
const PREFIX = "team/headroom";
const WORKER = join(ROOT, "public/service-worker.js");
const COMPRESSED = /\.(br|gz)$/;

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** The digest by which the content policy knows the page's own script. */
function scriptHash(html) {
  const [, script] = html.match(/<script type="module">([\s\S]*?)<\/script>/);
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

/** Gives the page's program another name, as a build does in which it is another one. */
function renew(folder) {
  const page = readFileSync(join(folder, PAGE), "utf8");
  const [, old] = page.match(/headroom-([0-9a-f]{16})_bg\.wasm/);
  const other = [...old].reverse().join("");
  const renamed = (text) => text.replaceAll(`headroom-${old}`, `headroom-${other}`);
  for (const path of filesIn(folder).filter((path) => path.includes(`headroom-${old}`))) {
    const file = join(folder, renamed(path));
    renameSync(join(folder, path), file);
    if (path.endsWith(".js")) writeFileSync(file, renamed(readFileSync(file, "utf8")));
  }
  const html = withIntegrity(renamed(page), folder);
  writeFileSync(join(folder, PAGE), html.replace(scriptHash(page), scriptHash(html)));
  // It is no part of what names the build.
  rmSync(join(folder, MANIFEST));
  writeServiceWorker(WORKER, folder);
  nameBuild(folder);
  writeManifest(folder);
}

/** A host of a copy of the release. `stop` ends it. */
export async function startHost() {
  const root = mkdtempSync(join(tmpdir(), "headroom-host-"));
  const folder = join(root, PREFIX);
  cpSync(DIST, folder, { recursive: true, filter: (path) => !COMPRESSED.test(path) });
  const server = await serve(await freePort(), root);
  return {
    address: `${server.address}${PREFIX}/`,
    folder,
    /** The build that it serves. */
    build: () => buildNamed(readFileSync(join(folder, PAGE), "utf8")),
    /** Puts a newer release in the place of this one. */
    renew: () => renew(folder),
    /** Ends it for its visitors. */
    down: () => server.stop(),
    stop() {
      server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
