// The pages of docs/ that concern a user, as one book for each language of the console: the index
// says in which order, and which question each answers. A translated page has the anchors of the
// English one, so that an address leads to the same place in every language.
import { readFileSync } from "node:fs";

import { anchors, parse } from "./markdown.mjs";
import { tree, words } from "./tree.mjs";

const DOCS = new URL("../../docs/", import.meta.url);
const INDEX = "README";

/** For who changes Headroom, or asks for its figures: on disk alone, and in English. */
export const NOT_FOR_USERS = ["architecture", "bench", "contributing", "decisions", "tasks"];

/** By language: the folder of its pages within docs/, and how it quotes. */
const LANGUAGES = {
  en: { folder: "", quoted: (title) => `“${title}”` },
  fr: { folder: "fr/", quoted: (title) => `«\u00a0${title}\u00a0»` },
};

const PAGE = /^([a-z0-9-]+)\.md(?:#(.+))?$/;
/** The pictures lie beside the English pages. */
const PICTURE = /^(?:\.\.\/)?([a-z0-9-]+\.png)$/;

/** The page that a link within docs/ leads to, where the help has it. */
function pageOf(href) {
  const name = PAGE.exec(href)?.[1];
  return name && name !== INDEX && !NOT_FOR_USERS.includes(name) ? name : null;
}

/** The pages in one language. `pictures` tells the name and the size of a picture's file. */
export class Edition {
  constructor({ folder, quoted }, pictures) {
    Object.assign(this, { folder, quoted, pictures });
  }

  tokens(name, folder = this.folder) {
    return parse(readFileSync(new URL(`${folder}${name}.md`, DOCS), "utf8"));
  }

  /** The anchor that a heading has in the English page. */
  anchor(name, own) {
    const at = anchors(this.tokens(name)).indexOf(own);
    const english = anchors(this.tokens(name, ""))[at];
    if (!english) throw new Error(`docs/${this.folder}${name}.md has no heading #${own}`);
    return english;
  }

  /** Where a link leads from a page: to a page of the help, to a picture, to the web, or nowhere. */
  leads(page, href) {
    if (href.startsWith("https://")) return href;
    const picture = PICTURE.exec(href)?.[1];
    if (picture) return `./${this.pictures.name(picture)}`;
    const [, anchor] = decodeURIComponent(href).split("#");
    const to = href.startsWith("#") ? page : pageOf(href);
    return to && anchor ? `${to}#${this.anchor(to, anchor)}` : to;
  }

  /** The title of the page whose file has this name: in the console nobody sees files. */
  title(file) {
    const name = PAGE.exec(file)?.[1];
    if (!name) return null;
    const title = this.tokens(name).find(({ type }) => type === "inline");
    return this.quoted(title.children.map(({ content }) => content).join(""));
  }

  /** A page with its title, and without it in the text. */
  page(name) {
    const english = anchors(this.tokens(name, ""));
    const [title, ...content] = tree(this.folder + name, this.tokens(name), {
      anchor: () => english.shift(),
      link: (href) => this.leads(name, href),
      title: (file) => this.title(file),
      picture: (src) => this.picture(PICTURE.exec(src)[1]),
    });
    if (title?.tag !== "h1") {
      throw new Error(`docs/${this.folder}${name}.md does not begin with its title`);
    }
    return { name, title: words([title]), content };
  }

  picture(file) {
    return { to: `./${this.pictures.name(file)}`, ...this.pictures.size(file) };
  }

  /** The table of contents: each part of the index with its questions and their pages. */
  sections() {
    const found = [];
    for (const node of tree(INDEX, this.tokens(INDEX), { link: pageOf })) {
      if (node.tag === "h2") found.push({ title: words([node]), entries: [] });
      for (const { children = [] } of node.tag === "table" ? node.children : []) {
        const [question, cell] = children;
        const page = cell.children.find(({ tag }) => tag === "a")?.to;
        if (page) found.at(-1).entries.push({ question: words([question]), page });
      }
    }
    return found.filter(({ entries }) => entries.length > 0);
  }

  book() {
    const sections = this.sections();
    const names = new Set(sections.flatMap(({ entries }) => entries.map(({ page }) => page)));
    return { sections, pages: [...names].map((name) => this.page(name)) };
  }
}

/** Every language with the edition in it. */
export function editions(pictures) {
  return Object.entries(LANGUAGES).map(([language, own]) => [language, new Edition(own, pictures)]);
}
