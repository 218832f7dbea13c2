// The sweep: what to try, the workers that try it, and the points that no other beats.
import { expect, test } from "./fixtures.mjs";
import {
  drag,
  expectError,
  expectNoError,
  field,
  load,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  scorecard,
} from "./console.mjs";
import { csv, generated } from "./history.mjs";

const YEAR_FROM = Date.UTC(2025, 0, 1);
const UP = "my-policy-scale-up";
const DOWN = "my-policy-scale-down";

const sweep = (page) => page.getByRole("region", { name: "Sweep", exact: true });
const values = (page, group, label) => {
  return field(sweep(page).getByRole("group", { name: group }), label);
};
const start = (page) => sweep(page).getByRole("button", { name: /^Sweep/ });
const front = (page) => sweep(page).getByRole("region", { name: "The points that no other beats" });
const standing = (page) => sweep(page).getByRole("status").filter({ hasText: "points" });

const advice = (page) =>
  sweep(page).getByRole("region", { name: /^(Recommended|Keep what is saved)$/ });

/** The rows of the front below its heads, the saved rules first. */
const entries = (page) => {
  return front(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader") });
};

/** A row of the front: its cost, overload, changes and reversals as numbers. */
const numbers = (row) =>
  row.getByRole("cell").evaluateAll((cells) => {
    return cells
      .slice(-5, -1)
      .map((cell) => Number(/[\d.,]+/.exec(cell.textContent)[0].replaceAll(",", "")));
  });

/** As the page rounds: to the nearest, and a tie to the even digit. */
const rounded = (number, decimals) => {
  const scaled = number * 10 ** decimals;
  const floor = Math.floor(scaled);
  const up = scaled - floor > 0.5 || (scaled - floor === 0.5 && floor % 2 === 1);
  return (floor + Number(up)) / 10 ** decimals;
};

/** Opens what is folded: what is tried, and what advice may cost. */
async function unfold(page) {
  await sweep(page).getByText("What is swept").click();
  await sweep(page).getByText("Limits", { exact: true }).click();
}

/** Whether an element stands within the region that scrolls around it, whole. */
const isWholeInRegion = (element) =>
  element.evaluate((button) => {
    const own = button.getBoundingClientRect();
    const around = button.closest("[role=region]").getBoundingClientRect();
    return own.left >= around.left && own.right <= around.right;
  });

/** The eye and the focus stand where the opened variant does. */
async function expectLedToVariant(page) {
  const tab = panel(page).getByRole("button", { name: "swept" });
  await expect(tab).toBeFocused();
  await expect(tab).toHaveAttribute("aria-pressed", "true");
  await expect(tab).toBeInViewport({ ratio: 1 });
  await expect(panel(page).getByRole("heading", { name: "What if" })).toBeInViewport();
  await expect(panel(page).getByRole("list", { name: "Outcome in short" })).toBeInViewport();
}

async function openSweep(page) {
  await panel(page).getByRole("button", { name: "Sweep…" }).click();
  await expect(sweep(page)).toBeVisible();
  await expect(sweep(page).getByRole("heading", { name: "Sweep" })).toBeFocused();
}

test.beforeEach(async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await openSweep(page);
});

test("the suggested grid is swept, and a point of its front opens as a variant", async ({
  page,
  audit,
}) => {
  await load(page, "swept.csv", csv(generated(1_152)));
  await expect(panel(page)).toContainText("swept.csv, 1,152 samples.");
  await unfold(page);
  await expect(values(page, UP, "Threshold")).toHaveValue("49, 56, 63, 70, 77, 84");
  await expect(start(page)).toHaveText(/^Sweep [\d,]+ points$/);
  const count = (await start(page).textContent()).match(/[\d,]+/)[0];
  await start(page).click();
  await expect(standing(page)).toContainText(`All ${count} points are tried`, { timeout: 60_000 });
  await expect(advice(page)).toBeVisible();
  // Four days are too few to judge on other days, and it is said.
  await expect(advice(page)).toContainText("too short to tell whether this holds on other days");
  await audit();

  // The front: with each more cost, less overload. What is recommended may be beaten in these two.
  const rows = entries(page);
  const points = rows.filter({ has: page.getByRole("rowheader", { name: /^Point/ }) });
  const all = await Promise.all((await points.all()).map(numbers));
  expect(all.length).toBeGreaterThan(1);
  all.slice(1).forEach(([cost, overload], index) => {
    expect(cost).toBeGreaterThanOrEqual(all[index][0]);
    expect(overload).toBeLessThan(all[index][1] + 0.5);
  });
  const saved = await numbers(rows.first());
  const card = await scorecard(outcome(page));
  expect(saved[0]).toBe(rounded(card["Cost a day"].numbers[0], 2));
  expect(saved[1]).toBe(rounded(card.Overload.numbers[0], 0));

  // The last point costs the most and has the least overload: as a variant it does just that.
  const last = points.last();
  const expected = await numbers(last);
  await last.getByRole("button").scrollIntoViewIfNeeded();
  expect(await isWholeInRegion(last.getByRole("button")), "the button is not cut off").toBe(true);
  await last.getByRole("button").click();
  await expect(page.getByRole("status").filter({ hasText: "open as the variant" })).toBeVisible();
  await expectLedToVariant(page);
  await expect
    .poll(async () => {
      const { Changes, Reversals } = await scorecard(outcome(page));
      return [Changes.numbers[1], Reversals.numbers[1]];
    })
    .toEqual(expected.slice(2));
  const opened = await scorecard(outcome(page));
  expect(rounded(opened["Cost a day"].numbers[1], 2)).toBe(expected[0]);
  expect(rounded(opened.Overload.numbers[1], 0)).toBe(expected[1]);
});

test("advice comes with its verdict, and follows what overload is worth", async ({
  page,
  audit,
}) => {
  await load(page, "fortnight.csv", csv(generated(4_032)));
  await expect(panel(page)).toContainText("fortnight.csv, 4,032 samples.");
  await start(page).click();
  await expect(standing(page)).toContainText(/^All [\d,]+ points are tried, around/, {
    timeout: 120_000,
  });
  // Its verdict is of days that it was not chosen on, as many splits as there are of 14.
  await expect(advice(page)).toContainText(/Picked on half of the days/);
  await expect(advice(page)).toContainText(/\(of 3,432\)|3,432 splits/);
  await expect(entries(page).first().getByRole("rowheader")).toHaveText("Saved");
  await audit();

  await unfold(page);
  // A limit lets it trade, both fields at once are refused, and the sweep tells them apart.
  const limits = sweep(page).getByRole("group", { name: "Overload and reversals" });
  const cost = field(limits, "A minute of overload costs");
  const limit = field(limits, "At most");
  await cost.fill("1");
  await limit.fill("2000");
  await expectError(limit, "Give a cost or a limit, not both.");
  await expect(start(page)).toBeDisabled();
  await cost.fill("");
  await expectNoError(limit);
  const reversals = field(limits, "Reversals, at most");
  await reversals.fill("-1");
  await expectError(reversals, "Enter 0 or more.");
  await expect(start(page)).toBeDisabled();
  await reversals.fill("500");
  await expectNoError(reversals);
  await start(page).click();
  await expect(standing(page)).toContainText(/^All [\d,]+ points are tried, around/, {
    timeout: 120_000,
  });
  const recommended = sweep(page).getByRole("region", { name: "Recommended" });
  await expect(recommended).toContainText("within 2,000 min of overload and 500 reversals a month");
  const brings = recommended.getByRole("list", { name: "What it brings" });
  await expect(brings.getByRole("listitem")).toHaveCount(4);
  const days = recommended.getByRole("group").filter({ hasText: "The days in numbers" });
  await days.getByText("The days in numbers").click();
  await expect(days.getByRole("row")).toHaveCount(15);
  await audit();
  await recommended.getByRole("button", { name: "Open it as a variant" }).click();
  await expect(panel(page).getByRole("button", { name: "swept" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("what cannot be tried is said at its field, and nothing typed is lost", async ({
  page,
  audit,
}) => {
  await unfold(page);
  const threshold = values(page, UP, "Threshold");
  await threshold.fill("much, 70");
  await expectError(threshold, "“much” is not a number.");
  await expect(start(page)).toBeDisabled();
  await threshold.fill("0.1 to 100 step 0.1");
  await values(page, DOWN, "Threshold").fill("0.1 to 100 step 0.1");
  await values(page, "Group", "Cooldown").fill("0 to 999");
  // 10⁹ points and more: refused at the field with the most, with the count and a way out.
  const cooldown = values(page, "Group", "Cooldown");
  for (const name of [UP, DOWN]) {
    await values(page, name, "Instances").fill("");
    await values(page, name, "Look-back").fill("");
  }
  await values(page, "Group", "Minimum").fill("");
  await values(page, "Group", "Maximum").fill("");
  await expectError(cooldown, "The sweep has 1000000000 points, and at most 1000000 are run.");
  await expectError(cooldown, "Narrow several parameters");
  await expect(start(page)).toBeDisabled();
  await audit();
  await cooldown.fill("");
  await expectNoError(cooldown);
  await expect(start(page)).toHaveText("Sweep 1,000,000 points");
  await expect(threshold).toHaveValue("0.1 to 100 step 0.1");
  // The suggestion comes back when asked for, and then follows the edit that it is for.
  await sweep(page).getByRole("button", { name: "Suggest values" }).click();
  await expect(threshold).toHaveValue("49, 56, 63, 70, 77, 84");
  await field(policyFields(page, UP), "Threshold").fill("60");
  await expect(threshold).toHaveValue("42, 48, 54, 60, 66, 72, 78");
});

test("a worker that dies is started again, and cancelling stops at once", async ({ page }) => {
  await unfold(page);
  await values(page, UP, "Threshold").fill("0.1 to 100 step 0.1");
  await values(page, DOWN, "Threshold").fill("0.1 to 100 step 0.1");
  await values(page, UP, "Look-back").fill("");
  await values(page, DOWN, "Look-back").fill("");
  for (const label of ["Cooldown", "Minimum", "Maximum"]) {
    await values(page, "Group", label).fill("");
  }
  for (const name of [UP, DOWN]) await values(page, name, "Instances").fill("");
  // The sandbox, the replays, and the sweep's own, which start with its card.
  const cores = await page.evaluate(() => Math.min(navigator.hardwareConcurrency, 8));
  await expect.poll(() => page.workers().length).toBe(2 + cores);
  const [, , worker] = page.workers();
  await start(page).click();
  const tried = async () => {
    const [count] = (await standing(page).textContent()).match(/^[\d,]+/);
    return Number(count.replaceAll(",", ""));
  };
  await expect.poll(tried).toBeGreaterThan(0);
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error("this worker dies for the test");
    });
  });
  await expect(standing(page)).toContainText("A worker stopped on the way and was started again");
  const then = await tried();
  await expect.poll(tried).toBeGreaterThan(then);

  const before = page.workers();
  await sweep(page).getByRole("button", { name: "Cancel" }).click();
  await expect(standing(page)).toContainText(/^Cancelled after [\d,]+ of 1,000,000 points/);
  // Others come for its workers, what they found stands, and the next sweep can begin.
  await expect.poll(() => page.workers().filter((own) => !before.includes(own)).length).toBe(cores);
  await expect.poll(() => page.workers().length).toBe(2 + cores);
  await expect(front(page).getByRole("row")).not.toHaveCount(0);
  await expect(start(page)).toBeEnabled();
});

test("a million points over a year of minutes go on, are seen to, and stop at once", async ({
  page,
}) => {
  test.slow();
  const year = generated(525_600).map(([, value], minute) => [YEAR_FROM + minute * 60_000, value]);
  await load(page, "year.csv", csv(year));
  await expect(panel(page).getByText("year.csv, 525,600 samples.")).toBeVisible();
  await unfold(page);
  for (const name of [UP, DOWN]) {
    await values(page, name, "Threshold").fill("0.1 to 100 step 0.1");
    for (const label of ["Instances", "Look-back"]) await values(page, name, label).fill("");
  }
  for (const label of ["Cooldown", "Minimum", "Maximum"]) {
    await values(page, "Group", label).fill("");
  }
  await expect(start(page)).toHaveText("Sweep 1,000,000 points");
  await start(page).click();
  const progress = sweep(page).getByRole("progressbar");
  await expect.poll(() => progress.getAttribute("value").then(Number)).toBeGreaterThan(0);
  await expect(standing(page)).toContainText(/points are tried, about \d+\s\S.* left\.$/);
  const then = Number(await progress.getAttribute("value"));
  await expect.poll(() => progress.getAttribute("value").then(Number)).toBeGreaterThan(then);
  await sweep(page).getByRole("button", { name: "Cancel" }).click();
  await expect(standing(page)).toContainText(/^Cancelled after [\d,]+ of 1,000,000 points/);
  await expect(front(page).getByRole("row")).not.toHaveCount(0);
  await expect(start(page)).toBeEnabled();
});

test("the front and its advice follow the edited variant, which has its own mark", async ({
  page,
  audit,
}) => {
  await load(page, "swept.csv", csv(generated(1_152)));
  await expect(panel(page)).toContainText("swept.csv, 1,152 samples.");
  await unfold(page);
  const cooldown = values(page, "Group", "Cooldown");
  await cooldown.fill("");
  await values(page, "Group", "Maximum").fill("");
  await start(page).click();
  await expect(standing(page)).toContainText("points are tried, around “saved”", {
    timeout: 60_000,
  });
  await expect(advice(page)).toBeVisible();
  const rows = () => front(page).getByRole("row").allTextContents();
  const before = await rows();
  const follows = sweep(page).getByText("The points follow the edited variant.");
  await expect(follows).toHaveCount(0);

  // A setting that is swept: the points stay, and the one that it is on is named.
  const up = policyFields(page, UP);
  await drag(up.getByRole("slider", { name: "Threshold slider" }), 63);
  await expect(sweep(page).locator("text.edited")).toHaveText("edited");
  expect((await rows()).map((row) => row.replace(" (edited)", ""))).toEqual(before);
  await expect(follows).toHaveCount(0);

  // One that is not: the points are others, those of a sweep around the edited variant.
  await drag(panel(page).getByRole("slider", { name: "Cooldown slider" }), 1_200);
  await expect(follows).toBeVisible();
  await expect(standing(page)).toContainText("points are tried, around “edited”");
  await expect(advice(page)).toBeVisible();
  await expect.poll(rows).not.toEqual(before);
  const busy = sweep(page).locator("[aria-busy=true]");
  await expect(busy).toHaveCount(0, { timeout: 30_000 });
  const followed = await rows();
  await audit();
  await start(page).click();
  await expect(follows).toHaveCount(0);
  await expect(standing(page)).toContainText("points are tried, around “edited”", {
    timeout: 60_000,
  });
  await expect(advice(page)).toBeVisible();
  expect(await rows()).toEqual(followed);

  // Back as saved, it is the first front again.
  await panel(page).getByRole("button", { name: "Discard" }).click();
  await expect(standing(page)).toContainText("points are tried, around “saved”");
  await expect.poll(rows).toEqual(before);
});

test("more points follow when the hand rests, and say how far they are", async ({ page }) => {
  await load(page, "swept.csv", csv(generated(1_152)));
  await expect(panel(page)).toContainText("swept.csv, 1,152 samples.");
  await unfold(page);
  await values(page, UP, "Threshold").fill("50 to 99 step 1");
  await values(page, UP, "Instances").fill("1 to 10 step 1");
  await values(page, DOWN, "Threshold").fill("1 to 50 step 0.5");
  await values(page, "Group", "Cooldown").fill("");
  await values(page, "Group", "Maximum").fill("");
  await start(page).click();
  const tried = (name) => {
    const words = new RegExp(`^All [\\d,]{6,} points are tried, around “${name}”`);
    return expect(standing(page)).toHaveText(words, { timeout: 60_000 });
  };
  await tried("saved");
  const anew = sweep(page).getByRole("progressbar", { name: "Points tried anew" });
  await expect(anew).toHaveCount(0);
  await drag(panel(page).getByRole("slider", { name: "Cooldown slider" }), 1_200);
  await expect(sweep(page)).toContainText("So many points follow the edited variant");
  await expect(anew).toBeVisible();
  await tried("edited");
  await expect(anew).toHaveCount(0);
});

test("the answer stands before the form, which is folded and says what it is set to", async ({
  page,
  audit,
}) => {
  await load(page, "swept.csv", csv(generated(1_152)));
  await expect(panel(page)).toContainText("swept.csv, 1,152 samples.");
  const tried = sweep(page).locator("summary", { hasText: "What is swept" });
  const limits = sweep(page).locator("summary", { hasText: "Limits" });
  await expect(tried).toContainText(`${UP}: threshold 49 % to 84 %`);
  await expect(limits).toContainText("no more overload than saved, no more reversals than saved");
  await expect(sweep(page).getByRole("textbox")).toHaveCount(0);
  await expect(start(page)).toHaveClass(/primary/);
  await start(page).click();
  await expect(advice(page)).toBeVisible({ timeout: 60_000 });
  const top = async (part) => (await part.boundingBox()).y;
  const tops = await Promise.all([start(page), advice(page), limits, tried, front(page)].map(top));
  expect(tops).toEqual([...tops].sort((a, b) => a - b));

  // What a fold is set to follows its fields, and says so where they cannot be read.
  await unfold(page);
  const group = sweep(page).getByRole("group", { name: "Overload and reversals" });
  await field(group, "At most").fill("2000");
  await field(group, "Reversals, at most").fill("500");
  await expect(limits).toContainText(
    "2,000 min of overload a month, at most 500 reversals a month",
  );
  await values(page, UP, "Threshold").fill("much");
  await expect(tried).toContainText("A value cannot be read.");
  await audit();
});

test("the front is read and opened by keys, and tells its marks apart", async ({ page, audit }) => {
  await load(page, "swept.csv", csv(generated(1_152)));
  await expect(panel(page)).toContainText("swept.csv, 1,152 samples.");
  await start(page).click();
  await expect(advice(page)).toBeVisible({ timeout: 60_000 });
  const marks = sweep(page).getByRole("list", { name: "Marks" });
  await expect(marks).toContainText("saved");
  const open = sweep(page).getByRole("button", { name: "Open as a variant" });
  await expect(open).toBeDisabled();
  const plot = sweep(page).getByRole("slider", { name: "Point of the front" });
  await plot.focus();
  await page.keyboard.press("End");
  const told = /^(Point [\d,]+|Recommended|Saved)\b.*: [\d.,]+\s€ a day, overload [\d,]+\smin,/;
  await expect(plot).toHaveAttribute("aria-valuetext", told);
  const last = await plot.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowLeft");
  await expect(plot).not.toHaveAttribute("aria-valuetext", last);
  await page.keyboard.press("Home");
  await expect(plot).toHaveAttribute("aria-valuetext", /^Point/);
  await expect(open).toBeEnabled();
  await audit();
  await page.keyboard.press("Enter");
  await expectLedToVariant(page);
  await expect(marks).toContainText("edited");
  // A row that is pointed at is the mark that is told.
  await front(page)
    .getByRole("row", { name: /^Saved/ })
    .hover();
  await expect(plot).toHaveAttribute("aria-valuetext", /^Saved: /);
  await expect(open).toBeDisabled();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 780 } });

  test("a point is a card of what it changes, and opening it leads to its variant", async ({
    page,
    audit,
  }) => {
    await load(page, "swept.csv", csv(generated(1_152)));
    await expect(panel(page)).toContainText("swept.csv, 1,152 samples.");
    await start(page).click();
    await expect(advice(page)).toBeVisible({ timeout: 60_000 });
    const rows = entries(page);
    const card = rows.filter({ has: page.getByRole("rowheader", { name: /^Point/ }) }).first();
    await card.scrollIntoViewIfNeeded();
    // All of it is in sight, and it tells what is not as saved alone.
    for (const cell of await card.locator(".changed, .figure, button").all()) {
      await expect(cell).toBeInViewport({ ratio: 1 });
    }
    await expect(card.locator(".changed").first()).toBeVisible();
    for (const same of await card.locator(".same").all()) await expect(same).toBeHidden();
    await expect(rows.first().getByRole("rowheader")).toHaveText("Saved");
    const isWide = () => document.documentElement.scrollWidth > innerWidth;
    expect(await page.evaluate(isWide)).toBe(false);
    const inner = await front(page).evaluate((own) => own.scrollWidth - own.clientWidth);
    expect(inner, "nothing scrolls sideways").toBe(0);
    await audit();
    await card.getByRole("button").click();
    await expectLedToVariant(page);
  });
});

test("what is to be swept, and at which limits, survives a reload", async ({ page }) => {
  const isAskedToStay = () => {
    return page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
  };
  await unfold(page);
  await values(page, UP, "Threshold").fill("60, 70");
  await field(sweep(page), "Reversals, at most").fill("77");
  await page.reload();
  await unfold(page);
  await expect(values(page, UP, "Threshold")).toHaveValue("60, 70");
  await expect(field(sweep(page), "Reversals, at most")).toHaveValue("77");
  expect(await isAskedToStay(), "a tool's settings are no form").toBe(false);
  await sweep(page).getByRole("button", { name: "Suggest values" }).click();
  await page.reload();
  await unfold(page);
  await expect(values(page, UP, "Threshold")).not.toHaveValue("60, 70");
});
