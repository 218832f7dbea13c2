// Share and come back: an address tells its zone, and one of elsewhere says so.
import { KEY, connect, fillConnection, mockApi } from "./api.mjs";
import { field, open, openGroup, panel, policyFields, visit } from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });

test("an API's addresses tell the zone, and another zone's group is not shown", async ({
  page,
  audit,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await expect(page).toHaveURL(/#\/groups\?zone=fr-par-1$/);
  await openGroup(page, "mock-group");
  await expect(page).toHaveURL(/#\/groups\/group-1\?zone=fr-par-1$/);
  await visit(page, "#/groups/group-1?range=6h", "mock-group");
  await expect(page).toHaveURL(/range=6h&zone=fr-par-1$/);

  await page.getByRole("link", { name: "Connection" }).click();
  await expect(page).toHaveURL(/#\/connect$/);
  await page.getByText("Another zone or project").click();
  const form = page.getByRole("region", { name: "API" }).locator("details");
  await field(form, "Zone").selectOption("fr-par-2");
  await form.getByRole("button", { name: "Switch" }).click();
  await expect(page.getByText("Production · fr-par-2")).toBeVisible();

  await page.goBack();
  await expect(heading(page, "Somewhere else")).toBeVisible();
  await expect(page.getByRole("alert")).toContainText(
    "This address is of fr-par-1. You are at fr-par-2.",
  );
  await audit();
  const asked = api.sent("GET").map((call) => call.url());
  expect(asked.filter((url) => url.includes("/zones/fr-par-2/instance-groups/group-1"))).toEqual(
    [],
  );
  await page.getByRole("button", { name: "Switch to fr-par-1" }).click();
  await expect(heading(page, "mock-group")).toBeVisible();
  await expect(page.getByText("Production · fr-par-1")).toBeVisible();
  await expect(page).toHaveURL(/range=6h&zone=fr-par-1$/);
  for (const call of api.sent("GET")) expect(call.headers()["x-auth-token"]).toBe(KEY);
});

test("who has no connection is led to the zone of an address, and then to its page", async ({
  page,
}) => {
  await mockApi(page);
  await page.goto("./#/groups/group-1?range=6h&zone=fr-par-2");
  await expect(heading(page, "Somewhere else")).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("You are in a sandbox");
  await page.getByRole("link", { name: "Connect to fr-par-2…" }).click();
  await expect(field(page, "Zone")).toHaveValue("fr-par-2");
  await fillConnection(page);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(heading(page, "mock-group")).toBeVisible();
  await expect(page.getByText("Production · fr-par-2")).toBeVisible();
  await expect(page).toHaveURL(/#\/groups\/group-1\?range=6h&zone=fr-par-2$/);
});

test("the sandbox's addresses tell no zone", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await expect(page).toHaveURL(/whatif=1/);
  expect(page.url()).not.toContain("zone=");
});

test("an id of the other generation is found there", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const [hash] = new URL(page.url()).hash.split("?");
  await visit(page, hash.replace("#/groups/", "#/v1alpha2/groups/"), "Group");
  await expect(page.getByRole("alert")).toContainText("does not exist");
  const found = page.getByRole("status").filter({ hasText: "A group with thresholds (v1alpha1)" });
  await found.getByRole("link", { name: "checkout-api" }).click();
  await expect(heading(page, "checkout-api")).toBeVisible();
});

test("what an address asks in vain is said", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const [hash] = new URL(page.url()).hash.split("?");
  await visit(page, `${hash}?at=abc&do=nonsense&range=zzz`, "checkout-api");
  const said = page.getByRole("status").filter({ hasText: "does not know" });
  await expect(said).toContainText("goes without: at=abc, do=nonsense, range=zzz.");
  await visit(page, `${hash}?range=6h`, "checkout-api");
  await expect(said).toBeHidden();
});

test("the way back closes what was opened, and leads on from what was closed", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const asked = page.getByRole("dialog");
  const [whatIf, hold] = ["What if", "Hold…"].map((name) => {
    return page.getByRole("button", { name, exact: true });
  });
  await whatIf.click();
  await expect(panel(page)).toBeVisible();
  await page.goBack();
  await expect(panel(page)).toBeHidden();
  await expect(heading(page, "checkout-api")).toBeVisible();
  await page.goForward();
  await expect(panel(page)).toBeVisible();

  const rule = policyFields(page, "my-policy-scale-up");
  await field(rule, "Threshold").fill("61");
  await expect(page).toHaveURL(/run=/);
  await panel(page)
    .getByRole("button", { name: /^Review .*…$/ })
    .click();
  await expect(asked).toContainText(/Save \d+ changes? to /);
  await page.goBack();
  await expect(asked).toBeHidden();
  await expect(field(rule, "Threshold")).toHaveValue("61");

  await hold.click();
  await expect(asked).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(asked).toBeHidden();
  // Nothing is left of it in the history: this leaves the what-if.
  await expect.poll(() => page.evaluate(() => history.state)).toMatch(/#\/groups\/[^?]*$/);
  await page.goBack();
  await expect(panel(page)).toBeHidden();
  await page.goBack();
  await expect(heading(page, "Groups")).toBeVisible();
});

test("what is tried is tried once, however the what-if is shut and the way goes back", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const whatIf = page.getByRole("button", { name: "What if", exact: true });
  await whatIf.click();
  const rule = () => field(policyFields(page, "my-policy-scale-up"), "Threshold");
  const variants = panel(page).getByRole("tab");
  await rule().fill("61");
  await expect(page).toHaveURL(/run=/);
  await whatIf.click();
  await expect(panel(page)).toBeHidden();
  await whatIf.click();
  await expect(rule()).toHaveValue("61");
  await expect(variants).toHaveCount(0);

  // The range goes back, and what is tried by now stays, in the address too.
  const first = /run=([^&]*)/.exec(page.url())[1];
  await page.getByRole("button", { name: "6 h", exact: true }).click();
  await expect(page).toHaveURL(/range=6h/);
  await rule().fill("65");
  await expect.poll(() => /run=([^&]*)/.exec(page.url())?.[1]).not.toBe(first);
  const run = /run=([^&]*)/.exec(page.url())[1];
  await page.goBack();
  await expect(page).not.toHaveURL(/range=6h/);
  await expect.poll(() => /run=([^&]*)/.exec(page.url())?.[1]).toBe(run);
  await expect(rule()).toHaveValue("65");
  await expect(variants).toHaveCount(0);
  await page.reload();
  await expect(rule()).toHaveValue("65");
});

test("a review that an address names opens where there is something to save", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const [group] = new URL(page.url()).hash.split("?");
  await visit(page, `${group}?whatif=1&do=save`, "checkout-api");
  const threshold = field(policyFields(page, "my-policy-scale-up"), "Threshold");
  await expect(threshold).toHaveValue("70");
  await expect(page.getByRole("dialog")).toBeHidden();
  await threshold.fill("61");
  await expect(page.getByRole("dialog")).toBeHidden();
});
