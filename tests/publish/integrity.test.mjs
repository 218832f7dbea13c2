// What the build writes so that nothing runs or is kept that was not built.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { buildNamed, filesIn, nameBuild, WORKER } from "../../tools/release/build_id.mjs";
import { cacheOf } from "../../tools/release/headers.mjs";
import {
  checkingItsProgram,
  checkingWhatItFetches,
  integrityOf,
  withIntegrity,
} from "../../tools/release/integrity.mjs";
import { manifestOf } from "../../tools/release/manifest.mjs";
import { writeServiceWorker } from "../../tools/release/offline.mjs";
import { makeRelease, scratch } from "./releases.mjs";

const SOURCE = fileURLToPath(new URL("../../public/service-worker.js", import.meta.url));

/** What openssl makes of a file, in the form of `integrity`. */
function digestOf(file) {
  const digest = execFileSync("openssl", ["dgst", "-sha256", "-binary", file]);
  return `sha256-${digest.toString("base64")}`;
}

test("a script checks every file that it fetches", (t) => {
  const folder = scratch(t);
  for (const name of ["a.wasm", "b.wasm"]) writeFileSync(join(folder, name), name);
  const script =
    'fetch(new URL("./a.wasm", import.meta.url)); fetch(new URL("b.wasm",import.meta.url))';
  const [a, b] = ["a.wasm", "b.wasm"].map((name) => digestOf(join(folder, name)));
  assert.equal(
    checkingWhatItFetches(script, folder),
    `fetch(new URL("./a.wasm", import.meta.url), { integrity: "${a}" }); ` +
      `fetch(new URL("b.wasm",import.meta.url), { integrity: "${b}" })`,
  );
});

test("a build whose tools write otherwise ends, and ships nothing unchecked", (t) => {
  const folder = scratch(t);
  assert.throws(() => checkingWhatItFetches("load('a.wasm')", folder), /has its tool changed/);
  assert.throws(() => checkingItsProgram("init('a.wasm')", folder), /has trunk's output changed/);
  assert.throws(
    () => checkingWhatItFetches('fetch(new URL("a", import.meta.url))', folder),
    /ENOENT/,
  );
  const source = join(folder, "worker.js");
  writeFileSync(source, "// without a list");
  assert.throws(() => writeServiceWorker(source, folder), /has no list of files to fill/);
});

test("the page checks its program, scripts and styles, and no picture", (t) => {
  const folder = scratch(t);
  for (const name of ["p_bg.wasm", "p.js", "p.css"]) writeFileSync(join(folder, name), name);
  const of = (name) => integrityOf(name);
  const page = [
    `await init({ module_or_path: './p_bg.wasm' });`,
    `<script src="./p.js" defer integrity="sha384-old"></script>`,
    `<link rel="stylesheet" href="./p.css" integrity="sha384-old"/>`,
    `<link rel="icon" href="./p.svg" integrity="sha384-old"/>`,
  ];
  assert.deepEqual(withIntegrity(checkingItsProgram(page.join("\n"), folder), folder).split("\n"), [
    `await init({ module_or_path: fetch('./p_bg.wasm', { integrity: '${of("p_bg.wasm")}' }) });`,
    `<script src="./p.js" defer integrity="${of("p.js")}"></script>`,
    `<link rel="stylesheet" href="./p.css" integrity="${of("p.css")}"/>`,
    `<link rel="icon" href="./p.svg"/>`,
  ]);
});

test("the service worker lists each file under its digest, and names the build", (t) => {
  const folder = makeRelease(t, { "app.js": "one", "lib.wasm": "two" });
  // It is written before the manifest, and before anything is compressed.
  for (const path of filesIn(folder).filter((path) => /^release\.json$|\.(br|gz)$/.test(path))) {
    rmSync(join(folder, path));
  }
  writeServiceWorker(SOURCE, folder);
  const build = nameBuild(folder);
  const script = readFileSync(join(folder, WORKER), "utf8");
  assert.match(script, new RegExp(`const BUILD = "${build}";`));
  const listed = [...script.matchAll(/^ {2}\["(.+)", "(.+)"\],$/gm)];
  assert.deepEqual(
    listed.map(([, path]) => path.replace(/[0-9a-f]{16}/, "HASH")),
    ["app-HASH.js", "lib-HASH.wasm"],
  );
  for (const [, path, digest] of listed) assert.equal(digest, digestOf(join(folder, path)), path);
  // The worker names what names it: the id is the same when both are sealed again.
  assert.equal(nameBuild(folder), build);
  assert.equal(buildNamed(readFileSync(join(folder, "index.html"), "utf8")), build);
  assert.equal(manifestOf(folder).build, build);
  assert.equal(cacheOf(WORKER), "no-cache");
});
