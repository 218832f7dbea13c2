// The unit of systemd: that it is one, how much it locks away, and that the server needs no more.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "./bare.mjs";
import { ask } from "./client.mjs";
import { startServer } from "./hosts.mjs";
import { ROOT, until } from "./scratch.mjs";

const SAMPLES = join(ROOT, "deploy", "systemd");
const UNIT = "headroom-server.service";
const SERVER = process.env.HEADROOM_SITE_SERVER;
const GROUPS = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
const KEY = "11111111-2222-4333-8444-555555555555";

/** Tenths of systemd's measure of exposure, from 0 (none) to 100. What is left is the network. */
const MOST_EXPOSED = 13;

/** The unit, and these of its drop-ins, where the docs say that they go; the program is a real one. */
function install(scratch, dropIns) {
  const unit = readFileSync(join(SAMPLES, UNIT), "utf8");
  writeFileSync(scratch.path(UNIT), unit.replaceAll("/usr/local/bin/headroom-server", SERVER));
  mkdirSync(scratch.path(`${UNIT}.d`));
  for (const name of dropIns) cpSync(join(SAMPLES, name), scratch.path(`${UNIT}.d`, name));
}

/** What systemd's own analysis says of the unit, and how it ended. */
function analyse(scratch, ...args) {
  const env = { ...process.env, SYSTEMD_UNIT_PATH: `${scratch.folder}:` };
  const { status, stdout, stderr } = spawnSync(
    "systemd-analyze",
    ["--no-pager", ...args, scratch.path(UNIT)],
    { env, encoding: "utf8" },
  );
  return { status, said: stdout + stderr };
}

/** The values of a setting in the unit, one for each word. */
function setting(name) {
  const lines = readFileSync(join(SAMPLES, UNIT), "utf8").split("\n");
  const values = lines.filter((line) => line.startsWith(`${name}=`));
  return values.map((line) => line.slice(name.length + 1).split(" "));
}

/** The system calls in a set such as `@system-service`, as this machine's systemd has it. */
function calls(set) {
  if (!set.startsWith("@")) return [set];
  const listed = execFileSync("systemd-analyze", ["--no-pager", "syscall-filter", set], {
    encoding: "utf8",
  });
  const names = listed
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
  return names.filter((name) => name && !name.startsWith("#")).flatMap(calls);
}

/** The system calls that the unit leaves to the server. */
function allowed() {
  const left = new Set();
  for (const words of setting("SystemCallFilter")) {
    const takesAway = words[0].startsWith("~");
    for (const call of words.map((word) => word.replace("~", "")).flatMap(calls)) {
      if (takesAway) left.delete(call);
      else left.add(call);
    }
  }
  return left;
}

/** Every system call of a server that is started, asked by `use`, and ended. */
async function traced(scratch, name, args, env, use) {
  const log = scratch.path(`${name}.strace`);
  const program = ["-f", "-qq", "-s", "256", "-o", log, SERVER, "--listen", "127.0.0.1:0"];
  const running = scratch.run("strace", [...program, ...args], env);
  const printed = async () => running.said.match(/http:\/\/(127\.0\.0\.1:(\d+))(\/\S*)/);
  const [, own, port, link] = await until(running, "gave no address", printed);
  await use({ secure: false, name: own, port: Number(port), link });
  const [server] = readFileSync(log, "utf8").match(/^\d+/);
  process.kill(Number(server));
  await running.ended;
  expect(running.child.exitCode, running.said).toBe(0);
  // A call that another thread's interrupts goes on in a line that names it again.
  const lines = readFileSync(log, "utf8")
    .split("\n")
    .map((line) => line.replace(/^\d+ +/, ""));
  return lines.filter((line) => /^\w+\(/.test(line));
}

for (const dropIns of [[], ["api.conf"], ["api.conf", "key.conf"]]) {
  test(`systemd takes the unit ${dropIns.join(" and ") || "alone"}`, async ({ scratch }) => {
    install(scratch, dropIns);
    expect(analyse(scratch, "verify", "--man=no")).toEqual({ status: 0, said: "" });
  });
}

test("a mistake in the unit is found", async ({ scratch }) => {
  install(scratch, []);
  writeFileSync(scratch.path(`${UNIT}.d`, "wrong.conf"), "[Service]\nProtectSystm=strict\n");
  expect(analyse(scratch, "verify", "--man=no").said).toContain("ProtectSystm");
});

test("the unit exposes no more than it must", async ({ scratch }) => {
  install(scratch, ["api.conf", "key.conf"]);
  const judged = analyse(scratch, "security", "--offline=true", `--threshold=${MOST_EXPOSED}`);
  expect(judged, judged.said).toMatchObject({ status: 0 });
  writeFileSync(scratch.path(`${UNIT}.d`, "open.conf"), "[Service]\nDynamicUser=no\nUser=root\n");
  const open = analyse(scratch, "security", "--offline=true", `--threshold=${MOST_EXPOSED}`);
  expect(open.status, "the limit is near enough to notice").not.toBe(0);
});

test("the server makes no call that the unit forbids", async ({ scratch }) => {
  const state = scratch.path("sandbox.json");
  const headers = { "X-Auth-Token": KEY };
  const lines = await traced(scratch, "sandbox", ["--state", state], {}, async (host) => {
    expect((await ask(host, "/")).status).toBe(200);
    expect((await ask(host, GROUPS, { headers })).status).toBe(200);
  });
  expect(readdirSync(scratch.folder)).toContain("sandbox.json");
  const upstream = await startServer(scratch);
  writeFileSync(scratch.path("key"), `${KEY}\n`);
  const env = { SCW_SECRET_KEY_FILE: scratch.path("key") };
  const api = ["--api", `http://localhost:${upstream.port}`];
  const forwarding = await traced(scratch, "api", api, env, async (host) => {
    const { headers: entered } = await ask(host, host.link);
    const [Cookie] = entered["set-cookie"][0].split(";");
    const reply = await ask(host, GROUPS, { headers: { Cookie } });
    expect(reply.status, reply.body.toString()).toBe(200);
  });
  expectWithin([...lines, ...forwarding], state);
});

/** Calls that each limit of the unit lets through. */
function expectWithin(lines, state) {
  const left = allowed();
  expect(left.size).toBeGreaterThan(200);
  const names = new Set(lines.map((line) => line.split("(")[0]));
  expect(
    [...names].filter((name) => !left.has(name)),
    "SystemCallFilter",
  ).toEqual([]);
  expect(names).toContain("accept4");
  const isBoth = (line) => line.includes("PROT_WRITE") && line.includes("PROT_EXEC");
  const later = /^(pkey_)?mprotect\(.*PROT_EXEC/;
  const executable = lines.filter((line) => isBoth(line) || later.test(line));
  expect(executable, "MemoryDenyWriteExecute").toEqual([]);
  const families = new Set(lines.flatMap((line) => line.match(/^socket\((AF_\w+)/)?.[1] ?? []));
  const [permitted] = setting("RestrictAddressFamilies");
  expect(
    [...families].filter((family) => !permitted.includes(family)),
    "families",
  ).toEqual([]);
  const written = lines.filter((line) => /^open(at)?\(.*(O_WRONLY|O_RDWR|O_CREAT)/.test(line));
  expect(written.length).toBeGreaterThan(0);
  expect(
    written.filter((line) => !line.includes(state)),
    "ProtectSystem",
  ).toEqual([]);
}
