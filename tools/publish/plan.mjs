// What is to be done: from a release, what the bucket holds, the list of what was put there, and
// the time. Nothing here reads, sends or knows the clock.
import { isDeepStrictEqual } from "node:util";

import { begun, expired, published } from "./record.mjs";

/** Whether a file stands in the bucket as it would be sent, headers included. */
function isThere({ path, md5, headers }, stored, files) {
  const known = files[path];
  if (!stored.has(path) || known?.md5 !== md5) return false;
  const etag = stored.get(path);
  // What is encrypted at rest has a tag of its own instead of the digest.
  const isSame = etag !== null && (etag === md5 || etag === known.etag);
  return isSame && isDeepStrictEqual(known.headers, headers);
}

/** Whether what stands under a path is what publish has put there. */
function isOwn(path, stored, files) {
  const known = files[path];
  if (!known) return false;
  const etag = stored.get(path);
  // A server that tells no tag leaves the list alone to go by.
  return etag === null || known.etag === null || [known.etag, known.md5].includes(etag);
}

/** Whether sending a file would take away what somebody else has put there. */
function isForeign({ path, md5 }, stored, files) {
  return stored.has(path) && stored.get(path) !== md5 && !isOwn(path, stored, files);
}

/** Bodies in rounds: what may be sent at the same time. */
function inRounds(bodies) {
  return [0, 1, 2].map((round) => bodies.filter((body) => body.round === round));
}

/**
 * The plan of one publish. `stored` maps each path in the bucket to its tag, or to null where the
 * server tells none.
 */
export function plan({ build, bodies, record, stored, now, keepDays }) {
  const sending = bodies.filter((body) => !isThere(body, stored, record.files));
  const before = begun(record, { build, bodies, sending });
  const release = { build, bodies, now };
  const old = expired(published(before, { ...release, etags: new Map() }), { keepDays, now });
  const standing = old.paths.filter((path) => stored.has(path));
  // What a round has put there is known only when the bucket has answered.
  const after = (etags) => published(before, { ...release, etags });
  const cleaned = (etags) => expired(after(etags), { keepDays, now }).record;
  const isDone = sending.length === 0 && isDeepStrictEqual(cleaned(new Map()), record);
  return {
    foreign: sending
      .filter((body) => isForeign(body, stored, record.files))
      .map(({ path }) => path),
    rounds: inRounds(sending).filter((round) => round.length > 0),
    present: bodies.length - sending.length,
    remove: standing.filter((path) => isOwn(path, stored, record.files)),
    leave: standing.filter((path) => !isOwn(path, stored, record.files)),
    isDone,
    before,
    after,
    cleaned,
  };
}
