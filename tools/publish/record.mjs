// The list of releases that publish keeps in the bucket, beside the page: what it has put there,
// and which release needs it. It holds no key and no host.
//
//   files     by path: the digest of what was to be sent, what the bucket answered (null until it
//             has), and the headers (null where an interrupted run leaves them open)
//   releases  the oldest first: the build, when it became what visitors get, when another did
import { isDeepStrictEqual } from "node:util";

import { Refusal } from "./options.mjs";

/** Its name in the bucket. */
export const RECORD = "headroom-releases.json";

const DAY = 86_400_000;

export const emptyRecord = () => ({ format: 1, files: {}, releases: [] });

/** The list as the bucket holds it. What is no such list was not written here. */
export function readRecord(text) {
  try {
    const { format, files, releases } = JSON.parse(text);
    const isWhole = releases.every(({ build, paths }) => build && Array.isArray(paths));
    if (format === 1 && isWhole && Object.values(files).every(({ md5 }) => md5)) {
      return { format, files, releases };
    }
  } catch {
    // Said below, as of a list of another format.
  }
  throw new Refusal(
    `${RECORD} in the bucket is no list of releases of this version: ` +
      "look at it, and move it away if nothing needs it",
  );
}

/** The release that visitors get, or null. */
export function current(record) {
  return record.releases.findLast(({ published, replaced }) => published && !replaced) ?? null;
}

/** The list before anything is sent, so that an interrupted run knows what it has put there. */
export function begun(record, { build, bodies, sending }) {
  const files = { ...record.files };
  for (const { path, md5, headers } of sending) {
    // Where only the headers change, the bucket's digest cannot tell whether they have.
    const isSameText = files[path]?.md5 === md5;
    const isSame = isSameText && isDeepStrictEqual(files[path].headers, headers);
    files[path] = { md5, etag: null, headers: isSameText && !isSame ? null : headers };
  }
  if (record.releases.some((release) => release.build === build)) return { ...record, files };
  const paths = bodies.map(({ path }) => path);
  const release = { build, published: null, replaced: null, paths };
  return { ...record, files, releases: [...record.releases, release] };
}

/** The list once visitors get this build. `etags` has what the bucket answered, by path. */
export function published(record, { build, bodies, etags, now }) {
  const before = current(record);
  const at = now.toISOString();
  const others = record.releases.filter((release) => release.build !== build);
  const closed = others.map((release) => ({ ...release, replaced: release.replaced ?? at }));
  const since = before?.build === build ? before.published : at;
  const paths = bodies.map(({ path }) => path);
  const own = { build, published: since, replaced: null, paths };
  const files = { ...record.files };
  for (const { path, md5, headers } of bodies) {
    files[path] = { md5, etag: etags.get(path) ?? files[path]?.etag ?? null, headers };
  }
  return { ...record, files, releases: [...closed, own] };
}

/**
 * The list without the releases that were replaced `keepDays` ago or more, and the paths that
 * nothing needs any more.
 */
export function expired(record, { keepDays, now }) {
  const isKept = ({ replaced }) => !replaced || now - new Date(replaced) < keepDays * DAY;
  const releases = record.releases.filter(isKept);
  const needed = new Set(releases.flatMap(({ paths }) => paths));
  const paths = Object.keys(record.files).filter((path) => !needed.has(path));
  const files = Object.fromEntries(Object.entries(record.files).filter(([p]) => needed.has(p)));
  return { record: { ...record, files, releases }, paths };
}
