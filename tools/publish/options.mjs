// What `make publish` is asked for, from the environment, checked before anything is read or sent.
import { FORMS } from "../release/build_id.mjs";

/** Why nothing is published, in a sentence for whoever asked. */
export class Refusal extends Error {}

const DAYS_MOST = 36500;

function bucketOf(text) {
  if (!text) throw new Refusal("say which bucket: make publish BUCKET=name");
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text)) return text;
  throw new Refusal(`BUCKET is the bucket's name alone, as in BUCKET=my-console, not "${text}"`);
}

/** The prefix as keys begin with it: "" or "team/headroom/". */
function prefixOf(text) {
  const parts = text.split("/").filter((part) => part !== "");
  const odd = parts.find((part) => !/^[A-Za-z0-9._~-]+$/.test(part) || /^\.+$/.test(part));
  if (odd === undefined) return parts.map((part) => `${part}/`).join("");
  throw new Refusal(
    `PREFIX has letters, digits and ".", "_", "~", "-" between slashes, as in ` +
      `PREFIX=team/headroom; "${odd}" has others`,
  );
}

/** A host's address; one with a key in it is not repeated. */
function endpointOf(text) {
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.username || url?.password) {
    throw new Refusal("ENDPOINT is an address without a key: keys are the client's own affair");
  }
  if (["http:", "https:"].includes(url?.protocol) && !url.search && !url.hash) return text;
  throw new Refusal(`ENDPOINT is an address, as in https://s3.example.com, not "${text}"`);
}

function daysOf(text) {
  if (/^\d+$/.test(text) && Number(text) <= DAYS_MOST) return Number(text);
  throw new Refusal(`KEEP_DAYS is a whole number of days, 0 to ${DAYS_MOST}, not "${text}"`);
}

function encodingOf(text) {
  if (text === "none" || Object.hasOwn(FORMS, text)) return text;
  throw new Refusal(`ENCODING is gzip, br or none, not "${text}"`);
}

/** Whether a switch is on: what is no clear yes or no is asked again. */
function switchOf(name, text) {
  if (["", "0"].includes(text)) return false;
  if (text === "1") return true;
  throw new Refusal(`${name} is 1 or left out, not "${text}"`);
}

/** Everything that can be asked for; throws a Refusal for what cannot. */
export function options(env) {
  return {
    bucket: bucketOf(env.BUCKET ?? ""),
    prefix: prefixOf(env.PREFIX ?? ""),
    endpoint: endpointOf(env.ENDPOINT ?? ""),
    keepDays: daysOf(env.KEEP_DAYS || "30"),
    encoding: encodingOf(env.ENCODING || "gzip"),
    isDryRun: switchOf("DRY_RUN", env.DRY_RUN ?? ""),
    replaces: switchOf("REPLACE", env.REPLACE ?? ""),
    dist: env.DIST || "dist",
  };
}
