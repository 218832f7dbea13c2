// The sandbox where storage fails or its program does not come, and as a file.
import { expect, test } from "./fixtures.mjs";
import { open, openGroup } from "./console.mjs";

const alert = (page, words) => page.getByRole("alert").filter({ hasText: words });

/** Renames the group checkout-api. */
async function rename(page, name, from = "checkout-api") {
  await openGroup(page, from);
  await page.getByRole("link", { name: "Edit" }).first().click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save" }).click();
}

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

const group = (page, name) => page.getByRole("main").getByRole("link", { name, exact: true });

/** In a worker, from its start on: runs this before anything else. */
async function inSandbox(page, script) {
  await page.route("**/headroom-sandbox*.js", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${script};\n${await answer.text()}` });
  });
}

for (const [what, script, said] of [
  [
    "is denied",
    `
    IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };
  `,
    "denied",
  ],
  [
    "never answers",
    `
    IDBFactory.prototype.open = () => new EventTarget();
  `,
    "",
  ],
  ["is missing", "Object.defineProperty(self, 'indexedDB', { value: undefined });", ""],
]) {
  test(`where storage ${what} the sandbox works in memory and says so`, async ({ page }) => {
    await inSandbox(page, script);
    await page.goto("./");
    await expect(alert(page, "This browser keeps no sandbox")).toContainText(said);
    await rename(page, "in-memory");
    await expect(heading(page, "in-memory")).toBeVisible();
  });
}

test("an exported sandbox comes back after starting over", async ({ page }) => {
  await open(page);
  await rename(page, "exported");
  await page.getByRole("link", { name: "Connection" }).click();
  const main = page.getByRole("main");
  const coming = page.waitForEvent("download");
  await main.getByRole("button", { name: "Export" }).click();
  const file = await (await coming).path();
  const replace = page.getByRole("dialog").getByRole("button", { name: "Replace it" });
  await main.getByRole("button", { name: "Start over…" }).click();
  await replace.click();
  await page.getByRole("link", { name: "Groups" }).click();
  await expect(group(page, "checkout-api")).toBeVisible();
  await page.getByRole("link", { name: "Connection" }).click();
  await main.getByLabel("Import…").setInputFiles(file);
  await replace.click();
  await page.getByRole("link", { name: "Groups" }).click();
  await expect(group(page, "exported")).toBeVisible();
});

test("a worker's program that is missing is said", async ({ page, problems }) => {
  await page.route("**/headroom-sandbox*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto("./");
  await expect(alert(page, "could not be loaded")).toBeVisible();
  problems.splice(0);
});
