// One field for everything: found by a few letters, done by Enter, and the same as a key or a link.
import { expect, test } from "./fixtures.mjs";
import { connect, expectOnlyRefusals, mockApi } from "./api.mjs";
import { open, openGroup, panel, visit } from "./console.mjs";

const palette = (page) => page.getByRole("dialog", { name: "Go to, or do" });
const field = (page) => palette(page).getByRole("combobox");
const options = (page) => palette(page).getByRole("option");
const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });

async function summon(page) {
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
}

test("groups, templates, policies and actions are found and done with the keyboard", async ({
  page,
  audit,
}) => {
  await open(page);
  await expect(page.getByRole("link", { name: "checkout-api", exact: true })).toBeVisible();
  await summon(page);
  await expect(options(page).filter({ hasText: "checkout-api" }).first()).toBeVisible();
  await audit();
  await page.keyboard.type("check");
  await expect(options(page).first()).toContainText("checkout-api");
  await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(heading(page, "checkout-api")).toBeVisible();
  await expect(palette(page)).toBeHidden();

  await summon(page);
  await page.keyboard.type("hold");
  await page.keyboard.press("Enter");
  const hold = page.getByRole("dialog", { name: "Hold checkout-api" });
  await expect(hold).toBeVisible();
  await expect(page).toHaveURL(/[?&]do=hold/);
  await page.keyboard.press("Escape");
  await expect(hold).toBeHidden();
  await expect(page).not.toHaveURL(/[?&]do=/);

  await summon(page);
  await page.keyboard.type("scale-down");
  // Enter takes what is shown, and the names of policies have to be read first.
  await expect(options(page).first()).toContainText("scale-down");
  await page.keyboard.press("Enter");
  await expect(heading(page, /^Edit policy ./)).toBeVisible();
  await summon(page);
  await page.keyboard.type("nothing has this name");
  await expect(options(page)).toHaveCount(0);
  await expect(palette(page)).toContainText("Nothing has that name");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
});

test("the button opens it, arrows choose, and a click does", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: /^Go to, or do/ }).click();
  await expect(options(page).filter({ hasText: "web-small" }).first()).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await expect(options(page).last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  await options(page)
    .filter({ hasText: /^Connection/ })
    .click();
  await expect(heading(page, "Connection")).toBeVisible();
});

test("what no address holds is done at once: the clock, the zone of times, the language", async ({
  page,
}) => {
  await open(page);
  const clock = page.getByRole("navigation", { name: "Main" }).getByRole("time");
  const take = async (words) => {
    await summon(page);
    await page.keyboard.type(words);
    await expect(options(page).first()).toContainText(words);
    await page.keyboard.press("Enter");
    await expect(palette(page)).toBeHidden();
  };
  const before = await clock.textContent();
  await take("Sandbox: move on by an hour");
  await expect(clock).not.toHaveText(before);
  await take("Sandbox: run the clock");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await take("Times in UTC");
  await expect(page.getByRole("checkbox", { name: "Times in UTC" })).toBeChecked();
  await take("Speak the other language");
  await expect(page.getByRole("button", { name: "English" })).toBeFocused();
  await expect(page.getByRole("heading", { level: 1, name: "Groupes" })).toBeVisible();
});

test("single keys do what the palette says, and can be turned off", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await expect(page.getByRole("button", { name: "What if", exact: true })).toBeVisible();
  await page.keyboard.press("w");
  await expect(panel(page)).toBeVisible();
  // A letter that is typed is a letter.
  const search = page.getByRole("region", { name: "Events" }).getByRole("searchbox");
  await search.fill("");
  await search.press("h");
  await expect(search).toHaveValue("h");
  await expect(page.getByRole("dialog")).toBeHidden();
  await heading(page, "checkout-api").click();
  await page.keyboard.press("?");
  const keys = palette(page).getByRole("checkbox", { name: /^Single keys/ });
  await expect(keys).toBeChecked();
  await keys.uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("h");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a key that comes as soon as a dialog is left is not lost", async ({ page }) => {
  await open(page);
  await page.keyboard.press("?");
  await expect(palette(page)).toBeVisible();
  // The browser tells that a dialog has closed in a task of its own; here the key comes before it.
  await page.evaluate(() => {
    const again = () => dispatchEvent(new KeyboardEvent("keydown", { key: "?" }));
    const observer = new MutationObserver(() => {
      observer.disconnect();
      again();
    });
    observer.observe(document.querySelector("dialog[open]"), { attributeFilter: ["open"] });
  });
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the list is gone through by single keys, over its parts", async ({ page, audit }) => {
  await open(page);
  const main = page.getByRole("main");
  const named = (name) => main.getByRole("link", { name, exact: true });
  // A group that is judged changes its place, and one that stands by its size is judged anew.
  await expect(main.getByRole("rowheader").getByRole("link")).toHaveText([
    "image-resizer",
    "session-cache",
    "checkout-api",
    "search-api",
    "edge-web",
  ]);
  await expect(main.getByText("next, previous")).toBeVisible();
  await page.keyboard.press("j");
  await expect(named("image-resizer")).toBeFocused();
  for (const _ of [1, 2, 3, 4]) await page.keyboard.press("j");
  await expect(named("edge-web")).toBeFocused();
  await page.keyboard.press("j");
  await expect(named("edge-web"), "the last one stays").toBeFocused();
  await page.keyboard.press("k");
  await expect(named("search-api")).toBeFocused();
  await audit();
  await page.keyboard.press("Enter");
  await expect(heading(page, "search-api")).toBeVisible();
  await page.goBack();
  await page.keyboard.press("?");
  await palette(page)
    .getByRole("checkbox", { name: /^Single keys/ })
    .uncheck();
  await page.keyboard.press("Escape");
  await expect(main.getByText("next, previous")).toHaveCount(0);
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  const before = await focused();
  await page.keyboard.press("j");
  expect(await focused()).toBe(before);
});

test("an address with what is open opens it, in a page of its own", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const group = new URL(page.url()).hash.split("?")[0];
  await visit(page, "#/templates", "Templates");
  await visit(page, `${group}?do=delete`, "checkout-api");
  await expect(page.getByRole("dialog", { name: "Delete group checkout-api?" })).toBeVisible();
});

test("what could not be read is said to be missing", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();
  api.refuse("GET", 403, { message: "insufficient permissions" });
  await summon(page);
  await expect(palette(page).getByRole("status").first()).toContainText(
    "Not among them, since they could not be read: groups with thresholds",
  );
  await expect(options(page).filter({ hasText: "Connection" })).toBeVisible();
  expectOnlyRefusals(problems);
});

test("nothing is said to be missing before it was read", async ({ page }) => {
  const api = await mockApi(page);
  await connect(page);
  await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();
  const release = api.hold("GET");
  await summon(page);
  await page.keyboard.type("mock-up");
  await expect(palette(page)).toContainText("Reading the names of what there is…");
  await expect(palette(page)).not.toContainText("Nothing has that name");
  release();
  await expect(options(page).first()).toContainText("mock-up");
});

test("a pointer at rest where the list comes chooses nothing, and one that moves does", async ({
  page,
}) => {
  await open(page);
  await summon(page);
  const fourth = options(page).nth(3);
  await expect(fourth).toBeVisible();
  // So a browser tells what comes under a pointer that rests: by a move that goes nowhere.
  await fourth.dispatchEvent("pointermove", { movementX: 0, movementY: 0 });
  await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  const { x, y, width, height } = await fourth.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.move(x + width / 2 + 4, y + height / 2 + 2);
  await expect(fourth).toHaveAttribute("aria-selected", "true");
});

test("Enter before the names are read takes what fits once they are", async ({ page }) => {
  const api = await mockApi(page);
  await connect(page);
  const release = api.hold("GET");
  await summon(page);
  await page.keyboard.type("mock-group");
  await expect(palette(page)).toContainText("Reading the names");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeVisible();
  release();
  await expect(heading(page, "mock-group")).toBeVisible();
  await expect(palette(page)).toBeHidden();
});

test("“?” lists the keys of the page and of everywhere, and no dialog opens over another", async ({
  page,
  audit,
}) => {
  await open(page);
  await expect(page.getByRole("link", { name: "checkout-api", exact: true })).toBeVisible();
  await page.keyboard.press("?");
  await expect(palette(page)).toContainText("List the keys");
  await expect(palette(page)).not.toContainText("On the timeline");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await openGroup(page, "checkout-api");
  await heading(page, "checkout-api").click();
  await page.keyboard.press("?");
  await expect(palette(page).getByText("On the timeline: zoom in or out")).toBeVisible();
  await audit();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await summon(page);
  await expect(palette(page).getByText("On the timeline: zoom in or out")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await page.keyboard.press("h");
  await expect(page.getByRole("dialog", { name: "Hold checkout-api" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toHaveCount(1);
});

test("the Enter that takes an offer does not press the button that had the focus", async ({
  page,
}) => {
  await open(page);
  const run = page.getByRole("button", { name: "Run", exact: true });
  await run.focus();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to, or do" }).fill("Times in UTC");
  await page.getByRole("option", { name: /^Times in UTC/ }).waitFor();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByLabel("Times in UTC")).toBeChecked();
  await expect(run, "the clock still stands").toBeFocused();
});
