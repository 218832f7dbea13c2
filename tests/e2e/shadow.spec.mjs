// Edited rules in the shadow of a group: what they would do now, beside what the group does.
import {
  drag,
  field,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  timeline,
  visit,
} from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

const UP = "my-policy-scale-up";
const shadow = (page) => page.getByRole("region", { name: "Shadow", exact: true });
const figures = (page) => page.getByRole("region", { name: "Shadow in figures" });
const clock = (page) => page.getByRole("group", { name: "Sandbox clock" });
const row = (page, name) => figures(page).getByRole("row").filter({ hasText: name });

/** Lets the sandbox's time pass, and waits until the page has read what came of it. */
async function pass(page, step) {
  const before = await page.getByRole("time").first().textContent();
  await clock(page).getByRole("button", { name: step }).click();
  await expect(page.getByRole("time").first()).not.toHaveText(before);
}

/** Rules that grow far earlier than the saved ones, and beyond their maximum. */
async function edit(page) {
  await drag(policyFields(page, UP).getByRole("slider", { name: "Threshold slider" }), 20);
  await field(panel(page), "Maximum").fill("9");
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
}

async function start(page) {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await edit(page);
  await panel(page).getByRole("button", { name: "Run in the shadow" }).click();
  await expect(shadow(page)).toContainText("Waiting for the first two samples.");
}

/** The sizes that the first row of figures tells: of the shadow, the group, and the saved rules. */
async function sizes(page) {
  const cells = await row(page, "Instances now").getByRole("cell").allTextContents();
  return cells.map(Number);
}

test("edited rules run in the shadow, scale where the group does not, and survive a reload", async ({
  page,
  audit,
}) => {
  await start(page);
  await expect(shadow(page).getByText("Runs", { exact: true })).toBeVisible();
  await pass(page, "+1 h");
  await expect.poll(async () => (await sizes(page))[0]).toBe(9);
  const [, group, saved] = await sizes(page);
  expect(group).toBeLessThanOrEqual(5);
  expect(saved).toBeLessThanOrEqual(5);
  const decisions = shadow(page).getByRole("region", { name: "Decisions" });
  await expect(decisions).toContainText(/\d to 9/);
  await expect(decisions).toContainText(`“${UP}”`);
  await expect(shadow(page)).toContainText("more Instance-hours than the group so far, € ");
  await expect(page.getByRole("button", { name: "Shadow: 9" })).toBeVisible();
  await expect(timeline(page).getByText("Shadow", { exact: true })).toBeVisible();
  await expect(shadow(page).getByText(/No page looked on/)).toHaveCount(0);
  await shadow(page)
    .getByText(/^How far to trust it/)
    .click();
  await expect(shadow(page)).toContainText("The size is off by");
  await audit();

  // Elsewhere in the console an hour passes, and the page says so when it is opened again.
  await visit(page, "#/groups", "Groups");
  await pass(page, "+1 h");
  await openGroup(page, "checkout-api");
  await expect(shadow(page)).toContainText(/No page looked on from .* read afterwards/);
  await expect.poll(async () => (await sizes(page))[0]).toBe(9);

  // After a reload it goes on from where it was, and still says it.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeVisible();
  await expect(shadow(page)).toContainText(/No page looked on from .* read afterwards/);
  await expect.poll(async () => (await sizes(page))[0]).toBe(9);
  await audit();

  await shadow(page).getByRole("button", { name: "Stop and forget" }).click();
  await expect(shadow(page)).toHaveCount(0);
  await page.reload();
  await expect(timeline(page)).toBeVisible();
  await expect(shadow(page)).toHaveCount(0);
});

test("a shadow keeps its rules until it is started again with others", async ({ page }) => {
  await start(page);
  await pass(page, "+5 min");
  await expect(figures(page)).toBeVisible();
  await field(panel(page), "Maximum").fill("7");
  await expect(shadow(page)).toContainText("Other rules are edited by now.");
  await shadow(page).getByRole("button", { name: "Open the shadow's rules" }).click();
  await expect(field(panel(page), "Maximum")).toHaveValue("9");
  await expect(shadow(page)).not.toContainText("Other rules are edited by now.");

  await field(panel(page), "Maximum").fill("7");
  await shadow(page).getByRole("button", { name: "Restart with the edited rules" }).click();
  await expect(shadow(page)).toContainText("Waiting for the first two samples.");
  await pass(page, "+1 h");
  await expect.poll(async () => (await sizes(page))[0]).toBe(7);

  // Saved, they are the group's own: there is nothing left to tell apart.
  await panel(page)
    .getByRole("button", { name: /^Review .*…$/ })
    .click();
  const review = page.getByRole("dialog");
  await review.getByRole("button", { name: /^Save/ }).click();
  await expect(review).toBeHidden();
  await expect(shadow(page)).toContainText("The group has the shadow's rules by now");
});

test("a group with a target has its shadow too, and two tabs show the same", async ({
  page,
  context,
}) => {
  await open(page);
  await openGroup(page, "search-api");
  await openWhatIf(page);
  const target = panel(page).getByRole("group", { name: "Target", exact: true });
  await drag(target.getByRole("slider", { name: "Target slider" }), 20);
  await panel(page).getByRole("button", { name: "Run in the shadow" }).click();
  await pass(page, "+1 h");
  await expect(figures(page)).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await page.bringToFront();
  await shadow(page).getByRole("button", { name: "Stop and forget" }).click();
  await expect(shadow(other)).toHaveCount(0);
  await other.close();
});

test("what cannot be read is set aside, and a group that is deleted takes its shadow along", async ({
  page,
}) => {
  await start(page);
  const name = await page.evaluate(() => {
    const own = Object.keys(localStorage).filter((name) => name.startsWith("headroom.shadow."));
    localStorage.setItem(own[0], localStorage.getItem(own[0]).slice(0, 60));
    return own[0];
  });
  await page.reload();
  await expect(shadow(page).getByRole("alert")).toContainText("is set aside");
  // A shadow begins where the history ends, so that has to be read first.
  await expect(outcome(page).getByRole("list", { name: "Scorecard" })).toBeVisible();
  await edit(page);
  await panel(page).getByRole("button", { name: "Run in the shadow" }).click();
  await expect(shadow(page)).toContainText("Waiting for the first two samples.");

  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Type checkout-api to delete").fill("checkout-api");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
  expect(await page.evaluate((name) => localStorage.getItem(name), name)).toBeNull();
});
