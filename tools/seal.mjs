// trunk's post_build hook: finishes index.html in the staging folder, before it becomes dist/.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
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
 * trunk names the wasm after its bytes before wasm-bindgen and wasm-opt, so another version of
 * either would give other bytes under a name that caches hold for ever. This names it, and its
 * JavaScript, after what is shipped.
 */
function withContentNames(html, folder) {
  const found = html.match(/\.\/([\w-]+-[0-9a-f]{16})_bg\.wasm/);
  if (!found) throw new Error("index.html names no wasm file: has trunk's naming changed?");
  const old = found[1];
  const hash = createHash("sha256");
  const endings = [".js", "_bg.wasm"];
  for (const ending of endings) hash.update(readFileSync(join(folder, old + ending)));
  const name = old.slice(0, -16) + hash.digest("hex").slice(0, 16);
  for (const ending of endings) renameSync(join(folder, old + ending), join(folder, name + ending));
  return html.replaceAll(old, name);
}

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("TRUNK_STAGING_DIR is not set: trunk runs this, see Trunk.toml");
const page = join(folder, "index.html");
writeFileSync(page, withPolicy(withContentNames(readFileSync(page, "utf8"), folder)));
