// Folders, ports and processes of one test.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** The release, which the server carries too. */
export const DIST = join(ROOT, "dist");

/** So long that only a process that hangs exceeds it. */
const HANGS_MS = 60_000;

/** Ports that are free now, all different. */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => server.address().port);
  for (const server of servers) server.close();
  await Promise.all(servers.map((server) => once(server, "close")));
  return ports;
}

/** What one test has started and made. `clear` ends and removes it. */
export class Scratch {
  #children = [];
  folder = mkdtempSync(join(tmpdir(), "headroom-deploy-"));

  path(...names) {
    return join(this.folder, ...names);
  }

  /** Runs a program, and keeps what it says for who wants to know why it failed. */
  run(program, args, env = {}) {
    const options = {
      cwd: this.folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    };
    const child = spawn(program, args, options);
    const running = { child, said: "" };
    running.ended = once(child, "close").catch((error) => {
      running.said += error.message;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (bytes) => {
        running.said += bytes;
      });
    }
    this.#children.push(running);
    return running;
  }

  async clear() {
    for (const { child } of this.#children) child.kill();
    await Promise.all(this.#children.map(({ ended }) => ended));
    rmSync(this.folder, { recursive: true });
  }
}

/** Waits until `found` gives something, which it is asked again as soon as it has failed. */
export async function until(running, what, found) {
  const deadline = Date.now() + HANGS_MS;
  let hasEnded = false;
  running.ended.then(() => {
    hasEnded = true;
  });
  while (!hasEnded && Date.now() < deadline) {
    const value = await found().catch(() => null);
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${running.child.spawnfile} ${what}: ${running.said}`);
}
