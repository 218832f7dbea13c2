// The project's own programs: the what-if on the command line, which the page's numbers must equal
// to the last bit, and the server.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

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

/** The outcome of a job. */
export function replay(job) {
  const options = { input: JSON.stringify(job), encoding: "utf8", maxBuffer: 64 * 1024 * 1024 };
  const { status, stdout, stderr, error } = spawnSync(binary("headroom-whatif"), [], options);
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Serves dist/ by headroom-server on a free port. `stop` ends it. */
export async function startServer(args = [], env = {}) {
  const all = ["--listen", "127.0.0.1:0", "--dist", `${ROOT}dist`, ...args];
  const options = { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "ignore"] };
  const server = spawn(binary("headroom-server", "--features", "serve"), all, options);
  for await (const line of createInterface({ input: server.stdout })) {
    const [address] = line.match(/http:\S+/) ?? [];
    if (address) return { address, stop: () => server.kill() };
  }
  throw new Error("headroom-server gave no address");
}
