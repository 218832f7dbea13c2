// A bucket behind the aws client, whose own environment and files hold the key.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { explain, saysNo } from "./explain.mjs";
import { Refusal } from "./options.mjs";

/** The client tries five times: with its own 60 s a wrong address would be silent for minutes. */
const CONNECT_SECONDS = "10";

/** What the client is told once for all calls. */
function environment(env) {
  return {
    // Not every storage knows the checksums that the client has added to every call since 2025.
    AWS_REQUEST_CHECKSUM_CALCULATION: "when_required",
    AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required",
    ...env,
    AWS_PAGER: "",
    AWS_CLI_AUTO_PROMPT: "off",
  };
}

const unquoted = (etag) => (etag ? etag.replaceAll('"', "").toLowerCase() : null);

/** Runs the client; `call` resolves to what it prints, or rejects with a Refusal. */
function caller({ aws, bucket, endpoint, env, signal }) {
  const where = ["--bucket", bucket, "--output", "json", "--cli-connect-timeout", CONNECT_SECONDS];
  if (endpoint) where.push("--endpoint-url", endpoint);
  const options = { env: environment(env), signal, maxBuffer: 1 << 26 };
  return (operation, ...rest) => {
    return new Promise((resolve, reject) => {
      execFile(aws, ["s3api", operation, ...where, ...rest], options, (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        const said = error.code === "ENOENT" ? `${aws} is not there` : stderr;
        const words = explain(said, { bucket, endpoint, operation, now: new Date(), env });
        reject(Object.assign(new Refusal(words), { isAnswer: saysNo(said) }));
      });
    });
  };
}

/** What stands right under a prefix: its keys and their tags, null where none is told. */
async function list(call, prefix) {
  const query = ["--delimiter", "/", "--query", "Contents[].[Key,ETag]"];
  const found = JSON.parse((await call("list-objects-v2", "--prefix", prefix, ...query)) || "null");
  return new Map((found ?? []).map(([key, etag]) => [key, unquoted(etag)]));
}

/** The tag of what stands under a key, for a storage that lists none. */
async function tag(call, key) {
  return unquoted(JSON.parse((await call("head-object", "--key", key)) || "{}").ETag);
}

/** The text under a key. */
async function read(call, key) {
  return withScratch(async (file) => {
    await call("get-object", "--key", key, file);
    return readFileSync(file, "utf8");
  });
}

/** Puts a file under a key; resolves to the tag that the storage gives it. */
async function send(call, key, { file, md5, headers: { type, encoding, cache } }) {
  const content = ["--content-type", type, "--cache-control", cache];
  if (encoding) content.push("--content-encoding", encoding);
  const digest = ["--content-md5", Buffer.from(md5, "hex").toString("base64")];
  const answer = await call("put-object", "--key", key, "--body", file, ...content, ...digest);
  return unquoted(JSON.parse(answer || "{}").ETag);
}

/** Puts a text under a key. */
async function write(call, key, text, headers) {
  await withScratch((file) => {
    writeFileSync(file, text);
    const md5 = createHash("md5").update(text).digest("hex");
    return send(call, key, { file, md5, headers });
  });
}

/** A bucket. `signal` ends what is under way. */
export function openBucket(settings) {
  const call = caller(settings);
  const bound =
    (use) =>
    (...rest) =>
      use(call, ...rest);
  const remove = (call, key) => call("delete-object", "--key", key);
  const calls = { list, tag, read, send, write, remove };
  return Object.fromEntries(Object.entries(calls).map(([name, use]) => [name, bound(use)]));
}

/** Calls with a file that is gone afterwards. */
async function withScratch(use) {
  const folder = mkdtempSync(join(tmpdir(), "headroom-publish-"));
  try {
    return await use(join(folder, "text"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
