// What the first page does not need comes in parts, ahead or when it is needed, or the page says so:
// the page of a group, the other pages, and what these two share.
import { expect, test } from "./fixtures.mjs";
import { held, open, openGroup, openWhatIf } from "./console.mjs";

// A debug build is in one piece.
test.skip(process.env.HEADROOM_DIST === "dist-dev", "a debug build has no parts");

const PART = "**/headroom-*_group.wasm";
const PAGES = "**/headroom-*_pages.wasm";
const SHARED = "**/headroom-*_chunk_*.wasm";

const group = (page) =>
  page.getByRole("main").getByRole("link", { name: "checkout-api", exact: true });
const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const failure = (page) => page.getByRole("alert").filter({ hasText: "could not be loaded" });

const rail = (page, name) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });

/** Refuses a part until the function that is returned is called. */
async function refuse(page, part = PART) {
  let tries = 0;
  await page.route(part, (route) => {
    tries += 1;
    return route.abort();
  });
  return { tries: () => tries, end: () => page.unroute(part) };
}

test("it comes while the page is idle, so that nothing waits for it later", async ({ page }) => {
  const part = page.waitForResponse(PART);
  await open(page);
  expect((await part).status()).toBe(200);
  await refuse(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
});

test("an address of it fetches it at once", async ({ page }) => {
  await open(page);
  const address = await group(page).getAttribute("href");
  await page.goto("about:blank");
  await page.goto(`./${address}`);
  await expect(heading(page, "checkout-api")).toBeVisible();
  await expect(heading(page, "checkout-api")).toBeFocused();
});

test("while it comes, the page says that it loads", async ({ page }) => {
  const release = await held(page, PART);
  await open(page);
  await group(page).click();
  await expect(page.getByRole("status").filter({ hasText: "Loading the page…" })).toBeVisible();
  release();
  await expect(heading(page, "checkout-api")).toBeVisible();
});

test("when it does not come, the page says so and tries again", async ({
  page,
  problems,
  audit,
}) => {
  const refused = await refuse(page);
  await open(page);
  const clock = page.getByRole("navigation", { name: "Main" }).getByRole("time");
  const start = await clock.innerText();
  await page.getByRole("button", { name: "+1 h" }).click();
  await expect(clock).not.toHaveText(start);
  const later = await clock.innerText();
  await group(page).click();
  await expect(failure(page)).toBeVisible();
  await expect(heading(page, "Group")).toBeFocused();
  await audit();

  const before = refused.tries();
  await failure(page).getByRole("button", { name: "Try again" }).click();
  await expect.poll(refused.tries).toBeGreaterThan(before);
  await expect(failure(page)).toBeVisible();

  await refused.end();
  await failure(page).getByRole("button", { name: "Try again" }).click();
  await expect(heading(page, "checkout-api")).toBeFocused();
  // The rest of the console went on: its sandbox stands where it stood.
  await expect(clock).toHaveText(later);
  expect(problems.join("\n")).toContain("Failed");
  problems.length = 0;
});

test("it comes from a host that does not know the type of wasm", async ({ page }) => {
  await page.route(PART, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-type": "application/octet-stream" };
    await route.fulfill({ response, headers });
  });
  await open(page);
  await openGroup(page, "checkout-api");
});

test("what failed ahead is asked for again by the page", async ({ page, problems }) => {
  const refused = await refuse(page);
  await open(page);
  await expect.poll(refused.tries).toBe(1);
  await expect.poll(() => problems.length).toBeGreaterThan(0);
  await refused.end();
  await openGroup(page, "checkout-api");
  problems.length = 0;
});

test("a part that a newer build has replaced leaves the rest as it is", async ({
  page,
  problems,
}) => {
  await page.route(PART, (route) => route.fulfill({ status: 404, body: "404: no such file\n" }));
  await open(page);
  await group(page).click();
  await expect(failure(page)).toContainText("as it was built, so nothing of it was run");
  await rail(page, "Templates").click();
  await expect(heading(page, "Templates")).toBeFocused();
  problems.length = 0;
});

test("the other pages come ahead as well", async ({ page }) => {
  const parts = [PAGES, SHARED].map((part) => page.waitForResponse(part));
  await open(page);
  for (const part of parts) expect((await part).status()).toBe(200);
  await refuse(page, PAGES);
  await rail(page, "Templates").click();
  await expect(heading(page, "Templates")).toBeFocused();
});

test("an address of another page fetches its part at once", async ({ page }) => {
  await page.goto("./#/connect");
  await expect(heading(page, "Connection")).toBeFocused();
});

for (const [what, missing] of Object.entries({
  "the other pages": PAGES,
  "what is shared": SHARED,
})) {
  test(`without ${what} the groups stand, and the rest is asked for again`, async ({
    page,
    problems,
  }) => {
    const refused = await refuse(page, missing);
    await open(page);
    await expect(group(page)).toBeVisible();
    await rail(page, "Templates").click();
    await expect(failure(page)).toBeVisible();
    await expect(heading(page, "Not loaded")).toBeFocused();
    await rail(page, "Groups").click();
    await expect(group(page)).toBeVisible();
    await refused.end();
    await rail(page, "Connection").click();
    await expect(heading(page, "Connection")).toBeFocused();
    await openGroup(page, "checkout-api");
    problems.length = 0;
  });
}
