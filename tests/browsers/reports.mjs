// For a browser whose driver tells of no errors: a copy of the release whose page writes them down.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = resolve(ROOT, process.env.HEADROOM_DIST || "dist");

/** Runs in the page before everything else. What it keeps outlives a reload. */
function keepReports() {
  const keep = (problem) => {
    const kept = JSON.parse(localStorage.getItem("test.problems") || "[]");
    localStorage.setItem("test.problems", JSON.stringify([...kept, String(problem)]));
  };
  addEventListener("error", ({ message, target }) => keep(message || `not loaded: ${target.src}`), {
    capture: true,
  });
  addEventListener("unhandledrejection", ({ reason }) => keep(`unhandled: ${reason}`));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    keep(`refused by ${violatedDirective}: ${blockedURI}`);
  });
  const { error } = console;
  console.error = (...words) => {
    keep(words.join(" "));
    error.apply(console, words);
  };
}

/** A copy of the release; `remove` deletes it. The script stands before the page's policy. */
export function reportingCopy() {
  const folder = mkdtempSync(join(tmpdir(), "headroom-browsers-"));
  cpSync(DIST, folder, { recursive: true });
  const page = join(folder, "index.html");
  const text = readFileSync(page, "utf8");
  const script = `<script>(${keepReports})()</script>`;
  writeFileSync(page, text.replace("<head>", `<head>${script}`));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Takes what was kept since it was last asked. */
export function reportsOf(driver) {
  return driver.executeScript(() => {
    const kept = JSON.parse(localStorage.getItem("test.problems") || "[]");
    localStorage.removeItem("test.problems");
    return kept;
  });
}
