// A test without a page: import `test` and `expect` from here.
import { expect, test as base } from "../e2e/node_modules/@playwright/test/index.mjs";
import { Scratch } from "./scratch.mjs";

/** What a test starts and makes ends and goes with it. */
export async function withScratch(use) {
  const scratch = new Scratch();
  await use(scratch);
  await scratch.clear();
}

export const test = base.extend({ scratch: async ({}, use) => withScratch(use) });

export { expect };
