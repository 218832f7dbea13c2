// headroom-server with a sandbox, on a free port, and the official SDK as its client.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { Autoscalingv1alpha1 } from "@scaleway/sdk-autoscaling";
import { createClient } from "@scaleway/sdk-client";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Any UUID is a key of the sandbox. */
export const KEY = "11111111-2222-4333-8444-555555555555";
export const PROJECT = "d03c0af1-fec9-44aa-a12c-54cb13072778";
export const ZONE = "fr-par-1";

/** The binary; cargo builds it where it is missing. */
function binary() {
  if (process.env.HEADROOM_SERVER) return process.env.HEADROOM_SERVER;
  const target = process.env.CARGO_TARGET_DIR || `${ROOT}target`;
  const path = `${target}/debug/headroom-server`;
  if (!existsSync(path)) {
    const args = ["--quiet", "--locked", "--features", "serve", "--bin", "headroom-server"];
    execFileSync("cargo", ["build", ...args], { cwd: ROOT, stdio: "inherit" });
  }
  return path;
}

/** A folder that passes for the console, which these tests do not look at. */
function noConsole() {
  const folder = mkdtempSync(join(tmpdir(), "headroom-sdk-"));
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`;
  writeFileSync(join(folder, "index.html"), `<html><head>${policy}</head></html>`);
  return folder;
}

/** Starts a server; `stop()` ends it. */
export async function start(...args) {
  const dist = noConsole();
  const listen = ["--listen", "127.0.0.1:0", "--api", "sandbox", "--dist", dist];
  const child = spawn(binary(), [...listen, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stderr.on("data", (text) => (log += text));
  const ended = new Promise((resolve) => child.on("close", resolve));
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(dist, { recursive: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [address] = line.match(/http:\/\/[^/]+/) ?? [];
    if (address) return { address, stop };
  }
  await stop();
  throw new Error(`headroom-server gave no address:\n${log}`);
}

/** The SDK's API at a server. */
export function connect({ address }, settings = {}) {
  const client = createClient({
    apiURL: address,
    accessKey: "SCWXXXXXXXXXXXXXXXXX",
    secretKey: KEY,
    defaultProjectId: PROJECT,
    defaultZone: ZONE,
    ...settings,
  });
  return new Autoscalingv1alpha1.API(client);
}

/** The calls of the API: its methods, without those that others of them are made of. */
export function methodsOf(api) {
  const isCall = (name) => typeof api[name] === "function" && !name.startsWith("pageOf");
  return Object.keys(api).filter(isCall).sort();
}

/** The same API, noting which of its methods are called. */
export function noting(api, called) {
  return new Proxy(api, {
    get(target, name) {
      if (typeof target[name] === "function") called.add(name);
      return target[name];
    },
  });
}
