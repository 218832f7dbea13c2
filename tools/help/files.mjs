// Writes the help into a folder of the console: the book in each language, and the pictures that
// its pages show.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { editions } from "./book.mjs";

const DOCS = new URL("../../docs/", import.meta.url);

/** A name that tells the content, so that caches may hold the file for ever. */
function hashed(name, ending, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return `help-${name}-${hash}${ending}`;
}

/** The pictures that were asked for, by the names that they get. */
class Pictures {
  files = new Map();

  read(file) {
    return readFileSync(new URL(file, DOCS));
  }

  name(file) {
    const bytes = this.read(file);
    const name = hashed(file.replace(/\.png$/, ""), ".png", bytes);
    this.files.set(name, bytes);
    return name;
  }

  /** The first part of every PNG file tells its size. */
  size(file) {
    const bytes = this.read(file);
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
}

/** The help: the name of each language's book, and every file's bytes by its name. */
export function help() {
  const pictures = new Pictures();
  const files = new Map();
  const books = editions(pictures).map(([language, edition]) => {
    const bytes = Buffer.from(JSON.stringify(edition.book()));
    const name = hashed(`book-${language}`, ".json", bytes);
    files.set(name, bytes);
    return [language, name];
  });
  return { books: new Map(books), files: new Map([...files, ...pictures.files]) };
}

/** Writes the files of the help into a folder, and returns the page, which names the books. */
export function withHelp(html, folder) {
  const { books, files } = help();
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  return [...books].reduce((named, [language, name]) => {
    const before = `<meta name="headroom-help-${language}" content="`;
    if (!html.includes(`${before}">`)) throw new Error(`index.html has no place for ${name}`);
    return named.replace(`${before}">`, () => `${before}./${name}">`);
  }, html);
}
