// Measures the page beside a crowded sandbox: 200 groups with 10 policies each, an hour a second.
// Prints Markdown. A task of the main thread over 50 ms is one that a user feels.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions, serve } from "./launch.mjs";
import { startServer } from "./native.mjs";

const GROUPS = 200;
const POLICIES = 10;
const SECONDS = 20;
const KEY = "11111111-2222-4333-8444-555555555555";
const CATEGORIES = ["toplevel", "blink.user_timing", "disabled-by-default-devtools.timeline"];

/** The state of a sandbox that clients have filled over HTTP. */
async function crowdedState() {
  const folder = mkdtempSync(join(tmpdir(), "headroom-crowd-"));
  const file = join(folder, "state.json");
  const server = await startServer(["--state", file]);
  const zone = `${server.address}autoscaling/v1alpha1/zones/fr-par-1`;
  const call = async (method, path, body) => {
    const headers = { "X-Auth-Token": KEY, "Content-Type": "application/json" };
    const reply = await fetch(`${zone}/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  const { instance_groups: known } = await call("GET", "instance-groups");
  const model = known.find(({ name }) => name === "checkout-api");
  const { project_id, instance_template_id: template_id, loadbalancer } = model;
  for (let number = 0; number < GROUPS - known.length; number += 1) {
    const name = `crowd-${String(number).padStart(3, "0")}`;
    const capacity = { min_replicas: 1, max_replicas: 3 + (number % 10), cooldown_delay: "300s" };
    const group = await call("POST", "instance-groups", {
      project_id,
      name,
      tags: [],
      template_id,
      capacity,
      loadbalancer,
    });
    for (let priority = 1; priority <= POLICIES; priority += 1) {
      const up = priority % 2 === 1;
      await call("POST", "instance-policies", {
        name: `policy-${priority}`,
        metric: {
          name: "cpu",
          managed_metric: "managed_metric_instance_cpu",
          operator: up ? "operator_greater_than" : "operator_less_than",
          aggregate: "aggregate_average",
          sampling_range_min: 5,
          threshold: up ? 60 + priority : 40 - priority,
        },
        action: up ? "scale_up" : "scale_down",
        type: "flat_count",
        value: 1,
        priority,
        instance_group_id: group.id,
      });
    }
  }
  server.stop();
  const state = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  return state;
}

/** The main thread's tasks while the page is left alone for a while, in ms. */
async function tasksOf(browser, page) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.evaluate(() => performance.mark("watched"));
  await page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), SECONDS * 1000);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mark = traceEvents.find(({ name }) => name === "watched");
  return traceEvents
    .filter(({ name, pid, tid, ph, ts }) => {
      return (
        name === "RunTask" && ph === "X" && ts > mark.ts && pid === mark.pid && tid === mark.tid
      );
    })
    .map(({ dur }) => dur / 1000);
}

const state = await crowdedState();
const { address, stop } = await serve(Number(process.env.BENCH_PORT || 8094));
const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: "block",
  });
  await page.addInitScript((state) => {
    if (!localStorage.getItem("headroom.sandbox")) localStorage.setItem("headroom.sandbox", state);
  }, state);
  await page.goto(address);
  await page.getByText("crowd-000").first().waitFor();
  await page.getByLabel("Speed").selectOption("3600");
  console.log(
    `${GROUPS} groups with ${POLICIES} policies each at 3600×, ${SECONDS} s a page, ` +
      `${Math.round(state.length / 1024)} KB of state\n`,
  );
  console.log("| page | tasks over 50 ms | longest, ms | over 8 ms | all tasks, ms a second |");
  console.log("| --- | ---: | ---: | ---: | ---: |");
  const report = async (name) => {
    const tasks = await tasksOf(browser, page);
    const over = (limit) => tasks.filter((dur) => dur > limit).length;
    const sum = tasks.reduce((all, dur) => all + dur, 0);
    const cells = [over(50), Math.max(...tasks).toFixed(1), over(8), (sum / SECONDS).toFixed(0)];
    console.log(`| ${[name, ...cells].join(" | ")} |`);
  };
  await report("groups");
  await page.getByRole("main").getByRole("link", { name: "crowd-000", exact: true }).click();
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await page.getByRole("list", { name: "Scorecard" }).waitFor();
  await report("a group with its what-if");
} finally {
  await browser.close();
  stop();
}
