// A group taken elsewhere: in each form on the page, on the clipboard and as a file.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.mjs";
import { open, openGroup } from "./console.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const dialog = (page, name) => page.getByRole("dialog", { name: `Export ${name}` });
const shown = (page, name) => dialog(page, name).getByLabel("What is exported");

async function openExport(page, name) {
  await open(page);
  await openGroup(page, name);
  await page.getByRole("button", { name: "Export…" }).click();
}

test("a group with thresholds is exported as Terraform, curl and JSON", async ({ page, audit }) => {
  await openExport(page, "checkout-api");
  const text = shown(page, "checkout-api");
  await expect(text).toContainText('resource "scaleway_autoscaling_instance_group" "checkout_api"');
  await expect(text).toContainText("to = scaleway_autoscaling_instance_policy.");
  await audit();
  await dialog(page, "checkout-api").getByRole("button", { name: "curl" }).click();
  await expect(text).toContainText("X-Auth-Token: $SCW_SECRET_KEY");
  await dialog(page, "checkout-api").getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text.textContent());

  await dialog(page, "checkout-api").getByRole("button", { name: "JSON" }).click();
  const save = dialog(page, "checkout-api").getByRole("button", { name: "Save to a file" });
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  expect(download.suggestedFilename()).toBe("checkout-api.json");
  const bodies = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(Object.keys(bodies).sort()).toEqual(["group", "policies", "template"]);
});

test("a group with a target is exported as Terraform by keyboard", async ({ page }) => {
  await open(page);
  await openGroup(page, "search-api");
  await page.getByRole("button", { name: "Export…" }).press("Enter");
  await expect(shown(page, "search-api")).toContainText("cpu_target         = 60");
  await page.keyboard.press("Escape");
  await expect(dialog(page, "search-api")).toBeHidden();
  await expect(page.getByRole("button", { name: "Export…" })).toBeFocused();
});
