// Says how large the files in dist/ are, and fails when what has to be loaded before the console can
// be used is over its budget.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const FOLDER = "dist";
const KINDS = [".wasm", ".js", ".css", ".html", ".json", ".svg"];
/** The program that is the API where none is connected, and the script that starts it. */
const SANDBOX = /^headroom-sandbox-[0-9a-f]+(_bg\.wasm|\.js)$/;

/** The sizes of one file as it is stored and as a server would send it. */
function measure(name) {
  const bytes = readFileSync(join(FOLDER, name));
  const best = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return {
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: best }).length,
  };
}

const number = (value) => value.toLocaleString("en-GB");
const row = (name, ...cells) => {
  return name.padEnd(40) + cells.map((cell) => cell.padStart(11)).join("");
};

const files = readdirSync(FOLDER)
  .filter((name) => KINDS.includes(extname(name)))
  .sort((a, b) => KINDS.indexOf(extname(a)) - KINDS.indexOf(extname(b)))
  .map(measure);
console.log(row("bytes", "raw", "gzip", "brotli"));
for (const { name, raw, gzip, brotli } of files) {
  console.log(row(name, number(raw), number(gzip), number(brotli)));
}

// What the page names is fetched at once, and the first thing that it asks for is its settings.
const html = readFileSync(join(FOLDER, "index.html"), "utf8");
// But a style sheet of no medium, which public/boot.js takes for later pages.
const atOnce = html.replace(/<link[^>]*media="not(?: |&#x20;)all"[^>]*>/g, "");
const named = [...atOnce.matchAll(/(?:href|src)="\.?\/?([^":]+)"/g)].map(([, name]) => name);
const first = new Set(["index.html", "headroom.json", ...named]);
const sandbox = files.filter(({ name }) => SANDBOX.test(name));
if (!named.some((name) => name.endsWith(".wasm")) || sandbox.length !== 2) {
  throw new Error("dist/ has not the programs of a release: run make build");
}

const total = (counted) => counted.reduce((sum, { brotli }) => sum + brotli, 0);
const connected = total(files.filter(({ name }) => first.has(name)));
const budgets = [
  ["a connected console", connected, 280_000],
  ["the sandbox with its first data", connected + total(sandbox), 480_000],
];
for (const [what, bytes, budget] of budgets) {
  const verdict = bytes > budget ? "FAILED" : "ok";
  console.log(`${verdict}: before ${what}, ${number(bytes)} of ${number(budget)} bytes of brotli`);
}
process.exitCode = budgets.some(([, bytes, budget]) => bytes > budget) ? 1 : 0;
