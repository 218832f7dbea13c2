// A template's page: names, never bare ids, and the ids one click away.
import { expect, test } from "./fixtures.mjs";
import { connect, expectOnlyRefusals, mockApi } from "./api.mjs";
import { open, visit } from "./console.mjs";

for (const [name, snapshot] of [
  ["web-small", "web-boot-2026-01"],
  ["web-small-2", null],
]) {
  test(`what ${name} names by id is told by name`, async ({ page, context, audit }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(page);
    await visit(page, "#/templates", "Templates");
    await page.getByRole("main").getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    const main = page.getByRole("main");
    if (snapshot) await expect(main.getByText(snapshot)).toBeVisible();
    const project = main.getByRole("definition").filter({ hasText: "default" }).last();
    await expect(project).toContainText("default");
    await expect(main).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    await project.getByRole("button", { name: "Copy id" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-/);
    await audit();
  });
}

test("where the names cannot be read, the ids stand there", async ({ page, problems }) => {
  // It lists no images.
  await mockApi(page);
  await connect(page);
  await visit(page, "#/templates/template-1", "mock-template");
  const main = page.getByRole("main");
  await expect(main.getByText("image-1", { exact: true })).toBeVisible();
  await expect.poll(() => problems, "the browser tells of the refusal").not.toEqual([]);
  expectOnlyRefusals(problems);
});
