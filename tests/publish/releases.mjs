// Small releases for the tests, made as the build makes the real one.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { nameBuild, sha256 } from "../../tools/release/build_id.mjs";
import { writeManifest } from "../../tools/release/manifest.mjs";

/** A folder that is gone when the test is. */
export function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), "headroom-publish-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The name of a file with its content in it. */
export function hashed(name, text) {
  const end = extname(name);
  return `${name.slice(0, -end.length)}-${sha256(text).slice(0, 16)}${end}`;
}

/** Writes a file; returns its name, which tells its content. */
function write(folder, name, text) {
  const named = hashed(name, text);
  writeFileSync(join(folder, named), text);
  return named;
}

function compress(folder, name, text) {
  const forms = { ".br": brotliCompressSync(text), ".gz": gzipSync(text) };
  for (const [end, bytes] of Object.entries(forms)) {
    if (bytes.length < text.length) writeFileSync(join(folder, name + end), bytes);
  }
}

/** A folder with a release of these files, a map of names to texts. */
export function makeRelease(t, files) {
  const folder = scratch(t);
  const names = Object.entries(files).map(([name, text]) => write(folder, name, text));
  const head = `<head><meta name="headroom-build" content="dev"></head>`;
  writeFileSync(join(folder, "index.html"), `<html>${head}${names.join("\n")}</html>`);
  writeFileSync(join(folder, "headroom.json"), '{"mode":"unknown"}\n');
  nameBuild(folder);
  for (const [index, text] of Object.values(files).entries()) compress(folder, names[index], text);
  writeManifest(folder);
  return folder;
}
