// The pages and dialogs that only a task leads to, on a screen of 320 px: nothing scrolls sideways,
// and no text is cut off.
import { readFile } from "node:fs/promises";
import { cutOff, expect, test } from "./fixtures.mjs";
import {
  choose,
  drag,
  field,
  open,
  openGroup,
  openWhatIf,
  overflow,
  panel,
  policyFields,
  question,
  visit,
} from "./console.mjs";
import { connect, mockApi } from "./api.mjs";
import { csv, generated } from "./history.mjs";

const dialog = (page) => page.getByRole("dialog");
const main = (page) => page.getByRole("main");
const button = (page, name) => page.getByRole("button", { name, exact: true });

test.use({ viewport: { width: 320, height: 740 } });

/** That nothing of what stands there is out of reach. */
async function expectWhole(page, what) {
  expect(await overflow(page), `${what} scrolls sideways`).toBeLessThanOrEqual(0);
  expect(await cutOff(page), `text of ${what} is cut off`).toEqual([]);
}

/** Saves a template's form with another Instance type. */
async function editTemplate(page) {
  await visit(page, "#/templates", "Templates");
  await main(page).getByRole("link", { name: "web-small", exact: true }).click();
  await main(page).getByRole("link", { name: "Edit", exact: true }).click();
  await expect(button(page, "Save template")).toBeVisible();
  await expect(page.getByLabel("Pick from the Instance types").getByRole("radio")).not.toHaveCount(
    0,
  );
  await field(page, "Instance type").fill("PLAY2-MICRO");
}

test("a template's form, and the Instances that it leaves old", async ({ page }) => {
  await open(page);
  await editTemplate(page);
  await expectWhole(page, "a template's form");
  await button(page, "Save template").click();
  await expect(page.getByRole("heading", { level: 1, name: "web-small" })).toBeVisible();
  await openGroup(page, "checkout-api");
  await page.getByRole("button", { name: /^Replace the/ }).click();
  await expect(dialog(page)).toBeVisible();
  await expectWhole(page, "the question whether to replace them");
});

test("a group from a file", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await button(page, "Export…").click();
  await button(page, "JSON").click();
  await expect(dialog(page).getByLabel("What is exported")).toContainText('"group"');
  const save = button(page, "Save to a file");
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  const buffer = await readFile(await download.path());
  await page.keyboard.press("Escape");
  await visit(page, "#/groups/file", "New group from a file");
  await expectWhole(page, "the page that takes a file");
  const file = { name: download.suggestedFilename(), mimeType: "application/json", buffer };
  await page.getByLabel("Choose a file").setInputFiles(file);
  await expect(page.getByRole("region", { name: "What is created" })).toBeVisible();
  await expectWhole(page, "what is created of a file");
});

test("the help", async ({ page }) => {
  await open(page);
  for (const topic of ["whatif", "engine", "words", "server"]) {
    await visit(page, `#/help/${topic}`, /./);
    await expect(page.getByRole("article").getByRole("paragraph").first()).toBeVisible();
    await expectWhole(page, `the help on ${topic}`);
  }
});

test("a sweep, and the question about a file", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await button(panel(page), "Sweep…").click();
  const sweep = page.getByRole("region", { name: "Sweep", exact: true });
  await sweep.getByText("What is swept").click();
  await sweep.getByText("Limits", { exact: true }).click();
  await sweep.getByRole("button", { name: /^Sweep [\d,]+ points$/ }).click();
  const tried = /^All [\d,]+ points are tried/;
  await expect(sweep.getByText(tried)).toBeVisible({ timeout: 100_000 });
  await expect(sweep.getByRole("table")).toBeVisible();
  await expectWhole(page, "a sweep");

  await choose(page, "own.csv", csv(generated(288)));
  await expect(question(page)).toBeVisible();
  await expectWhole(page, "the question about a file");
  await page.keyboard.press("Escape");
});

test("a move to the other generation", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await button(panel(page), "Try a target").click();
  await expect(panel(page).getByRole("group", { name: "Target", exact: true })).toBeVisible();
  await expectWhole(page, "a target beside thresholds");
  await button(panel(page), "Move the group…").click();
  await expect(dialog(page).getByRole("region", { name: "Calls" })).toBeVisible();
  await expectWhole(page, "the move");
});

test("a save that meets what somebody else has saved", async ({ page }) => {
  await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await button(page, "What if").click();
  const threshold = field(policyFields(page, "mock-up"), "Threshold");
  await expect(threshold).toHaveValue("70");
  await threshold.fill("62");
  await page.evaluate(async () => {
    const path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-policies/mock-up";
    await fetch(path, { method: "PATCH", body: '{"metric":{"threshold":75}}' });
  });
  await page.getByRole("button", { name: /^Review .*…$/ }).click();
  await dialog(page)
    .getByRole("button", { name: /^Save \d+ changes?$/ })
    .click();
  await expect(dialog(page).getByRole("alert")).toContainText("This was changed elsewhere");
  await expectWhole(page, "the conflict");
});

test("the palette", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.keyboard.press("Control+k");
  await expect(dialog(page).getByRole("option", { name: /my-policy-scale-up/ })).not.toHaveCount(0);
  await expectWhole(page, "the palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(dialog(page)).toBeVisible();
  await expectWhole(page, "the list of the keys");
});

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });

  test("a policy's form and the review of an edit", async ({ page }) => {
    await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
    await page.goto("./");
    const link = main(page).getByRole("link", { name: "checkout-api", exact: true });
    const group = await link.getAttribute("href");
    await page.goto(`./${group}?whatif=1`);
    const whatIf = page.getByRole("region", { name: "Et si", exact: true });
    await drag(whatIf.getByRole("slider").first(), 60);
    await whatIf.getByRole("button", { name: /^Vérifier .*changement…$/ }).click();
    await expect(dialog(page).getByRole("row").first()).toBeVisible();
    await expectWhole(page, "the review");

    await page.goto(`./${group}`);
    await page.locator("a[href*='/policies/'][href$='/edit']").first().click();
    await expect(main(page).locator("form")).toBeVisible();
    await expectWhole(page, "a policy's form");
  });
});
