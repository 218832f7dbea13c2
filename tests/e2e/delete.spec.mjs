// Deleting a group: what becomes of its Instances is said first, and done as it was asked.
import { expect, test } from "./fixtures.mjs";
import { connect, expectOnlyRefusals, mockApi } from "./api.mjs";
import { mockGroups } from "./mock_groups.mjs";
import { deleteSurely, open, openGroup, pressAt, tabTo, typeAt, unfold } from "./console.mjs";

const ask = (page) => page.getByRole("button", { name: "Delete…", exact: true }).click();

test("deleting a group names its Instances, and terminates them along when asked", async ({
  page,
  audit,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const size = Number.parseInt(await page.locator("dl.facts dd").first().innerText(), 10);
  await ask(page);
  const dialog = page.getByRole("dialog", { name: "Delete group checkout-api?" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(dialog).toContainText(`Its ${size} Instances keep running, and go on costing €`);
  await unfold(dialog, "Which Instances");
  await expect(dialog.getByRole("listitem")).toHaveCount(size);
  await audit();

  const remove = dialog.getByRole("button", { name: "Delete", exact: true });
  await expect(remove, "nothing was typed").toBeDisabled();
  await dialog.getByLabel("Type checkout-api to delete").fill("checkout");
  await expect(remove).toBeDisabled();
  await dialog.getByRole("checkbox", { name: /^Terminate them too/ }).check();
  await expect(dialog).toContainText(`Its ${size} Instances are terminated with it. That saves €`);
  await expect(dialog).toContainText("IP addresses and block volumes stay too");
  await expect(dialog).not.toContainText("keep running");
  await deleteSurely(dialog, "checkout-api");
  await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
  await expect(page.getByText(`${size} Instances are being terminated.`)).toBeVisible();
});

test("the keyboard alone deletes a group by its word, and is left at the list", async ({
  page,
}) => {
  await open(page);
  await pressAt(page, page.getByRole("link", { name: "checkout-api", exact: true }));
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeFocused();
  const button = page.getByRole("button", { name: "Delete…", exact: true });
  await pressAt(page, button);
  const dialog = page.getByRole("dialog", { name: "Delete group checkout-api?" });
  const cancel = dialog.getByRole("button", { name: "Cancel" });
  const remove = dialog.getByRole("button", { name: "Delete", exact: true });
  await expect(cancel, "Enter deletes nothing").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(button, "the focus is back where it was").toBeFocused();

  await page.keyboard.press("Enter");
  await expect(cancel).toBeFocused();
  const word = dialog.getByLabel("Type checkout-api to delete");
  await typeAt(page, word, "checkout-ap", "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(dialog, "Enter in the word sends nothing").toBeVisible();
  await expect(remove).toBeDisabled();
  await page.keyboard.type("i");
  await expect(remove).toBeEnabled();
  await page.keyboard.press("Tab");
  await expect(cancel, "what keeps comes before what deletes").toBeFocused();
  await tabTo(page, remove);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeFocused();
  await expect(page.getByRole("link", { name: "checkout-api", exact: true })).toHaveCount(0);
});

test("nothing is said of the Instances before they were read", async ({ page }) => {
  const api = await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await expect(page.getByRole("region", { name: "Policies" })).toContainText("mock-up");
  const release = api.hold("GET");
  await ask(page);
  const dialog = page.getByRole("dialog", { name: "Delete group mock-group?" });
  await expect(dialog).toContainText("Reading which Instances it has…");
  await expect(dialog).not.toContainText("could not be read");
  await dialog.getByLabel("Type mock-group to delete").fill("mock-group");
  await expect(dialog.getByRole("button", { name: "Delete", exact: true })).toBeDisabled();
  release();
  await expect(dialog).toContainText("Its Instance keeps running");
  await expect(dialog.getByRole("button", { name: "Delete", exact: true })).toBeEnabled();
});

test("an Instance that cannot be terminated keeps the question open, for another try", async ({
  page,
  problems,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await ask(page);
  const dialog = page.getByRole("dialog", { name: "Delete group mock-group?" });
  await dialog.getByRole("checkbox", { name: /^Terminate it too/ }).check();
  api.refuse("POST", 403, { message: "insufficient permissions" });
  await deleteSurely(dialog, "mock-group");
  await expect(dialog.getByRole("alert")).toContainText("insufficient permissions");
  expect(api.sent("DELETE")).toHaveLength(1);
  expect(api.sent("POST")).toHaveLength(1);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  expectOnlyRefusals(problems);
});

test("a second try terminates what the first has left, and counts all of them", async ({
  page,
  problems,
}) => {
  const api = await mockGroups(page, [
    { name: "first", bounds: [1, 4], size: 3, cpu: 40, refusals: 1 },
    { name: "other", bounds: [1, 4], size: 1, cpu: 40 },
  ]);
  await connect(page);
  await page.getByRole("main").getByRole("link", { name: "first", exact: true }).click();
  await page.getByRole("button", { name: "Delete…", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Delete group / });
  await dialog.getByRole("checkbox", { name: /^Terminate them too/ }).check();
  await deleteSurely(dialog, "first");
  await expect(dialog.getByRole("alert")).toContainText("quota exceeded");
  await expect(page.getByText("1 Instance was not terminated")).toBeVisible();
  expect(api.terminated).toEqual(["first-1", "first-2"]);
  // The group is gone by now, and is not asked for again.
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(
    page.getByText("The group is deleted. 3 Instances are being terminated."),
  ).toBeVisible();
  expect(api.terminated).toEqual(["first-1", "first-2", "first-0"]);
  expect(api.deleted, "the group once").toEqual(["first"]);
  expectOnlyRefusals(problems);
});

test("several groups are chosen in the list and deleted together", async ({ page, audit }) => {
  await open(page);
  await page.getByRole("button", { name: "Choose several…" }).click();
  const chosen = page.getByRole("group", { name: "Chosen groups" });
  const box = (name) => page.getByRole("checkbox", { name: `Choose ${name}`, exact: true });
  await expect(chosen.getByRole("button", { name: "Delete…" })).toBeDisabled();
  await box("checkout-api").check();
  await box("edge-web").check();
  await expect(chosen.getByRole("status")).toHaveText("2 groups chosen");
  await audit();
  await chosen.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 2 groups?" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(dialog).toContainText(/Instances? of checkout-api keep/);
  await expect(dialog).toContainText("The 3 Instances of edge-web are deleted with it.");
  await expect(dialog.getByRole("listitem")).toHaveText(["checkout-api", "edge-web"]);
  await dialog.getByText("edge-web", { exact: true }).click();
  const servers = dialog
    .getByRole("listitem")
    .filter({ hasText: "edge-web" })
    .getByRole("listitem");
  await expect(servers).toHaveText(Array(3).fill(/^\S+ .+, running, since /));
  await audit();
  const remove = dialog.getByRole("button", { name: "Delete", exact: true });
  await expect(remove, "nothing was typed").toBeDisabled();
  await dialog.getByLabel("Type 2 groups to delete").fill("2 groups");
  await remove.click();
  await expect(
    page.getByText("1 group is deleted. 1 group is being deleted, and its Instances with it."),
  ).toBeVisible();
  await expect(page.getByRole("link", { name: "checkout-api", exact: true })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "image-resizer", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose several…" })).toBeVisible();
});

test("a group that is refused stays chosen, and the others are gone", async ({
  page,
  problems,
}) => {
  const group = (name) => ({ name, bounds: [1, 4], size: 1, isKept: name === "second" });
  await mockGroups(page, ["first", "second", "third"].map(group));
  await connect(page);
  await page.getByRole("button", { name: "Choose several…" }).click();
  const chosen = page.getByRole("group", { name: "Chosen groups" });
  await chosen.getByRole("button", { name: "All that are shown" }).click();
  await expect(chosen.getByRole("status")).toHaveText("3 groups chosen");
  await chosen.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 3 groups?" });
  await dialog.getByLabel("Type 3 groups to delete").fill("3 groups");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  const rest = page.getByRole("dialog", { name: "Delete 1 group?" });
  await expect(rest.getByRole("alert")).toContainText("insufficient permissions");
  await expect(rest.getByRole("listitem")).toHaveText(["second"]);
  await expect(rest.getByRole("button", { name: "Delete", exact: true })).toBeDisabled();
  await rest.getByRole("button", { name: "Cancel" }).click();
  await expect(chosen.getByRole("status")).toHaveText("1 group chosen");
  const link = (name) => page.getByRole("link", { name, exact: true });
  await expect(link("second")).toBeVisible();
  await expect(link("first")).toHaveCount(0);
  await expect(link("third")).toHaveCount(0);
  expectOnlyRefusals(problems);
});

test("the Instances of several groups are terminated along, each one once", async ({
  page,
  problems,
  audit,
}) => {
  const groups = [
    { name: "first", bounds: [1, 4], size: 2, cpu: 40 },
    { name: "second", bounds: [1, 4], size: 1, cpu: 40, refusals: 1 },
    { name: "third", bounds: [0, 4], size: 0 },
    { name: "other", bounds: [1, 4], size: 1, cpu: 40 },
  ];
  const api = await mockGroups(page, groups);
  await connect(page);
  await page.getByRole("button", { name: "Choose several…" }).click();
  const chosen = page.getByRole("group", { name: "Chosen groups" });
  const choose = (name) => page.getByRole("checkbox", { name: `Choose ${name}` }).check();
  const terminate = (dialog) => dialog.getByRole("checkbox", { name: /^Terminate the Instances/ });
  // One that has none has none to terminate.
  await choose("third");
  await chosen.getByRole("button", { name: "Delete…" }).click();
  const one = page.getByRole("dialog", { name: "Delete 1 group?" });
  await expect(terminate(one)).toHaveCount(0);
  await one.getByRole("button", { name: "Cancel" }).click();
  await choose("first");
  await choose("second");
  await chosen.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 3 groups?" });
  await expect(terminate(dialog), "nothing is terminated unasked").not.toBeChecked();
  await terminate(dialog).check();
  await audit();
  await dialog.getByLabel("Type 3 groups to delete").fill("3 groups");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  // The groups are gone, and one Instance is not: a second try asks for that one alone.
  const rest = page.getByRole("dialog", { name: "Terminate the Instances that are left?" });
  await expect(rest.getByRole("alert")).toContainText("quota exceeded");
  await expect(page.getByText("1 Instance was not terminated")).toBeVisible();
  expect(api.terminated).toEqual(["first-0", "first-1"]);
  await rest.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(
    page.getByText("3 groups are deleted. 3 Instances are being terminated."),
  ).toBeVisible();
  expect(api.terminated).toEqual(["first-0", "first-1", "second-0"]);
  expectOnlyRefusals(problems);
});

test("one group is named by the word, and with the last the sum over all is gone", async ({
  page,
}) => {
  await mockGroups(page, [{ name: "only", bounds: [1, 4], size: 2, cpu: 40 }]);
  await connect(page);
  const main = page.getByRole("main");
  await expect(main).toContainText(/2 Instances/);
  await page.getByRole("button", { name: "Choose several…" }).click();
  await page.getByRole("checkbox", { name: "Choose only" }).check();
  const chosen = page.getByRole("group", { name: "Chosen groups" });
  await chosen.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 1 group?" });
  await dialog.getByLabel("Type only to delete").fill("only");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(main).toContainText("No groups yet");
  await expect(main).not.toContainText(/2 Instances/);
});
