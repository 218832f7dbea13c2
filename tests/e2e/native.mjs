// The what-if on the command line, which the page's numbers must equal to the last bit.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The binary; cargo builds it where it is missing. */
export function binary() {
  if (process.env.HEADROOM_WHATIF) return process.env.HEADROOM_WHATIF;
  const target = process.env.CARGO_TARGET_DIR || `${ROOT}target`;
  const path = `${target}/debug/headroom-whatif`;
  if (!existsSync(path)) {
    const args = ["build", "--quiet", "--locked", "--bin", "headroom-whatif"];
    execFileSync("cargo", args, { cwd: ROOT, stdio: "inherit" });
  }
  return path;
}

/** The outcome of a job. */
export function replay(job) {
  const options = { input: JSON.stringify(job), encoding: "utf8", maxBuffer: 64 * 1024 * 1024 };
  const { status, stdout, stderr, error } = spawnSync(binary(), [], options);
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
