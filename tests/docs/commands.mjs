// The commands of a page, and what becomes of them.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { ROOT } from "./pages.mjs";

const PRELUDE = fileURLToPath(new URL("prelude.sh", import.meta.url));
const LONGEST_MS = 60_000;

/** What the sandbox takes for a key, on standard input where a command reads one. */
const KEY = "11111111-2222-4333-8444-555555555555";

/** The programs that the commands may call. Any other is missing, so that a page says which. */
const MAY_RUN = ["awk", "bash", "cat", "cut", "date", "env", "grep", "head", "jq", "mkfifo"];
MAY_RUN.push("mktemp", "printf", "rm", "sed", "sleep", "sort", "tail", "tee", "wc");

/** A page that passes for the console, which no command looks at. */
const POLICY = "default-src 'none'";
const CONSOLE = `<head><meta http-equiv="Content-Security-Policy" content="${POLICY}"></head>`;

/** Where a program is. */
function which(name) {
  const { stdout } = spawnSync("bash", ["-c", `command -v ${name}`], { encoding: "utf8" });
  if (!stdout) throw new Error(`${name} is missing: run make setup`);
  return stdout.trim();
}

const FEATURES = { "headroom-whatif": "cli", "headroom-server": "serve" };

/** A program that cargo has built, before these tests. */
export function built(name) {
  const path = `${process.env.CARGO_TARGET_DIR || `${ROOT}target`}/debug/${name}`;
  if (existsSync(path)) return path;
  const how = `cargo build --locked --features ${FEATURES[name]} --bin ${name}`;
  throw new Error(`${path} is missing: ${how}`);
}

/** Whether a line is as it is shown, where `…` stands for anything. */
export function isAsShown(line, shown) {
  const escaped = shown.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("…", ".*")}$`).test(line);
}

/** The lines of a script, with those that go on joined. */
const lines = (script) => script.replaceAll(/\\\n\s*/g, "").split("\n");

/** A script without the commands that are left out, which it notes. */
export function without(script, leftOut, noted = new Set()) {
  const isLeftOut = (line) => {
    const found = leftOut.find(({ command }) => isAsShown(line.trim(), command));
    if (found) noted.add(found);
    return Boolean(found);
  };
  if (!lines(script).some(isLeftOut)) return script;
  const kept = lines(script).filter((line) => !isLeftOut(line));
  return kept.join("\n");
}

/** The blocks that are run, in order, each with the output that the page shows after it. */
function steps({ fences }, leftOut) {
  return fences.flatMap(({ language, file, line, text: own }, index) => {
    const script = without(own, leftOut).trim();
    if (language !== "sh" || file || script === "") return [];
    const next = fences[index + 1];
    const shown = next?.language === "text" && !next.file ? next.text.trimEnd().split("\n") : [];
    return [{ line, script, shown }];
  });
}

/** Every block after a line that tells the outputs apart. */
const program = (all, mark) => {
  const parts = all.map(
    ({ script }, index) => `printf '\\n%s %s\\n' '${mark}' ${index}\n${script}`,
  );
  return [`source '${PRELUDE}'`, ...parts].join("\n");
};

/** A folder with the page's files, and what its commands need beside them. */
function workspace(page, given) {
  const folder = mkdtempSync(join(tmpdir(), "headroom-docs-"));
  const [bin, work, dist] = ["bin", "work", "console"].map((name) => join(folder, name));
  for (const own of [bin, work, dist]) mkdirSync(own);
  for (const name of MAY_RUN) symlinkSync(which(name), join(bin, name));
  symlinkSync(built("headroom-whatif"), join(bin, "headroom-whatif"));
  writeFileSync(join(dist, "index.html"), CONSOLE);
  for (const { file, text: content } of page.fences) {
    if (file) writeFileSync(join(work, file), content);
  }
  for (const [file, content] of Object.entries(given)) writeFileSync(join(work, file), content);
  const crate = join(folder, "crate.json");
  writeFileSync(crate, metadata());
  const env = {
    PATH: bin,
    HOME: folder,
    TMPDIR: folder,
    ROOT,
    CONSOLE: dist,
    CRATE: crate,
    HEADROOM_SERVER: built("headroom-server"),
    MAKE_HERE: which("make"),
    CURL_HERE: which("curl"),
  };
  return { folder, work, env };
}

let crate = "";

/** What cargo says of the programs and their features. */
function metadata() {
  const args = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
  crate ||= spawnSync("cargo", args, { cwd: ROOT, encoding: "utf8" }).stdout;
  return crate;
}

/** What a script writes, and how it ends; none of its processes outlives it. */
async function execute(script, { work, env }) {
  const [path, key] = [".page.sh", ".key"].map((name) => join(work, name));
  writeFileSync(path, script);
  writeFileSync(key, `${KEY}\n`);
  const options = { cwd: work, env, detached: true, stdio: ["ignore", "pipe", "inherit"] };
  const shell = spawn("bash", ["-c", `exec bash '${path}' <'${key}' 2>&1`], options);
  const end = () => {
    try {
      process.kill(-shell.pid);
    } catch {
      // They have ended by themselves.
    }
  };
  const timer = setTimeout(end, LONGEST_MS);
  const status = new Promise((resolve) => shell.on("exit", (code) => resolve(code)));
  const [output, code] = await Promise.all([text(shell.stdout), status.finally(end)]);
  clearTimeout(timer);
  return { output, code };
}

/** The first line that is shown and did not come, in the order of the lines. */
export function missing(output, shown) {
  const rest = output.split("\n");
  return shown.find((line) => {
    const at = rest.findIndex((own) => isAsShown(own, line));
    rest.splice(0, at + 1);
    return at < 0;
  });
}

/** What went wrong with a page's commands, as lines. `given` are files that a reader has. */
export async function run(page, { leftOut = [], given = {} } = {}) {
  const all = steps(page, leftOut);
  if (all.length === 0) return [];
  const place = workspace(page, given);
  const mark = "-- block";
  const { output, code } = await execute(program(all, mark), place);
  rmSync(place.folder, { recursive: true });
  const parts = output.split(new RegExp(`\\n${mark} \\d+\\n`)).slice(1);
  const at = ({ line }) => `${page.path}:${line}`;
  const wrong = parts.flatMap((part, index) => {
    const line = missing(part, all[index].shown);
    const isLast = index === parts.length - 1;
    if (line === undefined || (isLast && code !== 0)) return [];
    return [`${at(all[index])}: the output has no line "${line}":\n${part}`];
  });
  if (code === 0) return wrong;
  return [...wrong, `${at(all[parts.length - 1] ?? all[0])}: status ${code}:\n${parts.at(-1)}`];
}

/** Commands with arguments that stand within a sentence. */
export function mentioned({ code }) {
  const program = /^([A-Z_]+=\S+ )*(aws|az|cargo|curl|docker|jq|node|npm|npx|pip|sadf|terraform) /;
  return code.map(({ text: own }) => own).filter((own) => program.test(own));
}

/** The commands of a job's description. */
export function scripted({ fences }) {
  return fences.flatMap(({ language, text: own }) => {
    const [, list] = language === "yaml" ? own.split(/^\s*script:\n/m) : [];
    return [...(list ?? "").matchAll(/^\s*- (.+)$/gm)].map(([, command]) => command);
  });
}
