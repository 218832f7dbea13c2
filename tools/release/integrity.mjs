// What the console's files are checked against before they run: their digests, in the form that
// `integrity` takes. SHA-256, since the page has to hold many of them and the manifest has the same.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The digest of these bytes. */
export function integrityOf(bytes) {
  return `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
}

/** The digest of a file in a folder. */
export const integrityIn = (folder, file) => integrityOf(readFileSync(join(folder, file)));

const FETCH = /fetch\(new URL\((["'])(?:\.\/)?([\w.-]+)\1,\s*import\.meta\.url\)\)/g;

/** A script that checks each file in `folder` that it fetches. */
export function checkingWhatItFetches(script, folder) {
  if (!script.match(FETCH)) throw new Error("a script fetches nothing: has its tool changed?");
  return script.replace(FETCH, (fetch, _, file) => {
    return `${fetch.slice(0, -1)}, { integrity: "${integrityIn(folder, file)}" })`;
  });
}

/** The page, whose own script checks the program that it starts. */
export function checkingItsProgram(html, folder) {
  const start = /module_or_path: '\.\/([\w.-]+)'/;
  if (!start.test(html))
    throw new Error("index.html starts no program: has trunk's output changed?");
  return html.replace(start, (_, file) => {
    const digest = integrityIn(folder, file);
    return `module_or_path: fetch('./${file}', { integrity: '${digest}' })`;
  });
}

/** The page, with the digests of what its links and scripts have become. */
export function withIntegrity(html, folder) {
  return html.replace(/<(?:link|script)[^>]*\sintegrity=[^>]*>/g, (tag) => {
    // Browsers check no picture.
    if (/\srel="icon"/.test(tag)) return tag.replace(/\sintegrity="[^"]*"/, "");
    const [, file] = tag.match(/\s(?:href|src)="([^"]+)"/);
    return tag.replace(/\sintegrity="[^"]*"/, ` integrity="${integrityIn(folder, file)}"`);
  });
}
