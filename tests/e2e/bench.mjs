// Measures the console in the browser: `make bench`. Prints Markdown.
//
// Drags the threshold's slider over 100 steps, one input event in each animation frame, and adds
// up what the page's main thread does for each: from the frame that carries the event to the
// next one, as Chromium's own trace has it (its RunTask events: script, style, layout, paint).
// Beside it stands how long it takes until the numbers follow: the replay is the worker's.
import os from "node:os";
import { chromium } from "@playwright/test";
import { drag, load, openGroup, openWhatIf, panel, policyFields } from "./console.mjs";
import { twoWeeks } from "./history.mjs";
import { launchOptions, serve } from "./launch.mjs";
import { line, row, traced } from "./trace.mjs";

const STEPS = 100;
const WARM_UP = 10;
const STARTS = 5;

/** In the page: one step in each frame. Returns how long the numbers took to follow, in ms. */
async function dragInFrames(slider, { steps, mark }) {
  const delays = [];
  const scores = document.querySelector("[aria-label=Scorecard]").parentElement;
  const frame = () => new Promise(requestAnimationFrame);
  let began = 0;
  const observer = new MutationObserver(() => {
    if (began > 0) delays.push(performance.now() - began);
    began = 0;
  });
  observer.observe(scores, { childList: true, subtree: true, characterData: true });
  for (let step = 0; step < steps; step += 1) {
    requestAnimationFrame(() => {
      if (mark) performance.mark(`step ${step}`);
      began = performance.now();
      slider.value = String(25 + Math.abs((step % 90) - 45));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await frame();
  }
  await frame();
  if (mark) performance.mark("end");
  observer.disconnect();
  return delays;
}

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
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
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
  line(`a first visit until the groups stand there, ${STARTS} times`, starts);
} finally {
  await browser.close();
  stop();
}
