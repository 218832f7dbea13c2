// Measures how long the console takes from an input to the paint that answers it: `make bench`.
// Prints Markdown.
//
// What is pressed and typed is real input, and the times are the browser's own (Event Timing): from
// the input's arrival to the end of the next paint, in steps of 8 ms; below 16 ms none is told, and
// counts as 16. Scrolling is no such event: there it is the main thread's work for each frame, as
// `trace.mjs` adds it up.
import os from "node:os";
import { chromium } from "@playwright/test";
import { connect } from "./api.mjs";
import { field, open, openGroup, visit } from "./console.mjs";
import { launchOptions, serve } from "./launch.mjs";
import { mockGroups } from "./mock_groups.mjs";
import { line, quantile, row, traced } from "./trace.mjs";

const LEAST = 16;
/** What an input may take until its paint, at the 95th percentile. */
const MOST_MS = 100;
const ROUNDS = 10;
const FRAMES = 100;
const GROUPS = 10_000;
const EVENTS = 100_000;

/** In the page: keeps the time of each interaction, by the browser's number of it. */
const noteInteractions = () => {
  window.interactions = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (!interactionId) continue;
      const known = window.interactions.get(interactionId) ?? 0;
      window.interactions.set(interactionId, Math.max(known, duration));
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
};

/** The times of the interactions of `steps`, which returns how many they are. */
async function timed(page, steps) {
  await page.evaluate(() => window.interactions.clear());
  const count = await steps();
  // What is told of an event comes after the frame that it led to.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const told = await page.evaluate(() => [...window.interactions.values()]);
  return [...told, ...Array(Math.max(0, count - told.length)).fill(LEAST)];
}

/** Opens a page of its own. */
async function opened(browser, address) {
  const context = await browser.newContext({
    ...{ baseURL: address, locale: "en-GB", timezoneId: "UTC", serviceWorkers: "block" },
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.addInitScript(noteInteractions);
  return page;
}

async function navigation(page) {
  await open(page);
  const main = page.getByRole("navigation", { name: "Main" });
  const heading = (name) => page.getByRole("heading", { level: 1, name });
  // Once before it counts, so that every part has come.
  await openGroup(page, "checkout-api");
  return timed(page, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of ["Templates", "Activity", "Connection", "Groups"]) {
        await main.getByRole("link", { name }).click();
        await heading(name).waitFor();
      }
      await page.getByRole("main").getByRole("link", { name: "checkout-api", exact: true }).click();
      await heading("checkout-api").waitFor();
    }
    return ROUNDS * 5;
  });
}

async function forms(page) {
  await openGroup(page, "checkout-api");

  await page.getByRole("link", { name: "Edit my-policy-scale-up" }).click();
  const threshold = field(page, "Threshold");
  await threshold.waitFor();
  await page.getByRole("region", { name: "On its own history" }).waitFor();
  return timed(page, async () => {
    await threshold.click();
    let keys = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const key of ["Control+A", "6", "Tab", "Shift+Tab", "Control+A", "7", "2"]) {
        await page.keyboard.press(key);
        keys += 1;
      }
    }
    return keys + 1;
  });
}

/** Ten thousand groups: a search typed and taken back. */
async function filtering(page) {
  const many = Array.from({ length: GROUPS }, (_, count) => {
    return { name: `group-${String(count).padStart(5, "0")}`, bounds: [0, 5], cpu: 40 };
  });
  await mockGroups(page, many);
  await connect(page);
  const search = page.getByLabel("Search by name, tag or state");
  await search.click();
  return timed(page, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.keyboard.type("09999");
      for (let key = 0; key < 5; key += 1) await page.keyboard.press("Backspace");
    }
    return ROUNDS * 10;
  });
}

/** Opens a group with a hundred thousand events, all of them unlike, and shows all. */
async function openBusy(page) {
  const last = Date.now();
  const events = Array.from({ length: EVENTS }, (_, count) => ({
    id: `event-${count}`,
    source: "scaler",
    level: count % 2 ? "info" : "error",
    name: `Scaling event: added ${1 + (count % 9)} instance(s)`,
    created_at: new Date(last - count * 60_000).toISOString(),
    details: `CPU ${60 + (count % 40)} % over 60 %.`,
  }));
  await mockGroups(page, [{ name: "busy", bounds: [1, 5], size: 2, cpu: 40 }], events);
  await connect(page);
  await visit(page, "#/groups/busy", "busy");
  const rows = page.getByRole("region", { name: "Events", exact: true });
  await rows.getByRole("button", { name: /^Show all/ }).waitFor({ timeout: 120_000 });
  await rows.getByRole("button", { name: /^Show all/ }).click();
  return rows;
}

/** A hundred thousand events: a search typed and taken back. */
async function searching(page) {
  const events = await openBusy(page);
  await events.getByRole("searchbox").click();
  return timed(page, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.keyboard.type("CPU 77");
      for (let key = 0; key < 6; key += 1) await page.keyboard.press("Backspace");
    }
    return ROUNDS * 12;
  });
}

async function scrolling(browser, page) {
  await openBusy(page);
  const { work } = await traced(browser, page, () => {
    return page.evaluate(async (frames) => {
      const frame = () => new Promise(requestAnimationFrame);
      for (let step = 0; step < frames; step += 1) {
        performance.mark(`step ${step}`);
        scrollBy(0, 700);
        await frame();
      }
      performance.mark("end");
    }, FRAMES);
  });
  return work;
}

const { address, stop } = await serve(Number(process.env.BENCH_PORT || 8093));
const browser = await chromium.launch(launchOptions);
try {
  const first = await opened(browser, address);
  const results = { "navigation between pages": await navigation(first) };
  results["typing in a policy's form, with its replay beside it"] = await forms(first);
  results["typing a search over 10,000 groups"] = await filtering(await opened(browser, address));
  results["typing a search over 100,000 events"] = await searching(await opened(browser, address));
  const last = await opened(browser, address);
  results["scrolling 100,000 events: work a frame"] = await scrolling(browser, last);
  const cpu = os.cpus();
  console.log(
    `${new Date().toISOString().slice(0, 10)}: Chromium ${browser.version()}, ` +
      `${cpu.length} cores (${cpu[0].model.trim()}), 1440 × 900.\n`,
  );
  row("from input to paint, in ms", "median", "p95", "max");
  row("---", "---:", "---:", "---:");
  for (const [name, times] of Object.entries(results)) line(name, times);
  const slow = Object.keys(results).filter((name) => quantile(results[name], 0.95) > MOST_MS);
  if (slow.length > 0) throw new Error(`95 % are not within ${MOST_MS} ms: ${slow.join("; ")}`);
} finally {
  await browser.close();
  stop();
}
