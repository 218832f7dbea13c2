// Draws the icons of the installed console from public/favicon.svg into public/icons/: `make icons`,
// after the mark has changed. What is drawn is kept in the repository, since a build has no browser.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { launchOptions } from "./launch.mjs";

const PUBLIC = fileURLToPath(new URL("../../public/", import.meta.url));
const GROUND = "#0f766e";
/** The mark's own measures, as its viewBox has them. */
const MARK = 18;

/** By name: how wide it is, how round its corners are and how much of it the mark may fill. */
const ICONS = {
  "icon-192": { width: 192, corner: 0.2, share: 0.62 },
  "icon-512": { width: 512, corner: 0.2, share: 0.62 },
  // A system cuts its own form out of it, of which a circle of 80 % is sure to stay.
  "maskable-512": { width: 512, corner: 0, share: 0.5 },
  // iOS rounds the corners by itself.
  "touch-180": { width: 180, corner: 0, share: 0.58 },
};

/** The mark in white on the console's colour. */
function drawn({ width, corner, share }) {
  const mark = readFileSync(`${PUBLIC}favicon.svg`, "utf8").match(/<g[\s\S]*<\/g>/)?.[0];
  if (!mark) throw new Error("public/favicon.svg holds no mark: has it been drawn anew?");
  const scale = (width * share) / MARK;
  const place = (width - MARK * scale) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${width}" width="${width}" height="${width}">`,
    "  <style>.steps { stroke: #fff } .base { stroke: #99f6e4 }</style>",
    `  <rect width="${width}" height="${width}" rx="${width * corner}" fill="${GROUND}"/>`,
    `  <g transform="translate(${place} ${place}) scale(${scale})">${mark}</g>`,
    "</svg>\n",
  ].join("\n");
}

async function picture(page, icon) {
  const { width } = icon;
  await page.setViewportSize({ width, height: width });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawn(icon)}`);
  return page.screenshot({ omitBackground: true });
}

mkdirSync(`${PUBLIC}icons`, { recursive: true });
writeFileSync(`${PUBLIC}icons/icon.svg`, drawn({ ...ICONS["icon-512"], width: 512 }));
const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage();
  for (const [name, icon] of Object.entries(ICONS)) {
    writeFileSync(`${PUBLIC}icons/${name}.png`, await picture(page, icon));
  }
} finally {
  await browser.close();
}
