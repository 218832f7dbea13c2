// Help from where a question arises, and the way back to the work.
import { expect, test } from "./fixtures.mjs";
import {
  choose,
  drag,
  field,
  open,
  openGroup,
  openWhatIf,
  panel,
  policyFields,
  question,
  tabTo,
  visit,
} from "./console.mjs";

const BOOK = "**/help-book-*.json";

const heading = (page, name, level) => page.getByRole("heading", { name, level, exact: true });
const help = (scope, topic) => scope.getByRole("link", { name: `Help: ${topic}` });
const article = (page) => page.getByRole("article");
const search = (page) => page.getByRole("search", { name: "Search the help" });
const results = (page) => page.getByRole("list", { name: "Places found" });

/** Opens a page of the help by its address; the clock is left as it is, and so is the focus. */
const start = (page, hash) => page.goto(`./${hash}`);

/** That the focus is on a heading, and that heading in sight. */
async function expectArrived(page, name) {
  const target = heading(page, name);
  await expect(target).toBeFocused();
  await expect(target).toBeInViewport();
}

test("the what-if has its page beside it, which leaves the work as it is", async ({
  page,
  context,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const slider = policyFields(page, "my-policy-scale-up").getByRole("slider", {
    name: "Threshold slider",
  });
  await drag(slider, 60);
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();

  const opened = context.waitForEvent("page");
  await help(panel(page), "reading the what-if").click();
  const other = await opened;
  await expectArrived(other, "Reading the what-if");
  await expect(other).toHaveTitle("Reading the what-if · Headroom");
  await expect(other).toHaveURL(/#\/help\/whatif$/);
  await other.close();

  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
  await expect(slider).toHaveValue("60");
});

test("a topic leads to its heading, and the addresses of headings go back and forth", async ({
  page,
}) => {
  await open(page, "#/activity");
  await help(page.getByRole("main"), "taking a change back").click();
  await expectArrived(page, "Taken back");
  await expect(page).toHaveURL(/#\/help\/console\?at=taken-back$/);

  const way = page.getByRole("navigation", { name: "On this page" });
  await way.getByRole("link", { name: "The palette" }).click();
  await expectArrived(page, "The palette");
  await page.goBack();
  await expectArrived(page, "Taken back");
  await page.goForward();
  await expectArrived(page, "The palette");

  // Once more to where one is, after having scrolled away.
  await page.evaluate(() => scrollTo(0, 0));
  await expect(heading(page, "The palette")).not.toBeInViewport();
  await way.getByRole("link", { name: "The palette" }).click();
  await expectArrived(page, "The palette");

  await page.goto("about:blank");
  await page.goto("./#/help/console?at=the-palette");
  await expectArrived(page, "The palette");
});

test("a page of the help is read by keyboard alone", async ({ page, audit }) => {
  await open(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to, or do" }).fill("help: getting metrics");
  await expect(page.getByRole("option", { name: "Help: getting metrics in" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expectArrived(page, "Importing a history");
  await tabTo(page, article(page).getByRole("button", { name: "Copy" }).first());
  const link = article(page).getByRole("link", { name: "Link to “What to export”" });
  await tabTo(page, link, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expectArrived(page, "What to export");
  await audit();
});

test("a page has tables, code to copy, pictures, and links to the others", async ({
  page,
  context,
  audit,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await start(page, "#/help");
  await expectArrived(page, "Help");
  await audit();
  await page.getByRole("link", { name: "How do I get my own metrics in?" }).click();
  await expectArrived(page, "Importing a history");
  await expect(article(page).getByRole("table").first()).toBeVisible();
  const code = article(page).locator("pre").first();
  const copy = page.locator(".help-code").first().getByRole("button", { name: "Copy" });
  await copy.click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await code.textContent());

  const pages = page.getByRole("navigation", { name: "Pages of the help" });
  await expect(pages.getByRole("link", { name: "Importing a history" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await pages.getByRole("link", { name: "What a sweep advises" }).click();
  await expectArrived(page, "What a sweep advises, and whether it holds");
  const picture = article(page).getByRole("img");
  await picture.scrollIntoViewIfNeeded();
  await expect
    .poll(() => picture.evaluate(({ naturalWidth }) => naturalWidth))
    .toBeGreaterThan(300);
  await pages.getByRole("link", { name: "Reading the what-if" }).click();
  await expectArrived(page, "Reading the what-if");
  await article(page).getByRole("link", { name: "“How the engine decides”" }).click();
  await expectArrived(page, "What is assumed");
});

test("a search finds places, leads there, and is there again on the way back", async ({
  page,
  audit,
}) => {
  await start(page, "#/help/words");
  await search(page).getByRole("searchbox").fill("cockpit prometheus");
  await expect(page.getByRole("status").filter({ hasText: /places?$/ })).toBeVisible();
  await expect(results(page).getByRole("link").first()).toHaveText("Prometheus and Cockpit");
  await audit();
  await results(page).getByRole("link", { name: "Prometheus and Cockpit" }).click();
  await expectArrived(page, "Prometheus and Cockpit");
  await page.goBack();
  await expect(search(page).getByRole("searchbox")).toHaveValue("cockpit prometheus");
  await expect(results(page).getByRole("link").first()).toHaveText("Prometheus and Cockpit");

  await search(page).getByRole("searchbox").fill("no such thing anywhere");
  await expect(page.getByText("No page has all of these words")).toBeVisible();
  await search(page).getByRole("searchbox").fill("");
  await expect(article(page).getByRole("table")).toBeVisible();
});

test("what a dialog holds is not lost for its help, nor what a form holds", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await choose(page, "cpu.csv", "time,cpu %\n2026-11-02T09:00:00Z,38\n2026-11-02T09:05:00Z,61\n");
  await expect(question(page)).toBeVisible();
  const opened = page.waitForEvent("popup");
  await help(question(page), "what an import asks, in a new tab").click();
  const other = await opened;
  await expectArrived(other, "What is asked");
  await other.close();
  await expect(question(page)).toBeVisible();
  await question(page).getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("link", { name: "Edit my-policy-scale-up" }).click();
  await field(page, "Name").fill("renamed");
  await help(page.getByRole("main"), "how thresholds decide").click();
  await expectArrived(page, "Thresholds");
  await page.goBack();
  await expect(field(page, "Name")).toHaveValue("renamed");
});

test("every place where a question arises has its way to the help", async ({ page }) => {
  await open(page, "#/connect");
  await expect(help(page.getByRole("main"), "connecting with a key")).toBeVisible();
  await expect(help(page.getByRole("main"), "the sandbox, its names and its clock")).toBeVisible();
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await page.getByRole("button", { name: "Sweep…" }).click();
  const sweep = page.getByRole("region", { name: "Sweep", exact: true });
  await expect(help(sweep, "what a sweep advises")).toBeVisible();
  await expect(help(page, "looking into an incident")).toBeVisible();
  await page.getByText("What nobody knows", { exact: true }).click();
  await expect(help(page, "what the engine assumes")).toBeVisible();
});

test("without its file the help says so, and tries again", async ({ page, problems, audit }) => {
  await open(page);
  await page.route(BOOK, (route) => route.abort());
  await visit(page, "#/help/whatif", "Help");
  const failure = page.getByRole("alert").filter({ hasText: "The help could not be loaded." });
  await expect(failure).toContainText("reload the page");
  await audit();
  // What another build left there is as good as nothing.
  await page.unroute(BOOK);
  await page.route(BOOK, (route) => route.fulfill({ body: "<!doctype html>" }));
  const asked = page.waitForResponse(BOOK);
  await failure.getByRole("button", { name: "Try again" }).click();
  await asked;
  await expect(failure).toBeVisible();
  await page.unroute(BOOK);
  await failure.getByRole("button", { name: "Try again" }).click();
  await expectArrived(page, "Reading the what-if");
  expect(problems.join("\n")).toContain("Failed to load resource");
  problems.length = 0;
  // It is kept: the network is not needed again.
  await page.route(BOOK, (route) => route.abort());
  await visit(page, "#/help/words", "Words");
});

test("an address that names no page of the help, or no heading, leads on", async ({ page }) => {
  await start(page, "#/help/gone");
  await expectArrived(page, "No such page of the help");
  await expect(search(page)).toBeVisible();
  await page.getByRole("link", { name: "What does this word mean?" }).click();
  await expectArrived(page, "Words");
  await visit(page, "#/help/whatif?at=gone", "Reading the what-if");
  await expectArrived(page, "Reading the what-if");
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 360, height: 780 } });

  test("a page of the help fits, and its headings are folded", async ({ page, audit }) => {
    await start(page, "#/help/import?at=tables");
    await expectArrived(page, "Tables");
    const fits = () => document.documentElement.scrollWidth <= innerWidth;
    expect(await page.evaluate(fits)).toBe(true);
    const way = page.getByRole("navigation", { name: "On this page" });
    await expect(way).toBeHidden();
    await page.getByText("On this page", { exact: true }).click();
    await way.getByRole("link", { name: "What is refused" }).click();
    await expectArrived(page, "What is refused");
    await audit();
  });
});

test("in print a page is its text alone", async ({ page }) => {
  await start(page, "#/help/whatif");
  await expectArrived(page, "Reading the what-if");
  await page.emulateMedia({ media: "print" });
  await expect(article(page)).toBeVisible();
  await expect(page.getByRole("navigation", { includeHidden: true }).first()).toBeHidden();
  await expect(search(page)).toBeHidden();
  await page.emulateMedia({ media: "screen" });
});
