// Walks through the story in Firefox and WebKitGTK:  node tests/browsers/run.mjs [name of one]
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { browsers } from "./browsers.mjs";
import { Page } from "./page.mjs";
import { story } from "./story.mjs";

const RESULTS = fileURLToPath(new URL("results/", import.meta.url));

/** That errors are noticed at all, or no step could fail for one. */
async function expectNoticed(page, problems) {
  await page.open();
  await page.driver.executeScript(() => {
    console.error("logged by the test");
    setTimeout(() => {
      throw new Error("thrown by the test");
    });
  });
  const seen = [];
  await page.wait(
    async () => {
      seen.push(...(await problems()));
      const text = seen.join("\n");
      return text.includes("logged by the test") && text.includes("thrown by the test");
    },
    () => `an error of the page goes unnoticed; seen: ${JSON.stringify(seen)}`,
  );
  // Browsers report what a page still fetches when it is left, such as the parts that come ahead.
  await page.role("heading", "Groups").shown();
  await quiet(page);
}

/** Waits until the page has fetched nothing new for ten looks. */
async function quiet(page) {
  let [known, looks] = [-1, 0];
  await page.wait(
    async () => {
      const count = await page.driver.executeScript(
        () => performance.getEntriesByType("resource").length,
      );
      looks = count === known ? looks + 1 : 0;
      known = count;
      return looks >= 10;
    },
    () => `the page fetches and fetches: ${known} files`,
  );
}

/** Keeps what is seen where a step has failed. */
async function picture(driver, name) {
  mkdirSync(RESULTS, { recursive: true });
  const path = `${RESULTS}${name}.png`;
  writeFileSync(path, await driver.takeScreenshot(), "base64");
  console.log(`  what was seen then: ${path}`);
}

/** Takes the steps in order; one that fails ends the walk, since the next ones build on it. */
async function walk(name, { driver, address, problems }) {
  const page = new Page(driver, address);
  const kept = {};
  await expectNoticed(page, problems);
  for (const [index, [title, step]] of story.entries()) {
    try {
      await step(page, kept);
      assert.deepEqual(await problems(), [], "the page has reported no problem");
      await page.role("status").with("was started again").gone();
      console.log(`  ok ${index + 1}: ${title}`);
    } catch (error) {
      console.log(`  FAILED ${index + 1}: ${title}\n${error.stack}`);
      await picture(page.driver, `${name}-${index + 1}`);
      return index;
    }
  }
  return story.length;
}

/** Ends one thing that was started; what cannot be ended is said, and the others are. */
async function closing(end) {
  try {
    await end();
  } catch (error) {
    console.log(`  it did not end as it should: ${error.message}`);
  }
}

/** How many steps have passed in a browser. */
async function passedIn(browser) {
  const missing = browser.missing();
  if (missing.length > 0) {
    console.log(`${browser.name}: ${missing.join(" and ")} missing: ${browser.remedy}`);
    return 0;
  }
  const ends = [];
  try {
    const session = await browser.open(ends);
    const name = `${browser.name} ${session.version}`;
    console.log(name);
    const passed = await walk(browser.name, session);
    const left = story.length - passed;
    console.log(`${name}: ${passed} passed${left ? `, ${left} failed or not reached` : ""}`);
    return passed;
  } catch (error) {
    console.log(`${browser.name}: it could not be driven: ${error.stack}`);
    return 0;
  } finally {
    for (const end of ends.reverse()) await closing(end);
  }
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !browsers.some((browser) => browser.name === name));
if (unknown.length > 0) {
  console.error(`headroom: no such browser: ${unknown}; there are ${browsers.map((b) => b.name)}`);
  process.exit(1);
}
let passed = 0;
let all = 0;
for (const browser of browsers) {
  if (chosen.length > 0 && !chosen.includes(browser.name)) continue;
  all += story.length;
  passed += await passedIn(browser);
}
console.log(`${passed} passed, ${all - passed} failed`);
process.exitCode = passed === all ? 0 : 1;
