// The console as headroom-server serves it: it finds out by itself what answers there.
import { expect, test } from "./fixtures.mjs";
import { field, held, openWhatIf, outcome, panel, readOn } from "./console.mjs";

const KEY = "11111111-2222-4333-8444-555555555555";
const GROUPS = "autoscaling/v1alpha1/zones/fr-par-1/instance-groups?order_by=created_at_desc";

const connection = (page) => page.getByRole("region", { name: "Connection", exact: true });
const link = (page, name) => page.getByRole("main").getByRole("link", { name, exact: true });

test.describe("from a server with a sandbox", () => {
  test("the page shares it with every other client", async ({ page, serve }) => {
    const server = await serve();
    await page.goto(server.address);
    await expect(connection(page)).toContainText("Server's sandbox · fr-par-1");
    await link(page, "checkout-api").click();
    await page.getByRole("link", { name: "Edit" }).first().click();
    await field(page, "Name").fill("renamed-here");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "renamed-here" })).toBeVisible();
    const reply = await fetch(server.address + GROUPS, { headers: { "X-Auth-Token": KEY } });
    const { instance_groups: groups } = await reply.json();
    expect(groups.map(({ name }) => name)).toContain("renamed-here");
    await openWhatIf(page);
    await expect(outcome(page).getByRole("list", { name: "Scorecard" })).toContainText("Changes");
    await expect(panel(page)).toContainText("This group's own last 14 days.");
  });

  for (const [what, calls] of [
    ["policies", /\/instance-policies/],
    ["events", /\/instance-groups\/[^/]+\/events/],
  ]) {
    test(`a group is not replayed before its ${what} have come`, async ({ page, serve }) => {
      const server = await serve();
      await page.goto(server.address);
      await expect(link(page, "checkout-api")).toBeVisible();
      const release = await held(page, calls);
      await link(page, "checkout-api").click();
      const history = page.waitForResponse(/query_range/);
      await page.getByRole("button", { name: "What if", exact: true }).click();
      await history;
      await readOn(page);
      const timeline = page.getByRole("region", { name: "Timeline", exact: true });
      const scorecard = page.getByRole("list", { name: "Scorecard" });
      await expect(timeline).toContainText("Reading the group's history…");
      await expect(scorecard).toHaveCount(0);
      release();
      await expect(scorecard).toBeVisible();
      await expect(timeline).not.toContainText("Reading the group's history…");
    });
  }

  test("a list that takes its time is no failure", async ({ page, serve }) => {
    const server = await serve();
    // Every alert that ever stands, however short.
    await page.addInitScript(() => {
      self.alerts = [];
      new MutationObserver(() => {
        for (const one of document.querySelectorAll("[role=alert]")) alerts.push(one.textContent);
      }).observe(document, { childList: true, subtree: true });
    });
    // The first asks whether the API answers at all.
    const answer = await held(page, "**/autoscaling/v1alpha2/**/groups?*", { after: 1 });
    await page.goto(server.address);
    await expect(link(page, "checkout-api")).toBeVisible();
    answer();
    await expect(link(page, "search-api")).toBeVisible();
    expect(await page.evaluate(() => alerts)).toEqual([]);
  });

  test("its clock is paused, stepped and sped up from the page", async ({ page, serve }) => {
    const server = await serve();
    const clock = async () => (await fetch(`${server.address}headroom/clock`)).json();
    await page.goto(server.address);
    const keys = page.getByRole("group", { name: "Sandbox clock" });
    const invitation = page.getByRole("main").getByText("This sandbox runs in real time.");
    await expect(invitation).toBeVisible();
    await keys.getByRole("button", { name: "Pause" }).click();
    await expect(keys.getByRole("button", { name: "Run" })).toBeVisible();
    const paused = await clock();
    expect(paused.speed).toBe(0);

    // Another speed alone does not make it run.
    await keys.getByLabel("Speed").selectOption("300");
    await keys.getByRole("button", { name: "+1 h" }).click();
    await expect.poll(clock).toEqual({ now_ms: paused.now_ms + 3_600_000, speed: 0 });

    await keys.getByRole("button", { name: "Run" }).click();
    await expect.poll(async () => (await clock()).speed).toBe(300);
    await expect(keys.getByRole("button", { name: "Pause" })).toBeVisible();
    await expect(invitation, "it runs fast enough").toHaveCount(0);
  });

  test("the page's own sandbox can be chosen, and is remembered", async ({ page, serve }) => {
    const server = await serve();
    await page.goto(`${server.address}#/connect`);
    await page.getByRole("button", { name: "Use the sandbox" }).click();
    await expect(connection(page)).toContainText("Sandbox · fr-par-1");
    await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
    await page.getByRole("button", { name: "Use this server" }).click();
    await expect(connection(page)).toContainText("Server's sandbox");
    await page.reload();
    await expect(connection(page)).toContainText("Server's sandbox");
  });
});

test.describe("with a key at a server with a sandbox", () => {
  /** Connects with a key to the address that the page came from. */
  async function connectWithKey(page, server) {
    await page.goto(`${server.address}#/connect`);
    await field(page, "API address").fill(server.address.replace(/\/$/, ""));
    await field(page, "Secret key").fill(KEY);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(link(page, "checkout-api")).toBeVisible();
  }

  test("the badge says the sandbox that answers", async ({ page, serve }) => {
    await connectWithKey(page, await serve());
    await expect(connection(page)).toContainText("Server's sandbox · fr-par-1");
    await expect(connection(page)).not.toContainText("Production");
    await expect(page.getByRole("group", { name: "Sandbox clock" })).toBeVisible();
  });

  test("a reload that has lost the key asks for it", async ({ page, serve }) => {
    const server = await serve();
    await connectWithKey(page, server);
    await page.goto(`${server.address}#/activity`);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
    await expect(connection(page)).toContainText("No key · fr-par-1");
    await page.goto(`${server.address}#/groups`);
    await expect(field(page, "Secret key")).toBeVisible();
    await field(page, "Secret key").fill(KEY);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(link(page, "checkout-api")).toBeVisible();
    await expect(connection(page)).toContainText("Server's sandbox · fr-par-1");
  });
});

test.describe("from a server that forwards", () => {
  test("with the server's key, the browser needs none", async ({ page, serve }) => {
    const upstream = await serve();
    const api = upstream.address.replace(/\/$/, "");
    const server = await serve(["--api", api], { SCW_SECRET_KEY: KEY });
    await page.goto(server.address);
    await expect(connection(page)).toContainText("Production · fr-par-1");
    await expect(link(page, "checkout-api")).toBeVisible();
    // The printed link's token has become a cookie that no script reads.
    expect(server.address).toContain("token=");
    expect(page.url()).not.toContain("token");
    expect(await page.evaluate(() => document.cookie)).toBe("");
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expect(kept).not.toContain(KEY);
    await page.goto(`${server.address}#/connect`);
    await expect(page.getByRole("region", { name: "This server" })).toContainText(api);
  });

  test("without one, it asks for a key and connects through the server", async ({
    page,
    serve,
  }) => {
    const upstream = await serve();
    const server = await serve(["--api", upstream.address.replace(/\/$/, "")]);
    await page.goto(server.address);
    await expect(
      page.getByRole("status").filter({ hasText: "connect with your key" }),
    ).toBeVisible();
    await page.goto(`${server.address}#/connect`);
    const own = server.address.replace(/\/$/, "");
    await expect(field(page, "API address")).toHaveValue(own);
    await expect(page.getByText("headroom-server --api")).toHaveCount(0);
    await field(page, "Secret key").fill(KEY);
    await page.getByRole("button", { name: "Connect" }).click();
    await expect(connection(page)).toContainText("Production · fr-par-1");
    await link(page, "checkout-api").click();
    await openWhatIf(page);
  });
});

test("from a bare static host, the one command that helps is shown", async ({ page }) => {
  await page.goto("./#/connect");
  await expect(page.getByText("headroom-server --api https://api.scaleway.com")).toBeVisible();
  await expect(
    page.getByText("Browsers usually block calls to this API from other sites"),
  ).toBeVisible();
});
