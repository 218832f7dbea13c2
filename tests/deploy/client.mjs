// A client that asks for one thing at a time, says which forms it takes, and shows what came.
import { once } from "node:events";
import http from "node:http";
import https from "node:https";

/**
 * The reply of a host to a request. `host` has `secure`, `name` and `port`; it is reached on this
 * machine, whatever its name. A certificate is the sample's reader's, so any will do.
 */
export async function ask(host, path, { method = "GET", headers = {} } = {}) {
  const options = {
    host: "127.0.0.1",
    port: host.port,
    path,
    method,
    agent: false,
    headers: { Host: host.name, ...headers },
    servername: host.name,
    rejectUnauthorized: false,
  };
  const request = (host.secure ? https : http).request(options).end();
  const [reply] = await once(request, "response");
  const chunks = [];
  for await (const chunk of reply) chunks.push(chunk);
  return { status: reply.statusCode, headers: reply.headers, body: Buffer.concat(chunks) };
}
