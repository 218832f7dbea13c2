// The ways of hosting in docs/hosting.md: each sample of deploy/ started as it stands. They use the
// release in dist/, and the server that HEADROOM_SITE_SERVER names, which carries it.
import { launchOptions } from "../e2e/launch.mjs";

export default {
  testDir: ".",
  outputDir: "../e2e/results/deploy",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes at the second try has failed.
  retries: 0,
  workers: 2,
  // Ample, for a machine that builds something else beside; nothing waits longer than it must.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "../e2e/results/deploy.json" }]],
  use: { launchOptions },
};
