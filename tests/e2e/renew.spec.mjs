// A file that is not as it was built is not run, and a page whose files are gone loads the newer
// build once, with what was typed.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "../../tools/release/build_id.mjs";
import { field, open, openGroup, openWhatIf, visit } from "./console.mjs";
import { expect, test as base } from "./fixtures.mjs";
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

test.skip(process.env.HEADROOM_DIST === "dist-dev", "a debug build has no digests");

const GROUP_PART = "**/headroom-*_group.wasm";
const PAGES_PART = "**/headroom-*_pages.wasm";

const group = (page) =>
  page.getByRole("main").getByRole("link", { name: "checkout-api", exact: true });
const alert = (page, words) => page.getByRole("alert").filter({ hasText: words });

/** The one file of a host whose name ends so. */
function fileOf(host, ending) {
  const named = filesIn(host.folder).filter((path) => ending.test(path));
  expect(named, String(ending)).toHaveLength(1);
  return join(host.folder, named[0]);
}

/** Changes one bit of a file's last byte; returns the file's name. */
function tamper(host, ending) {
  const file = fileOf(host, ending);
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(file, bytes);
  return file.slice(host.folder.length + 1);
}

/** That the page says which file it is, and what to do. */
async function expectRefused(page, host, file, words) {
  const said = alert(page, words);
  await expect(said).toContainText(`The host does not have ${file} as it was built`);
  await expect(said).toContainText(`publish build ${host.build()} again`);
}

for (const [what, ending] of Object.entries({
  program: /headroom-[0-9a-f]{16}_bg\.wasm$/,
  script: /headroom-[0-9a-f]{16}\.js$/,
  "script that fetches the parts": /_split\.js$/,
})) {
  test(`a page whose ${what} was changed does not start`, async ({ page, host, problems }) => {
    const file = tamper(host, ending);
    await page.goto("./");
    await expectRefused(page, host, file, "Headroom could not start");
    await expect(page.locator("#page")).toHaveCount(0);
    problems.length = 0;
  });
}

for (const [what, ending, hash] of [
  ["a group", /_group\.wasm$/, ""],
  ["the other pages", /_pages\.wasm$/, "#/templates"],
]) {
  test(`a part that was changed is not run: ${what}`, async ({ page, host, problems }) => {
    const file = tamper(host, ending);
    await open(page);
    if (hash) await page.goto(`./${hash}`);
    else await group(page).click();
    await expectRefused(page, host, file, "could not be loaded");
    // As soon as the host is mended, the same page goes on.
    tamper(host, ending);
    await page.getByRole("button", { name: "Try again" }).click();
    const name = hash ? "Templates" : "checkout-api";
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    problems.length = 0;
  });
}

test("what the parts share is not run when it was changed", async ({ page, host, problems }) => {
  const chunks = filesIn(host.folder).filter((path) => /_chunk_\d+\.wasm$/.test(path));
  expect(chunks.length).toBeGreaterThan(0);
  for (const chunk of chunks) tamper(host, new RegExp(`${chunk}$`));
  await page.goto("./#/connect");
  await expectRefused(page, host, chunks[0], "could not be loaded");
  problems.length = 0;
});

test("groups are not judged by a part that was changed", async ({ page, host, problems }) => {
  const file = tamper(host, /_watch\.wasm$/);
  await page.goto("./");
  await expectRefused(page, host, file, "The groups are not judged");
  await expect(group(page)).toBeVisible();
  problems.length = 0;
});

for (const [program, ending] of [
  ["sandbox", /headroom-sandbox-[0-9a-f]{16}\.js$/],
  ["sandbox", /headroom-sandbox-[0-9a-f]{16}_bg\.wasm$/],
  ["replays", /headroom-replay-[0-9a-f]{16}\.js$/],
  ["replays", /headroom-replay-[0-9a-f]{16}_bg\.wasm$/],
]) {
  test(`a worker that was changed is not run: ${ending.source}`, async ({
    page,
    host,
    problems,
  }) => {
    const file = tamper(host, ending);
    await page.goto("./");
    await expectRefused(page, host, file, `The program of the ${program} could not be loaded`);
    tamper(host, ending);
    const said = alert(page, `The program of the ${program}`);
    await said.getByRole("button", { name: "Try again" }).click();
    await expect(said).toBeHidden();
    await openGroup(page, "checkout-api");
    await openWhatIf(page);
    problems.length = 0;
  });
}

/** How often the page has been loaded. */
function loads(page) {
  const all = [];
  page.on("load", () => all.push(page.url()));
  return all;
}

/** Half fills a form of the sandbox, on a page whose part of a group has not come. */
async function halfFill(page) {
  await page.route(GROUP_PART, (route) => route.abort());
  await open(page);
  await visit(page, "#/groups/new", "New group");
  await field(page, "Name").fill("half-filled");
  await page.unroute(GROUP_PART);
}

test("an old page loads the newer build once, and keeps a half-filled form", async ({
  page,
  host,
  problems,
}) => {
  const seen = loads(page);
  await halfFill(page);
  host.renew();
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Groups" })
    .click();
  await group(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeVisible();
  expect(seen).toHaveLength(2);
  await visit(page, "#/groups/new", "New group");
  await expect(page.getByText("before the page was reloaded for a newer Headroom")).toBeVisible();
  await expect(field(page, "Name")).toHaveValue("half-filled");
  await visit(page, "#/connect", "Connection");
  await expect(page.getByText(`build ${host.build()}.`)).toBeVisible();
  expect(seen).toHaveLength(2);
  problems.length = 0;
});

test("a page that is old again after the reload says so, and does not reload again", async ({
  page,
  host,
  problems,
}) => {
  const old = readFileSync(join(host.folder, "index.html"), "utf8");
  const start = filesIn(host.folder).filter((path) =>
    /headroom-[0-9a-f]{16}(_bg|_split)?\./.test(path),
  );
  const kept = start.map((path) => [path, readFileSync(join(host.folder, path))]);
  await open(page);
  await page.route(PAGES_PART, (route) => route.abort());
  const seen = loads(page);
  host.renew();
  // A cache on the way still has the old page and what it starts with, and no part.
  for (const [path, bytes] of kept) writeFileSync(join(host.folder, path), bytes);
  await page.route("**/*", (route) => {
    const isPage = route.request().isNavigationRequest();
    return isPage ? route.fulfill({ contentType: "text/html", body: old }) : route.fallback();
  });
  await page.goto("./#/groups");
  await page.reload();
  await visit(page, "#/templates", /Not loaded|Templates/);
  await expect(alert(page, "reloading brought the old one again")).toContainText("Ctrl+Shift+R");
  const before = seen.length;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(alert(page, "reloading brought the old one again")).toBeVisible();
  expect(seen).toHaveLength(before);
  problems.length = 0;
});

test("a part that the host has lost is named, and nothing reloads", async ({
  page,
  host,
  problems,
}) => {
  const file = fileOf(host, /_group\.wasm$/);
  rmSync(file);
  await open(page);
  const seen = loads(page);
  await group(page).click();
  await expectRefused(page, host, file.slice(host.folder.length + 1), "could not be loaded");
  expect(seen).toEqual([]);
  problems.length = 0;
});

test("without a network the page says so, and nothing reloads", async ({
  page,
  host,
  problems,
}) => {
  await page.route(GROUP_PART, (route) => route.abort());
  await open(page);
  const seen = loads(page);
  host.down();
  await group(page).click();
  await expect(alert(page, "could not be loaded")).toContainText("The network may be gone");
  expect(seen).toEqual([]);
  problems.length = 0;
});
