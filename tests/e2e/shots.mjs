// Takes the pictures for the docs: `make shots`.
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { drag, open, openGroup, openWhatIf, panel, policyFields, timeline } from "./console.mjs";
import { launchOptions, serve, stillContext } from "./launch.mjs";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const MOST_BYTES = 300_000;

const SHOTS = [
  { name: "group-whatif-light", width: 1440, height: 1160, colorScheme: "light" },
  { name: "group-whatif-dark", width: 1440, height: 1160, colorScheme: "dark" },
  { name: "group-narrow", width: 390, height: 844, colorScheme: "light" },
  { name: "sweep-light", width: 1440, height: 1000, colorScheme: "light", show: sweep },
];

/** Sweeps the suggested grid. */
async function sweep(page) {
  await panel(page).getByRole("button", { name: "Sweep…" }).click();
  const card = page.getByRole("region", { name: "Sweep", exact: true });
  await card.getByRole("button", { name: /^Sweep [\d,]+ points$/ }).click();
  await card.getByText(/points are tried, around/).waitFor({ timeout: 120_000 });
  await card.evaluate((element) => element.scrollIntoView({ block: "start" }));
}

/** An edit of a threshold, at a moment where it decides otherwise. */
async function edit(page) {
  const fields = policyFields(page, "my-policy-scale-up");
  await drag(fields.getByRole("slider", { name: "Threshold slider" }), 60);
  await panel(page).getByText("Edited", { exact: true }).waitFor();
  await page.getByRole("button", { name: "24 h", exact: true }).click();
  await pointAtChange(page);
  const narrow = page.viewportSize().width < 600;
  const top = narrow ? timeline(page) : page.getByRole("navigation", { name: "Main" });
  await top.evaluate((element) => element.scrollIntoView({ block: "start" }));
}

/** Moves the pointer back along the timeline to the last change that only the edit made. */
async function pointAtChange(page) {
  const { x, y, width, height } = await timeline(page)
    .getByRole("slider", { name: "Moment" })
    .boundingBox();
  const edited = timeline(page).getByText(/^Edited: \d to \d/);
  const saved = timeline(page).getByText(/^Saved(, replayed| and actual): Stayed/);
  for (let part = 0.9; part > 0; part -= 1 / width) {
    await page.mouse.move(x + width * part, y + height / 3);
    // The words come from the worker, a frame or two later.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    });
    if ((await edited.isVisible()) && (await saved.isVisible())) return;
  }
  throw new Error("the edit changes nothing on its own");
}

async function take(browser, baseURL, { name, show = edit, ...look }) {
  const context = await stillContext(browser, baseURL, look);
  const page = await context.newPage();
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await show(page);
  const path = `${DOCS}${name}.png`;
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  await context.close();
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`${name}.png has ${size} bytes, ${MOST_BYTES} at most`);
  console.log(`docs/${name}.png: ${size} bytes`);
}

mkdirSync(DOCS, { recursive: true });
const { address, stop } = await serve(Number(process.env.SHOTS_PORT || 8094));
const browser = await chromium.launch(launchOptions);
try {
  for (const shot of SHOTS) await take(browser, address, shot);
} finally {
  await browser.close();
  stop();
}
