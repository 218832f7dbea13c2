// Every command of the pages is run as it stands there, or listed with the reason why not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { isAsShown, mentioned, missing, run, scripted, without } from "./commands.mjs";
import { LEFT_OUT } from "./left_out.mjs";
import { pages, read, ROOT } from "./pages.mjs";

/** The languages of blocks: what is run, what it prints, and what stands in files. */
const LANGUAGES = ["sh", "text", "csv", "jq", "json", "yaml"];

/** Files that a page's reader has from the console: its export of a group. */
const GIVEN = {
  "README.md": {
    "checkout-api.json": readFileSync(`${ROOT}tests/sdk/exported/thresholds.json`, "utf8"),
  },
};

const all = pages();
const leftOutOf = (path) => LEFT_OUT.filter(({ page }) => page === path);

describe("the commands of", { concurrency: 2 }, () => {
  for (const [path, page] of all) {
    if (!page.fences.some(({ language }) => language === "sh")) continue;
    test(path, async () => {
      assert.deepEqual(await run(page, { leftOut: leftOutOf(path), given: GIVEN[path] }), []);
    });
  }
});

test("every block says what it is", () => {
  const wrong = [...all.values()].flatMap(({ path, fences, indented }) => [
    ...indented.map((line) => `${path}:${line}: mark this block with three backticks`),
    ...fences
      .filter(({ language }) => !LANGUAGES.includes(language))
      .map(({ language, line }) => `${path}:${line}: "${language}" is none of ${LANGUAGES}`),
  ]);
  assert.deepEqual(wrong, []);
});

test("what is left out still stands on its page", () => {
  const gone = LEFT_OUT.filter(({ page: path, command }) => {
    const page = all.get(path);
    const noted = new Set();
    for (const { text } of page?.fences ?? []) without(text, [{ command }], noted);
    const others = page ? [...mentioned(page), ...scripted(page)] : [];
    return noted.size === 0 && !others.some((own) => isAsShown(own, command));
  });
  assert.deepEqual(gone, []);
});

test("commands within a sentence or a job's description are listed, or run in a block", () => {
  const wrong = [...all].flatMap(([path, page]) => {
    const known = leftOutOf(path).map(({ command }) => command);
    const blocks = page.fences.filter(({ language }) => language === "sh");
    const isRun = (command) => blocks.some(({ text }) => text.includes(command));
    const isListed = (command) => known.some((listed) => isAsShown(command, listed));
    const commands = [...mentioned(page), ...scripted(page)];
    const unknown = commands.filter((command) => !isListed(command) && !isRun(command));
    return unknown.map((command) => `${path}: ${command}`);
  });
  assert.deepEqual(wrong, []);
});

describe("the check itself finds", () => {
  const outcome = (text, options) => run(read("docs/a.md", text), options);
  const block = (script) => `\`\`\`sh\n${script}\n\`\`\`\n`;

  test("a command that fails, with its block", async () => {
    const [wrong] = await outcome(`${block("true")}\n${block("echo why; false")}`);
    assert.match(wrong, /^docs\/a\.md:5: status 1:\nwhy/);
  });

  test("an output that is not shown so", async () => {
    const shown = (text) => `${block("echo one; echo two")}\n\`\`\`text\n${text}\n\`\`\`\n`;
    assert.deepEqual(await outcome(shown("one\ntw…")), []);
    assert.match((await outcome(shown("two\none")))[0], /the output has no line "one"/);
  });

  for (const command of ["npm ci", "make test", "cargo test", "curl https://a.example/"]) {
    test(`a command that is neither run nor listed: ${command}`, async () => {
      assert.match((await outcome(block(command)))[0], /status 1:\n.*not run here: /);
      assert.deepEqual(await outcome(block(command), { leftOut: [{ command }] }), []);
    });
  }

  test("an option that the program does not have, behind make and cargo too", async () => {
    const run = "cargo run --release --features cli --bin headroom-whatif --";
    for (const command of ['make run ARGS="--sand"', `${run} --fail`, "headroom-server --sand"]) {
      const [wrong] = await outcome(block(command));
      assert.match(wrong, /unexpected argument/, command);
    }
    const [wrong] = await outcome(block(run.replace("cli", "serve")));
    assert.match(wrong, /not run here: cargo run --release --features serve/);
  });

  test("the first line that did not come", () => {
    assert.equal(missing("a\nb\nc", ["a", "c"]), undefined);
    assert.equal(missing("a\nb\nc", ["c", "a"]), "a");
    assert.equal(missing("a (1)", ["a (2)"]), "a (2)");
  });
});
