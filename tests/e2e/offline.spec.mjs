// Installed, without a network, and what the service worker keeps for that: the files of one build,
// and no answer of an API.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  field,
  load,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  scorecard,
  visit,
} from "./console.mjs";
import { expect, test as base } from "./fixtures.mjs";
import { csv, generated } from "./history.mjs";
import { startHost } from "./releases.mjs";

const test = base.extend({
  /** It outlives the page, which asks it until the end. */
  host: async ({}, use) => {
    const host = await startHost();
    await use(host);
    host.stop();
  },
  baseURL: async ({ host }, use) => use(host.address),
  context: async ({ host: _, context }, use) => use(context),
});

test.use({ serviceWorkers: "allow" });
test.skip(process.env.HEADROOM_DIST === "dist-dev", "a debug build keeps nothing");

const group = (page) =>
  page.getByRole("main").getByRole("link", { name: "checkout-api", exact: true });
const offline = (page) => page.getByRole("status").filter({ hasText: "Offline:" });

/** Until everything is kept, as the page Connection says it. */
async function expectReady(page) {
  await visit(page, "#/connect", "Connection");
  await expect(offline(page)).toContainText("Offline: ready.", { timeout: 60_000 });
}

/** Whatever this origin keeps of requests: by cache, their addresses. */
const kept = (page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const lists = names.map(async (name) =>
      (await (await caches.open(name)).keys()).map((r) => r.url),
    );
    return Object.fromEntries(
      (await Promise.all(lists)).map((urls, index) => [names[index], urls]),
    );
  });

test("a browser finds everything that an installed console needs", async ({ page, context }) => {
  await page.goto("./");
  await expect(group(page)).toBeVisible();
  const devtools = await context.newCDPSession(page);
  const { url, errors } = await devtools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // Every page of a test is in a private window.
  const others = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
  expect(others).toEqual([]);
  const manifest = await (await page.request.get(url)).json();
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await page.request.get(new URL(src, url).href);
    expect(icon.headers()["content-type"], src).toBe(type);
    const measured = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, new URL(src, url).href);
    expect(sizes === "any" ? "any" : measured, src).toBe(sizes);
  }
  expect(manifest.icons.map(({ purpose }) => purpose)).toContain("maskable");
  const colours = page.locator('meta[name="theme-color"]');
  await expect(colours).toHaveCount(2);
});

test("after the first visit it opens without a network, what-if and files included", async ({
  page,
  host,
  problems,
}) => {
  await open(page);
  await expectReady(page);
  host.down();
  await visit(page, "#/groups", "Groups");
  await page.reload();
  await expect(group(page)).toBeVisible();
  await visit(page, "#/templates", "Templates");
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await load(page, "own.csv", csv(generated(288)));
  await expect(panel(page)).toContainText("own.csv, 288 samples.");
  await field(policyFields(page, "my-policy-scale-up"), "Threshold").fill("60");
  const cost = async () => (await scorecard(outcome(page)))["Cost a day"].numbers.length;
  await expect.poll(cost).toBe(2);
  await page.goto("./index.html#/connect");
  await expect(offline(page)).toContainText("Offline: ready.");
  // How the page was served is asked of the host, which is gone.
  for (const problem of problems) expect(problem).toContain("Failed to load resource");
  problems.length = 0;
});

test("nothing is kept but this build's files, each as it was built", async ({ page, host }) => {
  await page.goto("./");
  await expectReady(page);
  const { files } = JSON.parse(readFileSync(join(host.folder, "release.json"), "utf8"));
  const caches = await kept(page);
  expect(Object.keys(caches)).toEqual([`headroom ${host.address} ${host.build()}`]);
  const left = ["headroom.json", "service-worker.js"];
  const own = files.map(({ path }) => path).filter((path) => !left.includes(path));
  const paths = Object.values(caches)[0].map((url) => url.slice(host.address.length));
  expect(paths.sort()).toEqual(own.sort());
});

test("what an API answers is kept in no cache", async ({ page, serve }) => {
  const server = await serve();
  await page.goto(server.address);
  await expectReady(page);
  // From here on every call of the page passes the worker.
  await page.reload();
  const asked = [];
  page.on("response", (response) => asked.push(new URL(response.url()).pathname));
  await visit(page, "#/groups", "Groups");
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await page.evaluate(async () => {
    // What names a kept file but carries a key, or a query, is a call too.
    await fetch("./manifest.webmanifest", { headers: { "X-Auth-Token": "key" } });
    await fetch("./manifest.webmanifest?key=1");
  });
  expect(asked.filter((path) => path.startsWith("/autoscaling/")).length).toBeGreaterThan(2);
  const urls = Object.values(await kept(page)).flat();
  expect(urls.length).toBeGreaterThan(10);
  for (const url of urls) {
    const path = url.slice(server.address.length);
    expect(path).toMatch(
      /^(help-book-(?:en|fr)-[0-9a-f]+\.json|fr-[0-9a-f]+\.txt|[\w./-]+\.(css|html|js|png|svg|wasm|webmanifest))$/,
    );
    expect(path).not.toContain("headroom.json");
  }
});

test("a new build takes over, and the old one's files go", async ({ page, host }) => {
  await page.goto("./");
  await expectReady(page);
  const old = host.build();
  host.renew();
  await page.reload();
  await expect(page.getByText(`build ${host.build()}.`)).toBeVisible();
  expect(host.build()).not.toBe(old);
  const names = async () => Object.keys(await kept(page));
  await expect.poll(names).toEqual([`headroom ${host.address} ${host.build()}`]);
  await expect(offline(page)).toContainText("Offline: ready.");
});

test("what another console of the origin keeps is left alone", async ({ page, host }) => {
  await page.goto("./");
  const other = `headroom ${new URL("/", host.address)} 0123456789abcdef`;
  await page.evaluate((name) => caches.open(name), other);
  await expectReady(page);
  await page.getByRole("button", { name: "Remove what is kept" }).click();
  await expect(offline(page)).toContainText("Offline: off.");
  expect(Object.keys(await kept(page))).toEqual([other]);
});

test("what is kept is removed when asked, and stays away until it is wanted", async ({
  page,
  audit,
}) => {
  await page.goto("./");
  await expectReady(page);
  await page.getByRole("button", { name: "Remove what is kept" }).click();
  await expect(offline(page)).toContainText("Offline: off.");
  await audit();
  await page.reload();
  await expect(offline(page)).toContainText("Offline: off.");
  const workers = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  expect(await kept(page)).toEqual({});
  expect(await workers()).toBe(0);
  await page.getByRole("button", { name: "Keep Headroom for offline use" }).click();
  await expect(offline(page)).toContainText("Offline: ready.");
  expect(await workers()).toBe(1);
});

test("a file that is not as it was built is not kept, and neither are the others", async ({
  page,
  host,
  problems,
}) => {
  const file = readFileSync(join(host.folder, "icons/icon.svg"), "utf8");
  writeFileSync(join(host.folder, "icons/icon.svg"), `${file} `);
  await page.goto("./");
  await visit(page, "#/connect", "Connection");
  await expect(offline(page)).toContainText("Offline: not ready.");
  expect(await kept(page)).toEqual({});
  problems.length = 0;
});
