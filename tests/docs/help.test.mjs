// Every page that concerns a user becomes a page of the help in the console, and nothing is lost
// or leads nowhere on the way.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

import { editions, NOT_FOR_USERS } from "../../tools/help/book.mjs";
import { help } from "../../tools/help/files.mjs";
import { parse } from "../../tools/help/markdown.mjs";
import { tree, words } from "../../tools/help/tree.mjs";
import { pages, ROOT } from "./pages.mjs";

const { books, files } = help();
const bookIn = (language) => JSON.parse(files.get(books.get(language)));
const book = bookIn("en");
const docs = pages();

/** Every node of a page, with those that it holds. */
function* flat(nodes) {
  for (const node of nodes) {
    yield node;
    yield* flat(node.children ?? []);
  }
}

const all = book.pages.flatMap((page) => [...flat(page.content)].map((node) => ({ page, node })));
const HEADING = /^h[2-6]$/;

/** The tree of a text in which every link leads where it says. */
const made = (text) => {
  const picture = (to) => ({ to, width: 1, height: 1 });
  return tree("a", parse(text), { link: (href) => href, picture });
};

test("the help has every page of docs/ but those that do not concern a user", () => {
  const own = readdirSync(`${ROOT}docs`)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => file.replace(".md", ""));
  const listed = book.sections.flatMap(({ entries }) => entries.map(({ page }) => page));
  const wanted = own.filter((page) => !NOT_FOR_USERS.includes(page)).sort();
  assert.deepEqual([...listed].sort(), wanted);
  assert.deepEqual(
    book.pages.map((page) => page.name),
    listed,
  );
  assert.deepEqual(
    NOT_FOR_USERS.filter((page) => !own.includes(page)),
    [],
  );
});

test("a page keeps its headings, its code and its words", () => {
  for (const { name, title, content } of book.pages) {
    const { text, anchors, fences, code } = docs.get(`docs/${name}.md`);
    const nodes = [...flat(content)];
    const of = (...tags) => nodes.filter(({ tag }) => tags.includes(tag));
    assert.ok(text.startsWith(`# ${title}\n`), name);
    const headings = nodes.filter(({ tag }) => HEADING.test(tag)).map(({ to }) => to);
    assert.deepEqual(headings, anchors.slice(1), name);
    const blocks = fences.map((fence) => fence.text.trimEnd());
    assert.deepEqual(
      of("pre").map((node) => node.text),
      blocks,
    );
    assert.deepEqual(
      of("code").map((node) => node.text),
      code.map((own) => own.text),
    );
  }
});

test("an address leads to the same heading in every language", () => {
  const places = ({ pages: all }) => {
    const headings = ({ content }) => [...flat(content)].filter(({ tag }) => HEADING.test(tag));
    return all.map((page) => [page.name, ...headings(page).map(({ to }) => to)]);
  };
  const links = ({ pages: all }) => {
    const own = all.flatMap(({ content }) => [...flat(content)].filter(({ tag }) => tag === "a"));
    return own.map(({ to }) => to).sort();
  };
  assert.deepEqual([...books.keys()], ["en", "fr"]);
  const french = bookIn("fr");
  assert.deepEqual(places(french), places(book));
  assert.deepEqual(links(french), links(book));
  const titles = ({ sections }) => sections.map(({ title }) => title);
  assert.notDeepEqual(titles(french), titles(book));
});

test("a link leads to a heading of the help, to a picture or to the web", () => {
  const anchorsOf = new Map(
    book.pages.map(({ name, content }) => {
      const headings = [...flat(content)].filter(({ tag }) => HEADING.test(tag));
      return [name, headings.map(({ to }) => to)];
    }),
  );
  const wrong = all.filter(({ node: { tag, to } }) => {
    if (tag !== "a") return false;
    if (to.startsWith("https://")) return false;
    if (to.startsWith("./")) return !files.has(to.slice(2));
    const [page, anchor] = to.split("#");
    return !(anchorsOf.has(page) && (!anchor || anchorsOf.get(page).includes(anchor)));
  });
  assert.deepEqual(wrong, []);
});

test("a link out of the help keeps its words alone", () => {
  const [[, english]] = editions({ name: (file) => `help-${file}` });
  for (const [href, to] of Object.entries({
    "whatif.md": "whatif",
    "whatif.md#what-goes-in": "whatif#what-goes-in",
    "#tables": "import#tables",
    "sweep-light.png": "./help-sweep-light.png",
    "https://docs.ray.io": "https://docs.ray.io",
    "http://docs.ray.io": null,
    "tasks.md": null,
    "contributing.md#what-you-need": null,
    "README.md": null,
    "../README.md": null,
    "../LICENSE": null,
  })) {
    assert.equal(english.leads("import", href), to, href);
  }
  const [{ children }] = tree("a", parse("see [how](tasks.md) it is"), { link: () => null });
  assert.deepEqual(children, [{ text: "see how it is" }]);
});

test("a link that is named after a file is named after its page instead", () => {
  const named = all.filter(({ node }) => node.tag === "a" && /\.md$/.test(words([node])));
  assert.deepEqual(named, []);
  const own = { link: (href) => href, title: (file) => (file === "b.md" ? "“The b”" : null) };
  const [{ children }] = tree("a", parse("[b.md](b.md#c) and [b](b.md)"), own);
  assert.deepEqual(
    children.map((node) => words([node])),
    ["“The b”", " and ", "b"],
  );
});

test("a picture is there, with its size", () => {
  const pictures = all.filter(({ node }) => node.tag === "img").map(({ node }) => node);
  assert.ok(pictures.length > 0);
  for (const { to, text, width, height } of pictures) {
    assert.ok(files.has(to.slice(2)), to);
    assert.ok(text.length > 10, `${to} says what it shows`);
    assert.ok(width > 100 && height > 100, `${to}: ${width} x ${height}`);
  }
});

test("the name of a file changes with what it holds", () => {
  for (const file of files.keys()) assert.match(file, /^help-[a-z-]+-[0-9a-f]{16}\.(json|png)$/);
  assert.deepEqual([...help().files.keys()], [...files.keys()], "the same pages, the same names");
});

test("what a page holds becomes elements of a few kinds", () => {
  assert.deepEqual(made("# A `b`\n\nc *d*\ne [f](g.md)\n"), [
    { tag: "h1", to: "a-b", children: [{ text: "A " }, { tag: "code", text: "b" }] },
    {
      tag: "p",
      children: [
        { text: "c " },
        { tag: "em", children: [{ text: "d" }] },
        { text: " e " },
        { tag: "a", to: "g.md", children: [{ text: "f" }] },
      ],
    },
  ]);
  assert.deepEqual(made("- a\n- b\n"), [
    { tag: "ul", children: ["a", "b"].map((text) => ({ tag: "li", children: [{ text }] })) },
  ]);
  assert.deepEqual(made("```csv cpu.csv\na,b\n```\n<!-- nobody reads this -->\n"), [
    { tag: "pre", text: "a,b", to: "cpu.csv" },
  ]);
  assert.deepEqual(made("![a](b.png)")[0].children, [
    { tag: "img", text: "a", to: "b.png", width: 1, height: 1 },
  ]);
  assert.equal(words(made("| a | b |\n|---|---|\n| c | d |\n")), "abcd");
});

test("what the help cannot show is refused with its place", () => {
  for (const [text, why] of Object.entries({
    "a\n\n<b>c</b>\n": /^docs\/a\.md:3: the help cannot show "html_inline"$/,
    "a\n\n<div>\nc\n</div>\n": /^docs\/a\.md:3: the help cannot show HTML$/,
    "a\n\n---\n": /^docs\/a\.md:3: the help cannot show "hr"$/,
    "a\n\n    code\n": /^docs\/a\.md:3: the help cannot show "code_block"$/,
  })) {
    assert.throws(() => made(text), { message: why });
  }
});
