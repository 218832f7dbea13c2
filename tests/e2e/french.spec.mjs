// The console in French: as the browser names it, as the reader chooses it, and every text of it.
import { readFileSync } from "node:fs";

import { field } from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

const TEXTS = JSON.parse(readFileSync(new URL("../../locales/fr.json", import.meta.url), "utf8"));

/** A text in French, as it stands in the catalogue; its names are given. */
function french(text, names = {}) {
  const own = TEXTS[text];
  if (!own) throw new Error(`nothing says ${text}`);
  return own.replace(/\{(\w+)\}/g, (_, name) => names[name]);
}

const connection = (page) => page.getByRole("region", { name: french("Connection") });
const clock = (page) => page.getByRole("group", { name: french("Sandbox clock") });

/** Opens the console with its clock paused, as `open` does in English. */
async function open(page) {
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await page.goto("./");
  await connection(page)
    .getByRole("button", { name: french("Pause") })
    .click();
  await expect(connection(page).getByRole("button", { name: french("Run") })).toBeVisible();
}

async function openGroup(page, name) {
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test.describe("a browser that names French", () => {
  test.use({ locale: "fr-CH" });

  test("a group is held for an hour and given back, in French", async ({ page, audit }) => {
    await open(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await expect(page.getByRole("heading", { level: 1, name: "Groupes" })).toBeVisible();
    await openGroup(page, "checkout-api");
    await page.getByRole("button", { name: french("Hold…") }).click();
    const dialog = page.getByRole("dialog");
    await expect(field(dialog, french("Hold at"))).toHaveValue("5");
    await field(dialog, french("Hold at")).fill("3");
    await audit();
    await dialog.getByRole("button", { name: french("Hold"), exact: true }).click();
    await expect(dialog).toBeHidden();
    const notice = page.getByRole("region", { name: french("noun\u0004Hold"), exact: true });
    await expect(notice).toContainText("3 Instances");
    await audit();
    await clock(page).getByRole("button", { name: "+1 h" }).click();
    const back = french("Give back {0} to {1}", [1, 5]);
    await notice.getByRole("button", { name: back }).click();
    await expect(notice).toHaveCount(0);
  });

  test("the replay program speaks French too, with French numbers", async ({ page, audit }) => {
    await open(page);
    await openGroup(page, "checkout-api");
    await page.getByRole("button", { name: french("What if"), exact: true }).click();
    const panel = page.getByRole("region", { name: french("What if") });
    const outcome = page.getByRole("region", { name: french("Outcome"), exact: true });
    await expect(outcome.getByRole("list", { name: french("Scorecard") })).toBeVisible();
    // The lints, and the sweep's advice with its numbers, come from the program.
    await expect(panel).toContainText("Oscillation à 1\u00a0: la charge de 70\u00a0% sur 1");
    await panel.getByRole("button", { name: french("Sweep…") }).click();
    await audit();
    const sweep = page.getByRole("region", { name: french("Sweep"), exact: true });
    await sweep.getByRole("button", { name: /^Balayer [\d\s]+points$/ }).click();
    await expect(sweep).toContainText(/Conserver les règles enregistrées|cela économise \d/);
    await expect(sweep).toContainText(/\d,\d+\s%/);
  });
});

test.describe("the help", () => {
  test.use({ locale: "fr-FR" });

  test("is read, searched and left for the other language at the same place", async ({
    page,
    audit,
  }) => {
    const heading = (level, name) => page.getByRole("heading", { level, name, exact: true });
    await page.goto("./#/help");
    await expect(heading(1, "Aide")).toBeVisible();
    await page.getByRole("link", { name: "Que signifie ce mot ?" }).click();
    await expect(heading(1, "Vocabulaire")).toBeVisible();
    await expect(page.getByRole("article").getByRole("table")).toContainText("rejeu");
    await audit();

    // Without its accents, as one types it in a hurry.
    const search = page.getByRole("searchbox", { name: french("Search the help") });
    await search.fill("reponse perdue");
    const found = page.getByRole("list", { name: french("Places found") });
    await expect(found.getByRole("listitem").first()).toContainText(/réponse/i);
    await search.fill("annuler une modification");
    await found.getByRole("link", { name: "Annuler une modification" }).first().click();
    await expect(heading(2, "Annuler une modification")).toBeFocused();
    await expect(page).toHaveURL(/#\/help\/console\?at=taken-back$/);

    await page.getByRole("button", { name: "English" }).click();
    await expect(heading(2, "Taken back")).toBeVisible();
    await page.getByRole("button", { name: "Français" }).click();
    await expect(heading(2, "Annuler une modification")).toBeVisible();
  });
});

test("the reader chooses a language, and what was typed stays", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await page.goto("./#/templates/new");
  await field(page, "Name").fill("worker");
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.getByRole("button", { name: "English" })).toBeFocused();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(french("New template"));
  await expect(field(page, french("Name"))).toHaveValue("worker");

  // It is kept, and the frame speaks it before the console does.
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(french("New template"));
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New template");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

/** Every text as its English one between marks, so that what lacks them went around `t!`. */
const MARKED = Object.keys(TEXTS)
  .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  .map((text) => `${text}\n⟦${text.split("\u0004").at(-1)}⟧\n`)
  .join("");

/** What heads, labels or explains something on the page, without what stands between marks. */
function unmarked() {
  // What a picker offers are names, which come when they come.
  const NAMED = ":not(.offer:not(.none) *)";
  const SAID = "h1,h2,h3,legend,label,button,summary,caption,th:not(.id),dt,.lead,.help,figcaption";
  const bare = (text) => {
    let depth = 0;
    return [...text].reduce((rest, one) => {
      if (one === "⟦") depth += 1;
      const kept = depth === 0 ? rest + one : rest;
      if (one === "⟧") depth -= 1;
      return kept;
    }, "");
  };
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const said = [...document.querySelectorAll(SAID)].flatMap((element) => {
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return own.map((node) => bare(node.data).trim());
  });
  const labels = [...document.querySelectorAll(`[aria-label]${NAMED}`)].map((one) =>
    bare(one.ariaLabel),
  );
  return [...said, ...labels].filter((text) => /\p{L}{2}/u.test(text));
}

/** What the API gave, and names that every language has alike. */
const NOT_SAID =
  /checkout|my-policy|web|legacy|image|session|search|edge|resizer|[0-9a-f]{8}-|^(English|min|API|Headroom|Terraform|SDK|JSON|curl|CPU|Cloud-init|Load balancer|PLAY2-\w+|spare|default|\(.*\))\b|was not found|\d{2}:\d{2}|instance\(s\)|of “/i;

test("no page says anything that is not in the catalogue", async ({ page }) => {
  test.slow();
  await page.route("**/fr-*.txt", (route) => route.fulfill({ body: MARKED }));
  await page.addInitScript(() => localStorage.setItem("headroom.language", "fr"));
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("⟦Groups⟧");
  const hrefs = (name) => page.getByRole("link", { name, exact: true }).getAttribute("href");
  const groups = await Promise.all(["checkout-api", "search-api"].map(hrefs));
  const dialogs = ["", "?whatif=1&sweep=1", "?do=hold", "?do=export", "?do=delete"];
  const addresses = [
    ...groups.flatMap((group) => [...dialogs.map((dialog) => group + dialog), `${group}/edit`]),
    `${groups[0]}/policies/new`,
    ...["#/templates", "#/activity", "#/connect", "#/groups/file", "#/groups"],
    ...["#/groups/new", "#/v1alpha2/groups/new", "#/templates/new", "#/v1alpha2/templates/new"],
  ];
  const left = [];
  for (const address of addresses) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("main .skeleton")).toHaveCount(0);
    const found = await page.evaluate(unmarked);
    left.push(...found.filter((text) => !NOT_SAID.test(text)).map((text) => `${address} ${text}`));
  }
  expect([...new Set(left)]).toEqual([]);
});

test("a catalogue that does not come leaves the console in English, and says so", async ({
  page,
  problems,
}) => {
  problems.areRefusalsMeant = true;
  await page.route("**/fr-*.txt", (route) => route.abort());
  await page.goto("./");
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.getByText("Le français n’a pas pu être chargé")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Groups");
});

test("a browser whose languages are no tags has English, and numbers all the same", async ({
  page,
}) => {
  await page.addInitScript(() => {
    // The first two are none; the third is one of the North Sea, and not French.
    const languages = ["C", "en_US.UTF-8", "frr-DE"];
    Object.defineProperty(Navigator.prototype, "languages", { get: () => languages });
  });
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Groups");
  await expect(page.getByText(/^5 groups, €\s\d+\.\d\d a day\.$/)).toBeVisible();
});
