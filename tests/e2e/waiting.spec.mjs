// A slow network: what is still being read is said to be, and never that there is none of it.
import { connect, mockApi } from "./api.mjs";
import { fact, held, openGroup, panel, readOn } from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

const region = (page, name) => page.getByRole("region", { name, exact: true });

test.beforeEach(async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await mockApi(page);
});

test("policies that are being read are not none", async ({ page }) => {
  const release = await held(page, /instance-policies/);
  await connect(page);
  const row = page.getByRole("row").filter({ hasText: "mock-group" });
  await expect(row).toContainText("thresholds · policies");
  await openGroup(page, "mock-group");
  const policies = region(page, "Policies");
  await expect(policies).toContainText("Loading the policies…");
  await expect(policies).not.toContainText("No policies");
  await expect(policies).not.toContainText("Add one that scales");
  await readOn(page);
  await expect(fact(page, "Load now")).toHaveText("–");
  release();
  await expect(policies).toContainText("mock-up");
  await expect(policies).not.toContainText("Loading");
});

test("nothing is exported without policies that are still to come", async ({ page }) => {
  const release = await held(page, /instance-policies/);
  await connect(page);
  await openGroup(page, "mock-group");
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await expect(panel(page)).toBeVisible();
  const timeline = region(page, "Timeline");
  await expect(region(page, "Instances")).toContainText("running");
  await expect(timeline).toContainText("Reading the group's history…");
  await expect(timeline).not.toContainText("There is no history yet");
  await expect(panel(page)).toContainText("Loading the policies…");
  await expect(panel(page).getByText("the last values that could be read")).toBeHidden();
  await expect(panel(page).getByRole("button", { name: "Discard" })).toBeDisabled();
  await page.getByRole("button", { name: "Export…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export mock-group" });
  await expect(dialog).toContainText("Reading what is exported…");
  await expect(dialog.getByRole("button", { name: "Copy" })).toBeDisabled();
  release();
  await expect(dialog.getByLabel("What is exported")).toContainText("mock-up");
  await page.keyboard.press("Escape");
  await expect(timeline).not.toContainText("Reading the group's history…");
  await expect(panel(page).getByRole("group", { name: /mock-up/ })).toBeVisible();
});

test("policies that cannot be read are said where they are missing", async ({ page, problems }) => {
  problems.areRefusalsMeant = true;
  await connect(page);
  await page.route(/instance-policies/, (route) => {
    return route.fulfill({ status: 403, json: { message: "insufficient permissions" } });
  });
  await openGroup(page, "mock-group");
  await page.getByRole("button", { name: "What if", exact: true }).click();
  const timeline = region(page, "Timeline");
  await expect(timeline).toContainText("The saved rules could not be read.");
  await page.getByRole("button", { name: "Export…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export mock-group" });
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Copy" })).toBeDisabled();
});

test("events that are being read are not none", async ({ page }) => {
  const release = await held(page, /instance-groups\/[^/]+\/events/);
  await connect(page);
  await openGroup(page, "mock-group");
  await expect(region(page, "Events")).toContainText("Not read yet.");
  await expect(fact(page, "Last change")).toHaveText("–");
  await expect(fact(page, "Cooldown")).toHaveText("– · lasts 5 min");
  release();
  await expect(fact(page, "Last change")).toHaveText("none yet");
  await expect(fact(page, "Cooldown")).toHaveText("none now · lasts 5 min");
});

test("Instances that are being read are not none", async ({ page }) => {
  const release = await held(page, /\/servers/);
  await connect(page);
  await openGroup(page, "mock-group");
  const instances = region(page, "Instances");
  await expect(instances).toContainText("Loading the Instances…");
  await expect(fact(page, "Size now")).toContainText("–");
  release();
  await expect(instances).toContainText("running");
  await expect(instances).not.toContainText("Loading");
});

test("before a history has come nothing is said of its overload", async ({ page }) => {
  const release = await held(page, /\/prometheus\//);
  await connect(page);
  await openGroup(page, "mock-group");
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await expect(panel(page)).toBeVisible();
  await expect(region(page, "Timeline")).toContainText("Reading the group's history…");
  const incident = region(page, "Incident");
  await expect(incident).toContainText("Mark a stretch of the timeline");
  await expect(incident).not.toContainText("Nothing was overloaded");
  release();
  await expect(region(page, "Timeline")).not.toContainText("Reading the group's history…");
});

test("templates of one generation that are being read are not none", async ({ page }) => {
  await page.route(/\/v1alpha2\//, (route) => {
    return route.fulfill({ json: { group_summaries: [], templates: [] } });
  });
  await connect(page);
  const release = await held(page, /instance-templates/);
  await page.getByRole("link", { name: "Templates" }).click();
  await expect(page.getByText("Loading templates…")).toBeVisible();
  await expect(page.getByText("No templates yet")).toHaveCount(0);
  release();
  await expect(page.getByRole("link", { name: "mock-template" })).toBeVisible();
});

test("groups that could not be read use no template: nobody knows", async ({ page, problems }) => {
  problems.areRefusalsMeant = true;
  await connect(page);
  await page.route(/instance-groups(\?|$)/, (route) => route.fulfill({ status: 500, json: {} }));
  await page.getByRole("link", { name: "Templates" }).click();
  const row = page.getByRole("row").filter({ hasText: "mock-template" });
  await expect(row.getByRole("cell", { name: "–" })).toBeVisible();
});
