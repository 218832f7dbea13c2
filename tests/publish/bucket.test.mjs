// Publishing by the aws client to a storage that speaks S3: one site from its first release on, as
// the storage sees it; and every way in which a storage or a key refuses.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { RECORD } from "../../tools/publish/record.mjs";
import { KEY, startStorage, until } from "./bucket.mjs";
import { hashed, makeRelease, scratch } from "./releases.mjs";

const LIB = "export const lib = 1;\n".repeat(40);
const ONE = { "app.js": "let app = 1;\n".repeat(40), "lib.js": LIB };
const TWO = { "app.js": "let app = 2;\n".repeat(40), "lib.js": LIB, "more.js": `${LIB}more();\n` };
const [APP_ONE, LIB_NAME] = Object.entries(ONE).map(([name, text]) => hashed(name, text));
const [APP_TWO, , MORE] = Object.entries(TWO).map(([name, text]) => hashed(name, text));
const FOREIGN = ["readme.txt", "team/other.txt", "team/headroom/notes.txt"];
const PREFIX = "team/headroom/";

const page = (folder) => readFileSync(join(folder, "index.html"), "utf8");

let storage;
before(async () => {
  storage = await startStorage();
});
after(() => storage?.stop());

/** What a run has asked the storage for by a method, by the path under the prefix. */
const asked = (from, method) => {
  const calls = storage.log.slice(from).filter((call) => call.method === method);
  return calls.map(({ path }) => path.slice(`/site/${PREFIX}`.length));
};

/** A publish that has to succeed; what it sent, removed and said. */
async function publish(settings) {
  const from = storage.log.length;
  const { status, out } = await storage.publish(settings);
  assert.equal(status, 0, out);
  return { out, sent: asked(from, "PUT"), removed: asked(from, "DELETE") };
}

/** A publish that has to fail, with this said and no more than `calls` calls of the storage. */
async function refused(settings, words, calls) {
  const from = storage.log.length;
  const { status, out } = await storage.publish(settings);
  assert.equal(status, 1, out);
  assert.match(out, words);
  assert.ok(!out.includes("    at "), `no trace of the program: ${out}`);
  assert.equal(storage.log.length - from, calls, out);
  return out;
}

test("a site from its first release on", async (t) => {
  const bucket = await storage.bucket("site");
  for (const key of FOREIGN) await bucket.put(key, "not ours");
  const [one, two] = [makeRelease(t, ONE), makeRelease(t, TWO)];
  const settings = { BUCKET: "site", PREFIX: "/team/headroom/" };
  const keys = async () => {
    const all = await bucket.keys();
    assert.deepEqual(
      all.filter((key) => FOREIGN.includes(key)),
      [...FOREIGN].sort(),
    );
    const own = all.filter((key) => !FOREIGN.includes(key));
    assert.ok(
      own.every((key) => key.startsWith(PREFIX)),
      own.join(" "),
    );
    return own.map((key) => key.slice(PREFIX.length));
  };

  await t.test("a dry run sends nothing", async () => {
    const { sent, removed, out } = await publish({ ...settings, DIST: one, DRY_RUN: "1" });
    assert.deepEqual([sent, removed, await keys()], [[], [], []]);
    assert.match(out, /would send {4}index\.html/);
  });

  await t.test("hashed files come first and the page last, each with its headers", async () => {
    const { sent, out } = await publish({ ...settings, DIST: one });
    assert.equal(sent[0], RECORD);
    assert.deepEqual(sent.slice(1, 3).sort(), [APP_ONE, LIB_NAME].sort());
    assert.deepEqual(sent.slice(3, 5).sort(), ["headroom.json", "release.json"]);
    assert.deepEqual(sent.slice(5), ["index.html", RECORD]);
    assert.match(out, /5\/5 sent {2}index\.html \(1 kB; asked for again each time\)/);
    const script = await bucket.get(PREFIX + APP_ONE);
    assert.equal(script.headers.get("content-type"), "text/javascript; charset=utf-8");
    assert.equal(script.headers.get("content-encoding"), "gzip");
    assert.equal(script.headers.get("cache-control"), "public, max-age=31536000, immutable");
    assert.equal(await script.text(), ONE["app.js"]);
    const html = await bucket.get(`${PREFIX}index.html`);
    assert.equal(html.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(html.headers.get("content-encoding"), null);
    assert.equal(html.headers.get("cache-control"), "no-cache");
    assert.equal(await html.text(), page(one));
  });

  await t.test("killed on its way, it leaves the old release", async () => {
    let isUnderWay = false;
    const letGo = storage.fault(({ method, path }) => {
      if (method !== "PUT" || !path.endsWith(MORE)) return null;
      isUnderWay = true;
      return { held: true };
    });
    const from = storage.log.length;
    const run = storage.start({ ...settings, DIST: two });
    const hasArrived = async () => isUnderWay && (await keys()).includes(APP_TWO);
    await until(hasArrived, "one file there, and one on its way");
    process.kill(-run.child.pid, "SIGKILL");
    await run.ended;
    letGo();
    assert.ok(!asked(from, "PUT").includes("index.html"));
    assert.equal(await bucket.text(`${PREFIX}index.html`), page(one));
  });

  await t.test("stopped on its way, it says where visitors are", async () => {
    let isUnderWay = false;
    const letGo = storage.fault(({ method, path }) => {
      if (method !== "PUT" || !path.endsWith(MORE)) return null;
      isUnderWay = true;
      return { held: true };
    });
    const run = storage.start({ ...settings, DIST: two });
    await until(() => isUnderWay, "a file on its way");
    run.child.kill("SIGINT");
    const { status, out } = await run.ended;
    letGo();
    assert.equal(status, 130, out);
    assert.match(out, /headroom: stopped by SIGINT\.\n/);
    assert.match(out, /Visitors still get the build \w{16}\. Run the same command again/);
    assert.equal(await bucket.text(`${PREFIX}index.html`), page(one));
  });

  await t.test("run again, it goes on where it stopped", async () => {
    const { sent, removed } = await publish({ ...settings, DIST: two });
    assert.deepEqual(sent, [RECORD, MORE, "release.json", "index.html", RECORD]);
    assert.deepEqual(removed, []);
    assert.equal(await bucket.text(`${PREFIX}index.html`), page(two));
    assert.ok((await keys()).includes(APP_ONE));
  });

  await t.test("refused the page, it leaves the old release and says so", async () => {
    const isPage = ({ method, path }) => method === "PUT" && path.endsWith("/index.html");
    const refusal = { status: 403, code: "AccessDenied" };
    const letGo = storage.fault((call) => (isPage(call) ? refusal : null));
    const { status, out } = await storage.publish({ ...settings, DIST: one });
    letGo();
    assert.equal(status, 1);
    assert.match(
      out,
      /headroom: the key may not write in the bucket "site": give it .* s3:PutObject/,
    );
    assert.match(out, /Visitors still get the build \w{16}\. Run the same command again/);
    assert.equal(await bucket.text(`${PREFIX}index.html`), page(two));
  });

  await t.test("old files go when their time is over", async () => {
    const record = JSON.parse(await bucket.text(PREFIX + RECORD));
    const old = record.releases.find(({ replaced }) => replaced);
    old.replaced = new Date(Date.now() - 31 * 86_400_000).toISOString();
    await bucket.put(PREFIX + RECORD, JSON.stringify(record));
    const { removed } = await publish({ ...settings, DIST: two });
    assert.deepEqual(removed, [APP_ONE]);
    const left = [APP_TWO, LIB_NAME, MORE, RECORD, "headroom.json", "index.html", "release.json"];
    assert.deepEqual(await keys(), left.sort());
  });
});

test("a storage or a key that refuses: a sentence, and nothing sent", async (t) => {
  const DIST = makeRelease(t, ONE);
  const bucket = await storage.bucket("refusing");
  const asking = { BUCKET: "refusing", DIST };

  await t.test("a bucket that is not there", async () => {
    const words =
      /headroom: 127\.0\.0\.1:\d+ has no bucket "nowhere": make it there, or check BUCKET/;
    const out = await refused({ ...asking, BUCKET: "nowhere" }, words, 1);
    assert.match(out, /publish: Nothing was sent\.\n/);
  });

  await t.test("a wrong clock", async () => {
    const letGo = storage.fault(() => ({ status: 403, code: "RequestTimeTooSkewed" }));
    const words =
      /this machine's clock is wrong by more than \S+ allows: it says 20\d\d-\d\d-\d\d /;
    await refused(asking, words, 1);
    letGo();
  });

  await t.test("a bucket that refuses to be written", async () => {
    const refusal = { status: 403, code: "AccessDenied" };
    const letGo = storage.fault(({ method }) => (method === "PUT" ? refusal : null));
    const out = await refused(asking, /the key may not write in the bucket "refusing"/, 2);
    assert.match(out, /Nothing was sent\./);
    letGo();
  });

  await t.test("no release", async () => {
    const words =
      /headroom: there is no release in \S+\/ \(no release\.json\): run make dist first\.\n/;
    await refused({ ...asking, DIST: scratch(t) }, words, 0);
  });

  await t.test("no key", async () => {
    const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    await refused(
      { ...asking, ...none },
      /headroom: the client has no key: set AWS_ACCESS_KEY_ID/,
      0,
    );
  });

  await t.test("an endpoint where nothing answers", async () => {
    const words = /headroom: 127\.0\.0\.1:1 does not answer: check the network and ENDPOINT\./;
    await refused({ ...asking, ENDPOINT: "http://127.0.0.1:1" }, words, 0);
  });

  await t.test("a key that is not the storage's, and one without rights", async () => {
    const weak = await storage.keyWithoutRights();
    const unlock = await storage.lock();
    const unknown = /headroom: 127\.0\.0\.1:\d+ does not accept the key/;
    const outs = [await refused(asking, unknown, 1)];
    const rights = /the key may not list in the bucket "refusing": give it the right s3:ListBucket/;
    outs.push(await refused({ ...asking, ...weak }, rights, 1));
    await unlock();
    for (const value of [...Object.values(weak), ...Object.values(KEY)]) {
      assert.ok(
        outs.every((out) => !out.includes(value)),
        "no part of a key is said",
      );
    }
  });

  assert.deepEqual(await bucket.keys(), []);
});
