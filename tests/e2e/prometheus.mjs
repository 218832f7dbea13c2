// A real Prometheus, filled with a history, and an API whose metrics it answers.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PROGRAMS = join(process.env.PROMETHEUS ?? "", "usr/bin");

/** Whether set-up could have it. */
export const hasPrometheus = existsSync(join(PROGRAMS, "prometheus"));

/** One that holds these samples, each a line of OpenMetrics' text. `stop` ends it. */
export async function startPrometheus(lines) {
  const folder = mkdtempSync(join(tmpdir(), "headroom-prometheus-"));
  const [history, data, config] = ["history.om", "data", "prometheus.yml"].map((name) => {
    return join(folder, name);
  });
  mkdirSync(data);
  writeFileSync(history, [...lines, "# EOF\n"].join("\n"));
  writeFileSync(config, "global: {}\n");
  const fill = ["tsdb", "create-blocks-from", "openmetrics", "--quiet"];
  const blocks = ["--max-block-duration", "24h", history, data];
  execFileSync(join(PROGRAMS, "promtool"), [...fill, ...blocks], { stdio: "ignore" });
  const options = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${data}`,
    "--web.listen-address=127.0.0.1:0",
    "--web.route-prefix=/prometheus",
  ];
  const stdio = ["ignore", "ignore", "pipe"];
  const server = spawn(join(PROGRAMS, "prometheus"), options, { stdio });
  const port = await readyAt(createInterface({ input: server.stderr }));
  // A full pipe would stop it.
  server.stderr.resume();
  const stop = async () => {
    server.kill("SIGKILL");
    await once(server, "exit");
    rmSync(folder, { recursive: true });
  };
  return { address: `http://127.0.0.1:${port}`, stop };
}

/**
 * Waits until it is ready and listens, which it says in either order, and tells the port that the
 * system chose.
 */
function readyAt(log) {
  const said = [];
  let port;
  let isReady = false;
  return new Promise((resolve, reject) => {
    log.on("line", (line) => {
      said.push(line);
      port = /msg="Listening on" address=127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? port;
      isReady ||= line.includes("ready to receive web requests");
      if (port && isReady) resolve(port);
    });
    log.once("close", () => reject(new Error(`Prometheus did not start: ${said.join("\n")}`)));
  });
}

/** One address for both: metrics are Prometheus', all else is the API's. `stop` ends it. */
export async function inOne(api, metrics) {
  const server = createServer((asked, reply) => {
    const to = new URL(asked.url, asked.url.startsWith("/prometheus/") ? metrics : api);
    const { host: _, ...headers } = asked.headers;
    const call = request(to, { method: asked.method, headers }, (answer) => {
      reply.writeHead(answer.statusCode, answer.headers);
      answer.pipe(reply);
    });
    call.on("error", () => reply.destroy());
    asked.pipe(call);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${server.address().port}`, stop };
}
