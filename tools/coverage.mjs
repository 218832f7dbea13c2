// Adds up by layer what llvm-cov has counted: node tools/coverage.mjs FILE FLOOR
import { readFileSync } from "node:fs";
import { relative } from "node:path";

const [file, floor] = process.argv.slice(2);
const [{ files }] = JSON.parse(readFileSync(file, "utf8")).data;
const layers = new Map();
const thin = [];
for (const { filename, summary } of files) {
  const [root, layer] = relative(process.cwd(), filename).split("/");
  const name = layer?.replace(/\.rs$/, "");
  if (root !== "src" || !name) continue;
  const { count, covered } = summary.lines;
  const known = layers.get(name) ?? { count: 0, covered: 0 };
  layers.set(name, { count: known.count + count, covered: known.covered + covered });
  if (name === "lab" && count > 0) thin.push([covered / count, relative("src", filename)]);
}

const percent = ({ count, covered }) => (100 * covered) / count;
console.log("| layer | lines | run by a native test |\n| --- | ---: | ---: |");
for (const [name, own] of [...layers].sort()) {
  console.log(`| \`${name}\` | ${own.count.toLocaleString("en")} | ${percent(own).toFixed(1)} % |`);
}
console.log("\nThe files of `lab` with the least:");
for (const [share, name] of thin.sort(([one], [other]) => one - other).slice(0, 10)) {
  console.log(`- ${name}: ${(100 * share).toFixed(0)} %`);
}
if (percent(layers.get("lab")) < Number(floor)) {
  console.error(
    `lab is below ${floor} %: a function of it that no native test runs belongs to one.`,
  );
  process.exit(1);
}
