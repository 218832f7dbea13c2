// What did I change? Every write of this browser, one click from the list of groups.
import { readFileSync } from "node:fs";
import { KEY, connect, mockApi } from "./api.mjs";
import { expect, test } from "./fixtures.mjs";
import { field, open, openGroup, pressAt, tabTo, typeAt, visit } from "./console.mjs";

const main = (page) => page.getByRole("navigation", { name: "Main" });
const lines = (page) => page.getByRole("main").locator("ol.activity > li");
const line = (page, words) => lines(page).filter({ hasText: words });
const summary = (page, words) => line(page, words).locator("summary");

/** Opens the activity as one does who looks at the list of groups: by one click. */
async function look(page) {
  await main(page).getByRole("link", { name: "Activity" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
}

/** Changes a group's maximum by its form. */
async function setMaximum(page, group, maximum) {
  await openGroup(page, group);
  await page.getByRole("link", { name: "Edit", exact: true }).first().click();
  await field(page, "Maximum").fill(String(maximum));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: group })).toBeVisible();
}

test("a change is listed from old to new, and outlives a reload", async ({ page, audit }) => {
  await open(page);
  await look(page);
  await expect(page.getByRole("heading", { name: "Nothing written yet" })).toBeVisible();
  await audit();
  await setMaximum(page, "checkout-api", 8);
  await visit(page, "#/groups", "Groups");
  await look(page);
  const said = "Changed group checkout-api: maximum 5 → 8 Instances";
  await expect(lines(page)).toHaveCount(1);
  await expect(line(page, said)).toContainText("Done");
  await expect(line(page, said)).toContainText("Sandbox · fr-par-1");
  await expect(page.getByRole("heading", { level: 2, name: "2 Mar 2026" })).toBeVisible();

  await page.reload();
  await summary(page, said).click();
  const table = page.getByRole("group", { name: "What it changed" });
  await expect(table.getByRole("row")).toHaveText([
    /FieldBeforeAfter/,
    /Maximum.*5\sInst.*8\sInst/,
  ]);
  const curl = line(page, said).getByLabel("The call as a line for curl");
  await expect(curl).toContainText("--request PATCH");
  await expect(curl).toContainText("$SCW_SECRET_KEY");
  await expect(curl).toContainText('{"capacity":{"max_replicas":8}}');
  await expect(line(page, said)).toContainText("The sandbox has no address of its own");
  await audit();
  await page.emulateMedia({ colorScheme: "dark" });
  await audit();
  await line(page, said).getByRole("link", { name: "Open the group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeVisible();
});

test("what was refused and what was lost say so, and no key is kept", async ({
  page,
  problems,
}) => {
  const api = await mockApi(page);
  await connect(page);
  api.refuse("PATCH", 400, { message: "max_replicas is beyond the quota" }, { times: 1 });
  await openGroup(page, "mock-group");
  await page.getByRole("link", { name: "Edit", exact: true }).first().click();
  await field(page, "Maximum").fill("9");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("beyond the quota").first()).toBeVisible();
  // An answer that is lost, and the look that would find it, too.
  api.refuse("PATCH", 500, { message: "oops" }, { times: 1 });
  await field(page, "Maximum").fill("7");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => api.sent("PATCH").length).toBe(2);
  await visit(page, "#/activity", "Activity");

  await expect(lines(page)).toHaveCount(2);
  const lost = line(page, "Tried to change group mock-group: maximum 5 → 7");
  await expect(lost).toContainText("Not known");
  await expect(lost).toContainText("It is not known whether this was carried out");
  const refused = line(page, "Tried to change group mock-group: maximum 5 → 9");
  await expect(refused).toContainText("Refused");
  await expect(refused).toContainText("max_replicas is beyond the quota");
  await refused.locator("summary").click();
  await expect(refused.getByRole("columnheader")).toHaveText(["Field", "Before", "Asked for"]);
  await expect(refused.getByRole("link", { name: "Open the group" })).toBeVisible();

  // The filter stands in the address, and the file holds what it leaves.
  await page.getByLabel("Outcome").selectOption("Refused");
  await expect(lines(page)).toHaveCount(1);
  await expect(page).toHaveURL(/outcome=refused/);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export 1 as JSON" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^headroom-activity-\d{4}-\d\d-\d\d\.json$/);
  const text = readFileSync(await file.path(), "utf8");
  expect(text).not.toContain(KEY);
  const { writes } = JSON.parse(text);
  expect(writes).toHaveLength(1);
  expect(writes[0]).toMatchObject({ outcome: "refused", method: "PATCH" });
  expect(writes[0].before.capacity.max_replicas).toBe(5);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).toContain("headroom.activity.");
  expect(kept).not.toContain(KEY);

  // The key is gone with a reload, and what was written is not; a filter that fits none is left.
  await page.reload();
  await expect(page.getByText("No key · fr-par-1")).toBeVisible();
  await expect(lines(page)).toHaveCount(1);
  await page.getByLabel("About").selectOption("Templates");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(lines(page)).toHaveCount(2);
  await page.getByLabel("Search by name, value or path").fill("quota");
  await expect(lines(page)).toHaveCount(1);
  problems.length = 0;
});

test("a tab that closes before the answer leaves what it was about to do", async ({ page }) => {
  const api = await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await page.getByRole("link", { name: "Edit", exact: true }).first().click();
  await field(page, "Maximum").fill("9");
  api.hold("PATCH");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => api.sent("PATCH").length).toBe(1);
  const other = await page.context().newPage();
  await other.goto("./#/activity");
  const entry = line(other, "Tried to change group mock-group: maximum 5 → 9 Instances");
  await expect(entry).toContainText("No answer has come yet, or the page was closed");
  await page.close({ runBeforeUnload: false });
  await expect(entry).toContainText("Not known");
  await other.close();
});

test("another tab's write appears by itself, and clearing clears both", async ({ page, audit }) => {
  await open(page, "#/activity");
  await expect(page.getByRole("heading", { name: "Nothing written yet" })).toBeVisible();
  // What another tab writes reaches this one by the browser's storage alone.
  const other = await page.context().newPage();
  await other.goto("./favicon.svg").catch(() => {});
  await other.evaluate(() => {
    const entry = {
      at_ms: Date.UTC(2026, 2, 1, 7, 30),
      place: { kind: "sandbox", address: "" },
      method: "DELETE",
      path: "/autoscaling/v1alpha1/zones/fr-par-1/instance-policies/p-1",
      before: { id: "p-1", name: "night-shift", instance_group_id: "g-1" },
      names: { "g-1": "checkout-api" },
      end: { outcome: "done", duration_ms: 41 },
    };
    localStorage.setItem("headroom.activity.000000000000.0.5", JSON.stringify(entry));
  });
  await expect(line(page, "Deleted policy night-shift of checkout-api")).toContainText("41 ms");
  await expect(page.getByRole("heading", { level: 2, name: "1 Mar 2026" })).toBeVisible();

  const clear = page.getByRole("button", { name: "Clear…" });
  await clear.click();
  const dialog = page.getByRole("dialog", { name: "Clear the activity?" });
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
  await audit();
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(lines(page)).toHaveCount(1);
  await clear.click();
  await dialog.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Nothing written yet" })).toBeVisible();
  expect(await other.evaluate(() => Object.keys(localStorage).join())).not.toContain("activity");
  await other.close();
});

test("a browser that keeps nothing says so, and one that is full says what went", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (name, text) {
      if (name.startsWith("headroom.activity")) throw new DOMException("full");
      return setItem.call(this, name, text);
    };
  });
  await open(page);
  await setMaximum(page, "checkout-api", 8);
  await look(page);
  await expect(lines(page)).toHaveCount(1);
  await expect(page.getByText("The browser refuses to keep some of it")).toBeVisible();
});

test("the keyboard alone finds a write, unfolds it and copies its call", async ({ page }) => {
  await open(page);
  await setMaximum(page, "checkout-api", 6);
  await page.setViewportSize({ width: 320, height: 700 });
  await tabTo(page, main(page).getByRole("link", { name: "Activity" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeFocused();
  const said = "Changed group checkout-api: maximum 5 → 6 Instances";
  await tabTo(page, summary(page, said));
  await page.keyboard.press("Enter");
  await tabTo(page, line(page, said).getByRole("button", { name: "Copy as curl" }));
  await expect(line(page, said).getByRole("row")).toHaveCount(2);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "nothing is cut off at 320 px").toBeLessThanOrEqual(320);
  await page.keyboard.press("Space");
  await expect(page.getByText(/Copied\.|did not let it be copied/)).toBeVisible();
});

test("a change is taken back by the form, and so is that", async ({ page }) => {
  await open(page);
  await setMaximum(page, "checkout-api", 8);
  await visit(page, "#/groups", "Groups");
  await look(page);
  const said = "Changed group checkout-api: maximum 5 → 8 Instances";
  await summary(page, said).click();
  await line(page, said).getByRole("button", { name: "Undo…" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Edit group" })).toBeVisible();
  const origin = page.getByRole("status").filter({ hasText: "This takes back" });
  await expect(origin).toContainText(`${said}”. Nothing is undone until you save it`);
  await expect(field(page, "Maximum")).toHaveValue("5");
  const changes = page.getByRole("region", { name: "What saving changes" });
  await expect(changes).toContainText(/from 8\sInstances.*to 5\sInstances/);
  // One who leaves has changed nothing, and comes back to the same form.
  await visit(page, "#/activity", "Activity");
  await expect(lines(page)).toHaveCount(1);
  await summary(page, said).click();
  await line(page, said).getByRole("button", { name: "Undo…" }).click();
  await page.getByRole("button", { name: "Save group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeVisible();

  await visit(page, "#/activity", "Activity");
  const back = "Changed group checkout-api: maximum 8 → 5 Instances";
  await expect(lines(page)).toHaveCount(2);
  await summary(page, back).click();
  await expect(line(page, back).getByRole("button", { name: "Undo…" })).toBeVisible();
});

test("what was just saved or deleted is taken back from where that is said", async ({ page }) => {
  await open(page);
  await setMaximum(page, "checkout-api", 8);
  await page.getByRole("status").getByRole("link", { name: "Undo…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit group" })).toBeVisible();
  await expect(field(page, "Maximum")).toHaveValue("5");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
  await expect(lines(page)).toHaveCount(1);

  await openGroup(page, "checkout-api");
  const name = "my-policy-scale-down";
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("status").getByRole("link", { name: "Undo…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New policy" })).toBeVisible();
  await expect(field(page, "Name")).toHaveValue(name);

  // Its undo is used up once it is gone from the log.
  const address = page.url().replace(/#.*/, "#/activity?undo=headroom.activity.gone");
  await page.goto(address);
  await expect(page.getByText("This cannot be taken back from here any more")).toBeVisible();
});

test("the keyboard alone takes back what was just saved, from where that is said", async ({
  page,
}) => {
  await open(page);
  const heading = (name) => page.getByRole("heading", { level: 1, name });
  await pressAt(page, page.getByRole("link", { name: "checkout-api", exact: true }));
  await expect(heading("checkout-api")).toBeFocused();
  const edit = page.getByRole("main").getByRole("link", { name: "Edit", exact: true });
  await pressAt(page, edit.first());
  await expect(heading("Edit group")).toBeFocused();
  await typeAt(page, field(page, "Maximum"), "8");
  await page.keyboard.press("Enter");
  await expect(heading("checkout-api")).toBeFocused();
  await expect(page.getByText("of 1 to 8")).toBeVisible();
  // It stands at the page's end.
  const undo = page.getByRole("status").getByRole("link", { name: "Undo…" });
  await pressAt(page, undo, "Enter", "Shift+Tab");
  await expect(heading("Edit group")).toBeFocused();
  await expect(field(page, "Maximum")).toHaveValue("5");
  await pressAt(page, page.getByRole("button", { name: "Save group" }));
  await expect(heading("checkout-api")).toBeFocused();
  await expect(page.getByText("of 1 to 5")).toBeVisible();
});

test("a deleted policy is created again as it was, and not without its group", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const policies = page.getByRole("region", { name: "Policies" });
  const name = "my-policy-scale-down";
  await policies.getByRole("button", { name: `Delete ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  const row = policies.getByRole("listitem").filter({ hasText: name });
  await expect(row).toBeHidden();
  await visit(page, "#/activity", "Activity");
  await summary(page, `Deleted policy ${name} of checkout-api`).click();
  await page.getByRole("button", { name: "Create it again…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New policy" })).toBeVisible();
  await expect(field(page, "Name")).toHaveValue(name);
  await expect(page.getByText("what is created has another id")).toBeVisible();
  await page.getByRole("button", { name: "Create policy" }).click();
  await expect(row).toBeVisible();
});

test("a form that takes a change back still does after a reload", async ({ page }) => {
  await open(page);
  await setMaximum(page, "checkout-api", 8);
  await look(page);
  const said = "Changed group checkout-api: maximum 5 → 8 Instances";
  await summary(page, said).click();
  await line(page, said).getByRole("button", { name: "Undo…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit group" })).toBeVisible();
  await field(page, "Maximum").fill("6");
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "This takes back" })).toBeVisible();
  await expect(field(page, "Maximum")).toHaveValue("6");
});

test("a call is copied as a program of the SDK that knows its generation", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const changes = page.getByRole("region", { name: "What saving changes" });
  for (const [name, language, call] of [
    ["checkout-api", "JavaScript", "await api.updateInstanceGroup({"],
    ["search-api", "Python", "groups.update_group("],
  ]) {
    await openGroup(page, name);
    await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
    await field(page, "Maximum").fill("9");
    await changes.getByText("The calls").click();
    await changes.getByRole("button", { name: `Copy as ${language}` }).click();
    await expect.poll(clipboard).toContain(call);
    expect(await clipboard()).toContain("SCW_SECRET_KEY");
  }
});
