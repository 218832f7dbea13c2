// The forms: each error at its field, nothing typed is lost, nothing is sent twice.
import { expect, test } from "./fixtures.mjs";
import {
  deleteSurely,
  drag,
  expectError,
  expectNoError,
  field,
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
import { connect, mockApi } from "./api.mjs";

const group = (page, name) => page.getByRole("group", { name, exact: true });

/** Fills fields by their labels, within a scope each. */
async function fill(fields) {
  for (const [control, text] of fields) await control.fill(text);
}

/** That every field shows its error, the first has the focus, and what was typed is still there. */
async function expectErrors(fields) {
  await expect(fields[0][0]).toBeFocused();
  for (const [control, text, message] of fields) {
    await expectError(control, message);
    await expect(control).toHaveValue(text);
  }
}

/** That a summary lists as many errors, and that each leads to its field. */
async function expectSummary(page, count, firstMessage, first) {
  const summary = page.getByRole("alert");
  const words = count === 1 ? "One field needs" : `${count} fields need`;
  await expect(summary).toContainText(words);
  await expect(summary.getByRole("listitem")).toHaveCount(count);
  await summary.getByRole("button", { name: firstMessage }).first().click();
  await expect(first).toBeFocused();
}

test("the template's form names every wrong field", async ({ page }) => {
  await open(page, "#/templates/new");
  const form = group(page, "Template");
  const volume = group(page, "Volume 0");
  const network = group(page, "Network");
  await field(volume, "Starts").selectOption("snapshot");
  await field(volume, "Boot from it").check();
  const fields = [
    [field(form, "Name"), "", "Enter a name."],
    [field(form, "Instance type"), "", /Choose an Instance type/],
    [field(form, "Project"), "", "Enter the project's id."],
    [field(volume, "Volume name"), "", "Enter a name for the volume."],
    [field(volume, "Snapshot"), "", "Enter the snapshot's id."],
    [field(volume, "Size"), "-1", /Enter a size above 0/],
    [field(network, "Public IPv4 addresses"), "9", /at most 5 addresses/],
    [field(network, "Public IPv6 addresses"), "two", /“two” is not a whole number/],
  ];
  await fill(fields);
  await field(form, "Tags").fill("kept, too");
  await field(page, "Cloud-init").fill("#cloud-config\nkept: true");
  await page.getByRole("button", { name: "Create template" }).click();
  await expectErrors(fields);
  await expect(field(form, "Tags")).toHaveValue("kept, too");
  await expect(field(page, "Cloud-init")).toHaveValue("#cloud-config\nkept: true");
  await expectSummary(page, fields.length, "Enter a name.", fields[0][0]);

  // An answered error goes at once; the others stay.
  await field(form, "Name").fill("mended");
  await expectNoError(field(form, "Name"));
  await expectError(field(form, "Instance type"), /Choose an Instance type/);
});

test("a template needs something to boot from", async ({ page }) => {
  await open(page, "#/templates/new");
  await field(page, "Name").fill("nothing-to-boot");
  await field(page, "Instance type").fill("PLAY2-NANO");
  await page.getByRole("button", { name: "Remove volume 0" }).click();
  await expect(group(page, "Volume 0")).toHaveCount(0);
  await page.getByRole("button", { name: "Create template" }).click();
  await expectError(field(page, "Image"), /Give an image, or a boot volume/);
  await page.getByRole("button", { name: "Add a volume" }).click();
  await expect(group(page, "Volume 0")).toBeVisible();
  await group(page, "Volume 0").getByLabel("Starts").selectOption("empty");
  await field(group(page, "Volume 0"), "Size").fill("");
  await page.getByRole("button", { name: "Create template" }).click();
  await expectError(field(group(page, "Volume 0"), "Size"), /Enter a number/);
});

test("the group's form names every wrong field", async ({ page }) => {
  await open(page, "#/groups/new");
  const fields = [
    [field(page, "Name"), "", "Enter a name."],
    [field(page, "Project"), "", "Enter the project's id."],
    [field(page, "Minimum"), "0", "Enter a whole number of at least 1."],
    [field(page, "Maximum"), "1", "Enter a whole number of at least 2."],
    [field(page, "Cooldown"), "-60", /The cooldown cannot be negative/],
    [field(page, "Load balancer"), "", /Enter the load balancer's id/],
  ];
  await fill(fields);
  await field(page, "Tags").fill("kept");
  await page.getByRole("button", { name: "Create group" }).click();
  await expectErrors(fields);
  await expectError(page.getByLabel("Template", { exact: true }), /Choose the template/);
  await expect(field(page, "Tags")).toHaveValue("kept");
  await expectSummary(page, fields.length + 1, "Enter a name.", fields[0][0]);

  for (const [label, text, message] of [
    ["Cooldown", "soon", /“soon” is not a number of seconds/],
    ["Minimum", "1.5", /“1.5” is not a whole number/],
    ["Maximum", "99999999999", /out of range/],
    ["Minimum", "", /Enter a whole number/],
    ["Name", "n".repeat(256), /The name has 256 characters; at most 255/],
  ]) {
    await field(page, label).fill(text);
    // Not by a click: the page shortens while the error goes, and the button moves with it.
    await field(page, label).press("Enter");
    await expectError(field(page, label), message);
    await expect(field(page, label)).toHaveValue(text);
    // The focus goes to the first wrong field; what is typed before that would land there.
    await expect(page.locator("[aria-invalid=true]").first()).toBeFocused();
  }
  await field(page, "Minimum").fill("6");
  await field(page, "Maximum").fill("4");
  await page.getByRole("button", { name: "Create group" }).click();
  await expectError(field(page, "Maximum"), "The maximum is under the minimum of 6.");
});

const MEET = /^The bounds meet: the group stays at 20, whatever its/;
for (const [name, said] of [
  [
    "checkout-api",
    [/^The minimum rises above the present size of \d+: \d+ Instances are added at once/, MEET],
  ],
  [
    "search-api",
    [/^The bounds ask for more than the present size of \d+: \d+ Instances are added/, MEET],
  ],
]) {
  test(`a group's form says what saving does at once: ${name}`, async ({ page, audit }) => {
    await open(page);
    await openGroup(page, name);
    await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
    const changes = page.getByRole("region", { name: "What saving changes" });
    await expect(changes).toContainText("Nothing yet: every field says what is stored.");
    await field(page, "Maximum").fill("20");
    await field(page, "Minimum").fill("20");
    const risks = changes.getByRole("list", { name: "Risks" }).getByRole("listitem");
    await expect(risks).toHaveText(said);
    await audit();
    await field(page, "Minimum").fill("all");
    await expect(risks).toHaveCount(0);
  });
}

test("a policy that is typed says itself in a sentence", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "Edit my-policy-scale-down" }).click();
  const sentence = page.getByRole("status", { name: "In a sentence" });
  await expect(sentence).toHaveText(
    "When the average of CPU over 5 min is under 40 %, remove 1 Instance.",
  );
  await field(page, "Threshold").fill("35.5");
  await page.getByLabel("Action", { exact: true }).selectOption("Scale up");
  await expect(sentence).toHaveText(
    "When the average of CPU over 5 min is under 35.5 %, add 1 Instance.",
  );
  const changes = page.getByRole("region", { name: "What saving changes" });
  const risks = changes.getByRole("list", { name: "Risks" }).getByRole("listitem");
  const kept = "No policy scales down any more: what was added stays, and costs.";
  await expect(risks).toHaveText([kept]);
  await field(page, "Threshold").fill("low");
  await expect(sentence).toHaveText("A field cannot be read yet.");
  await expect(risks).toHaveCount(0);
});

test("the policy's form names every wrong field", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "Add a policy" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New policy" })).toBeVisible();
  const fields = [
    [field(page, "Name"), "", "Enter a name."],
    [field(page, "Instances"), "0", "Enter a whole number of at least 1."],
    [field(page, "Priority"), "-1", /Enter a whole number of 0 or more/],
    [field(page, "Look-back"), "61", /Enter a look-back of 1 to 60 whole minutes/],
    [field(page, "Threshold"), "high", /“high” is not a number/],
  ];
  await fill(fields);
  await page.getByLabel("Action", { exact: true }).selectOption("Scale down");
  await page.getByRole("button", { name: "Create policy" }).click();
  await expectErrors(fields);
  await expect(page.getByLabel("Action", { exact: true })).toHaveValue("scale_down");
  await expectSummary(page, fields.length, "Enter a name.", fields[0][0]);

  for (const [label, text, message] of [
    ["Look-back", "0", /1 to 60/],
    ["Look-back", "2.5", /“2.5” is not a whole number/],
    ["Threshold", "", "Enter a number."],
    ["Threshold", "1,000", /can be read in two ways/],
    ["Threshold", `1${"0".repeat(39)}`, /out of range/],
    ["Threshold", "NaN", /“NaN” is not a number/],
    ["Priority", "", /Enter a whole number/],
  ]) {
    await field(page, label).fill(text);
    // Not by a click: the page shortens while the error goes, and the button moves with it.
    await field(page, label).press("Enter");
    await expectError(field(page, label), message);
    await expect(field(page, label)).toHaveValue(text);
    // The focus goes to the first wrong field; what is typed before that would land there.
    await expect(page.locator("[aria-invalid=true]").first()).toBeFocused();
  }
});

test("a choice changes the fields that depend on it and keeps the focus", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "Add a policy" }).click();
  const by = page.getByLabel("Changes by", { exact: true });
  await by.focus();
  await by.selectOption("a percentage of the group");
  await expect(field(page, "Percentage")).toHaveValue("1");
  await expect(field(page, "Instances")).toHaveCount(0);
  await expect(by).toBeFocused();
  await by.selectOption("setting the total");
  await expect(field(page, "Total")).toHaveValue("1");
  await field(page, "Threshold").fill("81");
  const metric = page.getByLabel("Metric", { exact: true });
  await metric.selectOption("Connections of the backend, total");
  await expect(field(page, "Threshold")).toHaveValue("81");
});

test("the what-if's fields show their errors and the preview keeps its last numbers", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const up = policyFields(page, "my-policy-scale-up");
  await drag(up.getByRole("slider", { name: "Threshold slider" }), 60);
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
  const good = await scorecard(outcome(page));
  expect(good.Changes.numbers).toHaveLength(2);
  const waiting = panel(page).getByText("The preview shows the last values that could be read.");
  await expect(waiting).toBeHidden();

  for (const [control, text, message] of [
    [field(up, "Threshold"), "", "Enter a number."],
    [field(up, "Threshold"), "much", /“much” is not a number/],
    [field(up, "Look-back"), "90", /1 to 60 whole minutes/],
    [field(up, "Instances"), "0", /at least 1/],
    [field(panel(page), "Minimum"), "0", /at least 1/],
    [field(panel(page), "Maximum"), "x", /“x” is not a whole number/],
    [field(panel(page), "Cooldown"), "-5", /cannot be negative/],
  ]) {
    const before = await control.inputValue();
    await control.fill(text);
    await expectError(control, message);
    await expect(control).toBeFocused();
    await expect(control).toHaveValue(text);
    await expect(waiting).toBeVisible();
    await expect(page.getByRole("button", { name: /^Review .*…$/ })).toBeDisabled();
    expect(await scorecard(outcome(page))).toEqual(good);
    await control.fill(before);
    await expectNoError(control);
    await expect(waiting).toBeHidden();
  }
  await expect(page.getByRole("button", { name: /^Review .*…$/ })).toBeEnabled();

  await panel(page).getByText("Assumed", { exact: true }).click();
  const assumed = panel(page).getByRole("group").filter({ hasText: "Boot delay" });
  await field(assumed, "Price").fill("-1");
  await expectError(field(assumed, "Price"), "A price cannot be negative.");
  expect(await scorecard(outcome(page)), "settings wait like fields").toEqual(good);
});

test("a template, a group and a policy are edited", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit group" })).toBeVisible();
  await audit();
  // What a change cannot reach is shown, and says what to do instead.
  await expect(page.getByLabel("Template", { exact: true })).toHaveAccessibleDescription(
    /A group keeps its template/,
  );
  // Nobody saves what they have not seen: from old to new, and by which call.
  const changes = page.getByRole("region", { name: "What saving changes" });
  await expect(changes).toContainText("Nothing yet: every field says what is stored.");
  await field(page, "Name").fill("checkout-renamed");
  await field(page, "Maximum").fill("7");
  await expect(changes.getByRole("listitem")).toContainText([
    /^Name from checkout-api →\s+to checkout-renamed$/,
    /^Maximum from 5\sInstances →\s+to 7\sInstances$/,
  ]);
  await unfold(changes, "The calls");
  await expect(changes).toContainText(/PATCH \/autoscaling\/v1alpha1\/.*\/instance-groups\//);
  await expect(changes).toContainText('"max_replicas": 7');
  await audit();
  await field(page, "Maximum").fill("many");
  await expect(changes).toContainText("A field cannot be read; saving says which");
  await field(page, "Maximum").fill("7");
  await page.getByRole("button", { name: "Save group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "checkout-renamed" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("of 1 to 7");

  await page.getByRole("link", { name: "Edit my-policy-scale-down" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit policy" })).toBeVisible();
  await audit();
  await field(page, "Threshold").fill("35.5");
  await expect(changes.getByRole("listitem")).toHaveText([/^Threshold.*35\.5\s%$/]);
  await page.getByRole("button", { name: "Save policy" }).click();
  await expect(page.getByRole("region", { name: "Policies" })).toContainText("under 35.5 %");

  await page.getByRole("link", { name: "web-small", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "web-small" })).toBeVisible();
  await audit();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit template" })).toBeVisible();
  await audit();
  await field(page, "Instance type").fill("PRO2-XXS");
  await page.getByRole("button", { name: "Save template" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "web-small" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Facts" })).toContainText("PRO2-XXS");

  await page.reload();
  await expect(page.getByRole("region", { name: "Facts" })).toContainText("PRO2-XXS");
});

test("an edit cannot clear what the API keeps, and says so", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await field(page, "Cooldown").fill("");
  await page.getByRole("button", { name: "Save group" }).click();
  await expectError(field(page, "Cooldown"), /Enter 0 for none/);
  await field(page, "Cooldown").fill("0");
  await page.getByRole("button", { name: "Save group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeVisible();
});

test("cancel leaves everything as it was", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await field(page, "Name").fill("never-saved");
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeVisible();
  await page.getByRole("link", { name: "Edit my-policy-scale-up" }).click();
  await field(page, "Threshold").fill("1");
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("region", { name: "Policies" })).toContainText("over 70 %");
  for (const [hash, list] of [
    ["#/templates/new", "Templates"],
    ["#/groups/new", "Groups"],
  ]) {
    await visit(page, hash, /^New/);
    await field(page, "Name").fill("never-saved");
    await page.getByRole("link", { name: "Cancel" }).click();
    await expect(page.getByRole("heading", { level: 1, name: list })).toBeVisible();
    await expect(page.getByRole("link", { name: "never-saved" })).toHaveCount(0);
  }
});

test("deleting says what stays, and Escape or Cancel stop it", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const policies = page.getByRole("region", { name: "Policies" });

  const policyDialog = page.getByRole("dialog", { name: "Delete policy my-policy-scale-down?" });
  await page.getByRole("button", { name: "Delete my-policy-scale-down" }).click();
  await expect(policyDialog).toContainText("Its size stays");
  await audit();
  await page.keyboard.press("Escape");
  await expect(policyDialog).toBeHidden();
  await expect(policies).toContainText("my-policy-scale-down");
  await page.getByRole("button", { name: "Delete my-policy-scale-down" }).click();
  await policyDialog.getByRole("button", { name: "Cancel" }).click();
  await expect(policyDialog).toBeHidden();
  await page.getByRole("button", { name: "Delete my-policy-scale-down" }).click();
  await policyDialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(policies.getByRole("listitem")).toHaveText([/my-policy-scale-up/, /Never under/]);

  const groupDialog = page.getByRole("dialog", { name: "Delete group checkout-api?" });
  const deleteGroup = page.getByRole("button", { name: "Delete…", exact: true });
  await deleteGroup.click();
  await expect(groupDialog).toContainText(
    /Its \d+ Instances keep running, and go on costing €\s[\d.]+ a day/,
  );
  await expect(groupDialog).toContainText("Its policies go with it");
  await page.keyboard.press("Escape");
  await expect(groupDialog).toBeHidden();
  await expect(deleteGroup).toBeFocused();
  await deleteGroup.click();
  await deleteSurely(groupDialog, "checkout-api");
  await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
  await expect(page.getByRole("link", { name: "checkout-api" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "image-resizer" })).toBeVisible();

  await page.getByRole("link", { name: "Templates" }).click();
  const template = page.getByRole("link", { name: "web-small", exact: true });
  await template.click();
  const templateDialog = page.getByRole("dialog", { name: "Delete template web-small?" });
  await page.getByRole("button", { name: "Delete…", exact: true }).click();
  await expect(templateDialog).toContainText("Running Instances stay as they are");
  // Groups use it, so they are named, and its name is asked for.
  await expect(templateDialog.getByRole("link", { name: "image-resizer" })).toBeVisible();
  await expect(templateDialog.getByRole("button", { name: "Delete", exact: true })).toBeDisabled();
  await deleteSurely(templateDialog, "web-small");
  await expect(page.getByRole("link", { name: "web-small-2" })).toBeVisible();
  await expect(template).toHaveCount(0);
  await audit();

  // The group that used it says what is wrong, in its own words.
  await openGroup(page, "image-resizer");
  await expect(page.getByRole("alert")).toContainText("not found");
});

test("with a template that does not exist nothing can be done", async ({ page }) => {
  await open(page, "#/templates/11111111-2222-4333-8444-555555555555");
  for (const hash of [
    "#/templates/11111111-2222-4333-8444-555555555555",
    "#/v1alpha2/templates/11111111-2222-4333-8444-555555555555",
  ]) {
    await visit(page, hash, "Template");
    await expect(page.getByRole("alert").first()).toContainText("The template could not be read");
    const actions = page.getByRole("main");
    await expect(actions.getByRole("link", { name: "New group" })).toHaveCount(0);
    await expect(actions.getByRole("button", { name: "Export…" })).toHaveCount(0);
    await expect(actions.getByRole("button", { name: "Delete…" })).toHaveCount(0);
  }
});

test("Escape closes the review without saving", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const up = policyFields(page, "my-policy-scale-up");
  await drag(up.getByRole("slider", { name: "Threshold slider" }), 60);
  const review = page.getByRole("button", { name: /^Review .*…$/ });
  const dialog = page.getByRole("dialog", { name: /^Save \d+ changes? to / });
  for (const close of [
    () => page.keyboard.press("Escape"),
    () => dialog.getByRole("button", { name: "Back" }).click(),
  ]) {
    await review.click();
    await expect(dialog).toBeVisible();
    await close();
    await expect(dialog).toBeHidden();
    await expect(review).toBeFocused();
    await expect(field(up, "Threshold")).toHaveValue("60");
  }
  await expect(page.getByRole("region", { name: "Policies" })).toContainText("over 70 %");
});

test("a second click or Enter does not send a form twice", async ({ page }) => {
  const api = await mockApi(page);
  await connect(page);
  await visit(page, "#/groups/new", "New group");
  await field(page, "Name").fill("once");
  await page.getByLabel("Pick from the templates").getByRole("radio").first().check();
  await page.getByRole("combobox", { name: "Load balancer" }).fill("lb-1");
  await field(page, "Project").fill("project-1");
  const release = api.hold("POST");
  await page.getByRole("button", { name: "Create group" }).click();
  const pending = page.getByRole("button", { name: "Saving…" });
  await expect(pending).toBeDisabled();
  await pending.dispatchEvent("click");
  await field(page, "Name").press("Enter");
  release();
  await expect(page.getByRole("heading", { level: 1, name: "once" })).toBeVisible();
  expect(api.sent("POST")).toHaveLength(1);
});

test("a second click does not delete twice, and a refusal keeps the question open", async ({
  page,
  problems,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await page.getByRole("button", { name: "Delete…", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Delete group mock-group?" });

  api.refuse("DELETE", 409, { message: "resource is transient" });
  await deleteSurely(dialog, "mock-group");
  await expect(dialog.getByRole("alert")).toContainText("It is being changed at the moment");
  await expect(dialog.getByRole("alert")).toContainText("resource is transient");
  api.answer("DELETE");
  expect(problems.splice(0).join()).toContain("409");

  const release = api.hold("DELETE");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  const pending = dialog.getByRole("button", { name: "Deleting…" });
  await expect(pending).toBeDisabled();
  await pending.dispatchEvent("click");
  release();
  await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
  expect(api.sent("DELETE")).toHaveLength(2);
});

test("a refused save keeps the form and shows the API's errors at their fields", async ({
  page,
  problems,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await visit(page, "#/groups/new", "New group");
  await field(page, "Name").fill("refused");
  await page.getByLabel("Pick from the templates").getByRole("radio").first().check();
  await page.getByRole("combobox", { name: "Load balancer" }).fill("lb-1");
  await field(page, "Project").fill("project-1");
  api.refuse("POST", 400, {
    type: "invalid_arguments",
    message: "invalid argument(s)",
    details: [{ argument_name: "loadbalancer.id", help_message: "lb-1 does not exist" }],
  });
  await page.getByRole("button", { name: "Create group" }).click();
  const balancer = page.getByRole("combobox", { name: "Load balancer" });
  await expectError(balancer, /lb-1 does not exist/);
  await expect(balancer).toBeFocused();
  await expect(field(page, "Name")).toHaveValue("refused");
  await expect(page.getByRole("alert").first()).toContainText("nothing you typed is lost");
  expect(problems.splice(0).join()).toContain("400");

  // An answer that tells nothing is read back: nothing was made, so it may be sent again.
  api.refuse("POST", 500, {});
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("alert")).toContainText("has not carried it out so far");
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(field(page, "Name")).toHaveValue("refused");
  expect(problems.splice(0).join()).toContain("500");

  api.answer("POST");
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "refused" })).toBeVisible();
});

test("a save that fails half-way says what was saved, keeps the rest and is sent once", async ({
  page,
  problems,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await field(policyFields(page, "mock-up"), "Threshold").fill("62");
  await field(panel(page), "Maximum").fill("8");
  await page.getByRole("button", { name: /^Review .*…$/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Save \d+ changes? to / });
  await expect(dialog.getByRole("row")).toHaveText([/Where/, /Group.*5.*8/, /mock-up.*70\s%62\s%/]);

  // The bounds are sent first and saved; the policy is refused.
  api.refuse("PATCH", 409, { message: "try later" }, { part: "instance-policies" });
  await dialog.getByRole("button", { name: /^Save \d+ changes?$/ }).click();
  await expect(dialog.getByRole("alert")).toContainText("1 of 2 changes are in force");
  await expect(dialog.getByRole("alert")).toContainText("try later");
  await expect(dialog.getByRole("listitem").filter({ hasText: "/zones/" })).toHaveText([
    /^Done\. Raise the bounds/,
    /^Refused\. Change “mock-up”/,
  ]);
  expect(problems.splice(0).join()).toContain("409");

  // The second try sends only what is left, and only once.
  api.answer("PATCH");
  const release = api.hold("PATCH");
  await dialog.getByRole("button", { name: /^Save \d+ changes?$/ }).click();
  const pending = dialog.getByRole("button", { name: "Saving…" });
  await expect(pending).toBeDisabled();
  await pending.dispatchEvent("click");
  release();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("region", { name: "Policies" })).toContainText("over 62 %");
  const bodies = api.sent("PATCH").map((call) => call.postDataJSON());
  expect(bodies).toEqual([
    { capacity: { max_replicas: 8 } },
    { metric: { threshold: 62 } },
    { metric: { threshold: 62 } },
  ]);
});
