// The sandbox keeps its own state: in one tab at a time, through full, failing and silent storage,
// through states that cannot be read and workers that die. Nothing that was acknowledged is lost.
import { readFileSync } from "node:fs";

import { expect, test } from "./fixtures.mjs";
import { held, open, openGroup } from "./console.mjs";

const connection = (page) => page.getByRole("region", { name: "Connection" });
const alert = (page, words) => page.getByRole("alert").filter({ hasText: words });

/** Renames the group checkout-api. */
async function rename(page, name, from = "checkout-api") {
  await openGroup(page, from);
  await page.getByRole("link", { name: "Edit" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Save" }).click();
}

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

/** Reloads the console, at its list of groups. */
async function reload(page) {
  await page.evaluate(() => {
    location.hash = "#/groups";
  });
  await page.reload();
}

const group = (page, name) => page.getByRole("main").getByRole("link", { name, exact: true });

/** In a worker, from its start on: runs this before anything else. */
async function inSandbox(page, script) {
  await page.route("**/headroom-sandbox*.js", async (route) => {
    // The page itself asks first, for what the script is to be.
    if (route.request().resourceType() === "fetch") return route.fallback();
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${script};\n${await answer.text()}` });
  });
}

test("a second tab follows the first, takes over when asked, and loses nothing", async ({
  page,
  context,
}) => {
  await open(page);
  await rename(page, "renamed-first");
  await expect(heading(page, "renamed-first")).toBeVisible();

  const second = await context.newPage();
  await second.goto("./#/groups");
  const here = (tab) => tab.getByRole("button", { name: "Use the sandbox here" });
  await expect(here(second)).toBeVisible();
  await expect(group(second, "renamed-first")).toBeVisible();
  await expect(second.getByRole("button", { name: "Pause" }), "its clock stands").toHaveCount(0);
  // What it tries to change is refused, in words that say what to do.
  await rename(second, "from-the-second", "renamed-first");
  await expect(alert(second, "being used in another tab")).toBeVisible();
  const main = second.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Groups" }).click();

  // What the first one saves is seen in the second.
  await rename(page, "renamed-again", "renamed-first");
  await expect(group(second, "renamed-again")).toBeVisible();

  await here(second).click();
  await expect(here(second)).toBeHidden();
  await rename(second, "from-the-second", "renamed-again");
  await expect(heading(second, "from-the-second")).toBeVisible();
  await expect(here(page), "the first tab hears of it").toBeVisible();
  await second.close();
  // The first one is the owner again, of what the second has made of it.
  await expect(here(page)).toBeHidden();
  await reload(page);
  await expect(group(page, "from-the-second")).toBeVisible();
});

test("a full storage is said, and the next change that fits keeps everything", async ({ page }) => {
  await inSandbox(
    page,
    `
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
      if (key === "state" && self.full) throw new DOMException("full", "QuotaExceededError");
      return put.call(this, value, key);
    };
  `,
  );
  await open(page);
  const [worker] = page.workers();
  await worker.evaluate(() => {
    self.full = true;
  });
  await rename(page, "not-kept-yet");
  await expect(alert(page, "is not kept")).toContainText("no room left");
  await expect(
    alert(page, "is not kept").getByRole("link", { name: "Export the sandbox…" }),
  ).toBeVisible();
  await worker.evaluate(() => {
    self.full = false;
  });
  await rename(page, "kept-after-all", "not-kept-yet");
  await expect(alert(page, "is not kept")).toBeHidden();
  await reload(page);
  await expect(group(page, "kept-after-all")).toBeVisible();
});

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

/** Goes to a page of the same origin that runs no sandbox. */
async function leave(page) {
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto("./headroom.json");
}

/** Puts a state where the sandbox keeps its own. */
async function keepState(page, state) {
  await page.evaluate(
    (state) =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("headroom.sandbox", 1);
        opening.onupgradeneeded = () => {
          for (const store of ["values", "marks"]) opening.result.createObjectStore(store);
        };
        opening.onsuccess = () => {
          const change = opening.result.transaction("values", "readwrite");
          change.objectStore("values").put(new TextEncoder().encode(state), "state");
          change.oncomplete = () => {
            opening.result.close();
            done();
          };
          change.onerror = failed;
        };
      }),
    state,
  );
}

for (const [what, state, why] of [
  ["truncated", '{"version":2,"seed', ""],
  ["newer", '{"version":99}', "version 99"],
]) {
  test(`a ${what} state is set aside, said, and can be exported and deleted`, async ({ page }) => {
    await leave(page);
    await keepState(page, state);
    await page.goto("./");
    await expect(alert(page, "The kept sandbox could not be read")).toContainText(why);
    await rename(page, "in-the-new-one");
    await expect(heading(page, "in-the-new-one")).toBeVisible();
    await reload(page);
    await expect(group(page, "in-the-new-one")).toBeVisible();

    await page.getByRole("link", { name: "Connection" }).click();
    const copy = page
      .getByRole("main")
      .getByText(/A sandbox that was set aside/)
      .locator("..");
    const coming = page.waitForEvent("download");
    await copy.getByRole("button", { name: "Export" }).click();
    expect(readFileSync(await (await coming).path(), "utf8")).toBe(state);
    await copy.getByRole("button", { name: "Delete" }).click();
    await expect(copy).toHaveCount(0);
  });
}

test("what an earlier version kept is taken in once", async ({ page }) => {
  await open(page);
  await rename(page, "of-old");
  await expect(heading(page, "of-old")).toBeVisible();
  await page.getByRole("link", { name: "Connection" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("main").getByRole("button", { name: "Export" }).click();
  const state = readFileSync(await (await coming).path(), "utf8");
  await leave(page);
  await page.evaluate((state) => {
    indexedDB.deleteDatabase("headroom.sandbox");
    localStorage.setItem("headroom.sandbox", state);
  }, state);
  await page.goto("./");
  await expect(group(page, "of-old")).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("headroom.sandbox"))).toBeNull();
  await reload(page);
  await expect(group(page, "of-old")).toBeVisible();
});

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

for (const [when, script] of [
  ["after", "setTimeout(() => { throw new Error('this worker dies for the test'); });"],
  ["before", "throw new Error('this worker dies for the test');"],
]) {
  test(`a worker that dies during a save, ${when} it is kept, loses nothing`, async ({ page }) => {
    await inSandbox(
      page,
      `
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (value, key) {
        if (key === "state" && self.dying) {
          self.dying = false;
          ${when === "after" ? "put.call(this, value, key);" : ""}
          reportError(new Error("this worker dies for the test"));
          ${script}
        }
        return put.call(this, value, key);
      };
    `,
    );
    await open(page);
    await page.workers()[0].evaluate(() => {
      self.dying = true;
    });
    await rename(page, "renamed-once");
    await expect(heading(page, "renamed-once")).toBeVisible();
    await expect(page.getByText("The sandbox stopped and was started again")).toBeVisible();
    await reload(page);
    await expect(group(page, "renamed-once")).toBeVisible();
  });
}

test("a worker's script that is missing is tried a few times, and then said", async ({
  page,
  problems,
}) => {
  let asked = 0;
  await page.route("**/headroom-sandbox*.js", (route) => {
    asked += 1;
    return route.fulfill({ status: 404 });
  });
  await page.goto("./");
  const gone = alert(page, "could not be loaded");
  await expect(gone).toBeVisible();
  // A release compares the host's files with what was built, and so asks once more.
  await expect(gone).not.toContainText("Looking for the reason");
  expect(asked).toBe(process.env.HEADROOM_DIST === "dist-dev" ? 4 : 5);
  // Nobody asks again before the user does.
  await page.unroute("**/headroom-sandbox*.js");
  await gone.getByRole("button", { name: "Try again" }).click();
  await expect(group(page, "checkout-api")).toBeVisible();
  await expect(gone).toBeHidden();
  problems.splice(0);
});

test("a worker's program that is missing is said", async ({ page, problems }) => {
  await page.route("**/headroom-sandbox*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto("./");
  const gone = alert(page, "could not be loaded");
  await expect(gone).toBeVisible();
  // A release asks once more for the reason.
  await expect(gone).not.toContainText("Looking for the reason");
  problems.splice(0);
});

test("a worker's program that never comes is said, and goes on when it does", async ({ page }) => {
  await page.clock.install();
  const release = await held(page, "**/headroom-sandbox*.wasm");
  const asked = page.waitForRequest("**/headroom-sandbox*.wasm");
  await page.goto("./");
  await asked;
  const slow = alert(page, "The program of the sandbox has not come yet");
  await expect(slow).toBeHidden();
  await page.clock.runFor(25_000);
  await expect(slow).toBeVisible();
  release();
  await expect(slow).toBeHidden();
  await expect(group(page, "checkout-api")).toBeVisible();
});

test("a worker that is dead without an error is noticed", async ({ page }) => {
  await open(page);
  await page.clock.install();
  await page.reload();
  await expect(group(page, "checkout-api")).toBeVisible();
  await page.workers()[0].evaluate(() => {
    self.onmessage = null;
  });
  await page.getByRole("link", { name: "Templates" }).click();
  await page.clock.runFor(60_000);
  await expect(page.getByText("The sandbox stopped and was started again")).toBeVisible();
  await expect(connection(page)).toBeVisible();
});

test("a connection to an API loads no sandbox", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.addInitScript(() => {
    const link = JSON.stringify({ address: location.origin, zone: "fr-par-1", project: "" });
    sessionStorage.setItem("headroom.link", link);
    sessionStorage.setItem("headroom.key", "a-key");
  });
  const nothing = { instance_groups: [], group_summaries: [], policies: [], servers: [] };
  await page.route(/\/(account|autoscaling|instance)\//, (route) =>
    route.fulfill({ json: { ...nothing, projects: [], total_count: 0 } }),
  );
  await page.goto("./");
  await expect(page.getByText("No groups yet")).toBeVisible();
  expect(asked.filter((url) => url.includes("headroom-sandbox"))).toEqual([]);
});
