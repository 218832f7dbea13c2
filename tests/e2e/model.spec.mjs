// What a real group does and the plain model leaves out: set by hand, held against the native
// replay, and there again after a reload.
import { readFileSync } from "node:fs";
import {
  carriedBy,
  expectError,
  expectNoError,
  field,
  load,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  scorecard,
  unfold,
} from "./console.mjs";
import { expect, test } from "./fixtures.mjs";
import { csv, generated } from "./history.mjs";
import { replay } from "./native.mjs";

const model = (page) => panel(page).locator("details").filter({ hasText: "Metric delay" });
const waits = (page) => field(model(page), "Work beyond capacity");

/** What the native replay makes of the run as the page hands it on. */
async function replayed(page) {
  const download = page.waitForEvent("download");
  await panel(page).getByRole("button", { name: "Download run" }).click();
  const job = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  return { model: job.model, card: replay(job).variants[0].scorecard };
}

/** Opens the what-if over a file with sharp rises, which a delay sees late. */
async function start(page) {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const rows = generated(576).map(([at, value], index) => [at, index % 96 > 80 ? 98 : value]);
  await load(page, "rises.csv", csv(rows));
  await expect(panel(page)).toContainText("rises.csv, 576 samples.");
}

/** The exact cost and overload of the saved rules. */
async function shown(page) {
  const card = await scorecard(outcome(page));
  return [card["Instance-hours"].numbers[0], card.Overload.numbers[0]];
}

test("each option of the model changes the replay as the native one", async ({ page, audit }) => {
  await start(page);
  await unfold(panel(page), "Model");
  const now = () => shown(page);
  let before = await now();
  const options = [
    ["Elasticity", "0.6", "elasticity", 0.6],
    ["Idle share", "20", "idle_percent", 20],
    ["Metric delay", "300", "metric_delay_ms", 300_000],
    ["Draining", "600", "draining_ms", 600_000],
  ];
  for (const [label, text, name, value] of options) {
    await field(model(page), label).fill(text);
    await expect.poll(now, label).not.toEqual(before);
    const native = await replayed(page);
    expect(native.model[name], label).toBe(value);
    before = await now();
    expect(before, label).toEqual([native.card.instance_hours, native.card.overload_minutes]);
  }
  await waits(page).selectOption({ label: "Waits" });
  await expect.poll(now).not.toEqual(before);
  const native = await replayed(page);
  expect(native.model.backlog).toBe(true);
  const all = await now();
  expect(all).toEqual([native.card.instance_hours, native.card.overload_minutes]);
  await audit();

  // What is out of reach is said, and the preview keeps the last that could be read.
  await field(model(page), "Idle share").fill("91");
  await expectError(field(model(page), "Idle share"), "Enter a number from 0 to 90.");
  expect(await now()).toEqual(all);
  await field(model(page), "Idle share").fill("20");
  await expectNoError(field(model(page), "Idle share"));

  await expect.poll(() => carriedBy(page.url())).toContain('"backlog":true');
  await page.reload();
  await expect.poll(now).toEqual(all);
  await unfold(panel(page), "Model");
  for (const [label, text] of options) await expect(field(model(page), label)).toHaveValue(text);
  await expect(waits(page)).toHaveValue("true");
});

test("every assumption and every load is there again after a reload", async ({ page }) => {
  await start(page);
  const settings = [
    ["Boot delay", "240"],
    ["Price", "0.05"],
    ["Traffic", "1.2"],
    ["Demand at saturation", "1.5"],
    ["Failed launches", "10"],
    ["Evaluated every", "120"],
    ["Missing samples", "hold_last"],
    ["Overlay", "spike"],
    ["Starts after", "12"],
    ["For", "4"],
    ["Up to", "2.5"],
  ];
  const unfoldBoth = async () => {
    await unfold(panel(page), "Assumed");
    await unfold(panel(page), "Load");
  };
  await unfoldBoth();
  for (const [label, text] of settings) {
    const control = field(panel(page), label);
    const isChoice = (await control.evaluate((own) => own.tagName)) === "SELECT";
    await (isChoice ? control.selectOption(text) : control.fill(text));
  }
  const carried = () => carriedBy(page.url());
  await expect.poll(carried).toContain('"factor":2.5');
  const before = await shown(page);
  await page.reload();
  await unfoldBoth();
  for (const [label, text] of settings) {
    await expect(field(panel(page), label), label).toHaveValue(text);
  }
  await expect.poll(() => shown(page)).toEqual(before);
});
