// What every browser test shares: import `test` and `expect` from here, not from Playwright.
import { createRequire } from "node:module";
import { expect, test as base } from "@playwright/test";
import { startServer } from "./native.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Makes the page log what its content security policy refused, so that it counts as an error. */
function logRefusals() {
  addEventListener("securitypolicyviolation", (event) => {
    console.error(`refused by ${event.violatedDirective}: ${event.blockedURI}`);
  });
}

/** The rules of WCAG 2.0 to 2.2, A and AA, with the size of targets and axe's own good practice. */
const RULES = {
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};

/** Those of them whose verdict is another in the other theme. */
const RULES_OF_COLOURS = {
  resultTypes: ["violations"],
  runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

/**
 * In the page: the text that is cut off at the side of an element that does not scroll, one line for
 * each. What ends in an ellipsis is told in full by a title or a label.
 */
const cutOffIn = () => {
  const isFor = (element) => element.matches("input, textarea, select, svg *, html, body");
  const side = (element) => getComputedStyle(element).overflowX;
  const hides = (element) => /hidden|clip/.test(side(element)) && element.clientWidth > 1;
  const isTold = (element) => {
    const isShort = getComputedStyle(element).textOverflow === "ellipsis";
    return isShort && element.closest("[title], [aria-label]") !== null;
  };
  /** The nearest element around a text that does not show all that is in it. */
  const around = (text) => {
    let element = text.parentElement;
    while (element && side(element) === "visible") element = element.parentElement;
    return element;
  };
  const firstBeyond = (element) => {
    const { left } = element.getBoundingClientRect();
    const from = left + element.clientLeft;
    const to = from + element.clientWidth;
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!text.data.trim() || around(text) !== element) continue;
      if (!text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const isBeyond = ({ left, right }) => right > to + 1 || left < from - 1;
      if ([...range.getClientRects()].some(isBeyond)) return text.data.trim();
    }
    return undefined;
  };
  return [...document.querySelectorAll("body *")]
    .filter((element) => !isFor(element) && element.scrollWidth > element.clientWidth + 1)
    .filter((element) => hides(element) && !isTold(element))
    .flatMap((element) => {
      const text = firstBeyond(element);
      if (text === undefined) return [];
      const place = `${element.localName}.${[...element.classList].join(".")}`;
      const by = element.scrollWidth - element.clientWidth;
      return [`${innerWidth} px wide: ${place} cuts off ${by} px: “${text.slice(0, 60)}”`];
    });
};

/** The text that is cut off on the page as it stands. */
export const cutOff = (page) => page.evaluate(cutOffIn);

/** What axe finds wrong with the page as it stands in its theme, one line for each element. */
async function violations(page, rules = RULES) {
  const { found, address } = await page.evaluate(async (rules) => {
    // A dialog or a theme that is still fading would be judged by colours that nobody sees. What is
    // in a closed fold stands still half-way, and would be waited for without end, as would what
    // goes by how far the page is scrolled.
    const running = document.getAnimations().filter(({ playState, timeline, effect }) => {
      const ends = playState === "running" && timeline === document.timeline;
      return ends && effect?.target?.checkVisibility();
    });
    await Promise.allSettled(running.map((animation) => animation.finished));
    // What is folded is judged too, without the page being told of it: it would read what is behind.
    const folded = [...document.querySelectorAll("details:not([open])")];
    const place = [scrollX, scrollY];
    const hush = (event) => folded.includes(event.target) && event.stopImmediatePropagation();
    // What sticks hides a part of what is scrolled under it, which scrolling shows.
    const stuck = [...document.querySelectorAll("body *")].filter((element) => {
      return getComputedStyle(element).position === "sticky";
    });
    addEventListener("toggle", hush, true);
    for (const element of stuck) element.style.position = "relative";
    for (const fold of folded) fold.open = true;
    await new Promise(requestAnimationFrame);
    // What was folded takes on its theme now only, and begins to fade.
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
    const result = await axe.run(document, rules).finally(async () => {
      for (const fold of folded) fold.open = false;
      for (const element of stuck) element.style.removeProperty("position");
      scrollTo(...place);
      // Each has said by then that it is closed again.
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      removeEventListener("toggle", hush, true);
    });
    return { found: result.violations, address: location.hash };
  }, rules);
  return found.flatMap(({ id, help, nodes }) => {
    return nodes.map((node) => `${address} ${id}: ${help}: ${node.target} ${node.failureSummary}`);
  });
}

/** What is wrong with the page as it stands, in both themes. */
async function faults(page) {
  const found = [...(await violations(page)), ...(await cutOff(page))];
  const [theme, other, isForced] = await page.evaluate(() => {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const isForced = matchMedia("(forced-colors: active)").matches;
    return [...(isDark ? ["dark", "light"] : ["light", "dark"]), isForced];
  });
  // Forced colours are the reader's own, and no theme of the page.
  if (isForced) return found;
  await page.emulateMedia({ colorScheme: other });
  for (const one of await violations(page, RULES_OF_COLOURS)) found.push(`${other} theme: ${one}`);
  await page.emulateMedia({ colorScheme: theme });
  return found;
}

/** Whether a page of a browser that was just started is drawn. */
async function draws(browser, baseURL) {
  const context = await browser.newContext({ baseURL, serviceWorkers: "block" });
  const page = await context.newPage();
  // Tests of hosts have an address each.
  await page.goto(baseURL ?? "about:blank");
  const frames = page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    return true;
  });
  const late = new Promise((resolve) => setTimeout(resolve, 15_000, false));
  const drawn = await Promise.race([frames.catch(() => false), late]);
  await context.close();
  return drawn;
}

export const test = base.extend({
  /**
   * Begins once the browser draws. Two that start at once on a small machine leave the first page of
   * one without a frame now and then, for as long as it is open.
   */
  drawing: [
    async ({ browser }, use, workerInfo) => {
      const { baseURL } = workerInfo.project.use;
      for (let tries = 0; tries < 4 && !(await draws(browser, baseURL)); tries += 1);
      await use();
    },
    { scope: "worker", auto: true, timeout: 120_000 },
  ],
  /** Starts a server that outlives the page's test: see `problems`. */
  serve: async ({}, use) => {
    const servers = [];
    await use(async (...args) => {
      const server = await startServer(...args);
      servers.push(server);
      return server;
    });
    for (const server of servers) server.stop();
  },

  /**
   * Every uncaught error, console error and policy violation of the page. A test fails when one is
   * left at its end; one that expects some takes this list, looks at it and empties it.
   *
   * It needs `serve`, so that the servers end when the page has been judged: what a page still asks
   * at a test's end must not meet a server that is gone.
   */
  problems: [
    async ({ page, serve: _ }, use) => {
      const problems = [];
      page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
      page.on("console", (message) => {
        const text = message.text();
        const isMeant = problems.areRefusalsMeant && text.startsWith("Failed to load resource");
        if (message.type() === "error" && !isMeant) problems.push(`console: ${text}`);
      });
      await page.addInitScript(logRefusals);
      await use(problems);
      expect([...problems], "the page has reported no problem").toEqual([]);
    },
    { auto: true },
  ],

  /**
   * Judges the page as it stands, in both themes, for who cannot see or point, and whether all of
   * its text can be read. Every test does at its end; one that visits several pages calls this on
   * each.
   */
  audit: [
    async ({ page }, use) => {
      // An init script, since the page's content security policy refuses what is added later.
      await page.addInitScript({ path: AXE });
      const found = [];
      await use(async () => found.push(...(await faults(page))));
      const console = page.getByRole("heading", { level: 1 });
      if (!page.isClosed() && (await console.count()) > 0) found.push(...(await faults(page)));
      expect([...new Set(found)], "axe has found nothing, and nothing is cut off").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
