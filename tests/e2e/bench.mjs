// Measures the console in the browser: `make bench`. Prints Markdown.
//
// Drags the threshold's slider over 100 steps, one input event in each animation frame, and adds
// up what the page's main thread does for each: from the frame that carries the event to the
// next one, as Chromium's own trace has it (its RunTask events: script, style, layout, paint).
// Beside it stands how long it takes until the numbers follow: the replay is the worker's.
//
// Sweeps are started by their button, over the same history and over a year of minutes: from the
// click until it is said that every point is tried. `--sweeps` measures nothing else.
import os from "node:os";
import { chromium } from "@playwright/test";
import { dragInFrames, GRIDS, measureSweep, openedWhatIf, openSweep } from "./actions.mjs";
import { drag, load, panel } from "./console.mjs";
import { csv, generated, twoWeeks } from "./history.mjs";
import { launchOptions, serve } from "./launch.mjs";
import { line, row, traced } from "./trace.mjs";

const SWEEPS_ALONE = process.argv.includes("--sweeps");
const STEPS = 100;
const WARM_UP = 10;
const STARTS = 5;
const YEAR_FROM = Date.UTC(2025, 0, 1);

async function measureDrag(browser, page, slider) {
  await slider.evaluate(dragInFrames, { steps: WARM_UP, mark: false });
  const { work, returned } = await traced(browser, page, () => {
    return slider.evaluate(dragInFrames, { steps: STEPS, mark: true });
  });
  if (work.length !== STEPS) throw new Error(`${work.length} steps were traced`);
  return { work, followed: returned };
}

/** How long a first visit takes until the groups stand there, in ms. */
async function measureStart(browser, address) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector("tbody a")) return;
      observer.disconnect();
      window.started = performance.now();
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  await page.goto(address);
  await page.waitForFunction(() => window.started);
  const started = await page.evaluate(() => window.started);
  await context.close();
  return started;
}

/** Sweeps over the history that is loaded, and over a year of minutes. */
async function measureSweeps(page) {
  await openSweep(page);
  const results = {};
  for (const lookBack of [5, 15, 60]) {
    const name = `10,000 points, look-back of ${lookBack} min`;
    results[name] = await measureSweep(page, GRIDS["10,000 points"], lookBack, 5);
  }
  results["1,000,000 points"] = await measureSweep(page, GRIDS["1,000,000 points"], 5, 1);
  const year = generated(525_600).map(([, value], minute) => [YEAR_FROM + minute * 60_000, value]);
  await load(page, "year.csv", csv(year));
  await panel(page).getByText("year.csv, 525,600 samples.").waitFor({ timeout: 60_000 });
  const name = "10,000 points over a year of minutes";
  results[name] = await measureSweep(page, GRIDS["10,000 points"], 5, 2);
  const most = "1,000,000 points over a year of minutes";
  results[most] = await measureSweep(page, GRIDS["1,000,000 points"], 5, 1);
  return results;
}

async function run(browser, address) {
  const { page, slider } = await openedWhatIf(browser, address);
  await page.getByRole("button", { name: "14 d", exact: true }).click();
  await drag(slider, 60);
  const results = {};
  const measure = async (name) => {
    if (!SWEEPS_ALONE) results[name] = await measureDrag(browser, page, slider);
  };
  await measure("own history, 14 days of minutes");

  const history = twoWeeks();
  await load(page, history.name, history.text);
  const count = history.times_ms.length;
  await panel(page)
    .getByText(`${history.name}, ${count.toLocaleString("en-GB")} samples.`)
    .waitFor();
  await measure(`${history.name}, ${count} samples`);
  const sweeps = await measureSweeps(page);
  await page.context().close();
  return { results, sweeps };
}

const { address, stop } = await serve(Number(process.env.BENCH_PORT || 8093));
const browser = await chromium.launch(launchOptions);
try {
  const starts = [];
  for (let visit = 0; visit < (SWEEPS_ALONE ? 0 : STARTS); visit += 1) {
    starts.push(await measureStart(browser, address));
  }
  const { results, sweeps } = await run(browser, address);
  const cpu = os.cpus();
  console.log(
    `\`make bench\`, ${new Date().toISOString().slice(0, 10)}: Chromium ` +
      `${browser.version()}, ${cpu.length} cores (${cpu[0].model.trim()}), 1440 × 900.\n`,
  );
  row("what, in ms", "median", "p95", "max");
  row("---", "---:", "---:", "---:");
  for (const [name, { work, followed }] of Object.entries(results)) {
    line(`a step of the threshold, ${name}: the main thread's work`, work);
    line(`the same: until the numbers follow`, followed);
  }
  for (const [name, taken] of Object.entries(sweeps)) line(`a sweep of ${name}`, taken);
  if (!SWEEPS_ALONE) line(`a first visit until the groups stand there, ${STARTS} times`, starts);
} finally {
  await browser.close();
  stop();
}
