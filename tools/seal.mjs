// trunk's post_build hook: finishes index.html in the staging folder, before it becomes dist/.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withHelp } from "./help/files.mjs";
import { withLanguages } from "./languages.mjs";
import { nameBuild } from "./release/build_id.mjs";
import {
  checkingItsProgram,
  checkingWhatItFetches,
  integrityIn,
  withIntegrity,
} from "./release/integrity.mjs";
import { writeServiceWorker } from "./release/offline.mjs";
import { split } from "./split.mjs";

const POLICY = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "font-src": "'self'",
  "connect-src": "'self' https://api.scaleway.com",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'self'",
  "form-action": "'none'",
};

/** The programs, as cargo and trunk name them. */
const PAGE = "headroom";
const WORKERS = ["headroom-sandbox", "headroom-replay"];

/** The text of every script that stands in the page itself. */
function inlineScripts(html) {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((m) => m[1]);
}

/** The content security policy that lets these scripts run, and nothing else that is inline. */
function policyFor(scripts) {
  const hashes = scripts.map((text) => {
    return ` 'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  });
  const withHashes = { ...POLICY, "script-src": POLICY["script-src"] + hashes.join("") };
  return Object.entries(withHashes)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** Puts the policy where it binds everything after it: first in the head. */
function withPolicy(html) {
  const policy = policyFor(inlineScripts(html));
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  if (!html.includes("<head>")) throw new Error("index.html has no <head> to put the policy in");
  return html.replace("<head>", () => `<head>\n    ${meta}`);
}

/** How the name of a file goes on after the name of its program. */
function ending(file, program) {
  if (file === "__wasm_split.js") return "_split.js";
  if (file.startsWith(program)) return file.slice(program.length);
  // A part, or a chunk that several parts share.
  return `_${file.replace(/^split_/, "")}`;
}

/** A script that finds the other files of its program under their new names. */
function withNames(script, names) {
  // The wasm's own name for a script that it imports has to stay, since the wasm does not change.
  return script.replace(
    /(from ?|import ?|new URL\()(["'])(?:\.\/)?([\w.-]+)\2/g,
    (whole, use, quote, file) => {
      return names.has(file) ? `${use}${quote}./${names.get(file)}${quote}` : whole;
    },
  );
}

/**
 * A script without what only people read: half of what wasm-bindgen writes, and a fifth of it when
 * it is compressed.
 */
function minified(script) {
  const options = ["--minify", "--loader=js", "--log-level=error"];
  return execFileSync("esbuild", options, { input: script });
}

/**
 * Moves the files of a program to another folder and names them after what is shipped. trunk names
 * the page's wasm after its bytes before everything that is done to it here, so that another
 * version of a tool would give other bytes under a name that caches hold for ever; and it gives
 * the worker's files no such name at all. One name for all of them, since none fits another build.
 */
function moveByContent(from, files, program, to) {
  const read = (file) => {
    const content = readFileSync(join(from, file));
    return file.endsWith(".js") ? minified(content) : content;
  };
  const bytes = new Map(files.sort().map((file) => [file, read(file)]));
  const hash = createHash("sha256");
  for (const content of bytes.values()) hash.update(content);
  const name = `${program}-${hash.digest("hex").slice(0, 16)}`;
  const names = new Map(files.map((file) => [file, name + ending(file, program)]));
  for (const [file, content] of bytes) {
    const moved = file.endsWith(".js") ? withNames(content.toString(), names) : content;
    writeFileSync(join(to, names.get(file)), moved);
    rmSync(join(from, file));
  }
  return name;
}

/** The script that fetches the rest of the program is fetched beside the one that imports it. */
function withPreload(html, name) {
  const own = html.match(new RegExp(`<link[^>]*href="\\./${name}\\.js"[^>]*>`))?.[0];
  if (!own) throw new Error("index.html preloads no script: has trunk's output changed?");
  return html.replace(own, () => own + own.replace(`${name}.js`, `${name}_split.js`));
}

/**
 * A worker has no page that starts it, so its script imports its own start, and calls it. A start
 * that fails is thrown, since the page hears of errors and not of rejections.
 */
function startItself(folder, name) {
  const wasm = `fetch(new URL("./${name}_bg.wasm", import.meta.url))`;
  const lines = [
    `import start from "./${name}.js";`,
    'addEventListener("unhandledrejection", ({ reason }) => { throw reason; });',
    `start({ module_or_path: ${wasm} });`,
  ];
  appendFileSync(join(folder, `${name}.js`), lines.map((line) => `${line}\n`).join(""));
}

/** The script that speaks for the page until the console stands is minified too. */
function withSmallBoot(html) {
  const boot = /<script>([\s\S]*?headroomAsk[\s\S]*?)<\/script>/;
  if (!boot.test(html)) throw new Error("index.html has no public/boot.js in it");
  return html.replace(
    boot,
    (_, script) => `<script>${minified(script).toString().trim()}</script>`,
  );
}

/** Has a script check what it fetches. */
function check(folder, script) {
  const file = join(folder, script);
  writeFileSync(file, checkingWhatItFetches(readFileSync(file, "utf8"), folder));
}

/**
 * What only a release needs: the page's program divided, names after the content, digests that
 * everything is checked against, and a service worker.
 */
async function ship(html, folder) {
  // trunk leaves out the zeros that its hash begins with.
  const undivided = html.match(/\.\/(headroom-[0-9a-f]{1,16})_bg\.wasm/)?.[1];
  if (!undivided) throw new Error("index.html names no wasm file: has trunk's naming changed?");
  for (const file of [`${undivided}.js`, `${undivided}_bg.wasm`]) rmSync(join(folder, file));
  const divided = await split(PAGE, "wasm-release");
  check(divided, "__wasm_split.js");
  const name = moveByContent(divided, readdirSync(divided), PAGE, folder);
  let shipped = withPreload(html.replaceAll(undivided, name), name);
  for (const worker of WORKERS) {
    check(folder, `${worker}.js`);
    const files = [`${worker}.js`, `${worker}_bg.wasm`];
    const script = `./${moveByContent(folder, files, worker, folder)}.js`;
    // The page looks at it before it starts the worker: src/ui/link/process.rs.
    shipped = shipped.replace(`./${worker}.js`, `${script} ${integrityIn(folder, script)}`);
  }
  shipped = withSmallBoot(shipped);
  return withIntegrity(checkingItsProgram(shipped, folder), folder);
}

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("TRUNK_STAGING_DIR is not set: trunk runs this, see Trunk.toml");
const page = join(folder, "index.html");
let html = withLanguages(withHelp(readFileSync(page, "utf8"), folder), folder);

for (const worker of WORKERS) startItself(folder, worker);
if (process.env.TRUNK_PROFILE === "release") html = await ship(html, folder);
// trunk changes its reload script while it serves it, so that no hash in the policy can fit it.
const reloads = html.includes("{{__TRUNK_ADDRESS__}}");
writeFileSync(page, reloads ? html : withPolicy(html));
// Last, since the id is a digest over what is shipped.
if (process.env.TRUNK_PROFILE === "release") {
  writeServiceWorker("public/service-worker.js", folder);
  nameBuild(folder);
}
