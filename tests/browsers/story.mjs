// The main story in ten steps, each of which goes on where the one before it ended.
import assert from "node:assert/strict";

import { Key } from "selenium-webdriver";

const GROUP = "checkout-api";
const UP = "my-policy-scale-up";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const main = (page) => page.role("main");
const connection = (page) => page.role("region", "Connection");
const timeline = (page) => page.role("region", "Timeline");
const outcome = (page) => page.role("region", "Outcome");
const moment = (page) => timeline(page).role("slider", "Moment");
const panel = (page) => page.role("region", "What if");
const policy = (page) => panel(page).role("group", new RegExp(`^${UP}`));
const threshold = (page) => policy(page).role("textbox", "Threshold");
const slider = (page) => policy(page).role("slider", "Threshold slider");
const policyRow = (page) => page.role("region", "Policies").role("listitem").with(UP);
const takeOver = (page) => page.role("button", "Use the sandbox here");
const goTo = (page, name) => page.role("navigation", "Main").role("link", name).click();

/** Every exact number of the scorecard by its name, once the replay is done. */
function scorecard(page, variants) {
  const reader = ([list]) => {
    if (list?.getAttribute("aria-busy") !== "false") return {};
    const numbers = (item) => [...item.querySelectorAll("data")].map(({ value }) => value);
    const name = (item) => item.firstElementChild.firstChild.textContent.trim();
    return Object.fromEntries([...list.children].map((item) => [name(item), numbers(item)]));
  };
  const isDone = (card) => {
    const measures = Object.values(card);
    return measures.length > 0 && measures.every((numbers) => numbers.length === variants);
  };
  const list = outcome(page).role("list", "Scorecard");
  return list.until(`show ${variants} numbers for each measure`, isDone, reader);
}

async function opens(page) {
  await page.open();
  await connection(page).says(/Sandbox · fr-par-1/);
  await page.role("button", "Pause").click();
  await page.role("button", "Run").shown();
  const row = (name) => main(page).role("row").with(name);
  await row(GROUP).says(/thresholds · 2 policies/);
  await row(GROUP).says(/1 to 5/);
  await row("image-resizer").says(/1 error/);
  const search = page.role("searchbox", "Search by name, tag or state");
  await search.fill("resizer");
  await row(GROUP).gone();
  await row("image-resizer").shown();
  assert.match(await page.driver.getCurrentUrl(), /search=resizer/);
  await search.fill("");
  await row(GROUP).shown();
}

async function drawsTheTimeline(page) {
  await main(page).role("link", GROUP).click();
  await page.role("heading", GROUP).shown();
  // The longest line crosses the drawing, and has more than a few points.
  const reader = ([plot]) => {
    const lines = [...(plot?.querySelectorAll("svg path.line") ?? [])];
    const sizes = lines.map((line) => {
      const { width, height } = line.getBoundingClientRect();
      return { width, height, points: line.getAttribute("d").split(/[A-Za-z]/).length };
    });
    return sizes.sort((a, b) => b.points - a.points)[0] ?? null;
  };
  const isDrawn = (line) => line && line.points > 50 && line.width > 400 && line.height > 10;
  await moment(page).until("draw a line of the load", isDrawn, reader);
}

async function explainsAMoment(page) {
  await page.tabTo(moment(page));
  await moment(page).attribute("aria-valuetext", /No moment chosen/);
  const now = () => moment(page).read(([plot]) => Number(plot.getAttribute("aria-valuenow")));
  await page.press(Key.END);
  const last = await moment(page).read(([plot]) => plot.getAttribute("aria-valuemax"));
  await moment(page).attribute("aria-valuenow", new RegExp(`^${last}$`));
  await page.press(Key.ARROW_LEFT);
  await moment(page).attribute("aria-valuenow", new RegExp(`^${Number(last) - MINUTE_MS}$`));
  await moment(page).attribute("aria-valuetext", /%/);
  await timeline(page).says(/Actual:\s/);
  await page.press(Key.HOME);
  await moment(page).attribute("aria-valuetext", /\d/);
  assert.ok((await now()) < Number(last) - HOUR_MS, "Home goes to the beginning");
}

/** In the page: how far the words of a fieldset's legend stand from its upper edge. */
function spaceAbove([fieldset]) {
  const words = document.createRange();
  words.selectNodeContents(fieldset.querySelector("legend"));
  return words.getBoundingClientRect().top - fieldset.getBoundingClientRect().top;
}

async function replaysTheSaved(page, story) {
  await page.role("button", "What if").click();
  await threshold(page).value("70");
  assert.ok((await policy(page).read(spaceAbove)) > 8, "a legend stands off what is above it");
  story.saved = await scorecard(page, 1);
  assert.ok(Number(story.saved["Cost a day"][0]) > 0, "it costs something");
  assert.ok(Number(story.saved["Instance-hours"][0]) > 0, "there were Instances");
}

async function replaysTheEdited(page, story) {
  await slider(page).press(...Array(10).fill(Key.ARROW_LEFT));
  await threshold(page).value("60");
  await slider(page).value("60");
  await panel(page).says(/^Edited$/m);
  const card = await scorecard(page, 2);
  const column = (index) => Object.values(card).map((numbers) => numbers[index]);
  assert.deepEqual(column(0), Object.values(story.saved).flat(), "the saved ones stay");
  assert.notDeepEqual(column(1), column(0), "the edit matters");
}

async function compares(page) {
  await panel(page).role("group", "Variants").role("button", "Add a variant").click();
  await threshold(page).fill("50");
  await slider(page).value("50");
  const headers = timeline(page).role("region", "All variants").role("columnheader");
  await headers.count(4);
  const [history, ...variants] = await headers.texts();
  assert.match(history, /whole history/);
  assert.deepEqual(variants, ["saved", "edited", "edited 2"]);
  await scorecard(page, 2);
}

async function saves(page) {
  await panel(page).role("button", "Review 1 change…").click();
  const dialog = page.role("dialog", "Save 1 change to checkout-api");
  const cells = dialog.role("row").with(UP).role("cell");
  await cells.count(3);
  assert.deepEqual(await cells.texts(), ["Threshold", "70\u00a0%", "50\u00a0%"]);
  await dialog.role("button", "Save 1 change").click();
  await dialog.gone();
  await page.role("status").with("The edit is saved").shown();
  await policyRow(page).says(/over 50\s%/);
  await page.role("button", "Review and save…").attribute("disabled", /^$/);
}

async function keepsAcrossAReload(page) {
  // The clock runs again after a reload, from where it stood.
  const clock = connection(page).role("time");
  const minutes = ([time]) => {
    const [hour, minute] = time.innerText.split(" ").at(-1).split(":").map(Number);
    return hour * 60 + minute;
  };
  const later = (await clock.read(minutes)) + 60;
  await page.role("button", "+1 h").click();
  await clock.until("be an hour later", (now) => now === later, minutes);
  // What is tried stands in the address once the hand has rested.
  const isCarried = async () => (await page.driver.getCurrentUrl()).includes("run=");
  await page.driver.wait(isCarried, 10_000, "the address carries what is tried");
  await page.driver.navigate().refresh();
  await page.role("button", "Pause").click();
  await page.role("button", "Run").shown();
  assert.ok((await clock.read(minutes)) >= later, "the clock goes on");
  await policyRow(page).says(/over 50\s%/);
  // What was tried beside it stands in the address.
  await threshold(page).value("60");
  await scorecard(page, 2);
}

async function createsAndDeletes(page) {
  const name = "of-the-walk";
  await goTo(page, "Templates");
  await page.role("link", "New template").click();
  await page.role("textbox", "Name").fill(name);
  await page.role("textbox", "Instance type").fill("PLAY2-MICRO");
  await page.role("textbox", "Image").fill("ubuntu_noble");
  await page.role("button", "Create template").click();
  await page.role("heading", name).shown();
  await page.role("button", "Delete…").click();
  const dialog = page.role("dialog", `Delete template ${name}?`);
  await dialog.role("button", "Delete").click();
  await dialog.gone();
  await page.role("heading", "Templates").shown();
  await main(page).role("link", "web-small").shown();
  await main(page).role("link", name).gone();
}

async function sharesBetweenTabs(page) {
  const first = await page.driver.getWindowHandle();
  await page.driver.switchTo().newWindow("tab");
  await page.open();
  await takeOver(page).shown();
  await page.role("button", "Run").gone();
  await main(page).role("link", GROUP).click();
  await policyRow(page).says(/over 50\s%/);
  await takeOver(page).click();
  await takeOver(page).gone();
  await page.role("button", `Delete ${UP}`).click();
  const dialog = page.role("dialog", `Delete policy ${UP}?`);
  await dialog.role("button", "Delete").click();
  await policyRow(page).gone();
  // The first tab hears of both: that it is no longer the owner, and what was deleted.
  await page.driver.switchTo().window(first);
  await takeOver(page).shown();
  await goTo(page, "Groups");
  await main(page).role("link", GROUP).click();
  await page.role("region", "Policies").role("listitem").with("my-policy-scale-down").shown();
  await policyRow(page).gone();
}

export const story = [
  ["the console opens on the sandbox, lists its groups and searches them", opens],
  ["a group's timeline is drawn", drawsTheTimeline],
  ["a moment is explained with the keyboard alone", explainsAMoment],
  ["the what-if replays the saved policies", replaysTheSaved],
  ["a threshold that is moved changes what the replay says", replaysTheEdited],
  ["variants stand side by side", compares],
  ["an edit is reviewed and saved", saves],
  ["a reload keeps the policy and the clock", keepsAcrossAReload],
  ["a template is created and deleted", createsAndDeletes],
  ["a second tab follows, takes over, and the first one hears of it", sharesBetweenTabs],
];
