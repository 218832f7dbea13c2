// What every host of the console's files owes to a browser, whichever program it is.
import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";

import { expect } from "./bare.mjs";
import { ask } from "./client.mjs";
import { DIST } from "./scratch.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};
const ENDINGS = { br: ".br", gzip: ".gz" };
const COMPRESSED = Object.values(ENDINGS);

/** What headroom-server answers itself: how the page was served. */
export const OWN = "/headroom.json";

/** Every path under which the build leaves something, its compressed forms among them. */
export function everyPath() {
  const entries = readdirSync(DIST, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(DIST.length));
}

const content = (path) => readFileSync(join(DIST, path));
const isNamedByContent = (path) => /-[0-9a-f]{16}[._]/.test(path);

/** The paths of the files themselves. */
export const files = () => everyPath().filter((path) => !COMPRESSED.includes(extname(path)));

function expectKept(path, headers) {
  const expected = isNamedByContent(path) ? "public, max-age=31536000, immutable" : "no-cache";
  expect(headers["cache-control"], path).toBe(expected);
}

function expectGuarded(path, { headers }) {
  expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
  expect(headers, path).toMatchObject({
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  expect(headers, path).not.toHaveProperty("access-control-allow-origin");
}

/** A file in the form that is asked for, where the build has left that form. */
async function expectForm(host, path, encoding, hasForm) {
  const reply = await ask(host, path, { headers: { "Accept-Encoding": encoding } });
  const what = `${path} as ${encoding}`;
  expect(reply.status, what).toBe(200);
  // Some write the charset's name in another case.
  expect(reply.headers["content-type"].toLowerCase(), what).toBe(TYPES[extname(path)]);
  expect(reply.headers["content-encoding"], what).toBe(hasForm ? encoding : undefined);
  expect(reply.body.equals(content(path + (hasForm ? ENDINGS[encoding] : ""))), what).toBe(true);
  if (hasForm) expect(reply.headers.vary?.toLowerCase(), what).toContain("accept-encoding");
  expectKept(path, reply.headers);
  expectGuarded(path, reply);
  return reply;
}

/** A file that a cache has is not sent again. */
async function expectTagged(host, path, encoding, { headers }) {
  const known = { "Accept-Encoding": encoding, "If-None-Match": headers.etag };
  const again = await ask(host, path, { headers: known });
  expect([again.status, again.body.length], `${path} again`).toEqual([304, 0]);
}

/** All of it, for a host of the files, or of what headroom-server makes of them. */
export async function expectFiles(host, { isServer }) {
  const paths = everyPath();
  for (const path of files().filter((path) => !isServer || path !== OWN)) {
    for (const encoding of ["identity", ...Object.keys(ENDINGS)]) {
      const hasForm = paths.includes(path + ENDINGS[encoding]);
      const reply = await expectForm(host, path, encoding, hasForm);
      await expectTagged(host, path, encoding, reply);
    }
  }
  const page = await ask(host, "/");
  expect(page.body.equals(content("/index.html")), "the page").toBe(true);
  expectKept("/", page.headers);
  for (const path of ["/no-such-file.js", "/groups", "/headroom-0000000000000000.js"]) {
    const missing = await ask(host, path);
    expect(missing.status, path).toBe(404);
    expect(missing.body.toString(), "no page in its place").not.toContain("<script");
    // What comes with the next release must not be missing for a year.
    expect(missing.headers["cache-control"] ?? "no-cache", path).toBe("no-cache");
    expectGuarded(path, missing);
  }
}
