// On paper: what is known stays, and what only a screen can do is gone.
import { expect, test } from "./fixtures.mjs";
import { open, openGroup, openWhatIf, panel, timeline, visit } from "./console.mjs";

/** That these can be seen on the screen, and not on paper. */
async function expectLeftOut(page, controls) {
  for (const [name, control] of Object.entries(controls)) {
    await expect(control, `${name} on the screen`).toBeVisible();
  }
  await page.emulateMedia({ media: "print" });
  for (const [name, control] of Object.entries(controls)) {
    await expect(control, `${name} on paper`).toBeHidden();
  }
}

test("a group in print keeps its times and names, and loses its controls", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const main = page.getByRole("main");
  const all = { includeHidden: true };
  const events = page.getByRole("region", { name: "Events" });
  await expectLeftOut(page, {
    Edit: main.getByRole("link", { name: "Edit", exact: true, ...all }),
    "Add a policy": main.getByRole("link", { name: "Add a policy", ...all }),
    "Add a variant": panel(page).getByRole("button", { name: "Add a variant", ...all }),
    "a slider": panel(page)
      .getByRole("slider", { name: "Threshold slider", ...all })
      .first(),
    "the range": timeline(page).getByRole("textbox", { name: "Stretch of time", ...all }),
    "the log's filter": events.getByRole("group", { name: "Show", ...all }),
    "the log's search": events.getByRole("searchbox", all),
    navigation: page.getByRole("navigation", { name: "Main", ...all }),
  });
  await expect(events.getByText(/^\d+ \w+, \d\d:\d\d$/)).toHaveCount(10);
  for (const time of await events.getByText(/^\d+ \w+, \d\d:\d\d$/).all()) {
    await expect(time).toBeVisible();
  }
  await expect(panel(page).getByRole("button", { name: "Saved", exact: true })).toBeVisible();
  const isWhole = ({ clientHeight, scrollHeight }) => clientHeight >= scrollHeight;
  expect(await panel(page).evaluate(isWhole), "nothing of the panel is cut off").toBe(true);
  const overloads = page.getByRole("list", { name: "The longest overloads" });
  await expect(overloads.getByRole("listitem").first()).toContainText(/of overload/);
  await expect(overloads.getByRole("button").first()).toBeVisible();
  await page.emulateMedia({ media: "screen" });
});

test("the list in print is its rows alone", async ({ page }) => {
  await open(page);
  await visit(page, "#/groups", "Groups");
  const main = page.getByRole("main");
  const all = { includeHidden: true };
  await expectLeftOut(page, {
    "New group": main.getByRole("link", { name: "New group", exact: true, ...all }),
    search: main.getByRole("searchbox", all),
    State: main.getByRole("combobox", { name: "State", ...all }),
    Show: main.getByRole("group", { name: "Show", exact: true, ...all }),
    "the next step": main.getByRole("link", { name: "Show errors", ...all }),
  });
  await expect(main.getByRole("link", { name: "checkout-api", exact: true })).toBeVisible();
  await page.emulateMedia({ media: "screen" });
});
