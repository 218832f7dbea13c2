// Publishing to a storage that keeps its objects on disk, checks every signature and every clock,
// and can die on the way: tools/disk.sh runs it.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { PAGE } from "../../tools/release/build_id.mjs";
import { KEY, programs, startPublish, startServer, until } from "./bucket.mjs";
import { hashed, makeRelease, scratch } from "./releases.mjs";

const LIB = "export const lib = 1;\n".repeat(40);
const ONE = { "app.js": "let app = 1;\n".repeat(40), "lib.js": LIB };
const TWO = { "app.js": "let app = 2;\n".repeat(40), "lib.js": LIB };
const [APP_ONE] = Object.entries(ONE).map(([name, text]) => hashed(name, text));
const [APP_TWO] = Object.entries(TWO).map(([name, text]) => hashed(name, text));

const { aws, s3s } = programs();
const page = (folder) => readFileSync(join(folder, PAGE));

/** The storage over a folder, with one key that it knows. */
function startStorage(folder) {
  const key = ["--access-key", KEY.AWS_ACCESS_KEY_ID, "--secret-key", KEY.AWS_SECRET_ACCESS_KEY];
  const args = ["--host", "127.0.0.1", "--port", "0", ...key, folder];
  return startServer(s3s, args, { RUST_LOG: "info" });
}

let root;
let storage;
const cleaning = [];
before(async () => {
  root = scratch({ after: (clean) => cleaning.push(clean) });
  mkdirSync(join(root, "site"));
  storage = await startStorage(root);
});
after(async () => {
  await storage?.stop();
  for (const clean of cleaning) clean();
});

/** What stands in the bucket, without what the storage notes for itself. */
const stored = (prefix = "") => {
  return readdirSync(join(root, "site", prefix)).filter((name) => !name.startsWith("."));
};

async function publish(settings, status = 0) {
  const asked = { BUCKET: "site", PREFIX: "team/headroom", ...settings };
  const result = await startPublish(asked, { aws, address: storage.address }).ended;
  assert.equal(result.status, status, result.out);
  return result.out;
}

test("a site from its first release on, over a storage that dies", async (t) => {
  const [one, two] = [makeRelease(t, ONE), makeRelease(t, TWO)];
  const at = join("team", "headroom");
  await publish({ DIST: one });
  assert.deepEqual(readFileSync(join(root, "site", at, PAGE)), page(one));
  assert.ok(stored(at).includes(APP_ONE));
  assert.match(await publish({ DIST: one }), /nothing to do/);

  // It dies as soon as the first new file is there.
  const run = startPublish(
    { BUCKET: "site", PREFIX: "team/headroom", DIST: two },
    { aws, address: storage.address },
  );
  await until(() => stored(at).includes(APP_TWO), "the first new file");
  await storage.stop();
  const { status, out } = await run.ended;
  assert.equal(status, 1, out);
  assert.match(out, /headroom: 127\.0\.0\.1:\d+ does not answer: check the network and ENDPOINT\./);
  assert.match(out, /Visitors still get the build \w{16}\. Run the same command again/);
  storage = await startStorage(root);
  assert.deepEqual(readFileSync(join(root, "site", at, PAGE)), page(one));
  assert.match(await publish({ DIST: two }), /files? \(\d+ kB\) to send, [34] there already/);
  assert.deepEqual(readFileSync(join(root, "site", at, PAGE)), page(two));
  await publish({ DIST: two, KEEP_DAYS: "0" });
  assert.ok(!stored(at).includes(APP_ONE));
});

test("a wrong clock, a wrong key and a missing bucket, as a storage notices them", async (t) => {
  const DIST = makeRelease(t, ONE);
  const late = join(scratch(t), "aws");
  writeFileSync(late, `#!/bin/sh\nexec faketime -f +1d "${aws}" "$@"\n`, { mode: 0o755 });
  const tomorrow = await publish({ PREFIX: "clock", DIST, HEADROOM_AWS: late }, 1);
  assert.match(
    tomorrow,
    /headroom: this machine's clock is wrong by more than 127\.0\.0\.1:\d+ allows/,
  );
  const wrong = { AWS_SECRET_ACCESS_KEY: "another-secret" };
  const unsigned = await publish({ PREFIX: "key", DIST, ...wrong }, 1);
  assert.match(unsigned, /headroom: 127\.0\.0\.1:\d+ does not accept the key/);
  const nowhere = await publish({ BUCKET: "nowhere", DIST }, 1);
  assert.match(nowhere, /has no bucket "nowhere"/);
  for (const out of [tomorrow, unsigned, nowhere]) {
    assert.match(out, /publish: Nothing was sent\./);
    assert.ok(!out.includes("secret"), out);
  }
  assert.deepEqual(stored(), ["team"]);
});
