// What every browser test shares: import `test` and `expect` from here, not from Playwright.
import { expect, test as base } from "@playwright/test";

/** Makes the page log what its content security policy refused, so that it counts as an error. */
function logRefusals() {
  addEventListener("securitypolicyviolation", (event) => {
    console.error(`refused by ${event.violatedDirective}: ${event.blockedURI}`);
  });
}

export const test = base.extend({
  /**
   * Every uncaught error, console error and policy violation of the page. A test fails when one is
   * left at its end; one that expects some takes this list, looks at it and empties it.
   */
  problems: [
    async ({ page }, use) => {
      const problems = [];
      page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(`console: ${message.text()}`);
      });
      await page.addInitScript(logRefusals);
      await use(problems);
      expect(problems, "the page has reported no problem").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
