// A bare static host of dist/, or of the folder that HEADROOM_DIST names, for the browser tests and
// the bench:  node tools/serve.mjs
// PORT says where, 8080 by default. The console's own server is src/server.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = resolve(ROOT, process.env.HEADROOM_DIST || "dist");
const PORT = Number(process.env.PORT || 8080);
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The file that a request asks for, or null where the path is none inside the folder. */
function fileFor(url) {
  try {
    const path = normalize(decodeURIComponent(new URL(url, "http://localhost").pathname));
    if (path.includes("\0") || path.split(/[\\/]/).includes("..")) return null;
    return join(FOLDER, path.endsWith("/") ? `${path}index.html` : path);
  } catch {
    return null;
  }
}

/** A missing file is a plain 404: routes are in the hash, so no path needs the page instead. */
async function answer(request, response) {
  const file = fileFor(request.url);
  const body = file && (await readFile(file).catch(() => null));
  const type = body ? TYPES[extname(file)] || "application/octet-stream" : "text/plain";
  response.writeHead(body ? 200 : 404, {
    "Content-Type": type,
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(request.method === "HEAD" ? undefined : body || "404: no such file\n");
}

/** One sentence for the reader, then the end. */
function stop(error) {
  const taken = `port ${PORT} is taken: try another one, as in PORT=${PORT + 1}`;
  console.error(`headroom: ${error.code === "EADDRINUSE" ? taken : error.message}`);
  process.exit(1);
}

if (!(PORT > 0 && PORT < 65536)) {
  stop(new Error(`${process.env.PORT} is no port: PORT is 1 to 65535`));
}
const server = createServer(answer);
server.on("error", stop);
server.listen(PORT, "127.0.0.1", () => {
  console.log(`Headroom is at http://127.0.0.1:${PORT}/ (Ctrl+C ends it)`);
});
