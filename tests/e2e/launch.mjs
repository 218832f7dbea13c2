// How the browser is started: by the tests, the bench and the pictures alike.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const launchOptions = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

const SERVER = fileURLToPath(new URL("../../tools/serve.mjs", import.meta.url));

/** Serves a release as any static host does, for a script outside Playwright. `stop` ends it. */
export async function serve(port, folder = process.env.HEADROOM_DIST || "dist") {
  const env = { ...process.env, PORT: String(port), HEADROOM_DIST: folder };
  const server = spawn(process.execPath, [SERVER], { env, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    server.stdout.once("data", resolve);
    server.once("exit", () => reject(new Error(`nothing is served at port ${port}`)));
  });
  return { address: `http://127.0.0.1:${port}/`, stop: () => server.kill() };
}

/** A context in which a picture looks the same each time. */
export function stillContext(browser, baseURL, { width, height, colorScheme }) {
  return browser.newContext({
    baseURL,
    viewport: { width, height },
    colorScheme,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
}
