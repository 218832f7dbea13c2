// The project's own programs: the what-if on the command line, which the page's numbers must equal
// to the last bit, and the server.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = resolve(ROOT, process.env.HEADROOM_DIST || "dist");

/** A binary; cargo builds it where it is missing. */
function binary(name, ...features) {
  const target = process.env.CARGO_TARGET_DIR || `${ROOT}target`;
  const path = `${target}/debug/${name}`;
  if (!existsSync(path)) {
    const args = ["build", "--quiet", "--locked", ...features, "--bin", name];
    execFileSync("cargo", args, { cwd: ROOT, stdio: "inherit" });
  }
  return path;
}

/** The what-if on the command line. */
export const whatif = () => binary("headroom-whatif", "--features", "cli");

/** The outcome of a job. */
export function replay(job) {
  const options = { input: JSON.stringify(job), encoding: "utf8", maxBuffer: 64 * 1024 * 1024 };
  const { status, stdout, stderr, error } = spawnSync(whatif(), [], options);
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The outcomes of jobs, each a line of JSON. */
export function replayLines(lines) {
  const options = { input: lines.join("\n"), encoding: "utf8", maxBuffer: 1024 * 1024 * 1024 };
  const { status, stdout, stderr, error } = spawnSync(whatif(), [], options);
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/**
 * The outcomes of jobs, each a line of JSON, replayed by the crate in WebAssembly, which is built
 * and optimised as the workers are.
 */
export async function replayLinesInWasm(lines) {
  const target = process.env.CARGO_TARGET_DIR || `${ROOT}target`;
  const [triple, profile, name] = ["wasm32-unknown-unknown", "replay-release", "replay-lines"];
  const options = { cwd: ROOT, stdio: "inherit" };
  const features = ["--no-default-features", "--features", "worker"];
  const build = ["build", "--quiet", "--locked", "--target", triple, "--profile", profile];
  execFileSync("cargo", [...build, ...features, "--bin", name], options);
  const folder = mkdtempSync(join(tmpdir(), "headroom-wasm-"));
  const built = join(target, triple, profile, `${name}.wasm`);
  execFileSync("wasm-bindgen", ["--target=web", `--out-dir=${folder}`, built], options);
  const wasm = join(folder, `${name}_bg.wasm`);
  execFileSync("wasm-opt", ["-O3", wasm, "-o", wasm], options);
  globalThis.jobs = lines;
  // Node takes a file for a module by its name alone.
  const script = join(folder, `${name}.mjs`);
  renameSync(join(folder, `${name}.js`), script);
  const { initSync } = await import(pathToFileURL(script).href);
  initSync({ module: readFileSync(wasm) });
  rmSync(folder, { recursive: true });
  return globalThis.outcomes.map((line) => JSON.parse(line));
}

/** A thousand random jobs as lines of JSON: those of the native tests. */
export function randomJobs() {
  const folder = mkdtempSync(join(tmpdir(), "headroom-jobs-"));
  const path = join(folder, "jobs.jsonl");
  const test = "whatif::random::tool_that_writes_a_thousand_jobs";
  // The features of the native tests, so that what they built serves.
  const build = ["test", "--quiet", "--locked", "--features", "cli", "--test", "it"];
  const args = [...build, "--", "--ignored", "--exact", test];
  const options = { cwd: ROOT, env: { ...process.env, HEADROOM_JOBS: path }, stdio: "ignore" };
  execFileSync("cargo", args, options);
  const lines = readFileSync(path, "utf8").trim().split("\n");
  rmSync(folder, { recursive: true });
  return lines;
}

/** Serves the build by headroom-server on a free port. `stop` ends it. */
export async function startServer(args = [], env = {}) {
  const all = ["--listen", "127.0.0.1:0", "--dist", DIST, ...args];
  const options = { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "ignore"] };
  const server = spawn(binary("headroom-server", "--features", "serve"), all, options);
  for await (const line of createInterface({ input: server.stdout })) {
    const [address] = line.match(/http:\S+/) ?? [];
    if (address) return { address, stop: () => server.kill() };
  }
  throw new Error("headroom-server gave no address");
}
