// The browser tests run against the release in dist/, or the build in the folder that HEADROOM_DIST
// names, served as any static host serves it.
import { once } from "node:events";
import { createServer } from "node:net";

import { defineConfig } from "@playwright/test";
import { launchOptions } from "./launch.mjs";

/** A port that is free now. The workers read this file too, and must get the same one. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

process.env.E2E_PORT ||= String(await freePort());
const PORT = Number(process.env.E2E_PORT);
const ADDRESS = `http://127.0.0.1:${PORT}/`;

export default defineConfig({
  testDir: ".",
  outputDir: "results/files",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes at the second try has failed.
  retries: 0,
  workers: 2,
  // Ample, for a machine that builds something else beside; nothing waits longer than it must.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  use: {
    baseURL: ADDRESS,
    actionTimeout: 60_000,
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    // What they answer passes by the routes of a test. The tests of the worker itself allow it.
    serviceWorkers: "block",
    launchOptions,
  },
  webServer: {
    command: "node ../../tools/serve.mjs",
    env: { PORT: String(PORT) },
    url: ADDRESS,
    // Another server on the port would be another build.
    reuseExistingServer: false,
  },
});
