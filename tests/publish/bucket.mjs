// A bucket on this machine: moto's server, which stores in memory, behind a front that notes every
// request and can refuse or hold one.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What moto takes as long as it is told to look at no key. */
export const KEY = {
  AWS_ACCESS_KEY_ID: "TESTKEYID12345",
  AWS_SECRET_ACCESS_KEY: "test-secret-67890",
};

/** Where the set-up has put the programs: tools/env.sh knows. */
export function programs() {
  const script = 'printf "%s\\n" "$OWN_AWS/bin/aws" "$MOTO_SERVER/bin/moto_server" "$S3S_SERVER"';
  const shell = ["-c", `. tools/env.sh && ${script}`];
  const [aws, moto, s3s] = execFileSync("bash", shell, { cwd: ROOT, encoding: "utf8" }).split("\n");
  return { aws, moto, s3s };
}

/** Starts a server that says its address; `stop` ends it. */
export async function startServer(program, args, env = {}) {
  const server = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = [];
  const address = await new Promise((resolve, reject) => {
    const hear = (line) => {
      said.push(line);
      const [found] = line.match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
      if (found) resolve(found);
    };
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on("line", hear);
    }
    server.on("error", reject);
    server.on("close", () => reject(new Error(`no address: ${program}\n${said.join("\n")}`)));
  });
  const ended = once(server, "close");
  const stop = () => {
    server.kill("SIGKILL");
    return ended;
  };
  return { address, stop };
}

const errorBody = (code) => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

/** Passes a request on, as it is. */
function pass(asked, answer, to) {
  const { method, url, headers } = asked;
  const onward = request(to + url, { method, headers }, (given) => {
    answer.writeHead(given.statusCode, given.headers);
    given.pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  asked.pipe(onward);
}

/**
 * The front. `fault` is asked of every request: nothing lets it through, `{ status, code }` refuses
 * it as a storage does, and `{ held: true }` never answers.
 */
async function startFront(to, log, faults) {
  const server = createServer((asked, answer) => {
    const { method, headers } = asked;
    const url = new URL(asked.url, "http://localhost");
    const call = { method, path: decodeURIComponent(url.pathname), headers };
    log.push(call);
    const fault = faults.find((given) => given(call))?.(call);
    if (fault?.held) return;
    if (!fault) return pass(asked, answer, to);
    asked.resume();
    asked.on("end", () => {
      answer.writeHead(fault.status, { "Content-Type": "application/xml" });
      answer.end(errorBody(fault.code));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${server.address().port}`, stop };
}

/** Waits for a condition that something else brings about. */
export async function until(condition, what) {
  const end = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`this has not come: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts a publish; `ended` resolves to its status and what it said. `child` can be killed. */
export function startPublish(settings, { aws, address }) {
  const env = {
    ...process.env,
    ...KEY,
    HEADROOM_AWS: aws,
    AWS_REGION: "us-east-1",
    AWS_MAX_ATTEMPTS: "1",
    // Without a key the client would ask the network for one.
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ENDPOINT: address,
    ...settings,
  };
  const stdio = ["ignore", "pipe", "pipe"];
  const child = spawn("tools/publish.sh", [], { cwd: ROOT, env, stdio, detached: true });
  let out = "";
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (out += text));
  const ended = once(child, "close").then(([status]) => ({ status, out }));
  return { child, ended };
}

/** One bucket of the storage, read and written past the front. */
function bucketAt(storage, name) {
  const at = `${storage}/${name}`;
  const signed = {
    Authorization: "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request",
  };
  const call = (path, init = {}) =>
    fetch(at + path, { ...init, headers: { ...signed, ...init.headers } });
  return {
    make: () => call("", { method: "PUT" }),
    /** Lets everybody read, as a bucket that is a site does. */
    async open() {
      const all = { Effect: "Allow", Principal: "*", Action: "s3:GetObject" };
      const rule = { ...all, Resource: `arn:aws:s3:::${name}/*` };
      const body = JSON.stringify({ Version: "2012-10-17", Statement: [rule] });
      const headers = { "Content-Type": "application/json" };
      await call("?policy", { method: "PUT", body, headers });
    },
    put: (key, body, headers) => call(`/${key}`, { method: "PUT", body, headers }),
    get: (key) => call(`/${key}`),
    text: async (key) => (await call(`/${key}`)).text(),
    async keys() {
      const list = await (await call("?list-type=2")).text();
      return [...list.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key).sort();
    },
  };
}

/** A call of moto's IAM: it looks at no signature while the storage is unlocked. */
async function iam(storage, action, more) {
  const response = await fetch(`${storage}/`, {
    method: "POST",
    headers: {
      Authorization: "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/iam/aws4_request",
      "Content-Type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ Action: action, Version: "2010-05-08", ...more }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${action}: ${text}`);
  return (name) => text.match(new RegExp(`<${name}>([^<]+)<`))[1];
}

/** From now on moto looks at every key, or at none. */
async function lockAfter(storage, calls) {
  await fetch(`${storage}/moto-api/reset-auth`, { method: "POST", body: String(calls) });
}

/** Starts a storage. `bucket(name)` makes a bucket in it. */
export async function startStorage() {
  const { aws, moto } = programs();
  const server = await startServer(moto, ["-H", "127.0.0.1", "-p", "0"], { PYTHONUNBUFFERED: "1" });
  const log = [];
  const faults = [];
  const front = await startFront(server.address, log, faults);
  const start = (settings) => startPublish(settings, { aws, address: front.address });
  return {
    log,
    address: front.address,
    /** The address past the front. */
    direct: server.address,
    /** Refuses or holds what `fault` says, until the function that is returned is called. */
    fault(given) {
      faults.push(given);
      return () => faults.splice(faults.indexOf(given), 1);
    },
    async bucket(name) {
      const made = bucketAt(server.address, name);
      await made.make();
      return made;
    },
    /** A key of a user who may do nothing. */
    async keyWithoutRights() {
      await iam(server.address, "CreateUser", { UserName: "guest" });
      const told = await iam(server.address, "CreateAccessKey", { UserName: "guest" });
      return {
        AWS_ACCESS_KEY_ID: told("AccessKeyId"),
        AWS_SECRET_ACCESS_KEY: told("SecretAccessKey"),
      };
    },
    /** Lets in only keys that it knows, until the function that is returned is called. */
    async lock() {
      await lockAfter(server.address, 0);
      return () => lockAfter(server.address, "inf");
    },
    start,
    publish: (settings) => start(settings).ended,
    stop() {
      front.stop();
      return server.stop();
    },
  };
}
