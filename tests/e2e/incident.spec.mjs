// What people on call ask: what was different here, and what would have repaired it.
import { expect, test } from "./fixtures.mjs";
import { load, open, openGroup, openWhatIf, panel, timeline } from "./console.mjs";
import { stamp } from "./history.mjs";

const FROM = Date.UTC(2026, 1, 2);
const MINUTE = 60_000;

/** Four days of CPU at 45 %, with a burst to 100 % for an hour of the third day. */
function burst() {
  const rows = Array.from({ length: 4 * 288 }, (_, index) => {
    const at = FROM + index * 5 * MINUTE;
    const into = at - (FROM + 2 * 24 * 60 * MINUTE + 14 * 60 * MINUTE);
    const value = into > 0 && into <= 60 * MINUTE ? 100 : 45;
    return `${stamp(at)},${value}`;
  });
  return `timestamp,cpu_percent\n${rows.join("\n")}\n`;
}

const incident = (page) => page.getByRole("region", { name: "Incident", exact: true });
const moment = (page) => timeline(page).getByRole("slider", { name: "Moment" });
const differences = (page) => incident(page).getByRole("list", { name: /^Differences/ });
const edits = (page) => incident(page).getByRole("list", { name: "Edits that help" });

async function start(page) {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await load(page, "burst.csv", burst());
  await panel(page).getByText("Load", { exact: true }).click();
  await panel(page)
    .getByLabel(/^Demand at saturation/)
    .first()
    .fill("2.5");
  await expect(
    incident(page)
      .getByRole("button", { name: /of overload/ })
      .first(),
  ).toBeVisible();
}

test("an incident is marked by keyboard, told apart and repaired", async ({ page, audit }) => {
  await start(page);
  await moment(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+PageUp");
  await expect(incident(page).getByRole("status").first()).toContainText(/ to .*h/);
  await page.keyboard.press("Escape");
  const worst = incident(page)
    .getByRole("button", { name: /of overload/ })
    .first();
  await worst.focus();
  await page.keyboard.press("Enter");
  await expect(differences(page).getByRole("listitem").first()).toContainText(
    /inside [1-9]\d* of \d+, outside [\d,]+ of [\d,]+/,
  );
  await expect(incident(page).getByRole("list", { name: "When it was" })).toContainText(
    "Wednesday",
  );
  await audit();
  const repair = incident(page).getByRole("button", { name: "Repair this incident" });
  await repair.focus();
  await page.keyboard.press("Enter");
  await expect(incident(page)).toContainText(/Of [\d,]+ with up to three settings/, {
    timeout: 60_000,
  });
  const first = edits(page).getByRole("listitem").first();
  await expect(first).toContainText("On the 3 other days:");
  await expect(first).toContainText("Overload here:");
  await audit();
  await first.getByRole("button", { name: "Open as a variant" }).press("Enter");
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
  await expect(panel(page).getByRole("button", { name: /^repair/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(incident(page)).toContainText("have changed since");
});

test("a stretch is marked by dragging, and one without overload is said", async ({ page }) => {
  await start(page);
  await timeline(page).getByRole("button", { name: "Mark a stretch" }).click();
  await moment(page).scrollIntoViewIfNeeded();
  const { x, y, width, height } = await moment(page).boundingBox();
  await page.mouse.move(x + width * 0.2, y + height / 3);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.3, y + height / 3, { steps: 5 });
  await page.mouse.up();
  await expect(incident(page).getByRole("status").first()).toContainText(/ to /);
  await expect(timeline(page).locator("rect.marked")).toBeVisible();
  // It is said at once, rather than after a press of what leads nowhere.
  await expect(incident(page)).toContainText("Nothing was overloaded in this stretch");
  await expect(incident(page).getByRole("button", { name: "Repair this incident" })).toBeDisabled();
  await incident(page).getByRole("button", { name: "Clear the mark" }).click();
  await expect(timeline(page).locator("rect.marked")).toHaveCount(0);
  await expect(incident(page)).toContainText("Mark a stretch of the timeline");
});

test("the address keeps the mark, and says where a history does not reach it", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const mark = timeline(page).locator("rect.marked");
  await incident(page)
    .getByRole("button", { name: /of overload/ })
    .first()
    .click();
  const said = incident(page).getByRole("status").first();
  await expect(said).toContainText(/ to /);
  const words = await said.textContent();
  await expect(page).toHaveURL(/marked=\d+-\d+/);
  await page.reload();
  await expect(said).toHaveText(words);
  await expect(mark).toBeVisible();
  await expect(differences(page).getByRole("listitem").first()).toBeVisible();

  // What was there before this history has nothing to tell.
  const there = page.url().replace(/marked=\d+-\d+/, `marked=${FROM - 1e9}-${FROM - 9e8}`);
  await page.goto("about:blank");
  await page.goto(there);
  await expect(incident(page)).toContainText("None of the marked stretch is in the history");
  await expect(differences(page)).toHaveCount(0);
  await incident(page).getByRole("button", { name: "Clear the mark" }).click();
  await expect(page).not.toHaveURL(/marked=/);
});

test("an incident that is taken beyond the timeline's window is shown there", async ({ page }) => {
  await start(page);
  await timeline(page)
    .getByRole("button", { name: /^6\s?h$/ })
    .click();
  await expect(page).toHaveURL(/range=6h/);
  await incident(page)
    .getByRole("button", { name: /of overload/ })
    .first()
    .click();
  // Three hours to either side of the burst at 14:00.
  const range = timeline(page).getByRole("textbox", { name: "Stretch of time" });
  await expect(range).toHaveValue(/^4 Feb 11:\d\d - 17:\d\d$/);
  await expect(timeline(page).locator("rect.marked")).toBeVisible();
});
