// What a release says of itself: its build, its manifest, and whether two of them are the same.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { buildNamed, nameBuild, sha256 } from "../../tools/release/build_id.mjs";
import { readRelease } from "../../tools/release/check.mjs";
import { cacheOf, FOR_EVER } from "../../tools/release/headers.mjs";
import { manifestOf, writeManifest } from "../../tools/release/manifest.mjs";
import { makeRelease, scratch } from "./releases.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const run = (...command) => {
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, out: stdout + stderr };
};
const same = (...folders) => run("tools/same.sh", ...folders);
const say = (folder) => run("node", "tools/release.mjs", "say", folder);

/** A folder with a page alone, as trunk leaves it. */
function bareRelease(t) {
  const folder = scratch(t);
  const page = '<head><meta name="headroom-build" content="dev"></head>';
  writeFileSync(join(folder, "index.html"), page);
  return folder;
}

test("the page names the build, which is what sha256sum makes of its files", (t) => {
  const folder = makeRelease(t, { "app.js": "one" });
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const asDev = page.replace(/(headroom-build" content=")\w+/, "$1dev");
  const own = manifestOf(folder).files.map(({ path, sha256: digest }) => {
    return `${path === "index.html" ? sha256(asDev) : digest}  ${path}\n`;
  });
  assert.equal(buildNamed(page), sha256(own.join("")).slice(0, 16));
  assert.equal(manifestOf(folder).build, buildNamed(page));
});

test("the build is another one when any file is, and the same from anywhere", (t) => {
  const build = (files) => manifestOf(makeRelease(t, files)).build;
  assert.equal(build({ "app.js": "one" }), build({ "app.js": "one" }));
  assert.notEqual(build({ "app.js": "one" }), build({ "app.js": "two" }));
  assert.notEqual(build({ "app.js": "one" }), build({ "app.js": "one", "lib.js": "" }));
});

test("naming a build twice changes nothing", (t) => {
  const folder = bareRelease(t);
  assert.equal(nameBuild(folder), nameBuild(folder));
});

test("the manifest lists each file with its forms, and what a host says of it", (t) => {
  const folder = makeRelease(t, { "app.js": "let a = 1;\n".repeat(40), "a.wasm": "\0asm" });
  const { files } = JSON.parse(readFileSync(join(folder, "release.json"), "utf8"));
  assert.deepEqual(
    files.map(({ path }) => path.replace(/[0-9a-f]{16}/, "HASH")),
    ["a-HASH.wasm", "app-HASH.js", "headroom.json", "index.html"],
  );
  const [wasm, script, settings, page] = files;
  assert.equal(wasm.type, "application/wasm");
  assert.equal(script.type, "text/javascript; charset=utf-8");
  assert.equal(script.cache, "public, max-age=31536000, immutable");
  assert.equal(settings.cache, "no-cache");
  assert.equal(page.cache, "no-cache");
  assert.equal(script.size, 440);
  assert.deepEqual(
    script.forms.map(({ encoding, path }) => [encoding, path.slice(-6)]),
    [
      ["br", ".js.br"],
      ["gzip", ".js.gz"],
    ],
  );
  for (const { path, size, sha256: digest } of files.flatMap((file) => [file, ...file.forms])) {
    const bytes = readFileSync(join(folder, path));
    assert.deepEqual([bytes.length, sha256(bytes)], [size, digest], path);
  }
});

test("only a name that tells its content is kept for ever", () => {
  const kept = ["a-0123456789abcdef.js", "b/a-0123456789abcdef_bg.wasm"];
  const asked = ["index.html", "a-0123456789abcde.js", "a-0123456789abcdef/b.js", "release.json"];
  assert.deepEqual(
    [...kept, ...asked].filter((path) => cacheOf(path) === FOR_EVER),
    kept,
  );
});

test("a file of a kind that nobody has thought of is no release", (t) => {
  const folder = bareRelease(t);
  writeFileSync(join(folder, "a.exe"), "");
  nameBuild(folder);
  const { status, out } = run("node", "tools/release.mjs", "write", folder);
  assert.equal(status, 1);
  assert.equal(out, "headroom: a.exe: add the type of its ending to tools/release/headers.mjs.\n");
});

test("a release that is not what was built is refused, and says what to do", (t) => {
  const broken = (breakIt) => {
    const folder = makeRelease(t, { "app.js": "let a = 1;\n".repeat(40) });
    breakIt(
      folder,
      readRelease(folder).files.find(({ path }) => path.endsWith(".js")),
    );
    const { status, out } = say(folder);
    assert.equal(status, 1, out);
    return out.replaceAll(folder, "dist");
  };
  const changed = broken((folder, { path }) => appendFileSync(join(folder, path), "x"));
  assert.match(
    changed,
    /^headroom: dist\/app-\w+\.js was changed after it was built: run make dist/,
  );
  const form = broken((folder, { path }) => appendFileSync(join(folder, `${path}.gz`), "x"));
  assert.match(form, /app-\w+\.js\.gz was changed/);
  const gone = broken((folder, { path }) => rmSync(join(folder, path)));
  assert.match(gone, /app-\w+\.js is missing: run make dist again/);
  const none = broken((folder) => rmSync(join(folder, "release.json")));
  assert.match(none, /there is no release in dist\/ \(no release\.json\): run make dist first/);
  const noJson = broken((folder) => writeFileSync(join(folder, "release.json"), "{"));
  assert.match(noJson, /release\.json is no manifest of a release: run make dist again/);
});

test("a page that names another build than its files made gets no manifest", (t) => {
  const folder = makeRelease(t, { "app.js": "one" });
  appendFileSync(join(folder, "headroom.json"), " ");
  assert.throws(() => writeManifest(folder), /names the build \w{16}, which other files made/);
  rmSync(join(folder, "index.html"));
  assert.throws(() => writeManifest(folder), /has no index\.html: run make dist/);
});

test("a release says what it holds", (t) => {
  const { status, out } = say(makeRelease(t, { "app.js": "one" }));
  assert.equal(status, 0, out);
  assert.match(out, /holds build [0-9a-f]{16} and its manifest, release\.json/);
  assert.match(out, /3 files, 1 kB/);
});

test("two folders are the same, or what differs is listed", (t) => {
  const one = makeRelease(t, { "app.js": "one" });
  const other = join(scratch(t), "copy");
  cpSync(one, other, { recursive: true });
  const equal = same(one, other);
  assert.deepEqual([equal.status, equal.out], [0, "same: both hold the same bytes (files: 6)\n"]);
  appendFileSync(join(other, "headroom.json"), "x");
  mkdirSync(join(other, "more"));
  const differs = same(one, other);
  assert.equal(differs.status, 1);
  assert.match(differs.out, /headroom\.json.* differ\n/);
  assert.match(differs.out, /Only in .*copy: more\n/);
  assert.match(differs.out, /headroom: the two folders differ\.\n/);
});

test("folders that hold nothing are not the same", (t) => {
  const [one, other] = [scratch(t), scratch(t)];
  assert.match(same(one, other).out, /holds no file: there is nothing to compare/);
  assert.match(same(one, join(other, "none")).out, /there is no folder .*none to compare/);
  assert.equal(same(one, other).status, 1);
  assert.equal(same(one).status, 1);
});

/** A repository with the tools and a build of its own, which is a Makefile's one line. */
function repository(t, build) {
  const folder = scratch(t);
  const isOurs = (path) => !path.includes("node_modules");
  for (const path of ["tools", "tests/deploy", "tests/publish", "tests/sdk/v1alpha2"]) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true, filter: isOurs });
  }
  writeFileSync(join(folder, "Makefile"), `dist:\n\t@mkdir -p dist target && ${build}\n`);
  const git = (...rest) => {
    const who = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    const { status, stderr } = spawnSync("git", [...who, ...rest], {
      cwd: folder,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
  };
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--no-verify", "--message", "first");
  return folder;
}

/** Builds a repository twice; `TMPDIR` tells where the two clones are. */
function buildTwice(t, folder) {
  const TMPDIR = scratch(t);
  const env = { ...process.env, TMPDIR };
  const run = spawnSync("tools/same.sh", [], { cwd: folder, encoding: "utf8", env });
  return { status: run.status, out: run.stdout + run.stderr, left: readdirSync(TMPDIR) };
}

test("a build that gives the same bytes twice is told from one that does not", (t) => {
  const same = buildTwice(t, repository(t, "cp Makefile dist/app.js"));
  assert.equal(same.status, 0, same.out);
  assert.match(same.out, /same: both hold the same bytes \(files: 1\)\n$/);
  assert.deepEqual(same.left, [], "nothing is left of the clones");
  const differs = buildTwice(t, repository(t, "pwd > dist/app.js"));
  assert.equal(differs.status, 1, differs.out);
  assert.match(differs.out, /app\.js differ\nheadroom: the two builds differ: both are kept in/);
  assert.equal(differs.left.length, 1, "what differs is kept");
});

test("a build that fails ends the comparison, and what is not committed is left out", (t) => {
  const folder = repository(t, "exit 3");
  writeFileSync(join(folder, "new.txt"), "");
  const { status, out, left } = buildTwice(t, folder);
  assert.deepEqual(left, []);
  assert.notEqual(status, 0, out);
  assert.match(out, /^same: what is not committed is left out\n/);
  assert.ok(!out.includes("same bytes"), out);
});
