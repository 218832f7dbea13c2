// What an open page asks of an API: little, nothing twice, and only what is new.
import { connect, mockApi } from "./api.mjs";
import { openGroup, outcome, timeline } from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

const SECOND = 1_000;
const HALF_A_MINUTE = 30 * SECOND;

/** The calls of a page to its own origin's API, with the bytes of their answers. */
function watched(page) {
  const calls = [];
  const isOurs = (request) => {
    const { pathname } = new URL(request.url());
    return /^\/(account|autoscaling|cockpit|headroom\/|instance|prometheus)/.test(pathname);
  };
  let begun = 0;
  let open = 0;
  page.on("request", (request) => {
    begun += isOurs(request);
    open += isOurs(request);
  });
  page.on("requestfinished", async (request) => {
    if (!isOurs(request)) return;
    const { responseBodySize: bytes } = await request.sizes();
    calls.push({ url: new URL(request.url()), bytes });
    open -= 1;
  });
  /** Lets virtual time pass, a second at a time so that answers come in between. */
  const pass = async (ms) => {
    for (let passed = 0; passed < ms; passed += SECOND) await page.clock.runFor(SECOND);
  };
  /** Whether a few seconds pass in which nothing is asked and nothing is open. */
  const isQuiet = async () => {
    const before = begun;
    await pass(5 * SECOND);
    return open === 0 && begun === before;
  };
  return {
    calls,
    /** What is asked meanwhile. The clock stands but for what passes here: on a slow machine the
     * time that a step really takes would be time to ask again. */
    async askedIn(ms) {
      await page.clock.pauseAt((await page.evaluate(() => Date.now())) + SECOND);
      await expect.poll(isQuiet).toBe(true);
      const before = calls.length;
      await pass(ms);
      await expect.poll(() => open).toBe(0);
      await page.clock.resume();
      return calls.slice(before);
    },
  };
}

const seconds = ({ searchParams }) =>
  Number(searchParams.get("end")) - Number(searchParams.get("start"));

/** An hour, in which a sample may come late, and what has passed since the last time. */
const LATE = 3_600 + 120;

for (const [kind, group] of [
  ["thresholds", "checkout-api"],
  ["a target", "search-api"],
]) {
  test(`an idle page of a group with ${kind} asks for what is new`, async ({ page, serve }) => {
    const server = await serve();
    await page.clock.install();
    const traffic = watched(page);
    await page.goto(server.address);
    await openGroup(page, group);
    await expect(timeline(page).getByRole("slider", { name: "Moment" })).toBeVisible();
    await traffic.askedIn(HALF_A_MINUTE);
    const first = traffic.calls.reduce((sum, { bytes }) => sum + bytes, 0);
    const asked = await traffic.askedIn(HALF_A_MINUTE);
    const paths = asked.map(({ url }) => url.pathname + url.search);
    expect(asked.length, paths.join("\n")).toBeGreaterThan(0);
    expect(asked.length, paths.join("\n")).toBeLessThanOrEqual(10);
    expect(new Set(paths).size, `nothing is asked twice:\n${paths.join("\n")}`).toBe(paths.length);
    const bytes = asked.reduce((sum, one) => sum + one.bytes, 0);
    expect(bytes * 10, `${bytes} bytes, ${first} at first`).toBeLessThan(first);
    for (const { url } of asked.filter(({ url }) => url.pathname.endsWith("query_range"))) {
      expect(seconds(url), url.search).toBeLessThanOrEqual(LATE);
    }
  });
}

test("a hidden tab rests, and one that comes back sees the present at once", async ({ page }) => {
  await page.clock.install();
  await mockApi(page);
  const traffic = watched(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await expect(page.getByRole("region", { name: "Policies" })).toContainText("mock-up");
  await expect(timeline(page)).toContainText("There is no history yet");
  const show = (hidden) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
  await show(true);
  expect(await traffic.askedIn(120 * SECOND), "nobody sees it").toEqual([]);
  const before = traffic.calls.length;
  await show(false);
  await expect.poll(() => traffic.calls.length).toBeGreaterThan(before);
});

test("a group without samples does not ask for two weeks each time", async ({ page }) => {
  await page.clock.install();
  await mockApi(page);
  const traffic = watched(page);
  await connect(page);
  await openGroup(page, "mock-group");
  const ranges = (calls) => calls.filter(({ url }) => url.pathname.endsWith("query_range"));
  await expect(timeline(page)).toContainText("There is no history yet");
  const asked = ranges(await traffic.askedIn(HALF_A_MINUTE));
  expect(asked.length).toBeGreaterThan(0);
  for (const { url } of asked) expect(seconds(url), url.search).toBeLessThanOrEqual(LATE);
});

/** Notes each GET, and those that begin before the same one has been answered. */
function noteTwins() {
  const open = new Set();
  const { fetch } = window;
  window.noted = { all: [], twins: [], open };
  window.fetch = async (...args) => {
    const { method, url } = args[0] instanceof Request ? args[0] : new Request(...args);
    if (method !== "GET") return fetch(...args);
    window.noted.all.push(url);
    if (open.has(url)) window.noted.twins.push(url);
    open.add(url);
    try {
      return await fetch(...args);
    } finally {
      open.delete(url);
    }
  };
}

/** That a page which notes its calls has come to rest, and has asked nothing twice at once. */
async function expectNoTwins(page, part) {
  const asked = () =>
    page.evaluate((part) => window.noted.all.filter((url) => url.includes(part)).length, part);
  await expect.poll(asked, `something of ${part} is asked`).toBeGreaterThan(0);
  await expect.poll(() => page.evaluate(() => window.noted.open.size)).toBe(0);
  expect(await page.evaluate(() => window.noted.twins)).toEqual([]);
}

test("the list of groups asks nothing twice at once", async ({ page, serve }) => {
  const server = await serve();
  await page.addInitScript(noteTwins);
  await page.goto(server.address);
  await expect(
    page.getByRole("main").getByRole("link", { name: "checkout-api", exact: true }),
  ).toBeVisible();
  await expectNoTwins(page, "data-sources");
});

for (const [kind, group] of [
  ["thresholds", "checkout-api"],
  ["a target", "search-api"],
]) {
  test(`a group with ${kind} asks nothing twice at once, nor does its what-if`, async ({
    page,
    serve,
  }) => {
    const server = await serve();
    await page.addInitScript(noteTwins);
    await page.goto(server.address);
    await openGroup(page, group);
    await expect(timeline(page).getByRole("slider", { name: "Moment" })).toBeVisible();
    await expectNoTwins(page, "query_range");
    // As a link opens it, with nothing that was read before.
    const { hash } = new URL(page.url());
    for (const own of [hash, `${hash}?whatif=1`]) {
      await page.goto("about:blank");
      await page.goto(`${server.address}${own}`);
      await expect(page.getByRole("heading", { level: 1, name: group })).toBeVisible();
      await expect(timeline(page).getByRole("slider", { name: "Moment" })).toBeVisible();
      if (own.includes("whatif")) {
        await expect(outcome(page).getByRole("list", { name: "Scorecard" })).toBeVisible();
      }
      await expectNoTwins(page, "query_range");
    }
  });
}
