// Groups with a target: the list of both generations, an API where the first one is retired, and
// the page of a group that tells why it did not scale.
import { expectOnlyRefusals } from "./api.mjs";
import { expect, test } from "./fixtures.mjs";
import {
  deleteSurely,
  field,
  held,
  load,
  open,
  openGroup,
  panel,
  readOn,
  timeline,
  visit,
} from "./console.mjs";
import { twoWeeks } from "./history.mjs";

const KEY = "11111111-2222-4333-8444-555555555555";

const row = (page, name) => page.getByRole("row").filter({ hasText: name });
const log = (page) => page.getByRole("region", { name: "Log", exact: true });

/** Connects to the server that the page came from with a key of one's own. */
async function connect(page) {
  await page.getByRole("link", { name: "Connection" }).click();
  const form = page.getByRole("region", { name: "API", exact: true });
  await field(form, "Secret key").fill(KEY);
  await form.getByRole("button", { name: "Connect" }).click();
}

test("one list has the groups of both generations", async ({ page }) => {
  await open(page);
  const old = row(page, "checkout-api");
  await expect(old).toContainText("thresholds");
  await expect(old).toContainText("policies");
  const target = row(page, "search-api");
  await expect(target).toContainText("CPU target");
  await expect(target).toContainText("1 to 6");
  await expect(target.getByRole("img")).toHaveAccessibleName(/CPU: lowest .* Size: lowest /);
  await expect(row(page, "session-cache")).toContainText("Memory target");
  await expect(row(page, "edge-web")).toContainText("Fixed size");
  await page.getByLabel("Search by name, tag or state").fill("search");
  await expect(page.getByRole("row").filter({ has: page.getByRole("link") })).toHaveCount(1);
});

test("where the first generation is retired, the page says so and asks no more for it", async ({
  page,
  serve,
  problems,
}) => {
  const server = await serve(["--without-v1alpha1"]);
  await page.goto(server.address);
  const said = "This API no longer answers v1alpha1";
  await expect(page.getByRole("status").filter({ hasText: said })).toBeVisible();
  await expect(row(page, "search-api")).toBeVisible();
  await expect(row(page, "checkout-api")).toHaveCount(0);

  const asked = [];
  page.on("request", (request) => {
    if (request.url().includes("/v1alpha1/zones/")) asked.push(request.url());
  });
  await connect(page);
  await expect(page.getByText("Connected to fr-par-1.").last()).toContainText(said);
  await expect(row(page, "search-api")).toBeVisible();
  expect(asked, "once, to find out").toHaveLength(1);
  await page.getByRole("link", { name: "Connection" }).click();
  await expect(
    page.getByRole("main").getByRole("status").filter({ hasText: "no longer" }),
  ).toContainText(said);

  // Why it did not scale, from the log's own moment.
  await visit(page, "#/groups", "Groups");
  await openGroup(page, "search-api");
  await expect(page.getByText("CPU at 60 %")).toBeVisible();
  const plot = timeline(page).getByRole("slider");
  await plot.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  const why = timeline(page).getByRole("status").filter({ hasText: "Actual: " });
  await expect(why).toContainText("60 %");
  await expect(log(page)).toContainText("Scaling event: added");
  expect(asked).toHaveLength(1);
  // The browser reports the answers by which it was found out, one of each connection.
  const own = problems.splice(0);
  expect(own).toHaveLength(2);
  for (const problem of own) expect(problem).toContain("status of 404");
});

test("a group with a target is deleted with its Instances, and followed until it is gone", async ({
  page,
}) => {
  await open(page);
  await openGroup(page, "edge-web");
  const instances = page.getByRole("region", { name: "Instances", exact: true });
  await expect(instances.getByRole("row")).toHaveCount(4);
  await expect(log(page)).toContainText("Auto-healing: replacing unhealthy instance");
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete group edge-web?" });
  await expect(dialog).toContainText(
    /Its 3 Instances are deleted with it. That saves €\s[\d.]+ a day\./,
  );
  await expect(dialog).toContainText("stay, and go on being billed");
  await expect(dialog.getByRole("checkbox"), "they go anyway").toHaveCount(0);
  await deleteSurely(dialog, "edge-web");
  const state = page.getByRole("group", { name: "State" });
  await expect(state.getByText("Being deleted", { exact: true })).toBeVisible();
  const clock = page.getByRole("group", { name: "Sandbox clock" });
  await clock.getByRole("button", { name: "+1 h" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
  await expect(page.getByText("The group is deleted.")).toBeVisible();
  await expect(row(page, "edge-web")).toHaveCount(0);
});

/** Opens the console of a server, whose own time goes on. */
async function opened(page, serve) {
  const server = await serve([]);
  await page.goto(server.address);
  await expect(row(page, "search-api")).toBeVisible();
}

/** Carries calls of this method out and loses their answers, the first time or every time. */
async function loseAnswers(page, method, path) {
  const sent = [];
  await page.route(path, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    sent.push(route.request().url());
    await route.fetch();
    return route.abort();
  });
  return sent;
}

const said = (page, text) => page.getByRole("status").filter({ hasText: text });

test("a group with a target whose answer was lost is made once", async ({
  page,
  serve,
  problems,
}) => {
  await opened(page, serve);
  await visit(page, "#/v1alpha2/groups/new", "New group with a target");
  const form = page.locator("form");
  await field(form, "Name").fill("made-once");
  await page.getByLabel("Pick from the templates").getByRole("radio").first().check();
  const sent = await loseAnswers(page, "POST", "**/v1alpha2/zones/*/groups");
  await form.getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "made-once" })).toBeVisible();
  await expect(said(page, "made-once is created")).toBeVisible();
  expect(sent).toHaveLength(1);
  expectOnlyRefusals(problems);
});

test("a deletion of a group with a target is read back", async ({ page, serve, problems }) => {
  await opened(page, serve);
  await openGroup(page, "edge-web");
  const sent = await loseAnswers(page, "DELETE", "**/v1alpha2/**");
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete group edge-web?" });
  await deleteSurely(dialog, "edge-web");
  const state = page.getByRole("group", { name: "State" });
  await expect(state.getByText("Being deleted", { exact: true })).toBeVisible();
  expect(sent).toHaveLength(1);
  expectOnlyRefusals(problems);
});

test("a refused cloud-init leaves the template, and what was typed for another try", async ({
  page,
  serve,
  problems,
}) => {
  await opened(page, serve);
  await visit(page, "#/v1alpha2/templates/new", "New template");
  const form = page.locator("form");
  await field(form, "Name").fill("booted");
  await field(form, "Instance type").fill("PRO2-XXS");
  await field(form, "Image").fill("ubuntu_noble");
  await field(form, "Cloud-init").fill("#cloud-config\npackages: [nginx]\n");
  const message = "the document is too large";
  await page.route("**/user-data/**", (route) => {
    return route.request().method() === "GET"
      ? route.fallback()
      : route.fulfill({ status: 400, json: { message, type: "invalid_arguments", details: [] } });
  });
  await form.getByRole("button", { name: "Create template" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Edit template" })).toBeVisible();
  await expect(said(page, "but its cloud-init is not")).toContainText(message);
  await expect(field(form, "Cloud-init")).toHaveValue(/nginx/);
  await page.unroute("**/user-data/**");
  await form.getByRole("button", { name: "Save template" }).click();
  await expect(page.getByRole("region", { name: "Cloud-init" })).toContainText("nginx");
  await visit(page, "#/templates", "Templates");
  await expect(row(page, "booted")).toHaveCount(1);
  expectOnlyRefusals(problems);
});

test("what somebody else has changed of a template meanwhile is not overwritten unsaid", async ({
  page,
  serve,
  audit,
}) => {
  const server = await serve([]);
  const edit = async (tab) => {
    await tab.goto(`${server.address}#/templates`);
    await tab.getByRole("main").getByRole("link", { name: "web-small-2", exact: true }).click();
    await tab.getByRole("link", { name: "Edit", exact: true }).click();
    await expect(field(tab, "Name")).toHaveValue("web-small-2");
  };
  const save = (tab) => tab.getByRole("button", { name: "Save template" });
  const change = async (tab, tags, cloudInit) => {
    await field(tab, "Instance tags").fill(tags);
    await field(tab, "Cloud-init").fill(`#cloud-config\npackages: [${cloudInit}]\n`);
  };
  await edit(page);
  await change(page, "role:mine", "nginx");

  const other = await page.context().newPage();
  await edit(other);
  await change(other, "role:theirs", "haproxy");
  await save(other).click();
  await expect(said(other, "web-small-2 is changed")).toBeVisible();
  await other.close();

  const writes = [];
  page.on("request", (request) => {
    if (/^(PATCH|PUT)$/.test(request.method())) writes.push(request.method());
  });
  await save(page).click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("This was changed elsewhere since you opened it");
  await expect(alert).toContainText(/Instance tags: .* → role:theirs/);
  await expect(alert).toContainText(/Cloud-init: .*→.*haproxy/s);
  await expect(field(page, "Instance tags"), "what was typed stays").toHaveValue("role:mine");
  await expect(field(page, "Cloud-init")).toHaveValue(/nginx/);
  expect(writes, "nothing was sent").toEqual([]);
  await audit();
  // Who saves it once more has seen it.
  await save(page).click();
  await expect(said(page, "web-small-2 is changed")).toBeVisible();
  expect(writes).toEqual(["PATCH", "PUT"]);
  await expect(page.getByRole("region", { name: "Cloud-init" })).toContainText("nginx");
});

test.describe("a group with a target on a slow network", () => {
  const card = (page, name) => page.getByRole("region", { name, exact: true });
  const LOGS = /\/v1alpha2\/.*\/logs\?/;
  const openSearch = async (page) => {
    await openGroup(page, "search-api");
    await page.getByRole("button", { name: "What if", exact: true }).click();
    await expect(panel(page)).toBeVisible();
  };
  const scorecard = (page) => page.getByRole("list", { name: "Scorecard" });

  test("is not replayed at sizes that its log has yet to tell", async ({ page, serve }) => {
    const server = await serve();
    await page.goto(server.address);
    const release = await held(page, LOGS);
    await openSearch(page);
    await readOn(page);
    await expect(card(page, "Timeline")).toContainText("Reading the group's history…");
    await expect(scorecard(page)).toHaveCount(0);
    release();
    await expect(scorecard(page)).toBeVisible();
    await expect(card(page, "Timeline")).not.toContainText("Reading the group's history…");
  });

  test("is not replayed where its log cannot be read, and a file still is", async ({
    page,
    problems,
    serve,
  }) => {
    problems.areRefusalsMeant = true;
    const server = await serve();
    await page.goto(server.address);
    await page.route(LOGS, (route) => route.fulfill({ status: 403, json: {} }));
    await openSearch(page);
    const unknown = "The log could not be read, so the size over time is not known.";
    await expect(card(page, "Timeline")).toContainText(unknown);
    await expect(scorecard(page)).toHaveCount(0);
    const history = twoWeeks();
    await load(page, history.name, history.text);
    await expect(scorecard(page)).toBeVisible();
    await expect(card(page, "Timeline")).not.toContainText(unknown);
  });
});
