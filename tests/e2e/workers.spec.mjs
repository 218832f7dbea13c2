// A worker that dies: it is started again, said, and nothing is lost.
import { expect, test } from "./fixtures.mjs";
import {
  drag,
  field,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  policyFields,
  scorecard,
} from "./console.mjs";

const UP = "my-policy-scale-up";
/** Makes a worker throw where nobody catches it, which is how one dies. */
async function kill(worker) {
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error("this worker dies for the test");
    });
  });
}

test("the sandbox and the replays go on after their workers have died", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const threshold = field(policyFields(page, UP), "Threshold");
  const slider = policyFields(page, UP).getByRole("slider", { name: "Threshold slider" });
  await drag(slider, 60);
  const compared = async () => Object.values(await scorecard(outcome(page)))[0].numbers.length;
  await expect.poll(compared).toBe(2);
  const before = await scorecard(outcome(page));

  // Both are named by what they say: whichever dies, the console goes on.
  const said = (words) => page.getByRole("status").filter({ hasText: words });
  const [world, replays] = page.workers();
  await kill(replays);
  await expect(
    said("The replays' worker stopped and was started again; nothing is lost."),
  ).toBeVisible();
  await expect(threshold).toHaveValue("60");
  await drag(slider, 50);
  await drag(slider, 60);
  await expect.poll(() => scorecard(outcome(page))).toEqual(before);

  await kill(world);
  await expect(said("The sandbox stopped and was started again; nothing is lost.")).toBeVisible();
  await panel(page)
    .getByRole("button", { name: /^Review .*…$/ })
    .click();
  const dialog = page.getByRole("dialog", { name: /^Save \d+ changes? to / });
  await dialog.getByRole("button", { name: /^Save \d+ changes?$/ }).click();
  await expect(dialog).toBeHidden();
  const row = page
    .getByRole("region", { name: "Policies" })
    .getByRole("listitem")
    .filter({ hasText: UP });
  await expect(row).toContainText("over 60 %");
});
