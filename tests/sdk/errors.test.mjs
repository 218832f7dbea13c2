// Every refusal as the official SDK's own error. The sandbox answers magic names with each of them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Errors } from "@scaleway/sdk-client";

import * as bodies from "./bodies.mjs";
import { connect, start } from "./server.mjs";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NOBODY = "00000000-0000-4000-8000-000000000000";

let server;
let api;

before(async () => {
  server = await start();
  api = connect(server);
});
after(() => server.stop());

// Word, status, class, and what the SDK makes of the body. What it has no class for is a plain
// ScalewayError, the body's message and all.
const REFUSALS = [
  ["fault-400", 400, "ScalewayError", { rawMessage: "Invalid parameters" }],
  ["fault-400-standard", 400, "InvalidArgumentsError"],
  ["fault-401", 401, "DeniedAuthenticationError", { method: "api_key", reason: "not_found" }],
  ["fault-401-expired", 401, "DeniedAuthenticationError", { reason: "expired" }],
  ["fault-403", 403, "PermissionsDeniedError"],
  ["fault-403-quota", 403, "QuotasExceededError"],
  ["fault-404", 404, "ScalewayError", { rawMessage: "instance_group not Found" }],
  ["fault-404-standard", 404, "ResourceNotFoundError", { resource: "private_network" }],
  ["fault-404-instance", 404, "ResourceNotFoundError", { resource: "instance_server" }],
  ["fault-409", 409, "TransientStateError", { currentState: "configuring" }],
  ["fault-409-exists", 409, "AlreadyExistsError", { resource: "instance_group" }],
  ["fault-410", 410, "ScalewayError"],
  ["fault-410-expired", 410, "ResourceExpiredError", { resource: "instance_group" }],
  ["fault-412", 412, "PreconditionFailedError", { precondition: "resource_still_in_use" }],
  ["fault-423", 423, "ResourceLockedError", { resource: "instance_group" }],
  ["fault-429", 429, "ScalewayError", { rawMessage: undefined, body: "" }],
  ["fault-429-told", 429, "TooManyRequestsError", { resetSeconds: 60 }],
  ["fault-500", 500, "ScalewayError", { rawMessage: "internal error" }],
  ["fault-503", 503, "ScalewayError"],
  ["fault-503-stock", 503, "OutOfStockError", { resource: "PLAY2-NANO" }],
];

for (const [word, status, name, parts = {}] of REFUSALS) {
  test(`${word} gives ${name}`, async () => {
    const calls = [
      () => api.getInstanceGroup({ instanceGroupId: word }),
      () => api.deleteInstancePolicy({ policyId: word }),
      () => api.createInstanceTemplate({ ...bodies.template, name: word }),
      () => api.updateInstanceGroup({ instanceGroupId: NOBODY, name: word }),
      () => api.listInstanceGroupEvents({ instanceGroupId: word }),
    ];
    for (const call of calls) {
      await assert.rejects(call, (error) => {
        assert.equal(error.constructor, Errors[name]);
        assert.equal(error.status, status);
        for (const [key, value] of Object.entries(parts)) assert.equal(error[key], value, key);
        return true;
      });
    }
  });
}

test("no class of error is left out", () => {
  const shown = new Set(REFUSALS.map(([, , name]) => name));
  assert.deepEqual([...shown].sort(), Object.keys(Errors).sort());
});

/** The error of a call that must fail. */
function errorOf(call) {
  const succeeded = () => assert.fail("the call succeeded");
  return call.then(succeeded, (error) => error);
}

test("lists of details reach the SDK's user whole", async () => {
  const of = (instanceGroupId) => errorOf(api.getInstanceGroup({ instanceGroupId }));
  const [detail] = (await of("fault-400-standard")).details;
  assert.deepEqual([detail.argumentName, detail.reason], ["project_id", "format"]);
  const permissions = await of("fault-403");
  assert.deepEqual(permissions.list, [{ action: "read", resource: "instance_group" }]);
  const quotas = await of("fault-403-quota");
  assert.deepEqual(
    quotas.list.map(({ scope }) => scope.kind),
    ["organization", "project"],
  );
  assert.match((await of("fault-404-standard")).resourceId, ID);
});

test("a key that is refused is one for every call", async () => {
  const denied = connect(server, { secretKey: "00000000-0000-4000-8000-000000000401" });
  const error = await errorOf(denied.listInstanceGroups());
  assert.equal(error.constructor, Errors.DeniedAuthenticationError);
  const reader = connect(server, { secretKey: "00000000-0000-4000-8000-00000000a403" });
  await reader.listInstanceGroups();
  const refused = await errorOf(reader.createInstanceTemplate(bodies.template));
  assert.equal(refused.constructor, Errors.PermissionsDeniedError);
  assert.deepEqual(
    refused.list.map(({ action }) => action),
    ["write"],
  );
});

test("what breaks a rule, and what is not there, are told without any magic", async () => {
  const missing = await errorOf(api.getInstanceTemplate({ templateId: NOBODY }));
  assert.equal(missing.message, "http error 404: instance_template not Found");
  const wrong = await errorOf(api.createInstanceTemplate({ ...bodies.template, name: "" }));
  assert.equal(wrong.status, 400);
  assert.deepEqual(
    wrong.body.details.map(({ field }) => field),
    ["name"],
  );
});
