// Every link leads somewhere, and every page and picture is led to.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";

import { broken, reachable } from "./links.mjs";
import { INDEX, pages, read, ROOT, translations } from "./pages.mjs";

const all = new Map([...pages(), ...translations()]);

test("every link leads to a page, a heading or a file", () => {
  assert.deepEqual(broken(all), []);
});

test("the index leads to every page and every picture", () => {
  const found = reachable(all);
  const entries = readdirSync(`${ROOT}docs`, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
  assert.deepEqual(
    files.filter((path) => !found.has(path)),
    [],
  );
});

test("the front page leads to the index", () => {
  assert.ok(all.get("README.md").links.some(({ target }) => target === INDEX));
});

test("a link that leads nowhere is found", () => {
  const text = [
    "# A title",
    "[file](gone.md) [anchor](#gone) [here](#a-title) [there](b.md#else)",
    "[plain](http://a.example) [web](https://a.example) ![picture](gone.png)",
  ].join("\n");
  const sample = new Map([
    ["docs/a.md", read("docs/a.md", text)],
    ["docs/b.md", read("docs/b.md", "# Else where")],
  ]);
  assert.deepEqual(
    broken(sample).map((line) => line.split(": ")[1]),
    ["gone.md", "#gone", "b.md#else", "http://a.example", "gone.png"],
  );
});

test("a page that nothing leads to is found", () => {
  const sample = new Map([
    [INDEX, read(INDEX, "[a](a.md)")],
    ["docs/a.md", read("docs/a.md", "[b](b.md)")],
    ["docs/b.md", read("docs/b.md", "")],
    ["docs/lost.md", read("docs/lost.md", "")],
  ]);
  assert.deepEqual([...reachable(sample)], [INDEX, "docs/a.md", "docs/b.md"]);
});
