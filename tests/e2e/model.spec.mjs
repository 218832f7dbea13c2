// What a real group does and the plain model leaves out: set by hand, held against the native
// replay, and there again after a reload.
import { readFileSync } from "node:fs";
import {
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

/** The run that an address carries, as its JSON. */
const carriedBy = (address) => {
  const [, coded] = /run=1\.([\w-]+)/.exec(address) ?? [];
  return Buffer.from(coded ?? "", "base64url").toString();
};

/** What the native replay makes of the run as the page hands it on. */
async function replayed(page) {
  const download = page.waitForEvent("download");
  await panel(page).getByRole("button", { name: "Download run" }).click();
  const job = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  return { model: job.model, card: replay(job).variants[0].scorecard };
}

test("each option of the model changes the replay as the native one", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  // A sharp rise, which a delay sees late and a queue works off late.
  const rows = generated(576).map(([at, value], index) => [at, index % 96 > 80 ? 98 : value]);
  await load(page, "rises.csv", csv(rows));
  await expect(panel(page)).toContainText("rises.csv, 576 samples.");
  await unfold(panel(page), "Model");
  const shown = async () => {
    const card = await scorecard(outcome(page));
    return [card["Instance-hours"].numbers[0], card.Overload.numbers[0]];
  };
  let before = await shown();
  const options = [
    ["Elasticity", "0.6", "elasticity", 0.6],
    ["Idle share", "20", "idle_percent", 20],
    ["Metric delay", "300", "metric_delay_ms", 300_000],
    ["Draining", "600", "draining_ms", 600_000],
  ];
  for (const [label, text, name, value] of options) {
    await field(model(page), label).fill(text);
    await expect.poll(shown, label).not.toEqual(before);
    const native = await replayed(page);
    expect(native.model[name], label).toBe(value);
    before = await shown();
    expect(before, label).toEqual([native.card.instance_hours, native.card.overload_minutes]);
  }
  await waits(page).selectOption({ label: "Waits" });
  await expect.poll(shown).not.toEqual(before);
  const native = await replayed(page);
  expect(native.model.backlog).toBe(true);
  const all = await shown();
  expect(all).toEqual([native.card.instance_hours, native.card.overload_minutes]);
  await audit();

  // What is out of reach is said, and the preview keeps the last that could be read.
  await field(model(page), "Idle share").fill("91");
  await expectError(field(model(page), "Idle share"), "Enter a number from 0 to 90.");
  expect(await shown()).toEqual(all);
  await field(model(page), "Idle share").fill("20");
  await expectNoError(field(model(page), "Idle share"));

  await expect.poll(() => carriedBy(page.url())).toContain('"backlog":true');
  await page.reload();
  await expect.poll(shown).toEqual(all);
  await unfold(panel(page), "Model");
  for (const [label, text] of options) await expect(field(model(page), label)).toHaveValue(text);
  await expect(waits(page)).toHaveValue("true");
});
