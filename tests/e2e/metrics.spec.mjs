// Histories from the connected metrics server, by an expression of one's own.
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.mjs";
import {
  choose,
  expectError,
  field,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  question,
  sayWhatIsOpen,
  scorecard,
  unfoldHistories,
} from "./console.mjs";
import { connect, mockApi } from "./api.mjs";

const dialog = (page) => page.getByRole("dialog", { name: "Query metrics" });
const library = (page) => panel(page).getByRole("list", { name: "Remembered histories" });
const use = (page) => question(page).getByRole("button", { name: "Use it" });

async function ask(page) {
  const way = panel(page).getByRole("button", { name: "Query metrics…" });
  if (!(await way.isVisible())) await panel(page).getByText("Load another…").click();
  await way.click();
  await expect(dialog(page)).toBeVisible();
}

const send = (page) => dialog(page).getByRole("button", { name: "Query", exact: true }).click();

test("the group's own CPU by its expression is its own history", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await ask(page);
  await expect(field(dialog(page), "From")).toHaveValue("2026-02-16 08:00");
  await expect(field(dialog(page), "Until")).toHaveValue("2026-03-02 08:00");
  await expect(field(dialog(page), "Step")).toHaveValue("60");
  const expression = field(dialog(page), "Expression");
  const cpu = await expression.inputValue();
  expect(cpu).toContain("instance_server_cpu_seconds_total");
  // It follows the metric while nobody has typed.
  await field(dialog(page), "It holds").selectOption("Network in");
  await expect(expression).toHaveValue(/instance_server_network_bytes_total.*rx/);
  await field(dialog(page), "It holds").selectOption("CPU");
  await expect(expression).toHaveValue(cpu);
  await audit();
  await send(page);
  await expect(dialog(page)).toBeHidden();
  await expect(question(page)).toContainText("CPU by query");
  await expect(question(page)).toContainText("one every 1 min, no gaps.");
  await expect(question(page)).toContainText(cpu);
  await expect(question(page).getByLabel("It holds")).toHaveValue("CPU");
  await expect(question(page).getByLabel("Multiply by")).toHaveValue("1");
  await audit();
  await use(page).click();
  const used = panel(page).getByText(/^CPU by query, [\d,]+ samples\.$/);
  const count = Number(/query, ([\d,]+)/.exec(await used.innerText())[1].replace(",", ""));
  expect(count, "a fortnight of minutes").toBeGreaterThan(20_100);
  await scorecard(outcome(page));

  // Remembered and handed on as a file is.
  await page.reload();
  await unfoldHistories(page);
  await expect(library(page)).toContainText("CPU by query");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    library(page).getByRole("button", { name: "Export CPU by query" }).click(),
  ]);
  const [header, ...lines] = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\n");
  expect(lines).toHaveLength(count);
  expect(header).toContain("instance_server_cpu_seconds_total");
  // What was exported is read again.
  await choose(page, "exported.csv", readFileSync(await download.path()));
  await expect(question(page)).toContainText(`${count.toLocaleString("en-GB")} samples`);
  await question(page).getByRole("button", { name: "Cancel" }).click();
});

test("what the sandbox does not understand is said at its field", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await ask(page);
  await field(dialog(page), "Expression").fill("up");
  await field(dialog(page), "From").fill("2026-03-01");
  await send(page);
  await expectError(field(dialog(page), "Expression"), /The server refused it: .*not known to the/);
  await expectError(field(dialog(page), "Expression"), /It knows these, to the letter.*count\(/);
  await audit();
  // Nothing typed is lost, neither by the refusal nor by closing.
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await ask(page);
  await expect(field(dialog(page), "Expression")).toHaveValue("up");
  await expect(field(dialog(page), "From")).toHaveValue("2026-03-01");

  await field(dialog(page), "Step").fill("0.1");
  await field(dialog(page), "Until").fill("soon");
  await send(page);
  await expectError(field(dialog(page), "Step"), "Enter seconds from 1 to 86400");
  await expectError(field(dialog(page), "Until"), "Enter a time such as 2026-03-02 08:00.");
  await field(dialog(page), "Step").fill("1");
  await field(dialog(page), "Until").fill("2026-03-12");
  await send(page);
  await expectError(
    field(dialog(page), "Step"),
    "That would be 950400 samples, and at most 200000",
  );
  await expect(panel(page)).toContainText("This group's own last 14 days.");
});

/** An answer with these series: their labels and their value at every step. */
function matrix(url, series) {
  const [start, end, step] = ["start", "end", "step"].map((name) => {
    return Number(url.searchParams.get(name));
  });
  const stamps = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => {
    return start + index * step;
  });
  const result = series.map(([metric, value]) => {
    return { metric, values: stamps.map((stamp, at) => [stamp, String(value + (at % 5))]) };
  });
  return { status: "success", data: { resultType: "matrix", result } };
}

test("every series of an answer is one of the history", async ({ page, problems }) => {
  await mockApi(page);
  let answer = (url) => matrix(url, []);
  const asked = [];
  await page.route(/\/prometheus\/.*query=mine/, (route) => {
    const url = new URL(route.request().url());
    asked.push(url.searchParams);
    const found = answer(url);
    if (found === "abort") return route.abort("failed");
    const { status = 200, json } = found.json ? found : { json: found };
    return route.fulfill({ status, json });
  });
  await connect(page);
  await page.getByRole("main").getByRole("link", { name: "mock-group" }).click();
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await ask(page);
  await field(dialog(page), "Expression").fill("mine");
  await field(dialog(page), "From").fill("2026-03-01 00:00");
  await field(dialog(page), "Until").fill("2026-03-02 00:00");
  await field(dialog(page), "Step").fill("5");
  const expression = field(dialog(page), "Expression");
  await send(page);
  await expectError(expression, "The answer has no series that can be used. Its list of series is");

  const json = { status: "error", errorType: "bad_data", error: "parse error: unexpected end" };
  answer = () => ({ status: 400, json });
  await send(page);
  await expectError(expression, "The server refused it: parse error: unexpected end.");
  answer = () => "abort";
  await send(page);
  await expect(dialog(page).getByRole("alert")).toContainText("The API could not be reached.");
  await expect(expression).toHaveValue("mine");
  const many = Array.from({ length: 101 }, (_, n) => [{ n: String(n) }, 1]);
  answer = (url) => matrix(new URL(url.href.replace(/step=5/, "step=600")), many);
  await send(page);
  await expectError(expression, "The answer has 101 series, and at most 100 can be read at once.");

  // More than one call can bring: the parts are put together, series by series.
  asked.length = 0;
  answer = (url) =>
    matrix(url, [
      [{ host: "a" }, 40],
      [{ host: "b" }, 700],
    ]);
  await send(page);
  await expect(question(page)).toContainText("2 by host: a, b");
  expect(asked.map((one) => one.get("start"))).toEqual([
    String(Date.UTC(2026, 2, 1) / 1_000),
    String(Date.UTC(2026, 2, 1) / 1_000 + 50_000),
  ]);
  const part = question(page).getByRole("group", { name: /^mine/ });
  await expect(part).toContainText("17,281 samples");
  await expect(part).toContainText("no gaps.");
  await expect(part.getByLabel("It holds")).toHaveValue("CPU");
  const taken = part.getByLabel("It is used as");
  await expect(taken.locator("option")).toHaveText([
    "average of 2",
    "sum of 2",
    "only a",
    "only b",
  ]);
  await taken.selectOption("sum of 2");
  await expect(part).toContainText("740 %");
  await taken.selectOption("average of 2");
  await expect(part).toContainText("370 %");
  // No Instance is that full: what was asked for as CPU counts cores, or is at fault.
  await part.getByLabel("Its values are").selectOption("It counts 8 cores: divided by 8");
  await sayWhatIsOpen(page);
  await use(page).click();
  await expect(panel(page)).toContainText("CPU by query, 17,281 samples.");
  for (const problem of problems.splice(0)) expect(problem).toMatch(/40[0-9]|ERR_FAILED/);
});
