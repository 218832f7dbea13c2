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

const policy = (id, action, priority, operator, threshold) => ({
  id,
  name: id,
  metric: {
    name: id,
    managed_metric: "managed_metric_instance_cpu",
    operator,
    aggregate: "aggregate_average",
    sampling_range_min: 5,
    threshold,
  },
  action,
  type: "flat_count",
  value: 1,
  priority,
  instance_group_id: "group-1",
});

const policies = [
  policy("mock-up", "scale_up", 1, "operator_greater_than", 70),
  policy("mock-down", "scale_down", 2, "operator_less_than", 40),
];

const server = {
  id: "server-1",
  name: "group-1_x",
  tags: ["autoscaling_id:group-1"],
  state: "running",
  state_detail: "booted",
  creation_date: STAMP,
  zone: ZONE,
};

const serverTypes = { "PLAY2-NANO": { arch: "x86_64", ncpus: 2, hourly_price: 0.0137 } };

/** A change merged into a row, as the API does it: what is not sent stays. */
function merge(row, change) {
  return Object.fromEntries(
    Object.entries({ ...row, ...change }).map(([key, value]) => {
      const isPart = value && typeof value === "object" && !Array.isArray(value);
      return [key, isPart ? merge(row[key] || {}, value) : value];
    }),
  );
}

/** The reply to a call, as the contract has it; undefined for what does not exist. */
function reply(state, method, path, body) {
  const [, collection, id, part] =
    /zones\/[^/]+\/([\w-]+)(?:\/([^/]+))?(?:\/(\w+))?/.exec(path) || [];
  if (path.startsWith("/prometheus/")) {
    return { status: "success", data: { resultType: "matrix", result: [] } };
  }
  if (path.startsWith("/account/")) {
    return { projects: [{ id: "project-1", name: "mock" }], total_count: 1 };
  }
  if (path.includes("/v1alpha2/")) return { group_summaries: [], total_count: 0 };
  if (path.includes("/v2alpha1/")) return { templates: [], total_count: 0 };
  if (collection === "products") return { servers: serverTypes };
  if (collection === "lbs") return { lbs: [], total_count: 0 };
  if (collection === "servers") return { servers: [server] };
  if (part === "events") return { instance_events: [], total_count: 0 };
  const rows = state[collection];
  if (!rows) return undefined;
  const index = rows.findIndex((row) => row.id === id);
  if (id && index < 0) return undefined;
  if (method === "POST") {
    const row = { ...(collection === "instance-groups" ? group : {}), ...body };
    row.id = `${collection}-${rows.length + 1}`;
    rows.unshift(row);
    return row;
  }
  if (method === "PATCH") {
    rows[index] = merge(rows[index], body);
    return rows[index];
  }
  if (method === "DELETE") {
    rows.splice(index, 1);
    return null;
  }
  if (id) return rows[index];
  const name = collection === "instance-policies" ? "policies" : collection.replace("-", "_");
  return { [name]: rows, total_count: rows.length };
}

/**
 * Answers every call to the page's own origin. `refuse` makes the calls of a method, whose path
 * holds `part`, fail with a status (or "abort") and a body, after they were carried out where
 * `applied` says so; `answer` stops that. `hold` makes them wait until what it returns is called; `sent` lists the calls.
 */
export async function mockApi(page) {
  const state = {
    "instance-groups": [group],
    "instance-templates": [template],
    "instance-policies": [...policies],
  };
  const calls = [];
  const refusals = new Map();
  const gates = new Map();
  await page.route(/\/(account|autoscaling|instance|lb|prometheus)\//, async (route) => {
    const request = route.request();
    const method = request.method();
    const { pathname } = new URL(request.url());
    calls.push(request);
    await gates.get(method);
    const refusal = refusals.get(method);
    if (refusal && refusal.left > 0 && pathname.includes(refusal.part)) {
      refusal.left -= 1;
      const { status, body, applied } = refusal;
      if (applied) reply(state, method, pathname, request.postDataJSON());
      if (status === "abort") return route.abort("failed");
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return route.fulfill({ status, body: text, contentType: "application/json" });
    }
    const json = reply(state, method, pathname, request.postDataJSON());
    if (json === undefined) return route.fulfill({ status: 404, json: { message: "not Found" } });
    if (json === null) return route.fulfill({ status: 204 });
    return route.fulfill({ json });
  });
  return {
    sent: (method) => calls.filter((call) => call.method() === method),
    refuse(method, status, body, { part = "", times = Infinity, applied = false } = {}) {
      refusals.set(method, { status, body, part, applied, left: times });
    },
    answer: (method) => refusals.delete(method),
    hold(method) {
      let release;
      gates.set(
        method,
        new Promise((resolve) => {
          release = resolve;
        }),
      );
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
  await expect(page.getByText(`Production · ${ZONE}`)).toBeVisible();
}

/**
 * That the browser's own complaints are about calls that failed on purpose; forgets them, and those
 * that are still under way: a page goes on reading after what a test looks at.
 */
export function expectOnlyRefusals(problems) {
  const own = problems.splice(0);
  problems.areRefusalsMeant = true;
  expect(own).not.toEqual([]);
  for (const problem of own) expect(problem).toContain("Failed to load resource");
}
