// Every call of the official SDK against headroom-server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import * as bodies from "./bodies.mjs";
import { PROJECT, ZONE, connect, methodsOf, noting, start } from "./server.mjs";

const OTHER_ZONE = "fr-par-2";
const called = new Set();
let server;
let api;

before(async () => {
  // An hour a second: what takes the group seconds takes the test no time.
  server = await start("--speed", "3600");
  api = noting(connect(server), called);
});
after(() => server.stop());

const isDate = (value) => value instanceof Date && !Number.isNaN(value.getTime());

/** Whether `whole` has all that `part` has. */
function assertHas(whole, part) {
  for (const [key, value] of Object.entries(part)) assert.deepEqual(whole[key], value, key);
}

/** Asks again until the answer will do, so many times at most. */
async function until(ask, willDo) {
  for (let asked = 0; asked < 2_000; asked += 1) {
    const answer = await ask();
    if (willDo(answer)) return answer;
  }
  throw new Error("the answer never came");
}

test("a template is created, read, listed, changed and deleted", async () => {
  const created = await api.createInstanceTemplate(bodies.template);
  const { volumes, ...rest } = bodies.template;
  assertHas(created, { ...rest, projectId: PROJECT, zone: ZONE, status: "unknown_status" });
  const fromSnapshot = { size: null, ...volumes[0].fromSnapshot };
  assertHas(created.volumes[0], { ...volumes[0], fromEmpty: undefined, fromSnapshot });
  assert.deepEqual([created.imageId, created.cloudInit], [null, undefined]);
  assert.ok(isDate(created.createdAt) && isDate(created.updatedAt));

  const templateId = created.id;
  assert.deepEqual(await api.getInstanceTemplate({ templateId }), created);
  const { instanceTemplates, totalCount } = await api.listInstanceTemplates();
  assert.ok(instanceTemplates.some(({ id }) => id === templateId) && totalCount >= 1);

  const change = { name: "renamed", cloudInit: "IyE=" };
  const changed = await api.updateInstanceTemplate({ templateId, ...change });
  assert.deepEqual(changed, { ...created, ...change, updatedAt: changed.updatedAt });

  assert.equal(await api.deleteInstanceTemplate({ templateId }), undefined);
  await assert.rejects(api.getInstanceTemplate({ templateId }), { status: 404 });
});

test("a group is created, read, listed, changed and deleted", async () => {
  const { id: templateId } = await api.createInstanceTemplate(bodies.template);
  const body = bodies.group(templateId);
  const created = await api.createInstanceGroup(body);
  const { name, tags, capacity, loadbalancer } = body;
  assertHas(created, { name, tags, capacity, loadbalancer, instanceTemplateId: templateId });
  assertHas(created, { projectId: PROJECT, zone: ZONE, errorMessages: [] });
  assert.ok(isDate(created.createdAt) && isDate(created.updatedAt));

  const instanceGroupId = created.id;
  assertHas(await api.getInstanceGroup({ instanceGroupId }), { id: instanceGroupId, capacity });
  const { instanceGroups } = await api.listInstanceGroups({ orderBy: "created_at_desc" });
  assert.equal(instanceGroups[0].id, instanceGroupId);

  const change = { instanceGroupId, capacity: { maxReplicas: 9 }, tags: [] };
  const changed = await api.updateInstanceGroup(change);
  assertHas(changed, { name, tags: [], capacity: { ...capacity, maxReplicas: 9 }, loadbalancer });

  assert.equal(await api.deleteInstanceGroup({ instanceGroupId }), undefined);
  await assert.rejects(api.getInstanceGroup({ instanceGroupId }), { status: 404 });
});

test("a policy is created, read, listed by its group, changed and deleted", async () => {
  const { id: templateId } = await api.createInstanceTemplate(bodies.template);
  const { id: instanceGroupId } = await api.createInstanceGroup(bodies.group(templateId));
  const body = bodies.policy(instanceGroupId);
  const created = await api.createInstancePolicy(body);
  const { metric, ...rest } = body;
  assertHas(created, { ...rest, zone: ZONE });
  assertHas(created.metric, { ...metric, cockpitMetricName: undefined });

  const policyId = created.id;
  assert.deepEqual(await api.getInstancePolicy({ policyId }), created);
  const listed = await api.listInstancePolicies({ instanceGroupId });
  assert.deepEqual(listed, { policies: [created], totalCount: 1 });

  // The type demands words that stay as they are when they are empty.
  const change = { policyId, action: "unknown_action", type: "unknown_type", value: 3 };
  assert.deepEqual(await api.updateInstancePolicy(change), { ...created, value: 3 });

  assert.equal(await api.deleteInstancePolicy({ policyId }), undefined);
  const empty = await api.listInstancePolicies({ instanceGroupId });
  assert.deepEqual([empty.policies, empty.totalCount], [[], 0]);
});

test("a list is followed over its pages, by the SDK's page size and by the server's", async () => {
  const zone = OTHER_ZONE;
  const names = Array.from({ length: 45 }, (_, index) => `page-${index}`);
  for (const name of names) await api.createInstanceTemplate({ ...bodies.template, zone, name });
  const namesOf = (templates) => templates.map(({ name }) => name);

  const order = { zone, orderBy: "created_at_asc" };
  for (const paging of [{}, { pageSize: 10 }, { pageSize: 1000 }]) {
    const all = await api.listInstanceTemplates({ ...order, ...paging }).all();
    assert.deepEqual(namesOf(all), names);
  }
  const pages = [];
  for await (const page of api.listInstanceTemplates({ ...order, pageSize: 20 })) {
    pages.push(namesOf(page));
  }
  assert.deepEqual(pages, [names.slice(0, 20), names.slice(20, 40), names.slice(40)]);
  const last = await api.listInstanceTemplates({ ...order, page: 5, pageSize: 10 });
  assert.deepEqual([namesOf(last.instanceTemplates), last.totalCount], [names.slice(40), 45]);
});

test("a new group's events tell that it fills to its minimum", async () => {
  const { id: templateId } = await api.createInstanceTemplate(bodies.template);
  const { id: instanceGroupId } = await api.createInstanceGroup(bodies.group(templateId));
  const list = () => api.listInstanceGroupEvents({ instanceGroupId, pageSize: 2 }).all();
  const isFilling = ({ name }) => name === "Scaling event: added 2 instance(s)";
  const events = await until(list, (listed) => listed.some(isFilling));
  const filling = events.find(isFilling);
  assert.equal(filling.source, "scaler");
  assert.ok(isDate(filling.createdAt) && filling.details.length > 0);
  assert.ok(["info", "success", "error"].includes(filling.level));
});

test("no call of the SDK was left out", () => {
  const methods = methodsOf(connect(server));
  assert.equal(methods.length, 16);
  assert.deepEqual([...called].filter((name) => methods.includes(name)).sort(), methods);
});
