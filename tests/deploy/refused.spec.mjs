// What a front passes on under another name, and what never reaches the server.
import { expect, test } from "./bare.mjs";
import { ask } from "./client.mjs";
import { PROXIES, STATIC } from "./hosts.mjs";

const GROUPS = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
const KEY = { "X-Auth-Token": "11111111-2222-4333-8444-555555555555" };

/** headroom-server's refusal of a host, which says what to do. */
function expectRefused({ status, headers, body }, name) {
  expect([status, headers["content-type"]]).toEqual([403, "application/json"]);
  expect(JSON.parse(body.toString()).message).toBe(
    `the request is for the host ${name}, and this server does not go by that name: if it should, ` +
      `start it with --host ${name}`,
  );
}

for (const [program, start] of Object.entries(PROXIES)) {
  test(`behind ${program} a server that was told another name says so`, async ({ scratch }) => {
    const host = await start(scratch, ["--host", "another.example.com"]);
    expectRefused(await ask(host, "/"), host.name);
    expectRefused(await ask(host, GROUPS, { headers: KEY }), host.name);
  });

  test(`behind ${program} a foreign page gets nothing done`, async ({ scratch }) => {
    const host = await start(scratch);
    const from = (origin) => {
      return ask(host, GROUPS, { method: "POST", headers: { ...KEY, Origin: origin } });
    };
    // A body that is none gets as far as the sandbox, which says so.
    expect((await from(`https://${host.name}`)).status).toBe(400);
    const refused = await from("https://evil.example.com");
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.body.toString()).message).toContain("a page of another origin");
  });
}

test("a name that nginx does not know is the server's to refuse", async ({ scratch }) => {
  const host = await PROXIES.nginx(scratch);
  expectRefused(await ask({ ...host, name: "evil.example.com" }, "/"), "evil.example.com");
});

for (const [program, start] of Object.entries({ nginx: STATIC.nginx, Caddy: PROXIES.Caddy })) {
  test(`${program} sends who asks in the clear to the encrypted address`, async ({ scratch }) => {
    const host = await start(scratch);
    const reply = await ask({ ...host, secure: false, port: host.plain }, "/?a=b");
    expect([301, 308]).toContain(reply.status);
    expect(reply.headers.location).toBe(`https://${host.name}/?a=b`);
  });
}
