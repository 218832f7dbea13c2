// Says how large the files in dist/ are, and fails when a wasm file is over its budget.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUDGET_BYTES = 250_000;
const KINDS = [".wasm", ".js", ".css"];
const FOLDER = "dist";

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

const row = (name, ...cells) => {
  const columns = cells.map((cell) => cell.toLocaleString("en-GB").padStart(11)).join("");
  return name.padEnd(40) + columns;
};

const files = readdirSync(FOLDER)
  .filter((name) => KINDS.includes(extname(name)))
  .sort((a, b) => KINDS.indexOf(extname(a)) - KINDS.indexOf(extname(b)))
  .map(measure);
console.log(row("bytes", "raw", "gzip", "brotli"));
for (const { name, raw, gzip, brotli } of files) console.log(row(name, raw, gzip, brotli));

const wasm = files.filter(({ name }) => extname(name) === ".wasm");
if (wasm.length === 0) throw new Error("dist/ holds no wasm: run make build");
const large = wasm.filter(({ brotli }) => brotli > BUDGET_BYTES);
for (const { name, brotli } of large) {
  console.error(`headroom: ${name} has ${brotli} bytes with brotli, ${BUDGET_BYTES} at most`);
}
process.exitCode = large.length > 0 ? 1 : 0;
