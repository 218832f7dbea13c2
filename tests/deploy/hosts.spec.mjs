// Every sample of deploy/ in its own process, asked for every file, and opened in the browser.
import { drag, openGroup, openWhatIf, outcome, policyFields } from "../e2e/console.mjs";
import { expectFiles } from "./files.mjs";
import { expect, testOf } from "./fixtures.mjs";
import { PROXIES, STATIC, startServer } from "./hosts.mjs";

/** The main job: a threshold of a group tried in the what-if. */
async function tryThreshold(page) {
  const program = page.waitForResponse(/_bg\.wasm$/);
  await page.goto("./");
  const { "content-type": type, "content-encoding": encoding } = await (await program).allHeaders();
  expect([type, encoding], "as the browser got it").toEqual(["application/wasm", "br"]);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const up = policyFields(page, "my-policy-scale-up");
  await drag(up.getByRole("slider", { name: "Threshold slider" }), 60);
  const scores = outcome(page).getByRole("list", { name: "Scorecard" });
  await expect(page.getByText("Edited", { exact: true })).toBeVisible();
  await expect(scores).toContainText("Overload");
}

const connection = (page) => page.getByRole("region", { name: "Connection", exact: true });

for (const [program, start] of Object.entries(STATIC)) {
  const test = testOf(start);

  test(`${program} with the files, and the page's own sandbox`, async ({ page, host }) => {
    await expectFiles(host, { isServer: false });
    await tryThreshold(page);
    await expect(connection(page)).toContainText("Sandbox · fr-par-1");
  });
}

for (const [program, start] of Object.entries({ ...PROXIES, nothing: startServer })) {
  const test = testOf((scratch) => start(scratch));

  test(`headroom-server behind ${program}, and its sandbox`, async ({ page, host }) => {
    await expectFiles(host, { isServer: true });
    await tryThreshold(page);
    await expect(connection(page)).toContainText("Server's sandbox · fr-par-1");
  });
}
