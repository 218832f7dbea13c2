// trunk's post_build hook: finishes index.html in the staging folder, before it becomes dist/.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const POLICY = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "font-src": "'self'",
  "connect-src": "'self' https://api.scaleway.com",
  "worker-src": "'self'",
  "base-uri": "'self'",
  "form-action": "'none'",
};

/** The worker's files, as trunk names them. */
const WORKER = "headroom-worker";

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
  return Object.entries(withHashes).map(([name, value]) => `${name} ${value}`).join("; ");
}

/** Puts the policy where it binds everything after it: first in the head. */
function withPolicy(html) {
  const policy = policyFor(inlineScripts(html));
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  if (!html.includes("<head>")) throw new Error("index.html has no <head> to put the policy in");
  return html.replace("<head>", () => `<head>\n    ${meta}`);
}

/**
 * Names a script and its wasm after what is shipped. trunk names the page's wasm after its bytes
 * before wasm-bindgen and wasm-opt, so another version of either would give other bytes under a
 * name that caches hold for ever; and it gives the worker's files no such name at all.
 */
function withContentName(html, folder, old, stem) {
  const file = (name, ending) => join(folder, name + ending);
  const wasm = readFileSync(file(old, "_bg.wasm"));
  const script = readFileSync(file(old, ".js"), "utf8");
  const hash = createHash("sha256").update(script).update(wasm).digest("hex").slice(0, 16);
  const name = `${stem}-${hash}`;
  // The worker's script finds its wasm by itself, so it must know the new name too.
  writeFileSync(file(name, ".js"), script.replaceAll(`${old}_bg.wasm`, `${name}_bg.wasm`));
  rmSync(file(old, ".js"));
  renameSync(file(old, "_bg.wasm"), file(name, "_bg.wasm"));
  return html.replaceAll(old, name);
}

/** A worker has no page that starts it, so its script must start itself. */
function startItself(folder, name) {
  const file = join(folder, `${name}.js`);
  const script = readFileSync(file, "utf8");
  const start = script.match(/export \{ initSync, (\w+) as default \};/)?.[1];
  if (!start) throw new Error(`${name}.js exports no start: has wasm-bindgen's output changed?`);
  writeFileSync(file, `${script}${start}();\n`);
}

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("TRUNK_STAGING_DIR is not set: trunk runs this, see Trunk.toml");
const page = join(folder, "index.html");
let html = readFileSync(page, "utf8");
// trunk leaves out the zeros that its hash begins with.
const main = html.match(/\.\/(headroom-[0-9a-f]{1,16})_bg\.wasm/)?.[1];
if (!main) throw new Error("index.html names no wasm file: has trunk's naming changed?");
startItself(folder, WORKER);
html = withContentName(html, folder, main, "headroom");
html = withContentName(html, folder, WORKER, WORKER);
writeFileSync(page, withPolicy(html));
