// The move of a group with thresholds to a target: compared first, then call by call.
import { expect, test } from "./fixtures.mjs";
import { drag, field, open, openGroup, openWhatIf, outcome, panel, visit } from "./console.mjs";

const dialog = (page) => page.getByRole("dialog", { name: /^Move checkout-api to v1alpha2/ });
const target = (page) => panel(page).getByRole("group", { name: "Target", exact: true });
const list = (page, name) => dialog(page).getByRole("list", { name, exact: true });
const score = (scope, name) => {
  return scope
    .getByRole("list", { name: "Scorecard" })
    .getByRole("listitem", { includeHidden: true })
    .filter({ hasText: new RegExp(`^\\s*${name}`) });
};

test.beforeEach(async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await panel(page).getByRole("button", { name: "Try a target" }).click();
  await expect(target(page)).toBeVisible();
});

test("a target stands beside the thresholds, on one timeline and in one table", async ({
  page,
  audit,
}) => {
  const points = target(page).getByRole("status", { name: "When it scales" });
  await expect(points).toContainText("grows over");
  const before = await points.textContent();
  const hours = score(outcome(page), "Instance-hours");
  await expect(hours).toContainText("saved");
  const cost = await hours.textContent();
  await drag(target(page).getByRole("slider", { name: "Target slider" }), 35);
  await expect(points).not.toHaveText(before);
  await expect(hours).not.toHaveText(cost);
  // What a target assumes is a setting like any other.
  await panel(page).getByText("Assumed", { exact: true }).click();
  await panel(page).getByText("How a target decides", { exact: true }).click();
  await field(panel(page), "Tolerance").fill("0");
  await expect(points).toContainText("grows over 35 %");
  await audit();
});

test("a target out of its range shows its error at its field and saves nothing", async ({
  page,
}) => {
  await field(target(page), "Target").fill("101");
  await expect(target(page)).toContainText("Enter a whole number from 1 to 100.");
  await expect(panel(page).getByRole("button", { name: "Move the group…" })).toBeDisabled();
});

test("a group is moved call by call, and nothing old is touched", async ({ page, audit }) => {
  await panel(page).getByRole("button", { name: "Move the group…" }).click();
  await expect(dialog(page)).toContainText("Nothing old is changed or deleted.");
  await expect(list(page, "Not carried").getByRole("listitem").first()).toBeVisible();
  await expect(score(dialog(page), "Instance-hours")).toContainText("edited");
  const calls = dialog(page).getByRole("region", { name: "Calls" }).getByRole("listitem");
  await expect(calls.first()).toContainText("POST /instance/v2alpha1/zones/fr-par-1/templates");
  await audit();

  const send = dialog(page).getByRole("button", { name: /^Send call/ });
  const image = field(dialog(page), "Image label");
  if ((await image.count()) > 0 && (await image.inputValue()) === "") {
    await image.fill("ubuntu_noble");
  }
  const count = await calls.count();
  for (let number = 1; number <= count; number += 1) {
    await expect(send).toHaveText(new RegExp(`^Send call ${number} of ${count}: `));
    await send.click();
    await expect(calls.nth(number - 1)).toContainText("Done.");
  }
  await expect(send).toHaveCount(0);
  await expect(dialog(page).getByRole("status").last()).toContainText("The new group is there.");
  await expect(calls.last()).not.toContainText("/groups/GROUP");
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeVisible();

  await visit(page, "#/templates", "Templates");
  const table = page.getByRole("group", { name: "Templates" });
  await expect(table.getByRole("row").filter({ hasText: "target" }).first()).toBeVisible();
});

test("a target that is tried goes on as thresholds were saved before", async ({ page }) => {
  await panel(page).getByRole("button", { name: "Discard" }).click();
  await expect(target(page)).toHaveCount(0);
  await expect(panel(page).getByRole("button", { name: /^Review .*…$/ })).toBeDisabled();
});

test("the old bodies are kept in a file, which a new group is made of", async ({ page, audit }) => {
  await panel(page).getByRole("button", { name: "Move the group…" }).click();
  const keep = dialog(page).getByRole("button", { name: "Save the old bodies to a file" });
  const [download] = await Promise.all([page.waitForEvent("download"), keep.click()]);
  expect(download.suggestedFilename()).toBe("checkout-api-group.json");
  const file = await download.path();
  await dialog(page).getByRole("button", { name: "Close" }).click();

  await visit(page, "#/v1alpha2/groups/new", "New group with a target");
  await page.getByLabel("From a file of an older group").setInputFiles(file);
  const own = page.getByRole("dialog", { name: "Move a group from a file" });
  await expect(own.getByRole("list", { name: "Not carried" })).toBeVisible();
  await expect(own).toContainText("The new target is");
  await audit();
  await own.getByRole("button", { name: "Close" }).click();
  const wrong = { name: "x.json", mimeType: "application/json", buffer: Buffer.from("[]") };
  await page.getByLabel("From a file of an older group").setInputFiles(wrong);
  await expect(page.getByRole("alert")).toContainText("is not what the API answers");
});
