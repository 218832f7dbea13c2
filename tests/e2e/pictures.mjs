// Takes a picture of every page and dialog, at three widths and in both themes, and a page that
// shows them all: `make pictures`, or some of them: `make pictures ARGS="group whatif"`.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";

import {
  choose,
  drag,
  field,
  open,
  openGroup,
  openWhatIf,
  panel,
  policyFields,
  timeline,
} from "./console.mjs";
import { csv, generated } from "./history.mjs";
import { launchOptions, serve, stillContext } from "./launch.mjs";

const FOLDER = fileURLToPath(new URL("results/pictures/", import.meta.url));
const SIZES = [
  [1440, 900],
  [768, 1024],
  [360, 780],
];
const THEMES = ["light", "dark"];

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const go = (hash) => (page) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
const group = (page) => openGroup(page, "checkout-api");

async function edited(page) {
  await group(page);
  await openWhatIf(page);
  const fields = policyFields(page, "my-policy-scale-up");
  await drag(fields.getByRole("slider", { name: "Threshold slider" }), 60);
  await panel(page).getByText("Edited", { exact: true }).waitFor();
}

async function pinned(page) {
  await group(page);
  const plot = timeline(page).getByRole("slider", { name: "Moment" });
  const { x, y, width } = await plot.boundingBox();
  await page.mouse.click(x + width * 0.6, y + 60);
  await page.mouse.move(1, 1);
}

async function swept(page) {
  await edited(page);
  await press(page, "Sweep…");
  const card = page.getByRole("region", { name: "Sweep", exact: true });
  await card.getByRole("button", { name: /^Sweep [\d,]+ points$/ }).click();
  await card.getByText(/points are tried, around/).waitFor({ timeout: 120_000 });
}

async function imported(page) {
  await group(page);
  await openWhatIf(page);
  await choose(page, "history.csv", csv(generated()));
  await page.getByRole("dialog", { name: "Use this history?" }).waitFor();
}

async function template(page) {
  await go("#/templates")(page);
  await page.getByRole("main").getByRole("link", { name: "web-small", exact: true }).click();
}

const link = (page, name) => page.getByRole("link", { name, exact: true }).click();

/** Does one thing after another. */
const steps =
  (...all) =>
  async (page) => {
    for (const step of all) await step(page);
  };
const pressing = (name) => (page) => press(page, name);
const following = (name) => (page) => link(page, name);

/** A group whose Instances are of before its template's last change. */
async function old(page) {
  await template(page);
  await link(page, "Edit");
  await field(page, "Instance type").fill("PLAY2-MICRO");
  await press(page, "Save template");
  await page.getByRole("heading", { level: 1, name: "web-small" }).waitFor();
  await group(page);
  await page.getByText(/^All \d+ Instances are from before/).waitFor();
}

/** The form that takes back what a form has just changed. */
async function undone(page) {
  await group(page);
  await link(page, "Edit");
  await field(page, "Maximum").fill("8");
  await press(page, "Save group");
  await page.getByRole("heading", { level: 1, name: "checkout-api" }).waitFor();
  await go("#/activity")(page);
  await page.getByText("Changed group checkout-api").click();
  await press(page, "Undo…");
  await page.getByText(/^This takes back/).waitFor();
}

/** The pages, and how one gets there; they are seen whole. */
const PAGES = {
  groups: async () => {},
  group,
  moment: pinned,
  whatif: edited,
  sweep: swept,
  target: (page) => openGroup(page, "search-api"),
  templates: go("#/templates"),
  template,
  "group-new": go("#/groups/new"),
  "group-file": go("#/groups/file"),
  "group-edit": steps(group, following("Edit")),
  "policy-edit": steps(group, following("Edit my-policy-scale-up")),
  "template-new": go("#/templates/new"),
  "target-group-new": go("#/v1alpha2/groups/new"),
  "target-template-new": go("#/v1alpha2/templates/new"),
  "old-instances": old,
  activity: go("#/activity"),
  undo: undone,
  connection: go("#/connect"),
  help: go("#/help"),
  "help-page": go("#/help/whatif"),
  "not-found": go("#/nowhere"),
};

/** The dialogs, seen through the window. */
const DIALOGS = {
  import: imported,
  review: steps(edited, pressing(/^Review .*…$/)),
  delete: steps(group, pressing("Delete…")),
  hold: steps(group, pressing("Hold…")),
  export: steps(group, pressing("Export…")),
  replace: steps(old, (page) => page.getByRole("button", { name: /^Replace the/ }).click()),
  palette: steps(group, (page) => page.keyboard.press("Control+k")),
};
const SCENES = { ...PAGES, ...DIALOGS };

async function take(browser, baseURL, name, [width, height], colorScheme) {
  const context = await stillContext(browser, baseURL, { width, height, colorScheme });
  const page = await context.newPage();
  await open(page);
  await SCENES[name](page);
  await page.waitForLoadState("networkidle");
  // Replays answer within a few frames.
  await page.waitForTimeout(500);
  const file = `${name}-${width}-${colorScheme}.png`;
  const options = { animations: "disabled", caret: "hide", fullPage: name in PAGES };
  await page.screenshot({ path: FOLDER + file, ...options });
  await context.close();
  return file;
}

const asked = process.argv.slice(2);
const names = Object.keys(SCENES).filter((name) => asked.length === 0 || asked.includes(name));
mkdirSync(FOLDER, { recursive: true });
const { address, stop } = await serve(Number(process.env.PICTURES_PORT || 8095));
const browser = await chromium.launch(launchOptions);
const figures = [];
try {
  for (const name of names) {
    for (const size of SIZES) {
      for (const theme of THEMES) {
        const file = await take(browser, address, name, size, theme);
        figures.push(
          `<figure><img src="${file}" loading="lazy"><figcaption>${file}</figcaption></figure>`,
        );
      }
    }
    console.log(name);
  }
} finally {
  await browser.close();
  stop();
}
writeFileSync(
  `${FOLDER}index.html`,
  `<!doctype html><meta charset="utf-8"><title>Pictures</title>
<style>body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif}img{max-height:40rem;border:1px solid #888}</style>
${figures.join("\n")}\n`,
);
console.log(`${figures.length} pictures: ${FOLDER}index.html`);
