// Takes a picture of every page and dialog, at three widths and in both themes, and a page that
// shows them all: `make pictures`, or some of them: `make pictures ARGS="group whatif"`.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";

import { connect, mockApi } from "./api.mjs";
import {
  choose,
  drag,
  field,
  load,
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

const target = (page) => openGroup(page, "search-api");

async function targetTemplate(page) {
  await target(page);
  await page.getByRole("main").getByRole("link", { name: "web-small-2", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "web-small-2" }).waitFor();
}

/** An hour of overload that is marked, with the edits that would have repaired it. */
async function incident(page) {
  await group(page);
  await openWhatIf(page);
  const rows = generated(1_152).map(([at, value], index) => {
    return [at, index > 600 && index <= 612 ? 100 : value];
  });
  await load(page, "burst.csv", csv(rows));
  await panel(page).getByText("Load", { exact: true }).click();
  await panel(page)
    .getByLabel(/^Demand at saturation/)
    .first()
    .fill("2.5");
  const card = page.getByRole("region", { name: "Incident", exact: true });
  await card
    .getByRole("button", { name: /of overload/ })
    .first()
    .click();
  await press(card, "Repair this incident");
  await card.getByRole("list", { name: "Edits that help" }).waitFor({ timeout: 60_000 });
}

/** The group beside a target, as a move to the other generation has it. */
async function beside(page) {
  await group(page);
  await openWhatIf(page);
  await press(panel(page), "Try a target");
  await panel(page).getByRole("group", { name: "Target", exact: true }).waitFor();
}

/** A save that meets what somebody else has saved meanwhile. */
async function conflict(page) {
  await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await press(page, "What if");
  await field(policyFields(page, "mock-up"), "Threshold").fill("62");
  await page.evaluate(async () => {
    const path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-policies/mock-up";
    await fetch(path, { method: "PATCH", body: '{"metric":{"threshold":75}}' });
  });
  await page.getByRole("button", { name: /^Review .*…$/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Save \d+ changes?$/ }).click();
  await dialog.getByText("This was changed elsewhere").waitFor();
}

async function severalToDelete(page) {
  // A page that is not wide has it folded.
  if (page.viewportSize().width < 800) await page.getByText("Filter and sort").click();
  await press(page, "Choose several…");
  for (const name of ["checkout-api", "edge-web"]) {
    await page.getByRole("checkbox", { name: `Choose ${name}`, exact: true }).check();
  }
  await press(page.getByRole("group", { name: "Chosen groups" }), "Delete…");
}

/** A reload, which has lost the key. */
async function keyless(page) {
  await mockApi(page);
  await connect(page);
  await page.reload();
  await field(page, "Secret key").waitFor();
}

/** An address of another zone. */
async function elsewhere(page) {
  await mockApi(page);
  await connect(page);
  await go("#/groups/group-1?range=6h&zone=fr-par-2")(page);
  await page.getByRole("heading", { level: 1, name: "Somewhere else" }).waitFor();
}

async function clearing(page) {
  await undone(page);
  await go("#/activity")(page);
  await press(page, "Clear…");
}

async function frenchHelp(page) {
  await go("#/help/whatif")(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to, or do" }).fill("Speak the other");
  await page.getByRole("option", { name: /^Speak the other language/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("html[lang=fr]").waitFor();
}

/** The pages, and how one gets there; they are seen whole. */
const PAGES = {
  groups: async () => {},
  group,
  moment: pinned,
  whatif: edited,
  sweep: swept,
  incident,
  "beside-target": beside,
  target,
  templates: go("#/templates"),
  template,
  "group-new": go("#/groups/new"),
  "group-file": go("#/groups/file"),
  "group-edit": steps(group, following("Edit")),
  "policy-edit": steps(group, following("Edit my-policy-scale-up")),
  "policy-new": steps(group, following("Add a policy")),
  "template-new": go("#/templates/new"),
  "target-group-new": go("#/v1alpha2/groups/new"),
  "target-template-new": go("#/v1alpha2/templates/new"),
  "target-group-edit": steps(target, following("Edit")),
  "target-template": targetTemplate,
  "target-template-edit": steps(targetTemplate, following("Edit")),
  "old-instances": old,
  activity: go("#/activity"),
  undo: undone,
  connection: go("#/connect"),
  help: go("#/help"),
  "help-page": go("#/help/whatif"),
  "help-french": frenchHelp,
  keyless,
  elsewhere,
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
  move: steps(beside, pressing("Move the group…")),
  conflict,
  "delete-several": severalToDelete,
  "clear-activity": clearing,
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
