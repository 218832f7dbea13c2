// The id of a build: a digest over all the files that it ships. The page and the service worker hold
// it, so these two count as they were before the id was written into them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";

/** The page, which names the build. */
export const PAGE = "index.html";

/** The service worker, which names it too. */
export const WORKER = "service-worker.js";

/** What they name until it is part of a release. */
const NO_RELEASE = "dev";

/** What each file is followed by, where it stands in a form that is ready to be sent. */
export const FORMS = { br: ".br", gzip: ".gz" };

const NAMED = /(<meta name="headroom-build" content=")([^"]*)(">)/;
/** How each file names it. */
const PLACES = { [PAGE]: NAMED, [WORKER]: /(const BUILD = ")([^"]*)(";)/ };

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Every file under a folder, by its path from there with `/`, in the same order everywhere. */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.split(sep).join("/"))
    .sort();
}

/** The build that a page names; null where it has no place for one. */
export function buildNamed(html) {
  return html.match(NAMED)?.[2] ?? null;
}

/** A file that names the build, naming this one. */
export function naming(path, text, build) {
  if (!PLACES[path].test(text)) throw new Error(`${path} has no place for the build's id`);
  return text.replace(PLACES[path], (_, before, _old, after) => before + build + after);
}

/**
 * The id of these files, a map of paths to bytes: the first 16 digits of the SHA-256 digest of what
 * `sha256sum` would print of them.
 */
export function buildId(files) {
  const lines = [...files.keys()].sort().map((path) => {
    const bytes = files.get(path);
    const own = path in PLACES ? naming(path, bytes.toString(), NO_RELEASE) : bytes;
    return `${sha256(own)}  ${path}\n`;
  });
  return sha256(lines.join("")).slice(0, 16);
}

/** Writes the id of the files in a folder into those that name it, and returns it. */
export function nameBuild(folder) {
  const files = new Map(filesIn(folder).map((path) => [path, readFileSync(join(folder, path))]));
  const build = buildId(files);
  for (const path of Object.keys(PLACES).filter((path) => files.has(path))) {
    writeFileSync(join(folder, path), naming(path, files.get(path).toString(), build));
  }
  return build;
}
