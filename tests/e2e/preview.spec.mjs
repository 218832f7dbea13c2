// A form shows what its rules would have done to the group, beside what it says, before it is saved.
import { field, open, openGroup } from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

const preview = (page) => page.getByRole("region", { name: "On its own history" });
const scores = (page) => preview(page).getByRole("list", { name: "Scorecard" });
const cost = (page) => scores(page).getByRole("listitem").filter({ hasText: "Cost" });
const figures = (item) => item.locator("data");

/** What a measure says, as the numbers that it holds. */
const numbers = (item) =>
  figures(item).evaluateAll((all) => all.map((one) => Number(one.getAttribute("value"))));

test("a policy's form replays what it says beside what is saved", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "Edit my-policy-scale-up" }).click();
  // As long as it says what is saved, there is one number to each measure.
  await expect(figures(cost(page))).toHaveCount(1);
  await expect(preview(page).getByRole("slider", { name: "Moment" })).toBeVisible();

  await field(page, "Threshold").fill("45");
  await expect(figures(cost(page))).toHaveCount(2);
  const [saved, eager] = await numbers(cost(page));
  expect(eager).toBeGreaterThan(saved);
  await audit();

  // A field that cannot be read leaves the last replay, and says so.
  await field(page, "Threshold").fill("4x");
  await expect(preview(page).getByText("A field cannot be read")).toBeVisible();
  await expect.poll(() => numbers(cost(page))).toEqual([saved, eager]);

  await field(page, "Threshold").fill("85");
  await expect(preview(page).getByText("A field cannot be read")).toBeHidden();
  await expect.poll(async () => (await numbers(cost(page)))[1]).toBeLessThan(eager);
});

test("a policy that is yet to be created is replayed too", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "Add a policy" }).click();
  await field(page, "Name").fill("early");
  await field(page, "Threshold").fill("40");
  await expect(figures(cost(page))).toHaveCount(2);
});

test("the group's bounds are replayed beside its form", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
  await expect(figures(cost(page))).toHaveCount(1);
  await field(page, "Maximum").fill("2");
  await expect(figures(cost(page))).toHaveCount(2);
  const [saved, bound] = await numbers(cost(page));
  expect(bound).toBeLessThan(saved);
});

test("a target is replayed beside its form, on a narrow screen below it", async ({
  page,
  audit,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page);
  await openGroup(page, "search-api");
  await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
  await expect(figures(cost(page))).toHaveCount(1);
  await field(page, "Target").fill("90");
  await expect(figures(cost(page))).toHaveCount(2);
  const [saved, lean] = await numbers(cost(page));
  expect(lean).toBeLessThan(saved);
  await audit();
});

test("without a history the form says so, and saves all the same", async ({ page }) => {
  await page.route("**/prometheus/**", (route) => route.abort());
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "Edit my-policy-scale-up" }).click();
  await expect(preview(page)).toBeVisible();
  await field(page, "Threshold").fill("71");
  await page.getByRole("button", { name: "Save policy" }).click();
  await expect(page.getByRole("status").filter({ hasText: "is changed" })).toBeVisible();
});
