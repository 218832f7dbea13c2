// What is painted before the program has come, and how little of it moves once it is there.
import { open, openGroup } from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

const WIDTHS = [360, 412, 1440];
/** The groups whose pages are looked at: one of each generation. */
const GROUPS = ["checkout-api", "search-api"];
/** Layout shift up to which Lighthouse calls a page good. */
const GOOD = 0.1;

/** Sums what moves without having been asked to. */
const countShifts = () => {
  window.shifts = [];
  const note = (list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const what = sources.map(({ node }) => `${node?.className}: ${node?.textContent}`);
      if (!hadRecentInput) window.shifts.push({ value, what: what.join(" | ").slice(0, 200) });
    }
  };
  new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
};

/** Nothing that was in sight has moved by more than is good. */
async function expectStill(page) {
  // The browser tells of a frame's shifts after it.
  await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => setTimeout(seen))));
  const shifts = await page.evaluate(() => window.shifts);
  const sum = shifts.reduce((sum, { value }) => sum + value, 0);
  expect(sum, JSON.stringify(shifts, null, 1)).toBeLessThan(GOOD);
}

const frame = (page) => page.getByRole("main");

test.describe("before the program has come", () => {
  test.beforeEach(({ page }) => page.route("**/*.wasm", () => {}));

  test("a group's address gets the frame of a group's page", async ({ page }) => {
    await page.goto("./#/v1alpha2/groups/f5928e9c");
    await expect(frame(page).getByRole("heading", { name: "Group", exact: true })).toBeVisible();
    await expect(frame(page).getByText("Soon here: what the group does now")).toBeVisible();
    await expect(frame(page).getByRole("link", { name: "New group", exact: true })).toBeHidden();
    const groups = page.getByRole("navigation", { name: "Main" }).getByText("Groups");
    await expect(groups).toHaveAttribute("aria-current", "page");
  });

  test("so it is where a frame is due before the page is read", async ({ page }) => {
    await page.addInitScript(() => {
      const later = window.requestAnimationFrame;
      window.requestAnimationFrame = (call) => {
        window.requestAnimationFrame = later;
        call(performance.now());
      };
    });
    await page.goto("./#/v1alpha2/groups/f5928e9c");
    await expect(frame(page).getByRole("heading", { name: "Group", exact: true })).toBeVisible();
  });

  test("the list's address gets its buttons, a form's neither", async ({ page }) => {
    await page.goto("./");
    await expect(frame(page).getByRole("heading", { name: "Groups" })).toBeVisible();
    await expect(frame(page).getByRole("link", { name: "New group", exact: true })).toBeVisible();
    await page.goto("about:blank");
    await page.goto("./#/groups/new");
    await expect(frame(page).getByRole("heading", { name: "Headroom" })).toBeVisible();
    await expect(frame(page).getByRole("link", { name: "New group", exact: true })).toBeHidden();
    await expect(frame(page).getByText("Soon here")).toBeHidden();
  });
});

test("the console stands before it is known what serves it", async ({ page }) => {
  await page.route("**/headroom.json", () => {});
  await page.goto("./#/help");
  const main = page.getByRole("navigation", { name: "Main" });
  await expect(main.getByRole("link", { name: "Help" })).toHaveAttribute("aria-current", "page");
  await expect(frame(page).getByRole("searchbox")).toBeVisible();
  await main.getByRole("link", { name: "Activity" }).click();
  await expect(frame(page).getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
});

/** Collects what was the largest on the screen for a time, unless the frame said it. */
const noteLargest = () => {
  window.later = [];
  window.largest = 0;
  new PerformanceObserver((list) => {
    for (const { element, size } of list.getEntries()) {
      window.largest = Math.max(window.largest, size);
      // Of what is gone, no element is left: that was the frame's.
      if (element && !element.closest("#boot")) window.later.push(element.outerHTML);
    }
  }).observe({ type: "largest-contentful-paint", buffered: true });
};

for (const name of [...GROUPS, "the list"]) {
  test(`the largest text of ${name} is seen with the first frame, also from a cache`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 412, height: 823 });
    await open(page);
    if (name !== "the list") await openGroup(page, name);
    const address = page.url();
    await page.goto("about:blank");
    await page.addInitScript(noteLargest);
    await page.goto(address);
    const last = name === "the list" ? page.getByRole("table") : page.getByText("What if");
    await expect(last.first()).toBeVisible();
    expect(await page.evaluate(() => window.later)).toEqual([]);
    expect(await page.evaluate(() => window.largest)).toBeGreaterThan(0);
  });
}

for (const width of WIDTHS) {
  for (const name of GROUPS) {
    test(`at ${width} pixels nothing moves while the page of ${name} comes`, async ({ page }) => {
      await page.setViewportSize({ width, height: 823 });
      await open(page);
      await openGroup(page, name);
      const address = page.url();
      await page.goto("about:blank");
      await page.addInitScript(countShifts);
      await page.goto(address);
      await expect(page.getByRole("slider", { name: "Moment" })).toBeVisible();
      await expect(page.getByRole("region", { name: "Instances" })).toContainText("running");
      await expectStill(page);
    });
  }
}

/** The other pages: the links that lead to each from the list, and what comes last of it. */
const SCORES = (page) => page.getByRole("list", { name: "Scorecard" });
const PAGES = {
  "the list": [[], (page) => page.getByText("Flapping 4 in 24 h")],
  "a group's form": [["checkout-api", "Edit"], SCORES],
  "a policy's form": [["checkout-api", "Edit my-policy-scale-up"], SCORES],
  "a target's form": [["search-api", "Edit"], SCORES],
  "a new group": [["New group"], (page) => page.getByRole("radio", { name: /^web-small/ })],
  templates: [["Templates"], (page) => page.getByRole("link", { name: "web-small" })],
  "a template": [
    ["Templates", "web-small"],
    (page) => page.getByRole("heading", { name: "web-small" }),
  ],
  "a template's form": [
    ["Templates", "web-small", "Edit"],
    (page) => page.getByRole("radio", { name: /^almalinux_9/ }),
  ],
  activity: [["Activity"], (page) => page.getByRole("heading", { name: "Activity" })],
  connection: [["Connection"], (page) => page.getByRole("heading", { name: "Sandbox" })],
  help: [["Help"], (page) => page.getByRole("main").getByRole("searchbox")],
};

for (const width of WIDTHS) {
  for (const [name, [way, last]] of Object.entries(PAGES)) {
    test(`at ${width} pixels nothing moves while ${name} comes`, async ({ page }) => {
      await page.setViewportSize({ width, height: 823 });
      await open(page);
      for (const link of way) {
        await page.getByRole("link", { name: link, exact: true }).first().click();
      }
      const address = page.url();
      await page.goto("about:blank");
      await page.addInitScript(countShifts);
      await page.goto(address);
      await expect(page.locator("#boot")).toHaveCount(0);
      await expect(last(page).first()).toBeAttached();
      await expectStill(page);
    });
  }
}
