// Edited fields: each is marked at its label, says what is saved, and leads back; what stands out
// about a field is said there; a template is sought by its name.
import { expectOnlyRefusals, fillConnection, mockApi } from "./api.mjs";
import { expectError, field, open, openGroup, visit } from "./console.mjs";
import { expect, test } from "./fixtures.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Opens the form of a policy, or of a group where none is named. */
async function edit(page, group, policy) {
  await openGroup(page, group);
  const name = policy ? `Edit ${policy}` : "Edit";
  await page.getByRole("main").getByRole("link", { name, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: /^Edit/ })).toBeVisible();
}

async function editTemplate(page) {
  await visit(page, "#/templates", "Templates");
  await page.getByRole("main").getByRole("link", { name: "web-small", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit template" })).toBeVisible();
}

test("an edited field says what is saved and leads back to it", async ({ page, audit }) => {
  await open(page);
  await edit(page, "checkout-api", "my-policy-scale-up");
  const threshold = field(page, "Threshold");
  await expect(threshold).not.toHaveAccessibleDescription(/was/);
  await threshold.fill("60");
  await expect(threshold).toHaveAccessibleDescription(/Edited, was 70\s%/);
  await field(page, "Action").selectOption("Scale down");
  await expect(field(page, "Action")).toHaveAccessibleDescription(/Edited, was Scale up/);
  await audit();

  // The actions say how much it is, and lead to all of it.
  await button(page, "2 fields changed").click();
  await expect(page.getByRole("region", { name: "What saving changes" })).toBeFocused();
  await button(page, "Undo the edit of Threshold").press("Enter");
  await expect(threshold).toHaveValue("70");
  await expect(threshold).toBeFocused();
  await expect(threshold).not.toHaveAccessibleDescription(/was/);
  await expect(field(page, "Action")).toHaveValue("scale_down");
  await expect(button(page, "1 field changed")).toBeVisible();
  await button(page, "Undo the edit of Action").click();
  await expect(page.getByRole("button", { name: /fields? changed$/ })).toHaveCount(0);
});

test("a policy's sentence stands before its fields, and only an edit is coloured", async ({
  page,
}) => {
  await open(page);
  await edit(page, "checkout-api", "my-policy-scale-up");
  const changes = page.getByRole("region", { name: "What saving changes" });
  const edge = () => changes.evaluate((one) => getComputedStyle(one).borderLeftColor);
  const top = async (one) => (await one.boundingBox()).y;
  expect(await top(page.getByRole("status", { name: "In a sentence" }))).toBeLessThan(
    await top(field(page, "Name")),
  );
  const calm = await edge();
  await field(page, "Threshold").fill("60 %");
  await expect(changes).toContainText(/70\s%.*60\s%/);
  expect(await edge()).not.toBe(calm);
});

test("what is picked anew says the saved one by its name", async ({ page, audit }) => {
  await open(page);
  await editTemplate(page);
  const snapshots = page.getByLabel("Pick from the snapshots");
  const picked = snapshots.getByRole("radio", { checked: true });
  await expect(picked).toHaveAccessibleName(/^web-boot-2026-01 /);
  await snapshots.getByRole("radio", { name: /^web-data/ }).check();
  await expect(field(page, "Snapshot")).toHaveAccessibleDescription(/Edited, was web-boot-2026-01/);
  await field(page, "Cloud-init").fill("#cloud-config\nruncmd: []\n");
  await expect(field(page, "Cloud-init")).toHaveAccessibleDescription(/Edited, was empty/);
  await audit();
  await button(page, "Undo the edit of Snapshot").click();
  await expect(picked).toHaveAccessibleName(/^web-boot-2026-01 /);
});

test("a new row of a list is no edit of what is saved", async ({ page }) => {
  await open(page);
  await editTemplate(page);
  await button(page, "Add a volume").click();
  await expect(page.getByRole("button", { name: /^Undo the edit of/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /fields? changed$/ })).toBeVisible();
});

for (const [policy, threshold, said] of [
  ["my-policy-scale-up", "-5", /^Fault\. .*, over [-−]5\s%, fires at every evaluation/],
  ["my-policy-scale-up", "1000000000", /^Fault\. .*never fires: CPU stops at 100\s%/],
  ["my-policy-scale-down", "-5", /^Fault\. .*never fires: the metric is never under 0/],
  ["my-policy-scale-down", "1000000000", /^Fault\. .*fires at every evaluation: CPU stops/],
]) {
  test(`a threshold of ${threshold} is told at its field: ${policy}`, async ({ page, audit }) => {
    await open(page);
    await edit(page, "checkout-api", policy);
    await field(page, "Threshold").fill(threshold);
    const lint = page.getByRole("status").filter({ hasText: said });
    await expect(lint).toBeVisible();
    await expect(field(page, "Threshold")).toHaveAccessibleDescription(/Fault\./);
    // Said there, it is not said again beside the replay.
    const replay = page.getByRole("region", { name: "On its own history" });
    await expect(replay.getByText(said)).toHaveCount(0);
    await audit();
    await field(page, "Threshold").fill("75");
    await expect(lint).toHaveCount(0);
  });
}

test("a target that no load can keep to is refused at its field", async ({ page }) => {
  await open(page);
  await edit(page, "search-api");
  for (const text of ["0", "-1", "150"]) {
    await field(page, "Target").fill(text);
    await field(page, "Target").press("Enter");
    await expectError(field(page, "Target"), "Enter a whole number from 1 to 100.");
  }
});

for (const [generation, address, title] of [
  ["thresholds", "#/groups/new", "New group"],
  ["a target", "#/v1alpha2/groups/new", "New group with a target"],
]) {
  test(`a template is sought by the keyboard: a group with ${generation}`, async ({ page }) => {
    await open(page);
    await visit(page, address, title);
    const rows = page.getByLabel("Pick from the templates").getByRole("radio");
    await expect(rows.first()).toHaveAccessibleName(/vCPU, .* €\s[\d.]+ an hour/);
    const [name] = (await rows.last().getAttribute("aria-label")).split(" (");
    await field(page, "Template").focus();
    await page.keyboard.type(name);
    await expect(rows.first()).toHaveAccessibleName(new RegExp(`^${name} `));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await expect(rows.and(page.getByRole("radio", { checked: true }))).toHaveAccessibleName(
      new RegExp(`^${name} `),
    );
    await expect(field(page, "Template")).toHaveValue(name);
    await expect(page.getByRole("region", { name: "What it costs" })).toContainText(
      /€\s[\d.]+ a day/,
    );
  });
}

test("a template that the key may not list is entered by its id", async ({ page, problems }) => {
  const api = await mockApi(page);
  await page.goto("./#/connect");
  await fillConnection(page);
  await button(page, "Connect").click();
  await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();
  await page.route(/\/instance-templates(\?|$)/, (route) =>
    route.fulfill({ status: 403, json: { message: "insufficient permissions" } }),
  );
  await visit(page, "#/groups/new", "New group");
  await expect(page.getByText(/^The templates are not listed: .*Enter the id\.$/)).toBeVisible();
  await field(page, "Template").fill("11111111-1111-4111-8111-111111111111");
  await expect(page.getByText("its template is not listed.")).toBeVisible();
  await field(page, "Name").fill("by-id");
  await page.getByLabel(/^Load balancer/).fill("lb-1");
  await field(page, "Project").fill("project-1");
  const sent = page.waitForRequest((one) => one.method() === "POST");
  await button(page, "Create group").click();
  expect((await sent).postDataJSON().template_id).toBe("11111111-1111-4111-8111-111111111111");
  expect(api).toBeTruthy();
  expectOnlyRefusals(problems);
});

/** That none of these lies under another element or out of the window. */
async function expectInSight(...buttons) {
  for (const button of buttons) {
    await expect(button).toBeInViewport({ ratio: 1 });
    await button.click({ trial: true });
  }
}

test.describe("at 360 px", () => {
  test.use({ viewport: { width: 360, height: 780 } });

  test("what can be done stays in sight, and covers no field that has the focus", async ({
    page,
  }) => {
    await open(page);
    await edit(page, "checkout-api", "my-policy-scale-up");
    await field(page, "Name").fill("another");
    await expectInSight(button(page, "Save policy"), button(page, "1 field changed"));
    const fields = page.locator("form").getByRole("textbox");
    for (const one of await fields.all()) {
      await one.focus();
      const top = await button(page, "Save policy").evaluate((own) => {
        return own.closest(".foot").getBoundingClientRect().top;
      });
      const { y, height } = await one.boundingBox();
      expect(y + height).toBeLessThanOrEqual(top);
    }
  });

  test("a dialog's actions stay in sight", async ({ page, audit }) => {
    await open(page);
    await openGroup(page, "checkout-api");
    await button(page, "Hold…").click();
    const dialog = page.getByRole("dialog");
    await expectInSight(
      dialog.getByRole("button", { name: "Hold", exact: true }),
      dialog.getByRole("button", { name: "Cancel" }),
    );
    await audit();
  });
});
