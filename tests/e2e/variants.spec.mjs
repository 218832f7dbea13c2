// Variants: any number beside the saved policies, compared, and one of them applied.
import { expect, test } from "./fixtures.mjs";
import {
  drag,
  field,
  open,
  openGroup,
  openWhatIf,
  panel,
  policyFields,
  timeline,
  unfold,
} from "./console.mjs";

const UP = "my-policy-scale-up";
const DOWN = "my-policy-scale-down";

const variants = (page) => panel(page).getByRole("group", { name: "Variants" });
const table = (page) => timeline(page).getByRole("region", { name: "All variants" });
const chosen = (page, name) => variants(page).getByRole("button", { name, exact: true });

/** A row of the table of all variants: its cells' texts. */
const row = (page, name) => table(page).getByRole("row").filter({ hasText: name });

test.beforeEach(async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
});

test("three variants stand side by side, each with its own edit", async ({ page, audit }) => {
  const slider = (policy) => policyFields(page, policy).getByRole("slider", { name: /Threshold/ });
  await drag(slider(UP), 60);
  await variants(page).getByRole("button", { name: "Add a variant" }).click();
  await expect(chosen(page, "edited 2")).toHaveAttribute("aria-pressed", "true");
  await expect(field(policyFields(page, UP), "Threshold")).toHaveValue("60");
  await drag(slider(UP), 50);
  await field(panel(page), "Variant name").fill("eager");
  await field(panel(page), "Variant name").blur();
  await variants(page).getByRole("button", { name: "Add a variant" }).click();
  await expect(chosen(page, "eager 2")).toHaveAttribute("aria-pressed", "true");
  await field(panel(page), "Maximum").fill("9");

  const heads = table(page).getByRole("columnheader");
  await expect(heads).toHaveText([/whole history/, "saved", "edited", "eager", "eager 2"]);
  await expect(row(page, "Instance-hours").getByRole("cell")).toHaveCount(4);
  // Each is another replay: no two of the four agree in everything.
  const different = () =>
    table(page)
      .getByRole("row")
      .evaluateAll((rows) => {
        const cells = rows.slice(1).map((row) => [...row.querySelectorAll("td")]);
        const columns = cells[0].map((_, column) => {
          return cells.map((row) => row[column].firstChild.textContent).join("|");
        });
        return new Set(columns).size;
      });
  await expect.poll(different).toBe(4);
  await expect(timeline(page)).toContainText("Other variants");
  // What each sets, which paper has too.
  const sets = timeline(page).getByRole("region", { name: "What each sets" }).getByRole("row");
  const expected = [
    /Setting\s*saved\s*edited\s*eager\s*eager 2/,
    /my-policy-scale-up, Threshold\s*70\s%\s*60\s%\s*50\s%\s*50\s%/,
    /Group, Maximum\s*5\sInstances\s*5\sInstances\s*5\sInstances\s*9\sInstances/,
  ];
  await expect(sets).toHaveText(expected);
  await page.emulateMedia({ media: "print" });
  await expect(sets).toHaveText(expected, { useInnerText: true });
  await page.emulateMedia({ media: "screen" });
  await audit();

  // Going back finds the edit as it was left; closing one leaves the others.
  await chosen(page, "edited").click();
  await expect(field(policyFields(page, UP), "Threshold")).toHaveValue("60");
  await expect(field(panel(page), "Maximum")).toHaveValue("5");
  await panel(page).getByRole("button", { name: "Close" }).click();
  await expect(chosen(page, "edited")).toHaveCount(0);
  await expect(heads).toHaveText([/whole history/, "saved", "eager", "eager 2"]);
  await panel(page).getByRole("button", { name: "Close" }).click();
  await expect(table(page)).toHaveCount(0);
  await expect(field(policyFields(page, UP), "Threshold")).toHaveValue("50");
});

test("a name that is taken gets a number", async ({ page }) => {
  await variants(page).getByRole("button", { name: "Add a variant" }).click();
  await field(panel(page), "Variant name").fill("edited");
  await field(panel(page), "Variant name").blur();
  await expect(chosen(page, "edited 2")).toBeVisible();
  await field(panel(page), "Variant name").fill("saved");
  await field(panel(page), "Variant name").blur();
  await expect(chosen(page, "saved 2")).toBeVisible();
});

test("an added and a left out policy are applied by the calls that are shown", async ({
  page,
  audit,
}) => {
  await panel(page).getByRole("button", { name: "Add a policy to try" }).click();
  const copy = policyFields(page, `${DOWN} copy`);
  await unfold(copy, "All fields");
  await field(copy, "Name").fill("gentle-down");
  const added = policyFields(page, "gentle-down");
  await field(added, "Threshold").fill("20");
  await field(added, "Priority").fill("3");
  const left = policyFields(page, `${DOWN} ?priority`);
  await unfold(left, "All fields");
  await left.getByRole("button", { name: `Disable in this variant: ${DOWN}` }).click();
  await field(panel(page), "Maximum").fill("4");
  await page.getByRole("button", { name: /^Review .*…$/ }).click();

  const dialog = page.getByRole("dialog", { name: /^Save \d+ changes? to / });
  await expect(dialog.getByText("3 calls, one after the other")).toBeVisible();
  await expect(dialog.locator("ol").getByRole("listitem")).toHaveText([
    /^Create “gentle-down”.*POST .*\/instance-policies/s,
    /^Lower the bounds.*PATCH .*\/instance-groups\/.*"max_replicas":4/s,
    new RegExp(`^Delete “${DOWN}”.*DELETE .*/instance-policies/`, "s"),
  ]);
  await expect(dialog.getByRole("list", { name: "Risks" })).toBeVisible();
  await audit();
  await dialog.getByRole("button", { name: /^Save \d+ changes?$/ }).click();
  await expect(dialog).toBeHidden();

  const policies = page.getByRole("region", { name: "Policies" });
  const rules = policies.getByRole("listitem");
  await expect(rules.filter({ hasText: "gentle-down" })).toContainText("20 %");
  await expect(rules.filter({ hasText: DOWN })).toHaveCount(0);
  await expect(panel(page).getByText("Edited", { exact: true })).toBeHidden();
  await expect(policyFields(page, "gentle-down")).toHaveCount(1);
  await expect(field(panel(page), "Maximum")).toHaveValue("4");
});
