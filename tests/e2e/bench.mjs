// Measures the console in the browser: `make bench`. Prints Markdown.
//
// Drags the threshold's slider over 100 steps, one input event in each animation frame, and adds
// up what the page's main thread does for each: from the frame that carries the event to the
// next one, as Chromium's own trace has it (its RunTask events: script, style, layout, paint).
import os from "node:os";
import { chromium } from "@playwright/test";
import { drag, load, openGroup, openWhatIf, panel, policyFields } from "./console.mjs";
import { twoWeeks } from "./history.mjs";
import { launchOptions, serve } from "./launch.mjs";

const STEPS = 100;
const WARM_UP = 10;
const STARTS = 5;
const CATEGORIES = ["toplevel", "blink.user_timing", "disabled-by-default-devtools.timeline"];

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const quantile = (numbers, part) => {
  return sorted(numbers)[Math.max(0, Math.ceil(numbers.length * part) - 1)];
};
const ms = (number) => number.toFixed(1);
const row = (...cells) => console.log(`| ${cells.join(" | ")} |`);

/** In the page: one step in each frame. Returns how long script alone took for each, in ms. */
async function dragInFrames(slider, { steps, mark }) {
  const durations = [];
  const frame = () => new Promise(requestAnimationFrame);
  for (let step = 0; step < steps; step += 1) {
    let began = 0;
    requestAnimationFrame(() => {
      if (mark) performance.mark(`step ${step}`);
      began = performance.now();
      slider.value = String(25 + Math.abs((step % 90) - 45));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
    // The same frame's next callback: what the event left to microtasks is done by then.
    await frame();
    durations.push(performance.now() - began);
  }
  await frame();
  if (mark) performance.mark("end");
  return durations;
}

const endOf = ({ ts, dur }) => ts + dur;

/** The work of the main thread for each step, in ms. */
function workPerStep(trace) {
  const marks = trace
    .filter(({ cat, name }) => /user_timing/.test(cat) && /^(step \d+|end)$/.test(name))
    .sort((a, b) => a.ts - b.ts);
  const { pid, tid } = marks[0];
  const tasks = trace.filter((event) => {
    return event.name === "RunTask" && event.pid === pid && event.tid === tid && event.ph === "X";
  });
  if (tasks.length === 0) throw new Error("the trace holds no tasks");
  tasks.sort((a, b) => a.ts - b.ts);
  const nested = tasks.some(({ ts }, index) => index > 0 && ts < endOf(tasks[index - 1]));
  if (nested) throw new Error("tasks within tasks would be counted twice");
  return marks.slice(0, -1).map((mark, index) => {
    // A task counts for the last mark that it holds or follows.
    const within = tasks.filter((task) => {
      return endOf(task) >= mark.ts && endOf(task) < marks[index + 1].ts;
    });
    return within.reduce((sum, { dur }) => sum + dur, 0) / 1000;
  });
}

async function measureDrag(browser, page, slider) {
  await slider.evaluate(dragInFrames, { steps: WARM_UP, mark: false });
  await browser.startTracing(page, { categories: CATEGORIES });
  const script = await slider.evaluate(dragInFrames, { steps: STEPS, mark: true });
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const work = workPerStep(traceEvents);
  if (work.length !== STEPS) throw new Error(`${work.length} steps were traced`);
  return { work, script };
}

/** How long a first visit takes until the groups stand there, in ms. */
async function measureStart(browser, address) {
  const context = await browser.newContext();
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

async function run(browser, address) {
  const context = await browser.newContext({
    baseURL: address, viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "UTC",
  });
  const page = await context.newPage();
  await page.goto("./");
  await page.getByRole("button", { name: "Pause" }).click();
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await page.getByRole("button", { name: "14 d", exact: true }).click();
  const fields = policyFields(page, "my-policy-scale-up");
  const slider = fields.getByRole("slider", { name: "Threshold slider" });
  await drag(slider, 60);
  const results = { "own history, 14 days of minutes": await measureDrag(browser, page, slider) };

  const history = twoWeeks();
  await load(page, history.name, history.text);
  const count = history.times_ms.length;
  await panel(page).getByText(`${history.name}, ${count} samples.`).waitFor();
  results[`${history.name}, ${count} samples`] = await measureDrag(browser, page, slider);
  await context.close();
  return results;
}

const { address, stop } = await serve(Number(process.env.BENCH_PORT || 8093));
const browser = await chromium.launch(launchOptions);
try {
  const starts = [];
  for (let visit = 0; visit < STARTS; visit += 1) {
    starts.push(await measureStart(browser, address));
  }
  const results = await run(browser, address);
  const cpu = os.cpus();
  console.log(`\`make bench\`, ${new Date().toISOString().slice(0, 10)}: Chromium `
    + `${browser.version()}, ${cpu.length} cores (${cpu[0].model.trim()}), 1440 × 900.\n`);
  row("what, in ms", "median", "p95", "max");
  row("---", "---:", "---:", "---:");
  const line = (name, numbers) => {
    row(name, ms(quantile(numbers, 0.5)), ms(quantile(numbers, 0.95)), ms(Math.max(...numbers)));
  };
  for (const [name, { work, script }] of Object.entries(results)) {
    line(`a step of the threshold, ${name}: all of the main thread's work`, work);
    line(`a step of the threshold, ${name}: script alone`, script);
  }
  line(`a first visit until the groups stand there, ${STARTS} times`, starts);
} finally {
  await browser.close();
  stop();
}
