// What is sent of a release: of each file the bytes and the headers, in the order of sending.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { FORMS, PAGE } from "../release/build_id.mjs";
import { ASK_AGAIN, FOR_EVER, typeOf } from "../release/headers.mjs";
import { MANIFEST } from "../release/manifest.mjs";

/**
 * In which round a file is sent. The page is the last, since it alone names the others: until it is
 * there, visitors get the release before, whole.
 */
function roundOf({ path, cache }) {
  if (path === PAGE) return 2;
  return cache === FOR_EVER ? 0 : 1;
}

/**
 * A bucket sends what it holds, whoever asks. Only what the page asks for by a hashed name is
 * stored compressed: people and tools read the other files too, and they are small.
 */
function formOf({ cache, forms }, encoding) {
  if (cache !== FOR_EVER) return null;
  return forms.find((form) => form.encoding === encoding) ?? null;
}

/** The files of a release as they are sent, the page last. */
export function bodiesOf(manifest, { dist, encoding }) {
  const own = { path: MANIFEST, type: typeOf(MANIFEST), cache: ASK_AGAIN, forms: [] };
  const bodies = [...manifest.files, own].map((file) => {
    const form = formOf(file, encoding);
    const local = join(dist, form ? file.path + FORMS[encoding] : file.path);
    const bytes = readFileSync(local);
    return {
      path: file.path,
      file: local,
      size: bytes.length,
      md5: createHash("md5").update(bytes).digest("hex"),
      headers: { type: file.type, encoding: form ? encoding : null, cache: file.cache },
      round: roundOf(file),
    };
  });
  return bodies.sort((a, b) => a.round - b.round);
}
