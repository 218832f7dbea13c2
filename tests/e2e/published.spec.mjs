// The release as `make publish` puts it into a bucket, opened from there under a prefix.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { FOR_EVER, typeOf } from "../../tools/release/headers.mjs";
import { startStorage } from "../publish/bucket.mjs";
import {
  field,
  open,
  openGroup,
  openWhatIf,
  outcome,
  policyFields,
  scorecard,
} from "./console.mjs";
import { expect, test as base } from "./fixtures.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = resolve(ROOT, process.env.HEADROOM_DIST || "dist");
const PREFIX = "team/headroom/";
const HASH = /-[0-9a-f]{16}[._]/;

const test = base.extend({
  /** The address of the site in a bucket that everybody may read. */
  site: [
    async ({}, use) => {
      const storage = await startStorage();
      try {
        const bucket = await storage.bucket("site");
        await bucket.open();
        const { status, out } = await storage.publish({ BUCKET: "site", PREFIX, DIST });
        expect(status, out).toBe(0);
        await use(`${storage.direct}/site/${PREFIX}`);
      } finally {
        storage.stop();
      }
    },
    { scope: "worker", timeout: 300_000 },
  ],

  baseURL: async ({ site }, use) => use(site),

  // Before the page, so that the bucket outlives it.
  context: async ({ site: _, context }, use) => use(context),
});

test.skip(!existsSync(join(DIST, "release.json")), "only a release is published");

test("a bucket under a prefix serves the whole console", async ({ page }) => {
  const answers = [];
  page.on("response", (response) => answers.push(response));
  await open(page, "index.html");
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const threshold = field(policyFields(page, "my-policy-scale-up"), "Threshold");
  await threshold.fill("60");
  const measures = outcome(page).getByRole("list", { name: "Scorecard" });
  await expect(measures).toContainText(/[\d,.]+ more Instance-hours, €\s[\d,.]+ more a month\./);
  const [saved, edited] = (await scorecard(outcome(page)))["Cost a day"].numbers;
  expect(edited).toBeGreaterThan(saved);

  const kinds = new Set();
  for (const response of answers) {
    const path = new URL(response.url()).pathname.split(`/${PREFIX}`)[1];
    const headers = response.headers();
    expect(response.status(), path).toBe(200);
    expect(headers["content-type"], path).toBe(typeOf(path));
    expect(headers["cache-control"], path).toBe(HASH.test(path) ? FOR_EVER : "no-cache");
    kinds.add(`${path.split(".").at(-1)} ${headers["content-encoding"] ?? "plain"}`);
  }
  for (const kind of ["wasm gzip", "js gzip", "css gzip", "html plain"])
    expect(kinds).toContain(kind);
});
