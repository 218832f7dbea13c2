// Carries a plan out, and says how far it has come.
import { ASK_AGAIN } from "../release/headers.mjs";
import { PAGE } from "../release/build_id.mjs";
import { RECORD } from "./record.mjs";
import { fileLine, leftLine } from "./words.mjs";

/** How many files are sent at the same time. */
const AT_ONCE = 4;

const RECORD_HEADERS = { type: "application/json", encoding: null, cache: ASK_AGAIN };

/** Calls `use` for every item, a few at a time; after a failure no other one is begun. */
export async function inParallel(items, use) {
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await use(item);
  };
  const workers = Array.from({ length: AT_ONCE }, async () => {
    try {
      await work();
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  });
  // All have to end, so that nothing is sent behind the back of who hears of the failure.
  const ended = await Promise.allSettled(workers);
  const failed = ended.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}

/** Carries out a plan. `at` hears the stage: start, files, page, done. */
export async function carryOut(plan, { bucket, prefix, say, at }) {
  const write = (record) => {
    const text = `${JSON.stringify(record, null, 1)}\n`;
    return bucket.write(prefix + RECORD, text, RECORD_HEADERS);
  };
  const total = plan.rounds.flat().length;
  const etags = new Map();
  const send = async (body) => {
    if (body.path === PAGE) at("page");
    const sent = bucket.send(prefix + body.path, body).catch((error) => {
      // A page that is refused is not there; of one that broke off nothing is known.
      if (error.isAnswer) at("files");
      throw error;
    });
    etags.set(body.path, await sent);
    say(`${etags.size}/${total} sent  ${fileLine(body)}`);
  };
  if (total > 0) {
    await write(plan.before);
    at("files");
  }
  for (const round of plan.rounds) await inParallel(round, send);
  at("done");
  for (const path of plan.leave) say(leftLine(path));
  if (plan.remove.length === 0) return write(plan.cleaned(etags));
  // Before anything is removed, so that a removal that fails leaves a list that still has it.
  await write(plan.after(etags));
  await inParallel(plan.remove, async (path) => {
    await bucket.remove(prefix + path);
    say(`removed  ${path}`);
  });
  await write(plan.cleaned(etags));
}
