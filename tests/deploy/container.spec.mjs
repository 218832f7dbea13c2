// The container file: its form, and that what it names is there. What it does, tests/deploy/
// container.sh does by hand.
import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "./bare.mjs";
import { ROOT } from "./scratch.mjs";

const FILE = join(ROOT, "deploy", "Containerfile");

/** What hadolint says of a container file. */
function lint(text) {
  const options = { input: text, encoding: "utf8" };
  const { status, stdout, stderr } = spawnSync(process.env.HEADROOM_HADOLINT, ["-"], options);
  return { status, said: stdout + stderr };
}

const text = readFileSync(FILE, "utf8");

test("the container file has the form that hadolint wants", () => {
  expect(lint(text)).toEqual({ status: 0, said: "" });
  const [, version] = text.match(/FROM rust:(\S+)/);
  expect(lint(text.replace(version, "latest")).said).toContain("DL3007");
});

test("every script that it runs is there, and its image holds no system", () => {
  const scripts = [...text.matchAll(/tools\/\w+\.sh/g)].map(([script]) => script);
  expect(scripts).toContain("tools/server.sh");
  for (const script of scripts) accessSync(join(ROOT, script), constants.X_OK);
  const [, image] = text.split("FROM scratch\n");
  expect(image).not.toContain("RUN");
  expect(image).toMatch(/USER \d+:\d+/);
});
