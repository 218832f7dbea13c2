// A recording that stood at its ceiling: the true demand there is unknown, and so is what follows.
import { readFileSync } from "node:fs";
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
  timeline,
  unfold,
} from "./console.mjs";
import { csv, generated } from "./history.mjs";
import { replay } from "./native.mjs";

const UP = "my-policy-scale-up";
/** A day that stands at 100 % for two hours. */
const FULL = generated(288).map(([ms, value], at) => [ms, at >= 60 && at < 84 ? 100 : value]);

const key = (page, text) => timeline(page).locator(".key").getByText(text, { exact: true });
const numberOf = (digits) => Number(digits.replaceAll(",", ""));

/** The job as the page would hand it on. */
async function handedOn(page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel(page).getByRole("button", { name: "Download run" }).click(),
  ]);
  return JSON.parse(readFileSync(await download.path(), "utf8"));
}

/** The two edges as the page tells them, from exactly full upwards. */
async function told(page) {
  const text = await outcome(page)
    .getByText(/of the recording stood at 100\s%/)
    .innerText();
  const edges = [...text.matchAll(/overload ([\d,]+)\smin, ([\d,.]+) Instance-hours/g)];
  return edges.map(([, minutes, hours]) => [numberOf(minutes), numberOf(hours)]);
}

/** The same of the native replay of the last variant, to the bit. */
function replayed(job, multiples) {
  return multiples.map((saturation_multiple) => {
    const { scorecard: card } = replay({ ...job, saturation_multiple }).variants.at(-1);
    return [card.overload_minutes, card.instance_hours];
  });
}

/** That what the page tells is a rounding of the native replay's numbers. */
async function expectTold(page, edges) {
  const shown = await told(page);
  expect(shown).toHaveLength(edges.length);
  shown.forEach(([minutes, hours], at) => {
    expect(Math.abs(minutes - edges[at][0])).toBeLessThanOrEqual(0.5);
    expect(Math.abs(hours - edges[at][1])).toBeLessThanOrEqual(0.05 + 1e-9);
  });
}

/** Notes which questions the page asks of the workers that replay. */
function watchQuestions() {
  window.questions = [];
  window.Worker = class extends Worker {
    constructor(address, ...rest) {
      super(address, ...rest);
      this.replays = String(address).includes("replay");
    }

    postMessage(message, ...rest) {
      if (this.replays) window.questions.push(message[1]);
      return super.postMessage(message, ...rest);
    }
  };
}

test("a full recording shows the band up to a multiple of full", async ({ page, audit }) => {
  await page.addInitScript(watchQuestions);
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const asked = () => page.evaluate(() => [...new Set(window.questions.splice(0))]);
  // The group's own recording stood at its ceiling too: it gives way first.
  await load(page, "first.csv", csv(generated(280)));
  await expect(panel(page)).toContainText("first.csv, 280 samples.");
  await expect(key(page, "Demand at saturation ×1.5")).toHaveCount(0);
  await scorecard(outcome(page));
  await asked();
  await load(page, "below.csv", csv(generated(288)));
  await expect(panel(page)).toContainText("below.csv, 288 samples.");
  await drag(policyFields(page, UP).getByRole("slider", { name: "Threshold slider" }), 60);
  await scorecard(outcome(page));
  const curve = panel(page).getByRole("group", { name: /^What the values of Threshold/ });
  await expect(curve).toHaveAttribute("aria-busy", "false");
  const withoutBand = await asked();
  await expect(key(page, "Demand at saturation ×1.5")).toHaveCount(0);

  await load(page, "full.csv", csv(FULL));
  await expect(panel(page)).toContainText("full.csv, 288 samples.");
  // Both edges are replayed beside the page: the numbers before were those of the other file.
  await expect(key(page, "Demand at saturation ×1.5")).toBeVisible();
  const exactly = await scorecard(outcome(page));
  const more = (await asked()).filter((question) => !withoutBand.includes(question));
  expect(more, "only a recording that was full is replayed at the other edge").toHaveLength(1);
  await expect(outcome(page)).toContainText(
    "24 samples of the recording stood at 100 %: the true demand there is unknown. " +
      "Taken as exactly full, as in the numbers above: overload ",
  );
  await expect(outcome(page)).toContainText(" At 1.5 times full: overload ");
  await audit();
  const job = await handedOn(page);
  const band = replayed(job, [1, 1.5]);
  expect(band[0], "the multiple matters").not.toEqual(band[1]);
  await expectTold(page, band);
  const shown = exactly["Instance-hours"].numbers[1];
  expect(shown).toBe(replay(job).variants[1].scorecard.instance_hours);

  // Both curves can be read as a table too.
  await page.getByRole("button", { name: "As table" }).click();
  const moments = page.getByRole("region", { name: "Timeline as a table" });
  await expect(moments.getByRole("columnheader")).toHaveText([
    "Time",
    "Saved, replayed",
    "Size",
    "Edited",
    "Size",
    "Demand at saturation ×1.5",
    "Size",
  ]);
  await page.getByRole("button", { name: "As table" }).click();

  // A multiple that is stated is what the numbers go by; exactly full is then the other edge.
  await unfold(panel(page), "Load");
  await field(panel(page), "Demand at saturation").fill("2");
  const stated = await scorecard(outcome(page));
  await expect(outcome(page)).toContainText(" At 2 times full, as in the numbers above: overload ");
  await expect(key(page, "Demand at saturation ×1")).toBeVisible();
  await expectTold(page, replayed(job, [1, 2]));
  const hours = replay({ ...job, saturation_multiple: 2 }).variants[1].scorecard.instance_hours;
  expect(stated["Instance-hours"].numbers[1]).toBe(hours);

  // Without the edit, the saved policies have the band.
  await page.getByRole("button", { name: "Discard" }).click();
  await scorecard(outcome(page));
  const saved = { ...job, variants: job.variants.slice(0, 1) };
  await expectTold(page, replayed(saved, [1, 2]));
});
