// The engines of other simulators beside the console, over one history in one Chromium:
//   tools/node.sh tests/e2e/peers.mjs SCALINGS DYNAMODB
// SCALINGS is a built clone of teneta-ai/scalings, DYNAMODB a clone with its packages of
// gabehollombe/dynamodb-scaling-simulator. Both step through their history tick by tick. Theirs is
// the engine alone, with the load ready in an array; ours is the whole way from an input to what
// the page shows, so that a ratio is too small rather than too large. Prints Markdown.
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { join } from "node:path";
import { dragInFrames, GRIDS, measureSweep, openedWhatIf, openSweep } from "./actions.mjs";
import { drag, load, panel } from "./console.mjs";
import { csv, generated, twoWeeks } from "./history.mjs";
import { launchOptions, serve } from "./launch.mjs";
import { ms, quantile, row } from "./trace.mjs";

const TIMES = 20;
const STEPS = 100;
const POINTS = 10_000;
const [SCALINGS, DYNAMODB] = process.argv.slice(2);
if (!DYNAMODB) throw new Error("say where the clones are: peers.mjs SCALINGS DYNAMODB");

/** The module at `path` as a script that leaves it in `name`. */
async function bundled(path, name) {
  const options = { bundle: true, write: false, format: "iife", globalName: name };
  const { outputFiles } = await build({ ...options, entryPoints: [path], logLevel: "error" });
  return outputFiles[0].text;
}

/** In the page: how long each of `times` runs of scalings takes, in ms. */
async function runScalings({ loads, tick, times }) {
  const traffic = { generate: () => loads };
  const simulator = new scalings.LocalSimulationService(traffic);
  const config = {
    simulation: { duration: loads.length * tick, tick_interval: tick },
    producer: { traffic: {} },
    client: { max_retries: 0, retry_delay: 0 },
    broker: { enabled: false, max_size: 0, request_timeout_ms: 0 },
    service: {
      ...{ min_replicas: 1, max_replicas: 12, capacity_per_replica: 100, startup_time: 60 },
      ...{ scale_up_threshold: 70, scale_up_step: 1, cooldown_scale_up: 300 },
      ...{ scale_down_threshold: 30, scale_down_step: 1, cooldown_scale_down: 300 },
      ...{ graceful_shutdown_time: 30, metric_observation_delay: 0, cost_per_replica_hour: 0.1 },
      ...{ node_provisioning_time: 0, pods_per_node: 10, cluster_node_capacity: 10 },
      ...{ saturation_threshold: 0, max_capacity_reduction: 0 },
      ...{ pod_failure_rate: 0, failure_events: [], random_seed: 1 },
    },
  };
  const taken = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    const { snapshots } = await simulator.run(config);
    taken.push(performance.now() - began);
    if (snapshots.length !== loads.length) throw new Error("scalings left ticks out");
    if (!snapshots.some(({ scale_event }) => scale_event)) throw new Error("it never scaled");
  }
  return taken;
}

/** In the page: the same of the simulator of DynamoDB's capacity, which follows a target. */
function runDynamodb({ loads, times }) {
  const taken = [];
  for (let time = 0; time < times; time += 1) {
    const table = new dynamodb.TableCapacity({ min: 50, max: 1200, target: 0.7 });
    const began = performance.now();
    let throttled = 0;
    loads.forEach((load, index) => {
      throttled += table.process(index, load).throttled;
    });
    taken.push(performance.now() - began);
    if (Number.isNaN(throttled)) throw new Error("the table counted nothing");
  }
  return taken;
}

async function measurePeers(browser) {
  const page = await browser.newPage();
  const scalings = join(SCALINGS, "dist/services/simulation.js");
  await page.addScriptTag({ content: await bundled(scalings, "scalings") });
  await page.addScriptTag({ content: await bundled(join(DYNAMODB, "ddb-sim.ts"), "dynamodb") });
  const measure = async (loads, tick) => ({
    scalings: await page.evaluate(runScalings, { loads, tick, times: TIMES }),
    dynamodb: await page.evaluate(runDynamodb, { loads, times: TIMES }),
  });
  // A group of four, so that a metric of 50 % is a load of 200 for replicas of 100.
  const loadsOf = (values) => values.map((value) => value * 4);
  const results = {
    coarse: await measure(loadsOf(twoWeeks().values), 300),
    fine: await measure(loadsOf(minutes().map(([, value]) => value)), 60),
  };
  await page.close();
  return results;
}

/** Fourteen days of minutes. */
function minutes() {
  const from = Date.UTC(2026, 1, 2);
  return generated(20_160).map(([, value], minute) => [from + minute * 60_000, value]);
}

async function measureConsole(browser, address) {
  const { page, slider } = await openedWhatIf(browser, address);
  const measure = async (name, text, count) => {
    await load(page, name, text);
    await panel(page)
      .getByText(`${name}, ${count.toLocaleString("en-GB")} samples.`)
      .waitFor();
    await drag(slider, 60);
    await slider.evaluate(dragInFrames, { steps: 10, mark: false });
    return slider.evaluate(dragInFrames, { steps: STEPS, mark: false });
  };
  const fine = await measure("minutes.csv", csv(minutes()), 20_160);
  const history = twoWeeks();
  const coarse = await measure(history.name, history.text, history.times_ms.length);
  await openSweep(page);
  const sweep = await measureSweep(page, GRIDS["10,000 points"], 5, 5);
  await page.context().close();
  return { coarse, fine, sweep };
}

const median = (numbers) => quantile(numbers, 0.5);

const { address, stop } = await serve(Number(process.env.BENCH_PORT || 8093));
const browser = await chromium.launch(launchOptions);
try {
  const { coarse, fine } = await measurePeers(browser);
  const ours = await measureConsole(browser, address);
  const swept = median(ours.sweep);
  row("median, in ms", "4,032 ticks", "20,160 ticks", "10,000 points over 4,032", "ratio");
  row("---", "---:", "---:", "---:", "---:");
  for (const peer of ["scalings", "dynamodb"]) {
    const all = median(coarse[peer]) * POINTS;
    const ratio = Math.round(all / swept);
    row(peer, ms(median(coarse[peer])), ms(median(fine[peer])), `${Math.round(all)} *`, ratio);
  }
  row(
    "Headroom, to what the page shows",
    ms(median(ours.coarse)),
    ms(median(ours.fine)),
    ms(swept),
    1,
  );
} finally {
  await browser.close();
  await stop();
}
