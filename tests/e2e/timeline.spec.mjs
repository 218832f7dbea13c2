// Why did it (not) scale: a moment is found, pinned, walked from and handed on; the log leads to it.
import { readFileSync } from "node:fs";
import { connect, expectOnlyRefusals, mockApi } from "./api.mjs";
import { expect, test } from "./fixtures.mjs";
import { field, open, openGroup, openWhatIf, tabTo, timeline } from "./console.mjs";

const moment = (page) => timeline(page).getByRole("slider", { name: "Moment" });
const pin = (page) => timeline(page).getByRole("button", { name: /^(Pin|Pinned)$/ });
const range = (page) => timeline(page).getByRole("textbox", { name: "Stretch of time" });
const events = (page) => page.getByRole("region", { name: "Events" });
const now = async (page) => Number(await moment(page).getAttribute("aria-valuenow"));

async function start(page) {
  await open(page);
  await openGroup(page, "checkout-api");
  await moment(page).scrollIntoViewIfNeeded();
}

/** A place of the plot, by shares of its width and height. */
async function place(page, across, down = 0.3) {
  const { x, y, width, height } = await moment(page).boundingBox();
  return [x + width * across, y + height * down];
}

test("a click pins the moment: it holds while the pointer moves on, and over a reload", async ({
  page,
  audit,
}) => {
  await start(page);
  await page.mouse.move(...(await place(page, 0.5)));
  await expect(timeline(page)).toContainText("Actual: ");
  await page.mouse.move(...(await place(page, 0.6)));
  const free = await now(page);
  await page.mouse.move(...(await place(page, 0.5)));
  await expect.poll(() => now(page), "a free moment follows the pointer").not.toBe(free);
  await page.mouse.down();
  await page.mouse.up();
  await expect(pin(page)).toHaveAttribute("aria-pressed", "true");
  const pinned = await now(page);
  await page.mouse.move(...(await place(page, 0.7)));
  await page.mouse.move(...(await place(page, 0.8, 0.9)));
  expect(await now(page)).toBe(pinned);
  await expect(page).toHaveURL(/[?&]at=\d+/);
  await expect(timeline(page).locator("text.flag"), "its time stands at the axis").toBeVisible();
  await audit();

  await page.reload();
  await expect.poll(() => now(page)).toBe(pinned);
  await expect(pin(page)).toHaveText("Pinned");
  await moment(page).press("Escape");
  await expect(pin(page)).toHaveAttribute("aria-pressed", "false");
  await expect(page).not.toHaveURL(/[?&]at=/);
});

test("the keys walk from change to change, and say what was decided", async ({ page }) => {
  await start(page);
  await tabTo(page, moment(page));
  await page.keyboard.press(",");
  const last = await now(page);
  await expect(timeline(page)).toContainText(/Actual: \d+ to \d+/);
  await expect(moment(page)).toHaveAttribute("aria-valuetext", /\d+ to \d+/);
  await page.keyboard.press(",");
  const before = await now(page);
  expect(before).toBeLessThan(last);
  await page.keyboard.press(".");
  expect(await now(page)).toBe(last);
  await page.keyboard.press("Enter");
  await expect(pin(page)).toHaveAttribute("aria-pressed", "true");
  const back = timeline(page).getByRole("button", { name: "Before" });
  await tabTo(page, back);
  await page.keyboard.press("Enter");
  await expect.poll(() => now(page)).toBe(before);

  // A walk out of the view takes the view along.
  await timeline(page).getByRole("button", { name: "6 h", exact: true }).click();
  await moment(page).focus();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press(",");
  await expect(timeline(page).locator(".cursor")).toBeVisible();
});

test("a range is typed, and a wrong one says what one looks like", async ({ page, audit }) => {
  await start(page);
  await expect(range(page)).toHaveValue("48h");
  await range(page).fill("1 Mar 06:00 - 12:00");
  await range(page).press("Enter");
  await expect(page).toHaveURL(/range=1772344800000-1772366400000/);
  await expect(moment(page).locator("text").filter({ hasText: "09:00" })).toBeVisible();
  await expect(range(page)).toHaveValue("1 Mar 06:00 - 12:00");
  await range(page).fill("half past nine");
  await range(page).press("Enter");
  await expect(timeline(page).getByRole("alert")).toContainText("“half past nine” is no time");
  await expect(range(page), "what was typed stays").toHaveValue("half past nine");
  await expect(range(page)).toHaveAttribute("aria-invalid", "true");
  await audit();
  // Another stretch that is shown puts it right.
  await page.getByRole("button", { name: "6 h", exact: true }).click();
  await expect(range(page)).toHaveValue("6h");
  await expect(range(page)).not.toHaveAttribute("aria-invalid");
  await expect(timeline(page).getByRole("alert")).toHaveCount(0);
  await range(page).fill("since 1 Mar");
  await range(page).press("Enter");
  await expect(timeline(page).getByRole("alert")).toHaveCount(0);
  await expect(page).toHaveURL(/range=1772323200000-now/);
  for (const [typed, reads] of [
    ["now - 6h", "6h"],
    ["2 weeks", "14d"],
    ["336h", "14d"],
    ["", "48h"],
    ["2d", "48h"],
    [" ", "48h"],
  ]) {
    await range(page).fill(typed);
    await range(page).press("Enter");
    await expect(range(page), typed).toHaveValue(reads);
    await expect(timeline(page).getByRole("alert")).toHaveCount(0);
  }
  await range(page).fill("999999d");
  await range(page).press("Enter");
  await expect(timeline(page).getByRole("alert")).toContainText("No history is as long as that");
});

test("the drawing copies the stretch that it shows, and shows the one that is pasted", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await start(page);
  await range(page).fill("1 Mar 14:00 - 15:00");
  await range(page).press("Enter");
  const shown = await range(page).inputValue();
  await moment(page).focus();
  await page.keyboard.press("Control+c");
  await expect(page.getByText(`Copied: ${shown}`)).toBeVisible();
  await moment(page).press("-");
  await expect(range(page)).not.toHaveValue(shown);
  await page.keyboard.press("Control+v");
  await expect(range(page)).toHaveValue(shown);
  await page.evaluate(() => navigator.clipboard.writeText("noon"));
  await page.keyboard.press("Control+v");
  await expect(timeline(page).getByRole("alert")).toContainText("“noon” is no time");
  await expect(range(page), "what is shown stays").toHaveValue(shown);
});

test("a stretch beyond the history is shown as it was asked for, and said", async ({
  page,
  audit,
}) => {
  await start(page);
  const labels = moment(page).locator("text");
  await range(page).fill("1 Jun 2020");
  await range(page).press("Enter");
  await expect(range(page)).toHaveValue("1 Jun 2020 00:00 - 2 Jun 2020 00:00");
  const said = timeline(page).getByRole("status").filter({ hasText: "It goes from" });
  await expect(said).toContainText(
    "This history does not reach Mon, 1 Jun 2020, 00:00 to Tue, 2 Jun 2020, 00:00. It goes from",
  );
  await expect(labels.filter({ hasText: "1 Jun" }).first()).toBeVisible();
  await audit();

  // It moves from where it is: half a day on, the plot begins at noon.
  await timeline(page).getByRole("button", { name: "Later" }).click();
  await expect(range(page)).toHaveValue("1 Jun 2020 12:00 - 2 Jun 2020 12:00");

  // The rest of today has not come yet: it goes until now, and on as the clock does.
  await range(page).fill("today");
  await range(page).press("Enter");
  await expect(range(page)).toHaveValue("since 2 Mar 00:00");
  await expect(labels.filter({ hasText: "06:00" })).toBeVisible();
  await expect(said).toHaveCount(0);
  const clock = page.getByRole("group", { name: "Sandbox clock" });
  for (const _ of Array(5)) await clock.getByRole("button", { name: "+1 h" }).click();
  await expect(labels.filter({ hasText: "12:00" })).toBeVisible();
  await expect(range(page)).toHaveValue("since 2 Mar 00:00");

  await range(page).fill("2027-01-01");
  await range(page).press("Enter");
  await said.getByRole("button", { name: "Show all of the history" }).click();
  await expect(page).toHaveURL(/range=all/);
  await expect(said).toHaveCount(0);
});

test("a drag zooms, a double click shows more again, and with Shift a drag marks", async ({
  page,
}) => {
  await start(page);
  const drag = async (from, to) => {
    await page.mouse.move(...(await place(page, from)));
    await page.mouse.down();
    await page.mouse.move(...(await place(page, to)), { steps: 5 });
    await page.mouse.up();
  };
  const span = () => {
    const [, from, to] = /range=(\d+)-(\d+)/.exec(page.url()) || [0, 0, 48 * 3_600_000];
    return Number(to) - Number(from);
  };
  await drag(0.3, 0.5);
  await expect.poll(span).toBeLessThan(14 * 3_600_000);
  await expect(page, "a drag pins nothing").not.toHaveURL(/[?&]at=/);
  const zoomed = span();
  await page.mouse.dblclick(...(await place(page, 0.5)));
  await expect.poll(span).toBe(2 * zoomed);
  await expect(page, "nor does a double click").not.toHaveURL(/[?&]at=/);
  await page.mouse.click(...(await place(page, 0.3)));
  await expect(page).toHaveURL(/[?&]at=/);
  const pin = () => /[?&]at=(\d+)/.exec(page.url())?.[1];
  const pinned = pin();
  await page.mouse.dblclick(...(await place(page, 0.6)));
  await expect.poll(span).toBe(4 * zoomed);
  expect(pin(), "what was pinned stays").toBe(pinned);
  await moment(page).press("+");
  await moment(page).press("Escape");
  await moment(page).press("+");
  await expect.poll(span).toBe(zoomed);
  await page.keyboard.down("Shift");
  await drag(0.4, 0.6);
  await page.keyboard.up("Shift");
  await expect(timeline(page).locator("rect.marked")).toBeVisible();
  await moment(page).press("Escape");
  await expect(timeline(page).locator("rect.marked")).toHaveCount(0);
  const marks = timeline(page).getByRole("button", { name: "Mark a stretch" });
  await marks.click();
  await expect(marks).toHaveAttribute("aria-pressed", "true");
  await drag(0.4, 0.6);
  await expect(timeline(page).locator("rect.marked")).toBeVisible();
});

test("the way back leads to the stretch that was shown before, and on again", async ({ page }) => {
  await start(page);
  const stretch = timeline(page).getByLabel("Stretch of time");
  const shown = () => stretch.inputValue();
  const first = await shown();
  await stretch.fill("6h");
  await stretch.press("Enter");
  await expect(page).toHaveURL(/range=6h/);
  const typed = await shown();
  await page.mouse.move(...(await place(page, 0.3)));
  await page.mouse.down();
  await page.mouse.move(...(await place(page, 0.6)), { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/range=\d+-\d+/);
  const zoomed = await shown();
  // What is done many times over is no step of its own.
  await moment(page).press("+");
  await moment(page).press("-");
  await expect.poll(shown).toBe(zoomed);

  await page.goBack();
  await expect.poll(shown).toBe(typed);
  await page.goBack();
  await expect.poll(shown).toBe(first);
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeVisible();
  await page.goForward();
  await expect.poll(shown).toBe(typed);
});

test("a line of the log shows its moment, and the log is narrowed and taken along", async ({
  page,
  audit,
}) => {
  await start(page);
  const lines = events(page).getByRole("row");
  const changes = events(page).getByRole("button", { name: /^Changes/ });
  await changes.click();
  await expect(changes).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/events=changes/);
  // A line says from where to where and why; the API's own words and the steps unfold below it.
  const first = lines.nth(1);
  await expect(first).toContainText(/\d → \d/);
  const own = first.getByText("Scaling event: ");
  await expect(own).toBeHidden();
  await first.getByText(/^CPU .* over 5\smin is /).click();
  await expect(own).toBeVisible();
  await expect(first).toContainText(/Instance (created|removed)/);
  await audit();

  // An old one may lie outside of the view, which then goes there.
  await events(page)
    .getByRole("button", { name: /^Show all \d/ })
    .click();
  const oldest = lines.filter({ hasText: "Scaling event: removed" }).last();
  await oldest.getByRole("button", { name: /show on the timeline/ }).click();
  await expect(moment(page)).toBeFocused();
  await expect(pin(page)).toHaveAttribute("aria-pressed", "true");
  await expect(timeline(page)).toContainText(/Actual: \d+ to \d+/);
  await expect(timeline(page).locator(".cursor")).toBeVisible();

  const search = events(page).getByRole("searchbox");
  await search.fill("no such thing");
  await expect(events(page)).toContainText("Nothing of this kind.");
  await events(page).getByRole("button", { name: "Show all" }).click();
  await expect(search).toHaveValue("");
  const file = page.waitForEvent("download");
  await events(page).getByRole("button", { name: "Export" }).click();
  const table = readFileSync(await (await file).path(), "utf8");
  expect(table).toMatch(/^time,level,source,what,details\r\n"2026-0/);
  expect(table).toContain("Scaling event: ");

  // What is shown is what is taken along, and one source may be asked for alone.
  await changes.click();
  await events(page).getByRole("combobox", { name: "Source" }).selectOption("scaler");
  await expect(page).toHaveURL(/source=/);
  await search.fill("Scaling event: removed");
  const fewer = page.waitForEvent("download");
  await events(page).getByRole("button", { name: "Export filtered" }).click();
  const narrowed = readFileSync(await (await fewer).path(), "utf8");
  expect(narrowed).toContain("Scaling event: removed");
  expect(narrowed).not.toContain("Scaling event: added");
  await expect(events(page).getByRole("button", { name: /^Errors/ })).toBeVisible();
});

test("an address that names a moment out of reach says so", async ({ page }) => {
  await start(page);
  const group = new URL(page.url()).hash.split("?")[0];
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `${group}?at=1000000000000`);
  await expect(timeline(page)).toContainText("This history does not reach Sun, 9 Sept 2001");
});

test("events that cannot be read are not said to be none", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  api.refuse("GET", 403, { message: "insufficient permissions" }, { part: "/events" });
  await openGroup(page, "mock-group");
  await expect(page.getByText("The events could not be read.")).toBeVisible();
  await expect(events(page)).toContainText("Not read yet.");
  await expect(events(page)).not.toContainText("Nothing has happened yet.");
  expectOnlyRefusals(problems);
});

test("the page says without a click what was decided last, and what its rules have done", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await expect(timeline(page)).toContainText(/The latest, .*Actual: .*CPU [\d.]+\s% over 5\smin/);
  const rule = page.getByRole("region", { name: "Policies" }).getByRole("listitem").first();
  await expect(rule).toContainText(/my-policy-scale-up\s*made \d+ of \d+ changes/);
  // A moment that is chosen is not the latest; the key works wherever its button stands.
  await page.keyboard.press(",");
  await expect(timeline(page)).toContainText(/Actual: \d to \d/);
  await expect(timeline(page)).not.toContainText("The latest");
});

test("a log that gives no reasons gets them from the metric and the rules", async ({
  page,
  audit,
}) => {
  await open(page);
  await openGroup(page, "search-api");
  const log = page.getByRole("region", { name: "Log" });
  const first = log.getByRole("row").filter({ hasText: "→" }).first();
  await expect(first).toContainText(
    /CPU [\d.]+\s% over 1\smin is .* the target of 60\s%, by its metric\./,
  );
  await first.getByText(/, by its metric\.$/).click();
  await expect(first).toContainText(/Scaling event: (added|removed) \d+ instance/);
  await log.getByRole("searchbox", { name: "Search log" }).fill("under the target");
  await expect(first).toContainText("under the target");
  await audit();
});

test("an edit of the rules is a mark, and the time before it is held against what was", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  // Why the group last changed, by the rules that stand.
  const before = timeline(page).getByRole("button", { name: "Before" });
  await before.click();
  const rules = timeline(page).getByRole("list", { name: "Every rule" });
  const answer = rules.getByRole("listitem").filter({ hasText: "my-policy-scale-up" });
  await expect(answer).toContainText("over 70 %");
  const told = await answer.textContent();
  await page.getByRole("link", { name: "Edit my-policy-scale-up" }).click();
  await field(page, "Threshold").fill("64");
  await page.getByRole("button", { name: "Save policy" }).click();
  const line = events(page).getByRole("row").filter({ hasText: "this browser" });
  await expect(line).toContainText("edit");
  await expect(timeline(page).locator("path.event.edit")).toHaveCount(1);
  await expect(line).toContainText(/Changed policy my-policy-scale-up .*threshold 70 → 64\s%/);
  await line.getByRole("button").first().click();
  await expect(timeline(page).getByRole("slider", { name: "Moment" })).not.toHaveAttribute(
    "aria-valuetext",
    /No moment chosen/,
  );
  // The change before it is told by the rules of that time.
  await before.click();
  await expect(answer).toHaveText(told);
  await expect(timeline(page)).toContainText("By the rules of that time, which were edited at");
  await openWhatIf(page);
  const trust = page.getByRole("region", { name: "How far to trust it" });
  await trust.getByText(/^Prediction/).click();
  await expect(trust).toContainText(
    "Each stretch is held against what was in force then, 2 in all.",
  );
});

const why = (page) => timeline(page).getByRole("heading", { level: 3, name: "Why" });

/** The answer of the explanation: its moment, and what was decided. */
const told = (page) => timeline(page).locator(".why output").textContent();

test("the explanation stands beside the plot where there is room, and holds as the pointer leaves", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 1000 });
  await start(page);
  const [plot, answer] = [await moment(page).boundingBox(), await why(page).boundingBox()];
  expect(answer.x, "beside it").toBeGreaterThanOrEqual(plot.x + plot.width);
  expect(answer.y, "and as high").toBeLessThan(plot.y + plot.height / 2);

  // Out of the plot by its lower edge, and around it to the explanation.
  await page.mouse.move(...(await place(page, 0.5)));
  await expect(timeline(page)).not.toContainText("The latest");
  const [at, said] = [await now(page), await told(page)];
  await page.mouse.move(...(await place(page, 0.5, 1.05)));
  await page.mouse.move(answer.x + 40, plot.y + plot.height * 1.05, { steps: 5 });
  await page.mouse.move(answer.x + 40, answer.y + 60, { steps: 5 });
  expect(await now(page)).toBe(at);
  expect(await told(page)).toBe(said);
  // A pinned one holds right across the plot.
  await page.mouse.click(...(await place(page, 0.5)));
  const pinned = await now(page);
  await page.mouse.move(answer.x + 40, answer.y + 60, { steps: 10 });
  expect(await now(page)).toBe(pinned);

  await page.setViewportSize({ width: 360, height: 780 });
  await expect(async () => {
    const [narrow, below] = [await moment(page).boundingBox(), await why(page).boundingBox()];
    expect(below.y, "below it").toBeGreaterThanOrEqual(narrow.y + narrow.height);
    expect(below.x).toBeLessThan(narrow.x + narrow.width / 2);
  }).toPass();
});

test("the explanation of a free moment holds on the pointer's way to it, too", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1000 });
  await start(page);
  await page.mouse.move(...(await place(page, 0.8)));
  await expect(timeline(page)).not.toContainText("The latest");
  const [at, answer] = [await now(page), await why(page).boundingBox()];
  // Who points at something stands still there, by the browser's own time.
  const arrived = await page.evaluate(() => document.timeline.currentTime);
  await page.waitForFunction((then) => document.timeline.currentTime > then + 150, arrived);
  // Straight to it, over the rest of the plot.
  await page.mouse.move(answer.x + 40, answer.y + 60, { steps: 6 });
  expect(await now(page)).toBe(at);
});
