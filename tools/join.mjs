// trunk's pre_build hook: joins the style sheets into one small file, so that the browser fetches that
// instead of a chain of them. style/main.css lists them by `@import`, which is their order.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LIST = fileURLToPath(new URL("../style/main.css", import.meta.url));
const STYLE = dirname(LIST);
const OUT = fileURLToPath(new URL("../target/style/main.css", import.meta.url));

const listed = [...readFileSync(LIST, "utf8").matchAll(/^@import "(.+)";$/gm)].map((m) => m[1]);
const all = readdirSync(STYLE, { recursive: true }).filter((name) => name.endsWith(".css"));
const forgotten = all.find((name) => join(STYLE, name) !== LIST && !listed.includes(name));
if (forgotten) throw new Error(`style/main.css does not import ${forgotten}`);
const options = ["--bundle", "--minify", "--external:#*", "--log-level=warning"];
execFileSync("esbuild", [LIST, ...options, `--outfile=${OUT}`], { stdio: "inherit" });
