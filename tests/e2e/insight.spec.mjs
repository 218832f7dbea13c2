// Why, and how far to trust it: moments, what would have turned them, lints, calibration.
import { expect, test } from "./fixtures.mjs";
import {
  drag,
  field,
  open,
  openGroup,
  openWhatIf,
  panel,
  policyFields,
  timeline,
  unfold,
} from "./console.mjs";

const UP = "my-policy-scale-up";
const DOWN = "my-policy-scale-down";

test("any moment of the real group is explained, with what would have changed it", async ({
  page,
  audit,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const moment = timeline(page).getByRole("slider", { name: "Moment" });
  await moment.focus();
  await page.keyboard.press("End");
  // Without the what-if there is only what really happened.
  await expect(timeline(page)).toContainText("Actual: ");
  await expect(timeline(page)).not.toContainText("Saved, replayed: ");
  // Its rules stand open: nothing else asks for the room.
  const rows = timeline(page).getByRole("list", { name: "Every rule" }).getByRole("listitem");
  await expect(rows.filter({ hasText: UP })).toContainText("70 %");
  await expect(rows.filter({ hasText: DOWN })).toContainText("40 %");
  await expect(
    timeline(page).getByRole("heading", { name: "What would have changed it" }),
  ).toBeVisible();
  await audit();
});

test("a change that would have turned a decision can be tried", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  // The latest is answered without a click; what was saved and what happened are one.
  await expect(timeline(page)).toContainText("Saved and actual: Stayed at");
  const flip = timeline(page)
    .getByRole("listitem")
    .filter({ hasText: /threshold/i })
    .first();
  await expect(flip).toBeVisible();
  await flip.getByRole("button", { name: "Try it" }).click();
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
  const thresholds = [UP, DOWN].map((name) => field(policyFields(page, name), "Threshold"));
  const typed = await Promise.all(thresholds.map((threshold) => threshold.inputValue()));
  expect(typed).not.toEqual(["70", "40"]);
});

test("a lint says what is wrong, and its fix is one click away", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const lints = panel(page).getByRole("region", { name: "Worth a look" });
  await field(policyFields(page, UP), "Threshold").fill("35");
  const lint = lints.getByRole("listitem").filter({ hasText: "Fault" }).first();
  await expect(lint).toBeVisible();
  await audit();
  await lint.getByRole("button").click();
  await expect(lints.getByRole("listitem").filter({ hasText: "Fault" })).toHaveCount(0);
  const thresholds = [UP, DOWN].map((name) => field(policyFields(page, name), "Threshold"));
  const typed = await Promise.all(thresholds.map((threshold) => threshold.inputValue()));
  expect(typed, "the fix has changed one of them").not.toEqual(["35", "40"]);
});

test("the prediction is held against what was real, and reversals have causes", async ({
  page,
  audit,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const trust = page.getByRole("region", { name: "How far to trust it" });
  const prediction = trust.getByText(/^Prediction \d+\s%$/);
  await expect(trust).toContainText(/(\d+) of \1 real changes met/);
  await expect(trust).toContainText(/Measured at \d+ changes of size/);
  await prediction.click();
  await expect(trust).toContainText(/within|both|match/);
  const slider = policyFields(page, UP).getByRole("slider", { name: "Threshold slider" });
  await drag(slider, 50);
  const reversals = trust.getByText(/^\d+ reversals and their causes$/);
  await reversals.click();
  const list = trust.getByRole("group").filter({ hasText: "reversals and their causes" });
  const first = list.getByRole("listitem").first();
  await first.getByRole("button").click();
  await expect(timeline(page).getByRole("slider", { name: "Moment" })).not.toHaveAttribute(
    "aria-valuetext",
    /No moment/,
  );
  // What takes long is done once it is asked for, and its line then says what came of it.
  const doubts = trust.getByRole("group").filter({ hasText: "What nobody knows" });
  await expect(doubts.locator("summary")).toContainText("Checked while it is open");
  await unfold(trust, "What nobody knows");
  await expect(doubts.locator("summary")).toContainText(/If |Nothing that is unknown/);
  await expect(doubts.locator("summary")).toContainText(/matters?/);
  await audit();
});

test("the load that the recording tells is taken as the model", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const trust = page.getByRole("region", { name: "How far to trust it" });
  await trust.getByText(/^Load spreads/).click();
  await unfold(panel(page), "Load");
  const elasticity = field(panel(page), "Elasticity");
  await expect(elasticity).toHaveValue("1");
  await trust.getByRole("button", { name: "Use it" }).click();
  await expect(elasticity).not.toHaveValue("1");
  await expect(trust).toContainText("It is the model of these replays.");
  await expect(field(panel(page), "Idle share")).not.toHaveValue("");
  await audit();
  await page.reload();
  await unfold(panel(page), "Load");
  await expect(elasticity, "the address keeps it").not.toHaveValue("1");
});

test("the literature's measures stand in a table of their own", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const trust = page.getByRole("region", { name: "How far to trust it" });
  await trust.getByText("As the literature counts it", { exact: true }).first().click();
  const table = trust.getByRole("region", { name: "As the literature counts it" });
  for (const name of [/^Under-provisioning/, /^Over-provisioning/, /^Instability/, /^Slack/]) {
    const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
    await expect(row.first().getByRole("cell").first()).toHaveText(/\d/);
  }
  await audit();

  // They follow what is edited.
  const slack = () =>
    table
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name: /^Slack/ }) })
      .first()
      .getByRole("cell")
      .last()
      .textContent();
  const threshold = field(policyFields(page, "my-policy-scale-up"), "Threshold");
  const saved = await slack();
  await threshold.fill("55");
  await expect.poll(slack).not.toBe(saved);
  const low = await slack();
  await threshold.fill("85");
  await expect.poll(slack).not.toBe(low);
});
