// The pages of the documentation as their readers see them.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { anchors, parse } from "../../tools/help/markdown.mjs";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const INDEX = "docs/README.md";

/** Every token, those within a line included, with the line that it stands on. */
function* flat(tokens, first = 1) {
  let line = first;
  for (const token of tokens) {
    // The cells of a table have no place of their own, but their row has.
    if (token.map) line = token.map[0] + 1;
    yield { token, line };
    if (token.children) yield* flat(token.children, line);
  }
}

/** A block of code; `file` is the name behind its language, for what is written to one. */
function fence({ token, line }) {
  const [language = "", file = null] = token.info.trim().split(/\s+/);
  return { language, file, line, text: token.content };
}

/** What a page holds, of a text. */
export function read(path, text) {
  const tokens = parse(text);
  const all = [...flat(tokens)];
  const of = (...types) => all.filter(({ token }) => types.includes(token.type));
  return {
    path,
    text,
    fences: of("fence").map(fence),
    indented: of("code_block").map(({ line }) => line),
    code: of("code_inline").map(({ token, line }) => ({ text: token.content, line })),
    links: of("link_open", "image").map(({ token, line }) => {
      return { target: token.attrGet("href") ?? token.attrGet("src"), line };
    }),
    anchors: anchors(tokens),
  };
}

const all = (paths) => {
  return new Map(paths.map((path) => [path, read(path, readFileSync(ROOT + path, "utf8"))]));
};

/** The pages of a folder, by their names. */
const inFolder = (folder) => {
  const names = readdirSync(ROOT + folder).filter((name) => name.endsWith(".md"));
  return names.sort().map((name) => `${folder}/${name}`);
};

/** The front page and every page of docs/ that is in English, by path. */
export const pages = () => all(["README.md", ...inFolder("docs")]);

/** Every translated page, by path. */
export const translations = () => all(inFolder("docs/fr"));
