// Groups of the first generation as a test wants them, answered at the page's own origin beside
// what `mockApi` answers.
import { mockApi } from "./api.mjs";

/** A policy that adds an Instance over 70 % of CPU. */
const policy = (group) => ({
  id: `${group}-up`,
  name: `${group}-up`,
  metric: {
    name: "cpu",
    managed_metric: "managed_metric_instance_cpu",
    operator: "operator_greater_than",
    aggregate: "aggregate_average",
    sampling_range_min: 5,
    threshold: 70,
  },
  action: "scale_up",
  type: "flat_count",
  value: 1,
  priority: 1,
  instance_group_id: group,
});

const group = ({ name, bounds: [least, most], errors = [], tags = [] }) => ({
  id: name,
  project_id: "project-1",
  name,
  tags,
  instance_template_id: "template-1",
  capacity: { min_replicas: least, max_replicas: most, cooldown_delay: "300s" },
  loadbalancer: { id: "lb-1", backend_ids: [], private_network_id: null },
  error_messages: errors,
  created_at: "2026-02-01T07:00:00.000000Z",
  updated_at: "2026-02-01T07:00:00.000000Z",
});

const servers = ({ name, size = 0 }) =>
  Array.from({ length: size }, (_, number) => ({
    id: `${name}-${number}`,
    name: `${name}_${number}`,
    tags: [`autoscaling_id:${name}`],
    state: "running",
    state_detail: "booted",
    creation_date: "2026-02-01T07:00:00.000000Z",
    zone: "fr-par-1",
  }));

/** A page of a numbered list. */
function pageOf(rows, params, name) {
  const size = Number(params.get("page_size") || params.get("per_page") || 50);
  const first = (Number(params.get("page") || 1) - 1) * size;
  return { [name]: rows.slice(first, first + size), total_count: rows.length };
}

/** The samples of a range query: one value from start to end. */
function samples(value, params) {
  const [from, to, step] = ["start", "end", "step"].map((name) => Number(params.get(name)));
  const values = [];
  for (let at = from; at <= to; at += step) values.push([at, String(value)]);
  const result = value === undefined || values.length === 0 ? [] : [{ metric: {}, values }];
  return { status: "success", data: { resultType: "matrix", result } };
}

const EVENTS = [
  {
    id: "event-1",
    source: "scaler",
    level: "info",
    name: "Scaling event: added 1 instance(s)",
    created_at: "2026-03-02T07:40:00.000000Z",
    details: "CPU 77 % over 70 %.",
  },
];

/**
 * Answers for these groups: `name`, `bounds`, and where it matters `size`, `cpu` (none is measured
 * without), `errors`, `tags`, `isKept` where it may not be deleted, `refusals` for how often no
 * Instance of it may be terminated; each has these events. What is returned counts the calls by
 * what they ask, and names the groups that were deleted and the Instances that were terminated.
 */
export async function mockGroups(page, groups, events = EVENTS) {
  const api = await mockApi(page);
  const byName = new Map(groups.map((own) => [own.name, own]));
  const asked = { metrics: 0, events: 0 };
  const [terminated, deleted] = [[], []];
  const lists = {
    "instance-groups": () => [[...byName.values()].map(group), "instance_groups"],
    "instance-policies": () => [[...byName.keys()].map(policy), "policies"],
  };
  await page.route(/\/(autoscaling\/v1alpha1|instance\/v1)\/zones\//, async (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    const [, collection, id, part] = /zones\/[^/]+\/([\w-]+)(?:\/([^/]+))?(?:\/(\w+))?/.exec(
      pathname,
    );
    if (part === "events") {
      asked.events += 1;
      return route.fulfill({ json: pageOf(events, searchParams, "instance_events") });
    }
    if (part === "action") {
      const own = groups.find(({ name }) => id.startsWith(`${name}-`));
      const isRefused = (own.refusals ?? 0) > 0;
      if (isRefused) own.refusals -= 1;
      else terminated.push(id);
      const json = { message: "quota exceeded" };
      return route.fulfill(isRefused ? { status: 403, json } : { json: { task: {} } });
    }
    if (collection === "servers") {
      return route.fulfill({
        json: pageOf([...byName.values()].flatMap(servers), searchParams, "servers"),
      });
    }
    if (route.request().method() === "DELETE") {
      const json = { message: "insufficient permissions" };
      if (byName.get(id)?.isKept) return route.fulfill({ status: 403, json });
      deleted.push(id);
      if (byName.delete(id)) return route.fulfill({ status: 204 });
      return route.fulfill({ status: 404, json: { type: "not_found", resource: "group" } });
    }
    if (collection === "instance-groups" && byName.has(id)) {
      return route.fulfill({ json: group(byName.get(id)) });
    }
    if (id || !(collection in lists)) return route.fallback();
    const [rows, name] = lists[collection]();
    return route.fulfill({ json: pageOf(rows, searchParams, name) });
  });
  await page.route(/\/prometheus\//, async (route) => {
    asked.metrics += 1;
    const { searchParams } = new URL(route.request().url());
    const query = searchParams.get("query");
    const own = byName.get(/resource_name=~"(.*?)_/.exec(query)?.[1]);
    const value = query.startsWith("count(") ? own?.size : own?.cpu;
    return route.fulfill({ json: samples(value, searchParams) });
  });
  return { ...api, asked, terminated, deleted };
}
