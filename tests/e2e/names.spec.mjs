// Names as somebody may have typed them: of 255 letters, from right to left, of marks and pictures.
import { connect, mockApi } from "./api.mjs";
import { expect, test } from "./fixtures.mjs";
import { field, visit } from "./console.mjs";

const NAMES = {
  "255 letters without a break": "checkoutapi".repeat(24).slice(0, 255),
  // Arabic, and the mark that has everything after it run from right to left.
  "letters from right to left": "خادم الدفع \u202Eweb",
  marks: `<b>&"'</b><img src=x onerror=alert(1)>`,
  pictures: "🚀 👩‍💻 🇫🇷",
};

/** Gives the group and the template of the API a name, as another client does. */
async function rename(page, name) {
  await page.goto("./#/connect");
  await page.evaluate(async (name) => {
    const zone = "/autoscaling/v1alpha1/zones/fr-par-1";
    for (const path of ["instance-groups/group-1", "instance-templates/template-1"]) {
      const body = JSON.stringify({ name });
      await fetch(`${zone}/${path}`, { method: "PATCH", body });
    }
  }, name);
}

/** That nothing is wider than the window, on a narrow screen and on a wide one. */
async function expectToFit(page, shown) {
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(shown).toBeVisible();
    const wide = await page.evaluate(() => {
      const roots = [document.documentElement, ...document.querySelectorAll("dialog[open]")];
      return Math.max(...roots.map((one) => one.scrollWidth - one.clientWidth));
    });
    expect(wide, `${width} px: the page scrolls sideways`).toBeLessThanOrEqual(0);
    // What is drawn anew meanwhile has no place for a moment.
    let box = null;
    await expect.poll(async () => (box = await shown.boundingBox())).not.toBeNull();
    expect(box.x, `${width} px: the name begins in the window`).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, `${width} px: and ends in it`).toBeLessThanOrEqual(width);
  }
}

/** That words which stand beside a name are drawn from left to right. */
async function expectToReadOn(element, words, hold = expect) {
  await expect(element).toContainText(words);
  const places = await element.evaluate((element, words) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const lefts = [0, 1].map((offset) => {
        const range = document.createRange();
        range.setStart(node, at + offset);
        range.setEnd(node, at + offset + 1);
        return range.getBoundingClientRect().left;
      });
      found.push(lefts);
    }
    return found;
  }, words);
  expect(places.length, `“${words}” stands in one piece`).toBeGreaterThan(0);
  for (const [first, second] of places) hold(second, words).toBeGreaterThan(first);
}

/** Words and then a name, which sentences keep to themselves where it goes from right to left. */
const isolated = (words, name) => {
  const text = words.join("") + name;
  const goesBack = /[\u0590-\u08ff\u202a-\u202e]/.test(name);
  return goesBack ? new RegExp(`${words.join("\\u2068?")}\\u2068?${name}`, "u") : text;
};

/** That what stands beside an element is not turned by what is in it. */
const expectIsolated = (element) => expect(element).toHaveCSS("unicode-bidi", /^isolate/);

for (const [kind, name] of Object.entries(NAMES)) {
  test(`a group and a template with a name of ${kind} are shown as they are called`, async ({
    page,
    problems,
    audit,
  }) => {
    // A template's page asks for the names of images and networks, which this API does not have.
    problems.areRefusalsMeant = true;
    const api = await mockApi(page);
    await rename(page, name);
    await connect(page);
    const main = page.getByRole("main");
    const heading = page.getByRole("heading", { level: 1, name, exact: true });
    const link = main.getByRole("link", { name, exact: true });
    await expectToFit(page, link);
    await expectIsolated(link);
    await audit();

    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Go to, or do" });
    const offer = palette.getByRole("option").filter({ hasText: name }).first();
    await expectToFit(page, offer);
    await page.keyboard.press("Escape");

    await link.click();
    await expectToFit(page, heading);
    const template = main.getByRole("link", { name, exact: true });
    await expectToFit(page, template.first());
    await expectIsolated(template.first());

    await main.getByRole("link", { name: "Edit", exact: true }).first().click();
    await expectToFit(page, field(page, "Name"));
    await expect(field(page, "Name")).toHaveValue(name);
    await field(page, "Maximum").fill("7");
    await page.getByRole("button", { name: "Save group" }).click();
    await expect(heading).toBeVisible();
    await expectToFit(page, page.getByRole("status").filter({ hasText: "is changed" }));

    await visit(page, "#/templates", "Templates");
    await expectToFit(page, link);
    await link.click();
    await expectToFit(page, heading);

    await visit(page, "#/activity", "Activity");
    // A long one is cut short there.
    const said = main.getByText(isolated(["Changed ", "group "], name.slice(0, 60)));
    await expect(said).toContainText("maximum 5 → 7 Instances");
    await expectToFit(page, said);
    await said.click();
    await expectToFit(page, main.getByRole("group", { name: "What it changed" }));
    await audit();

    await visit(page, "#/groups/group-1", name);
    await main.getByRole("button", { name: "Delete…", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: isolated(["Delete group "], name) });
    const word = dialog.getByLabel(isolated(["Type "], name));
    await expectToFit(page, dialog.getByRole("heading", { level: 2 }));
    await expectToFit(page, dialog.locator("label").filter({ hasText: name }));
    await expectIsolated(dialog.getByText(name, { exact: true }));
    await expectToReadOn(dialog, " to delete");
    await word.fill(name);
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
    expect(api.sent("DELETE")).toHaveLength(1);
  });
}

test("what is said after a name from right to left is not turned by it", async ({ page }) => {
  const name = NAMES["letters from right to left"];
  await mockApi(page);
  await rename(page, name);
  await connect(page);
  const main = page.getByRole("main");
  await main.getByRole("link", { name, exact: true }).click();
  await main.getByRole("link", { name: "Edit", exact: true }).first().click();
  await field(page, "Maximum").fill("7");
  await page.getByRole("button", { name: "Save group" }).click();
  const toast = page.getByRole("status").filter({ hasText: "is changed" });
  await expectToReadOn(toast, "is changed", expect.soft);
  await visit(page, "#/activity", "Activity");
  const said = main.getByText(isolated(["Changed ", "group "], name));
  await expectToReadOn(said, "maximum 5", expect.soft);
});
