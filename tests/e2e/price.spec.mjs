// What a variant costs, and whose price that is.
import { expect, test } from "./fixtures.mjs";
import {
  drag,
  fact,
  field,
  load,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  scorecard,
  timeline,
  unfold,
} from "./console.mjs";
import { connect, mockApi } from "./api.mjs";
import { csv, generated } from "./history.mjs";

const UP = "my-policy-scale-up";
const LISTED = "€ 0.02754 an hour for PLAY2-NANO, as the API said on 2 Mar, 08:00";

const price = (page) => field(panel(page), "Price");

/** The exact costs, saved and edited. */
async function costs(scope) {
  const card = await scorecard(scope);
  return ["Cost a day", "Cost a month"].map((name) => card[name].numbers);
}

test("the cost goes by the Instance type's price until one is typed", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await expect(fact(page, "Size now")).toContainText("5 of 1 to 5");
  await expect(fact(page, "Cost now")).toHaveText("€ 3.30 a day");
  await openWhatIf(page);
  await expect(outcome(page)).toContainText(`Cost at ${LISTED}; a month has 730 hours.`);
  const [[perDay], [perMonth]] = await costs(outcome(page));
  const { "Instance-hours": hours } = await scorecard(outcome(page));
  // Fourteen days, to the sample.
  expect(perDay).toBeCloseTo((hours.numbers[0] * 0.02754) / 14, 2);
  expect(perMonth).toBeCloseTo((perDay * 730) / 24, 6);
  await unfold(panel(page), "Assumed");
  await expect(panel(page)).toContainText(`Left empty, it is ${LISTED}.`);

  await drag(policyFields(page, UP).getByRole("slider", { name: "Threshold slider" }), 50);
  const [edited] = await costs(outcome(page));
  expect(edited).toHaveLength(2);
  expect(edited[1], "the edit matters").not.toBe(edited[0]);
  await panel(page).getByRole("button", { name: "Add a variant" }).click();
  const table = timeline(page).getByRole("region", { name: "All variants" });
  for (const name of ["Cost a day, €", "Cost a month, €"]) {
    const cells = table.getByRole("row").filter({ hasText: name }).getByRole("cell");
    await expect(cells).toHaveCount(3);
    await expect(cells.nth(1)).toHaveText(/^[\d,]+\.\d\d [+−][\d,]+\.\d\d$/);
  }
  await audit();

  await page.getByRole("button", { name: /^Review .*…$/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Save \d+ changes? to / });
  await expect(dialog).toContainText(`Cost at ${LISTED}`);
  expect((await costs(dialog))[0]).toEqual(edited);
  await dialog.getByRole("button", { name: "Back" }).click();

  await price(page).fill("0.05508");
  await expect(outcome(page)).toContainText("Cost at € 0.05508 an hour, as typed;");
  const [[typed]] = await costs(outcome(page));
  expect(typed).toBeCloseTo(perDay * 2, 9);
  await price(page).fill("");
  await expect(outcome(page)).toContainText(`Cost at ${LISTED};`);
  expect((await costs(outcome(page)))[0][0]).toBe(perDay);
});

test("a price that is not to be had is asked for where it is typed", async ({ page, problems }) => {
  const api = await mockApi(page);
  api.refuse("GET", 403, { message: "denied" }, { part: "products/servers" });
  await connect(page);
  await page.getByRole("main").getByRole("link", { name: "mock-group" }).click();
  await expect(fact(page, "Cost now")).toHaveText("not known");
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await load(page, "week.csv", csv(generated(288)));
  await unfold(panel(page), "Assumed");
  await expect(panel(page)).toContainText(
    "The price of PLAY2-NANO could not be read. The key may not do this. The API says: denied.",
  );
  await expect(panel(page)).toContainText("Type a price to see the cost.");
  await expect(outcome(page)).toContainText("Type a price under Assumed to see the cost.");
  expect(Object.keys(await scorecard(outcome(page)))).not.toContain("Cost a day");
  await price(page).fill("0.1");
  await expect(outcome(page)).toContainText("Cost at € 0.1 an hour, as typed;");
  const [[perDay]] = await costs(outcome(page));
  expect(perDay).toBeGreaterThan(0);
  expect(problems.splice(0).join("\n")).toContain("403");
});
