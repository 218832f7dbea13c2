// A group with a target: its form, its template, and its target dragged over its own history.
import { expect, test } from "./fixtures.mjs";
import {
  carriedBy,
  drag,
  field,
  open,
  openGroup,
  openWhatIf,
  outcome,
  panel,
  scorecard,
  unfold,
  visit,
} from "./console.mjs";

const form = (page) => page.locator("form");
const dialog = (page) => page.getByRole("dialog", { name: /^Save \d+ changes? to / });
const target = (page) => panel(page).getByRole("group", { name: "Target", exact: true });

test("a target is dragged over two weeks of history and saved, and its change is logged", async ({
  page,
  audit,
}) => {
  await open(page);
  await openGroup(page, "search-api");
  const log = page.getByRole("region", { name: "Log", exact: true });
  const changes = log.getByRole("button", { name: /^Changes \d+$/ });
  const known = await changes.textContent();
  await openWhatIf(page);
  await expect(field(target(page), "Target")).toHaveValue("60");
  const score = outcome(page).getByRole("list", { name: "Scorecard" });
  const before = await score.textContent();
  await drag(target(page).getByRole("slider", { name: "Target slider" }), 85);
  await expect(score).not.toHaveText(before);
  await audit();
  await panel(page)
    .getByRole("button", { name: /^Review .*…$/ })
    .click();
  await expect(dialog(page).getByRole("row")).toHaveText([/Where/, /Group.*Target.*60\s%85\s%/]);
  await expect(dialog(page).getByText("One call", { exact: true })).toBeVisible();
  await expect(dialog(page)).toContainText(
    '{"scaling_policy_spec":{"cpu_target":{"target_avg_percent":85}}}',
  );
  await dialog(page)
    .getByRole("button", { name: /^Save \d+ changes?$/ })
    .click();
  await expect(dialog(page)).toBeHidden();
  await expect(field(target(page), "Target")).toHaveValue("85");
  await expect(panel(page).getByText("Edited", { exact: true })).toBeHidden();
  // What it was raised for: the group shrinks, and says so.
  const clock = page.getByRole("group", { name: "Sandbox clock" });
  await clock.getByRole("button", { name: "+1 h" }).click();
  await expect(changes).not.toHaveText(known);
  const removed = log.getByRole("row").filter({ hasText: /Scaling event: removed \d+ instance/ });
  await expect(removed.first(), "in the hour after 08:00").toContainText(/2 Mar, (08:|09:00)/);
});

test("the time before an edit of a target is held against what it was", async ({ page }) => {
  await open(page);
  await openGroup(page, "search-api");
  await openWhatIf(page);
  const prediction = page
    .getByRole("region", { name: "How far to trust it" })
    .locator("details")
    .filter({ hasText: /^Prediction/ });
  await prediction.getByText(/^Prediction/).click();
  await expect(prediction).toContainText("All of it is held against the present rules");
  await field(target(page), "Target").fill("85");
  await panel(page)
    .getByRole("button", { name: /^Review .*…$/ })
    .click();
  await dialog(page)
    .getByRole("button", { name: /^Save \d+ changes?$/ })
    .click();
  await expect(dialog(page)).toBeHidden();
  const log = page.getByRole("region", { name: "Log", exact: true });
  await expect(
    log.getByRole("row").filter({ hasText: "Changed group search-api: target 60 → 85 %" }),
  ).toBeVisible();
  await expect(prediction).toContainText(
    "Each stretch is held against what was in force then, 2 in all.",
  );
});

test("a new group says what is wrong at its fields, and is created", async ({ page, audit }) => {
  await open(page);
  await visit(page, "#/v1alpha2/groups/new", "New group with a target");
  const points = form(page).getByRole("status", { name: "When it scales" });
  await expect(points).toContainText("grows over 77 %");
  await field(form(page), "Target").fill("60");
  await expect(points).toContainText("grows over 66 %");
  await field(form(page), "Target").fill("101");
  await field(form(page), "Minimum").fill("9");
  await form(page).getByRole("button", { name: "Create group" }).click();
  await expect(form(page).getByRole("alert")).toContainText("4 fields need another look.");
  await expect(form(page)).toContainText("Enter a whole number from 1 to 100.");
  await audit();
  await field(form(page), "Name").fill("made-here");
  await page.getByLabel("Pick from the templates").getByRole("radio").first().check();
  await field(form(page), "Target").fill("65");
  await field(form(page), "Minimum").fill("2");
  await form(page).getByRole("button", { name: "Add a backend" }).click();
  await field(form(page), "Backend").fill("11111111-1111-4111-8111-111111111111");
  await form(page).getByRole("button", { name: "Create group" }).click();
  await expect(form(page)).toContainText("Enter the load balancer of these backends");
  await form(page).getByRole("button", { name: "Remove backend 1" }).click();
  await form(page).getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("status").filter({ hasText: "made-here is created" })).toBeVisible();
});

test("a template keeps its cloud-init, which goes by a second call", async ({ page, audit }) => {
  await open(page);
  await visit(page, "#/v1alpha2/templates/new", "New template");
  await field(form(page), "Name").fill("booted");
  await field(form(page), "Instance type").fill("PRO2-XXS");
  await field(form(page), "Image").fill("ubuntu_noble");
  await field(form(page), "Cloud-init").fill("#cloud-config\npackages: [nginx]\n");
  await audit();
  await form(page).getByRole("button", { name: "Create template" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "booted" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Cloud-init" })).toContainText("nginx");
  await page.getByRole("link", { name: "Edit" }).click();
  await field(form(page), "Cloud-init").fill("");
  await field(form(page), "Instance tags").fill("role:web");
  await form(page).getByRole("button", { name: "Save template" }).click();
  await expect(page.getByRole("status").filter({ hasText: "booted is changed" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Cloud-init" })).toHaveCount(0);
  await expect(page.getByText("role:web")).toBeVisible();
});

test("a group with a target is moved to thresholds call by call", async ({
  page,
  context,
  audit,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  // A group with thresholds needs a load balancer, which this one has not.
  await openGroup(page, "checkout-api");
  const balancer = page.locator("dt", { hasText: "Load balancer" }).locator("+ dd");
  await expect(balancer, "by its name").toContainText("checkout");
  await balancer.getByRole("button", { name: "Copy id" }).click();
  await expect(page.getByText("Copied.", { exact: true })).toBeVisible();
  const id = await page.evaluate(() => navigator.clipboard.readText());
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  await openGroup(page, "search-api");
  await openWhatIf(page);
  await panel(page).getByRole("button", { name: "Try thresholds" }).click();
  await panel(page).getByRole("button", { name: "Move the group…" }).click();
  const move = page.getByRole("dialog", { name: /^Move search-api to v1alpha1/ });
  await expect(move).toContainText("Nothing old is changed or deleted.");
  const lost = move.getByRole("list", { name: "Not carried", exact: true });
  await expect(lost.getByRole("listitem").first()).toBeVisible();
  await audit();
  await expect(move).toContainText("Enter the load balancer that every such group has.");
  await field(move, "Load balancer").fill(id);
  const calls = move.getByRole("region", { name: "Calls" }).getByRole("listitem");
  await expect(calls).not.toHaveCount(0);
  const send = move.getByRole("button", { name: /^Send call/ });
  const count = await calls.count();
  for (let number = 1; number <= count; number += 1) {
    await expect(send).toHaveText(new RegExp(`^Send call ${number} of ${count}: `));
    await send.click();
    await expect(calls.nth(number - 1)).toContainText("Done.");
  }
  await expect(move.getByRole("status").last()).toContainText("The new group is there.");
  await move.getByRole("button", { name: "Close" }).click();
  await visit(page, "#/groups", "Groups");
  const rows = page.getByRole("row").filter({ hasText: "search-api" });
  await expect(rows.filter({ hasText: "thresholds" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "CPU target" })).toHaveCount(1);
});

test("an edited target and what is assumed of it outlive a reload", async ({ page }) => {
  await open(page);
  await openGroup(page, "search-api");
  await openWhatIf(page);
  await drag(target(page).getByRole("slider", { name: "Target slider" }), 75);
  const unfoldAll = async () => {
    await unfold(panel(page), "Assumed");
    await unfold(panel(page), "How a target decides");
  };
  await unfoldAll();
  const settings = [
    ["Tolerance", "20"],
    ["Averaged over", "120"],
    ["Decided every", "120"],
    ["Boot delay", "180"],
  ];
  for (const [label, text] of settings) await field(panel(page), label).fill(text);
  const step = field(panel(page), "A step is");
  const other = await step.locator("option:not(:checked)").first().getAttribute("value");
  await step.selectOption(other);
  const numbers = await scorecard(outcome(page));
  // The address follows once the hand rests; the last one is in it when it stays the same.
  await expect.poll(() => carriedBy(page.url())).toContain('"boot_delay_ms":180000');
  await expect.poll(() => carriedBy(page.url())).toContain('"step"');
  await page.reload();
  await expect(field(target(page), "Target")).toHaveValue("75");
  await unfoldAll();
  for (const [label, text] of settings) {
    await expect(field(panel(page), label), label).toHaveValue(text);
  }
  await expect(step).toHaveValue(other);
  await expect.poll(() => scorecard(outcome(page))).toEqual(numbers);
});

test("a target that a group with thresholds tries outlives a reload", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await panel(page).getByRole("button", { name: "Try a target" }).click();
  await field(target(page), "Target").fill("55");
  await field(target(page), "Target").press("Tab");
  const numbers = await scorecard(outcome(page));
  await expect.poll(() => carriedBy(page.url())).toContain('"target_avg_percent":55');
  await page.reload();
  await expect(field(target(page), "Target")).toHaveValue("55");
  await expect.poll(() => scorecard(outcome(page))).toEqual(numbers);
});
