// trunk's pre_build hook: joins the style sheets into one file, without their comments. style/main.css lists them by
// `@import`, which is their order; the browser then fetches one file instead of a chain of them.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const STYLE = fileURLToPath(new URL("../style", import.meta.url));
const LIST = join(STYLE, "main.css");
const OUT = fileURLToPath(new URL("../target/style/main.css", import.meta.url));

const joined = new Set();
const text = readFileSync(LIST, "utf8").replace(/^@import "(.+)";$/gm, (_, name) => {
  const file = join(STYLE, name);
  if (joined.has(file)) throw new Error(`style/main.css imports ${name} twice`);
  joined.add(file);
  return `/* ${name} */\n${readFileSync(file, "utf8").trimEnd()}`;
});
if (text.includes("@import")) {
  throw new Error('style/main.css: write each import on a line of its own, as @import "file.css";');
}
const all = readdirSync(STYLE, { recursive: true }).filter((name) => name.endsWith(".css"));
const forgotten = all
  .map((name) => join(STYLE, name))
  .find((file) => file !== LIST && !joined.has(file));
if (forgotten) throw new Error(`style/main.css does not import ${relative(STYLE, forgotten)}`);
// Comments and indentation are a fifth of what a browser would fetch before anything is painted.
const bare = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s*\n\s*/g, "\n");
mkdirSync(dirname(OUT), { recursive: true });
writeFileSync(OUT, bare);
