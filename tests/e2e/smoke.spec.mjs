import { expect, test } from "./fixtures.mjs";

test("the console starts and replaces the loading message", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("Loading Headroom")).toHaveCount(0);
  await expect(page).toHaveTitle(/Headroom/);
});

test("the page says so when the console cannot start", async ({ page, problems }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("Headroom could not start");
  // The browser complains of every file that did not come.
  await page.waitForLoadState("networkidle");
  problems.length = 0;
});

test("a script that is not the build's own is refused, and seen", async ({ page, problems }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    return window.ran === true;
  });
  expect(ran).toBe(false);
  await expect.poll(() => problems.join("\n")).toContain("refused by script-src");
  problems.length = 0;
});

test("a missing file is a 404, not the page", async ({ request }) => {
  const answer = await request.get("./no-such-file.js");
  expect(answer.status()).toBe(404);
});
