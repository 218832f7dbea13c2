// Metric histories for the tests: the real trace where it lies beside the repository, or a
// generated one of the same form.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const TRACE = new URL("../../../shared/traces/ec2_cpu_utilization_5f5533.csv", import.meta.url);

/** A small generator of chance: the same seed, the same numbers (mulberry32). */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A stamp as the trace has them: `2014-02-14 14:27:00`, without a zone. */
export const stamp = (ms) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");

/** Rows of time and value as a CSV file. */
export function csv(rows) {
  return `timestamp,value\n${rows.map(([ms, value]) => `${stamp(ms)},${value}\n`).join("")}`;
}

/** A day's shape with noise and bursts, a sample every five minutes. */
export function generated(count = 4032, seed = 7) {
  const random = chance(seed);
  const from = Date.UTC(2026, 1, 2, 0, 0);
  return Array.from({ length: count }, (_, index) => {
    const day = Math.sin((index / 288) * 2 * Math.PI);
    const burst = random() < 0.01 ? 35 : 0;
    const value = Math.max(0, Math.min(100, 48 + 24 * day + 8 * (random() - 0.5) + burst));
    return [from + index * 300_000, Number(value.toFixed(3))];
  });
}

/** Fourteen days of CPU: the name, the text, and the samples as read here, by other code. */
export function twoWeeks() {
  const path = fileURLToPath(TRACE);
  const real = existsSync(path);
  const text = real ? readFileSync(path, "utf8") : csv(generated());
  return { name: real ? "ec2_cpu_utilization_5f5533.csv" : "generated.csv", text, ...parse(text) };
}

/** Times in UTC and values of a file of that form. */
export function parse(text) {
  const rows = text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
  return {
    times_ms: rows.map(([time]) => Date.parse(`${time.replace(" ", "T")}Z`)),
    values: rows.map(([, value]) => Number(value)),
  };
}
