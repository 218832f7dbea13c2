// Takes the pictures for the docs: `make shots`.
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import {
  drag, open, openGroup, openWhatIf, panel, policyFields, timeline,
} from "./console.mjs";
import { launchOptions, serve } from "./launch.mjs";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const MOST_BYTES = 300_000;

const SHOTS = [
  { name: "group-whatif-light", width: 1440, height: 900, colorScheme: "light" },
  { name: "group-whatif-dark", width: 1440, height: 900, colorScheme: "dark" },
  { name: "group-narrow", width: 390, height: 844, colorScheme: "light" },
];

async function take(browser, baseURL, { name, width, height, colorScheme }) {
  const context = await browser.newContext({
    baseURL, viewport: { width, height }, colorScheme, locale: "en-GB", timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const fields = policyFields(page, "my-policy-scale-up");
  await drag(fields.getByRole("slider", { name: "Threshold slider" }), 60);
  await panel(page).getByText("Edited", { exact: true }).waitFor();
  await page.getByRole("button", { name: "24 h", exact: true }).click();
  const moment = timeline(page).getByRole("slider", { name: "Moment" });
  const box = await moment.boundingBox();
  await moment.hover({ position: { x: box.width * 0.8, y: box.height / 3 } });
  await timeline(page).getByText("Saved, replayed:").waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
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
