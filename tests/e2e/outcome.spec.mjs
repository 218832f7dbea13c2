// What an edit comes to: three numbers first, and in sight while a control is moved.
import {
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  scorecard,
  timeline,
  visit,
} from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

const measures = (page) => outcome(page).getByRole("list", { name: "Scorecard" });
const strip = (page) => panel(page).getByRole("list", { name: "Outcome in short" });
const threshold = (page) =>
  policyFields(page, "my-policy-scale-up").getByRole("slider", { name: "Threshold slider" });

test("three numbers lead, each with what lies behind it", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const card = await scorecard(outcome(page));
  const names = Object.keys(card);
  expect(names.slice(0, 3)).toEqual(["Cost a day", "Overload", "Reversals"]);
  const shown = measures(page).getByRole("listitem");
  await expect(shown, "the others are folded away").toHaveCount(3);
  await expect(shown.nth(0)).toContainText(/[\d,.]+ Instance-hours, €\s[\d,.]+ a month\./);
  await expect(shown.nth(1)).toContainText(/stretch/);
  await expect(shown.nth(2)).toContainText(/between \d and \d Instances/);
  await outcome(page).getByRole("button", { name: "All measures" }).click();
  await expect(shown).toHaveCount(names.length);
  await audit();
  await outcome(page).getByRole("button", { name: "Fewer measures" }).click();
  await expect(shown).toHaveCount(3);

  // The longest overload is one click away on the timeline.
  await outcome(page)
    .getByRole("button", { name: /^Show the longest on the timeline/ })
    .click();
  await expect(timeline(page).getByRole("slider", { name: "Moment" })).not.toHaveAttribute(
    "aria-valuetext",
    /No moment chosen/,
  );

  await threshold(page).fill("60");
  await expect(shown.nth(0)).toContainText(
    /[\d,.]+ more Instance-hours, €\s[\d,.]+ more a month\./,
  );
  const difference = (await shown.nth(2).innerText()).match(/[+−]\d+/)[0];
  await expect(strip(page)).toContainText(`Reversals ${difference}`);
});

for (const [width, height] of [
  [1440, 600],
  [360, 640],
]) {
  test(`the numbers stay in sight while a control is moved at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await openGroup(page, "checkout-api");
    const whatIf = page.getByRole("button", { name: "What if", exact: true });
    await whatIf.click();
    await expect(panel(page).getByRole("heading", { name: "What if" })).toBeInViewport();
    await expect(whatIf, "the focus stays where it was").toBeFocused();
    await expect(strip(page)).toContainText("Reversals");
    for (const name of ["Maximum slider", "Cooldown slider"]) {
      const slider = panel(page).getByRole("slider", { name, exact: true });
      await slider.focus();
      await slider.press("ArrowRight");
      await expect(slider).toBeInViewport({ ratio: 1 });
      await expect(strip(page)).toBeInViewport({ ratio: 1 });
      await expect(panel(page).getByRole("button", { name: /^Review .*…$/ })).toBeInViewport({
        ratio: 1,
      });
      const hidden = await slider.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const seen = document.elementFromPoint(left + width / 2, top + height / 2);
        return seen !== element;
      });
      expect(hidden, `nothing covers ${name}`).toBe(false);
    }
  });
}

test("the numbers stand once: in the panel only as those beside it leave the window", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await expect(measures(page)).toBeInViewport();
  await expect(strip(page)).toBeHidden();
  // What can be done stands in one row.
  const actions = [/^Review /, "Sweep…", "Discard"].map((name) =>
    panel(page).getByRole("button", { name }),
  );
  const tops = await Promise.all(actions.map(async (own) => (await own.boundingBox()).y));
  expect(new Set(tops).size).toBe(1);
  await measures(page).evaluate((own) => scrollBy(0, own.getBoundingClientRect().bottom + 200));
  await expect(measures(page)).not.toBeInViewport();
  await expect(strip(page)).toBeInViewport({ ratio: 1 });
});

for (const [how, start] of [
  ["its key", (page) => page.keyboard.press("w")],
  [
    "a changed address",
    (page) =>
      page.evaluate(() => {
        location.hash += "?whatif=1";
      }),
  ],
]) {
  test(`${how} opens the panel and puts the focus there`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 640 });
    await open(page);
    await openGroup(page, "checkout-api");
    await start(page);
    const heading = panel(page).getByRole("heading", { name: "What if" });
    await expect(heading).toBeFocused();
    // The numbers come later, and push it down.
    await expect(strip(page)).toContainText("Reversals");
    await expect(heading).toBeInViewport();
  });
}

test("an address with the what-if shows the panel, unless it names a moment", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await open(page);
  await openGroup(page, "checkout-api");
  const address = page.url().split("#")[1];
  const heading = panel(page).getByRole("heading", { name: "What if" });
  const visitAnew = async (more) => {
    await visit(page, "#/templates", "Templates");
    await visit(page, `#${address}?whatif=1${more}`, "checkout-api");
    await expect(strip(page)).toContainText("Reversals");
  };
  await visitAnew("");
  await expect(heading).toBeInViewport();
  await visitAnew("&at=1772434800000");
  await expect(heading).not.toBeInViewport();
});
