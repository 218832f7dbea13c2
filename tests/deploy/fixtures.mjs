// A test of a host: what it started ends with it, and its page reaches the host by its name.
import { launchOptions } from "../e2e/launch.mjs";
import { expect, test as base } from "../e2e/fixtures.mjs";
import { withScratch } from "./bare.mjs";

const SCREEN = { width: 1280, height: 900 };

/** A browser for which the host's name leads to its port on this machine. */
function launch({ chromium }, { secure, name, port }) {
  const rule = `MAP ${name}:${secure ? 443 : 80} 127.0.0.1:${port}`;
  // A flag, since what a context ignores its service workers do not.
  const args = [`--host-resolver-rules=${rule}`, "--ignore-certificate-errors"];
  return chromium.launch({ ...launchOptions, args: [...launchOptions.args, ...args] });
}

/** Tests of what `start` starts. */
export function testOf(start) {
  return base.extend({
    scratch: async ({}, use) => withScratch(use),
    host: async ({ scratch }, use) => use(await start(scratch)),
    page: async ({ playwright, host }, use) => {
      const browser = await launch(playwright, host);
      const address = host.secure ? `https://${host.name}/` : `http://${host.name}${host.link}`;
      const settings = { baseURL: address, locale: "en-GB", timezoneId: "UTC", viewport: SCREEN };
      const context = await browser.newContext({ ...settings, serviceWorkers: "block" });
      await use(await context.newPage());
      await browser.close();
    },
  });
}

export { expect };
