// What may be asked for, and what is said of what fails.
import assert from "node:assert/strict";
import { test } from "node:test";

import { explain, saysNo } from "../../tools/publish/explain.mjs";
import { options } from "../../tools/publish/options.mjs";
import { foreignWords, STANDS, summary } from "../../tools/publish/words.mjs";

const asked = (settings) => options({ BUCKET: "site", ...settings });

test("a bucket alone is enough", () => {
  assert.deepEqual(asked({}), {
    bucket: "site",
    prefix: "",
    endpoint: null,
    keepDays: 30,
    encoding: "gzip",
    isDryRun: false,
    replaces: false,
    dist: "dist",
  });
});

test("a prefix is folders, however its slashes are written", () => {
  const prefixes = { "": "", "/": "", team: "team/", "team/headroom": "team/headroom/" };
  Object.assign(prefixes, {
    "/team/headroom///": "team/headroom/",
    "a//b": "a/b/",
    "v1.2_~-": "v1.2_~-/",
  });
  for (const [text, prefix] of Object.entries(prefixes)) {
    assert.equal(asked({ PREFIX: text }).prefix, prefix, text);
  }
});

test("what cannot be meant is refused, and says what can", () => {
  const cases = [
    [{ BUCKET: "" }, /^say which bucket: make publish BUCKET=name$/],
    [{ BUCKET: "s3://site" }, /^BUCKET is the bucket's name alone, .* not "s3:\/\/site"$/],
    [{ BUCKET: "Site" }, /^BUCKET is the bucket's name alone/],
    [{ BUCKET: "site/team" }, /^BUCKET is the bucket's name alone/],
    [{ PREFIX: "a/../b" }, /PREFIX=team\/headroom; "\.\." has others$/],
    [{ PREFIX: "a/./b" }, /"\." has others$/],
    [{ PREFIX: "a b" }, /"a b" has others$/],
    [{ PREFIX: "a?b" }, /"a\?b" has others$/],
    [
      { ENDPOINT: "s3.example.com" },
      /^ENDPOINT is an address, as in https:\/\/s3\.example\.com, not/,
    ],
    [{ ENDPOINT: "ftp://s3.example.com" }, /^ENDPOINT is an address/],
    [{ ENDPOINT: "https://s3.example.com/?x" }, /^ENDPOINT is an address/],
    [{ KEEP_DAYS: "-1" }, /^KEEP_DAYS is a whole number of days, 0 to 36500, not "-1"$/],
    [{ KEEP_DAYS: "1.5" }, /^KEEP_DAYS is/],
    [{ KEEP_DAYS: "a week" }, /^KEEP_DAYS is/],
    [{ KEEP_DAYS: "36501" }, /^KEEP_DAYS is/],
    [{ ENCODING: "deflate" }, /^ENCODING is gzip, br or none, not "deflate"$/],
    [{ ENCODING: "toString" }, /^ENCODING is/],
    [{ DRY_RUN: "yes" }, /^DRY_RUN is 1 or left out, not "yes"$/],
    [{ REPLACE: "true" }, /^REPLACE is 1 or left out/],
  ];
  for (const [settings, words] of cases) {
    assert.throws(() => asked(settings), { message: words }, JSON.stringify(settings));
  }
});

test("an endpoint with a key in it is refused without saying it", () => {
  for (const address of ["https://AKID:secret@s3.example.com", "https://secret@s3.example.com"]) {
    assert.throws(
      () => asked({ ENDPOINT: address }),
      ({ message }) =>
        message.startsWith("ENDPOINT is an address without") && !/secret/.test(message),
    );
  }
});

const about = {
  bucket: "site",
  endpoint: "https://s3.example.com",
  operation: "put-object",
  now: new Date("2026-03-02T08:00:00Z"),
};

const answered = (code) => {
  return `\nAn error occurred (${code}) when calling the PutObject operation: No.\n`;
};

test("what a storage answers is said with what to do", () => {
  const cases = {
    NoSuchBucket: 's3.example.com has no bucket "site": make it there, or check BUCKET',
    AccessDenied: 'the key may not write in the bucket "site": give it the right s3:PutObject',
    403: 'the key may not write in the bucket "site"',
    InvalidAccessKeyId: "s3.example.com does not accept the key",
    SignatureDoesNotMatch: "s3.example.com does not accept the key",
    ExpiredToken: "the key for s3.example.com has expired: get a new one",
    RequestTimeTooSkewed: "it says 2026-03-02 08:00:00 UTC; set it",
    PermanentRedirect: "the bucket is in another region: set AWS_REGION",
    AuthorizationHeaderMalformed: "the bucket is in another region: set AWS_REGION",
    SlowDown: "s3.example.com is too busy (SlowDown): wait a while",
    QuotaExceeded: 'the bucket "site" is full',
  };
  for (const [code, words] of Object.entries(cases)) {
    assert.ok(explain(answered(code), about).includes(words), code);
  }
});

test("each call names its own right", () => {
  const rights = {
    "list-objects-v2": "s3:ListBucket",
    "get-object": "s3:GetObject",
    "delete-object": "s3:DeleteObject",
  };
  for (const [operation, right] of Object.entries(rights)) {
    assert.ok(explain(answered("AccessDenied"), { ...about, operation }).includes(right));
  }
});

test("what the client itself says is said with what to do", () => {
  const cases = [
    ["Unable to locate credentials. You can configure …", "the client has no key: set AWS_ACCESS"],
    ["Partial credentials found in env, missing: …", "the client has half a key"],
    ["The config profile (x) could not be found", "check AWS_PROFILE"],
    ["You must specify a region.", "set AWS_REGION to the bucket's"],
    ["SSL validation failed for https://…", "the certificate of s3.example.com is not trusted"],
    ['Could not connect to the endpoint URL: "https://…"', "s3.example.com does not answer"],
    ["Read timeout on endpoint URL", "s3.example.com does not answer"],
  ];
  for (const [said, words] of cases) assert.ok(explain(said, about).includes(words), said);
});

test("what nobody has thought of is passed on without a key", () => {
  const env = { AWS_SECRET_ACCESS_KEY: "s3cr3t", AWS_ACCESS_KEY_ID: "AKID1" };
  const said = "a trace\nsomething odd with AKID1 and s3cr3t\n";
  const words = explain(said, { ...about, env });
  assert.equal(words, "the client failed to write: something odd with … and …");
  assert.equal(explain("", about), "the client failed to write: it said no word");
  assert.match(explain(answered("Teapot"), about), /failed to write: An error occurred \(Teapot\)/);
});

test("only a clear no tells that nothing was done", () => {
  const codes = ["AccessDenied", "Teapot", "InternalError", "SlowDown", "503"];
  assert.deepEqual(
    codes.map((code) => saysNo(answered(code))),
    [true, true, false, false, false],
  );
  assert.equal(saysNo("Read timeout on endpoint URL"), false);
});

test("numbers and names are put as one says them", () => {
  const body = { size: 1500 };
  const plan = { rounds: [[body, body], [body]], present: 2, remove: ["a"] };
  assert.equal(summary(plan), "3 files (5 kB) to send, 2 there already, 1 old file to remove");
  const none = { rounds: [], present: 2, remove: [] };
  assert.equal(summary(none), "no file to send, 2 there already, 0 old files to remove");
  const paths = ["a", "b", "c", "d"];
  assert.match(foreignWords(paths, "s3://site/"), /^a, b, c and 1 other file stand in .* put them/);
});

test("where visitors are is said of every stage", () => {
  const before = { build: "old" };
  assert.equal(STANDS.start(before, "new"), "Nothing was sent.");
  assert.match(STANDS.files(before, "new"), /^Visitors still get the build old\. Run/);
  assert.match(STANDS.files(null, "new"), /^Visitors see nothing yet\. Run/);
  assert.match(
    STANDS.page(before, "new"),
    /visitors get the build old, or the new build, whole\. Run/,
  );
  assert.match(STANDS.done(before, "new"), /^Visitors get the build new\. Run/);
});
