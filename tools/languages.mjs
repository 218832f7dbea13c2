// Writes the catalogues of the console's other languages, each as a file that is named after what
// it holds, so that caches may keep it for ever: a line for each English text, in the order of its
// bytes, and behind it one for its translation (src/base/language.rs).
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const LOCALES = new URL("../locales/", import.meta.url);

function catalogue(texts) {
  const pairs = Object.entries(texts).sort(([a], [b]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  const broken = pairs.flat().find((text) => /[\r\n]/.test(text));
  if (broken) throw new Error(`a text of a catalogue has several lines: ${broken}`);
  return pairs.map(([english, own]) => `${english}\n${own}\n`).join("");
}

/** Writes them into a folder, and returns the page, which names them. */
export function withLanguages(html, folder) {
  let named = html;
  for (const file of readdirSync(LOCALES)) {
    const language = basename(file, ".json");
    const before = `<meta name="headroom-${language}" content="`;
    if (!html.includes(`${before}">`)) throw new Error(`index.html has no place for ${file}`);
    const bytes = catalogue(JSON.parse(readFileSync(new URL(file, LOCALES), "utf8")));
    const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    writeFileSync(join(folder, `${language}-${digest}.txt`), bytes);
    named = named.replace(`${before}">`, () => `${before}./${language}-${digest}.txt">`);
  }
  return named;
}
