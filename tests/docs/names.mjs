// What the pages name of the project: options, variables, targets of make, files, words it shows.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { built, without } from "./commands.mjs";
import { LEFT_OUT } from "./left_out.mjs";
import { ROOT } from "./pages.mjs";

/** Options of other programs, and whose they are. */
export const FOREIGN_OPTIONS = new Map([
  ["--arg", "jq"],
  ["--bin", "cargo"],
  ["--cap-drop", "docker"],
  ["--data", "curl"],
  ["--data-urlencode", "curl"],
  ["--features", "cargo"],
  ["--get", "curl"],
  ["--header", "curl"],
  ["--read-only", "docker"],
  ["--release", "cargo"],
  ["--security-opt", "docker"],
]);

const OPTION = /(?<![\w-])--[a-z][a-z0-9-]+/g;
const VARIABLE = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;
const PATH = /^(?:benches|docs|public|src|style|tests|tools)\/[\w./{},*-]+$/;
const LABEL = /“([^”]+)”/g;

/** What is code on a page: within sentences, in commands, and in the scripts that it writes. */
const codeOf = ({ code, fences }) => [
  ...code,
  ...fences.filter(({ language }) => language === "sh" || language === "yaml"),
];

/** The same but for the commands that are left out, most of which are of other programs. */
function ownCodeOf(page) {
  const leftOut = LEFT_OUT.filter(({ page: path }) => path === page.path);
  return codeOf(page).map(({ text, line }) => ({ text: without(text, leftOut), line }));
}

/** Each match in a page's code that is not known, as a line. */
function unknown(page, code, pattern, isKnown) {
  return code.flatMap(({ text, line }) => {
    const found = [...text.matchAll(pattern)].map(([word]) => word);
    return found.filter((word) => !isKnown(word)).map((word) => `${page.path}:${line}: ${word}`);
  });
}

/** Every file below some folders whose name ends so. */
function* files(folders, endings) {
  for (const folder of folders) {
    for (const entry of readdirSync(ROOT + folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const isOwn = !["node_modules", "results", "target"].includes(entry.name);
      if (entry.isDirectory() && isOwn) yield* files([path], endings);
      else if (endings.some((ending) => path.endsWith(ending))) yield path;
    }
  }
}

const textsOf = (paths) => paths.map((path) => readFileSync(ROOT + path, "utf8")).join("\n");

/** What both programs say of themselves. */
export function help() {
  const programs = ["headroom-whatif", "headroom-server"];
  return programs.map((name) => execFileSync(built(name), ["--help"], { encoding: "utf8" }));
}

/** The scripts of the project, and what the tests and programs read of their environment. */
export function scripts() {
  const own = [...files(["tools", "tests"], [".sh", ".mjs", ".env", ".py", ".rs"])];
  const others = own.filter((path) => !path.startsWith("tests/docs/"));
  return textsOf(["Makefile", ...others, ...files(["src/server", "src/export"], [".rs"])]);
}

/** The scripts in tools/ that have options of their own. */
export const tools = () => textsOf([...files(["tools"], [".mjs", ".py", ".sh"])]);

/** Every text that the console and the programs show lies in these. */
export function sources() {
  const own = [...files(["src"], [".rs"]), "index.html", ...files(["public"], [".js"])];
  // A text that goes on in the next line is one.
  return textsOf([...own, ...files(["tools"], [".sh"])]).replaceAll(/\\\n\s*/g, "");
}

/** Options that no program or script of the project has and no other is known for. */
export function unknownOptions(page, texts) {
  const known = new Set(texts.flatMap((text) => text.match(OPTION) ?? []));
  return unknown(
    page,
    ownCodeOf(page),
    OPTION,
    (word) => known.has(word) || FOREIGN_OPTIONS.has(word),
  );
}

/** The options that pages name outside what is left out. */
export function namedOptions(pages) {
  const texts = pages.flatMap((page) => ownCodeOf(page).map(({ text }) => text));
  return new Set(texts.flatMap((text) => text.match(OPTION) ?? []));
}

/** Variables that no script reads. */
export function unknownVariables(page, texts) {
  const known = new Set(texts.flatMap((text) => text.match(VARIABLE) ?? []));
  return unknown(page, ownCodeOf(page), VARIABLE, (word) => known.has(word));
}

/** Targets of make that the Makefile does not have. */
export function unknownTargets(page, makefile) {
  const targets = new Set([...makefile.matchAll(/^([a-z0-9]+):/gm)].map(([, name]) => name));
  const calls = /(?<=(?:^|\n|\s)make )[a-z0-9]+/g;
  return unknown(page, codeOf(page), calls, (name) => targets.has(name));
}

/** `{a,b}` as both. */
function* unfolded(path) {
  const [, before, list, after] = /^(.*?)\{([^}]*)\}(.*)$/.exec(path) ?? [];
  if (!list) return yield path;
  for (const one of list.split(",")) yield* unfolded(before + one + after);
}

/** Files and folders that are not there. */
export function unknownPaths({ path: own, code }) {
  return code.flatMap(({ text, line }) => {
    if (!PATH.test(text) || /\*|node_modules|\/results\//.test(text)) return [];
    const gone = [...unfolded(text)].filter((path) => !existsSync(ROOT + path));
    return gone.map((path) => `${own}:${line}: ${path}`);
  });
}

/** Every text of the console in another language. */
export function texts(language) {
  const catalogue = readFileSync(`${ROOT}locales/${language}.json`, "utf8");
  return Object.values(JSON.parse(catalogue))
    .join("\n")
    .replaceAll(/[^\S\n]/g, " ");
}

/** Words in quotation marks that the page does not show; `…` stands for anything. */
export function unknownLabels({ path, text }, shown, quoted = LABEL) {
  return [...text.matchAll(quoted)].flatMap(([, label]) => {
    const words = label.replaceAll(/\s+/g, " ");
    if (shown.includes(words)) return [];
    const parts = words.split("…").map((part) => part.trim());
    return parts.every((part) => shown.includes(part)) ? [] : [`${path}: “${words}”`];
  });
}
