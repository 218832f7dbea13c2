// The server with the site in it answers exactly as one that serves the folder it was built from.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "./bare.mjs";
import { ask } from "./client.mjs";
import { OWN, everyPath } from "./files.mjs";
import { startServer } from "./hosts.mjs";
import { DIST, ROOT } from "./scratch.mjs";

const FORMS = ["identity", "gzip", "gzip, deflate, br, zstd", "br;q=0, gzip", "*"];
const NO_FILES = ["/", "//", "/nothing", "/index.html/", "/../Cargo.toml", "/%2e%2e/Cargo.toml"];

/** Every request that there is about a path. */
function requests(path) {
  const forms = FORMS.map((form) => ({ headers: { "Accept-Encoding": form } }));
  return [...forms, { method: "HEAD" }, { method: "POST" }].map((options) => [path, options]);
}

/** A reply without what differs between two replies of one server. */
function lasting({ status, headers: { date: _, ...headers }, body }) {
  return { status, headers, body: body.toString("base64") };
}

async function expectSame(one, other, path, options) {
  const what = `${path} ${JSON.stringify(options)}`;
  const [mine, theirs] = await Promise.all([ask(one, path, options), ask(other, path, options)]);
  expect(lasting(mine), what).toEqual(lasting(theirs));
  return mine;
}

test("a carried console and one in a folder are the same", async ({ scratch }) => {
  const [carried, folder] = await Promise.all([
    startServer(scratch),
    startServer(scratch, ["--dist", DIST]),
  ]);
  const tags = new Set();
  const paths = everyPath().filter((path) => path !== OWN);
  for (const [path, options] of [...paths, ...NO_FILES].flatMap(requests)) {
    const { headers } = await expectSame(carried, folder, path, options);
    if (!headers.etag || options.method) continue;
    tags.add(headers.etag);
    const again = { "If-None-Match": headers.etag, ...options.headers };
    const { status } = await expectSame(carried, folder, path, { headers: again });
    expect(status, path).toBe(304);
  }
  expect(tags.size, "every form has its tag").toBeGreaterThan(10);
});

test("a folder that is named is served instead", async ({ scratch }) => {
  const running = scratch.run(process.env.HEADROOM_SITE_SERVER, ["--dist", scratch.folder]);
  await running.ended;
  expect(running.said).toContain("it has no index.html");
  expect(running.child.exitCode).toBe(3);
});

/** What cargo says of a build from this repository with another `dist/`, or with none. */
function build(scratch, page) {
  for (const name of [
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
    "macros",
    "src",
    "benches",
    "tests",
  ]) {
    symlinkSync(join(ROOT, name), scratch.path(name));
  }
  if (page !== null) {
    mkdirSync(scratch.path("dist"));
    writeFileSync(scratch.path("dist", "index.html"), page);
  }
  // What the server was built in has all that it depends on.
  const target = process.env.CARGO_TARGET_DIR || join(ROOT, "target");
  return scratch.run(
    "cargo",
    ["build", "--locked", "--offline", "--features", "site", "--bin", "headroom-server"],
    { CARGO_TARGET_DIR: target },
  );
}

for (const [what, page] of [
  ["no folder dist", null],
  ["an empty page", ""],
  ["another page", "<html></html>"],
]) {
  test(`${what} ends the build, and says what to run`, async ({ scratch }) => {
    const building = build(scratch, page);
    await building.ended;
    expect(building.child.exitCode, building.said).not.toBe(0);
    expect(building.said).toContain("dist/ holds no console");
    expect(building.said).toContain("run `make build` first, or `make server`, which does both");
  });
}
