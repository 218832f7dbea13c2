// trunk's pre_build hook: joins the style sheets into two small files, so that the browser fetches
// those instead of a chain of them: main.css for the first frame, later.css for what only later
// pages have. Each lists its own by `@import`, which is their order.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const STYLE = fileURLToPath(new URL("../style", import.meta.url));
const OUT = fileURLToPath(new URL("../target/style", import.meta.url));
const SHEETS = ["main.css", "later.css"];

const imports = (sheet) => {
  const text = readFileSync(join(STYLE, sheet), "utf8");
  return [...text.matchAll(/^@import "(.+)";$/gm)].map(([, file]) => file);
};
const listed = [...SHEETS, ...SHEETS.flatMap(imports)];
const all = readdirSync(STYLE, { recursive: true }).filter((name) => name.endsWith(".css"));
const forgotten = all.find((name) => !listed.includes(name));
if (forgotten) throw new Error(`neither ${SHEETS.join(" nor ")} imports style/${forgotten}`);
const options = ["--bundle", "--minify", "--external:#*", "--log-level=warning"];
const sheets = SHEETS.map((sheet) => join(STYLE, sheet));
execFileSync("esbuild", [...sheets, ...options, `--outdir=${OUT}`], { stdio: "inherit" });
