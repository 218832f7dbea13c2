// Lighthouse on the release behind headroom-server, as a phone sees it: the median of five runs, as
// a table for docs/.  tools/node.sh tools/lighthouse/run.mjs PATH-OF-HEADROOM-SERVER
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const RUNS = 5;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const AUDITS = [
  ["first-contentful-paint", "ms"],
  ["largest-contentful-paint", "ms"],
  ["speed-index", "ms"],
  ["total-blocking-time", "ms"],
  ["cumulative-layout-shift", ""],
  ["total-byte-weight", "bytes"],
];
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"];

/** Serves dist/ on a free port. */
async function serve(program) {
  const args = ["--listen", "127.0.0.1:0", "--dist", "dist"];
  const server = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: server.stdout })) {
    const [address] = line.match(/http:\S+/) ?? [];
    if (address) return { address, stop: () => server.kill() };
  }
  throw new Error("headroom-server gave no address");
}

/** One run in a browser of its own, so that nothing is cached. */
async function judge(address) {
  const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: FLAGS });
  try {
    const options = { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "error" };
    const { lhr } = await lighthouse(address, options);
    return lhr;
  } finally {
    chrome.kill();
  }
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const number = (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 2 });
const line = (what, values) => {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(number);
  console.log(`| ${what} | ${number(median(values))} | ${low} to ${high} |`);
};

const { address, stop } = await serve(process.argv[2]);
const reports = [];
try {
  for (let run = 0; run < RUNS; run += 1) reports.push(await judge(address));
} finally {
  stop();
}
console.log(`| mobile, Lighthouse ${reports[0].lighthouseVersion} | median of ${RUNS} | all |`);
console.log("|---|---:|---:|");
for (const name of CATEGORIES) {
  line(
    name,
    reports.map(({ categories }) => Math.round(categories[name].score * 100)),
  );
}
for (const [name, unit] of AUDITS) {
  line(
    `${name} ${unit}`.trim(),
    reports.map(({ audits }) => audits[name].numericValue),
  );
}
