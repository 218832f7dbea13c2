// Publishes the release in dist/ to a bucket: tools/publish.sh runs it, docs/hosting.md explains
// it. HEADROOM_AWS names the client.
import { Unfit } from "../release/unfit.mjs";
import { openBucket } from "./client.mjs";
import { options, Refusal } from "./options.mjs";
import { publish } from "./publish.mjs";
import { STANDS } from "./words.mjs";

/** What ends a run from outside, and the status by which a shell knows it. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const say = (line) => console.log(`publish: ${line}`);

/** One sentence of what is wrong, and one of where visitors are. */
function report(error, { stage, before, build }, stopped) {
  if (!(error instanceof Refusal || error instanceof Unfit || stopped)) throw error;
  console.error(`headroom: ${stopped ? `stopped by ${stopped}` : error.message}.`);
  console.error(`publish: ${STANDS[stage](before, build)}`);
  process.exitCode = SIGNALS[stopped] ?? 1;
}

const ending = new AbortController();
let stopped = null;
for (const signal of Object.keys(SIGNALS)) {
  process.once(signal, () => {
    stopped = signal;
    ending.abort();
  });
}
const progress = { stage: "start", before: null, build: null };
try {
  const { env } = process;
  const asked = options(env);
  const { bucket: name, endpoint } = asked;
  const aws = env.HEADROOM_AWS || "aws";
  const bucket = openBucket({ aws, bucket: name, endpoint, env, signal: ending.signal });
  await publish(asked, { bucket, say, progress, now: new Date() });
} catch (error) {
  report(error, progress, stopped);
}
