// Lighthouse on the release behind headroom-server, as a phone sees it: the list of groups and the
// page of one, each the median of five runs, as tables for docs/.  tools/node.sh tools/lighthouse/run.mjs PATH-OF-HEADROOM-SERVER
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const RUNS = 5;
/** The least median score of each category; less fails. */
const LEAST = { performance: 90, accessibility: 100, "best-practices": 100, seo: 100 };
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
    const options = { port: chrome.port, onlyCategories: Object.keys(LEAST), logLevel: "error" };
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

/** The address of a page with a timeline. */
async function groupPage(address) {
  const path = "autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
  const headers = { "X-Auth-Token": "11111111-2222-4333-8444-555555555555" };
  const reply = await fetch(new URL(path, address), { headers });
  const { instance_groups: groups } = await reply.json();
  return `${address}#/groups/${groups.find(({ name }) => name === "checkout-api").id}`;
}

/** The judgement of a page, as a table. */
async function table(what, address) {
  const reports = [];
  for (let run = 0; run < RUNS; run += 1) reports.push(await judge(address));
  const version = reports[0].lighthouseVersion;
  console.log(`\n| ${what}, mobile, Lighthouse ${version} | median of ${RUNS} | all |`);
  console.log("|---|---:|---:|");
  for (const name of Object.keys(LEAST)) {
    const scores = reports.map(({ categories }) => Math.round(categories[name].score * 100));
    line(name, scores);
    if (median(scores) < LEAST[name]) {
      console.error(`lighthouse: ${what}: ${name} is under ${LEAST[name]}`);
      process.exitCode = 1;
    }
  }
  for (const [name, unit] of AUDITS) {
    line(
      `${name} ${unit}`.trim(),
      reports.map(({ audits }) => audits[name].numericValue),
    );
  }
}

const { address, stop } = await serve(process.argv[2]);
try {
  await table("the list of groups", address);
  await table("a group", await groupPage(address));
} finally {
  stop();
}
