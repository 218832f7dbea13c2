// What becomes of a write when its answer is lost, or when its page is left before it comes.
import { expect, test } from "./fixtures.mjs";
import {
  deleteSurely,
  expectError,
  field,
  open,
  openGroup,
  panel,
  policyFields,
  visit,
} from "./console.mjs";
import { KEY, connect, expectOnlyRefusals, mockApi } from "./api.mjs";

const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });
const toast = (page) =>
  page.getByRole("status").filter({ has: page.getByRole("button", { name: "Dismiss" }) });
const save = (page) => page.getByRole("button", { name: "Save group" });

async function editGroup(page, maximum) {
  await visit(page, "#/groups/group-1/edit", "Edit group");
  await field(page, "Maximum").fill(maximum);
}

const DETAILS = {
  message: "invalid argument(s)",
  type: "invalid_arguments",
  details: [{ argument_name: "capacity.max_replicas", reason: "constraint", help_message: "no" }],
};

for (const [what, status, body] of [
  ["refused at a field", 400, DETAILS],
  ["refused", 409, { message: "is being changed" }],
]) {
  test(`a save that is ${what} after its page was left is said`, async ({ page, problems }) => {
    const api = await mockApi(page);
    await connect(page);
    await editGroup(page, "9");
    api.refuse("PATCH", status, body);
    const release = api.hold("PATCH");
    await save(page).click();
    await page.getByRole("link", { name: "Cancel" }).click();
    await expect(heading(page, "mock-group")).toBeVisible();
    release();
    await expect(toast(page)).toContainText("“Save group” failed after you left the form.");
    // The console still answers.
    await page.getByRole("link", { name: "Templates" }).click();
    await expect(heading(page, "Templates")).toBeVisible();
    expectOnlyRefusals(problems);
  });
}

test("a save that ends after its page was left leaves its user where they are", async ({
  page,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await editGroup(page, "9");
  const release = api.hold("PATCH");
  await save(page).click();
  await visit(page, "#/groups/group-1/policies/new", "New policy");
  await field(page, "Name").fill("typed meanwhile");
  release();
  await expect(toast(page)).toContainText("Group mock-group is changed.");
  await expect(field(page, "Name")).toHaveValue("typed meanwhile");
});

test("a change that arrived and lost its answer is read back", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  await editGroup(page, "9");
  api.refuse("PATCH", "abort", "", { applied: true });
  await save(page).click();
  await expect(heading(page, "mock-group")).toBeVisible();
  await expect(toast(page)).toContainText("Group mock-group is changed.");
  expect(api.sent("PATCH")).toHaveLength(1);
  expectOnlyRefusals(problems);
});

test("a change that never arrived may be sent again", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  await editGroup(page, "9");
  api.refuse("PATCH", 503, {}, { times: 1 });
  await save(page).click();
  await expect(page.getByRole("alert")).toContainText("has not carried it out so far");
  await expect(field(page, "Maximum")).toHaveValue("9");
  await save(page).click();
  await expect(heading(page, "mock-group")).toBeVisible();
  expectOnlyRefusals(problems);
});

test("while nobody knows whether it was saved, it is not offered again", async ({
  page,
  problems,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await editGroup(page, "9");
  api.refuse("PATCH", "abort", "", { applied: true });
  const release = api.hold("PATCH");
  await save(page).click();
  // What it would overwrite has been read by now; the reads that follow fail.
  await expect.poll(() => api.sent("PATCH").length).toBe(1);
  api.refuse("GET", 500, { message: "oops" });
  release();
  const unknown = page.getByRole("alert");
  await expect(unknown).toContainText("Saved or not: unknown.");
  await expect(unknown).toBeFocused();
  await expect(save(page)).toBeDisabled();
  api.answer("GET");
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(heading(page, "mock-group")).toBeVisible();
  await expect(toast(page)).toContainText("is changed");
  expect(api.sent("PATCH")).toHaveLength(1);
  expectOnlyRefusals(problems);
});

test("a policy whose answer was lost is made once", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  await visit(page, "#/groups/group-1/policies/new", "New policy");
  await field(page, "Name").fill("once");
  api.refuse("POST", "abort", "", { applied: true });
  await page.getByRole("button", { name: "Create policy" }).click();
  await expect(heading(page, "mock-group")).toBeVisible();
  await expect(toast(page)).toContainText("Policy once is created.");
  expect(api.sent("POST")).toHaveLength(1);
  expectOnlyRefusals(problems);
});

test("a deletion whose answer was lost is read back", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  await page.getByRole("link", { name: "mock-group" }).click();
  await page.getByRole("button", { name: "Delete…", exact: true }).click();
  api.refuse("DELETE", "abort", "", { applied: true });
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await deleteSurely(dialog, "mock-group");
  await expect(heading(page, "Groups")).toBeVisible();
  expectOnlyRefusals(problems);
});

test("what was typed and not sent is there when one comes back", async ({ page }) => {
  await mockApi(page);
  await connect(page);
  await editGroup(page, "17");
  await visit(page, "#/templates", "Templates");
  await visit(page, "#/groups/group-1/edit", "Edit group");
  await expect(field(page, "Maximum")).toHaveValue("17");
  await page.getByRole("button", { name: "Discard it" }).click();
  await expect(field(page, "Maximum")).toHaveValue("5");
  await visit(page, "#/templates", "Templates");
  await visit(page, "#/groups/group-1/edit", "Edit group");
  await expect(field(page, "Maximum")).toHaveValue("5");
  await expect(page.getByRole("button", { name: "Discard it" })).toHaveCount(0);
});

test("a reload loses nothing that was typed, and brings nothing back that was not wanted", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
  await field(page, "Maximum").fill("17");
  await visit(page, "#/v1alpha2/templates/new", "New template");
  await field(page, "Name").fill("half-typed");
  await field(page, "Cloud-init").fill("#cloud-config\nruncmd:\n  - id\n");
  for (const times of ["once", "twice"]) {
    await page.reload();
    await expect(field(page, "Name"), times).toHaveValue("half-typed");
    await expect(field(page, "Cloud-init")).toHaveValue("#cloud-config\nruncmd:\n  - id\n");
    await expect(page.getByText("This is what you typed here before")).toBeVisible();
  }
  // What was typed on another page is there too, and is gone for good once it is discarded.
  await openGroup(page, "checkout-api");
  await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
  await expect(field(page, "Maximum")).toHaveValue("17");
  await page.getByRole("button", { name: "Discard it" }).click();
  await page.reload();
  await expect(field(page, "Maximum")).toHaveValue("5");
  await expect(page.getByRole("button", { name: "Discard it" })).toHaveCount(0);
});

test("a reload keeps no key", async ({ page }) => {
  await mockApi(page);
  await page.goto("./#/connect");
  await field(page, "Secret key").fill(KEY);
  await page.reload();
  await expect(field(page, "Secret key")).toHaveValue("");
  const stored = () => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]);
  expect(await page.evaluate(stored)).not.toContain(KEY);
});

test("a reload that has lost the key asks for it where one is", async ({ page }) => {
  await mockApi(page);
  await connect(page);
  await visit(page, "#/groups/group-1", "mock-group");
  await page.reload();
  await expect(heading(page, "Enter your key again")).toBeVisible();
  await expect(page.getByText("No key · fr-par-1")).toBeVisible();
  await expect(page.getByText("checkout-api")).toHaveCount(0);
  await page.getByRole("button", { name: "Connect" }).click();
  await expectError(field(page, "Secret key"), /Enter your secret key/);
  await field(page, "Secret key").fill(KEY);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(heading(page, "mock-group")).toBeVisible();
});

test("a key is forgotten at once", async ({ page }) => {
  const api = await mockApi(page);
  await connect(page);
  await visit(page, "#/connect", "Connection");
  await page.getByRole("button", { name: "Forget the key" }).click();
  await expect(page.getByText("No key · fr-par-1")).toBeVisible();
  const calls = api.sent("GET").length;
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Groups" })
    .click();
  await expect(heading(page, "Enter your key again")).toBeVisible();
  expect(api.sent("GET")).toHaveLength(calls);
});

test("the console does not run in another page's frame", async ({ page }) => {
  await page.route("**/framing", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: '<!doctype html><html lang="en"><title>Another page</title><main><h1>Another page</h1><iframe src="./" title="framed" width="800"></iframe></main></html>',
    }),
  );
  await page.goto("./framing");
  const framed = page.frameLocator("iframe");
  await expect(framed.getByText("does not run inside a frame of another page")).toBeVisible();
  // In a tab of its own it runs, and is what is judged at the end.
  await page.goto("./");
  await expect(heading(page, "Groups")).toBeVisible();
});

/** Another client sets the group's maximum. */
const changeElsewhere = (page, max_replicas) =>
  page.evaluate(
    async (body) => {
      const path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups/group-1";
      await fetch(path, { method: "PATCH", body });
    },
    JSON.stringify({ capacity: { max_replicas } }),
  );

test("what somebody else has changed meanwhile is not overwritten unsaid", async ({
  page,
  audit,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await editGroup(page, "17");
  await changeElsewhere(page, 9);
  expect(api.sent("PATCH")).toHaveLength(1);
  await save(page).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("This was changed elsewhere since you opened it");
  await expect(alert).toContainText("Maximum: 5 Instances → 9 Instances");
  await expect(field(page, "Maximum"), "what was typed stays").toHaveValue("17");
  await audit();
  expect(api.sent("PATCH"), "nothing was sent").toHaveLength(1);
  await save(page).click();
  await expect(heading(page, "mock-group")).toBeVisible();
  expect(api.sent("PATCH")).toHaveLength(2);
});

test("after somebody else's change everything compares with what is stored now", async ({
  page,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await editGroup(page, "7");
  await changeElsewhere(page, 6);
  await save(page).click();
  await expect(page.getByRole("alert")).toContainText("Maximum: 5 Instances → 6 Instances");
  const maximum = field(page, "Maximum");
  const changes = page.getByRole("region", { name: "What saving changes" });
  await expect(maximum).toHaveAccessibleDescription(/Edited, was 6/);
  await expect(changes).toContainText(/6\sInstances.*7\sInstances/);
  // What was stored when the form opened is a change by now.
  await maximum.fill("5");
  await expect(maximum).toHaveAccessibleDescription(/Edited, was 6/);
  await page.getByRole("button", { name: "Undo the edit of Maximum" }).click();
  await expect(maximum).toHaveValue("6");
  await expect(changes).toContainText("Nothing yet");
  await maximum.fill("5");
  await save(page).click();
  await expect(heading(page, "mock-group")).toBeVisible();
  expect(api.sent("PATCH").at(-1).postDataJSON()).toEqual({ capacity: { max_replicas: 5 } });
});

test("what was done is said for a page or two, and what failed stays", async ({
  page,
  problems,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await expect(toast(page)).toContainText("Connected to fr-par-1.");
  await visit(page, "#/templates", "Templates");
  await editGroup(page, "9");
  await expect(toast(page).getByText("Connected to fr-par-1.")).toHaveCount(0, { timeout: 5_000 });
  api.refuse("PATCH", 409, { message: "is being changed" });
  const release = api.hold("PATCH");
  await save(page).click();
  await visit(page, "#/templates", "Templates");
  release();
  const failed = toast(page).getByText("“Save group” failed after you left the form.");
  await expect(failed).toBeVisible();
  await visit(page, "#/activity", "Activity");
  await visit(page, "#/groups", "Groups");
  await expect(failed).toBeVisible();
  expectOnlyRefusals(problems);
});

test("an edit that was tried on a group is back when its what-if is opened again", async ({
  page,
  audit,
}) => {
  await mockApi(page);
  await connect(page);
  const threshold = field(policyFields(page, "mock-up"), "Threshold");
  const edited = panel(page).getByText("Edited", { exact: true });
  const reopen = async () => {
    await openGroup(page, "mock-group");
    await page.getByRole("button", { name: "What if", exact: true }).click();
  };
  await reopen();
  await expect(threshold).toHaveValue("70");
  await threshold.fill("55");
  await expect(edited).toBeVisible();
  await reopen();
  await expect(threshold).toHaveValue("55");
  await expect(panel(page)).toContainText("Your earlier edit of this group is back.");
  await audit();
  await panel(page).getByRole("button", { name: "Start from what is saved" }).click();
  await expect(threshold).toHaveValue("70");
  await expect(edited).toBeHidden();
  await reopen();
  await expect(threshold).toHaveValue("70");
  await expect(panel(page)).not.toContainText("Your earlier edit");
});
