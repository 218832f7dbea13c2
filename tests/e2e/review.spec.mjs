// An edit on its way to the API: what is shown is what is sent, and nothing is sent twice.
import { expect, test } from "./fixtures.mjs";
import { field, openGroup, panel, policyFields, unfold } from "./console.mjs";
import { connect, mockApi } from "./api.mjs";

const dialog = (page) => page.getByRole("dialog", { name: /^Save \d+ changes? to / });
const button = (page, name) => dialog(page).getByRole("button", { name, exact: true });
const save = (page) => dialog(page).getByRole("button", { name: /^Save \d+ changes?$/ });
const threshold = (page) => field(policyFields(page, "mock-up"), "Threshold");
const review = (page) => page.getByRole("button", { name: /^Review .*…$/ }).click();
const toast = (page, text) => page.getByRole("status").filter({ hasText: text });

/** Opens the what-if of the mock's group. */
async function start(page) {
  const api = await mockApi(page);
  await connect(page);
  await openGroup(page, "mock-group");
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await expect(threshold(page)).toHaveValue("70");
  return api;
}

test("a review that is closed while it sends tells what came of it, and forgets its plan", async ({
  page,
  problems,
  audit,
}) => {
  const api = await start(page);
  await threshold(page).fill("62");
  await review(page);
  api.refuse("PATCH", 400, { message: "not now" });
  const release = api.hold("PATCH");
  await save(page).click();
  await expect(button(page, "Saving…")).toBeDisabled();
  await button(page, "Back").click();
  await expect(dialog(page)).toBeHidden();
  release();
  await expect(toast(page, "not now")).toBeVisible();
  expect(problems.splice(0).join()).toContain("400");

  // What is reviewed next is what stands in the fields, and that is what is sent.
  api.answer("PATCH");
  await threshold(page).fill("64");
  await review(page);
  await expect(dialog(page).getByRole("row")).toHaveText([/Where/, /mock-up.*70\s%64\s%/]);
  await expect(dialog(page).getByRole("alert")).toHaveCount(0);
  await audit();
  await save(page).click();
  await expect(dialog(page)).toBeHidden();
  const bodies = api.sent("PATCH").map((call) => call.postDataJSON());
  expect(bodies).toEqual([{ metric: { threshold: 62 } }, { metric: { threshold: 64 } }]);
  await expect(panel(page).getByText("Edited", { exact: true })).toBeHidden();
});

test("a review that is opened again while it sends shows the plan that is being sent", async ({
  page,
}) => {
  const api = await start(page);
  await threshold(page).fill("62");
  await review(page);
  const release = api.hold("PATCH");
  await save(page).click();
  await button(page, "Back").click();
  await threshold(page).fill("64");
  await review(page);
  await expect(dialog(page).getByRole("row")).toHaveText([/Where/, /mock-up.*70\s%62\s%/]);
  await expect(button(page, "Saving…")).toBeDisabled();
  release();
  await expect(toast(page, "The edit is saved")).toBeVisible();
  // What was typed since is not lost with it.
  await expect(threshold(page)).toHaveValue("64");
  expect(api.sent("PATCH")).toHaveLength(1);
});

test("a policy whose creation had no answer is found again and not created twice", async ({
  page,
  problems,
}) => {
  const api = await start(page);
  await panel(page).getByRole("button", { name: "Add a policy to try" }).click();
  const copy = policyFields(page, "mock-down copy");
  await unfold(copy, "All fields");
  await field(copy, "Priority").fill("7");
  await review(page);
  api.refuse("POST", "abort", {}, { applied: true });
  await save(page).click();
  await expect(toast(page, "An answer was lost, but the edit is saved")).toBeVisible();
  problems.splice(0);
  await expect(dialog(page)).toBeHidden();
  await expect(policyFields(page, "mock-down copy")).toHaveCount(1);
  await expect(panel(page).getByText("Edited", { exact: true })).toBeHidden();
  expect(api.sent("POST").filter((call) => call.url().includes("instance-policies"))).toHaveLength(
    1,
  );
});

/** Changes the first policy from elsewhere, not by this console. */
async function changeElsewhere(page, body) {
  await page.evaluate(async (body) => {
    const path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-policies/mock-up";
    await fetch(path, { method: "PATCH", body });
  }, JSON.stringify(body));
}

const alert = (page) => dialog(page).getByRole("alert");

test("what somebody else has saved meanwhile is not overwritten unsaid", async ({
  page,
  audit,
}) => {
  const api = await start(page);
  await threshold(page).fill("62");
  await changeElsewhere(page, { metric: { threshold: 75 } });
  await review(page);
  await save(page).click();
  await expect(alert(page)).toContainText("This was changed elsewhere");
  await expect(alert(page).getByRole("row")).toHaveText([
    /Where/,
    /mock-up.*Threshold.*70\s%75\s%62\s%/,
  ]);
  await expect(save(page)).toBeDisabled();
  expect(api.sent("PATCH"), "only that of elsewhere").toHaveLength(1);
  await audit();
  await button(page, "Overwrite it with yours").click();
  await save(page).click();
  await expect(dialog(page)).toBeHidden();
  const bodies = api.sent("PATCH").map((call) => call.postDataJSON());
  expect(bodies.slice(1)).toEqual([{ metric: { threshold: 62 } }]);
  await expect(panel(page).getByText("Edited", { exact: true })).toBeHidden();
});

test("what somebody else has saved meanwhile can be kept in place of the edit", async ({
  page,
}) => {
  const api = await start(page);
  await threshold(page).fill("62");
  await changeElsewhere(page, { metric: { threshold: 75 } });
  await review(page);
  await save(page).click();
  await button(page, "Keep what is there now").click();
  await expect(dialog(page)).toBeHidden();
  await expect(toast(page, "Nothing of your edit is left")).toBeVisible();
  await expect(threshold(page)).toHaveValue("75");
  expect(api.sent("PATCH")).toHaveLength(1);
});

test("what somebody else has saved in another field stays, without a question", async ({
  page,
}) => {
  const api = await start(page);
  await threshold(page).fill("62");
  await changeElsewhere(page, { priority: 9 });
  await review(page);
  await save(page).click();
  await expect(dialog(page)).toBeHidden();
  const bodies = api.sent("PATCH").map((call) => call.postDataJSON());
  expect(bodies).toEqual([{ priority: 9 }, { metric: { threshold: 62 } }]);
  await unfold(policyFields(page, "mock-up"), "All fields");
  await expect(field(policyFields(page, "mock-up"), "Priority")).toHaveValue("9");
});
