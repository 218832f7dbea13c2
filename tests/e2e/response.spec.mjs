// The response curve: at which values of a setting anything changes, and what.
import { expect, test } from "./fixtures.mjs";
import {
  drag,
  field,
  load,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  scorecard,
  tabTo,
} from "./console.mjs";
import { csv, generated } from "./history.mjs";

const UP = "my-policy-scale-up";

const slider = (page) => policyFields(page, UP).getByRole("slider", { name: "Threshold slider" });
const curve = (page, label = "Threshold") =>
  panel(page).getByRole("group", { name: `What the values of ${label} come to` });
const cliff = (page, which) =>
  curve(page)
    .getByRole("listitem")
    .nth(which === "Next" ? 1 : 0)
    .getByRole("button", { name: /^Use / });
/** The value that a cliff's button names. */
const named = async (button) => Number((await button.textContent()).match(/^Use ([\d.]+)\s%$/)[1]);
/** What the value that is set comes to, as the curve says it. */
const said = async (page) => {
  const text = await curve(page).getByRole("status").textContent();
  const number = (pattern) => Number(text.match(pattern)[1].replaceAll(",", ""));
  return [number(/([\d,]+)\smin of overload/), number(/([\d,]+) changes?/), number(/([\d,]+) rev/)];
};
/** The same of the replay. */
const replayed = async (page) => {
  const card = await scorecard(outcome(page));
  const last = ({ numbers }) => numbers.at(-1);
  return [Math.round(last(card.Overload)), last(card.Changes), last(card.Reversals)];
};

test.beforeEach(async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await load(page, "steps.csv", csv(generated(1_152)));
  await expect(panel(page)).toContainText("steps.csv, 1,152 samples.");
});

test("the cliffs of a threshold are found, crossed and listed with the keyboard alone", async ({
  page,
  audit,
}) => {
  await expect(curve(page)).toHaveCount(0);
  await tabTo(page, slider(page));
  await expect(curve(page)).toHaveAttribute("aria-busy", "false");
  await expect(curve(page).getByRole("status")).toContainText("min of overload");
  const before = await said(page);
  expect(before).toEqual(await replayed(page));
  await audit();

  // Over the next cliff: the field has its value, and the replay is what the curve said.
  const next = cliff(page, "Next");
  await tabTo(page, next);
  const beyond = await named(next);
  await page.keyboard.press("Enter");
  await expect(field(policyFields(page, UP), "Threshold")).toHaveValue(String(beyond));
  await expect(next, "the focus stays").toBeFocused();
  await expect.poll(() => replayed(page)).toEqual(await said(page));
  const after = await said(page);
  expect(after).not.toEqual(before);
  const differs = after[0] - before[0];
  if (differs !== 0) {
    const words = `${Math.abs(differs)} min ${differs > 0 ? "less" : "more"} overload`;
    await expect(curve(page).getByRole("listitem").first()).toContainText(words);
  }
  await expect(curve(page).getByRole("listitem").first()).toContainText(
    /First differs on \w+,? \d+ \w+, \d\d:\d\d, at CPU [\d.]+\s% over \d+\smin\./,
  );

  // Back over the same cliff it is as before, however near the two values are.
  const previous = cliff(page, "Previous");
  expect(await named(previous)).toBeLessThan(beyond);
  await tabTo(page, previous, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => said(page)).toEqual(before);
  await expect.poll(() => replayed(page)).toEqual(before);

  // All of them, from the first value to the last, as a table.
  await tabTo(page, curve(page).locator("summary"));
  await page.keyboard.press("Enter");
  const table = curve(page).getByRole("table");
  await expect(table.locator("caption")).toContainText(/\d+ cliffs/);
  expect(await table.getByRole("row").count()).toBeGreaterThan(3);
  await audit();
});

test("a curve stands while its setting is dragged, and follows what else is edited", async ({
  page,
}) => {
  await slider(page).focus();
  await drag(slider(page), 62);
  await expect(curve(page).getByRole("status")).toContainText("min of overload");
  // While the setting itself is dragged nothing is asked: the curve never waits.
  await page.evaluate(() => {
    const curve = document.querySelector(".response");
    window.waited = 0;
    const look = () => {
      if (curve.getAttribute("aria-busy") === "true") window.waited += 1;
    };
    new MutationObserver(look).observe(curve, { attributes: true });
  });
  for (const value of [55, 71, 80, 64]) await drag(slider(page), value);
  await expect.poll(async () => said(page)).toEqual(await replayed(page));
  expect(await page.evaluate(() => window.waited)).toBe(0);

  // The setting that is taken next has the curve, and the other one closes.
  await field(panel(page), "Maximum").fill("3");
  await expect(curve(page, "Maximum").getByRole("status")).toContainText("min of overload");
  await expect(curve(page)).toHaveCount(0);
  // Another maximum makes the first one another curve.
  await tabTo(page, slider(page), "Shift+Tab");
  await expect(curve(page).getByRole("status")).toContainText("min of overload");
  await expect.poll(() => said(page)).toEqual(await replayed(page));
});

test("an edited field says what is saved, and the curve's cliffs their values", async ({
  page,
}) => {
  const threshold = field(policyFields(page, UP), "Threshold");
  await expect(threshold).toHaveAccessibleDescription("");
  await tabTo(page, slider(page));
  await expect(curve(page)).toHaveAttribute("aria-busy", "false");
  await threshold.fill("60");
  await expect(threshold).toHaveAccessibleDescription(/^was 70\s%$/);
  await expect(policyFields(page, UP).getByText("was 70 %")).toBeVisible();
  // Nothing else was edited; and with the saved value again, nothing is.
  await expect(panel(page).getByText(/^was /)).toHaveCount(1);

  // The strip names the cliffs that the buttons lead to, and says money as the scorecard does.
  const strip = curve(page).locator("svg");
  await expect(cliff(page, "Next")).toBeVisible();
  for (const button of await curve(page).getByRole("button", { name: /^Use / }).all()) {
    await expect(strip).toContainText(`${await named(button)} %`);
  }
  await expect(strip).toContainText("€ a day");
  await expect(curve(page).getByRole("status")).toContainText(/€\s[\d.]+( to €\s[\d.]+)? a day\./);

  // Paper and forced colours have the words, too, and a border of another style.
  await page.emulateMedia({ media: "print" });
  await expect(policyFields(page, UP).getByText("was 70 %")).toBeVisible();
  await page.emulateMedia({ media: "screen", forcedColors: "active" });
  await expect(threshold).toHaveCSS("border-left-style", "double");
  await page.emulateMedia({ forcedColors: "none" });

  await threshold.fill("70");
  await expect(threshold).toHaveAccessibleDescription("");
  await expect(panel(page).getByText(/^was /)).toHaveCount(0);
});
