// Writes dist/release.json: the build, and of every file what a host needs to serve it. It holds
// no time and no machine, so the same sources give the same bytes.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { FORMS, PAGE, buildId, buildNamed, filesIn, sha256 } from "./build_id.mjs";
import { cacheOf, typeOf } from "./headers.mjs";
import { Unfit } from "./unfit.mjs";

/** The manifest of a release, which does not list itself. */
export const MANIFEST = "release.json";

const isForm = (path, paths) => {
  return Object.values(FORMS).some((end) => {
    return path.endsWith(end) && paths.has(path.slice(0, -end.length));
  });
};

/** A file as it is stored. */
function stored(folder, path) {
  const bytes = readFileSync(join(folder, path));
  return { path, size: bytes.length, sha256: sha256(bytes) };
}

function entry(folder, path) {
  const forms = Object.entries(FORMS)
    .filter(([, end]) => existsSync(join(folder, path + end)))
    .map(([encoding, end]) => ({ encoding, ...stored(folder, path + end) }));
  return { ...stored(folder, path), type: typeOf(path), cache: cacheOf(path), forms };
}

/** The paths of a release's files, without the manifest and without their compressed forms. */
function ownPaths(folder) {
  const paths = new Set(filesIn(folder));
  if (!paths.has(PAGE)) throw new Unfit(`${folder}/ has no index.html: run make dist`);
  return [...paths].filter((path) => path !== MANIFEST && !isForm(path, paths));
}

/** The manifest of the release in a folder. */
export function manifestOf(folder) {
  const paths = ownPaths(folder);
  const files = new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
  const build = buildNamed(files.get(PAGE).toString());
  if (build === null || build !== buildId(files)) {
    const named = build === null ? "no build" : `the build ${build}, which other files made`;
    throw new Unfit(`${folder}/index.html names ${named}: run make dist`);
  }
  return { format: 1, build, files: paths.map((path) => entry(folder, path)) };
}

export function writeManifest(folder) {
  const manifest = manifestOf(folder);
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  return manifest;
}
