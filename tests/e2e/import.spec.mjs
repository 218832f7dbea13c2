// Metric history from files: what is wrong is said with its line, and nothing in use is lost.
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { expect, test } from "./fixtures.mjs";
import {
  choose,
  drag,
  field,
  load,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  question,
  sayWhatIsOpen,
  scorecard,
  timeline,
} from "./console.mjs";
import { csv, generated, stamp } from "./history.mjs";

const FROM = Date.UTC(2026, 2, 1);
const MINUTE = 60_000;
const GOOD = generated(288);

/** Lines under a header; line 2 of the file is the first of them. */
const lines = (...rows) => `timestamp,value\n${rows.join("\n")}\n`;

/** So many good rows five minutes apart, as lines. */
const rows = (count, from = FROM) => {
  return Array.from({ length: count }, (_, index) => {
    return `${stamp(from + index * 5 * MINUTE)},${40 + (index % 7)}`;
  });
};

/** A good file with one row at line 5 replaced. */
const withRow = (row) => lines(...rows(3), row, ...rows(20, FROM + 20 * MINUTE));

/** Opens the what-if of a group on a good file, with one edit. */
async function start(page) {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await load(page, "good.csv", csv(GOOD));
  await expect(panel(page)).toContainText("good.csv, 288 samples.");
  await drag(slider(page), 61);
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
}

const fields = (page) => policyFields(page, "my-policy-scale-up");
const slider = (page) => fields(page).getByRole("slider", { name: "Threshold slider" });

/** That the page still answers: the edit is there, and another one moves the numbers. */
async function expectAlive(page) {
  await expect(field(fields(page), "Threshold")).toHaveValue("61");
  await drag(slider(page), 99);
  await expect(field(fields(page), "Threshold")).toHaveValue("99");
  await drag(slider(page), 61);
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
}

/** That a file was refused for this reason, and that nothing else has changed. */
async function expectRefused(page, name, message, before) {
  const alert = panel(page).getByRole("alert");
  await expect(alert).toContainText(`${name} was not loaded.`);
  await expect(alert).toContainText(message);
  await expect(alert).toContainText("The history in use stays.");
  await expect(panel(page)).toContainText("good.csv, 288 samples.");
  expect(await scorecard(outcome(page))).toEqual(before);
  await expectAlive(page);
}

const REFUSED = {
  "an empty file": ["", "The file is empty"],
  "a header alone": ["timestamp,value\n", /only a header \(line 1: "timestamp,value"\)/],
  "a binary file": [
    Buffer.concat([Buffer.from("timestamp,value\nPK"), Buffer.alloc(64)]),
    /not a text file: byte 19 \(line 2\) is zero/,
  ],
  "text in another encoding": [
    // 0x81 is no character of Windows-1252 either.
    Buffer.concat([Buffer.from(lines(...rows(2))), Buffer.from([0x32, 0x81, 0x0a])]),
    /Line 4 is text in no encoding that is read/,
  ],
  "a file without numbers": [
    lines("one,two", "three,four", "five,six"),
    /No row could be used \(3 read\).*lines 2, 3 and 4/,
  ],
  "values that are only text": [
    lines(`${stamp(FROM)},low`, `${stamp(FROM + MINUTE)},high`),
    /No row could be used.*value that is not a number \(lines 2 and 3, like "low"\)/,
  ],
  "values that are only NaN": [
    lines(`${stamp(FROM)},NaN`, `${stamp(FROM + MINUTE)},NaN`),
    /No row could be used.*without a value.*lines 2 and 3/,
  ],
  "values that are only negative": [
    lines(`${stamp(FROM)},-1`, `${stamp(FROM + MINUTE)},-2`),
    /No row could be used.*negative value \(lines 2 and 3, like "-1"\)/,
  ],
  "a single sample": [lines(...rows(1)), /Only one sample could be used/],
  "a quote that is never closed": [lines(...rows(2), '"2026-03-01,5'), /Line 4 opens a quote/],
};

for (const [what, [content, message]] of Object.entries(REFUSED)) {
  test(`${what} is refused with its reason`, async ({ page }) => {
    await start(page);
    const before = await scorecard(outcome(page));
    await choose(page, "bad.csv", content);
    await expectRefused(page, "bad.csv", message, before);
    // The mended file can be chosen at once, and the complaint goes.
    await load(page, "bad.csv", csv(generated(600)));
    await expect(panel(page)).toContainText("bad.csv, 600 samples.");
    await expect(panel(page).getByRole("alert")).toHaveCount(0);
  });
}

const hourly = (from, count) => rows(count, from);

const REPORTED = {
  "text in Windows-1252": [
    Buffer.from(`time;größe\n${rows(24).join("\n").replaceAll(",", ";")}\n`, "latin1"),
    24,
    /not UTF-8: read as Windows-1252/,
  ],
  NaN: [withRow(`${stamp(FROM + 15 * MINUTE)},NaN`), 23, /1 row without a value.*\(line 5\)/],
  "a negative value": [
    withRow(`${stamp(FROM + 15 * MINUTE)},-3`),
    23,
    /1 row with a negative value \(line 5/,
  ],
  "a text value": [
    withRow(`${stamp(FROM + 15 * MINUTE)},busy`),
    23,
    /not a number \(line 5, like "busy"\)/,
  ],
  "a time that cannot be read": [
    withRow("yesterday,50"),
    23,
    /1 row with a time that cannot be read \(line 5, like "yesterday/,
  ],
  "rows out of order": [
    lines(...rows(4), ...rows(3, FROM + 40 * MINUTE), ...rows(4, FROM + 20 * MINUTE)),
    11,
    /4 rows out of order \(lines 9, 10, 11 and 12\): sorted by time/,
  ],
  "duplicate stamps": [
    withRow(`${stamp(FROM + 10 * MINUTE)},99`),
    23,
    /1 row with the same time.*\(line 4\): dropped/,
  ],
  "a repeated hour": [
    lines(...hourly(FROM, 24), ...hourly(FROM + 60 * MINUTE, 24)),
    48,
    /falls back by an hour at line 26/,
  ],
  "a gap": [
    lines(...rows(10), ...rows(10, FROM + 24 * 60 * MINUTE)),
    20,
    /1 gap \(up to line 12\), the longest/,
  ],
  "epoch seconds": [
    lines(...GOOD.map(([ms, value]) => `${ms / 1000},${value}`)),
    288,
    /epoch seconds/,
  ],
  "epoch milliseconds": [
    lines(...GOOD.map(([ms, value]) => `${ms},${value}`)),
    288,
    /epoch milliseconds/,
  ],
  "semicolons with decimal commas": [
    [
      "time;value",
      ...GOOD.map(([ms, value]) => {
        return `${stamp(ms)};${value.toFixed(4).replace(".", ",")}`;
      }),
    ].join("\n"),
    288,
    /288 values with a decimal comma \(first at line 2\)/,
  ],
  "times without a zone": [csv(GOOD), 288, /288 times without a zone.*read as UTC/],
};

for (const [what, [content, samples, message]] of Object.entries(REPORTED)) {
  test(`${what}: read, and the report says what was done`, async ({ page }) => {
    await start(page);
    await load(page, "odd.csv", content);
    await expect(panel(page)).toContainText(`odd.csv, ${samples} samples.`);
    const report = panel(page).getByRole("group").filter({ hasText: "Import report" }).last();
    const summary = report.getByText(/^Import report/);
    if (await report.evaluate((details) => !details.open)) await summary.click();
    await expect(report.getByRole("listitem").filter({ hasText: message })).toBeVisible();
    await expectAlive(page);
    await page.getByRole("button", { name: "Use its own history" }).click();
    await expect(panel(page)).toContainText("This group's own last 14 days.");
    await expect(field(fields(page), "Threshold")).toHaveValue("61");
  });
}

test("seconds, milliseconds and semicolons give the same numbers as the plain file", async ({
  page,
}) => {
  await start(page);
  const plain = await scorecard(outcome(page));
  for (const what of ["epoch seconds", "epoch milliseconds", "semicolons with decimal commas"]) {
    await load(page, `${what}.csv`, REPORTED[what][0]);
    await expect(panel(page)).toContainText(`${what}.csv, 288 samples.`);
    expect(await scorecard(outcome(page)), what).toEqual(plain);
  }
});

/** Counts how often the page reads a piece of a file; from the `gate`th on, a read waits. */
function watchReads(gate) {
  const read = Blob.prototype.arrayBuffer;
  window.reads = 0;
  window.opened = new Promise((resolve) => {
    window.openGate = resolve;
  });
  Blob.prototype.arrayBuffer = async function arrayBuffer() {
    window.reads += 1;
    if (window.reads > gate) await window.opened;
    return read.call(this);
  };
}

/** A file of so many bytes on disk; what is beyond its text takes no room. */
function onDisk(name, text, bytes) {
  const folder = test.info().outputPath();
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}`;
  writeFileSync(path, text);
  if (bytes) truncateSync(path, bytes);
  return path;
}

test("a file of 200 MB is refused before a byte of it is read", async ({ page }) => {
  await page.addInitScript(watchReads, 1_000_000);
  await start(page);
  const before = await scorecard(outcome(page));
  const readBefore = await page.evaluate(() => window.reads);
  expect(readBefore, "the good file was read in pieces").toBeGreaterThan(0);
  const path = onDisk("huge.csv", csv(GOOD), 200 * 1024 * 1024);
  await page.getByLabel("Load CSV or JSON").setInputFiles(path);
  const message = "The file has 209,715,200 bytes; at most 64,000,000";
  await expectRefused(page, "huge.csv", message, before);
  expect(await page.evaluate(() => window.reads)).toBe(readBefore);
});

test("reading can be cancelled, and what is read later does not come", async ({ page }) => {
  // The good file has one piece; of the long one, the second piece waits.
  await page.addInitScript(watchReads, 2);
  await start(page);
  const before = await scorecard(outcome(page));
  await choose(page, "long.csv", csv(generated(50_000)));
  const progress = panel(page).getByRole("progressbar", { name: "Reading the file" });
  await expect(progress).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.reads)).toBe(3);
  await panel(page).getByRole("button", { name: "Cancel" }).click();
  await expect(progress).toBeHidden();
  await page.evaluate(() => window.openGate());
  await expectAlive(page);
  await expect(panel(page)).toContainText("good.csv, 288 samples.");
  await expect(panel(page).getByRole("alert")).toHaveCount(0);
  expect(await scorecard(outcome(page))).toEqual(before);
  expect(await page.evaluate(() => window.reads), "no further piece was read").toBe(3);
});

test("a long file is read while the page stays alive", async ({ page }) => {
  await start(page);
  await load(page, "long.csv", csv(generated(100_000)));
  await expect(panel(page)).toContainText("long.csv, 100,000 samples.");
  await expectAlive(page);
});

test("what the numbers are can be chosen", async ({ page }) => {
  await start(page);
  await panel(page).getByLabel("It holds").selectOption("Connections");
  await expect(timeline(page)).toContainText("Connections");
  const overload = async () => (await scorecard(outcome(page))).Overload.texts[0];
  expect(await overload(), "a total tells of no overload").toBe("–");
  await panel(page).getByLabel("It holds").selectOption("CPU");
  expect(await overload()).toMatch(/^[\d,]+$/);
});

test("an answer of Prometheus is offered and read as a table is", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const input = page.getByLabel("Load CSV or JSON");
  expect((await input.getAttribute("accept")).split(",")).toContain(".json");
  const values = GOOD.map(([ms, value]) => [ms / 1000, String(value)]);
  const result = [{ metric: { __name__: "cpu_percent" }, values }];
  const answer = { status: "success", data: { resultType: "matrix", result } };
  await load(page, "answer.json", JSON.stringify(answer));
  await expect(panel(page)).toContainText("answer.json, 288 samples.");
  const asJson = await scorecard(outcome(page));
  await audit();
  await load(page, "good.csv", csv(GOOD));
  await expect(panel(page)).toContainText("good.csv, 288 samples.");
  expect(asJson).toEqual(await scorecard(outcome(page)));
});

test("a report is folded unless it warns", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const report = panel(page).getByRole("group").filter({ hasText: "Import report" }).last();
  await load(page, "good.csv", csv(GOOD));
  await expect(report).toHaveJSProperty("open", false);
  await expect(panel(page).getByText("0 >")).toHaveCount(0);
  await load(page, "gap.csv", REPORTED["a gap"][0]);
  await expect(report).toHaveJSProperty("open", true);
  await expect(report).toContainText("Import report: 1 warning");
});

/** A table of a row for each host and moment. */
function threeHosts() {
  const hosts = ["web-a", "web-b", "web-c"];
  const rows = GOOD.flatMap(([ms, value]) => {
    return hosts.map((host, index) => {
      return `${stamp(ms)},${host},${(value * (0.6 + index * 0.2)).toFixed(2)}`;
    });
  });
  return `time,host,cpu_percent\n${rows.join("\n")}\n`;
}

test("a table of three hosts is taken as their average, and the size is asked", async ({
  page,
  audit,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await choose(page, "hosts.csv", threeHosts());
  const asked = question(page);
  const row = asked.getByRole("group", { name: /^cpu_percent/ });
  await expect(row).toContainText("3 by host: web-a, web-b, web-c");
  await expect(row.getByLabel("It is used as")).toHaveValue("0");
  await expect(row.getByLabel("It is used as").locator("option").first()).toHaveText(
    "average of 3",
  );
  await expect(row.getByLabel("It holds")).toHaveValue("CPU");
  for (const word of ["lowest", "median", "highest"]) await expect(row).toContainText(word);
  const use = asked.getByRole("button", { name: "Use it" });
  await expect(use).toBeDisabled();
  await expect(asked.getByRole("status")).toContainText("how many Instances served");
  await audit();
  const sizes = asked.getByRole("group", { name: "How many Instances served this load?" });
  await expect(sizes.getByRole("radio", { checked: true })).toHaveCount(0);
  await sizes.getByRole("radio", { name: /One for each host/ }).check();
  await use.click();
  await expect(panel(page)).toContainText("hosts.csv, 288 samples.");
  await expect(panel(page).getByLabel("Recorded with")).toHaveValue("3");
  await expect(timeline(page)).toContainText("CPU");
});

test("a file with two plausible readings is asked which one it is", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const day = (index) => String(1 + (index % 9)).padStart(2, "0");
  const rows = Array.from({ length: 9 }, (_, index) => {
    return `${day(index)}/03/2026 12:00,${40 + ((index * 7) % 9)}`;
  });
  await choose(page, "dates.csv", `time,cpu_percent\n${rows.join("\n")}\n`);
  const asked = question(page);
  await asked.getByLabel("Number of Instances served").fill("2");
  const use = asked.getByRole("button", { name: "Use it" });
  await expect(use).toBeDisabled();
  await expect(asked.getByRole("status")).toContainText("which number of a date is the day");
  const order = asked.getByLabel("Dates are written");
  await order.selectOption("Month first: 12/31");
  await expect(asked).toContainText("3 Sept 2026");
  await order.selectOption("Day first: 31/12");
  await expect(asked).toContainText("9 Mar 2026");
  await expect(asked.getByLabel("Number of Instances served")).toHaveValue("2");
  await expect(use).toBeEnabled();
  await use.click();
  await expect(panel(page)).toContainText("dates.csv, 9 samples.");
});

test("what nothing tells is asked, and can be left out", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const rows = GOOD.map(([ms, value]) => `${stamp(ms)},${value},${(value * 7).toFixed(0)}`);
  await choose(page, "two.csv", `time,cpu_percent,queue_depth\n${rows.join("\n")}\n`);
  const asked = question(page);
  const queue = asked.getByRole("group", { name: /^queue_depth/ });
  await expect(queue.getByLabel("It holds")).toHaveValue("");
  await asked.getByLabel("Number of Instances served").fill("4");
  await expect(asked.getByRole("button", { name: "Use it" })).toBeDisabled();
  await asked.getByRole("button", { name: "Use 1, leave queue_depth out" }).click();
  await expect(panel(page)).toContainText("two.csv, 288 samples.");
});

test("local times are given their zone, and another group is warned of", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const name = "instance_cpu{resource_name=~'b77011a5-e421-47b0-88d5-f8065fe37e17_.*'} %";
  const rows = GOOD.map(([ms, value]) => `${stamp(ms)},${value}`);
  await choose(page, "local.csv", `Time,"${name}"\n${rows.join("\n")}\n`);
  const asked = question(page);
  await expect(asked).toContainText("speaks of the group b77011a5");
  await expect(asked).toContainText("From Mon, 2 Feb 2026, 00:00 to");
  await asked.getByLabel("Zone").selectOption("America/New_York");
  await expect(asked).toContainText("From Mon, 2 Feb 2026, 05:00 to");
  await expect(asked.getByLabel("Zone")).toHaveValue("America/New_York");
});

test("a rule whose metric the history lacks is said, before and after", async ({ page }) => {
  await open(page);
  await openGroup(page, "image-resizer");
  await openWhatIf(page);
  const rows = GOOD.map(([ms, value]) => `${stamp(ms)},${value * 10}`);
  await choose(page, "connections.csv", `time,connections\n${rows.join("\n")}\n`);
  const said = /watches CPU, which this history does not hold: it takes no part\./;
  await question(page).getByLabel("It holds").selectOption("Connections");
  await sayWhatIsOpen(page);
  await expect(question(page)).toContainText(said);
  await question(page).getByRole("button", { name: "Use it" }).click();
  await expect(outcome(page).getByRole("list", { name: "Rules without a history" })).toContainText(
    said,
  );
});
