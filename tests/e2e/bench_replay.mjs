// Measures replays in the browser's worker, and the timeline of a long history. Prints Markdown.
import { chromium } from "@playwright/test";
import { field, load, openGroup, openWhatIf, panel, unfold } from "./console.mjs";
import { launchOptions, serve } from "./launch.mjs";
import { line, row, traced } from "./trace.mjs";

const RUNS = 50;
const STEPS = 60;
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2025, 0, 1);

/** A year's shape: days, weeks and noise without a state, the same for everyone. */
const valueAt = (minute) => {
  const day = Math.sin((2 * Math.PI * minute) / 1_440);
  const noise = ((minute * 2_654_435_761) % 4_096) / 4_096;
  return Math.round((45 + 30 * day + 20 * noise) * 100) / 100;
};

const policy = (name, action, operator, threshold, priority) => ({
  name,
  metric: {
    name: "cpu",
    managed_metric: "managed_metric_instance_cpu",
    operator: `operator_${operator}_than`,
    aggregate: "aggregate_average",
    sampling_range_min: 5,
    threshold,
  },
  action,
  type: "flat_count",
  value: 1,
  priority,
  instance_group_id: "4e3a2c1b-0000-4000-8000-000000000000",
});

const VARIANT = {
  name: "measured",
  capacity: { min_replicas: 1, max_replicas: 10, cooldown_delay: "300s" },
  policies: [
    policy("up", "scale_up", "greater", 70, 1),
    policy("down", "scale_down", "less", 40, 2),
  ],
};

/** In the page: how long a worker takes from question to answer for each replay, in ms. */
async function replays({ job, times, values, variant, runs }) {
  const worker = new Worker(document.getElementById("worker").href, { type: "module" });
  await new Promise((ready) => {
    worker.onmessage = ready;
  });
  const ask = (name, text, columns = []) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data: [, error, text] }) => (error ? reject(error) : resolve(text));
      const bytes = new Uint8Array();
      worker.postMessage([1, name, text, bytes, ...columns]);
    });
  await ask("job", JSON.stringify(job), [Float64Array.from(times), Float64Array.from(values)]);
  const took = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    await ask("replay", JSON.stringify(variant));
    took.push(performance.now() - began);
  }
  worker.terminate();
  return took;
}

/** In the page: how long so many workers take for every point of a sweep, in ms, each time. */
async function sweeps({ job, times, values, swept, points, workers, runs }) {
  const columns = [Float64Array.from(times), Float64Array.from(values)];
  const open = async () => {
    const worker = new Worker(document.getElementById("sweeper").href, { type: "module" });
    await new Promise((ready) => {
      worker.onmessage = ready;
    });
    const ask = (name, text, columns = []) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data: [, error, text] }) => (error ? reject(error) : resolve(text));
        worker.postMessage([1, name, text, new Uint8Array(), ...columns]);
      });
    await ask("job", JSON.stringify(job), columns);
    const { at_once } = JSON.parse(await ask("sweep", JSON.stringify(swept)));
    return { worker, ask, at_once };
  };
  const pool = [];
  for (let count = 0; count < workers; count += 1) pool.push(await open());
  const took = [];
  for (let run = 0; run < runs; run += 1) {
    let next = 0;
    const began = performance.now();
    await Promise.all(
      pool.map(async ({ ask, at_once }) => {
        while (next < points) {
          const from = next;
          next = Math.min(from + at_once, points);
          await ask("points", `${from} ${next}`);
        }
      }),
    );
    took.push(performance.now() - began);
  }
  for (const { worker } of pool) worker.terminate();
  return took;
}

/** Ten values each of two thresholds, the cooldown and the maximum. */
const GRID = [
  { parameter: "threshold", policy: 0, range: { from: 55, to: 82, step: 3 } },
  { parameter: "threshold", policy: 1, range: { from: 25, to: 52, step: 3 } },
  { parameter: "cooldown_delay", range: { from: 0, to: 1_080, step: 120 } },
  { parameter: "max_replicas", range: { from: 5, to: 14, step: 1 } },
];

/** The job of a bench: a sample each so many minutes, evaluated every so many milliseconds. */
function benchJob(minutes, step, period_ms) {
  const at = Array.from({ length: minutes / step }, (_, index) => index * step);
  const job = {
    histories: [
      { metric: "managed_metric_instance_cpu", load: "per_instance", times_ms: [], values: [] },
    ],
    recorded_sizes: [{ at_ms: START_MS, size: 3 }],
    evaluation_period_ms: period_ms,
  };
  const times = at.map((minute) => START_MS + minute * MINUTE_MS);
  return { job, times, values: at.map(valueAt) };
}

async function measureSweep(page, runs) {
  const swept = { base: VARIANT, saved: VARIANT, sweep: { axes: GRID } };
  const bench = benchJob(14 * 1_440, 5, 300_000);
  return page.evaluate(sweeps, { ...bench, swept, points: 10_000, workers: 2, runs });
}

async function measureReplay(page, minutes, step, period_ms, runs) {
  return page.evaluate(replays, { ...benchJob(minutes, step, period_ms), variant: VARIANT, runs });
}

/** In the page: one press of a button in each frame. */
async function pressInFrames(button, steps) {
  const frame = () => new Promise(requestAnimationFrame);
  for (let step = 0; step < steps; step += 1) {
    requestAnimationFrame(() => {
      performance.mark(`step ${step}`);
      button.click();
    });
    await frame();
  }
  await frame();
  performance.mark("end");
}

async function measureYear(browser, page) {
  const minutes = 365 * 1_440;
  const stamp = (minute) => new Date(START_MS + minute * MINUTE_MS).toISOString();
  const rows = Array.from(
    { length: minutes },
    (_, minute) => `${stamp(minute)},${valueAt(minute)}`,
  );
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await load(page, "year.csv", `timestamp,value\n${rows.join("\n")}\n`);
  await panel(page).getByText(`year.csv, ${minutes} samples.`).waitFor({ timeout: 60_000 });
  await unfold(panel(page), "Load");
  await field(panel(page), "Evaluated every").fill("60");
  const timeline = page.getByRole("region", { name: "Timeline", exact: true });
  await timeline.getByRole("button", { name: "All" }).click();
  const measure = async (name) => {
    const button = timeline.getByRole("button", { name, exact: true });
    const { work } = await traced(browser, page, () => button.evaluate(pressInFrames, STEPS));
    return work;
  };
  const zoom = await measure("Zoom in");
  await timeline.getByRole("button", { name: "14 d", exact: true }).click();
  return { zoom, pan: await measure("Earlier") };
}

const { address, stop } = await serve(Number(process.env.BENCH_PORT || 8095));
const browser = await chromium.launch(launchOptions);
try {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  await page.goto("./");
  await page.getByRole("button", { name: "Pause" }).click();
  row("what, in ms", "median", "p95", "max");
  row("---", "---:", "---:", "---:");
  const day = 1_440;
  line(
    "full ledger in the worker, 14 d at 5 min (4,032 ticks), asked to answered",
    await measureReplay(page, 14 * day, 5, 300_000, RUNS),
  );
  line(
    "full ledger in the worker, 14 d at 1 min (20,160 ticks), asked to answered",
    await measureReplay(page, 14 * day, 1, 60_000, RUNS),
  );
  line(
    "full ledger in the worker, a year at 1 min (525,600 ticks), asked to answered",
    await measureReplay(page, 365 * day, 1, 60_000, 5),
  );
  line("a sweep of 10,000 points over 4,032 ticks, on two workers", await measureSweep(page, 5));
  const { zoom, pan } = await measureYear(browser, page);
  line("a year at 1 min: the main thread's work for a step of zoom", zoom);
  line("a year at 1 min: the main thread's work for a step sideways", pan);
} finally {
  await browser.close();
  stop();
}
