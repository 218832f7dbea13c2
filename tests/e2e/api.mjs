// An API at the page's own origin, answered by the test instead of a network.
import { expect } from "./fixtures.mjs";
import { field } from "./console.mjs";

export const KEY = "11111111-2222-4333-8444-555555555555";

const STAMP = "2026-03-02T07:00:00.000000Z";
const ZONE = "fr-par-1";

const template = {
  id: "template-1",
  name: "mock-template",
  commercial_type: "PLAY2-NANO",
  volumes: {},
  tags: [],
  project_id: "project-1",
  private_network_ids: [],
  image_id: "image-1",
  created_at: STAMP,
  updated_at: STAMP,
};

const group = {
  id: "group-1",
  project_id: "project-1",
  name: "mock-group",
  tags: [],
  instance_template_id: "template-1",
  capacity: { min_replicas: 1, max_replicas: 5, cooldown_delay: "300s" },
  loadbalancer: { id: "lb-1", backend_ids: [], private_network_id: null },
  error_messages: [],
  created_at: STAMP,
  updated_at: STAMP,
};

const server = {
  id: "server-1",
  name: "group-1_x",
  tags: ["autoscaling_id:group-1"],
  state: "running",
  state_detail: "booted",
  creation_date: STAMP,
  zone: ZONE,
};

/** The reply to a call, as the contract has it. */
function reply(state, method, path, body) {
  const [, collection, id, part] = /zones\/[^/]+\/([\w-]+)(?:\/([^/]+))?(?:\/(\w+))?/.exec(path)
    || [];
  if (path.startsWith("/prometheus/")) {
    return { status: "success", data: { resultType: "matrix", result: [] } };
  }
  if (collection === "servers") return { servers: [server] };
  if (part === "events") return { instance_events: [], total_count: 0 };
  const rows = {
    "instance-groups": state.groups,
    "instance-templates": [template],
    "instance-policies": [],
  }[collection];
  if (method === "POST") {
    const row = { ...group, ...body, id: `group-${state.groups.length + 1}` };
    state.groups.unshift(row);
    return row;
  }
  if (method === "DELETE") {
    state.groups = rows.filter((row) => row.id !== id);
    return null;
  }
  if (id) return rows.find((row) => row.id === id);
  const name = collection.replace("instance-groups", "instance_groups")
    .replace("instance-templates", "instance_templates").replace("instance-", "");
  return { [name]: rows, total_count: rows.length };
}

/**
 * Answers every call to the page's own origin. `refuse(method, status, body)` makes it say no,
 * with null to stop that; `hold(method)` makes it wait until what it returns is called;
 * `sent(method)` lists the calls.
 */
export async function mockApi(page) {
  const state = { groups: [group] };
  const calls = [];
  const refusals = new Map();
  const gates = new Map();
  await page.route(/\/(autoscaling|instance|prometheus)\//, async (route) => {
    const request = route.request();
    const method = request.method();
    calls.push(request);
    await gates.get(method);
    const refusal = refusals.get(method)?.();
    if (refusal === "abort") return route.abort("failed");
    if (refusal) return route.fulfill(refusal);
    const { pathname } = new URL(request.url());
    const body = request.postData() ? request.postDataJSON() : null;
    const json = reply(state, method, pathname, body);
    if (json === undefined) return route.fulfill({ status: 404, json: { message: "not Found" } });
    if (json === null) return route.fulfill({ status: 204 });
    return route.fulfill({ json });
  });
  return {
    sent: (method) => calls.filter((call) => call.method() === method),
    refuse(method, status, body) {
      if (status === null) return refusals.delete(method);
      const isText = typeof body === "string";
      const answer = isText ? { status, body, contentType: "application/json" }
        : { status, json: body };
      return refusals.set(method, () => (status === "abort" ? "abort" : answer));
    },
    /** Says no so many times, then answers. */
    refuseTimes(method, times, status, body) {
      let left = times;
      refusals.set(method, () => (left-- > 0 ? { status, json: body } : null));
    },
    hold(method) {
      let release;
      gates.set(method, new Promise((resolve) => {
        release = resolve;
      }));
      return () => {
        gates.delete(method);
        release();
      };
    },
  };
}

/** Fills in the connection's form with the page's own origin. */
export async function fillConnection(page) {
  const origin = await page.evaluate(() => location.origin);
  await field(page, "API address").fill(origin);
  await field(page, "Secret key").fill(KEY);
}

/** Connects to the API at the page's own origin. */
export async function connect(page) {
  await page.goto("./#/connect");
  await fillConnection(page);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
  await expect(page.getByText(`API · ${ZONE}`)).toBeVisible();
}
