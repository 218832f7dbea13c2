// What a host has to say of each file: its type, and for how long a cache may hold it. The server
// says the same: src/server/console.rs.
import { extname } from "node:path";

import { Unfit } from "./unfit.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** The name of such a file tells its content, so a cache may hold it for ever. */
export const FOR_EVER = "public, max-age=31536000, immutable";
/** Kept, but asked for again each time. */
export const ASK_AGAIN = "no-cache";

const HASH = /-[0-9a-f]{16}[._]/;

/** The Content-Type of a file. */
export function typeOf(path) {
  const type = TYPES[extname(path)];
  if (!type) throw new Unfit(`${path}: add the type of its ending to tools/release/headers.mjs`);
  return type;
}

/** The Cache-Control of a file. */
export function cacheOf(path) {
  return HASH.test(path.slice(path.lastIndexOf("/") + 1)) ? FOR_EVER : ASK_AGAIN;
}
