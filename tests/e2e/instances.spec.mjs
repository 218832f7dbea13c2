// A template was changed: which Instances still run what it was before, and their replacement.
import { expect, test } from "./fixtures.mjs";
import { connect, expectOnlyRefusals, mockApi } from "./api.mjs";
import { field, open, openGroup, pickByArrows, pressAt, visit } from "./console.mjs";

const card = (page) => page.getByRole("region", { name: "Instances" });
/** The first Instance. */
const row = (page) => card(page).getByRole("row").nth(1);
const dialog = (page) => page.getByRole("dialog");
const connection = (page) => page.getByRole("region", { name: "Connection", exact: true });
const old = (page) => card(page).getByText("From before", { exact: true });

/** Changes the type that a template makes, by its form. */
async function changeType(page, type) {
  await field(page, "Instance type").fill(type);
  await page.getByRole("button", { name: "Save template" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "web-small" })).toBeVisible();
}

/** Lets the sandbox go on, and the page look again, until something holds. */
async function until(page, check) {
  await expect(async () => {
    await connection(page).getByRole("button", { name: "+5 min" }).click();
    await page.clock.runFor(5_000);
    await check();
  }).toPass();
}

test("the Instances of a changed template are replaced one after another", async ({
  page,
  audit,
}) => {
  await page.clock.install({ time: new Date("2026-03-02T08:00:00Z") });
  await page.goto("./");
  await connection(page).getByRole("button", { name: "Pause" }).click();
  await openGroup(page, "checkout-api");
  await expect(row(page)).toContainText("as it is now");
  await expect(card(page).getByRole("button", { name: /^Replace the/ })).toBeHidden();
  const size = (await card(page).getByRole("row").count()) - 1;
  expect(size).toBeGreaterThan(1);

  await visit(page, "#/templates", "Templates");
  await page.getByRole("link", { name: "web-small", exact: true }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await changeType(page, "PLAY2-MICRO");
  await openGroup(page, "checkout-api");
  await expect(card(page)).toContainText(`All ${size} Instances are from before`);
  await expect(old(page)).toHaveCount(size);
  const before = await card(page).locator("th.id").allTextContents();

  const all = `the ${size} old Instances`;
  await card(page)
    .getByRole("button", { name: `Replace ${all}…` })
    .click();
  await expect(page.getByRole("dialog", { name: `Replace ${all}?` })).toBeVisible();
  await expect(dialog(page).getByRole("button", { name: "Keep them" })).toBeFocused();
  await audit();
  await dialog(page).getByRole("button", { name: "Replace them" }).click();
  const told = card(page).getByRole("status", { name: "Replacement" });
  await expect(told).toBeVisible();
  await page.clock.runFor(5_000);
  await expect(told).toContainText(`0 of ${size} replaced.`);
  await audit();
  const done = page.getByText(`All ${size} old Instances are replaced.`);
  await until(page, () => expect(done).toBeVisible({ timeout: 1_000 }));
  await expect(told).toBeHidden();
  await expect(old(page)).toHaveCount(0);
  const after = await card(page).locator("th.id").allTextContents();
  expect(
    after.filter((name) => before.includes(name)),
    "all are new",
  ).toEqual([]);
  await expect(card(page).getByRole("cell", { name: "PLAY2-MICRO" }).first()).toBeVisible();
});

test("a replacement is stopped, and ends with its page", async ({ page }) => {
  await open(page);
  await visit(page, "#/templates", "Templates");
  await page.getByRole("link", { name: "web-small", exact: true }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await changeType(page, "PLAY2-MICRO");
  await openGroup(page, "image-resizer");
  const begin = async () => {
    await card(page)
      .getByRole("button", { name: /^Replace the/ })
      .click();
    await dialog(page).getByRole("button", { name: "Replace them" }).click();
    await expect(card(page).getByRole("status", { name: "Replacement" })).toBeVisible();
  };
  await begin();
  await card(page).getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/^The replacement is stopped: 0 of \d+ replaced\.$/)).toBeVisible();
  await expect(card(page).getByRole("status", { name: "Replacement" })).toBeHidden();
  await begin();
  await visit(page, "#/groups", "Groups");
  await expect(page.getByText(/^The replacement has stopped with its page: 0 of/)).toBeVisible();
});

test("the keyboard alone replaces an Instance that has the old template", async ({ page }) => {
  await open(page);
  const heading = (name) => page.getByRole("heading", { level: 1, name });
  const main = page.getByRole("navigation", { name: "Main" });
  const go = async (link, name) => {
    await pressAt(page, main.getByRole("link", { name: link }), "Enter", "Shift+Tab");
    await expect(heading(link)).toBeFocused();
    await pressAt(page, page.getByRole("main").getByRole("link", { name, exact: true }));
    await expect(heading(name)).toBeFocused();
  };
  await go("Templates", "web-small");
  await pressAt(page, page.getByRole("link", { name: "Edit", exact: true }));
  await expect(heading("Edit template")).toBeFocused();
  const types = page.getByLabel("Pick from the Instance types");
  await pickByArrows(page, types, types.getByRole("radio", { name: /^PLAY2-MICRO / }));
  await pressAt(page, page.getByRole("button", { name: "Save template" }));
  await expect(heading("web-small")).toBeFocused();

  await go("Groups", "checkout-api");
  await expect(old(page).first()).toBeVisible();
  const first = row(page).getByRole("button", { name: /^Replace / });
  const name = (await first.getAttribute("aria-label")).slice("Replace ".length);
  await pressAt(page, first);
  const asked = page.getByRole("dialog", { name: `Replace Instance ${name}?` });
  await expect(asked.getByRole("button", { name: "Cancel" }), "Enter keeps it").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(asked).toBeHidden();
  await expect(first, "the focus is back where it was").toBeFocused();
  await page.keyboard.press("Enter");
  await pressAt(page, asked.getByRole("button", { name: "Replace", exact: true }));
  await expect(asked).toBeHidden();
  await expect(page.getByText("The Instance is being terminated")).toBeVisible();
});

test("one Instance of a group with a target is replaced, and what serves is said", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "edge-web");
  const first = row(page).getByRole("button", { name: /^Replace / });
  const name = (await first.getAttribute("aria-label")).slice("Replace ".length);
  await first.click();
  const asked = page.getByRole("dialog", { name: `Replace Instance ${name}?` });
  await expect(asked).toContainText("2 Instances serve until then.");
  await expect(asked.getByRole("button", { name: "Cancel" })).toBeFocused();
  await asked.getByRole("button", { name: "Replace", exact: true }).click();
  await expect(page.getByText("The Instance is being terminated")).toBeVisible();
  await visit(page, "#/activity", "Activity");
  await expect(page.getByText(`Terminated Instance ${name}`)).toBeVisible();
});

test("an Instance that may not be terminated is said, and stays", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await row(page)
    .getByRole("button", { name: /^Replace / })
    .click();
  await expect(dialog(page)).toContainText("Nothing serves until then.");
  api.refuse("POST", 403, { message: "insufficient permissions" });
  await dialog(page).getByRole("button", { name: "Replace", exact: true }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("insufficient permissions");
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(dialog(page)).toBeHidden();
  expectOnlyRefusals(problems);
});
