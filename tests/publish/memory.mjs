// A bucket in memory, with the calls of tools/publish/client.mjs: for what need not be a storage's.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { options } from "../../tools/publish/options.mjs";
import { publish } from "../../tools/publish/publish.mjs";
import { RECORD } from "../../tools/publish/record.mjs";

export const md5 = (bytes) => createHash("md5").update(bytes).digest("hex");

/**
 * A bucket. `tag` makes an object's tag of its bytes: the digest, unless another way is given;
 * where `lists` is false it is told only of one object at a time.
 * `fault` may throw at a call: it is asked with the call's name and the key.
 */
export function memoryBucket({ tag = md5, lists = true } = {}) {
  const objects = new Map();
  const log = [];
  const put = (key, bytes, headers = {}) => {
    const etag = tag(bytes);
    objects.set(key, { bytes: Buffer.from(bytes), headers, etag });
    return etag;
  };
  const retag = (as) => {
    for (const object of objects.values()) object.etag = as(object.bytes);
  };
  const bucket = { objects, log, put, retag, fault: () => {} };
  const noted = (name, use) => {
    bucket[name] = async (key, ...rest) => {
      log.push([name, key]);
      bucket.fault(name, key);
      return use(key, ...rest);
    };
  };
  noted("list", (prefix) => {
    const isIn = (key) => key.startsWith(prefix) && !key.slice(prefix.length).includes("/");
    const found = [...objects].filter(([key]) => isIn(key));
    return new Map(found.map(([key, { etag }]) => [key, lists ? etag : null]));
  });
  noted("tag", (key) => objects.get(key).etag);
  noted("read", (key) => objects.get(key).bytes.toString());
  noted("send", (key, { file, headers }) => put(key, readFileSync(file), headers));
  noted("write", (key, text, headers) => put(key, text, headers));
  noted("remove", (key) => objects.delete(key));
  return bucket;
}

/** One day after another, from an arbitrary first one. */
export const day = (number) => new Date(Date.UTC(2026, 0, 1) + number * 86_400_000);

/** Publishes a folder on a day; says what was sent and removed, by path and in order. */
export async function publishTo(bucket, folder, { on = 0, ...settings } = {}) {
  const lines = [];
  const progress = { stage: "start", before: null, build: null };
  const asked = options({ BUCKET: "site", DIST: folder, ...settings });
  const from = bucket.log.length;
  const say = (line) => lines.push(line);
  let error = null;
  try {
    await publish(asked, { bucket, say, progress, now: day(on) });
  } catch (reason) {
    error = reason;
  }
  const calls = bucket.log.slice(from);
  const of = (name) => {
    return calls.filter(([call]) => call === name).map(([, key]) => key.slice(asked.prefix.length));
  };
  return { error, progress, sent: of("send"), removed: of("remove"), calls, out: lines.join("\n") };
}

/** The list of releases that the bucket holds. */
export const recordIn = (bucket, prefix = "") => {
  return JSON.parse(bucket.objects.get(prefix + RECORD).bytes.toString());
};
