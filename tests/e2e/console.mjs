// The console as a person finds their way around it: by role and label, on the sandbox's own time.
import { expect } from "./fixtures.mjs";

/**
 * Opens the console with its clock paused. The browser's own time stands still as well, so that
 * the sandbox has not moved before the button is pressed.
 */
export async function open(page, hash = "") {
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await page.goto(`./${hash}`);
  // What is pressed in the frame that stands before the console goes with it.
  await page.locator("#boot").waitFor({ state: "detached" });
  // Above a narrow page the keys of the clock are folded.
  const isFolded = page.viewportSize().width < 800;
  const connection = page.getByRole("region", { name: "Connection", exact: true });
  const fold = connection.locator("summary");
  if (isFolded) await fold.click();
  await connection.getByRole("button", { name: "Pause" }).click();
  await expect(connection.getByRole("button", { name: "Run" })).toBeVisible();
  if (isFolded) await fold.click();
}

/** Goes to a page by its address, without loading the console anew. */
export async function visit(page, hash, heading) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
}

/** Opens a group from the list of groups. */
export async function openGroup(page, name) {
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Groups" }).click();
  await page.getByRole("main").getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Types what a dialog wants typed before it deletes, and deletes. */
export async function deleteSurely(dialog, name) {
  await dialog.getByLabel(`Type ${name} to delete`).fill(name);
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
}

/** The panel of the what-if. */
export const panel = (page) => page.getByRole("region", { name: "What if" });

/** Opens the what-if of the group that is shown, and waits for its numbers. */
export async function openWhatIf(page) {
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await expect(panel(page)).toBeVisible();
  await expect(outcome(page).getByRole("list", { name: "Scorecard" })).toBeVisible();
}

/** Presses Tab until an element has the focus; fails when the order never reaches it. */
export async function tabTo(page, target, key = "Tab") {
  await expect(target).toBeVisible();
  const isFocused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 80; presses += 1) {
    if (await isFocused()) return;
    await page.keyboard.press(key);
  }
  await expect(target, "the Tab key reaches it").toBeFocused();
}

/** Goes to an element by Tab, and presses a key there. */
export async function pressAt(page, target, key = "Enter", tab = "Tab") {
  await tabTo(page, target, tab);
  await page.keyboard.press(key);
}

/** Goes to a field by Tab, and types over what stands there. */
export async function typeAt(page, target, text, tab = "Tab") {
  await tabTo(page, target, tab);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
  await expect(target).toHaveValue(text);
}

/** Goes to radio buttons by Tab, and by the arrow keys to the one of them that is wanted. */
export async function pickByArrows(page, radios, wanted) {
  await expect(wanted).toBeVisible();
  const isInside = () => radios.evaluate((element) => element.contains(document.activeElement));
  for (let presses = 0; presses < 80 && !(await isInside()); presses += 1) {
    await page.keyboard.press("Tab");
  }
  // Where none is chosen, the first has the focus, and an arrow key would pass it by.
  if ((await radios.getByRole("radio", { checked: true }).count()) === 0) {
    await page.keyboard.press("Space");
  }
  for (let presses = 0; presses < 80 && !(await wanted.isChecked()); presses += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await expect(wanted, "the arrow keys reach it").toBeChecked();
  await expect(wanted, "the focus goes along").toBeFocused();
}

/** Types into the palette what its first line must hold, and takes that. */
export async function takeFromPalette(page, words) {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to, or do" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(words);
  await expect(palette.getByRole("option").first()).toContainText(words);
  await page.keyboard.press("Enter");
  await expect(palette).toBeHidden();
}

/** The card of the timeline. */
export const timeline = (page) => page.getByRole("region", { name: "Timeline", exact: true });

/** What came of the replay that is shown. */
export const outcome = (page) => page.getByRole("region", { name: "Outcome", exact: true });

/** The fields of a policy in the what-if's panel. */
export const policyFields = (page, name) => {
  return panel(page).getByRole("group", { name: new RegExp(`^${name}`) });
};

/** A field by its label; what may be left empty says so in its label. */
export const field = (scope, label) => {
  return scope.getByLabel(new RegExp(`^${label}( \\(optional\\))?$`));
};

/** Moves a slider as a drag does. */
export async function drag(slider, value) {
  await slider.fill(String(value));
  await expect(slider).toHaveValue(String(value));
}

/** Chooses a file of these bytes; what was read of it is asked about before it is used. */
export async function choose(page, name, content) {
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(content) };
  await page.getByLabel("Load CSV or JSON").setInputFiles(file);
}

/** The question about what was read of a file. */
export const question = (page) => page.getByRole("dialog", { name: "Use this history?" });

/**
 * Answers what nothing in a file tells: what holds nothing known is CPU, and as many Instances
 * served all the time.
 */
export async function sayWhatIsOpen(page, size = 2) {
  const asked = question(page);
  const holds = asked.getByLabel("It holds").first();
  if ((await holds.inputValue()) === "") await holds.selectOption("CPU");
  await asked.getByLabel("Number of Instances served").fill(String(size));
}

/** Brings the ways to another history in sight, those to the remembered ones too. */
export async function unfoldHistories(page) {
  await panel(page).getByRole("button", { name: "Load another…" }).click();
  await panel(page)
    .getByText(/^\d+ remembered histor/)
    .click();
}

/** Uses a file of these bytes as the history. */
export async function load(page, name, content, size) {
  await choose(page, name, content);
  await expect(question(page)).toBeVisible();
  await sayWhatIsOpen(page, size);
  await question(page).getByRole("button", { name: "Use it" }).click();
  await expect(question(page)).toBeHidden();
}

/** Opens a part of the page that is folded. */
export async function unfold(scope, name) {
  await scope.getByText(name, { exact: true }).click();
}

/** The run that an address carries, as its JSON. */
export function carriedBy(address) {
  const [, coded] = /run=1\.([\w-]+)/.exec(address) ?? [];
  return Buffer.from(coded ?? "", "base64url").toString();
}

/**
 * Every number of a scorecard by its name: the exact numbers, saved and edited, and the text
 * that is shown for each. The replay runs beside the page, so they are read once it is done.
 */
export async function scorecard(scope) {
  const list = scope.getByRole("list", { name: "Scorecard" });
  let numbers;
  // What follows an edit by a step or two, such as a price, may come between two looks.
  await expect(async () => {
    await expect(list).toHaveAttribute("aria-busy", "false");
    numbers = await numbersOf(list);
    await list.evaluate(() => new Promise(requestAnimationFrame));
    expect(await numbersOf(list)).toEqual(numbers);
    await expect(list).toHaveAttribute("aria-busy", "false");
  }).toPass();
  return numbers;
}

async function numbersOf(list) {
  // Some are folded away.
  const items = list.getByRole("listitem", { includeHidden: true });
  await expect(items.first()).toBeVisible();
  return items.evaluateAll((items) => {
    return Object.fromEntries(
      items.map((item) => {
        const data = [...item.querySelectorAll("data")];
        const name = item.firstElementChild.firstChild.textContent.trim();
        const numbers = data.map(({ value }) => (value === "" ? null : Number(value)));
        return [name, { numbers, texts: data.map(({ textContent }) => textContent) }];
      }),
    );
  });
}

/** That a field is marked as wrong, and that what describes it says why. */
export async function expectError(control, message) {
  await expect(control).toHaveAttribute("aria-invalid", "true");
  const escaped = String(message).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = message instanceof RegExp ? message : new RegExp(escaped);
  await expect(control).toHaveAccessibleDescription(pattern);
}

/** That a field is not marked as wrong. */
export async function expectNoError(control) {
  await expect(control).not.toHaveAttribute("aria-invalid", "true");
}

/** By how many pixels the page scrolls sideways, or the dialog that is open. */
export const overflow = (page) =>
  page.evaluate(() => {
    const shown = [document.documentElement, ...document.querySelectorAll("dialog[open]")];
    return Math.max(...shown.map((one) => one.scrollWidth - one.clientWidth));
  });

/** Opens and closes the dialog that deletes the group, which reads more than a replay of what has
 * come would take: whatever is to be shown by then stands there. */
export async function readOn(page) {
  const button = page.getByRole("main").getByRole("button", { name: "Delete…", exact: true });
  for (let time = 0; time < 2; time += 1) {
    await button.first().click();
    const headline = page.getByRole("dialog").getByRole("status").first();
    await expect(headline).toHaveText(/Instance/);
    await expect(headline).not.toContainText("Reading");
    await page.keyboard.press("Escape");
  }
}

/** Holds back the answers of some calls, all of them but the first so many; gives the function that
 * lets them come. */
export async function held(page, calls, { after = 0 } = {}) {
  let release;
  const until = new Promise((resolve) => {
    release = resolve;
  });
  let asked = 0;
  await page.route(calls, async (route) => {
    asked += 1;
    if (asked > after) await until;
    await route.fallback();
  });
  return release;
}

/** What a group's facts say under this name. */
export const fact = (page, name) => {
  return page.getByRole("definition").and(page.locator(`dt:text-is("${name}") + dd`));
};
