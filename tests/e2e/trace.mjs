// What the benchmarks share: the main thread's work as Chromium's own trace has it, and tables.

const CATEGORIES = ["toplevel", "blink.user_timing", "disabled-by-default-devtools.timeline"];

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
export const quantile = (numbers, part) => {
  return sorted(numbers)[Math.max(0, Math.ceil(numbers.length * part) - 1)];
};
export const ms = (number) => number.toFixed(number < 10 ? 2 : 1);
export const row = (...cells) => console.log(`| ${cells.join(" | ")} |`);

/** A table's line: median, 95th percentile and largest of some times in ms. */
export const line = (name, numbers) => {
  row(name, ms(quantile(numbers, 0.5)), ms(quantile(numbers, 0.95)), ms(Math.max(...numbers)));
};

const endOf = ({ ts, dur }) => ts + dur;

/** The work of the main thread for each step, in ms. */
function workPerStep(trace) {
  const marks = trace
    .filter(({ cat, name }) => /user_timing/.test(cat) && /^(step \d+|end)$/.test(name))
    .sort((a, b) => a.ts - b.ts);
  const { pid, tid } = marks[0];
  const tasks = trace.filter((event) => {
    return event.name === "RunTask" && event.pid === pid && event.tid === tid && event.ph === "X";
  });
  if (tasks.length === 0) throw new Error("the trace holds no tasks");
  tasks.sort((a, b) => a.ts - b.ts);
  const nested = tasks.some(({ ts }, index) => index > 0 && ts < endOf(tasks[index - 1]));
  if (nested) throw new Error("tasks within tasks would be counted twice");
  return marks.slice(0, -1).map((mark, index) => {
    // A task counts for the last mark that it holds or follows.
    const within = tasks.filter((task) => {
      return endOf(task) >= mark.ts && endOf(task) < marks[index + 1].ts;
    });
    return within.reduce((sum, { dur }) => sum + dur, 0) / 1000;
  });
}

/** Runs steps in the page while tracing; the main thread's work for each, and what they return. */
export async function traced(browser, page, steps) {
  await browser.startTracing(page, { categories: CATEGORIES });
  const returned = await steps();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return { work: workPerStep(traceEvents), returned };
}
