import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions, serve } from "./launch.mjs";
const out = process.env.OUT || "/tmp/hr/shots";
mkdirSync(out, { recursive: true });
const server = await serve(8765);
const base = server.address ?? server.url ?? server;
console.log(base);
const browser = await chromium.launch(launchOptions);
const pages = (process.env.PAGES || "groups,templates,connect,groups/new").split(",");
for (const width of [1440, 360]) for (const scheme of ["light", "dark"]) {
  const context = await browser.newContext({ baseURL: String(base), viewport: { width, height: width > 800 ? 900 : 780 }, colorScheme: scheme, locale: "en-GB", timezoneId: "UTC" });
  const page = await context.newPage();
  page.on("pageerror", (e) => console.log("pageerror", e.message));
  page.on("console", (m) => m.type() === "error" && console.log("console", m.text()));
  for (const p of pages) {
    await page.goto(`./#/${p}`);
    await page.getByRole("button", { name: "Pause" }).or(page.getByRole("button", { name: "Run" })).first().waitFor({ timeout: 60000 });
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `${out}/${p.replaceAll("/", "_")}-${width}-${scheme}.png` });
  }
  if (process.env.GROUP) {
    await page.goto("./#/groups");
    await page.getByRole("link", { name: "checkout-api", exact: true }).click();
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `${out}/group-${width}-${scheme}.png` });
    await page.getByRole("button", { name: "What if", exact: true }).first().click();
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `${out}/whatif-${width}-${scheme}.png`, fullPage: width < 800 });
  }
  await context.close();
}
await browser.close();
process.exit(0);
