// Times and numbers as the reader's own place has them: a zone across a change of summer time, and
// a language whose numbers have commas.
import {
  load,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  scorecard,
  timeline,
} from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

test.use({ locale: "de-DE", timezoneId: "Europe/Paris" });

const MINUTE = 60_000;

/** A CPU history of so many hours, a sample every five minutes. */
function history(from, hours) {
  const start = Date.parse(from);
  const rows = Array.from({ length: hours * 12 }, (_, index) => {
    const at = new Date(start + index * 5 * MINUTE).toISOString();
    return `${at},${40 + ((index * 7) % 40)}`;
  });
  return `time,cpu\n${rows.join("\n")}\n`;
}

/** The labels of the time axis, as they stand. */
async function axis(page) {
  const plot = timeline(page).getByRole("slider", { name: "Moment" });
  await expect(plot).toBeVisible();
  const texts = await plot.locator("text").allTextContents();
  return texts.filter((text) => /^\d{2}:\d{2}/.test(text));
}

test("the hour that Paris skips is on no axis, and the one that it repeats is told apart", async ({
  page,
}) => {
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await page.goto("./");
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  // The clocks go from 02:00 to 03:00 at 01:00 UTC.
  await load(page, "spring.csv", history("2026-03-28T23:00:00Z", 5));
  await timeline(page).getByRole("button", { name: "All", exact: true }).click();
  await expect.poll(() => axis(page)).toContain("03:00");
  expect(await axis(page)).not.toContain("02:00");
  // And from 03:00 back to 02:00 at 01:00 UTC.
  await load(page, "autumn.csv", history("2026-10-24T22:00:00Z", 5));
  await timeline(page).getByRole("button", { name: "All", exact: true }).click();
  await expect.poll(() => axis(page)).toContain("02:00 +2");
  expect(await axis(page)).toContain("02:00 +1");
});

test("both showings of a repeated hour are told apart wherever they are written", async ({
  page,
}) => {
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await page.goto("./");
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await load(page, "autumn.csv", history("2026-10-24T22:00:00Z", 5));
  const range = timeline(page).getByRole("textbox", { name: "Stretch of time" });
  await range.fill("25 Oct 2026 02:35 +2 - 02:35 +1");
  await range.press("Enter");
  const ends = ["2026-10-25T00:35:00Z", "2026-10-25T01:35:00Z"].map((at) => Date.parse(at));
  await expect(page).toHaveURL(new RegExp(`range=${ends.join("-")}`));
  await expect(range, "it reads as it was typed").toHaveValue("25 Oct 2026 02:35 +2 - 02:35 +1");

  const plot = timeline(page).getByRole("slider", { name: "Moment" });
  await plot.focus();
  await page.keyboard.press("Home");
  await expect(plot).toHaveAttribute("aria-valuetext", /02:35 \+2/);
  await page.keyboard.press("End");
  await expect(plot).toHaveAttribute("aria-valuetext", /02:35 \+1/);
  await page.keyboard.press("Enter");
  await expect(timeline(page).locator("text.flag")).toHaveText(/02:35 \+1$/);
  await expect(timeline(page).locator(".moment")).toContainText("02:35 +1");

  await timeline(page).getByRole("button", { name: "As table" }).click();
  const rows = timeline(page).getByRole("rowheader");
  await expect(rows.filter({ hasText: /02:35 \+2$/ })).toHaveCount(1);
  await expect(rows.filter({ hasText: /02:35 \+1$/ })).toHaveCount(1);
});

test("numbers are typed and shown with the commas of the language", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await page.goto("./");
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const threshold = policyFields(page, "my-policy-scale-up").getByRole("textbox", {
    name: "Threshold",
  });
  await threshold.fill("62,5");
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
  const scores = await scorecard(outcome(page));
  expect(Object.values(scores).some(({ numbers }) => numbers[0] !== numbers[1])).toBe(true);
  await expect(timeline(page).getByText("62,5 up")).toBeVisible();
});
