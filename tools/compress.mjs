// Writes the compressed forms of the files in dist/ beside them, for servers that send what is
// there (src/server/console.rs). The build runs it last, when every file has its name and content.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const FOLDER = "dist";
const KINDS = [".css", ".html", ".ico", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"];

const FORMS = {
  ".br": (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  ".gz": (bytes) => gzipSync(bytes, { level: 9 }),
};

for (const name of readdirSync(FOLDER, { recursive: true })) {
  if (!KINDS.includes(extname(name))) continue;
  const bytes = readFileSync(join(FOLDER, name));
  for (const [ending, compress] of Object.entries(FORMS)) {
    const form = compress(bytes);
    // A form that saves nothing only costs the browser time.
    if (form.length < bytes.length) writeFileSync(join(FOLDER, name + ending), form);
  }
}
