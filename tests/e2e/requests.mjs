// Counts what the console asks of headroom-server: opening the list of groups and a group, and 30 s
// of a group's page left alone: tools/node.sh tests/e2e/requests.mjs PATH-OF-HEADROOM-SERVER
// Prints Markdown. The bytes are those of the bodies as they are sent, compressed.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import { timeline } from "./console.mjs";
import { launchOptions } from "./launch.mjs";
import { row } from "./trace.mjs";

const IDLE_MS = 30_000;
const QUIET_MS = 4_000;

/** Serves a release by headroom-server on a free port. */
async function serve(program) {
  const dist = process.env.HEADROOM_DIST || "dist";
  const args = ["--listen", "127.0.0.1:0", "--dist", dist];
  const server = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const [address] = line.match(/http:\S+/) ?? [];
    if (address) return { address, stop: () => server.kill() };
  }
  throw new Error("headroom-server gave no address");
}

/** What a page has asked of the API since it was last counted. */
function counter(page) {
  let asked = [];
  let open = 0;
  let lastMs = Date.now();
  const isApi = (request) => {
    const { pathname } = new URL(request.url());
    return /^\/(account|autoscaling|cockpit|headroom\/|iam|instance|lb|prometheus|vpc)/.test(
      pathname,
    );
  };
  page.on("request", (request) => {
    if (!isApi(request)) return;
    open += 1;
    lastMs = Date.now();
  });
  const ended = async (request) => {
    if (!isApi(request)) return;
    const { responseBodySize } = await request.sizes().catch(() => ({ responseBodySize: 0 }));
    asked.push(responseBodySize);
    open -= 1;
    lastMs = Date.now();
  };
  page.on("requestfinished", ended);
  page.on("requestfailed", ended);
  return {
    /** Until nothing was asked for a while. */
    async rest() {
      const from = Date.now();
      while (open > 0 || Date.now() - lastMs < QUIET_MS) {
        if (Date.now() - from > IDLE_MS) return;
        await page.waitForTimeout(100);
      }
    },
    count() {
      const bytes = asked.reduce((sum, one) => sum + one, 0);
      const counted = [asked.length, `${(bytes / 1_000).toFixed(1)} kB`];
      asked = [];
      return counted;
    },
  };
}

const { address, stop } = await serve(process.argv[2]);
const browser = await chromium.launch(launchOptions);
try {
  const context = await browser.newContext({ serviceWorkers: "block", locale: "en-GB" });
  const page = await context.newPage();
  const asked = counter(page);
  const results = {};
  await page.goto(address);
  const link = page.getByRole("main").getByRole("link", { name: "checkout-api", exact: true });
  await link.waitFor();
  await asked.rest();
  results["opening the list of groups"] = asked.count();
  await link.click();
  await timeline(page).getByRole("slider", { name: "Moment" }).waitFor();
  await asked.rest();
  results["opening a group from it"] = asked.count();
  await page.waitForTimeout(IDLE_MS);
  results["30 s of the group's page, left alone"] = asked.count();
  row("what the API is asked, by headroom-server", "requests", "bytes, compressed");
  row("---", "---:", "---:");
  for (const [what, counted] of Object.entries(results)) row(what, ...counted);
} finally {
  await browser.close();
  stop();
}
