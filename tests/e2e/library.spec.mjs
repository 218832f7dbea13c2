// What is kept and handed on: histories in the browser, runs as files and as links.
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.mjs";
import {
  carriedBy,
  choose,
  drag,
  field,
  load,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  question,
  sayWhatIsOpen,
  scorecard,
  timeline,
  unfold,
  unfoldHistories,
} from "./console.mjs";
import { KEY, connect, mockApi } from "./api.mjs";
import { csv, generated } from "./history.mjs";
import { replay } from "./native.mjs";

const ROWS = generated(288);
const UP = "my-policy-scale-up";

/** Opens the what-if of the sandbox's first group. */
async function start(page) {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
}

const library = (page) => panel(page).getByRole("list", { name: "Remembered histories" });

/** What a click makes the browser save: its name and its text. */
async function saved(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** What is said of a history that the address names and the browser does not have. */
const absent = (page) => panel(page).getByRole("status").filter({ hasText: "made over" });
const threshold = (page) => field(policyFields(page, UP), "Threshold");
const button = (page, name) => panel(page).getByRole("button", { name, exact: true });

async function loadRun(page, name, text) {
  const file = { name, mimeType: "application/json", buffer: Buffer.from(text) };
  await page.getByLabel("Load run").setInputFiles(file);
}

test("a file is asked about, and cancelling keeps the history in use", async ({ page, audit }) => {
  await start(page);
  const before = await scorecard(outcome(page));
  await choose(page, "asked.csv", csv(ROWS));
  await expect(question(page)).toContainText("asked.csv");
  await expect(question(page)).toContainText("288 samples, ");
  await expect(question(page)).toContainText("one every 5 min, no gaps.");
  await expect(question(page)).toContainText(/288 times without a zone.*read as UTC/);
  await expect(question(page)).toContainText("how many Instances served");
  await audit();
  await question(page).getByRole("button", { name: "Cancel" }).click();
  await expect(panel(page)).toContainText("This group's own last 14 days.");
  expect(await scorecard(outcome(page))).toEqual(before);
  await expect(library(page)).toHaveCount(0);

  await choose(page, "asked.csv", csv(ROWS));
  const use = question(page).getByRole("button", { name: "Use it" });
  await expect(use).toBeDisabled();
  await sayWhatIsOpen(page);
  await expect(use).toBeEnabled();
  await question(page).getByLabel("Number of Instances served").fill("0");
  await expect(use).toBeDisabled();
  await expect(question(page).getByRole("alert")).toContainText("Enter at least 1");
  await question(page).getByLabel("Number of Instances served").fill("2");
  await question(page).getByLabel("It holds").selectOption("Nothing: leave it out");
  await expect(use).toBeDisabled();
  await expect(question(page).getByRole("alert")).toContainText("Every series is left out.");
  await question(page).getByLabel("It holds").selectOption("Connections");
  await question(page).getByLabel("Multiply by").fill("-1");
  await expect(use).toBeDisabled();
  await expect(question(page).getByRole("alert")).toContainText("a factor above 0");
  await question(page).getByLabel("Multiply by").fill("10");
  await use.click();
  await expect(timeline(page)).toContainText("Connections");
});

test("an import is remembered, renamed, exported as it was, and deleted", async ({ page }) => {
  await start(page);
  await load(page, "week.csv", csv(ROWS));
  await expect(panel(page)).toContainText("week.csv, 288 samples.");
  const inUse = await scorecard(outcome(page));
  await button(page, "Use its own history").click();
  await expect(panel(page)).toContainText("This group's own last 14 days.");
  await expect(page).not.toHaveURL(/history=/);
  await page.reload();
  await expect(panel(page)).toContainText("This group's own last 14 days.");
  await unfoldHistories(page);
  await expect(library(page)).toContainText("week.csv");
  await expect(library(page)).toContainText("288 samples, ");

  await button(page, "Rename week.csv").click();
  const name = library(page).getByLabel("New name");
  await name.fill("first week");
  await name.press("Enter");
  await expect(button(page, "Use first week")).toBeVisible();
  await button(page, "Use first week").click();
  await expect(panel(page)).toContainText("first week, 288 samples.");
  expect(await scorecard(outcome(page))).toEqual(inUse);

  const file = await saved(page, () => button(page, "Export first week").click());
  expect(file.name).toBe("first week.csv");
  const [, ...lines] = file.text.trim().split("\n");
  expect(lines).toEqual(ROWS.map(([ms, value]) => `${ms},${value}`));

  await button(page, "Delete first week").click();
  const sure = page.getByRole("dialog", { name: "Delete first week?" });
  await sure.getByRole("button", { name: "Cancel" }).click();
  await expect(library(page)).toContainText("first week");
  await button(page, "Delete first week").click();
  await sure.getByRole("button", { name: "Delete" }).click();
  await expect(library(page)).toHaveCount(0);
  // What is in use stays until the page goes, and the address still says what that was.
  await expect(panel(page)).toContainText("first week, 288 samples.");
  await page.reload();
  await expect(panel(page)).toContainText("This group's own last 14 days.");
  await expect(absent(page)).toContainText("made over “first week”");
  await expect(library(page)).toHaveCount(0);
  await absent(page).getByRole("button", { name: "Go on without" }).click();
  await expect(absent(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/history=/);
});

test("a loaded history is in use again after a reload and on the way back", async ({ page }) => {
  await start(page);
  await load(page, "week.csv", csv(ROWS));
  await drag(policyFields(page, UP).getByRole("slider", { name: "Threshold slider" }), 58);
  await expect(page).toHaveURL(/history=.*week\.csv/);
  await expect.poll(() => carriedBy(page.url())).toContain('"threshold":58}');
  const inUse = await scorecard(outcome(page));
  const isInUse = async () => {
    await expect(panel(page)).toContainText("week.csv, 288 samples.");
    await expect(threshold(page)).toHaveValue("58");
    await expect.poll(() => scorecard(outcome(page))).toEqual(inUse);
  };
  await page.reload();
  await isInUse();
  await page.getByRole("link", { name: "Activity" }).click();
  await expect(page).not.toHaveURL(/history=/);
  await page.goBack();
  await isInUse();
  // The same samples, read with another size, are remembered in place of the ones before, and
  // under the name that they were given.
  await unfoldHistories(page);
  await button(page, "Rename week.csv").click();
  const name = library(page).getByLabel("New name");
  await name.fill("first week");
  await name.press("Enter");
  await expect(library(page)).toContainText("first week");
  await field(panel(page), "Recorded with").fill("7");
  await field(panel(page), "Recorded with").press("Tab");
  await expect.poll(() => scorecard(outcome(page))).not.toEqual(inUse);
  const otherwise = await scorecard(outcome(page));
  await page.reload();
  await expect.poll(() => scorecard(outcome(page))).toEqual(otherwise);
  await expect(field(panel(page), "Recorded with")).toHaveValue("7");
  await unfoldHistories(page);
  await expect(library(page)).toContainText("first week");
});

test("remembered histories stand in the order in which they were loaded", async ({ page }) => {
  await start(page);
  const names = ["c.csv", "a.csv", "d.csv", "b.csv"];
  for (const [index, name] of names.entries()) {
    await load(page, name, csv(generated(24 + index)));
    await expect(panel(page)).toContainText(`${name}, ${24 + index} samples.`);
    await expect(panel(page).locator("details.library > summary")).toContainText(`${index + 1} `);
    await page.clock.setFixedTime(new Date(Date.UTC(2026, 2, 2, 8, index + 1)));
  }
  await unfoldHistories(page);
  const rows = library(page).getByRole("listitem");
  const told = async () => (await rows.allTextContents()).map((row) => /\w\.csv/.exec(row)?.[0]);
  expect(await told()).toEqual(names);
  await page.reload();
  await unfoldHistories(page);
  await expect.poll(told).toEqual(names);
});

test("an address tells another reader which history it was made over", async ({
  page,
  browser,
  baseURL,
  audit,
}) => {
  await start(page);
  await load(page, "week.csv", csv(ROWS));
  await drag(policyFields(page, UP).getByRole("slider", { name: "Threshold slider" }), 58);
  await expect.poll(() => carriedBy(page.url())).toContain('"threshold":58}');
  const [inUse, address] = [await scorecard(outcome(page)), page.url()];

  const context = await browser.newContext({ baseURL, locale: "en-GB", serviceWorkers: "block" });
  const other = await context.newPage();
  await other.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await other.goto(address);
  await expect(absent(other)).toContainText("made over “week.csv”");
  await expect(threshold(other)).toHaveValue("58");
  await audit(other);
  await load(other, "here.csv", csv(ROWS));
  await expect(absent(other)).toHaveCount(0);
  await expect(panel(other)).toContainText("here.csv, 288 samples.");
  await expect.poll(() => scorecard(outcome(other))).toEqual(inUse);
  // The same samples under another size are not what the address was made over.
  await field(panel(other), "Recorded with").fill("7");
  await field(panel(other), "Recorded with").press("Tab");
  await expect.poll(() => scorecard(outcome(other))).not.toEqual(inUse);
  await other.goto("about:blank");
  await other.goto(address);
  const read = panel(other).getByText("here they are read otherwise");
  await expect(read).toBeVisible();
  await button(other, "Go on with it").click();
  await expect(read).toHaveCount(0);
  await context.close();
});

test("a browser that keeps nothing says so, and everything else works", async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The user denied permission.", "SecurityError");
    };
  });
  await start(page);
  const said = panel(page).getByRole("status").filter({ hasText: "not remembered" });
  await expect(said).toContainText("The user denied permission.");
  await load(page, "week.csv", csv(ROWS));
  await expect(panel(page)).toContainText("week.csv, 288 samples.");
  await expect(said).toContainText("in use but not remembered");
});

test("a run file is what headroom-whatif reads, and opens as it was", async ({ page, audit }) => {
  await start(page);
  await load(page, "week.csv", csv(ROWS));
  await drag(policyFields(page, UP).getByRole("slider", { name: "Threshold slider" }), 61);
  await unfold(panel(page), "Assumed");
  await field(panel(page), "Recorded with").fill("4");
  await field(panel(page), "Price").fill("0.05");
  const file = await saved(page, () => button(page, "Download run").click());
  expect(file.name).toBe("checkout-api-run.json");
  const job = JSON.parse(file.text);
  expect(job.histories[0].values).toEqual(ROWS.map(([, value]) => value));
  expect(job.variants.map(({ name }) => name)).toEqual(["saved", "edited"]);
  const replayed = replay(job);
  const [plain, edited] = replayed.variants.map((variant) => variant.scorecard);
  expect(edited, "the edit matters").not.toEqual(plain);
  const before = await scorecard(outcome(page));
  expect(before["Instance-hours"].numbers).toEqual([plain.instance_hours, edited.instance_hours]);
  expect(before.Overload.numbers).toEqual([plain.overload_minutes, edited.overload_minutes]);
  const perDay = before["Cost a day"].numbers;
  expect(perDay).toEqual([plain.cost_per_day_eur, edited.cost_per_day_eur]);

  // On a page that knows nothing of it, the file brings history, settings and variant.
  await page.evaluate(() => location.replace(location.href.replace(/&?run=[^&]*/, "")));
  await page.reload();
  await expect(threshold(page)).toHaveValue("70");
  await loadRun(page, file.name, file.text);
  await expect(panel(page)).toContainText("checkout-api-run.json, 288 samples.");
  await expect(threshold(page)).toHaveValue("61");
  expect(await scorecard(outcome(page))).toEqual(before);
  await audit();

  // A wrong one is refused where it is wrong, and what is open stays.
  job.histories[0].values[5] = "many";
  await loadRun(page, "wrong.json", JSON.stringify(job));
  const alert = panel(page).getByRole("alert");
  await expect(alert).toContainText("wrong.json was not loaded. histories[0].values[5]:");
  await loadRun(page, "wrong.json", "timestamp,value\n1,2\n");
  await expect(alert).toContainText("wrong.json was not loaded. It is not a run");
  await expect(threshold(page)).toHaveValue("61");
});

test("a group's own run goes by the sizes and the rhythm of its file", async ({ page }) => {
  await start(page);
  await drag(policyFields(page, UP).getByRole("slider", { name: "Threshold slider" }), 55);
  const file = await saved(page, () => button(page, "Download run").click());
  const job = JSON.parse(file.text);
  expect(job.recorded_sizes.length, "the size has changed").toBeGreaterThan(1);
  const hours = replay(job).variants[1].scorecard.instance_hours;
  const before = await scorecard(outcome(page));
  expect(before["Instance-hours"].numbers[1]).toBe(hours);
  await button(page, "Discard").click();
  await loadRun(page, file.name, file.text);
  await expect(panel(page)).toContainText("checkout-api-run.json, ");
  expect(await scorecard(outcome(page))).toEqual(before);
});

test("a link opens the settings and variants in another page", async ({ page, context, audit }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await start(page);
  await drag(policyFields(page, UP).getByRole("slider", { name: "Threshold slider" }), 58);
  await unfold(panel(page), "Assumed");
  await field(panel(page), "Boot delay").fill("240");
  await button(page, "Copy link").click();
  const link = await panel(page).getByLabel("Link to this run").inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  expect(link.length).toBeLessThan(2_000);
  const before = await scorecard(outcome(page));
  await audit();

  const other = await context.newPage();
  await other.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await other.goto(link);
  // One tab alone moves the sandbox; this one takes it over.
  await other.getByRole("button", { name: "Use the sandbox here" }).click();
  await other.getByRole("button", { name: "Pause" }).click();
  await expect(threshold(other)).toHaveValue("58");
  await unfold(panel(other), "Assumed");
  await expect(field(panel(other), "Boot delay")).toHaveValue("240");
  await expect.poll(() => scorecard(outcome(other))).toEqual(before);
  // What the reader makes of it stays in the address, over a reload and the way back.
  await drag(policyFields(other, UP).getByRole("slider", { name: "Threshold slider" }), 61);
  await expect.poll(() => carriedBy(other.url())).toContain('"threshold":61}');
  await other.reload();
  await expect(threshold(other)).toHaveValue("61");
  await other.getByRole("link", { name: "Activity" }).click();
  await expect(other).not.toHaveURL(/run=/);
  await other.goBack();
  await expect(threshold(other)).toHaveValue("61");
  // So does which of two variants is edited.
  await button(other, "Add a variant").click();
  await field(policyFields(other, UP), "Threshold").fill("66");
  await button(other, "edited").click();
  await expect(other).toHaveURL(/variant=edited(&|$)/);
  await other.reload();
  await expect(button(other, "edited")).toHaveAttribute("aria-pressed", "true");
  await expect(button(other, "edited 2")).toBeVisible();
  await expect(threshold(other)).toHaveValue("61");
  await button(other, "edited 2").click();
  await expect(other).toHaveURL(/variant=edited%202|variant=edited\+2/);
  await button(other, "Close").click();
  await expect(other).not.toHaveURL(/variant=/);
  await button(other, "Discard").click();
  await unfold(panel(other), "Assumed");
  await field(panel(other), "Boot delay").fill("90");
  await expect(other).not.toHaveURL(/run=/);

  for (const [broken, said] of [
    [link.replace(/run=1\./, "run=9."), "The link is of version “9”"],
    [link.replace(/(run=.{40})[^&]*/, "$1"), "The link is damaged or was cut."],
    [link.replace(/run=[^&]*/, "run=garbage"), "This link's settings could not be read."],
  ]) {
    await other.goto("about:blank");
    await other.goto(broken);
    await expect(panel(other).getByRole("alert")).toContainText(said);
    await expect(threshold(other)).toHaveValue("70");
  }
  // What is seen is not what was sent, and a reload says so again, until somebody goes on.
  const unread = panel(other).getByRole("alert");
  await expect(unread).toContainText("What you see are the saved rules.");
  await expect(unread).toBeInViewport();
  await other.reload();
  await button(other, "Go on with the saved rules").click();
  await expect(unread).toHaveCount(0);
  await expect(other).not.toHaveURL(/run=/);
  await other.close();
});

test("neither a file nor a link carries the key", async ({ page }) => {
  await mockApi(page);
  await page.route(/\/prometheus\//, (route) =>
    route.fulfill({ json: { status: "success", data: { resultType: "matrix", result: [] } } }),
  );
  await connect(page);
  await page.getByRole("main").getByRole("link", { name: "mock-group" }).click();
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await load(page, "week.csv", csv(ROWS));
  await expect(outcome(page).getByRole("list", { name: "Scorecard" })).toBeVisible();
  const file = await saved(page, () => button(page, "Download run").click());
  expect(file.text).toContain("mock-up");
  expect(file.text).not.toContain(KEY);
  await button(page, "Copy link").click();
  const link = await panel(page).getByLabel("Link to this run").inputValue();
  const carried = carriedBy(link);
  expect(carried).toContain("mock-up");
  expect(carried + link).not.toContain(KEY);
});

test("a run that is too long for an address is said, and can be downloaded", async ({ page }) => {
  await start(page);
  await load(page, "week.csv", csv(ROWS));
  await expect(outcome(page).getByRole("list", { name: "Scorecard" })).toBeVisible();
  const { text } = await saved(page, () => button(page, "Download run").click());
  const run = JSON.parse(text);
  const [variant] = run.variants;
  run.variants = Array.from({ length: 30 }, (_, index) => ({ ...variant, name: `try ${index}` }));
  run.variants.forEach((one, index) => {
    one.policies = structuredClone(variant.policies);
    one.policies[0].metric.threshold = 50 + index;
  });
  await loadRun(page, "many.json", JSON.stringify(run));
  const said = panel(page).getByText("The address does not carry this run");
  await expect(said).toContainText("a reload loses it");
  await expect(page).not.toHaveURL(/run=/);
});
