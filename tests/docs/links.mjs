// Where the links of the pages lead.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path/posix";

import { INDEX, ROOT } from "./pages.mjs";

const ELSEWHERE = /^[a-z]+:/i;

/** The path and the anchor that a link on a page leads to. */
function target(page, link) {
  const [file, anchor] = decodeURIComponent(link).split("#");
  return { path: file === "" ? page : join(dirname(page), file), anchor };
}

function wrong(pages, page, link) {
  if (ELSEWHERE.test(link)) return link.startsWith("https://") ? null : "is no https address";
  const { path, anchor } = target(page, link);
  if (!existsSync(ROOT + path) && !pages.has(path)) return `there is no ${path}`;
  if (!anchor) return null;
  const found = pages.get(path)?.anchors.includes(anchor);
  return found ? null : `${path} has no heading #${anchor}`;
}

/** Each link that leads nowhere, as a line. */
export function broken(pages) {
  return [...pages].flatMap(([path, { links }]) => {
    return links.flatMap(({ target: link, line }) => {
      const why = wrong(pages, path, link);
      return why ? [`${path}:${line}: ${link}: ${why}`] : [];
    });
  });
}

/** Everything that the index leads to, over other pages too. */
export function reachable(pages, from = INDEX) {
  const found = new Set([from]);
  for (const path of found) {
    for (const { target: link } of pages.get(path)?.links ?? []) {
      if (!ELSEWHERE.test(link)) found.add(target(path, link).path);
    }
  }
  return found;
}
