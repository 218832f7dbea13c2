// The worker's answers are the command line's, to the last bit, for a thousand random jobs.
import { expect, test } from "./fixtures.mjs";
import { randomJobs, replayLines } from "./native.mjs";

/** In the page: asks a worker of its own to replay every variant of every job. */
async function replayAll(lines) {
  const worker = new Worker(document.getElementById("worker").href, { type: "module" });
  const waiting = new Map();
  const ready = new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
      if (data === null) return resolve();
      const [id, ...answer] = data;
      waiting.get(id)(answer);
    };
  });
  await ready;
  let asked = 0;
  const ask = (name, text, columns = []) =>
    new Promise((resolve, reject) => {
      asked += 1;
      waiting.set(asked, ([error, text, , ...columns]) => {
        if (error) reject(new Error(`${name}: ${error}`));
        else resolve({ text, columns });
      });
      const bytes = new Uint8Array();
      const buffers = [bytes, ...columns].map(({ buffer }) => buffer);
      worker.postMessage([asked, name, text, bytes, ...columns], buffers);
    });
  const missing = (value) => (Number.isNaN(value) ? null : value);
  /** The rows of a list that came as one column. */
  const rows = (column, width, read) => {
    const starts = Array.from({ length: column.length / width }, (_, index) => index * width);
    return starts.map((start) => read(...column.slice(start, start + width)));
  };
  const size = (at_ms, size) => ({ at_ms, size });
  const change = (at_ms, from, to, policy, reversal) => {
    return { at_ms, from, to, policy: policy < 0 ? null : policy, reversal: reversal === 1 };
  };
  const interval = (from_ms, to_ms) => ({ from_ms, to_ms });
  const outcomes = [];
  for (const line of lines) {
    const { histories, variants, ...rest } = JSON.parse(line);
    const bare = histories.map((history) => ({ ...history, times_ms: [], values: [] }));
    const columns = histories.flatMap(({ times_ms, values }) => {
      return [Float64Array.from(times_ms), Float64Array.from(values)];
    });
    await ask("job", JSON.stringify({ ...rest, histories: bare }), columns);
    const replayed = [];
    let whole = {};
    for (const variant of variants) {
      const { text, columns } = await ask("replay", JSON.stringify(variant));
      const {
        variants: [outcome],
        ...others
      } = JSON.parse(text);
      whole = others;
      const [sizes, changes, overload, cooldowns, ...rest] = columns;
      replayed.push({
        ...outcome,
        sizes: rows(sizes, 2, size),
        changes: rows(changes, 5, change),
        overload: rows(overload, 2, interval),
        cooldowns: rows(cooldowns, 2, interval),
        values: rest.map((column) => Array.from(column, missing)),
      });
    }
    outcomes.push({ ...whole, variants: replayed });
  }
  worker.terminate();
  return outcomes;
}

test("a thousand random jobs have the same outcomes in the worker and natively", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const lines = randomJobs();
  expect(lines).toHaveLength(1_000);
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const expected = replayLines(lines);
  for (let from = 0; from < lines.length; from += 100) {
    const some = lines.slice(from, from + 100);
    const outcomes = await page.evaluate(replayAll, some);
    outcomes.forEach((outcome, index) => {
      // Every number is compared as a double.
      expect(outcome, `job ${from + index}`).toEqual(expected[from + index]);
    });
  }
});
