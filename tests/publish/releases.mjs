// Small releases for the tests, made as the build makes the real one.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { nameBuild, PAGE, sha256 } from "../../tools/release/build_id.mjs";
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
  mkdirSync(dirname(join(folder, named)), { recursive: true });
  writeFileSync(join(folder, named), text);
  return named;
}

function compress(folder, name, bytes) {
  const forms = { ".br": brotliCompressSync(bytes), ".gz": gzipSync(bytes) };
  for (const [end, form] of Object.entries(forms)) {
    if (form.length < bytes.length) writeFileSync(join(folder, name + end), form);
  }
}

/** A folder with a release of these files, a map of names to texts. */
export function makeRelease(t, files) {
  const folder = scratch(t);
  const names = Object.entries(files).map(([name, text]) => write(folder, name, text));
  const head = `<head><meta name="headroom-build" content="dev"></head>`;
  const links = names.map((name) => `<script src="./${name}"></script>`);
  const page = `<html>${head}${links.join("\n")}${"<p>Headroom</p>\n".repeat(20)}</html>`;
  writeFileSync(join(folder, PAGE), page);
  writeFileSync(join(folder, "headroom.json"), '{"mode":"unknown"}\n');
  nameBuild(folder);
  for (const name of [...names, PAGE]) compress(folder, name, readFileSync(join(folder, name)));
  writeManifest(folder);
  return folder;
}
