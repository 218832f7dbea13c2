// What a fleet's summary names opens in the console: by its link and by its run file, from an export
// of what the same server answers.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { field, openWhatIf, outcome, panel } from "./console.mjs";
import { expect, test } from "./fixtures.mjs";
import { whatif } from "./native.mjs";

const KEY = "11111111-2222-4333-8444-555555555555";
const TOOLS = fileURLToPath(new URL("../../tools/fleet/", import.meta.url));

let folder;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-fleet-"));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

/** Runs one of the fleet's tools. */
const run = (tool, ...options) =>
  promisify(execFile)("python3", ["-B", TOOLS + tool, ...options], {
    env: { ...process.env, SCW_SECRET_KEY: KEY },
  });

/** Exports what a server holds, sweeps its maxima, and returns the groups where most is won. */
async function swept(address) {
  const [jobs, sweep, work] = ["jobs.jsonl", "sweep.json", "work"].map((name) =>
    join(folder, name),
  );
  const axes = [{ parameter: "max_replicas", values: [3, 4, 5] }];
  writeFileSync(sweep, JSON.stringify({ axes }));
  const api = address.replace(/\/$/, "");
  const { now_ms: now } = await (await fetch(`${api}/headroom/clock`)).json();
  const until = String(Math.floor(now / 1000));
  const source = ["--api", api, "--metrics", `${api}/prometheus`, "--until", until];
  await run("export.py", ...source, "--jobs", jobs);
  const asked = ["--work", work, "--sweep", sweep, "--whatif", whatif(), "--console", address];
  // Overload costs nothing, so that a smaller maximum is advised.
  await run("fleet.py", "run", jobs, ...asked, "--", "--overload-cost", "0");
  return JSON.parse(readFileSync(join(work, "summary.json"), "utf8")).by_money;
}

test("the advised rules of both generations, by link and by file", async ({ page, serve }) => {
  const { address } = await serve(["--speed", "0"]);
  const groups = await swept(address);
  for (const generation of ["v1alpha1", "v1alpha2"]) {
    const one = groups.find(({ group }) => group.generation === generation);
    expect(one.change).toBe("maximum 3");
    await page.goto("about:blank");
    await page.goto(one.link);
    const name = { level: 1, name: one.group.name };
    await expect(page.getByRole("heading", name)).toBeVisible();
    await expect(panel(page)).toContainText("advised");
    await expect(field(panel(page), "Maximum")).toHaveValue("3");
    await expect(panel(page)).toContainText("This group's own last 14 days.");
    await expect(outcome(page).getByRole("list", { name: "Scorecard" })).toContainText("Changes");
    await expect(page).toHaveURL(/run=1/);

    const [plain] = one.link.split("?");
    await page.goto("about:blank");
    await page.goto(plain);
    await openWhatIf(page);
    await page.getByLabel("Load run").setInputFiles(join(folder, "work", one.run));
    await expect(field(panel(page), "Maximum")).toHaveValue("3");
    await expect(panel(page)).not.toContainText("This group's own last 14 days.");
  }
});
