// Counts what the tasks of somebody on call take from the list of groups, and writes
// docs/tasks.md: `make tasks`.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, expect } from "@playwright/test";
import { open, panel, timeline } from "./console.mjs";
import { csv, generated } from "./history.mjs";
import { launchOptions, serve } from "./launch.mjs";

const TABLE = fileURLToPath(new URL("../../docs/tasks.md", import.meta.url));
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 360, height: 780 },
];
const GROUP = "checkout-api";

const less = (now, before) => ({
  clicks: now.clicks - before.clicks,
  keys: now.keys - before.keys,
  seconds: now.seconds - before.seconds,
});

/** A hand that counts. A choice in a list is a click; a letter that is typed is a key. */
class Hand {
  clicks = 0;
  keys = 0;
  steps = [];
  closed = { clicks: 0, keys: 0, seconds: 0 };
  began = performance.now();

  constructor(page) {
    this.page = page;
  }

  /** Ends a step, which is a row of its own. */
  close(what) {
    const now = this.taken();
    this.steps.push({ what, ...less(now, this.closed) });
    this.closed = now;
  }

  taken() {
    const seconds = (performance.now() - this.began) / 1_000;
    return { clicks: this.clicks, keys: this.keys, seconds };
  }

  async click(target, options) {
    this.clicks += 1;
    await target.click(options);
  }

  /** A choice in a list. */
  async select(target, label) {
    this.clicks += 1;
    await target.selectOption(label);
  }

  /** The button that asks for a file, and the file in the system's own list. */
  async chooseFile(target, name, text) {
    this.clicks += 2;
    await target.setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  }

  async press(key) {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }

  async type(target, text) {
    this.keys += text.length;
    await target.fill(text);
  }

  row() {
    const name = this.page.getByRole("link", { name: GROUP, exact: true });
    return this.page.getByRole("row").filter({ has: name });
  }

  async openGroup() {
    await this.click(this.page.getByRole("link", { name: GROUP, exact: true }));
    await timeline(this.page).getByRole("slider", { name: "Moment" }).waitFor();
  }
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("main").getByRole("link", { name, exact: true });
const offers = (page, what) => page.getByLabel(`Pick from the ${what}`).locator("label");

/** Writes from the address that everybody's key is for are answered as the API refuses a key. */
async function refuseKeys(page) {
  const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };
  const json = { message: "authentication is denied", type: "denied_authentication" };
  await page.route(/api\.scaleway\.com|\/(account|autoscaling)\//, (route) => {
    return route.fulfill({ status: 401, headers, json });
  });
}

/** Opens the what-if of the group and draws a threshold's slider to 60 %. */
async function tryThreshold(hand) {
  await hand.openGroup();
  await hand.press("w");
  const slider = hand.page.getByRole("slider", { name: "Threshold slider" }).first();
  hand.clicks += 1;
  await slider.fill("60");
  await hand.page.getByText("Edited", { exact: true }).first().waitFor();
}

/** The steps from nothing to the rules: a row each, and their sum. */
const fromNothing = (generation) =>
  async function run(hand) {
    const { page } = hand;
    const heading = (name) => page.getByRole("heading", { level: 1, name, exact: true });
    const template = page.getByRole("navigation", { name: "Setting up" }).getByRole("link");
    await hand.click(link(page, "New group"));
    if (generation === "thresholds") await hand.click(link(page, "New group with thresholds"));
    await hand.click(template.filter({ hasText: "Template" }));
    await heading("New template").waitFor();
    await hand.type(page.getByLabel("Name", { exact: true }), "web");
    await hand.click(offers(page, "Instance types").filter({ hasText: "PLAY2-MICRO" }));
    await hand.click(offers(page, "images").nth(1));
    await hand.click(button(page, "Create template"));
    await heading(/^New group/).waitFor();
    hand.close("the template");
    await hand.type(page.getByLabel("Name", { exact: true }), "web");
    await hand.click(offers(page, "load balancers").first());
    await hand.click(button(page, "Create group"));
    if (generation === "thresholds") {
      await heading("New policy").waitFor();
      hand.close("the group");
      await hand.click(button(page, "Create policy"));
      const steps = page.getByRole("navigation", { name: "Setting up" });
      const current = steps.locator("[aria-current=step]");
      await current.filter({ hasText: "Scale down" }).waitFor();
      hand.close("the policy that adds");
      await hand.click(button(page, "Create policy"));
      await heading("web").waitFor();
      hand.close("the policy that removes");
    } else {
      await heading("web").waitFor();
      hand.close("the group, its target in it");
    }
  };

/**
 * What is asked, by its letter in the day of use. `before` is what that day counted at 1440 px, and
 * `most` what a task may take at either width. `steps` are rows of their own, `check` is what must
 * have come of it, outside what is counted.
 */
const TASKS = [
  {
    letter: "a",
    what: "Is anything wrong, and why?",
    before: "0 clicks; 1 to the reason",
    most: { clicks: 0, keys: 0 },
    async run({ page }) {
      await page.getByRole("rowheader", { name: /^Needs you/ }).waitFor();
      await page.getByText("It stands at its maximum of 5.").waitFor();
    },
  },
  {
    letter: "b",
    what: "Why did it scale down last?",
    before: "1 click",
    most: { clicks: 2, keys: 0 },
    async run(hand) {
      await hand.openGroup();
      const events = hand.page.getByRole("region", { name: "Events" });
      const removed = events.getByRole("row").filter({ hasText: "removed" }).first();
      await hand.click(removed.getByRole("button", { name: /show on the timeline/ }));
      await timeline(hand.page)
        .getByText(/\d to \d/)
        .first()
        .waitFor();
    },
  },
  {
    letter: "b",
    what: "Why did it not scale then?",
    before: "hovering, on 1 or 2 px",
    most: { clicks: 2, keys: 0 },
    async run(hand) {
      await hand.openGroup();
      const plot = timeline(hand.page).getByRole("slider", { name: "Moment" });
      const { width } = await plot.boundingBox();
      await hand.click(plot, { position: { x: width * 0.95, y: 60 } });
      await button(timeline(hand.page), "Pinned").waitFor();
      await timeline(hand.page).getByText("Stayed at").first().waitFor();
    },
  },
  {
    letter: "c",
    what: "What would a threshold of 60 % do?",
    before: "2 clicks, 2 keys",
    most: { clicks: 2, keys: 2 },
    run: tryThreshold,
  },
  {
    letter: "d",
    what: "The same of a CSV file of one's own",
    before: "3 clicks",
    async run(hand) {
      const { page } = hand;
      await hand.openGroup();
      await hand.press("w");
      await hand.chooseFile(page.getByLabel("Load CSV or JSON"), "own.csv", csv(generated()));
      const asked = page.getByRole("dialog", { name: "Use this history?" });
      await asked.waitFor();
      await hand.select(asked.getByLabel("It holds").first(), "CPU");
      await hand.type(asked.getByLabel("Number of Instances served"), "2");
      await hand.click(button(asked, "Use it"));
      await panel(page).getByText("own.csv, 4,032 samples.").waitFor();
    },
  },
  {
    letter: "e",
    what: "Set up from nothing, by thresholds",
    before: "not possible; 5 clicks until then",
    most: { clicks: 12 },
    run: fromNothing("thresholds"),
  },
  {
    letter: "e",
    what: "Set up from nothing, by a target",
    before: "not possible",
    most: { clicks: 12 },
    run: fromNothing("a target"),
  },
  {
    letter: "f",
    what: "Apply an edited threshold",
    before: "2 clicks",
    async run(hand) {
      await tryThreshold(hand);
      hand.close("trying it");
      await hand.click(panel(hand.page).getByRole("button", { name: /^Review .*…$/ }));
      const dialog = hand.page.getByRole("dialog");
      await hand.click(dialog.getByRole("button", { name: /^Save/ }));
      await dialog.waitFor({ state: "hidden" });
      hand.close("seeing what changes, and saving it");
    },
  },
  {
    letter: "g",
    what: "Delete a group, knowing what stays",
    before: "2 clicks, nothing said",
    async run(hand) {
      await hand.openGroup();
      await hand.click(button(hand.page, "Delete…").first());
      await hand.type(hand.page.getByLabel(`Type ${GROUP} to delete`), GROUP);
      await hand.click(hand.page.getByRole("dialog").getByRole("button", { name: "Delete" }));
      await hand.page.getByRole("heading", { level: 1, name: "Groups" }).waitFor();
    },
  },
  {
    letter: "h",
    what: "Stop it for an hour",
    before: "not possible",
    most: { clicks: 2, keys: 0 },
    async run(hand) {
      await hand.click(hand.row().getByRole("link", { name: "Hold…" }));
      // The size that it has stands there already.
      await hand.click(button(hand.page.getByRole("dialog"), "Hold"));
      await hand.page.getByRole("region", { name: "Hold", exact: true }).waitFor();
    },
  },
  {
    letter: "i",
    what: "The group as Terraform, copied",
    before: "not possible",
    most: { clicks: 2, keys: 0 },
    async run(hand) {
      await hand.click(hand.row().getByRole("link", { name: "Export…" }));
      await hand.click(button(hand.page.getByRole("dialog"), "Copy"));
      await hand.page.getByText("Copied.", { exact: true }).waitFor();
    },
  },
  {
    letter: "j",
    what: "What did I change?",
    before: "not possible",
    most: { clicks: 1, keys: 0 },
    async run(hand) {
      const main = hand.page.getByRole("navigation", { name: "Main" });
      await hand.click(main.getByRole("link", { name: "Activity" }));
      await hand.page.getByRole("heading", { level: 1, name: "Activity" }).waitFor();
    },
  },
  {
    letter: "k",
    what: "A key that is refused, pasted: why?",
    before: "not counted",
    prepare: refuseKeys,
    async run(hand) {
      const { page } = hand;
      const main = page.getByRole("navigation", { name: "Main" });
      await hand.click(main.getByRole("link", { name: "Connection" }));
      await hand.click(page.getByLabel("Secret key", { exact: true }));
      hand.keys += 1;
      await page.keyboard.insertText("11111111-2222-4333-8444-555555555555");
      await hand.press("Enter");
      await page.getByRole("alert").filter({ hasText: "does not know this key" }).waitFor();
    },
  },
  {
    letter: "l",
    what: "Share what is tried",
    before: "1 click, in the what-if",
    async run(hand) {
      await tryThreshold(hand);
      await hand.click(button(panel(hand.page), "Copy link"));
      await hand.page.getByLabel("Link to this run").waitFor();
    },
    async check(page) {
      const shared = await page.getByLabel("Link to this run").inputValue();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(shared);
      const other = await page.context().newPage();
      // One tab alone moves the sandbox.
      await page.close();
      await other.goto(shared);
      const slider = other.getByRole("slider", { name: "Threshold slider" }).first();
      await expect(slider).toHaveValue("60");
    },
  },
  {
    letter: "m",
    what: "Sweep, and open a point as a variant",
    before: "2 clicks, in the what-if",
    async run(hand) {
      const { page } = hand;
      await hand.openGroup();
      await hand.press("w");
      await hand.click(button(panel(page), "Sweep…"));
      const sweep = page.getByRole("region", { name: "Sweep", exact: true });
      await hand.click(sweep.getByRole("button", { name: /^Sweep [\d,]+ points$/ }));
      await sweep.getByText(/^All [\d,]+ points are tried/).waitFor({ timeout: 120_000 });
      const point = page.getByRole("rowheader", { name: /^Point/ });
      const last = sweep.getByRole("row").filter({ has: point }).last();
      await hand.click(last.getByRole("button"));
      await button(panel(page), "swept").waitFor();
    },
  },
];

async function measure(browser, baseURL, viewport, task) {
  const context = await browser.newContext({
    baseURL,
    viewport,
    locale: "en-GB",
    timezoneId: "UTC",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  await task.prepare?.(page);
  await open(page);
  await link(page, GROUP).waitFor();
  const hand = new Hand(page);
  await task.run(hand);
  const taken = { ...hand.taken(), steps: hand.steps };
  await task.check?.(page);
  await context.close();
  return taken;
}

const cell = ({ clicks, keys, seconds }) => `${clicks} | ${keys} | ${seconds.toFixed(1)}`;
const counted = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
const words = (most = {}) =>
  [
    ["clicks", "click"],
    ["keys", "key"],
  ]
    .filter(([kind]) => kind in most)
    .map(([kind, one]) => counted(most[kind], one))
    .join(", ");

/** The row of a task, and those of its steps. */
function rowsOf({ letter, what, before, most }, measured) {
  const row = (what, before, most, taken) =>
    `| ${what} | ${before} | ${most} | ${taken.map(cell).join(" | ")} |`;
  const steps = measured[0].steps.map(({ what }, at) => {
    return row(
      `… ${what}`,
      "",
      "",
      measured.map(({ steps }) => steps[at]),
    );
  });
  return [row(`(${letter}) ${what}`, before, words(most), measured), ...steps];
}

/** In what a task takes more than it may, in words. */
function beyond({ letter, what, most = {} }, measured) {
  return measured.flatMap((taken, at) => {
    const over = Object.keys(most).filter((kind) => taken[kind] > most[kind]);
    return over.map((kind) => {
      const { width } = WIDTHS[at];
      return `(${letter}) ${what} takes ${taken[kind]} ${kind} at ${width} px, not ${most[kind]}`;
    });
  });
}

const { address, stop } = await serve(Number(process.env.SHOTS_PORT || 8095));
const browser = await chromium.launch(launchOptions);
const rows = [];
const over = [];
try {
  for (const task of TASKS) {
    const measured = [];
    for (const viewport of WIDTHS) {
      measured.push(await measure(browser, address, viewport, task));
    }
    const own = rowsOf(task, measured);
    console.log(own.join("\n"));
    rows.push(...own);
    over.push(...beyond(task, measured));
  }
} finally {
  await browser.close();
  stop();
}
writeFileSync(
  TABLE,
  `# What the tasks take

Clicks, keys and seconds from the list of groups, in the sandbox, as \`make tasks\` counted them. A
choice in a list is a click, a letter that is typed a key; the seconds are those of a script that
does not think, on the machine that ran it, and say only where the console keeps one waiting.

“Before” is what a day of use counted at 1440 px before the console was made for these tasks, and
“at most” what a task may take: \`make tasks\` fails where one takes more. No task has an id typed.

| task | before | at most | clicks, 1440 px | keys | s | clicks, 360 px | keys | s |
|---|---|---|--:|--:|--:|--:|--:|--:|
${rows.join("\n")}
`,
);
for (const words of over) console.error(words);
if (over.length > 0) process.exitCode = 1;
