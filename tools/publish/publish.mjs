// One publish: looks, plans, and carries the plan out.
import { posix } from "node:path";

import { readRelease } from "../release/check.mjs";
import { bodiesOf } from "./bodies.mjs";
import { Refusal } from "./options.mjs";
import { plan } from "./plan.mjs";
import { current, emptyRecord, RECORD, readRecord } from "./record.mjs";
import { carryOut, inParallel } from "./run.mjs";
import { foreignWords, steps, summary } from "./words.mjs";

/** What stands in the folders that matter, by path from the prefix: others' are not looked at. */
async function standing(bucket, prefix, paths) {
  const folderOf = (path) => (path.includes("/") ? `${posix.dirname(path)}/` : "");
  const stored = new Map();
  for (const folder of new Set(paths.map(folderOf))) {
    for (const [key, etag] of await bucket.list(prefix + folder)) {
      stored.set(key.slice(prefix.length), etag);
    }
  }
  return stored;
}

/** The list of releases in the bucket, and what stands there. */
async function lookUp(bucket, { prefix }, bodies) {
  const top = await standing(bucket, prefix, [RECORD]);
  const record = top.has(RECORD) ? readRecord(await bucket.read(prefix + RECORD)) : emptyRecord();
  const paths = [...bodies.map(({ path }) => path), ...Object.keys(record.files)];
  const below = await standing(
    bucket,
    prefix,
    paths.filter((path) => path.includes("/")),
  );
  const stored = new Map([...top, ...below]);
  const untold = [...new Set(paths)].filter((path) => stored.get(path) === null);
  await inParallel(untold, async (path) => stored.set(path, await bucket.tag(prefix + path)));
  return { record, stored };
}

/**
 * Publishes what is asked for. `progress` is told how far visitors are touched: the stage, the
 * build that they had, and the new one.
 */
export async function publish(asked, { bucket, say, progress, now }) {
  const manifest = readRelease(asked.dist);
  const { build } = manifest;
  const place = `s3://${asked.bucket}/${asked.prefix}`;
  const bodies = bodiesOf(manifest, asked);
  say(`build ${build} of ${asked.dist}/ to ${place}`);
  const found = await lookUp(bucket, asked, bodies);
  Object.assign(progress, { build, before: current(found.record) });
  const todo = plan({ build, bodies, ...found, now, keepDays: asked.keepDays });
  if (todo.foreign.length > 0 && !asked.replaces) {
    throw new Refusal(foreignWords(todo.foreign, place));
  }
  if (todo.isDone) return say("all of it is there already: nothing to do");
  say(summary(todo));
  if (asked.isDryRun) {
    for (const line of steps(todo)) say(`would ${line}`);
    return say("nothing was sent: leave DRY_RUN out to do it");
  }
  const at = (stage) => Object.assign(progress, { stage });
  await carryOut(todo, { bucket, prefix: asked.prefix, say, at });
  say(`visitors of ${place} get the build ${build}`);
}
