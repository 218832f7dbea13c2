// Reads a release, and looks whether its files are still those that its manifest lists.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { buildNamed, PAGE, sha256 } from "./build_id.mjs";
import { MANIFEST } from "./manifest.mjs";
import { Unfit } from "./unfit.mjs";

/** The bytes of a file, or null where there is none. */
function bytesOf(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(error.code)) return null;
    throw new Unfit(`${file} could not be read (${error.code})`);
  }
}

function parsed(folder) {
  const text = bytesOf(join(folder, MANIFEST));
  if (!text) {
    throw new Unfit(`there is no release in ${folder}/ (no ${MANIFEST}): run make dist first`);
  }
  try {
    const manifest = JSON.parse(text);
    if (manifest.format === 1 && manifest.build && manifest.files.length > 0) return manifest;
  } catch {
    // Said below, as of a manifest of another format.
  }
  throw new Unfit(`${folder}/${MANIFEST} is no manifest of a release: run make dist again`);
}

/** The manifest of the release in a folder, when all its files are as it says. */
export function readRelease(folder) {
  const manifest = parsed(folder);
  for (const { path, sha256: digest } of manifest.files.flatMap((file) => [file, ...file.forms])) {
    const bytes = bytesOf(join(folder, path));
    if (!bytes) throw new Unfit(`${folder}/${path} is missing: run make dist again`);
    if (sha256(bytes) !== digest) {
      throw new Unfit(`${folder}/${path} was changed after it was built: run make dist again`);
    }
  }
  const named = buildNamed(bytesOf(join(folder, PAGE)).toString());
  if (named !== manifest.build) {
    throw new Unfit(`${folder}/${MANIFEST} is of another build than its page: run make dist again`);
  }
  return manifest;
}

/** A number of bytes as one reads it. */
export const size = (bytes) => {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
};
