// A translated page says what the English one says: the same parts, code, links and numbers, and it
// was read again whenever the English one has changed.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";

import { NOT_FOR_USERS } from "../../tools/help/book.mjs";
import { parse } from "../../tools/help/markdown.mjs";
import { tree } from "../../tools/help/tree.mjs";
import { texts, unknownLabels } from "./names.mjs";
import { pages, ROOT, translations } from "./pages.mjs";

const english = pages();
const french = translations();
const pairs = [...french].map(([path, own]) => {
  return { path, own, of: english.get(`docs/${basename(path)}`) };
});

/** Quotations of what is no text of the console. */
const NOT_SHOWN = ["The probability of backtest overfitting", "De mémoire"];

const treeOf = ({ path, text }) => {
  return tree(path, parse(text), { link: (to) => to, picture: (to) => ({ to }) });
};

/** The elements of a page, without those within a line. */
function shape(nodes) {
  const parts = ["h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "table", "tr", "th", "td", "pre"];
  return nodes.flatMap(({ tag, children = [] }) => [
    ...(parts.includes(tag) ? [tag] : []),
    ...shape(children),
  ]);
}

/** Without the order, in which languages differ. */
const sorted = (list) => [...list].sort();

/** Which file a link leads to, whatever the folder it is seen from, and the language of its anchor. */
const target = ({ target: to }) => (to.startsWith("https://") ? to : basename(to.split("#")[0]));

/** The numbers of a page's sentences and tables, as English writes them. */
function numbers(page, { thousands, decimal }) {
  const prose = ({ tag, text = "", children = [] }) => {
    if (tag === "code" || tag === "pre") return " ";
    return text + children.map(prose).join(tag === "table" || tag === "tr" ? "\n" : "");
  };
  const text = treeOf(page).map(prose).join("\n");
  const plain = text.replace(thousands, "").replace(decimal, ".");
  return sorted(plain.match(/\d+(?:\.\d+)*/g) ?? []);
}

const ENGLISH = { thousands: /(?<=\d),(?=\d{3})/g, decimal: /(?<=\d)\.(?=\d)/g };
const FRENCH = { thousands: /(?<=\d)\u202f(?=\d{3})/g, decimal: /(?<=\d),(?=\d)/g };

/** What stands at the end of a translated page. */
const mark = (text) => {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `<!-- translates ${digest} -->\n`;
};

test("every page for users is translated, and no other", () => {
  const names = readdirSync(`${ROOT}docs`).filter((name) => name.endsWith(".md"));
  const wanted = names.filter((name) => !NOT_FOR_USERS.includes(basename(name, ".md")));
  assert.deepEqual([...french.keys()], wanted.map((name) => `docs/fr/${name}`).sort());
});

for (const { path, own, of } of pairs) {
  test(`${path} says what the English page says`, () => {
    assert.deepEqual(shape(treeOf(own)), shape(treeOf(of)), "its parts");
    const block = ({ language, file, text }) => ({ language, file, text });
    assert.deepEqual(own.fences.map(block), of.fences.map(block), "its blocks of code");
    const code = ({ text }) => text;
    assert.deepEqual(sorted(own.code.map(code)), sorted(of.code.map(code)), "its code");
    assert.deepEqual(sorted(own.links.map(target)), sorted(of.links.map(target)), "its links");
    assert.deepEqual(numbers(own, FRENCH), numbers(of, ENGLISH), "its numbers");
  });

  test(`${path} follows what has changed in the English page`, () => {
    const ends = mark(of.text);
    assert.ok(
      own.text.endsWith(ends),
      `${of.path} has changed: bring ${path} up to date, and end it with ${ends}`,
    );
  });
}

test("what a page quotes of the console is what the console says in that language", () => {
  const shown = texts("fr");
  const wrong = pairs.flatMap(({ own }) => unknownLabels(own, shown, /«\s([^»]+)\s»/g));
  const known = NOT_SHOWN.map((quoted) => `“${quoted}”`);
  assert.deepEqual(
    wrong.filter((line) => !known.some((own) => line.endsWith(own))),
    [],
  );
});

test("numbers are compared whatever the language writes between their digits", () => {
  const page = (text) => ({ path: "a", text });
  const one = numbers(page("| 1,000.5 | 2 |\n|---|---|\n| 3 | `4` |\n"), ENGLISH);
  const other = numbers(page("| 2 | 1\u202f000,5 |\n|---|---|\n| 3 | `5` |\n"), FRENCH);
  assert.deepEqual(one, ["1000.5", "2", "3"]);
  assert.deepEqual(other, one);
});
