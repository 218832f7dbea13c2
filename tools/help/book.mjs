// The pages of docs/ that concern a user, as one book for the console: docs/README.md says in which
// order, and which question each answers.
import { readFileSync } from "node:fs";

import { parse } from "./markdown.mjs";
import { tree, words } from "./tree.mjs";

const DOCS = new URL("../../docs/", import.meta.url);
const INDEX = "README";

/** For who changes Headroom, or asks for its figures: on disk alone. */
export const NOT_FOR_USERS = ["architecture", "bench", "contributing", "decisions", "tasks"];

const PAGE = /^([a-z0-9-]+)\.md(?:#(.+))?$/;
const PICTURE = /^[a-z0-9-]+\.png$/;

const read = (name) => readFileSync(new URL(`${name}.md`, DOCS), "utf8");

/** The page that a link within docs/ leads to, where the help has it. */
function pageOf(href) {
  const name = PAGE.exec(href)?.[1];
  return name && name !== INDEX && !NOT_FOR_USERS.includes(name) ? name : null;
}

/** The table of contents: each part of the index with its questions and their pages. */
function sections() {
  const link = (href) => pageOf(href);
  const found = [];
  for (const node of tree(INDEX, parse(read(INDEX)), { link })) {
    if (node.tag === "h2") found.push({ title: words([node]), entries: [] });
    for (const { children = [] } of node.tag === "table" ? node.children : []) {
      const [question, cell] = children;
      const page = cell.children.find(({ tag }) => tag === "a")?.to;
      if (page) found.at(-1).entries.push({ question: words([question]), page });
    }
  }
  return found.filter(({ entries }) => entries.length > 0);
}

/** Where a link leads from a page: to a page of the help, to a picture, to the web, or nowhere. */
export function leads(page, href, pictures) {
  if (href.startsWith("https://")) return href;
  if (href.startsWith("#")) return page + href;
  if (PICTURE.test(href)) return `./${pictures.name(href)}`;
  return pageOf(href) && href.replace(".md", "");
}

/** The title of the page whose file has this name: in the console nobody sees files. */
function titleOf(file) {
  const name = PAGE.exec(file)?.[1];
  return name
    ? read(name)
        .match(/^# (.+)/)[1]
        .replaceAll("`", "")
    : null;
}

/** A page with its title, and without it in the text. */
function page(name, pictures) {
  const own = {
    link: (href) => leads(name, href, pictures),
    title: titleOf,
    picture: (src) => ({ to: `./${pictures.name(src)}`, ...pictures.size(src) }),
  };
  const [title, ...content] = tree(name, parse(read(name)), own);
  if (title?.tag !== "h1") throw new Error(`docs/${name}.md does not begin with its title`);
  return { name, title: words([title]), content };
}

/** The book. `pictures` tells the name and the size of a picture's file. */
export function book(pictures) {
  const contents = sections();
  const names = new Set(contents.flatMap(({ entries }) => entries.map((entry) => entry.page)));
  return { sections: contents, pages: [...names].map((name) => page(name, pictures)) };
}
