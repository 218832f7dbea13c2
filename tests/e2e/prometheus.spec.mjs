// A group's own history from a real Prometheus, through headroom-server.
import { test as base, expect } from "./fixtures.mjs";
import { openWhatIf, outcome, panel, scorecard, timeline } from "./console.mjs";
import { hasPrometheus, inOne, startPrometheus } from "./prometheus.mjs";

const KEY = "11111111-2222-4333-8444-555555555555";
const headers = { "X-Auth-Token": KEY, "Content-Type": "application/json" };
const HOURS = 6;

/** Two Instances, scraped every 15 s: CPU at 62 %, and bytes by directions of odd names. */
function history(group, until) {
  const lines = [];
  const from = until - HOURS * 3600;
  for (const name of ["a", "b"]) {
    const own = `resource_name="${group}_${name}"`;
    for (let at = from; at <= until; at += 15) {
      const passed = at - from;
      lines.push(
        `instance_server_cpu_seconds_total{${own}} ${passed * 2 * 0.62} ${at}`,
        `instance_server_vcpu_count{${own}} 2 ${at}`,
        `instance_server_network_seen_bytes_total{${own},direction="to"} ${passed * 50_000} ${at}`,
        `instance_server_network_seen_bytes_total{${own},direction="from"} ${passed * 3e6} ${at}`,
      );
    }
  }
  return lines;
}

/** The group, whose policy to shrink watches what comes in over the network. */
async function watchNetwork(api) {
  const zone = `${api}autoscaling/v1alpha1/zones/fr-par-1/`;
  const ask = async (path, init) => (await fetch(zone + path, { headers, ...init })).json();
  const { instance_groups: groups } = await ask("instance-groups");
  const { id } = groups.find(({ name }) => name === "checkout-api");
  const { policies } = await ask(`instance-policies?instance_group_id=${id}`);
  const down = policies.find(({ action }) => action === "scale_down");
  const metric = { ...down.metric, managed_metric: "managed_metric_instance_network_in" };
  const body = JSON.stringify({ action: down.action, type: down.type, metric });
  const changed = await ask(`instance-policies/${down.id}`, { method: "PATCH", body });
  expect(changed.metric.managed_metric).toBe(metric.managed_metric);
  return id;
}

const test = base.extend({
  /** A server whose API is a sandbox, and whose metrics are a real Prometheus'. */
  console: async ({ serve }, use) => {
    const api = await serve();
    const group = await watchNetwork(api.address);
    const now = Math.floor(Date.now() / 1000);
    const metrics = await startPrometheus(history(group, now - (now % 15)));
    const both = await inOne(api.address, metrics.address);
    const { address } = await serve(["--api", both.address], { SCW_SECRET_KEY: KEY });
    await use({ address });
    both.stop();
    await metrics.stop();
  },
});

test.skip(!hasPrometheus, "Debian's package of Prometheus is not here: run tools/setup.sh test");

const choice = (page) => page.getByRole("dialog", { name: "Which metric is Network in?" });

test("a group's history comes from it, and a name that nobody knows is chosen once", async ({
  page,
  audit,
  console,
}) => {
  await page.goto(console.address);
  await page.getByRole("main").getByRole("link", { name: "checkout-api", exact: true }).click();
  // What nobody has named is not read; the rest is.
  await expect(timeline(page)).toContainText("What the data source calls Network in is not known");
  await openWhatIf(page);
  await timeline(page).getByRole("button", { name: "As table" }).click();
  await expect(timeline(page).getByRole("table")).toContainText("62 %");
  await timeline(page).getByRole("button", { name: "As table" }).click();

  await panel(page).getByRole("button", { name: "Choose what is Network in" }).click();
  const name = "instance_server_network_seen_bytes_total";
  await expect(choice(page)).toContainText(`${name}{direction="to"}, growth a second`);
  await expect(choice(page)).toContainText("to 50 kB/s in the last day, 50 kB/s at its end");
  await expect(choice(page)).toContainText("to 3 MB/s in the last day, 3 MB/s at its end");
  await audit();
  await choice(page)
    .getByRole("button", { name: /^Use .*"to"/ })
    .click();
  await expect(choice(page)).toBeHidden();
  const said = panel(page).getByText(`Network in is ${name}{direction="to"}`);
  await expect(said).toBeVisible();
  await expect(timeline(page)).not.toContainText("What the data source calls");
  const metric = timeline(page).getByLabel("Metric", { exact: true });
  await metric.selectOption("Network in");
  await expect(timeline(page)).toContainText("60k");
  await scorecard(outcome(page));

  // Remembered for the data source; asked no more.
  await page.reload();
  await expect(said).toBeVisible();
  await expect(metric).toBeVisible();
  // A query of one's own begins with it.
  await panel(page).getByRole("button", { name: "Load another…" }).click();
  await panel(page).getByRole("button", { name: "Query metrics…" }).click();
  const query = page.getByRole("dialog", { name: "Query metrics" });
  await query.getByLabel("It holds").selectOption("Network in");
  await expect(query.getByLabel("Expression")).toHaveValue(new RegExp(`${name}.*direction="to"`));
  await query.getByLabel("It holds").selectOption("Connections");
  await expect(query.getByLabel("Expression")).toHaveValue("");
});
