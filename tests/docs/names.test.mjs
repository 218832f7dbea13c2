// What the pages name is there: options in --help, variables and targets in the scripts, files in
// the repository, and words in quotation marks in what the console and its programs show.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  FOREIGN_OPTIONS,
  help,
  namedOptions,
  scripts,
  sources,
  tools,
  unknownLabels,
  unknownOptions,
  unknownPaths,
  unknownTargets,
  unknownVariables,
} from "./names.mjs";
import { pages, read, ROOT } from "./pages.mjs";

const all = [...pages().values()];
const makefile = readFileSync(`${ROOT}Makefile`, "utf8");
const none = (check, ...known) => {
  assert.deepEqual(
    all.flatMap((page) => check(page, ...known)),
    [],
  );
};

test("every option is one of the programs' or scripts'", () => {
  none(unknownOptions, [...help(), tools()]);
});

test("every variable is read by a script or a program", () => {
  none(unknownVariables, [...help(), scripts()]);
});

test("every target of make is in the Makefile", () => none(unknownTargets, makefile));

test("every file and folder is there", () => none(unknownPaths));

test("every word in quotation marks is shown somewhere", () => none(unknownLabels, sources()));

test("nothing is listed as another program's that no page names", () => {
  const named = namedOptions(all);
  const gone = [...FOREIGN_OPTIONS.keys()].filter((name) => !named.has(name));
  assert.deepEqual(gone, []);
});

test("what is not there is found", () => {
  const page = read(
    "docs/a.md",
    [
      "`--here` and `--gone`, `A_HERE` and `A_GONE`, `make run` and `make gone`,",
      "`src/lib.rs` and `src/{lib,gone}.rs`, “Shown”, “Sho…n” and “Gone”",
      "",
      "```sh",
      "make lost --lost # LOST_HERE",
      "```",
    ].join("\n"),
  );
  assert.deepEqual(unknownOptions(page, ["--here"]), [
    "docs/a.md:1: --gone",
    "docs/a.md:4: --lost",
  ]);
  assert.deepEqual(unknownVariables(page, ["A_HERE"]), [
    "docs/a.md:1: A_GONE",
    "docs/a.md:4: LOST_HERE",
  ]);
  assert.deepEqual(unknownTargets(page, "run: build\n"), [
    "docs/a.md:1: gone",
    "docs/a.md:4: lost",
  ]);
  assert.deepEqual(unknownPaths(page), ["docs/a.md:1: src/gone.rs"]);
  assert.deepEqual(unknownLabels(page, "Shown"), ["docs/a.md: “Gone”"]);
});
