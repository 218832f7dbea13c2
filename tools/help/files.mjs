// Writes the help into a folder of the console: the book, and the pictures that its pages show.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { book } from "./book.mjs";

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

/** Every file of the help: its name and its bytes; the book is the first. */
export function helpFiles() {
  const pictures = new Pictures();
  const bytes = Buffer.from(JSON.stringify(book(pictures)));
  return new Map([[hashed("book", ".json", bytes), bytes], ...pictures.files]);
}

/** Writes the files of the help, and returns the name of the book. */
export function writeHelp(folder) {
  const files = helpFiles();
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  return [...files.keys()][0];
}
