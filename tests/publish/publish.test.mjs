// What is sent, in which order, what is kept, and what is removed: with a bucket in memory.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Refusal } from "../../tools/publish/options.mjs";
import { RECORD } from "../../tools/publish/record.mjs";
import { STANDS } from "../../tools/publish/words.mjs";
import { day, md5, memoryBucket, publishTo, recordIn } from "./memory.mjs";
import { hashed, makeRelease } from "./releases.mjs";

const LIB = "export const lib = 1;\n".repeat(40);
const ONE = { "app.js": "let app = 1;\n".repeat(40), "lib.js": LIB };
const TWO = { "app.js": "let app = 2;\n".repeat(40), "lib.js": LIB };
const APP_ONE = hashed("app.js", ONE["app.js"]);
const APP_TWO = hashed("app.js", TWO["app.js"]);
const LIB_NAME = hashed("lib.js", LIB);
const ALL_ONE = [APP_ONE, LIB_NAME, RECORD, "headroom.json", "index.html", "release.json"].sort();

const page = (folder) => readFileSync(join(folder, "index.html"), "utf8");
const shown = (bucket, key = "index.html") => bucket.objects.get(key).bytes.toString();
const keys = (bucket) => [...bucket.objects.keys()].sort();

/** Publishes, and fails where that does. */
async function done(bucket, folder, settings) {
  const result = await publishTo(bucket, folder, settings);
  assert.equal(result.error, null, result.out);
  return result;
}

/** Makes a call of the bucket fail once it has been made `after` times. */
function refuse(bucket, name, after, { matching = () => true, isAnswer = false } = {}) {
  let made = 0;
  bucket.fault = (call, key) => {
    if (call !== name || !matching(key)) return;
    made += 1;
    if (made > after) throw Object.assign(new Refusal("refused"), { isAnswer });
  };
}

test("hashed files are sent first, the page last, and the list around them", async (t) => {
  const bucket = memoryBucket();
  const { sent, calls } = await done(bucket, makeRelease(t, ONE));
  assert.deepEqual(sent.slice(0, 2).sort(), [APP_ONE, LIB_NAME]);
  assert.deepEqual(sent.slice(2), ["headroom.json", "release.json", "index.html"]);
  const names = calls.map(([name]) => name);
  assert.deepEqual([names[1], names.at(-1)], ["write", "write"]);
  assert.deepEqual(keys(bucket), ALL_ONE);
});

test("the next release sends what changed, and keeps the old file", async (t) => {
  const bucket = memoryBucket();
  await done(bucket, makeRelease(t, ONE));
  const folder = makeRelease(t, TWO);
  const { sent, removed } = await done(bucket, folder);
  assert.deepEqual(sent, [APP_TWO, "release.json", "index.html"]);
  assert.deepEqual(removed, []);
  assert.deepEqual(keys(bucket), [...ALL_ONE, APP_TWO].sort());
  assert.equal(shown(bucket), page(folder));
});

test("the same release again makes no change at all", async (t) => {
  const bucket = memoryBucket();
  const folder = makeRelease(t, ONE);
  await done(bucket, folder);
  const { calls, out } = await done(bucket, folder, { on: 90 });
  assert.deepEqual([...new Set(calls.map(([name]) => name))], ["list", "read"]);
  assert.match(out, /all of it is there already: nothing to do/);
});

test("a file that is gone or was overwritten is put right", async (t) => {
  const bucket = memoryBucket();
  const folder = makeRelease(t, ONE);
  await done(bucket, folder);
  bucket.objects.delete(APP_ONE);
  assert.deepEqual((await done(bucket, folder)).sent, [APP_ONE]);
  bucket.put(LIB_NAME, "broken");
  const { error } = await publishTo(bucket, folder);
  assert.match(
    error.message,
    new RegExp(`^${LIB_NAME} stands in s3://site/ and publish has not put`),
  );
  assert.deepEqual((await done(bucket, folder, { REPLACE: "1" })).sent, [LIB_NAME]);
});

test("wherever a run breaks off, visitors have a whole release", async (t) => {
  const [old, folder] = [makeRelease(t, ONE), makeRelease(t, TWO)];
  for (let after = 0; after < 3; after += 1) {
    const bucket = memoryBucket();
    await done(bucket, old);
    refuse(bucket, "send", after);
    const { error, progress } = await publishTo(bucket, folder, { on: 1 });
    assert.equal(error?.message, "refused");
    assert.equal(progress.stage, after < 2 ? "files" : "page");
    assert.match(
      STANDS[progress.stage](progress.before, progress.build),
      /Run the same command again/,
    );
    assert.equal(progress.before.build, recordIn(bucket).releases[0].build);
    assert.equal(shown(bucket), page(old));
    assert.ok(ALL_ONE.every((key) => bucket.objects.has(key)));
    bucket.fault = () => {};
    const { sent } = await done(bucket, folder, { on: 2 });
    assert.deepEqual(sent, [APP_TWO, "release.json", "index.html"].slice(after));
    assert.equal(shown(bucket), page(folder));
  }
});

test("a page that the storage has refused is not there, and that is said", async (t) => {
  const bucket = memoryBucket();
  await done(bucket, makeRelease(t, ONE));
  refuse(bucket, "send", 0, { matching: (key) => key === "index.html", isAnswer: true });
  const { progress } = await publishTo(bucket, makeRelease(t, TWO));
  assert.equal(progress.stage, "files");
});

test("after a file that is refused no other one is begun", async (t) => {
  const files = Array.from({ length: 12 }, (_, n) => [`part${n}.js`, `let part = ${n};`]);
  const bucket = memoryBucket();
  const refused = hashed(...files[0]);
  refuse(bucket, "send", 0, { matching: (key) => key === refused });
  const { sent } = await publishTo(bucket, makeRelease(t, Object.fromEntries(files)));
  assert.ok(sent.length < 12, sent.join(" "));
  assert.ok(!sent.includes("index.html"));
});

test("a run that breaks off at the list itself has sent nothing, or has published", async (t) => {
  const [old, folder] = [makeRelease(t, ONE), makeRelease(t, TWO)];
  for (const after of [0, 1]) {
    const bucket = memoryBucket();
    await done(bucket, old);
    refuse(bucket, "write", after);
    const { progress } = await publishTo(bucket, folder, { on: 1 });
    assert.equal(progress.stage, after === 0 ? "start" : "done");
    assert.equal(shown(bucket), page(after === 0 ? old : folder));
    bucket.fault = () => {};
    await done(bucket, folder, { on: 2 });
    const [first, second] = recordIn(bucket).releases;
    assert.equal(second.replaced, null);
    assert.equal(first.replaced, second.published);
  }
});

test("what a run has sent that was never taken up again goes like an old release", async (t) => {
  const bucket = memoryBucket();
  const [old, folder] = [makeRelease(t, ONE), makeRelease(t, TWO)];
  await done(bucket, old);
  refuse(bucket, "send", 1);
  await publishTo(bucket, folder, { on: 1 });
  assert.ok(bucket.objects.has(APP_TWO));
  bucket.fault = () => {};
  await done(bucket, old, { on: 2 });
  assert.deepEqual((await done(bucket, old, { on: 31 })).removed, []);
  assert.deepEqual((await done(bucket, old, { on: 32 })).removed, [APP_TWO]);
  assert.equal(recordIn(bucket).releases.length, 1);
});

test("the grace counts from when a release was replaced", async (t) => {
  const bucket = memoryBucket();
  const [old, folder] = [makeRelease(t, ONE), makeRelease(t, TWO)];
  await done(bucket, old, { on: 0 });
  // A release that stood for long has only now pages open that need its files.
  await done(bucket, folder, { on: 100 });
  const { removed, calls } = await done(bucket, folder, { on: 129 });
  assert.deepEqual([removed, calls.length], [[], 2]);
  assert.deepEqual((await done(bucket, folder, { on: 130 })).removed, [APP_ONE]);
  assert.deepEqual((await done(bucket, folder, { on: 131 })).calls.length, 2);
});

test("no grace removes the old files at once, and others' files stay", async (t) => {
  const bucket = memoryBucket();
  bucket.put("readme.txt", "not ours");
  bucket.put("app-0123456789abcdef.js", "not ours");
  await done(bucket, makeRelease(t, ONE), { KEEP_DAYS: "0" });
  const { removed } = await done(bucket, makeRelease(t, TWO), { KEEP_DAYS: "0" });
  assert.deepEqual(removed, [APP_ONE]);
  const left = ["readme.txt", "app-0123456789abcdef.js", APP_TWO];
  assert.deepEqual(keys(bucket), [...ALL_ONE, ...left].filter((key) => key !== APP_ONE).sort());
});

test("an old file that somebody has replaced since is left alone, and said once", async (t) => {
  const bucket = memoryBucket();
  const folder = makeRelease(t, TWO);
  await done(bucket, makeRelease(t, ONE));
  await done(bucket, folder);
  bucket.put(APP_ONE, "not ours");
  const { removed, out } = await done(bucket, folder, { KEEP_DAYS: "0" });
  assert.deepEqual(removed, []);
  assert.match(out, new RegExp(`leave {3}${APP_ONE}: somebody else has put it there since`));
  assert.equal(shown(bucket, APP_ONE), "not ours");
  assert.match((await done(bucket, folder, { KEEP_DAYS: "0" })).out, /nothing to do/);
});

test("an old file that is gone already is no more said of", async (t) => {
  const bucket = memoryBucket();
  const folder = makeRelease(t, TWO);
  await done(bucket, makeRelease(t, ONE));
  await done(bucket, folder);
  bucket.objects.delete(APP_ONE);
  const { removed, out } = await done(bucket, folder, { KEEP_DAYS: "0" });
  assert.deepEqual(removed, []);
  assert.ok(!out.includes(APP_ONE), out);
});

test("files in folders are known, kept and removed like the others", async (t) => {
  const bucket = memoryBucket();
  const icon = "let icon = 1;\n";
  const nested = hashed("icons/icon.js", icon);
  const folder = makeRelease(t, { ...ONE, "icons/icon.js": icon });
  bucket.put("icons/other.js", "not ours");
  await done(bucket, folder);
  assert.match((await done(bucket, folder)).out, /nothing to do/);
  assert.deepEqual((await done(bucket, makeRelease(t, ONE), { KEEP_DAYS: "0" })).removed, [nested]);
  assert.equal(shown(bucket, "icons/other.js"), "not ours");
});

test("where headers alone change, the file is sent anew, also after a break", async (t) => {
  const bucket = memoryBucket();
  const folder = makeRelease(t, ONE);
  await done(bucket, folder);
  const path = join(folder, "release.json");
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("text/javascript", "text/other"));
  refuse(bucket, "send", 0, { matching: (key) => key === LIB_NAME });
  assert.equal((await publishTo(bucket, folder)).error.message, "refused");
  bucket.fault = () => {};
  const { sent } = await done(bucket, folder);
  assert.ok(sent.includes(LIB_NAME), sent.join(" "));
  const types = [APP_ONE, LIB_NAME].map((key) => bucket.objects.get(key).headers.type);
  assert.deepEqual(types, Array(2).fill("text/other; charset=utf-8"));
  assert.match((await done(bucket, folder)).out, /nothing to do/);
});

test("a removal that is refused leaves the release published, and is tried again", async (t) => {
  const bucket = memoryBucket();
  const folder = makeRelease(t, TWO);
  await done(bucket, makeRelease(t, ONE));
  refuse(bucket, "remove", 0);
  const { error, progress } = await publishTo(bucket, folder, { KEEP_DAYS: "0" });
  assert.equal(error.message, "refused");
  assert.equal(progress.stage, "done");
  assert.equal(shown(bucket), page(folder));
  assert.equal(recordIn(bucket).releases.at(-1).published, day(0).toISOString());
  bucket.fault = () => {};
  assert.deepEqual((await done(bucket, folder, { KEEP_DAYS: "0" })).removed, [APP_ONE]);
});

test("going back sends the page alone, and the newer files stay their time", async (t) => {
  const bucket = memoryBucket();
  const old = makeRelease(t, ONE);
  await done(bucket, old);
  await done(bucket, makeRelease(t, TWO), { on: 1 });
  const { sent, removed } = await done(bucket, old, { on: 2 });
  assert.deepEqual([sent, removed], [["release.json", "index.html"], []]);
  assert.equal(shown(bucket), page(old));
  assert.deepEqual((await done(bucket, old, { on: 31 })).removed, []);
  assert.deepEqual((await done(bucket, old, { on: 32 })).removed, [APP_TWO]);
});

test("two consoles in one bucket know nothing of each other", async (t) => {
  const bucket = memoryBucket();
  const [one, two] = [makeRelease(t, ONE), makeRelease(t, TWO)];
  await done(bucket, one, { PREFIX: "team/headroom" });
  await done(bucket, one);
  const { removed, calls } = await done(bucket, two, {
    PREFIX: "/team/headroom///",
    KEEP_DAYS: "0",
  });
  assert.deepEqual(removed, [APP_ONE]);
  assert.ok(calls.every(([, key]) => key.startsWith("team/headroom/")));
  assert.deepEqual(
    keys(bucket).filter((key) => !key.startsWith("team/")),
    ALL_ONE,
  );
});

test("what others have put where the release goes is not overwritten unasked", async (t) => {
  const bucket = memoryBucket();
  bucket.put("index.html", "a site of somebody else");
  const folder = makeRelease(t, ONE);
  const { error, progress, calls } = await publishTo(bucket, folder);
  assert.match(error.message, /^index\.html stands in s3:\/\/site\/ .* PREFIX, or .* REPLACE=1$/);
  assert.equal(progress.stage, "start");
  assert.deepEqual(
    calls.map(([name]) => name),
    ["list"],
  );
  await done(bucket, folder, { REPLACE: "1" });
  assert.equal(shown(bucket), page(folder));
});

test("a release that was put there by hand is taken over", async (t) => {
  const bucket = memoryBucket();
  const folder = makeRelease(t, ONE);
  for (const name of ["index.html", "headroom.json", APP_ONE]) {
    bucket.put(name, readFileSync(join(folder, name)));
  }
  // The same bytes, but with headers that nobody knows.
  const { sent } = await done(bucket, folder, { ENCODING: "none" });
  assert.equal(sent.length, 5);
});

test("a storage that encrypts has tags of its own: what it has is still known", async (t) => {
  let number = 0;
  const bucket = memoryBucket({ tag: () => String(++number).padStart(32, "0") });
  const folder = makeRelease(t, ONE);
  await done(bucket, folder);
  assert.match((await done(bucket, folder)).out, /nothing to do/);
  assert.deepEqual((await done(bucket, makeRelease(t, TWO), { KEEP_DAYS: "0" })).removed, [
    APP_ONE,
  ]);
});

test("a bucket that was moved to a storage with other tags is still known", async (t) => {
  const bucket = memoryBucket({ tag: () => "0".repeat(32) });
  await done(bucket, makeRelease(t, ONE));
  bucket.retag(md5);
  assert.deepEqual((await done(bucket, makeRelease(t, TWO), { KEEP_DAYS: "0" })).removed, [
    APP_ONE,
  ]);
});

test("a storage that lists no tags is asked for each", async (t) => {
  const bucket = memoryBucket({ lists: false });
  bucket.put("readme.txt", "not ours");
  const folder = makeRelease(t, ONE);
  await done(bucket, folder);
  const { calls, out } = await done(bucket, folder);
  assert.match(out, /nothing to do/);
  const asked = calls.filter(([name]) => name === "tag").map(([, key]) => key);
  assert.deepEqual(
    asked.sort(),
    ALL_ONE.filter((key) => key !== RECORD),
  );
});

test("a storage that tells no tags is sent everything, and cleaned by the list", async (t) => {
  const bucket = memoryBucket({ tag: () => null });
  const folder = makeRelease(t, ONE);
  await done(bucket, folder);
  assert.equal((await done(bucket, folder)).sent.length, 5);
  assert.deepEqual((await done(bucket, makeRelease(t, TWO), { KEEP_DAYS: "0" })).removed, [
    APP_ONE,
  ]);
});

test("another encoding sends the hashed files anew, also after a break", async (t) => {
  const bucket = memoryBucket();
  const folder = makeRelease(t, ONE);
  await done(bucket, folder, { ENCODING: "none" });
  assert.equal(bucket.objects.get(APP_ONE).headers.encoding, null);
  refuse(bucket, "send", 0, { matching: (key) => key === LIB_NAME });
  await publishTo(bucket, folder, { ENCODING: "br" });
  bucket.fault = () => {};
  const { sent } = await done(bucket, folder, { ENCODING: "br" });
  assert.deepEqual(sent, [LIB_NAME]);
  const encodings = [APP_ONE, LIB_NAME, "index.html"].map((key) => {
    return bucket.objects.get(key).headers.encoding;
  });
  assert.deepEqual(encodings, ["br", "br", null]);
});

test("a dry run tells every step and makes none", async (t) => {
  const bucket = memoryBucket();
  await done(bucket, makeRelease(t, ONE));
  const settings = { DRY_RUN: "1", KEEP_DAYS: "0" };
  const { out, calls } = await done(bucket, makeRelease(t, TWO), settings);
  assert.deepEqual(
    calls.map(([name]) => name),
    ["list", "read"],
  );
  const would = [...out.matchAll(/would (\w+) +([\w.-]+\w)/g)].map((found) =>
    found.slice(1).join(" "),
  );
  assert.deepEqual(would, [
    `write ${RECORD}`,
    `send ${APP_TWO}`,
    "send release.json",
    "send index.html",
    `write ${RECORD}`,
    `remove ${APP_ONE}`,
  ]);
  assert.match(out, /nothing was sent: leave DRY_RUN out/);
});

test("a list that is none is not overwritten", async (t) => {
  for (const text of ["", "[]", "{", '{"format":2,"files":{},"releases":[]}']) {
    const bucket = memoryBucket();
    bucket.put(RECORD, text);
    const { error, calls } = await publishTo(bucket, makeRelease(t, ONE));
    assert.match(error.message, /^headroom-releases\.json in the bucket is no list of releases/);
    assert.deepEqual(
      calls.map(([name]) => name),
      ["list", "read"],
    );
  }
});

test("no release, or a changed one, asks the bucket for nothing", async (t) => {
  const bucket = memoryBucket();
  const none = await publishTo(bucket, "no-such-folder");
  assert.match(
    none.error.message,
    /^there is no release in no-such-folder\/ .*: run make dist first$/,
  );
  const folder = makeRelease(t, ONE);
  writeFileSync(join(folder, "headroom.json"), "{}");
  const changed = await publishTo(bucket, folder);
  assert.match(changed.error.message, /headroom\.json was changed after it was built/);
  assert.deepEqual(
    [none.progress.stage, changed.progress.stage, bucket.log],
    ["start", "start", []],
  );
});
