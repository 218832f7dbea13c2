// Divides the page's program into what every page needs and what only some do: one wasm for the
// start, one for each `wasm_split` in src/, and the script that fetches those. trunk knows nothing
// of it, so this takes the program as cargo built it, and does trunk's next steps itself.
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * How small rather than how fast. The second time finds what the first has laid open; a function that
 * is called once stays one, unless it is tiny, since brotli packs small functions better than few
 * large ones; no browser asks which tools were at work; and at the lowest addresses lies the stack's
 * very end, so that constants below 1,024 may go into the instructions that add them to an address.
 */
const OPTIMISE = [
  ...["-Oz", "-Oz", "--one-caller-inline-max-function-size=100", "--low-memory-unused"],
  ...["--strip-producers", "--strip-target-features"],
];

const run = promisify(execFile);

/** Where cargo builds. */
function targetFolder() {
  const ask = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
  return JSON.parse(execFileSync("cargo", ask, { encoding: "utf8" })).target_directory;
}

/**
 * Lets the parts come from a host that gives wasm no type of its own, from which streaming is
 * refused. wasm-bindgen's script does the same for the start.
 */
function takeAnyType(file) {
  const script = readFileSync(file, "utf8");
  const streaming = "WebAssembly.instantiateStreaming(src, imports)";
  if (!script.includes(streaming))
    throw new Error(`${file} has changed: how does it start a part?`);
  const plain = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";
  writeFileSync(file, script.replaceAll(streaming, plain));
}

/**
 * Divides the program `name` that cargo has built with `profile`. In the folder that is returned
 * stand NAME.js and NAME_bg.wasm, the script that fetches the rest, and each part as
 * split_PART.wasm.
 */
export async function split(name, profile) {
  const target = targetFolder();
  const built = join(target, "wasm32-unknown-unknown", profile, `${name}.wasm`);
  const folder = join(target, "wasm-split", profile);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run("wasm-split", [built, folder, name]);
  const divided = join(folder, `${name}.wasm`);
  // The parts are linked to what the linker has exported, such as the table of functions.
  const options = ["--target=web", "--no-typescript", "--keep-lld-exports"];
  await run("wasm-bindgen", [...options, `--out-dir=${folder}`, `--out-name=${name}`, divided]);
  rmSync(divided);
  takeAnyType(join(folder, "__wasm_split.js"));
  const parts = readdirSync(folder).filter((file) => file.endsWith(".wasm"));
  await Promise.all(
    parts.map((part) => {
      const file = join(folder, part);
      return run("wasm-opt", [...OPTIMISE, file, "-o", file]);
    }),
  );
  return folder;
}
