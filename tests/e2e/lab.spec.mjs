// The lab from end to end: a history from a dashboard, why it scaled, better rules, applied.
import { expect, test } from "./fixtures.mjs";
import {
  drag,
  field,
  load,
  open,
  openGroup,
  openWhatIf,
  panel,
  policyFields,
  timeline,
} from "./console.mjs";
import { generated, stamp } from "./history.mjs";

const UP = "my-policy-scale-up";

/** Grafana's "Download for Excel": a line that names the separator, quotes, a unit, two series. */
function grafana(rows) {
  const lines = rows.map(([ms, value]) => {
    return `"${stamp(ms)}","${value.toFixed(1)}%","${Math.round(value * 900)} kB/s"`;
  });
  return ["sep=,", '"Time","CPU","Network in"', ...lines, ""].join("\r\n");
}

test("from a dashboard's export to policies in force", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);

  // Import.
  await load(page, "dashboard.csv", grafana(generated(2_016)));
  await expect(panel(page)).toContainText("dashboard.csv, 4,032 samples.");
  await expect(timeline(page).getByRole("combobox", { name: "Metric" })).toBeVisible();

  // Explain a moment.
  const moment = timeline(page).getByRole("slider", { name: "Moment" });
  await moment.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(timeline(page)).toContainText(/Saved, replayed: (Stayed at|\d+ to) \d/);
  const rules = timeline(page).getByRole("list", { name: "Every rule" }).getByRole("listitem");
  await expect(rules.filter({ hasText: UP })).toContainText("70 %");

  // Take a lint's fix.
  const threshold = field(policyFields(page, UP), "Threshold");
  await threshold.fill("41");
  const lints = panel(page).getByRole("region", { name: "Worth a look" });
  const flaps = lints
    .getByRole("listitem")
    .filter({ has: page.getByRole("button") })
    .first();
  await flaps.getByRole("button").click();
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
  await audit();

  // Compare three variants.
  const variants = panel(page).getByRole("group", { name: "Variants" });
  const slider = policyFields(page, UP).getByRole("slider", { name: "Threshold slider" });
  for (const value of [60, 80]) {
    await variants.getByRole("button", { name: "Add a variant" }).click();
    await drag(slider, value);
  }
  const table = timeline(page).getByRole("region", { name: "All variants" });
  await expect(table.getByRole("columnheader")).toHaveText([
    /whole history/,
    "saved",
    "edited",
    "edited 2",
    "edited 3",
  ]);

  // Sweep, and open the point with the least overload.
  await panel(page).getByRole("button", { name: "Sweep…" }).click();
  const sweep = page.getByRole("region", { name: "Sweep", exact: true });
  await sweep.getByRole("button", { name: /^Sweep [\d,]+ points$/ }).click();
  await expect(sweep).toContainText(/All [\d,]+ points are tried/, { timeout: 120_000 });
  await expect(
    sweep.getByRole("region", { name: /^(Recommended|Keep what is saved)$/ }),
  ).toBeVisible();
  await audit();
  const front = sweep.getByRole("region", { name: "The points that no other beats" });
  const point = front.getByRole("row").last();
  await point.getByRole("button").click();
  await expect(variants.getByRole("button", { name: "swept" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  const expected = await threshold.inputValue();

  // Apply it to the sandbox.
  await panel(page)
    .getByRole("button", { name: /^Review .*…$/ })
    .click();
  const dialog = page.getByRole("dialog", { name: /^Save \d+ changes? to / });
  await expect(
    dialog.getByRole("list", { name: "Risks" }).or(dialog.getByRole("table")).first(),
  ).toBeVisible();
  await audit();
  await dialog.getByRole("button", { name: /^Save \d+ changes?$/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("status").filter({ hasText: "The edit is saved" })).toBeVisible();

  // The new policies are on the group's page, also after a reload.
  const row = page
    .getByRole("region", { name: "Policies" })
    .getByRole("listitem")
    .filter({ hasText: UP });
  await expect(row).toContainText(`over ${expected} %`);
  await page.reload();
  await expect(row).toContainText(`over ${expected} %`);
});
