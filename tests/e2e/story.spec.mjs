// The whole story: from the first visit to a policy that was tried before it was saved.
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
  unfold,
  visit,
} from "./console.mjs";
import { twoWeeks } from "./history.mjs";
import { replay } from "./native.mjs";

const BASE_SIZE = 3;
const BOOT_DELAY_S = 90;
const PRICE = 0.035;

const UP = {
  name: "my-policy-scale-up",
  action: "scale_up",
  priority: 1,
  operator: "over",
  threshold: 70,
};
const DOWN = {
  name: "my-policy-scale-down",
  action: "scale_down",
  priority: 2,
  operator: "under",
  threshold: 40,
};

/** The scorecard's numbers by the names that the page gives them. */
const MEASURES = {
  "Cost a day": "cost_per_day_eur",
  "Cost a month": "cost_per_month_eur",
  Overload: "overload_minutes",
  Changes: "changes",
  Reversals: "reversals",
  "Instance-hours": "instance_hours",
  "95th percentile": "p95",
  "At minimum": "minutes_at_minimum",
  "At maximum": "minutes_at_maximum",
  "Blocked by cooldown": "denied_minutes",
};

async function createTemplate(page, name) {
  await page.getByRole("link", { name: "Templates" }).click();
  await page.getByRole("link", { name: "New template for thresholds" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New template" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Instance type", { exact: true }).fill("PLAY2-MICRO");
  const images = page.getByLabel("Pick from the images").getByRole("radio");
  await images
    .and(page.getByRole("radio", { name: /x86_64/ }))
    .first()
    .check();
  await field(page, "Tags").fill("story, e2e");
  await page.getByRole("button", { name: "Create template" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

async function createGroup(page, name, template) {
  await visit(page, "#/groups/new", "New group");
  await page.getByLabel("Name", { exact: true }).fill(name);
  const templates = page.getByLabel("Pick from the templates");
  await templates.getByRole("radio", { name: new RegExp(`^${template} `) }).check();
  const balancers = page.getByLabel("Pick from the load balancers");
  await balancers.getByRole("radio").first().check();
  await page.getByLabel("Minimum", { exact: true }).fill("1");
  await page.getByLabel("Maximum", { exact: true }).fill("5");
  await field(page, "Cooldown").fill("300");
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

async function createPolicy(page, policy) {
  await page.getByRole("link", { name: "Add a policy" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New policy" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(policy.name);
  const action = policy.action === "scale_up" ? "Scale up" : "Scale down";
  await page.getByLabel("Action", { exact: true }).selectOption(action);
  await page.getByLabel("Changes by", { exact: true }).selectOption("a number of Instances");
  await page.getByLabel("Instances", { exact: true }).fill("1");
  await page.getByLabel("Priority", { exact: true }).fill(String(policy.priority));
  await page.getByLabel("Metric", { exact: true }).selectOption("CPU of the Instances, %");
  await page.getByLabel("Aggregate", { exact: true }).selectOption("Average");
  await page.getByLabel("Look-back", { exact: true }).fill("5");
  await page.getByLabel("Acts when it is", { exact: true }).selectOption(policy.operator);
  await page.getByLabel("Threshold", { exact: true }).fill(String(policy.threshold));
  await page.getByRole("button", { name: "Create policy" }).click();
  const rules = page.getByRole("region", { name: "Policies" }).getByRole("listitem");
  await expect(rules.filter({ hasText: policy.name })).toBeVisible();
}

/** Creates a template, a group and the quickstart's two policies. */
async function build(page, name) {
  await createTemplate(page, `${name}-template`);
  await createGroup(page, name, `${name}-template`);
  await createPolicy(page, UP);
  await createPolicy(page, DOWN);
}

/** The size that the facts show. */
async function sizeNow(page) {
  const text = await page
    .getByRole("definition")
    .filter({ hasText: /of \d+ to \d+/ })
    .innerText();
  return Number.parseInt(text, 10);
}

/** The size that the events add up to. */
async function counted(events) {
  const more = events.getByRole("button", { name: /^Show all \d/ });
  if (await more.isVisible()) await more.click();
  // In the API's own words, which are folded.
  const texts = await events.getByRole("row").allTextContents();
  return texts.reduce((sum, text) => {
    const [, word, count] = /Scaling event: (added|removed) (\d+)/.exec(text) || [];
    return sum + (word === "added" ? 1 : -1) * Number(count || 0);
  }, 0);
}

/** A policy as the API has it. */
function wirePolicy(policy, index) {
  const { name, action, priority, operator, threshold } = policy;
  return {
    id: `policy-${index}`,
    name,
    metric: {
      name,
      managed_metric: "managed_metric_instance_cpu",
      operator: operator === "over" ? "operator_greater_than" : "operator_less_than",
      aggregate: "aggregate_average",
      sampling_range_min: 5,
      threshold,
    },
    action,
    type: "flat_count",
    value: 1,
    priority,
    instance_group_id: "group",
  };
}

/** The same job as the page's, from the file and what was typed alone. */
function job({ times_ms, values }, edited) {
  const capacity = { min_replicas: 1, max_replicas: 5, cooldown_delay: "300s" };
  const variant = (name, policies) => ({ name, capacity, policies: policies.map(wirePolicy) });
  const metric = "managed_metric_instance_cpu";
  return {
    histories: [{ metric, load: "per_instance", times_ms, values }],
    recorded_sizes: [{ at_ms: times_ms[0], size: BASE_SIZE }],
    boot_delay_ms: BOOT_DELAY_S * 1000,
    price_per_hour: PRICE,
    variants: [
      variant("saved", [UP, DOWN]),
      variant("edited", [{ ...UP, threshold: edited }, DOWN]),
    ],
  };
}

/** That the page's numbers are those of the native replay, and the shown texts their roundings. */
function expectSame(shown, outcome) {
  const cards = outcome.variants.map(({ scorecard }) => scorecard);
  const expected = Object.fromEntries(
    Object.entries(MEASURES).map(([name, key]) => {
      return [name, cards.map((card) => card[key])];
    }),
  );
  const numbers = Object.fromEntries(
    Object.entries(shown).map(([name, { numbers }]) => [name, numbers]),
  );
  expect(numbers).toEqual(expected);
  for (const [name, { numbers, texts }] of Object.entries(shown)) {
    texts.forEach((text, index) => {
      const [, digits, fraction = ""] = /^([\d,]+)(\.\d+)?/.exec(text);
      const unit = 10 ** -Math.max(0, fraction.length - 1);
      const read = Number(digits.replaceAll(",", "") + fraction);
      const off = Math.abs(read - numbers[index]);
      expect(off, `${name} reads ${text}`).toBeLessThanOrEqual(unit / 2 + 1e-9);
    });
  }
}

/** Opens the what-if on two weeks of a file, with the assumptions as in `job`. */
async function whatIfOnFile(page, history) {
  await openWhatIf(page);
  await load(page, history.name, history.text);
  const count = history.times_ms.length.toLocaleString("en-GB");
  await expect(panel(page)).toContainText(`${history.name}, ${count} samples.`);
  await unfold(panel(page), "Assumed");
  await field(panel(page), "Recorded with").fill(String(BASE_SIZE));
  await field(panel(page), "Boot delay").fill(String(BOOT_DELAY_S));
  await field(panel(page), "Price").fill(String(PRICE));
}

test("the first visit shows the sandbox's groups and how they are", async ({ page }) => {
  await open(page);
  await expect(page.getByText("Sandbox · fr-par-1")).toBeVisible();
  const row = (name) => page.getByRole("row").filter({ has: page.getByRole("link", { name }) });
  const urgent = page.getByRole("rowgroup", { name: "Needs you" });
  const worst = urgent
    .getByRole("rowheader")
    .filter({ has: page.getByRole("link") })
    .first();
  await expect(worst).toContainText("image-resizer");
  await expect(row("checkout-api")).toContainText("1 to 5");
  await expect(row("image-resizer")).toContainText("1 error");
  await page.getByLabel("Search by name, tag or state").fill("resizer");
  await expect(row("checkout-api")).toHaveCount(0);
  await expect(row("image-resizer")).toHaveCount(1);
  await expect(page).toHaveURL(/search=resizer/);
});

test("a template, a group and two policies make a group that scales", async ({ page, audit }) => {
  await open(page);
  await build(page, "story");
  await audit();
  const rules = page.getByRole("region", { name: "Policies" }).getByRole("listitem");
  await expect(rules).toContainText([
    "When the average of CPU over 5 min is over 70 %, add 1 Instance.",
    "When the average of CPU over 5 min is under 40 %, remove 1 Instance.",
    "After any change, wait 5 min.",
  ]);
  expect(await sizeNow(page)).toBe(0);

  const events = page.getByRole("region", { name: "Events" });
  await page.getByRole("button", { name: "+5 min" }).click();
  await expect.poll(() => sizeNow(page), "it fills to its minimum").toBeGreaterThanOrEqual(1);
  const added = events.getByRole("row").filter({ hasText: "Scaling event: added" });
  await expect(added.first()).toBeVisible();

  // Step by step through half a day: whatever the size becomes, the events account for it.
  const clock = page.getByRole("region", { name: "Connection" }).getByRole("time");
  const sizes = new Set();
  for (let hour = 9; hour < 21; hour += 1) {
    await page.getByRole("button", { name: "+1 h" }).click();
    await expect(clock).toContainText(`${String(hour).padStart(2, "0")}:05`);
    await expect.poll(async () => (await counted(events)) - (await sizeNow(page))).toBe(0);
    sizes.add(await sizeNow(page));
  }
  expect(sizes.size, "the group has changed its size").toBeGreaterThan(1);
  const why = added.filter({ hasText: `“${UP.name}”` });
  await expect(why.first()).toContainText(/CPU [\d.]+\s% over 5\smin is .* over the 70\s%/);
});

test("the what-if's numbers are those of the native replay, to the last bit", async ({ page }) => {
  const history = twoWeeks();
  test.info().annotations.push({ type: "history", description: history.name });
  expect(history.times_ms).toHaveLength(4032);
  await open(page);
  await build(page, "exact");
  await page.getByRole("button", { name: "+1 h" }).click();
  await whatIfOnFile(page, history);

  const slider = policyFields(page, UP.name).getByRole("slider", { name: "Threshold slider" });
  for (const threshold of [60, 45.5, 52]) {
    if (Number.isInteger(threshold)) await drag(slider, threshold);
    else await field(policyFields(page, UP.name), "Threshold").fill(String(threshold));
    await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
    const replayed = replay(job(history, threshold));
    const [saved, edited] = replayed.variants.map((variant) => variant.scorecard);
    expect(edited, "the edit matters, or equality would prove nothing").not.toEqual(saved);
    expectSame(await scorecard(outcome(page)), replayed);
  }

  // A key moves the slider by one step, and the numbers follow.
  await slider.press("ArrowRight");
  await expect(field(policyFields(page, UP.name), "Threshold")).toHaveValue("53");
  expectSame(await scorecard(outcome(page)), replay(job(history, 53)));
});

test("an edit is reviewed, saved, and then the policy's own", async ({ page, audit }) => {
  const history = twoWeeks();
  await open(page);
  await build(page, "saved");
  await page.getByRole("button", { name: "+1 h" }).click();
  await whatIfOnFile(page, history);
  const fields = policyFields(page, UP.name);
  await drag(fields.getByRole("slider", { name: "Threshold slider" }), 60);
  await audit();

  await page.getByRole("button", { name: /^Review .*…$/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Save \d+ changes? to / });
  const line = dialog.getByRole("row").filter({ hasText: UP.name });
  await expect(line.getByRole("cell")).toHaveText(["Threshold", "70 %", "60 %"]);
  await expect(dialog.getByRole("row")).toHaveCount(2);
  expectSame(await scorecard(dialog), replay(job(history, 60)));
  // The numbers stand side by side, or the button would lie below the window.
  await expect(dialog.getByRole("button", { name: /^Save \d+ changes?$/ })).toBeInViewport();
  await audit();

  await dialog.getByRole("button", { name: /^Save \d+ changes?$/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "The edit is saved" })).toBeVisible();
  const rules = page.getByRole("region", { name: "Policies" }).getByRole("listitem");
  const row = rules.filter({ hasText: UP.name });
  await expect(row).toContainText("over 60 %");
  await expect(panel(page).getByText("Edited", { exact: true })).toBeHidden();
  await expect(field(fields, "Threshold")).toHaveValue("60");
  await expect(page.getByRole("button", { name: /^Review .*…$/ })).toBeDisabled();
  const numbers = (await scorecard(outcome(page)))["Instance-hours"].numbers;
  expect(numbers).toEqual([replay(job(history, 60)).variants[1].scorecard.instance_hours]);
});

test("discard forgets the edit, in every field", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const before = await scorecard(outcome(page));
  const up = policyFields(page, UP.name);
  await drag(up.getByRole("slider", { name: "Threshold slider" }), 55);
  await field(panel(page), "Maximum").fill("9");
  await field(policyFields(page, DOWN.name), "Look-back").fill("");
  await expectError(field(policyFields(page, DOWN.name), "Look-back"), /Enter a whole number/);
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(field(up, "Threshold")).toHaveValue("70");
  await expect(field(panel(page), "Maximum")).toHaveValue("5");
  await expect(field(policyFields(page, DOWN.name), "Look-back")).toHaveValue("5");
  await expectNoError(field(policyFields(page, DOWN.name), "Look-back"));
  await expect(page.getByRole("button", { name: "Discard" })).toBeDisabled();
  expect(await scorecard(outcome(page))).toEqual(before);
});

test("the sandbox survives a reload, and can start over", async ({ page }) => {
  await open(page);
  await createTemplate(page, "kept-template");
  await createGroup(page, "kept", "kept-template");
  await page.getByRole("button", { name: "+1 h" }).click();
  const clock = page.getByRole("region", { name: "Connection" }).getByRole("time");
  await expect(clock).toContainText("09:00");

  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "kept" })).toBeVisible();
  await expect(clock).toContainText("09:00");
  await expect.poll(() => sizeNow(page)).toBe(1);

  await page.getByRole("link", { name: "Connection" }).click();
  await page.getByRole("button", { name: "Start over…" }).click();
  const question = page.getByRole("dialog", { name: "Replace the sandbox?" });
  await expect(question.getByRole("button", { name: "Keep it" })).toBeFocused();
  await question.getByRole("button", { name: "Replace it" }).click();
  await expect(clock).toContainText("08:00");
  await page.getByRole("link", { name: "Groups" }).click();
  await expect(page.getByRole("link", { name: "checkout-api" })).toBeVisible();
  await expect(page.getByRole("link", { name: "kept" })).toHaveCount(0);
});

test("the clock runs by itself at the chosen speed, and stands while paused", async ({ page }) => {
  await open(page);
  const clock = page.getByRole("region", { name: "Connection" }).getByRole("time");
  await expect(clock).toContainText("08:00");
  await page.getByLabel("Speed").selectOption("3600×");
  await page.getByRole("button", { name: "Run" }).click();
  // The browser's time goes on by one second, which is an hour of the sandbox.
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:01Z"));
  await expect(clock).toContainText("09:00");
  await page.getByRole("button", { name: "Pause" }).click();
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:02Z"));
  await page.getByRole("button", { name: "+5 min" }).click();
  await expect(clock).toContainText("09:05");
});
