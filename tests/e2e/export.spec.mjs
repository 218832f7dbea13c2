// Groups, templates and policies taken elsewhere: in each form on the page, on the clipboard and as a
// file; and a group taken in again.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.mjs";
import {
  expectError,
  expectNoError,
  field,
  open,
  openGroup,
  openWhatIf,
  policyFields,
  tabTo,
  visit,
} from "./console.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const dialog = (page, name) => page.getByRole("dialog", { name: `Export ${name}` });
const shown = (page, name) => dialog(page, name).getByLabel("What is exported");

async function openExport(page, name) {
  await open(page);
  await openGroup(page, name);
  await page.getByRole("button", { name: "Export…" }).click();
}

const form = (page, name, label) =>
  dialog(page, name).getByRole("button", { name: label, exact: true });

/** Saves what is shown, and tells the file's name and its text. */
async function saved(page, name) {
  const save = dialog(page, name).getByRole("button", { name: "Save to a file" });
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), "utf8"),
  };
}

/** The file of a group. */
async function fileOf(page, name) {
  await openExport(page, name);
  await form(page, name, "JSON").click();
  await expect(shown(page, name)).toContainText('"group"');
  return saved(page, name);
}

const created = (page) => page.getByRole("region", { name: "What is created" });
const calls = (page) => created(page).getByRole("region", { name: "Calls" }).getByRole("listitem");
const send = (page) => created(page).getByRole("button", { name: /^Send call/ });

/** Goes on to the page that takes a file, and gives it one. */
async function takeIn(page, { name, text }) {
  await page.keyboard.press("Escape");
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Groups" }).click();
  await page.getByRole("link", { name: "New group" }).click();
  await page.getByRole("link", { name: "New group from a file…" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: "New group from a file" }),
  ).toBeVisible();
  await give(page, name, text);
}

async function give(page, name, text) {
  const file = { name, mimeType: "application/json", buffer: Buffer.from(text) };
  await page.getByLabel("Choose a file").setInputFiles(file);
}

test("a group with thresholds is exported as Terraform, curl, SDK and JSON", async ({
  page,
  audit,
}) => {
  await openExport(page, "checkout-api");
  const text = shown(page, "checkout-api");
  await expect(text).toContainText('resource "scaleway_autoscaling_instance_group" "checkout_api"');
  await expect(text).toContainText("to = scaleway_autoscaling_instance_policy.");
  await audit();
  const copy = dialog(page, "checkout-api").getByRole("button", { name: "Copy" });
  await expect(copy, "Enter is all that is left").toBeFocused();
  await form(page, "checkout-api", "curl GET").click();
  await expect(text).toContainText("--request GET");
  await form(page, "checkout-api", "curl").click();
  await expect(text).toContainText("X-Auth-Token: $SCW_SECRET_KEY");
  await expect(text).toContainText("template=$(curl --fail-with-body --request POST");
  await expect(text).toContainText(`"template_id":"'"$template"'"`);
  await copy.click();
  await expect(page.getByText("Copied.", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text.textContent());

  await form(page, "checkout-api", "SDK").click();
  await expect(text).toContainText("secretKey: process.env.SCW_SECRET_KEY");
  await expect(text).toContainText("templateId: template.id");
  expect((await saved(page, "checkout-api")).name).toBe("checkout-api.mjs");

  await form(page, "checkout-api", "JSON").click();
  await expect(text).toContainText('"policies"');
  const file = await saved(page, "checkout-api");
  expect(file.name).toBe("checkout-api.json");
  expect(Object.keys(JSON.parse(file.text)).sort()).toEqual(["group", "policies", "template"]);
});

test("a group with a target is exported as Terraform by keyboard", async ({ page }) => {
  await open(page);
  await openGroup(page, "search-api");
  await page.getByRole("button", { name: "Export…" }).press("Enter");
  await expect(shown(page, "search-api")).toContainText("cpu_target         = 60");
  await form(page, "search-api", "SDK").press("Enter");
  await expect(shown(page, "search-api")).toContainText("from scaleway import Client");
  await expect(shown(page, "search-api")).toContainText("template_id=template.id");
  await page.keyboard.press("Escape");
  await expect(dialog(page, "search-api")).toBeHidden();
  await expect(page.getByRole("button", { name: "Export…" })).toBeFocused();
});

test("what is tried is taken along before it is saved, where that is asked for", async ({
  page,
  audit,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const tried = dialog(page, "checkout-api").getByLabel("With the rules that are tried");
  await page.getByRole("button", { name: "Export…" }).click();
  await expect(shown(page, "checkout-api")).toContainText(/threshold\s+= 70/);
  await expect(tried, "nothing is tried").toHaveCount(0);
  await page.keyboard.press("Escape");
  await openWhatIf(page);
  await field(policyFields(page, "my-policy-scale-up"), "Threshold").fill("61");
  await page.getByRole("button", { name: "Export…" }).click();
  await expect(shown(page, "checkout-api")).toContainText(/threshold\s+= 70/);
  await tried.check();
  await expect(shown(page, "checkout-api")).toContainText(/threshold\s+= 61/);
  await expect(shown(page, "checkout-api")).not.toContainText(/threshold\s+= 70/);
  await form(page, "checkout-api", "JSON").click();
  await expect(shown(page, "checkout-api")).toContainText(/"threshold": 61/);
  await audit();
});

test("a policy is exported by itself", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const policies = page.getByRole("region", { name: "Policies" });
  const button = policies.getByRole("button", { name: /^Export / }).first();
  const name = (await button.getAttribute("aria-label")).replace("Export ", "");
  await button.click();
  const text = shown(page, name);
  await expect(text).toContainText("to = scaleway_autoscaling_instance_policy.");
  await audit();
  await form(page, name, "curl").click();
  await expect(text).toContainText("--request POST");
  await form(page, name, "curl GET").click();
  await expect(text).toContainText("/instance-policies/");
  await form(page, name, "SDK").click();
  await expect(text).toContainText("await api.createInstancePolicy({");
  await form(page, name, "JSON").click();
  await expect(text).toContainText(`"name": "${name}"`);
  await dialog(page, name).getByRole("button", { name: "Close" }).click();
  await expect(dialog(page, name)).toBeHidden();
  await expect(button).toBeFocused();
});

test("templates of both generations are exported by themselves", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("link", { name: "web-small" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "web-small" })).toBeVisible();
  await page.getByRole("button", { name: "Export…" }).click();
  const text = shown(page, "web-small");
  await expect(text).toContainText("to = scaleway_autoscaling_instance_template.web_small");
  await audit();
  await form(page, "web-small", "JSON").click();
  await expect(text).toContainText('"template"');
  expect((await saved(page, "web-small")).name).toBe("web-small.json");
  await dialog(page, "web-small").getByRole("button", { name: "Close" }).click();

  const table = page.getByRole("group", { name: "Templates" });
  await visit(page, "#/templates", "Templates");
  const target = table.getByRole("row").filter({ hasText: "target" }).first().getByRole("link");
  const name = await target.first().textContent();
  await target.first().click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByRole("button", { name: "Export…" }).click();
  await form(page, name, "SDK").click();
  await expect(shown(page, name)).toContainText("templates.create_template(");
});

test("a group with thresholds is made again from its file", async ({ page, audit }) => {
  await takeIn(page, await fileOf(page, "checkout-api"));
  const held = page.getByRole("region", { name: "In the file" });
  await expect(held).toContainText("with thresholds (v1alpha1)");
  await expect(created(page)).toContainText(
    "The template of the file is there, as the file has it",
  );
  const name = field(created(page), "Name");
  await expect(name).toHaveValue("checkout-api-2");
  await audit();
  await name.fill("checkout-api");
  await expectError(name, "A group of this name is there already");
  await expect(send(page)).toHaveCount(0);
  await name.fill("checkout-twin");
  await expectNoError(name);

  await field(created(page), "Template").selectOption("A new one, as in the file");
  await expect(calls(page).first()).toContainText("Create the template “web-small”");
  await field(created(page), "Template").selectOption("The one that is there");
  await expect(calls(page).first()).toContainText("Create the group “checkout-twin”");
  const count = await calls(page).count();
  for (let number = 1; number < count; number += 1) {
    await expect(send(page)).toHaveText(new RegExp(`^Send call ${number} of ${count}: `));
    await send(page).click();
    await expect(calls(page).nth(number - 1)).toContainText("Done.");
  }
  await send(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "checkout-twin" })).toBeVisible();
  const policies = page.getByRole("region", { name: "Policies" }).getByRole("listitem");
  // Each of its two policies is a call beside the group's, and a rule beside the bounds.
  await expect(policies).toHaveCount(count);
});

test("a group with a target is made again from its file by keyboard", async ({ page }) => {
  await takeIn(page, await fileOf(page, "search-api"));
  await expect(page.getByRole("region", { name: "In the file" })).toContainText("v1alpha2");
  await expect(field(created(page), "Name")).toHaveValue("search-api-2");
  await tabTo(page, field(created(page), "Template"));
  await tabTo(page, send(page));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "search-api-2" })).toBeVisible();
});

test("a call that is refused leaves the rest to be sent again", async ({ page }) => {
  const file = await fileOf(page, "search-api");
  const bodies = JSON.parse(file.text);
  bodies.template.id = "00000000-0000-4000-8000-00000000abcd";
  bodies.group.name = "fault-409-exists";
  await takeIn(page, { ...file, text: JSON.stringify(bodies) });
  await expect(created(page)).toContainText("is not there: it is created anew");
  await expect(field(created(page), "Template")).toHaveCount(0);
  const count = await calls(page).count();
  for (let number = 1; number < count; number += 1) {
    await send(page).click();
    await expect(calls(page).nth(number - 1)).toContainText("Done.");
  }
  await send(page).click();
  await expect(calls(page).last()).toContainText("Refused.");
  await expect(created(page).getByRole("alert")).toContainText("What was created before stays");
  await expect(send(page)).toHaveText(new RegExp(`^Send call ${count} of ${count}: `));
  await expect(calls(page).last()).not.toContainText('"TEMPLATE"');
});

test("a file of something else is refused with words and a way on", async ({ page, audit }) => {
  await open(page);
  await visit(page, "#/groups/file", "New group from a file");
  await give(page, "policy.json", '{"policy": {"id": "p"}}');
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("policy.json was not read. The file holds a policy by itself");
  await expect(page.getByRole("link", { name: "See your groups" })).toBeVisible();
  await audit();
  await give(page, "notes.txt", "Not JSON at all");
  await expect(alert).toContainText("notes.txt was not read. The file is not what the API answers");
  await expect(created(page)).toHaveCount(0);
});

test("from the list a group is copied as Terraform by two clicks", async ({ page }) => {
  await open(page);
  const link = page.getByRole("link", { name: "checkout-api", exact: true });
  const row = page.getByRole("row").filter({ has: link });
  await row.getByRole("link", { name: "Export…" }).click();
  await dialog(page, "checkout-api").getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByText("Copied.", { exact: true })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('resource "scaleway_autoscaling_instance_group"');
});
