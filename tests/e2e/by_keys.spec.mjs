// Two tasks of the what-if by the keyboard alone: a history of one's own, and sharing what is tried.
import {
  field,
  open,
  openGroup,
  openWhatIf,
  panel,
  policyFields,
  pressAt,
  question,
  tabTo,
} from "./console.mjs";
import { expect, test } from "./fixtures.mjs";
import { csv, generated } from "./history.mjs";

const UP = "my-policy-scale-up";

test("a file of one's own is loaded, answered for and tried with the keyboard alone", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const chooser = page.waitForEvent("filechooser");
  await pressAt(page, panel(page).getByRole("button", { name: "Load another…" }));
  await pressAt(page, page.getByLabel("Load CSV or JSON"));
  const text = csv(generated());
  const file = { name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await (await chooser).setFiles(file);
  const holds = question(page).getByLabel("It holds").first();
  await tabTo(page, holds);
  await page.keyboard.type("CPU");
  await expect(holds).toHaveValue(/cpu/i);
  const size = question(page).getByLabel("Number of Instances served");
  await tabTo(page, size);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("3");
  await pressAt(page, question(page).getByRole("button", { name: "Use it" }));
  await expect(question(page)).toBeHidden();
  await expect(panel(page).getByText(/^mine\.csv, \d[\d,]* samples\./)).toBeVisible();
});

test("what is tried is shared with the keyboard alone, and opens as it was", async ({
  page,
  browser,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const slider = policyFields(page, UP).getByRole("slider", { name: "Threshold slider" });
  await tabTo(page, slider);
  for (let step = 0; step < 10; step += 1) await page.keyboard.press("ArrowLeft");
  await expect(field(policyFields(page, UP), "Threshold")).toHaveValue("60");
  await pressAt(page, panel(page).getByRole("button", { name: "Copy link" }));
  const link = page.getByLabel("Link to this run");
  await expect(link).toHaveValue(/run=1\./);
  // Elsewhere, where nothing is kept of it.
  const other = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  await other.goto(await link.inputValue());
  await expect(field(policyFields(other, UP), "Threshold")).toHaveValue("60");
  await other.context().close();
});
