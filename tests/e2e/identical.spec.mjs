// The replays are the command line's, to the last bit, for a thousand random jobs: the crate built
// as the workers are, run outside of a browser and without what crosses to a page.
import { expect, test } from "@playwright/test";
import { randomJobs, replayLines, replayLinesInWasm } from "./native.mjs";

test("a thousand random jobs have the same outcomes in WebAssembly and natively", async () => {
  // It builds a program at full optimisation, beside the other tests.
  test.setTimeout(1_200_000);
  const lines = randomJobs();
  expect(lines).toHaveLength(1_000);
  const expected = replayLines(lines);
  const outcomes = await replayLinesInWasm(lines);
  expect(outcomes).toHaveLength(lines.length);
  outcomes.forEach((outcome, index) => {
    // What the command line notes of a job is its own; every number is compared as a double.
    const { notes: _, ...own } = expected[index];
    expect(outcome, `job ${index}`).toEqual(own);
  });
});
