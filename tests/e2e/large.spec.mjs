// A reader whose browser writes half as large again: the layout folds by their letters, not by pixels.
import { expect, test } from "./fixtures.mjs";
import { openGroup, openWhatIf, outcome, panel, policyFields } from "./console.mjs";
import { launchOptions } from "./launch.mjs";

test.use({
  launchOptions: {
    ...launchOptions,
    args: [...launchOptions.args, "--blink-settings=defaultFontSize=24"],
  },
});

/** How the page spills: sideways, or one text of `scope` over another. */
const spills = (scope) =>
  scope.evaluate((root) => {
    const page = document.documentElement;
    const found = [];
    if (page.scrollWidth > page.clientWidth) found.push(`${page.scrollWidth} px wide`);
    const texts = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { data, parentElement: own } = walk.currentNode;
      const isSaid = own.closest("svg, option, .sr-only") || !own.checkVisibility();
      // What only a screen reader meets lies in a box of one pixel.
      const isTiny = own.closest("tr, th, td")?.getBoundingClientRect().width <= 1;
      if (!data.trim() || isSaid || isTiny || own.closest("thead")) continue;
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      texts.push(...[...range.getClientRects()].map((box) => ({ data: data.trim(), box })));
    }
    const over = (one, other) => {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      return across > 3 && down > 5;
    };
    texts.forEach(({ data, box }, index) => {
      for (const other of texts.slice(index + 1)) {
        if (other.data !== data && over(box, other.box)) found.push(`${data} over ${other.data}`);
      }
    });
    return found;
  });

for (const width of [1440, 360]) {
  test(`letters of 24 px fit a window of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
    await page.goto("./");
    const main = page.getByRole("main");
    const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    expect(await size()).toBe("24px");
    await expect(main.getByRole("link", { name: "Show errors" })).toBeVisible();
    expect(await spills(main), "the list").toEqual([]);

    await openGroup(page, "checkout-api");
    await expect(page.getByRole("region", { name: "Events" }).getByRole("table")).toBeVisible();
    expect(await spills(main), "the group").toEqual([]);

    await openWhatIf(page);
    const up = policyFields(page, "my-policy-scale-up");
    const slider = up.getByRole("slider", { name: "Threshold slider" });
    await slider.fill("60");
    await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
    expect((await slider.boundingBox()).width).toBeGreaterThan(100);
    expect(await spills(outcome(page)), "the outcome").toEqual([]);
  });
}
