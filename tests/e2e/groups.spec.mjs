// Is anything wrong? The list of groups answers without a click: the worst first, and why.
import { expect, test } from "./fixtures.mjs";
import { connect, KEY } from "./api.mjs";
import { field, held, open, openGroup, tabTo } from "./console.mjs";
import { mockGroups } from "./mock_groups.mjs";

const NOW = "2026-03-02T08:00:00Z";

const GROUPS = [
  { name: "calm", bounds: [1, 9], size: 2, cpu: 40, tags: ["web"] },
  { name: "pinned", bounds: [3, 3], size: 3, cpu: 50, tags: ["web"] },
  { name: "full", bounds: [1, 5], size: 5, cpu: 90 },
  { name: "silent", bounds: [1, 4], size: 2 },
  { name: "broken", bounds: [2, 4], size: 2, cpu: 30, errors: ["The load balancer is gone."] },
];

const part = (page, name) => page.getByRole("rowgroup", { name, exact: true });
const row = (page, name) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
const names = (scope) => scope.getByRole("rowheader").getByRole("link");
const show = (page) => page.getByRole("group", { name: "Show" });
const sort = (page) => page.getByLabel("Sort by");

async function opened(page, groups = GROUPS) {
  await page.clock.setFixedTime(new Date(NOW));
  const api = await mockGroups(page, groups);
  await connect(page);
  return api;
}

/** Enters the key again, which a reload has forgotten. */
async function unlocked(page) {
  await field(page, "Secret key").fill(KEY);
  await page.getByRole("button", { name: "Connect" }).click();
}

/** Waits until every group is judged. */
async function judged(page) {
  await expect(part(page, "Steady")).toBeVisible();
  await expect(part(page, "Not judged")).toHaveCount(0);
}

test("the worst come first, each with why and what to do", async ({ page, audit }) => {
  await opened(page);
  await judged(page);
  await expect(names(part(page, "Needs you"))).toHaveText(["broken", "full", "silent"]);
  await expect(names(part(page, "Changing or held"))).toHaveText(["pinned"]);
  await expect(names(part(page, "Steady"))).toHaveText(["calm"]);
  // One table, whose parts are headed by a row each.
  await expect(page.getByRole("table", { name: "Groups" })).toHaveAttribute("aria-rowcount", "9");
  await expect(page.getByRole("columnheader", { name: "State", exact: true })).toHaveCount(1);
  await expect(part(page, "Needs you").getByRole("rowheader").first()).toHaveText("Needs you 3");

  await expect(row(page, "broken")).toContainText("1 error");
  await expect(row(page, "broken")).toContainText("The load balancer is gone.");
  await expect(row(page, "full")).toContainText("At maximum");
  await expect(row(page, "full")).toContainText(
    "CPU at 90 % (threshold 70 %) asks for more than the maximum of 5.",
  );
  await expect(row(page, "silent")).toContainText("No sample of CPU in 24 h: no rule can act.");
  await expect(row(page, "pinned")).toContainText("Minimum and maximum are both 3");
  const raise = row(page, "full").getByRole("link", { name: "Raise the maximum" });
  await expect(raise).toHaveAccessibleDescription("full");
  await expect(row(page, "calm").getByRole("link")).toHaveText(["calm", "Hold…", "Export…"]);

  // Size against its bounds, the day, the last change with its reason, and what it costs.
  await expect(row(page, "full")).toContainText("5 of 1 to 5");
  await expect(row(page, "full").getByRole("img")).toHaveAccessibleName(
    "Last 24 h. CPU: lowest 90 %, highest 90 %, last 90 %. Size: lowest 5, highest 5, last 5.",
  );
  await expect(row(page, "full")).toContainText("+1, 20 min ago");
  await expect(row(page, "full")).toContainText("CPU 77 % over 70 %.");
  await expect(row(page, "full").getByRole("cell", { name: "90 % over 70 %" })).toBeVisible();
  await expect(row(page, "calm").getByRole("cell", { name: "40 % under 70 %" })).toBeVisible();
  await expect(row(page, "silent").getByRole("cell", { name: "no sample in 24 h" })).toBeVisible();
  // 5 Instances at 0.0137 EUR an hour for 24 hours.
  await expect(row(page, "full").getByRole("cell", { name: "1.64", exact: true })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "5 groups" })).toContainText(
    "€ 4.60 a day",
  );
  await expect(page.getByText("14 Instances · € 4.60 a day")).toBeVisible();
  await audit();
  await raise.click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit group" })).toBeVisible();
  await expect(field(page, "Maximum")).toBeFocused();
});

test("both themes, and cards on a narrow screen", async ({ page, audit }) => {
  await opened(page);
  await judged(page);
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await expect(
        row(page, "full").getByRole("link", { name: "Raise the maximum" }),
      ).toBeVisible();
      await audit();
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(excess, `nothing is cut off at ${width} px`).toBe(0);
    }
  }
  await page.emulateMedia({ forcedColors: "active" });
  await expect(row(page, "full")).toContainText("At maximum");
});

test("it is sorted, filtered and searched, and a reload shows the same", async ({ page }) => {
  await opened(page);
  await judged(page);
  await show(page).getByRole("button", { name: "Needs you 3" }).click();
  await expect(names(page)).toHaveText(["broken", "full", "silent"]);
  await expect(page.getByText("3 of 5 groups")).toBeVisible();
  await page.getByRole("combobox", { name: /^State/ }).selectOption({ label: "No data (1)" });
  await expect(names(page)).toHaveText(["silent"]);
  await expect(page).toHaveURL(/show=needs-you/);
  await expect(page).toHaveURL(/state=no-data/);

  // What leaves nothing teaches the way out.
  await page.getByLabel("Search by name, tag or state").fill("web");
  await expect(page.getByRole("heading", { name: "No group matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).last().click();
  await expect(names(page)).toHaveCount(5);

  await sort(page).selectOption({ label: "Highest cost" });
  await expect(names(page)).toHaveText(["full", "pinned", "broken", "calm", "silent"]);
  await page.getByLabel("Search by name, tag or state").fill("web");
  await expect(names(page)).toHaveText(["pinned", "calm"]);
  await page.reload();
  await unlocked(page);
  await expect(page.getByLabel("Search by name, tag or state")).toHaveValue("web");
  await expect(sort(page)).toHaveValue("cost");
  await expect(names(page)).toHaveText(["pinned", "calm"]);
});

test("the same by keyboard alone", async ({ page }) => {
  await opened(page);
  await judged(page);
  await tabTo(page, page.getByLabel("Search by name, tag or state"));
  await page.keyboard.type("i");
  await expect(names(page)).toHaveText(["full", "silent", "pinned"]);
  const needsYou = show(page).getByRole("button", { name: /^Needs you/ });
  await tabTo(page, needsYou);
  await page.keyboard.press("Space");
  await expect(needsYou, "the focus stays where it was").toBeFocused();
  await expect(names(page)).toHaveText(["full", "silent"]);
  await tabTo(page, sort(page));
  await page.keyboard.press("N");
  await expect(sort(page)).toHaveValue("name");
  await expect(names(page)).toHaveText(["full", "silent"]);
  await tabTo(page, page.getByRole("button", { name: "Clear the filters" }), "Tab");
  await page.keyboard.press("Enter");
  await expect(names(page)).toHaveText(["broken", "calm", "full", "pinned", "silent"]);
  await tabTo(page, row(page, "full").getByRole("link", { name: "Raise the maximum" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Edit group" })).toBeVisible();
});

test("the focus goes along with a group that is judged meanwhile", async ({ page }) => {
  await page.clock.setFixedTime(new Date(NOW));
  await mockGroups(page, GROUPS);
  const release = await held(page, /\/prometheus\//);
  await connect(page);
  const waiting = names(part(page, "Not judged")).filter({ hasText: "calm" });
  // What is not judged yet is a row like the others.
  await expect(row(page, "calm")).toHaveCSS("display", "table-row");
  await waiting.focus();
  release();
  await expect(names(part(page, "Steady")).filter({ hasText: "calm" })).toBeFocused();
});

test("what cannot be read leaves the rows standing, and they say so", async ({
  page,
  problems,
}) => {
  await page.clock.setFixedTime(new Date(NOW));
  const api = await mockGroups(page, GROUPS);
  await page.route(/\/prometheus\//, (route) => route.fulfill({ status: 403, json: {} }));
  await page.route(/\/products\/servers/, (route) => route.fulfill({ status: 403, json: {} }));
  await connect(page);
  await expect(names(part(page, "Not judged"))).toHaveText(["calm", "silent"]);
  await expect(row(page, "calm")).toContainText("Not judged further: Its metrics");
  // What is known without them is still said.
  await expect(names(part(page, "Needs you"))).toHaveText(["broken", "full"]);
  await expect(row(page, "full")).toContainText("It stands at its maximum of 5.");
  await expect(row(page, "full").getByTitle(/^The prices could not be read/)).toBeVisible();
  await expect(row(page, "calm")).toContainText("+1, 20 min ago");
  expect(api.asked.events).toBeGreaterThan(0);
  for (const problem of problems.splice(0)) expect(problem).toContain("status of 403");
});

/** In the page: the most rows that stand in it at once from now on. */
function noteMostRows() {
  window.mostRows = 0;
  const note = () => {
    const { length } = document.querySelectorAll("main tbody tr");
    window.mostRows = Math.max(window.mostRows, length);
  };
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
}

test("10,000 groups scroll and filter, and only those in sight are judged", async ({ page }) => {
  const number = (count) => String(count).padStart(5, "0");
  const many = Array.from({ length: 10_000 }, (_, count) => ({
    name: `group-${number(count)}`,
    bounds: [0, 5],
    cpu: 40,
    errors: count === 7_777 ? ["The load balancer is gone."] : [],
  }));
  const api = await opened(page, many);
  // What the list itself tells is known of all: the one that is broken stands first.
  await expect(names(part(page, "Needs you"))).toHaveText(["group-07777"]);
  // What they cost is added once the first rows are judged.
  await expect(page.getByText(/^10,000 groups[.,]/)).toBeVisible();
  await expect(page.getByText(/judged so far/)).toBeVisible();
  await page.evaluate(noteMostRows);
  await page.mouse.wheel(0, 200);
  await page.mouse.wheel(0, 200_000);
  await expect(names(page).nth(20)).not.toHaveText("group-00020");
  expect(await page.evaluate(() => window.mostRows), "rows drawn at once").toBeLessThan(150);
  await page.getByLabel("Search by name, tag or state").fill("09999");
  await expect(names(page)).toHaveText(["group-09999"]);
  await page.getByLabel("Search by name, tag or state").fill("");
  await sort(page).selectOption({ label: "Name" });
  await expect(names(page).first()).toHaveText("group-00000");
  expect(api.asked.events, "nobody asks for what nobody sees").toBeLessThan(1_000);
});

test("a column is hidden, and stays so when one comes back", async ({ page, audit }) => {
  await opened(page);
  await judged(page);
  const cost = page.getByRole("columnheader", { name: "€ a day" });
  await expect(cost.first()).toBeVisible();
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "€ a day" }).uncheck();
  await audit();
  await expect(cost).toHaveCount(0);
  await page.reload();
  await unlocked(page);
  await judged(page);
  await expect(cost).toHaveCount(0);
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "€ a day" }).check();
  await expect(cost.first()).toBeVisible();
});

test("a change says its ends, and what the metric of a target read then", async ({
  page,
  audit,
}) => {
  await open(page);
  await judged(page);
  await expect(row(page, "checkout-api")).toContainText(/4 → 5, \d+\smin ago/);
  await expect(row(page, "checkout-api")).toContainText("CPU 70.5 % over 5 min is 0.5 over");
  await expect(row(page, "checkout-api")).not.toContainText("4 to 5");
  await expect(row(page, "checkout-api")).toContainText(/At maximum \d+\smin/);
  await expect(row(page, "search-api")).toContainText(/5 → 6, \d+\smin ago/);
  await expect(row(page, "search-api")).toContainText(
    /CPU averaged [\d.]+\s% over 5\smin then, over the target of 60\s%\./,
  );
  // What a fixed size has no use for is not claimed.
  await expect(row(page, "edge-web")).toContainText("no metric");
  await expect(row(page, "edge-web").getByRole("link", { name: "Export…" })).toHaveCount(1);
  await expect(row(page, "edge-web").getByRole("link", { name: "Hold…" })).toHaveCount(0);
  await expect(row(page, "session-cache")).toContainText(/Flapping \d+ in 24\sh/);
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Now" }).uncheck();
  await expect(page.getByRole("columnheader", { name: "Now" })).toHaveCount(0);
  await audit();
});

test("a group is found by the name of its template", async ({ page }) => {
  await open(page);
  await judged(page);
  await page.getByLabel("Search by name, tag or state").fill("web-small-2");
  await expect(names(page)).toHaveText(["session-cache", "search-api", "edge-web"]);
  await expect(page.getByText(/^3 of 5 groups, €\s[\d.]+ a day\.$/)).toBeVisible();
});

test("a group's page leads to the groups beside it in the list", async ({ page, audit }) => {
  await open(page);
  await judged(page);
  const beside = page.getByRole("navigation", { name: "Groups beside it" });
  const title = (name) => page.getByRole("heading", { level: 1, name });
  await openGroup(page, "image-resizer");
  await expect(beside).toContainText("1 of 5 · Worst first");
  await expect(beside.getByRole("link")).toHaveCount(1);
  await beside.getByRole("link", { name: "Next group" }).click();
  // The other generation.
  await expect(title("session-cache")).toBeVisible();
  await expect(beside).toContainText("2 of 5");
  await audit();
  await beside.getByRole("link", { name: "Previous group" }).click();
  await expect(title("image-resizer")).toBeVisible();
  // Nothing is asked for it: a page that is opened by its address knows none.
  await page.reload();
  await expect(title("image-resizer")).toBeVisible();
  await expect(beside).toHaveCount(0);
});

test("a group's page says how it stands as the list does", async ({ page, audit }) => {
  await open(page);
  const rows = page.getByRole("main").getByRole("row");
  const state = page.getByRole("group", { name: "State", exact: true });
  for (const name of ["checkout-api", "search-api"]) {
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: "Groups" })
      .click();
    const own = rows.filter({ has: page.getByRole("link", { name, exact: true }) });
    // Once the day was read there is a line of it.
    await expect(own.getByRole("img")).toBeVisible();
    const told = (await own.getByRole("cell").first().innerText()).trim();
    await openGroup(page, name);
    await expect(state).toContainText(told);
    // One way into the what-if; and what destroys is the last one.
    const main = page.getByRole("main");
    await expect(main.getByRole("button", { name: /what.if/i })).toHaveCount(1);
    await audit();
  }
});
