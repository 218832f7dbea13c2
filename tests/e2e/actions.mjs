// What the benchmarks do in the page and how long it takes: drags of a slider, sweeps by the form.
import { field, openGroup, openWhatIf, panel, policyFields } from "./console.mjs";

const UP = "my-policy-scale-up";
const DOWN = "my-policy-scale-down";

/** A page with the what-if of a group open, and the slider of its first threshold. */
export async function openedWhatIf(browser, address) {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.goto("./");
  await page.getByRole("button", { name: "Pause" }).click();
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const slider = policyFields(page, UP).getByRole("slider", { name: "Threshold slider" });
  return { page, slider };
}

/** In the page: one step in each frame. Returns how long the numbers took to follow, in ms. */
export async function dragInFrames(slider, { steps, mark }) {
  const delays = [];
  const scores = document.querySelector("[aria-label=Scorecard]").parentElement;
  const frame = () => new Promise(requestAnimationFrame);
  let began = 0;
  const observer = new MutationObserver(() => {
    if (began > 0) delays.push(performance.now() - began);
    began = 0;
  });
  observer.observe(scores, { childList: true, subtree: true, characterData: true });
  for (let step = 0; step < steps; step += 1) {
    requestAnimationFrame(() => {
      if (mark) performance.mark(`step ${step}`);
      began = performance.now();
      slider.value = String(25 + Math.abs((step % 90) - 45));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await frame();
  }
  await frame();
  if (mark) performance.mark("end");
  observer.disconnect();
  return delays;
}

/** What is tried, by group and label: ten values each, or a hundred where there are to be many. */
export const GRIDS = {
  "10,000 points": { up: "50 to 95 step 5", down: "15 to 60 step 5" },
  "1,000,000 points": { up: "50 to 99.5 step 0.5", down: "10.5 to 60 step 0.5" },
};

/** In the page: presses the button; how long it takes until all points are tried, in ms. */
function sweepToEnd(button) {
  const card = button.closest("section");
  const began = performance.now();
  const ended = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!/All [\d,]+ points are tried/.test(card.textContent)) return;
      observer.disconnect();
      resolve(performance.now() - began);
    });
    observer.observe(card, { childList: true, subtree: true, characterData: true });
  });
  button.click();
  return ended;
}

/** Sweeps a grid with these look-backs, so often. */
export async function measureSweep(page, { up, down }, lookBack, times) {
  const sweep = page.getByRole("region", { name: "Sweep", exact: true });
  const fill = (group, label, text) => {
    return field(sweep.getByRole("group", { name: group }), label).fill(text);
  };
  await fill(UP, "Threshold", up);
  await fill(UP, "Instances", "1 to 10 step 1");
  await fill(DOWN, "Threshold", down);
  for (const policy of [UP, DOWN]) await fill(policy, "Look-back", String(lookBack));
  await fill("Group", "Cooldown", "0 to 1800 step 200");
  await fill("Group", "Maximum", "12");
  const button = sweep.getByRole("button", { name: /^Sweep [\d,]+ points$/ });
  const taken = [];
  for (let time = 0; time < times; time += 1) {
    taken.push(await button.evaluate(sweepToEnd));
    await sweep.getByText(/points are tried, around/).waitFor({ timeout: 600_000 });
  }
  return taken;
}

/** Opens the card with what is swept laid open. */
export async function openSweep(page) {
  await panel(page).getByRole("button", { name: "Sweep…" }).click();
  await page.getByText("What is swept").click();
}
