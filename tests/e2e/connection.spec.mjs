// The connection: errors in words, a form that keeps what was typed, and a key that stays put.
import { expect, test } from "./fixtures.mjs";
import { deleteSurely, expectError, field, open, pressAt, tabTo, typeAt } from "./console.mjs";
import { KEY, connect, expectOnlyRefusals, fillConnection, mockApi } from "./api.mjs";

const groups = (page) => page.getByRole("heading", { level: 1, name: "Groups" });

/** Everything of the page in which a key could show. */
async function traces(page) {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll("input, textarea")].map(({ value }) => value);
    return {
      address: location.href,
      local: JSON.stringify({ ...localStorage }),
      session: JSON.stringify({ ...sessionStorage }),
      text: document.documentElement.outerHTML + fields.join(),
    };
  });
}

test("the form names what is missing or cannot be", async ({ page }) => {
  await open(page, "#/connect");
  const address = field(page, "API address");
  const key = field(page, "Secret key");
  await address.fill("");
  await page.getByRole("button", { name: "Connect" }).click();
  await expectError(address, /Enter the API's address/);
  await expectError(key, /Enter your secret key/);
  await expect(address).toBeFocused();

  await address.fill("https://example.org");
  await key.fill("has a space");
  await page.getByRole("button", { name: "Connect" }).click();
  await expectError(address, /This page may call .* and its own address/);
  await expectError(key, /A key has no spaces/);
  await expect(address).toHaveValue("https://example.org");
  await expect(key).toHaveValue("has a space");
  // Masked, but no password field: browsers offer to store what stands in one.
  await expect(key).toHaveCSS("-webkit-text-security", "disc");
  await expect(page.getByText("Sandbox · fr-par-1")).toBeVisible();
});

/** Pastes a text into a field, as the browser does from its clipboard. */
const paste = (target, text) =>
  target.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const paste = { clipboardData, bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent("paste", paste));
  }, text);

test("what is pasted and not taken is said with its reason", async ({ page }) => {
  await page.goto("./#/connect");
  const key = field(page, "Secret key");
  await key.focus();
  const address = `https://api.scaleway.com/autoscaling/v1alpha2/zones/mars-1/groups?project_id=${KEY}`;
  await paste(key, `curl -H "X-Auth-Token: $SCW_SECRET_KEY" '${address}'`);
  await expect(field(page, "Project")).toHaveValue(KEY);
  await expect(key).toHaveValue("");
  await expect(field(page, "Zone")).toHaveValue("fr-par-1");
  await expect(page.getByText("$SCW_SECRET_KEY is the name of a variable")).toBeVisible();
  await expect(page.getByText("mars-1 is no zone of this API")).toBeVisible();
  await paste(key, "SCW_ACCESS_KEY=SCWXXXXXXXXXXXXXXXXX");
  await expect(key).toHaveValue("");
  await expect(page.getByText("the access key only names a key")).toBeVisible();
});

test("an environment file is pasted as it is", async ({ page }) => {
  await page.goto("./#/connect");
  const key = field(page, "Secret key");
  await key.focus();
  const text = [
    "export SCW_ACCESS_KEY=SCWXXXXXXXXXXXXXXXXX",
    `export SCW_SECRET_KEY="${KEY}"`,
    "export SCW_DEFAULT_ZONE=nl-ams-1",
  ].join("\n");
  await paste(key, text);
  await expect(key).toHaveValue(KEY);
  await expect(field(page, "Zone")).toHaveValue("nl-ams-1");
  await expect(page.getByText("Taken from what you pasted: key, zone.")).toBeVisible();
});

const REFUSALS = {
  401: [401, { message: "authentication is denied" }, /does not know this key.*denied/],
  403: [403, { message: "insufficient permissions" }, /key may not do this.*insufficient/],
  500: [500, "oops", /The API failed. Try again shortly.*oops/],
  "malformed JSON": [200, '{"group_summaries": [', /answered with something unexpected/],
  "JSON of another shape": [200, '{"group_summaries": 5}', /unexpected at group_summaries/],
  "no list": [200, {}, /something unexpected.*missing field `group_summaries`/],
};

for (const [what, [status, body, message]] of Object.entries(REFUSALS)) {
  test(`an answer of ${what} is said in words and keeps the form`, async ({ page, problems }) => {
    const api = await mockApi(page);
    api.refuse("GET", status, body);
    await page.goto("./#/connect");
    await fillConnection(page);
    await field(page, "Project").fill("project-1");
    await page.getByRole("button", { name: "Connect" }).click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(/^Not connected\b.*nothing you typed is lost/);
    await expect(alert).toContainText(message);
    await expect(alert).toBeFocused();
    await expect(field(page, "Secret key")).toHaveValue(KEY);
    await expect(field(page, "Project")).toHaveValue("project-1");
    await expect(page.getByText("Sandbox · fr-par-1"), "the sandbox stays").toBeVisible();
    if (status !== 200) expectOnlyRefusals(problems);

    // The same form works once the API does.
    api.answer("GET");
    await page.getByRole("button", { name: "Connect" }).click();
    await expect(groups(page)).toBeVisible();
    await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();
  });
}

test("an API that cannot be reached is said so, with what to do", async ({ page, problems }) => {
  const api = await mockApi(page);
  api.refuse("GET", "abort");
  await page.goto("./#/connect");
  await fillConnection(page);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("alert")).toContainText(/^Not connected\b.*The API could not be/);
  await expect(page.getByRole("alert")).toContainText(
    "headroom-server --api https://api.scaleway.com",
  );
  await expect(field(page, "Secret key")).toHaveValue(KEY);
  expectOnlyRefusals(problems);
});

test("a read that was told to wait is tried again by itself", async ({ page, problems }) => {
  const api = await mockApi(page);
  api.refuse("GET", 429, { message: "slow down" }, { times: 1 });
  await page.goto("./#/connect");
  await fillConnection(page);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();
  const size = (call) => new URL(call.url()).searchParams.get("page_size");
  const tries = api.sent("GET").filter((call) => size(call) === "1");
  expect(tries, "one of each generation, and the refused one again").toHaveLength(3);
  expectOnlyRefusals(problems);
});

test("a refused write is not tried again by itself", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  await page.getByRole("link", { name: "mock-group" }).click();
  await page.getByRole("button", { name: "Delete…", exact: true }).click();
  api.refuse("DELETE", 503, {});
  const dialog = page.getByRole("dialog");
  await deleteSurely(dialog, "mock-group");
  await expect(dialog.getByRole("alert")).toContainText("the API failed with status 503");
  expect(api.sent("DELETE")).toHaveLength(1);
  expectOnlyRefusals(problems);
});

test("after connecting, errors offer to try again or to change the connection", async ({
  page,
  problems,
  audit,
}) => {
  const api = await mockApi(page);
  await connect(page);
  const row = page.getByRole("row").filter({ hasText: "mock-group" });
  await expect(row).toContainText("1 to 5");
  await expect(row).toContainText("No data");
  await audit();

  api.refuse("GET", 500, {});
  await page.getByRole("link", { name: "Templates" }).click();
  const alert = page.getByRole("alert");
  await expect(alert.first()).toContainText(
    "The templates of v1alpha2 could not be read. The API failed.",
  );
  await audit();
  api.answer("GET");
  await alert.first().getByRole("button", { name: "Try again" }).click();
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole("link", { name: "mock-template" })).toBeVisible();

  api.refuse("GET", 401, {});
  await page.getByRole("link", { name: "Groups" }).click();
  await expect(alert.first()).toContainText("The API does not know this key");
  await alert.first().getByRole("link", { name: "Change the connection" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Connection" })).toBeVisible();
  expectOnlyRefusals(problems);
});

test("the page of the connection names the build that runs", async ({ page }) => {
  await page.goto("./#/connect");
  const build = await page.locator("meta[name=headroom-build]").getAttribute("content");
  expect(build).toMatch(/^([0-9a-f]{16}|dev)$/);
  await expect(page.getByText(`, build ${build}.`)).toBeVisible();
});

test("the key goes to the API's header and nowhere else", async ({ page }) => {
  const api = await mockApi(page);
  await connect(page);
  await page.getByRole("link", { name: "mock-group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "mock-group" })).toBeVisible();
  await page.getByRole("link", { name: "Connection" }).click();
  await expect(page.getByRole("region", { name: "API" })).toContainText("Connected");
  await expect(field(page, "Secret key")).toHaveValue("");
  const { address, local, session, text } = await traces(page);
  for (const place of [address, local, session, text]) expect(place).not.toContain(KEY);
  expect(local, "the connection without its key is remembered").toContain("fr-par-1");
  const calls = api.sent("GET");
  expect(calls.length).toBeGreaterThan(3);
  for (const call of calls) {
    expect(call.url()).not.toContain(KEY);
    expect(call.headers()["x-auth-token"]).toBe(KEY);
  }

  // Not kept: a reload asks for it again, and shows nothing else in its place.
  await page.goto("./#/groups");
  await page.reload();
  await expect(page.getByText("No key · fr-par-1")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Enter your key again");
});

test("a key that is kept lies in the tab's storage only, and goes with the sandbox", async ({
  page,
  context,
}) => {
  await mockApi(page);
  await page.goto("./#/connect");
  await fillConnection(page);
  await page.getByLabel("Keep the key until this tab closes").check();
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText("Production · fr-par-1")).toBeVisible();
  const kept = await traces(page);
  expect(kept.session).toContain(KEY);
  for (const place of [kept.address, kept.local, kept.text]) expect(place).not.toContain(KEY);

  await page.reload();
  await expect(page.getByText("Production · fr-par-1")).toBeVisible();
  await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();

  // Another tab does not have it.
  const other = await context.newPage();
  await other.goto("./");
  await expect(other.getByText("No key · fr-par-1")).toBeVisible();
  await other.close();

  await page.getByRole("link", { name: "Connection" }).click();
  await page.getByRole("button", { name: "Use the sandbox" }).click();
  await expect(page.getByText("Sandbox · fr-par-1")).toBeVisible();
  expect((await traces(page)).session).not.toContain(KEY);
  await page.getByRole("link", { name: "Groups" }).click();
  await expect(page.getByRole("link", { name: "checkout-api" })).toBeVisible();
});

test("the keyboard alone connects with a key and forgets it", async ({ page }) => {
  await mockApi(page);
  await page.goto("./");
  const main = page.getByRole("navigation", { name: "Main" });
  const heading = (name) => page.getByRole("heading", { level: 1, name });
  await expect(heading("Groups")).toBeFocused();
  await pressAt(page, main.getByRole("link", { name: "Connection" }), "Enter", "Shift+Tab");
  await expect(heading("Connection")).toBeFocused();
  const origin = await page.evaluate(() => location.origin);
  await typeAt(page, field(page, "API address"), origin);
  await tabTo(page, field(page, "Secret key"));
  await page.keyboard.press("Enter");
  await expectError(field(page, "Secret key"), /Enter your secret key/);
  await expect(field(page, "Secret key"), "what is wrong has the focus").toBeFocused();
  await page.keyboard.type(KEY);
  await page.keyboard.press("Enter");
  await expect(heading("Groups")).toBeFocused();
  await expect(page.getByText("Production · fr-par-1")).toBeVisible();

  await pressAt(page, main.getByRole("link", { name: "Connection" }), "Enter", "Shift+Tab");
  await expect(heading("Connection")).toBeFocused();
  await pressAt(page, page.getByRole("button", { name: "Forget the key" }));
  await expect(page.getByText("No key · fr-par-1")).toBeVisible();
  const { address, local, session, text } = await traces(page);
  for (const place of [address, local, session, text]) expect(place).not.toContain(KEY);
});

const kept = (page) => page.getByRole("list", { name: "Kept connections" });

test("a connection is kept by name without its key, taken up again, and forgotten", async ({
  page,
  audit,
}) => {
  await mockApi(page);
  await page.goto("./#/connect");
  await fillConnection(page);
  await field(page, "Keep as").fill("shop");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText("Production · shop, fr-par-1")).toBeVisible();
  const { local } = await traces(page);
  expect(local).not.toContain(KEY);

  // A reload asks for the key of that connection, by its name.
  await page.reload();
  await expect(page.getByText("You were connected to shop: ")).toBeVisible();
  await field(page, "Secret key").fill(KEY);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText("Production · shop, fr-par-1")).toBeVisible();

  await page.getByRole("link", { name: "Connection" }).click();
  await expect(kept(page).getByRole("listitem")).toContainText(["shop"]);
  await expect(kept(page)).toContainText("Connected");
  await audit();
  await page.getByRole("button", { name: "Use the sandbox" }).click();
  await expect(page.getByText("Sandbox · fr-par-1")).toBeVisible();
  await page.getByRole("button", { name: "Connect to shop" }).click();
  await expect(field(page, "Secret key")).toBeFocused();
  await expect(field(page, "Keep as")).toHaveValue("shop");

  await page.getByRole("button", { name: "Forget shop" }).click();
  await expect(kept(page)).toBeHidden();
  expect((await traces(page)).local).not.toContain("shop");
});

test("another zone takes the same key, and so does a kept connection of the address", async ({
  page,
}) => {
  const api = await mockApi(page);
  await page.goto("./#/connect");
  await fillConnection(page);
  await field(page, "Keep as").fill("shop");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText("Production · shop, fr-par-1")).toBeVisible();
  await page.getByRole("link", { name: "Connection" }).click();

  await page.getByText("Another zone or project").click();
  const form = page.getByRole("region", { name: "API" }).locator("details");
  await field(form, "Zone").selectOption("fr-par-2");
  await form.getByRole("button", { name: "Switch" }).click();
  await expect(page.getByText("Production · fr-par-2")).toBeVisible();
  const there = () => api.sent("GET").filter((call) => call.url().includes("/zones/fr-par-2/"));
  await expect.poll(() => there().length).toBeGreaterThan(0);
  for (const call of there()) expect(call.headers()["x-auth-token"]).toBe(KEY);

  await page.getByRole("button", { name: "Switch to shop" }).click();
  await expect(page.getByText("Production · shop, fr-par-1")).toBeVisible();
});

test("a second switch before the first has an answer ends where the second one leads", async ({
  page,
}) => {
  const api = await mockApi(page);
  await page.goto("./#/connect");
  await fillConnection(page);
  await field(page, "Keep as").fill("shop");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText("Production · shop, fr-par-1")).toBeVisible();
  await page.getByRole("link", { name: "Connection" }).click();

  const release = api.hold("GET");
  await page.getByText("Another zone or project").click();
  const form = page.getByRole("region", { name: "API" }).locator("details");
  await field(form, "Zone").selectOption("fr-par-2");
  await form.getByRole("button", { name: "Switch" }).click();
  await expect(page.getByText("Production · fr-par-2")).toBeVisible();
  await page.getByRole("button", { name: "Switch to shop" }).click();
  await expect(page.getByText("Production · shop, fr-par-1")).toBeVisible();
  release();
  await page.getByRole("link", { name: "Groups", exact: true }).click();
  await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();
});

test("a key that was forgotten before its answer came is not used again", async ({ page }) => {
  await mockApi(page);
  await page.goto("./#/connect");
  await fillConnection(page);
  await page.getByLabel("Keep the key until this tab closes").check();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText("Production · fr-par-1")).toBeVisible();
  await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();
  await page.getByRole("link", { name: "Connection" }).click();
  await expect(page.getByRole("button", { name: "Forget the key" })).toBeVisible();

  // What is asked with the first key is answered once the second one is connected.
  let release;
  const until = new Promise((resolve) => {
    release = resolve;
  });
  const keyOf = (request) => request.headers()["x-auth-token"];
  await page.route(/\/(account|autoscaling|instance)\//, async (route) => {
    if (keyOf(route.request()) === KEY) await until;
    await route.fallback();
  });
  const asked = page.waitForRequest((request) => keyOf(request) === KEY);
  await page.reload();
  await asked;
  await page.getByRole("button", { name: "Forget the key" }).click();
  await expect(page.getByText("No key · fr-par-1")).toBeVisible();
  const later = [];
  page.on("request", (request) => later.push(keyOf(request)));
  const other = "99999999-2222-4333-8444-555555555555";
  await field(page, "Secret key").fill(other);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();
  release();
  await page.getByRole("link", { name: "Templates" }).click();
  await expect(page.getByRole("link", { name: "mock-template" })).toBeVisible();
  expect(later).toContain(other);
  expect(later).not.toContain(KEY);
});

test("each tab comes back to its own connection", async ({ page, context }) => {
  await mockApi(page);
  await page.goto("./#/connect");
  await fillConnection(page);
  await page.getByLabel("Keep the key until this tab closes").check();
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByText("Production · fr-par-1")).toBeVisible();

  const other = await context.newPage();
  await other.goto("./#/connect");
  await other.getByRole("button", { name: "Use the sandbox" }).click();
  await expect(other.getByText("Sandbox · fr-par-1")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Production · fr-par-1")).toBeVisible();
  await other.reload();
  await expect(other.getByText("Sandbox · fr-par-1")).toBeVisible();
  await other.close();
});

test("kept connections that cannot be read are set aside", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("headroom.connections", "{broken"));
  await page.goto("./#/connect");
  await expect(page.getByRole("region", { name: "API" })).toBeVisible();
  await expect(kept(page)).toBeHidden();
  const aside = () => page.evaluate(() => localStorage.getItem("headroom.connections.unreadable"));
  await expect.poll(aside).toBe("{broken");
});

const checkup = (page) => page.getByRole("region", { name: "What this connection may read" });

test("a connection is checked: what may be read, how fast, and whose clock is wrong", async ({
  page,
  serve,
  audit,
  problems,
}) => {
  const server = await serve();
  // Ten minutes ahead of the server.
  await page.clock.setFixedTime(Date.now() + 600_000);
  await page.goto(`${server.address}#/connect`);
  await checkup(page).getByRole("button", { name: "Check the connection" }).click();
  const rows = checkup(page).getByRole("row");
  await expect(rows).toHaveCount(10);
  await expect(rows.filter({ hasText: "Can be read" })).toHaveCount(9);
  const status = checkup(page).getByRole("status");
  await expect(status).toContainText(/An answer takes .* \(the middle of 9; the slowest/);
  await expect(checkup(page)).toContainText("Whether the key may write was not tried");
  await expect(status).toContainText(/clock is (9\smin \d+\ss|10\smin.*) ahead of the API's/);
  await audit();
  // IAM tells of a key by its public half alone; a secret is asked about nowhere.
  const access = checkup(page).getByLabel("Access key, to see when the key ends");
  await access.fill("11111111-2222-4333-8444-555555555555");
  await expect(checkup(page)).toContainText("The secret key does not belong here.");
  await expect(checkup(page).getByRole("button", { name: "Check the connection" })).toBeDisabled();
  await access.fill("SCWSANDBOX0000000000");
  await checkup(page).getByRole("button", { name: "Check the connection" }).click();
  await expect(checkup(page)).toContainText(/SCWSANDBOX0000000000 (has no end|works until)/);
  await access.fill("SCW0123456789ABCDEFG");
  await checkup(page).getByRole("button", { name: "Check the connection" }).click();
  await expect(checkup(page)).toContainText("IAM did not tell when the key ends.");
  await audit();
  // What was found of one connection says nothing of another.
  await page.getByRole("button", { name: "Use the sandbox" }).click();
  await expect(checkup(page)).toHaveCount(0);
  for (const problem of problems.splice(0)) expect(problem).toContain("status of 404");
});

test("what a key may not read is said with what follows", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  api.refuse("GET", 403, { message: "insufficient permissions" }, { part: "/products/" });
  await page.goto("./#/connect");
  await checkup(page).getByRole("button", { name: "Check the connection" }).click();
  // Until the last list is answered, another refusal may come.
  await expect(checkup(page).getByRole("status")).toContainText("An answer takes");
  const row = checkup(page).getByRole("row").filter({ hasText: "Instance types" });
  await expect(row).toContainText("Refused");
  await expect(row).toContainText("Costs need a price that is typed.");
  await expect(checkup(page).getByRole("row").filter({ hasText: "Projects" })).toContainText(
    "Can be read",
  );
  expectOnlyRefusals(problems);
});
