// A program that the console exports, run against headroom-server: it makes the same group.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { KEY, connect, start } from "./server.mjs";

const own = (name) => fileURLToPath(new URL(`exported/${name}`, import.meta.url));
const run = promisify(execFile);
let server;

before(async () => {
  server = await start("--speed", "0");
});
after(() => server.stop());

/** Runs a program, by what starts Node with it. */
const execute = (secret, ...program) => {
  const keys = { SCW_ACCESS_KEY: "SCWXXXXXXXXXXXXXXXXX", SCW_SECRET_KEY: secret };
  const env = { ...process.env, SCW_API_URL: server.address, ...keys };
  // What stands in no file looks for its packages from here.
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  return run(process.execPath, program.length ? program : [own("thresholds.mjs")], { env, cwd });
};

/** A key of the API as the SDK has it. */
const camel = (key) => key.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

/** A body of the API in the SDK's own words. */
function asSdk(value) {
  if (Array.isArray(value)) return value.map(asSdk);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [camel(key), asSdk(inner)]),
  );
}

/** What is set of an answer of the SDK. */
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  const set = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return Object.fromEntries(set.map(([key, inner]) => [key, bare(inner)]));
}

/** Whether `whole` has all that `part` has, but for what is made anew. */
function assertHas(whole, part, ...anew) {
  for (const [key, value] of Object.entries(asSdk(part))) {
    if (!anew.includes(key)) assert.deepEqual(bare(whole[key]), value, key);
  }
}

test("an exported program makes the same group", async () => {
  const { stdout } = await execute(KEY);
  const wanted = JSON.parse(await readFile(own("thresholds.json"), "utf8"));
  const api = connect(server);
  const instanceGroupId = stdout.trim();
  const group = await api.getInstanceGroup({ instanceGroupId });
  assertHas(group, wanted.group, "id", "instanceTemplateId");
  assert.notEqual(group.id, wanted.group.id);
  const template = await api.getInstanceTemplate({ templateId: group.instanceTemplateId });
  assertHas(template, wanted.template, "id");
  const { policies } = await api.listInstancePolicies({
    instanceGroupId,
    orderBy: "created_at_asc",
  });
  assert.equal(policies.length, wanted.policies.length);
  for (const [index, policy] of wanted.policies.entries()) {
    assertHas(policies[index], policy, "id", "instanceGroupId");
  }
});

test("an exported program has no key of its own", async () => {
  await assert.rejects(execute(""));
});

test("an exported change changes just that", async () => {
  const api = connect(server);
  const { instanceGroups } = await api.listInstanceGroups();
  const { id, capacity } = instanceGroups.find(({ name }) => name === "checkout-api");
  const program = await readFile(own("change.mjs"), "utf8");
  const named = program.replace("00000000-0000-4000-8000-000000000001", id);
  assert.notEqual(named, program);
  await execute(KEY, "--input-type=module", "--eval", named);
  const changed = await api.getInstanceGroup({ instanceGroupId: id });
  assert.deepEqual(changed.capacity, { ...capacity, maxReplicas: 7, cooldownDelay: "120s" });
});
