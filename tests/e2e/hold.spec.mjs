// Holding a group at one size for an hour: the dialog, the notice, and the way back.
import { expect, test } from "./fixtures.mjs";
import { KEY, connect, expectOnlyRefusals, mockApi } from "./api.mjs";
import { expectError, field, open, openGroup, pressAt, typeAt, visit } from "./console.mjs";
import { mockGroups } from "./mock_groups.mjs";

const notice = (page) => page.getByRole("region", { name: "Hold", exact: true });
const dialog = (page) => page.getByRole("dialog", { name: /^Hold / });
const clock = (page) => page.getByRole("group", { name: "Sandbox clock" });

const line = (page, name) => {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
};

async function ask(page) {
  await page.getByRole("button", { name: "Hold…" }).click();
  await expect(dialog(page)).toBeVisible();
}

test("a group is held for an hour, and its bounds are given back", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await ask(page);
  // Its size now, also when the dialog is quicker than the recording.
  await expect(field(dialog(page), "Hold at")).toHaveValue("5");
  await field(dialog(page), "Hold at").fill("two");
  await expect(dialog(page).getByRole("button", { name: "Hold", exact: true })).toBeDisabled();
  // What the API would refuse is said at the field, and in words.
  await field(dialog(page), "Hold at").fill("1");
  await expectError(field(dialog(page), "Hold at"), /takes no maximum under 2: hold at 2, or/);
  await expect(dialog(page).getByText("max_replicas")).toHaveCount(0);
  await expect(dialog(page).getByText("Nothing gives them back by itself")).toHaveCount(0);
  // A slip of the hand is asked about before it can be sent.
  await field(dialog(page), "Hold at").fill("4294967295");
  const meant = dialog(page).getByLabel("That many are meant");
  await expectError(meant, /maximum is 5\. Tick this to hold it at 4,294,967,295\./);
  await expect(dialog(page).getByRole("button", { name: "Hold", exact: true })).toBeDisabled();
  await field(dialog(page), "Hold at").fill("3");
  await expect(meant).toHaveCount(0);
  await expect(dialog(page)).toContainText(
    /It costs €\s0\.\d\d while it lasts, €\s0\.\d\d less than/,
  );
  await expect(dialog(page).getByText("Nothing gives them back by itself")).toBeVisible();
  await expect(dialog(page).getByRole("row")).toHaveText([
    /Where/,
    /Group.*Minimum.*1.*3/,
    /Group.*Maximum.*5.*3/,
  ]);
  await expect(dialog(page).getByLabel("Line for a shell")).toContainText("at now + 60 minutes");
  await audit();
  await dialog(page).getByRole("button", { name: "Hold", exact: true }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(notice(page)).toContainText("Held at 3 Instances until");
  await expect(notice(page)).toContainText("Before, the bounds were 1 to 5.");
  await audit();

  // It is seen in the list too, and survives a reload.
  await visit(page, "#/groups", "Groups");
  const row = page.getByRole("row").filter({ hasText: "checkout-api" });
  await expect(row).toContainText("Held at 3 Instances until");
  await page.reload();
  await openGroup(page, "checkout-api");
  await expect(notice(page)).toContainText("Held at 3 Instances until");

  // Who edits or exports it, or goes to it, is told that its bounds are a hold.
  const remark = /These bounds are a hold at 3 Instances until .* they were 1 to 5\./;
  await page.getByRole("button", { name: "Export…" }).click();
  const exported = page.getByRole("dialog", { name: "Export checkout-api" });
  await expect(exported.getByLabel("What is exported")).toContainText(remark);
  await exported.getByRole("button", { name: "Close" }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page.getByRole("main")).toContainText(remark);
  await page.getByRole("link", { name: "Give them back on its page" }).click();
  await expect(notice(page)).toContainText("Held at 3 Instances until");
  await page.getByRole("button", { name: /^Go to, or do/ }).click();
  const palette = page.getByRole("dialog", { name: "Go to, or do" });
  await palette.getByRole("combobox").fill("checkout-api");
  await expect(palette.getByRole("option").filter({ hasText: "held at 3" })).not.toHaveCount(0);
  await page.keyboard.press("Escape");

  // When its time is over, it is said, and one click gives the bounds back.
  await clock(page).getByRole("button", { name: "+1 h" }).click();
  await expect(notice(page)).toContainText("The time of the hold was over");
  // Nothing gives the bounds back by itself: it is told on whichever page is open, and the list
  // has the group among those that need somebody.
  const over = page.getByText("The time of the hold of checkout-api is over");
  await expect(over).toBeVisible();
  await visit(page, "#/groups", "Groups");
  const urgent = page.getByRole("rowgroup", { name: "Needs you", exact: true });
  await expect(urgent.getByRole("row").filter({ hasText: "checkout-api" })).toContainText(
    "Hold is over",
  );
  await visit(page, "#/templates", "Templates");
  await page.reload();
  await expect(over).toBeVisible();
  await openGroup(page, "checkout-api");
  await notice(page).getByRole("button", { name: "Give back 1 to 5" }).click();
  await expect(notice(page)).toHaveCount(0);
  // What was told of it is so no more.
  await page
    .getByRole("group", { name: "Sandbox clock" })
    .getByRole("button", { name: "+5 min" })
    .click();
  await expect(over).toHaveCount(0);
  await expect(page.getByText("of 1 to 5")).toBeVisible();
});

test("the keyboard alone holds a group for an hour, and gives its bounds back", async ({
  page,
}) => {
  await open(page);
  await pressAt(page, page.getByRole("link", { name: "checkout-api", exact: true }));
  await expect(page.getByRole("heading", { level: 1, name: "checkout-api" })).toBeFocused();
  const button = page.getByRole("button", { name: "Hold…" });
  await pressAt(page, button);
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(button, "the focus is back where it was").toBeFocused();
  // The letter of it does the same, also on the drawing.
  await page.getByRole("slider", { name: "Moment" }).focus();
  await page.keyboard.press("h");
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await button.focus();
  await page.keyboard.press("h");
  const size = field(dialog(page), "Hold at");
  await expect(size, "the size is what is asked first").toBeFocused();
  await expect(size).toHaveValue("5");
  await typeAt(page, size, "3");
  await expect(field(dialog(page), "For")).toHaveValue(/^1 hour$|^60$/);
  // Enter in a field does what the dialog is for.
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(notice(page)).toContainText("Held at 3 Instances until");
  await expect(button, "nor is it lost when the group is held").toBeFocused();

  await pressAt(page, notice(page).getByRole("button", { name: "Give back 1 to 5" }));
  await expect(notice(page)).toHaveCount(0);
  await expect(page.getByText("of 1 to 5")).toBeVisible();
  await expect(page.getByText("The bounds are 1 to 5 again.")).toBeVisible();
});

test("a hold begins at the size that the API tells, whatever the metrics end at", async ({
  page,
}) => {
  await mockGroups(page, [{ name: "stale", bounds: [2, 8], size: 5, cpu: 50 }]);
  // Three hours ago there were 3, and nothing has been measured since.
  let isMeasured = true;
  await page.route(/\/prometheus\//, (route) => {
    const { searchParams } = new URL(route.request().url());
    const [from, to, step] = ["start", "end", "step"].map((name) => Number(searchParams.get(name)));
    const values = [];
    const end = Math.min(to, Date.now() / 1_000 - 3 * 3_600);
    for (let at = from; isMeasured && at <= end; at += step) values.push([at, "3"]);
    const result = values.length === 0 ? [] : [{ metric: {}, values }];
    return route.fulfill({ json: { status: "success", data: { resultType: "matrix", result } } });
  });
  await connect(page);
  for (const measured of [true, false]) {
    isMeasured = measured;
    await page.reload();
    await field(page, "Secret key").fill(KEY);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await openGroup(page, "stale");
    await expect(page.getByRole("main")).toContainText("of 2 to 8");
    await ask(page);
    await expect(field(dialog(page), "Hold at")).toHaveValue("5");
    await expect(dialog(page).getByRole("row", { name: /Maximum/ })).toContainText("5 Instances");
    await expect(dialog(page)).not.toContainText("removed at once");
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
  }
});

test("bounds that somebody else has changed are neither overwritten nor given back unsaid", async ({
  page,
}) => {
  const api = await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await ask(page);
  await field(dialog(page), "Hold at").fill("3");
  await expect(dialog(page).getByRole("row")).toHaveCount(3);
  // Elsewhere the maximum is raised while the dialog is open.
  await page.evaluate(async () => {
    const path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups/group-1";
    const body = JSON.stringify({ capacity: { max_replicas: 20 } });
    await fetch(path, { method: "PATCH", body });
  });
  const hold = dialog(page).getByRole("button", { name: "Hold", exact: true });
  await hold.click();
  await expect(dialog(page).getByRole("alert")).toContainText(/changed elsewhere.* to 20 now/);
  expect(api.sent("PATCH"), "only that of elsewhere").toHaveLength(1);
  await expect(notice(page)).toHaveCount(0);
  // What is there now is what is held, and given back.
  await expect(dialog(page).getByRole("row", { name: /Maximum/ })).toContainText("20");
  await hold.click();
  await expect(dialog(page)).toBeHidden();
  await expect(notice(page)).toContainText(/Before, the bounds were \d+ to 20\./);
});

test("a group with a target is held, and bounds that were changed elsewhere are told", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "search-api");
  await ask(page);
  await field(dialog(page), "Hold at").fill("4");
  await field(dialog(page), "For").selectOption("30 minutes");
  await dialog(page).getByRole("button", { name: "Hold", exact: true }).click();
  await expect(notice(page)).toContainText("Held at 4 Instances until");
  await page.getByRole("link", { name: "Edit" }).first().click();
  await field(page, "Maximum").fill("6");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(notice(page)).toContainText("its bounds were changed since");
  await notice(page).getByRole("button", { name: "Forget the hold" }).click();
  await expect(notice(page)).toHaveCount(0);
});

test("a minimum is raised for an hour while the rules go on above it, and is given back", async ({
  page,
  audit,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await ask(page);
  await field(dialog(page), "Rules").selectOption("may add: sets the minimum");
  await field(dialog(page), "Hold at").fill("1");
  await expectError(field(dialog(page), "Hold at"), /minimum is 1 already: hold at more/);
  await field(dialog(page), "Hold at").fill("3");
  await expect(dialog(page)).toContainText(/It costs €\s0\.\d\d or more while it lasts\./);
  await expect(dialog(page).getByRole("row")).toHaveText([/Where/, /Group.*Minimum.*1.*3/]);
  await audit();
  await dialog(page).getByRole("button", { name: "Hold", exact: true }).click();
  await expect(notice(page)).toContainText("Held at 3 Instances or more until");
  await visit(page, "#/groups", "Groups");
  await expect(line(page, "checkout-api")).toContainText("Held at 3 Instances or more until");
  await visit(page, "#/templates", "Templates");
  await page.getByRole("main").getByRole("link", { name: "web-small", exact: true }).click();
  const users = page.getByRole("region", { name: "Groups", exact: true });
  await expect(users.getByRole("listitem").filter({ hasText: "checkout-api" })).toContainText(
    "held at 3 or more",
  );
  await openGroup(page, "checkout-api");
  await notice(page).getByRole("button", { name: "Give back 1 to 5" }).click();
  await expect(page.getByText("The bounds are 1 to 5 again.")).toBeVisible();
  await expect(notice(page)).toHaveCount(0);
});

for (const width of [1440, 360]) {
  test(`from the list a group is held by two clicks, ${width} px wide`, async ({ page, audit }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    const row = line(page, "checkout-api");
    await expect(row.getByRole("link", { name: "Hold…" })).toBeVisible();
    await audit();
    await row.getByRole("link", { name: "Hold…" }).click();
    await dialog(page).getByRole("button", { name: "Hold", exact: true }).click();
    await expect(notice(page)).toContainText("Held at 5 Instances until");
  });
}

test("what became of a hold is kept though its page was left", async ({ page, problems }) => {
  const api = await mockApi(page);
  await connect(page);
  const keptHolds = () =>
    page.evaluate(() => {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith("headroom.hold."));
      return keys.map((key) => JSON.parse(localStorage.getItem(key)).size);
    });
  await openGroup(page, "mock-group");
  await ask(page);
  await field(dialog(page), "Hold at").fill("3");
  await dialog(page).getByRole("button", { name: "Hold", exact: true }).click();
  await expect(notice(page)).toContainText("Held at 3 Instances until");

  // Another one that is refused once nobody looks leaves the one that is in force.
  api.refuse("PATCH", 400, { message: "no" });
  const refused = api.hold("PATCH");
  await ask(page);
  await field(dialog(page), "Hold at").fill("4");
  await dialog(page).getByRole("button", { name: "Hold", exact: true }).click();
  await expect.poll(() => api.sent("PATCH").length).toBeGreaterThan(1);
  await page.goto("./#/templates");
  await expect.poll(keptHolds).toEqual([4]);
  refused();
  await expect.poll(keptHolds).toEqual([3]);

  // And the bounds that were given back are, whoever looks.
  api.answer("PATCH");
  await page.goto("./#/groups");
  await openGroup(page, "mock-group");
  const sent = api.sent("PATCH").length;
  const release = api.hold("PATCH");
  await notice(page).getByRole("button", { name: "Give back 1 to 5" }).click();
  await expect.poll(() => api.sent("PATCH").length).toBeGreaterThan(sent);
  await page.goto("./#/templates");
  release();
  await expect.poll(keptHolds).toEqual([]);
  expectOnlyRefusals(problems);
});

test("a hold is of its own connection, and goes with a sandbox that starts over", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await ask(page);
  await field(dialog(page), "Hold at").fill("3");
  await dialog(page).getByRole("button", { name: "Hold", exact: true }).click();
  await expect(notice(page)).toContainText("Held at 3 Instances until");
  await page.getByRole("link", { name: "Connection" }).click();
  await page.getByRole("button", { name: "Start over…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Replace it" }).click();
  await expect(page.getByText("The sandbox is back to its first content.")).toBeVisible();
  await visit(page, "#/groups", "Groups");
  await openGroup(page, "checkout-api");
  await expect(page.getByText("of 1 to 5")).toBeVisible();
  await expect(notice(page)).toHaveCount(0);
});

test("a group of a fixed size says where its size is changed", async ({ page, audit }) => {
  await open(page);
  await openGroup(page, "edge-web");
  await page.keyboard.press("h");
  await expect(dialog(page)).toContainText("This group has a fixed size");
  await audit();
  await dialog(page).getByRole("link", { name: "Change its size in its form" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit group" })).toBeVisible();
});

test("what is typed into a hold survives a reload, and not its closing", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await ask(page);
  await expect(field(dialog(page), "Hold at")).toHaveValue("5");
  await field(dialog(page), "Hold at").fill("3");
  await page.reload();
  await expect(field(dialog(page), "Hold at")).toHaveValue("3");
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(dialog(page)).toBeHidden();
  await ask(page);
  await expect(field(dialog(page), "Hold at")).toHaveValue("5");
});

test("the form of a policy says that its replay is over the bounds of a hold", async ({ page }) => {
  await open(page);
  await line(page, "checkout-api").getByRole("link", { name: "Hold…" }).click();
  await dialog(page).getByRole("button", { name: "Hold", exact: true }).click();
  await expect(notice(page)).toContainText("Held at 5 Instances until");
  const policies = page.getByRole("region", { name: "Policies", exact: true });
  await policies.getByRole("link", { name: "Edit" }).first().click();
  const replay = page.getByRole("region", { name: "On its own history" });
  await expect(replay).toContainText(/These bounds are a hold at 5 Instances until/);
  await replay.getByRole("link", { name: "Give them back on its page" }).click();
  await expect(notice(page)).toContainText("Held at 5 Instances until");
});
