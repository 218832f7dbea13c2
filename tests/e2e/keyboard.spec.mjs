// The main job without a mouse, on a narrow screen and in the dark.
import { connect, mockApi } from "./api.mjs";
import { expect, test } from "./fixtures.mjs";
import {
  field,
  open,
  openGroup,
  openWhatIf,
  outcome,
  overflow,
  panel,
  policyFields,
  pressAt,
  tabTo,
  timeline,
  typeAt,
  visit,
} from "./console.mjs";

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

test("a threshold is tried, explained and saved with the keyboard alone", async ({
  page,
  audit,
}) => {
  await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
  await page.goto("./");
  await expect(heading(page, "Groups")).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Pause" }), "Shift+Tab");
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Run" })).toBeFocused();

  await tabTo(page, page.getByRole("link", { name: "checkout-api" }));
  await page.keyboard.press("Enter");
  await expect(heading(page, "checkout-api")).toBeFocused();

  const whatIf = page.getByRole("button", { name: "What if", exact: true });
  await tabTo(page, whatIf);
  await page.keyboard.press("Space");
  await expect(whatIf).toHaveAttribute("aria-pressed", "true");
  await expect(whatIf, "the focus stays where it was").toBeFocused();

  const up = policyFields(page, "my-policy-scale-up");
  const slider = up.getByRole("slider", { name: "Threshold slider" });
  await tabTo(page, slider);
  for (let step = 0; step < 8; step += 1) await page.keyboard.press("ArrowLeft");
  await expect(field(up, "Threshold")).toHaveValue("62");
  await expect(slider, "it speaks its unit").toHaveAttribute("aria-valuetext", /^62\s%$/);
  await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
  const scores = outcome(page).getByRole("list", { name: "Scorecard" });
  await expect(scores.getByRole("listitem").first()).toContainText("edited");

  // The cursor runs over the samples, and each has its explanation.
  const moment = timeline(page).getByRole("slider", { name: "Moment" });
  await tabTo(page, moment);
  await expect(moment).toHaveAttribute("aria-valuetext", /No moment chosen/);
  await page.keyboard.press("End");
  const last = Number(await moment.getAttribute("aria-valuenow"));
  expect(last).toBe(Number(await moment.getAttribute("aria-valuemax")));
  await page.keyboard.press("ArrowLeft");
  await expect(moment).toHaveAttribute("aria-valuenow", String(last - 60_000));
  await expect(moment).toHaveAttribute("aria-valuetext", /2 Mar, 07:59.*%.*Edited: [\d.]+\s%/);
  await expect(timeline(page)).toContainText("Mon, 2 Mar 2026, 07:59");
  await expect(timeline(page)).toContainText(/Saved(, replayed| and actual): (Stayed at|\d to \d)/);
  await expect(timeline(page)).toContainText(/Edited: (Stayed at|\d to \d)/);
  await page.keyboard.press("PageUp");
  const paged = Number(await moment.getAttribute("aria-valuenow"));
  expect(paged).toBeLessThan(last - 120_000);
  await page.keyboard.press("Home");
  expect(Number(await moment.getAttribute("aria-valuenow"))).toBeLessThan(paged);
  await page.keyboard.press("ArrowRight");
  await expect(moment).toBeFocused();
  await audit();

  const asTable = timeline(page).getByRole("button", { name: "As table" });
  await tabTo(page, asTable, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(asTable).toHaveAttribute("aria-pressed", "true");
  const table = timeline(page).getByRole("region", { name: "Timeline as a table" });
  await tabTo(page, table);
  await expect(table.getByRole("columnheader")).toHaveText([
    "Time",
    "Saved, replayed",
    "Size",
    "Edited",
    "Size",
    // The recording stood at its ceiling, so there is a band.
    "Demand at saturation ×1.5",
    "Size",
  ]);
  expect(await table.getByRole("row").count()).toBeGreaterThan(100);
  await expect(table.getByRole("row").nth(1).getByRole("cell").first()).toHaveText(/^[\d.]+\s%$/);
  await audit();
  await tabTo(page, asTable, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(table).toHaveCount(0);

  await tabTo(page, page.getByRole("button", { name: /^Review .*…$/ }), "Shift+Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /^Save \d+ changes? to / });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole("button", { name: /^Save \d+ changes?$/ }));
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("region", { name: "Policies" })).toContainText("over 62 %");
});

test("the focus goes to the heading of every page, and back and forward find it", async ({
  page,
}) => {
  await open(page);
  const names = ["Templates", "Connection", "Groups"];
  for (const name of names) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).press("Enter");
    await expect(heading(page, name)).toBeFocused();
    await expect(page).toHaveTitle(`${name} · Headroom`);
    const current = page.getByRole("navigation", { name: "Main" }).locator("[aria-current=page]");
    await expect(current).toHaveText(name);
  }
  await page.getByRole("link", { name: "New group", exact: true }).press("Enter");
  await expect(heading(page, "New group with a target")).toBeFocused();
  for (const name of ["Groups", "Connection", "Templates"]) {
    await page.goBack();
    await expect(heading(page, name)).toBeFocused();
  }
  await page.goForward();
  await expect(heading(page, "Connection")).toBeFocused();
});

test("an address restores its page, in a new load as with back and forward", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  await timeline(page).getByRole("button", { name: "24 h", exact: true }).click();
  await expect(page).toHaveURL(/whatif=1/);
  await expect(page).toHaveURL(/range=24h/);
  const address = page.url();

  const expectRestored = async () => {
    await expect(heading(page, "checkout-api")).toBeVisible();
    await expect(panel(page)).toBeVisible();
    const range = timeline(page).getByRole("button", { name: "24 h", exact: true });
    await expect(range).toHaveAttribute("aria-pressed", "true");
    await expect(timeline(page).getByRole("button", { name: "48 h", exact: true })).toHaveAttribute(
      "aria-pressed",
      "false",
    );
  };
  await page.reload();
  await expectRestored();
  await expect(heading(page, "checkout-api")).toBeFocused();
  await page.getByRole("link", { name: "Templates" }).click();
  await expect(heading(page, "Templates")).toBeVisible();
  await page.goBack();
  await expectRestored();
  await page.goForward();
  await expect(heading(page, "Templates")).toBeVisible();
  await page.goto("about:blank");
  await page.goto(address);
  await expectRestored();
});

/** That the focus is somewhere: whoever goes on by Tab goes on from there. */
const expectFocus = (page, what) => {
  const isLost = () => page.evaluate(() => document.activeElement === document.body);
  const tells = expect.configure({ soft: true, timeout: 5_000 });
  return tells.poll(isLost, `${what}: the focus is not lost`).toBe(false);
};

test("a button that goes as it is pressed does not take the focus along", async ({ page }) => {
  await open(page);
  await pressAt(page, page.getByRole("link", { name: "checkout-api", exact: true }));
  await expect(heading(page, "checkout-api")).toBeFocused();
  await page.keyboard.press("h");
  const dialog = page.getByRole("dialog", { name: "Hold checkout-api" });
  await typeAt(page, field(dialog, "Hold at"), "3");
  await pressAt(page, dialog.getByRole("button", { name: "Hold", exact: true }));
  const notice = page.getByRole("region", { name: "Hold", exact: true });
  await pressAt(page, notice.getByRole("button", { name: /^Give back/ }));
  await expect(notice).toHaveCount(0);
  await expectFocus(page, "giving bounds back");
  const dismiss = page.getByRole("button", { name: "Dismiss" });
  for (let left = await dismiss.count(); left > 0; left -= 1) {
    await pressAt(page, dismiss.last(), "Enter", "Shift+Tab");
    await expect(dismiss).toHaveCount(left - 1);
  }
  await expectFocus(page, "dismissing what is said");

  await mockApi(page);
  await connect(page);
  await visit(page, "#/connect", "Connection");
  await pressAt(page, page.getByRole("button", { name: "Forget the key" }));
  await expect(page.getByText("No key · fr-par-1")).toBeVisible();
  await expectFocus(page, "forgetting a key");
});

test("who has gone on to the browser's own controls is not fetched back", async ({ page }) => {
  await open(page);
  const link = page.getByRole("link", { name: "checkout-api", exact: true });
  await link.focus();
  // The page changes while nothing in it has the focus, and tells what has it then.
  const change = (hasFocus) =>
    page.evaluate(async (hasFocus) => {
      document.hasFocus = () => hasFocus;
      document.activeElement.blur();
      document.body.append(document.createElement("i"));
      await new Promise(requestAnimationFrame);
      return document.activeElement.textContent;
    }, hasFocus);
  expect(await change(false)).not.toBe("checkout-api");
  expect(await change(true)).toBe("checkout-api");
});

test("an address that names no page says so", async ({ page }) => {
  await page.goto("./#/nowhere");
  await expect(heading(page, "No such page")).toBeFocused();
  await page.getByRole("link", { name: "See your groups" }).click();
  await expect(heading(page, "Groups")).toBeFocused();
});

for (const generation of ["", "/v1alpha2"]) {
  const nobody = "00000000-0000-4000-8000-000000000000";

  test(`what does not exist says so, and leads on: ${generation || "/v1alpha1"}`, async ({
    page,
    audit,
  }) => {
    await open(page, `#${generation}/groups/${nobody}`);
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toHaveCount(1);
    await expect(alert).toContainText("The group could not be read.");
    await expect(alert).toContainText("It does not exist, or it was deleted.");
    await expect(alert).toContainText("It may be in another zone, project");
    await expect(page.getByRole("main").getByRole("link", { name: "Edit" })).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("button", { name: "Delete…" })).toHaveCount(0);
    await audit();
    await alert.getByRole("link", { name: "Change the connection" }).click();
    await expect(heading(page, "Connection")).toBeFocused();
    await page.goBack();
    const above = page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link").first();
    await above.click();
    await expect(heading(page, "Groups")).toBeFocused();

    await page.goto(`./#${generation}/templates/${nobody}`);
    await expect(alert).toContainText("The template could not be read.");
    await above.click();
    await expect(heading(page, "Templates")).toBeFocused();

    // A form has nothing to begin with, and says so rather than to wait for it.
    const forms = [`groups/${nobody}/edit`, `templates/${nobody}/edit`];
    if (generation === "") {
      forms.push(`groups/${nobody}/policies/new`, `groups/${nobody}/policies/${nobody}/edit`);
    }
    for (const form of forms) {
      await page.goto(`./#${generation}/${form}`);
      await expect(alert.first(), form).toContainText("It does not exist, or it was deleted.");
      await expect(alert.first().getByRole("link"), form).toHaveText("Change the connection");
      await expect(page.getByText(/^Loading/), form).toHaveCount(0);
    }
  });
}

/** Walks through every kind of page; each stops where `look` is to judge what stands there. */
const walks = {
  async "a group's pages"(page, look) {
    await open(page);
    await look("groups");
    await openGroup(page, "image-resizer");
    await look("a group in trouble");
    await openGroup(page, "checkout-api");
    await look("group");
    await openWhatIf(page);
    const up = policyFields(page, "my-policy-scale-up");
    await up.getByRole("slider", { name: "Threshold slider" }).fill("60");
    await expect(panel(page).getByText("Edited", { exact: true })).toBeVisible();
    await timeline(page).getByRole("slider", { name: "Moment" }).press("End");
    await look("what-if");
    await page.getByRole("button", { name: /^Review .*…$/ }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look("review");
    await page.keyboard.press("Escape");
    await timeline(page).getByRole("button", { name: "As table" }).click();
    await look("table");
  },
  async "the forms of a group"(page, look) {
    await open(page);
    await openGroup(page, "checkout-api");
    const group = new URL(page.url()).hash;
    await visit(page, `${group}/edit`, "Edit group");
    await expect(page.getByRole("button", { name: "Save group" })).toBeVisible();
    await look("edit group");
    await visit(page, `${group}/policies/new`, "New policy");
    await look("new policy");
    await field(page, "Name").fill("");
    await page.getByRole("button", { name: "Create policy" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await look("new policy with errors");
    await visit(page, "#/groups/new", "New group");
    await expect(page.getByRole("button", { name: "Create group" })).toBeVisible();
    await look("new group");
    await visit(page, "#/v1alpha2/groups/new", "New group with a target");
    await expect(page.getByRole("button", { name: "Create group" })).toBeVisible();
    await look("new group with a target");
  },
  async "the dialogs of a group"(page, look) {
    await open(page);
    await openGroup(page, "checkout-api");
    for (const name of ["Hold…", "Export…", "Delete…"]) {
      await page.getByRole("main").getByRole("button", { name, exact: true }).first().click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await look(name);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Delete my-policy-scale-up" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look("Delete a policy");
  },
  async "templates and the connection"(page, look) {
    await open(page);
    await visit(page, "#/templates", "Templates");
    await expect(page.getByRole("link", { name: "web-small", exact: true })).toBeVisible();
    await look("templates");
    await page.getByRole("link", { name: "web-small", exact: true }).click();
    await expect(page.getByRole("region", { name: "Facts" })).toBeVisible();
    await look("template");
    await visit(page, "#/templates/new", "New template");
    await expect(page.getByRole("button", { name: "Create template" })).toBeVisible();
    await look("new template");
    await visit(page, "#/v1alpha2/templates/new", "New template");
    await expect(page.getByRole("button", { name: "Create template" })).toBeVisible();
    await look("new template of the second generation");
    await visit(page, "#/connect", "Connection");
    await look("connection");
  },
};

for (const [pages, walk] of Object.entries(walks)) {
  for (const width of [320, 360]) {
    test(`${pages}: none is wider than a screen of ${width} px`, async ({ page, audit }) => {
      await page.setViewportSize({ width, height: 740 });
      const wide = [];
      await walk(page, async (name) => {
        const over = await overflow(page);
        if (over > 0) wide.push(`${name}: ${over} px`);
        if (width === 360) await audit();
      });
      expect(wide, "pages that scroll sideways").toEqual([]);
    });
  }

  for (const colorScheme of ["light", "dark"]) {
    test(`${pages}: each is readable in the ${colorScheme} theme`, async ({ page, audit }) => {
      await page.emulateMedia({ colorScheme });
      await walk(page, audit);
      const background = await page.evaluate(() => {
        const context = document.createElement("canvas").getContext("2d");
        context.fillStyle = getComputedStyle(document.body).backgroundColor;
        context.fillRect(0, 0, 1, 1);
        return context.getImageData(0, 0, 1, 1).data[0];
      });
      if (colorScheme === "dark") expect(background).toBeLessThan(80);
      else expect(background).toBeGreaterThan(200);
    });
  }
}

test.describe("in French", () => {
  test.use({ locale: "fr-FR", viewport: { width: 320, height: 740 } });

  test("no page or dialog that has an address is wider than a screen of 320 px", async ({
    page,
  }) => {
    await page.clock.setFixedTime(new Date("2026-03-02T08:00:00Z"));
    await page.goto("./");
    const main = page.getByRole("main");
    const of = async (name) => {
      return (await main.getByRole("link", { name, exact: true }).getAttribute("href")).slice(1);
    };
    const [group, target] = [await of("checkout-api"), await of("search-api")];
    const form = main.locator("form");
    const dialog = page.getByRole("dialog");
    const log = main.locator("table.log");
    const pages = [
      ["/groups", main.locator(".watch table")],
      [group, log],
      [target, log],
      [`${group}?whatif=1`, main.getByRole("slider").nth(1)],
      [`${group}?do=hold`, dialog.getByRole("row").first()],
      [`${group}?do=export`, dialog.locator("pre").first()],
      [`${group}?do=delete`, dialog.locator("summary")],
      [`${group}/edit`, form],
      [`${group}/policies/new`, form],
      ["/groups/new", form],
      ["/v1alpha2/groups/new", form],
      ["/templates", main.locator("table")],
      ["/templates/new", form],
      ["/v1alpha2/templates/new", form],
      ["/connect", form.first()],
      ["/activity", main.getByRole("heading", { level: 1 })],
      ["/help", main.getByRole("link").first()],
    ];
    const wide = [];
    for (const [address, drawn] of pages) {
      await page.goto(`./#${address}`);
      await expect(drawn.first(), address).toBeVisible();
      const over = await overflow(page);
      if (over > 0) wide.push(`${address}: ${over} px`);
    }
    expect(wide, "pages that scroll sideways").toEqual([]);
  });
});

test("with reduced motion nothing moves", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await openGroup(page, "checkout-api");
  await openWhatIf(page);
  const moving = await page.evaluate(() => {
    return [...document.querySelectorAll("*")]
      .filter((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        const seconds = `${transitionDuration},${animationDuration}`.split(",").map(parseFloat);
        return Math.max(...seconds) > 0.01;
      })
      .map((element) => element.outerHTML.slice(0, 80));
  });
  expect(moving).toEqual([]);
});
