// Counts what the tasks of somebody on call take from the list of groups, and writes
// docs/tasks.md: `make tasks`.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, expect } from "@playwright/test";
import { open, timeline } from "./console.mjs";
import { launchOptions, serve } from "./launch.mjs";

const TABLE = fileURLToPath(new URL("../../docs/tasks.md", import.meta.url));
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 360, height: 780 },
];
const GROUP = "checkout-api";

/** A hand that counts. A choice in a list is a click; a letter that is typed is a key. */
class Hand {
  clicks = 0;
  keys = 0;

  constructor(page) {
    this.page = page;
  }

  async click(target) {
    this.clicks += 1;
    await target.click();
  }

  async press(key) {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }

  async type(target, text) {
    this.keys += text.length;
    await target.fill(text);
  }

  async openGroup() {
    await this.click(this.page.getByRole("link", { name: GROUP, exact: true }));
    await timeline(this.page).getByRole("slider", { name: "Moment" }).waitFor();
  }
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("main").getByRole("link", { name, exact: true });
const offers = (page, what) => page.getByLabel(`Pick from the ${what}`).locator("label");

const TASKS = [
  {
    what: "Is anything wrong, and why?",
    async run({ page }) {
      await page.getByRole("rowheader", { name: /^Needs you/ }).waitFor();
    },
  },
  {
    what: "Why did it scale down last?",
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
    what: "What would a threshold of 60 % do?",
    async run(hand) {
      await hand.openGroup();
      await hand.press("w");
      const slider = hand.page.getByRole("slider", { name: "Threshold slider" }).first();
      hand.clicks += 1;
      await slider.fill("60");
      await hand.page.getByText("Edited", { exact: true }).first().waitFor();
    },
  },
  {
    what: "Set up a template and a group, no id typed",
    async run(hand) {
      const { page } = hand;
      await hand.press("Control+k");
      await hand.type(page.getByRole("combobox", { name: "Go to, or do" }), "template for");
      await page.getByRole("option", { name: /^New template for/ }).waitFor();
      await hand.press("Enter");
      await hand.type(page.getByLabel("Name", { exact: true }), "web");
      await hand.click(offers(page, "Instance types").filter({ hasText: "PLAY2-MICRO" }));
      await hand.click(offers(page, "images").nth(1));
      await hand.click(button(page, "Create template"));
      await page.getByRole("heading", { level: 1, name: "web" }).waitFor();
      await hand.press("Control+k");
      await hand.type(page.getByRole("combobox", { name: "Go to, or do" }), "group with");
      await page.getByRole("option", { name: /^New group with/ }).waitFor();
      await hand.press("Enter");
      await hand.type(page.getByLabel("Name", { exact: true }), "web");
      await hand.click(offers(page, "templates").filter({ hasText: "PLAY2-MICRO" }));
      await hand.click(offers(page, "load balancers").first());
      await hand.click(button(page, "Create group"));
      await page.getByRole("heading", { level: 1, name: "web" }).waitFor();
    },
  },
  {
    what: "Delete a group, knowing what stays",
    async run(hand) {
      await hand.openGroup();
      await hand.click(button(hand.page, "Delete…").first());
      await hand.type(hand.page.getByLabel(`Type ${GROUP} to delete`), GROUP);
      await hand.click(hand.page.getByRole("dialog").getByRole("button", { name: "Delete" }));
      await hand.page.getByRole("heading", { level: 1, name: "Groups" }).waitFor();
    },
  },
  {
    what: "Stop it for an hour",
    async run(hand) {
      await hand.openGroup();
      await hand.press("h");
      const hold = button(hand.page.getByRole("dialog"), "Hold");
      await hand.click(hold);
      await hand.page.getByRole("region", { name: "Hold", exact: true }).waitFor();
    },
  },
  {
    what: "The group as Terraform, copied",
    async run(hand) {
      await hand.openGroup();
      await hand.click(button(hand.page, "Export…"));
      await expect(button(hand.page.getByRole("dialog"), "Copy")).toBeFocused();
      await hand.press("Enter");
    },
  },
  {
    what: "What did I change?",
    async run(hand) {
      const main = hand.page.getByRole("navigation", { name: "Main" });
      await hand.click(main.getByRole("link", { name: "Activity" }));
      await hand.page.getByRole("heading", { level: 1, name: "Activity" }).waitFor();
    },
  },
];

async function measure(browser, baseURL, viewport, task) {
  const context = await browser.newContext({
    baseURL,
    viewport,
    locale: "en-GB",
    timezoneId: "UTC",
    permissions: ["clipboard-write"],
  });
  const page = await context.newPage();
  await open(page);
  await link(page, GROUP).waitFor();
  const hand = new Hand(page);
  const started = performance.now();
  await task.run(hand);
  const seconds = (performance.now() - started) / 1_000;
  await context.close();
  return { clicks: hand.clicks, keys: hand.keys, seconds };
}

const cell = ({ clicks, keys, seconds }) => `${clicks} | ${keys} | ${seconds.toFixed(1)}`;

const { address, stop } = await serve(Number(process.env.SHOTS_PORT || 8095));
const browser = await chromium.launch(launchOptions);
const rows = [];
try {
  for (const task of TASKS) {
    const measured = [];
    for (const viewport of WIDTHS) {
      measured.push(await measure(browser, address, viewport, task));
    }
    rows.push(`| ${task.what} | ${measured.map(cell).join(" | ")} |`);
    console.log(rows.at(-1));
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

| task | clicks, 1440 px | keys | s | clicks, 360 px | keys | s |
|---|--:|--:|--:|--:|--:|--:|
${rows.join("\n")}
`,
);
