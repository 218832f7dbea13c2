// Starts each sample of deploy/ as it stands on loopback: only what its first lines say is the
// reader's own is put in its place, and the ports.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ask } from "./client.mjs";
import { DIST, ROOT, freePorts, until } from "./scratch.mjs";

/** The name that the samples have, and so the host's. */
const NAME = "console.example.com";

/** Where the set-up left nginx and Caddy. */
const FRONTS = process.env.HEADROOM_FRONTS || "";

const SERVER = process.env.HEADROOM_SITE_SERVER || "headroom-server";

/** A sample with the reader's own in it; what is to be replaced must be there. */
function filled(sample, replacements) {
  let text = readFileSync(join(ROOT, "deploy", sample), "utf8");
  for (const [placeholder, own] of replacements) {
    if (!text.includes(placeholder)) throw new Error(`${sample} has no ${placeholder}`);
    text = text.replaceAll(placeholder, own);
  }
  return text;
}

/** What answers in this process, once it does. */
async function answering(running, host) {
  await until(running, "did not start", () => ask(host, "/"));
  return host;
}

/** The binary with the site in it, and its address as it prints it. */
export async function startServer(scratch, args = [], env = {}) {
  const running = scratch.run(SERVER, ["--listen", "127.0.0.1:0", ...args], env);
  const printed = async () => running.said.match(/http:\/\/(127\.0\.0\.1:\d+)(\/\S*)/);
  const [, name, link] = await until(running, "gave no address", printed);
  return { secure: false, name, port: Number(name.split(":")[1]), link, running };
}

function makeCertificate(scratch) {
  const subject = ["-subj", `/CN=${NAME}`, "-addext", `subjectAltName=DNS:${NAME}`];
  const files = ["-keyout", scratch.path("privkey.pem"), "-out", scratch.path("fullchain.pem")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...key, ...subject, ...files], { stdio: "ignore" });
}

/** What Debian's main file does around a sample, but as one process that leaves nothing behind. */
function nginxAround(scratch, sample) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = temporary.map((name) => `${name}_temp_path ${scratch.path(name)};`);
  return `
    load_module ${FRONTS}/usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
    daemon off;
    master_process off;
    pid ${scratch.path("nginx.pid")};
    error_log stderr;
    events {}
    http { access_log off; ${paths.join(" ")} include ${sample}; }
  `;
}

async function startNginx(scratch, sample, replacements) {
  const [plain, secure] = await freePorts(2);
  makeCertificate(scratch);
  const text = filled(`nginx/${sample}`, [
    ["/etc/ssl/headroom/", `${scratch.folder}/`],
    ["listen 80;", `listen 127.0.0.1:${plain};`],
    ["listen 443 ", `listen 127.0.0.1:${secure} `],
    ...replacements,
  ]);
  writeFileSync(scratch.path("sample.conf"), text);
  const main = scratch.path("nginx.conf");
  writeFileSync(main, nginxAround(scratch, scratch.path("sample.conf")));
  const args = ["-p", scratch.folder, "-e", "stderr", "-c", main];
  const running = scratch.run(`${FRONTS}/usr/sbin/nginx`, args);
  return answering(running, { secure: true, name: NAME, port: secure, plain });
}

/** Caddy's own authority stands in for the one that it would ask for the certificate. */
async function startCaddy(scratch, sample, replacements) {
  const [plain, secure] = await freePorts(2);
  writeFileSync(scratch.path("sample"), filled(`caddy/${sample}`, replacements));
  const options = ["admin off", "local_certs", "skip_install_trust", "default_bind 127.0.0.1"];
  const ports = [`http_port ${plain}`, `https_port ${secure}`];
  const main = scratch.path("Caddyfile");
  writeFileSync(main, `{\n${[...options, ...ports].join("\n")}\n}\nimport sample\n`);
  mkdirSync(scratch.path("state"));
  const own = { XDG_DATA_HOME: scratch.path("state"), XDG_CONFIG_HOME: scratch.path("state") };
  const args = ["run", "--adapter", "caddyfile", "--config", main];
  const running = scratch.run(`${FRONTS}/usr/bin/caddy`, args, own);
  return answering(running, { secure: true, name: NAME, port: secure, plain });
}

/** headroom-server, told the front's name unless a test has it be told another. */
const behind = (scratch, args = ["--host", NAME]) => startServer(scratch, args);

/** The samples that hold the files themselves. */
export const STATIC = {
  nginx: (scratch) => startNginx(scratch, "static.conf", [["/srv/headroom", DIST]]),
  Caddy: (scratch) => startCaddy(scratch, "static.Caddyfile", [["/srv/headroom", DIST]]),
};

/** The samples that stand in front of headroom-server. */
export const PROXIES = {
  nginx: async (scratch, args) => {
    const server = await behind(scratch, args);
    return startNginx(scratch, "proxy.conf", [
      ["127.0.0.1:8080", server.name],
      ["/var/log/nginx/", `${scratch.folder}/`],
    ]);
  },
  Caddy: async (scratch, args) => {
    const server = await behind(scratch, args);
    return startCaddy(scratch, "proxy.Caddyfile", [["127.0.0.1:8080", server.name]]);
  },
};
