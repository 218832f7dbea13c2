// Setting up from nothing: what there is is picked by name, and no id is typed.
import { expect, test } from "./fixtures.mjs";
import { connect, expectOnlyRefusals, fillConnection, mockApi } from "./api.mjs";
import {
  expectError,
  field,
  open,
  openGroup,
  pickByArrows,
  pressAt,
  tabTo,
  takeFromPalette,
  typeAt,
  visit,
} from "./console.mjs";
import { mockGroups } from "./mock_groups.mjs";

const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });
const pick = (page, what) => page.getByLabel(`Pick from the ${what}`);

const offers = (page, what) => pick(page, what).getByRole("radio", { name: /^(?!None$)/ });
const offer = (page, what, name) => offers(page, what).and(page.getByRole("radio", { name }));

/** Picks the first of what there is; the field then says its name. */
async function pickFirst(page, what, label) {
  const first = offers(page, what).first();
  await first.check();
  const [name] = (await first.getAttribute("aria-label")).split(" (");
  await expect(field(page, label)).toHaveValue(name);
}

test("a template and a group with thresholds are set up without typing an id", async ({
  page,
  audit,
}) => {
  await open(page);
  await visit(page, "#/templates/new", "New template");
  await field(page, "Name").fill("from-nothing");
  await pickFirst(page, "projects", "Project");
  await expect(offers(page, "Instance types").first()).toHaveAccessibleName(
    /vCPU, .* €\s[\d.]+ an hour/,
  );
  await offer(page, "Instance types", /^PLAY2-MICRO /).check();
  await expect(field(page, "Instance type")).toHaveValue("PLAY2-MICRO");
  await pickFirst(page, "images", "Image");
  await pickFirst(page, "security groups", "Security group");
  await pick(page, "private networks").getByRole("checkbox").first().check();
  await expect(field(page, "Private networks")).toHaveValue(/^[a-z]+/);
  await audit();
  await page.getByRole("button", { name: "Create template" }).click();
  await expect(heading(page, "from-nothing")).toBeVisible();

  await visit(page, "#/groups/new", "New group");
  await field(page, "Name").fill("from-nothing");
  await offer(page, "templates", /^from-nothing \(.*vCPU/).check();
  await pickFirst(page, "projects", "Project");
  await pickFirst(page, "load balancers", "Load balancer");
  await pick(page, "backends").getByRole("checkbox").first().check();
  await pickFirst(page, "private networks", "Private network");
  await audit();
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(heading(page, "from-nothing")).toBeVisible();
});

test("the keyboard alone leads from the list over a template to its group and a pair of rules", async ({
  page,
}) => {
  await open(page);
  const byArrows = (what, name) => {
    const wanted = name ? offer(page, what, name).first() : offers(page, what).nth(1);
    return pickByArrows(page, pick(page, what), wanted);
  };
  await tabTo(page, page.getByRole("link", { name: "checkout-api", exact: true }));
  await takeFromPalette(page, "New group with thresholds");
  await expect(heading(page, "New group")).toBeFocused();
  const steps = page.getByRole("navigation", { name: "Setting up" });
  await pressAt(page, steps.getByRole("link", { name: /^Template/ }));
  await expect(heading(page, "New template")).toBeFocused();
  await typeAt(page, field(page, "Name"), "by-keys");
  await byArrows("Instance types", /^PLAY2-MICRO /);
  await expect(field(page, "Instance type")).toHaveValue("PLAY2-MICRO");
  await byArrows("images");
  await expect(field(page, "Image")).toHaveValue(/^[a-z]/);
  await pressAt(page, page.getByRole("button", { name: "Create template" }));

  await expect(heading(page, "New group")).toBeFocused();
  await expect(offer(page, "templates", /^by-keys /)).toBeChecked();
  await typeAt(page, field(page, "Name"), "by-keys");
  await byArrows("load balancers");
  await expect(field(page, "Load balancer")).toHaveValue(/^[a-z]/);
  await pressAt(page, page.getByRole("button", { name: "Create group" }));

  await expect(heading(page, "New policy")).toBeFocused();
  await expect(field(page, "Name")).toHaveValue("scale-up");
  await expect(steps.locator("[aria-current=step]")).toContainText("Scale up");
  await pressAt(page, page.getByRole("button", { name: "Create policy" }));
  await expect(field(page, "Name")).toHaveValue("scale-down");
  await expect(heading(page, "New policy")).toBeFocused();
  await expect(steps.locator("[aria-current=step]")).toContainText("Scale down");
  await expect(steps.getByRole("listitem").filter({ hasText: "done" })).toHaveText([
    /Template/,
    /Group/,
    /Scale up/,
  ]);
  await pressAt(page, page.getByRole("button", { name: "Create policy" }));
  await expect(heading(page, "by-keys")).toBeFocused();
  const policies = page.getByRole("region", { name: "Policies" });
  await expect(policies.getByText(/^scale-(up|down)/)).toHaveText([/^scale-up/, /^scale-down/]);
  await expect(policies.getByText("Add one that")).toHaveCount(0);
});

test("of the steps of a pair, each keeps what was begun of it", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  const address = page.url().replace(/\?.*/, "");
  await page.goto(`${address}/policies/new?with.action=scale_down&with.name=fewer`);
  await expect(field(page, "Name")).toHaveValue("fewer");
  await field(page, "Threshold").fill("12");
  await page.goto(`${address}/policies/new`);
  await expect(field(page, "Name")).toHaveValue("");
  await expect(field(page, "Threshold")).toHaveValue("70");
  await page.goBack();
  await expect(field(page, "Threshold")).toHaveValue("12");
});

test("of what a search has left, one is picked by the keyboard, and the focus stays", async ({
  page,
}) => {
  await open(page);
  await visit(page, "#/templates/new", "New template");
  await expect(offer(page, "Instance types", /^PLAY2-MICRO /)).toBeVisible();
  await typeAt(page, field(page, "Instance type"), "play2");
  await expect(offers(page, "Instance types")).toHaveCount(3);
  await pressAt(page, offer(page, "Instance types", /^PLAY2-PICO /), "Space");
  await expect(offer(page, "Instance types", /^PLAY2-PICO /)).toBeChecked();
  await expect(offer(page, "Instance types", /^PLAY2-PICO /)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(field(page, "Instance type")).not.toHaveValue("PLAY2-PICO");
  await expect(offers(page, "Instance types").and(page.locator(":checked"))).toBeFocused();
});

for (const [generation, address, title] of [
  ["thresholds", "#/groups/new", "New group"],
  ["a target", "#/v1alpha2/groups/new", "New group with a target"],
]) {
  test(`no backend of another load balancer stays: a group with ${generation}`, async ({
    page,
    audit,
  }) => {
    const other = "22222222-2222-4222-8222-222222222222";
    await open(page);
    await visit(page, address, title);
    await expect(field(page, "Load balancer")).toHaveValue("");
    await pickFirst(page, "load balancers", "Load balancer");
    if (generation === "thresholds") {
      await pick(page, "backends").getByRole("checkbox").first().check();
    } else {
      await page.getByRole("button", { name: "Add a backend" }).click();
      await offers(page, "backends").first().check();
    }
    const backend = field(page, generation === "thresholds" ? "Backends" : "Backend");
    await expect(backend).toHaveValue(/^[a-z]+/);
    await field(page, "Load balancer").fill(other);
    await expect(backend).toHaveValue("");
    await expectError(backend, /was chosen with the load balancer that stood here before/);
    await audit();
  });
}

for (const address of ["#/templates/new", "#/v1alpha2/templates/new"]) {
  test(`a link to ${address} lists what the only project has`, async ({ page }) => {
    await page.goto(`./${address}`);
    await expect(heading(page, "New template")).toBeVisible();
    await expect(field(page, "Project")).toHaveValue("default");
    await expect(pick(page, "private networks").getByRole("checkbox").first()).toBeVisible();
  });
}

for (const [address, title] of [
  ["#/groups/new", "New group"],
  ["#/v1alpha2/groups/new", "New group with a target"],
]) {
  test(`where there is nothing yet, ${address} begins with the only project`, async ({ page }) => {
    await mockGroups(page, []);
    await connect(page);
    await visit(page, address, title);
    await expect(field(page, "Project")).toHaveValue("mock");
  });
}

test("a template of the second generation is set up without typing an id", async ({
  page,
  audit,
}) => {
  await open(page);
  await visit(page, "#/v1alpha2/templates/new", "New template");
  await field(page, "Name").fill("by-name");
  await pickFirst(page, "projects", "Project");
  await offer(page, "Instance types", /^PLAY2-MICRO /).check();
  await expect(field(page, "Instance type")).toHaveValue("PLAY2-MICRO");
  await offers(page, "images").first().check();
  await expect(field(page, "Image")).toHaveValue(/^[a-z0-9_]+$/);
  await audit();
  await page.getByRole("button", { name: "Create template" }).click();
  await expect(heading(page, "by-name")).toBeVisible();
});

for (const [generation, address] of [
  ["thresholds", "#/templates/new"],
  ["targets", "#/v1alpha2/templates/new"],
]) {
  test(`a search without a hit says so: a template for ${generation}`, async ({ page, audit }) => {
    await open(page);
    await visit(page, address, /^New template/);
    await pickFirst(page, "projects", "Project");
    const types = offers(page, "Instance types");
    await expect(types.first()).toHaveAccessibleName(/vCPU/);
    await field(page, "Instance type").fill("zzz");
    await expect(types).toHaveCount(0);
    await expect(
      page.getByText("None of the Instance types has “zzz” in its name or id."),
    ).toBeVisible();
    await audit();
    await field(page, "Instance type").fill("play2");
    await expect(types.first()).toHaveAccessibleName(/^PLAY2-/);
    await expect(page.getByText(/^\d of \d+ fit$/).first()).toBeVisible();
    await expect(page.getByText(/^None of the Instance types/)).toHaveCount(0);
  });
}

test("an Instance type leaves the images of its processor, and an image the types", async ({
  page,
  audit,
}) => {
  await open(page);
  await visit(page, "#/templates/new", "New template");
  await pickFirst(page, "projects", "Project");
  await expect(offers(page, "images").first()).toBeVisible();
  await offer(page, "Instance types", /arm64/).first().check();
  await expect(offer(page, "images", /\(x86_64\b/)).toHaveCount(0);
  await expect(offer(page, "images", /\(arm64\b/).first()).toBeVisible();
  await expect(
    page.getByText(/^Left out of the images: \d+, which do not go with .*\./),
  ).toBeVisible();
  await audit();

  await offers(page, "images").first().check();
  await expect(offer(page, "Instance types", /x86_64/)).toHaveCount(0);
  // What is typed by hand all the same is told where it does not fit.
  await field(page, "Instance type").fill("PLAY2-MICRO");
  const misfit = /^This image is for arm64, and PLAY2-MICRO has x86_64: its Instances would not/;
  await expect(page.getByRole("status").filter({ hasText: misfit })).toBeVisible();
  await expect(page.getByRole("region", { name: "What it costs" }).getByText(misfit)).toBeVisible();
});

test("a stored template is told that its new type does not boot its snapshot", async ({ page }) => {
  await open(page);
  await visit(page, "#/templates", "Templates");
  await page.getByRole("main").getByRole("link", { name: "web-small", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
  const told = page.getByText(
    /^The stored template boots this snapshot on PLAY2-NANO, which has x86_64/,
  );
  await expect(offer(page, "Instance types", /x86_64/).first()).toBeVisible();
  await expect(told).toHaveCount(0);
  await offer(page, "Instance types", /arm64/).first().check();
  await expect(told).toBeVisible();
});

for (const [name, group] of [
  ["web-small", "checkout-api"],
  ["web-small-2", "search-api"],
]) {
  test(`another type says what it costs, and who keeps the old one: ${name}`, async ({
    page,
    audit,
  }) => {
    await open(page);
    await visit(page, "#/templates", "Templates");
    await page.getByRole("main").getByRole("link", { name, exact: true }).click();
    await expect(page.getByText(/renewed on the page of each group: “Replace…”/)).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).click();
    const changes = page.getByRole("region", { name: "What saving changes" });
    await expect(offers(page, "Instance types").first()).toBeVisible();
    await expect(changes).not.toContainText("until they are replaced");
    await offer(page, "Instance types", /^PLAY2-MICRO /).check();
    await expect(changes).toContainText(
      /An Instance of PLAY2-MICRO costs €\s[\d.]+ an hour more than one of PLAY2-NANO: €\s[\d.]+ a day\./,
    );
    await expect(changes).toContainText(/groups? with \d+ Instances? keeps? the old one until/);
    await audit();
    await changes.getByRole("link", { name: group, exact: true }).click();
    await expect(heading(page, group)).toBeVisible();
    await expect(page.getByRole("region", { name: "Instances", exact: true })).toBeVisible();
  });
}

test("what the key may not list is entered by its id", async ({ page, problems }) => {
  const api = await mockApi(page);
  await page.goto("./#/connect");
  await fillConnection(page);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("link", { name: "mock-group" })).toBeVisible();
  api.refuse("GET", 403, { message: "insufficient permissions" });
  await visit(page, "#/templates/new", "New template");
  await expect(page.getByText(/^The projects are not listed: .*Enter the id\.$/)).toBeVisible();
  await expect(page.getByText(/^The Instance types are not listed: /)).toBeVisible();
  await expect(field(page, "Image")).toBeEditable();
  expectOnlyRefusals(problems);
});

test("what a stored group names is shown by its name", async ({ page }) => {
  await open(page);
  await openGroup(page, "checkout-api");
  await page.getByRole("main").getByRole("link", { name: "Edit", exact: true }).first().click();
  const fixed = (label) => page.getByRole("status", { name: label, exact: true });
  await expect(fixed("Template")).toHaveText(/^[0-9a-f-]{36}$/);
  const form = page.getByRole("main").locator("form");
  for (const name of [/^web-small PLAY2-NANO$/, /^web 172/, /^checkout 1 backend, /]) {
    await expect(form.getByText(name)).toBeVisible();
  }
});

test("each step leads to the next: template, group, a pair of rules with their replay", async ({
  page,
  audit,
}) => {
  await open(page);
  await visit(page, "#/templates", "Templates");
  await page.getByRole("main").getByRole("link", { name: "web-small", exact: true }).click();
  await expect(heading(page, "web-small")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "New group", exact: true }).click();
  await expect(offer(page, "templates", /^web-small /)).toBeChecked();
  await field(page, "Name").fill("step-by-step");
  await expect(field(page, "Load balancer")).toHaveValue("");
  await pickFirst(page, "load balancers", "Load balancer");
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(heading(page, "step-by-step")).toBeVisible();

  const policies = page.getByRole("region", { name: "Policies" });
  await audit();
  await policies.getByRole("link", { name: "Add one that scales up" }).click();
  await expect(
    page.getByText(/^When the average of CPU over 5\smin is over 70\s%, add/),
  ).toBeVisible();
  await page.getByRole("button", { name: "Create policy" }).click();
  await expect(heading(page, "step-by-step")).toBeVisible();
  await expect(policies.getByRole("link", { name: "Add one that scales up" })).toHaveCount(0);

  await policies.getByRole("link", { name: "Add one that scales down" }).click();
  await expect(page.getByText(/ is under 30\s%, remove 1 Instance\.$/)).toBeVisible();
  // It has no history yet, so that another group's load is replayed, and said to be.
  const replay = page.getByRole("region", { name: "On another group’s load" });
  const lender = replay.getByLabel("The load of");
  const scores = replay.getByRole("list", { name: "Scorecard" });
  await expect(lender.locator("option:checked")).toHaveText("image-resizer");
  await expect(scores).toBeVisible();
  const before = await scores.textContent();
  await lender.selectOption("checkout-api");
  await expect(replay.getByRole("slider", { name: "Moment" })).toBeVisible();
  // Its own size, and no events of the lender's.
  await expect(replay.getByText(/error/i)).toHaveCount(0);
  await expect(replay.locator(".event")).toHaveCount(0);
  await expect.poll(() => scores.textContent()).not.toBe(before);
  await audit();
  await page.getByRole("button", { name: "Create policy" }).click();
  await expect(policies.getByRole("listitem")).toHaveCount(3);
  await expect(policies.getByText("Add one that")).toHaveCount(0);
});

for (const [generation, address, form] of [
  ["thresholds", "#/groups/new", "New group"],
  ["a target", "#/v1alpha2/groups/new", "New group with a target"],
]) {
  test(`the steps lead from a template to its group, whose cost is told: ${generation}`, async ({
    page,
    audit,
  }) => {
    const steps = page.getByRole("navigation", { name: "Setting up" });
    const cost = page.getByRole("region", { name: "What it costs" });
    await open(page);
    await visit(page, address, form);
    await expect(cost).toContainText("Choose a template to see what its Instances cost.");
    await steps.getByRole("link", { name: /^Template/ }).click();
    await expect(heading(page, "New template")).toBeVisible();
    await expect(steps.getByRole("listitem").first()).toHaveAttribute("aria-current", "step");
    await field(page, "Name").fill("a-step");
    await offer(page, "Instance types", /^PLAY2-MICRO /).check();
    await expect(cost).toContainText(/^What it costs\s*Each Instance is a PLAY2-MICRO: \d+ vCPU/);
    await expect(cost).toContainText(/€\sa\smonth[\d.]+/);
    await offers(page, "images").first().check();
    await audit();
    await page.getByRole("button", { name: "Create template" }).click();
    await expect(heading(page, form)).toBeVisible();
    await expect(offer(page, "templates", /^a-step /)).toBeChecked();
    await expect(cost).toContainText(/Between €\s[\d.]+ and €\s[\d.]+ a day, by its bounds\./);
    await field(page, "Maximum").fill("1");
    await expect(cost).toContainText(/€\s[\d.]+ a day, at its fixed size\./);
    await field(page, "Maximum").fill("4");
    await field(page, "Name").fill("a-step");
    await offers(page, "load balancers").first().check();
    await audit();
    await page.getByRole("button", { name: "Create group" }).click();
    if (generation === "thresholds") {
      await expect(heading(page, "New policy")).toBeVisible();
      await expect(field(page, "Name")).toHaveValue("scale-up");
      await expect(steps.getByRole("link", { name: /^Group/ })).toBeVisible();
      await page.getByRole("button", { name: "Create policy" }).click();
      await expect(field(page, "Name")).toHaveValue("scale-down");
      await audit();
      await page.getByRole("button", { name: "Create policy" }).click();
    }
    await expect(heading(page, "a-step")).toBeVisible();
  });
}

test("a target is tried on a load before its group is there", async ({ page, audit }) => {
  await open(page);
  await visit(page, "#/v1alpha2/groups/new", "New group with a target");
  const lent = page.getByRole("region", { name: "On another group’s load" });
  const scores = page.getByRole("list", { name: "Scorecard" });
  await expect(lent.getByLabel("The load of").locator("option:checked")).toHaveText("edge-web");
  await expect(scores).toContainText("Instance-hours");
  // Nothing is saved to compare with, and there is no price before there is a template.
  await expect(lent.getByText("No template is chosen")).toBeVisible();
  await expect(lent.getByText("Replayed", { exact: true })).toBeAttached();
  await expect(lent.getByText(/saved/i)).toHaveCount(0);
  await offers(page, "templates").first().check();
  await expect(scores).toContainText("Cost a day");

  await lent.getByLabel("The load of").selectOption("nobody: invented");
  const invented = page.getByRole("region", { name: "On an invented load" });
  await expect(invented).toContainText("two days are made up");
  const busiest = invented.getByRole("slider", { name: "At its busiest it fills" });
  await expect(busiest).toHaveAttribute("aria-valuetext", "4 Instances");
  await audit();
  // It follows both the load and what is typed.
  const told = async (act) => {
    const before = await scores.textContent();
    await act();
    await expect.poll(() => scores.textContent()).not.toBe(before);
  };
  await told(() => busiest.press("ArrowRight"));
  await expect(busiest).toHaveAttribute("aria-valuetext", "5 Instances");
  await told(() => field(page, "Maximum").fill("3"));
  await field(page, "Maximum").fill("many");
  await expect(invented.getByText("A field cannot be read")).toBeVisible();
});

test("what is picked is named, goes with the arrow keys, and can be taken back", async ({
  page,
  audit,
}) => {
  await open(page);
  await visit(page, "#/templates/new", "New template");
  const groups = pick(page, "security groups");
  const none = groups.getByRole("radio", { name: "None" });
  await expect(none).toBeChecked();
  await none.focus();
  await page.keyboard.press("ArrowDown");
  const first = offers(page, "security groups").first();
  await expect(first).toBeFocused();
  await expect(first).toBeChecked();
  // Its row says its name, as does the field, and nothing says it again.
  const name = (await first.getAttribute("aria-label")).split(" (")[0];
  await expect(field(page, "Security group")).toHaveValue(name);
  await expect(page.getByText(name, { exact: true })).toHaveCount(1);
  await audit();
  await page.keyboard.press("ArrowUp");
  await expect(none).toBeChecked();
  await expect(field(page, "Security group")).toHaveValue("");
});

for (const [generation, address] of [
  ["thresholds", "#/templates/new"],
  ["targets", "#/v1alpha2/templates/new"],
]) {
  test(`a cloud-init is read as it is typed: a template for ${generation}`, async ({
    page,
    audit,
  }) => {
    await open(page);
    await visit(page, address, /^New template/);
    const document = field(page, "Cloud-init");
    await document.fill("packages:\n- nginx\n");
    await expect(page.getByText("Nothing that cloud-init knows, 18 bytes.")).toBeVisible();
    await expect(page.getByText(/^It would be ignored: begin with #cloud-config/)).toBeVisible();
    await audit();
    await document.fill("#cloud-config\nruncmd:\n\t- id\n");
    await expect(page.getByText(/^Line 3 is indented by a tab/)).toBeVisible();
    await document.fill("#cloud-config\nruncmd:\n  - id\n");
    await expect(page.getByText("A cloud-config in YAML, 29 bytes.")).toBeVisible();
    await expect(page.getByText(/tab, which YAML refuses/)).toHaveCount(0);
    await document.fill("");
    await expect(page.getByText(/cloud-config in YAML/)).toHaveCount(0);
  });
}

for (const [generation, address] of [
  ["thresholds", "#/templates/new"],
  ["targets", "#/v1alpha2/templates/new"],
]) {
  test(`a security and a placement group are picked by name: a template for ${generation}`, async ({
    page,
    audit,
  }) => {
    await open(page);
    await visit(page, address, /^New template/);
    await field(page, "Name").fill("grouped");
    await pickFirst(page, "projects", "Project");
    await offer(page, "Instance types", /^PLAY2-MICRO /).check();
    await offers(page, "images").nth(1).check();
    const names = [];
    for (const [what, label, hint] of [
      ["security groups", "Security group", /\(inbound (accept|drop)/],
      ["placement groups", "Placement group", /\((max availability|low latency), /],
    ]) {
      await expect(offers(page, what).first()).toHaveAccessibleName(hint);
      await pickFirst(page, what, label);
      const name = await field(page, label).inputValue();
      expect(name, "no id").not.toMatch(/^[0-9a-f-]{36}$/);
      names.push(name);
    }
    await audit();
    await page.getByRole("button", { name: "Create template" }).click();
    await expect(heading(page, "grouped")).toBeVisible();
    for (const name of names) await expect(page.getByRole("main").getByText(name)).toBeVisible();
  });
}
