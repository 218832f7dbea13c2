// What publish says on its way.
import { size } from "../release/check.mjs";
import { FOR_EVER } from "../release/headers.mjs";
import { RECORD } from "./record.mjs";

const many = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** One file that is to be sent, or was. */
export function fileLine({ path, size: bytes, headers }) {
  const coded = headers.encoding ? `, ${headers.encoding}` : "";
  const kept = headers.cache === FOR_EVER ? "kept for a year" : "asked for again each time";
  return `${path} (${size(bytes)}${coded}; ${kept})`;
}

/** The plan in one line. */
export function summary({ rounds, present, remove }) {
  const bodies = rounds.flat();
  const bytes = bodies.reduce((sum, body) => sum + body.size, 0);
  const sent = bodies.length === 0 ? "no file" : `${many(bodies.length, "file")} (${size(bytes)})`;
  return `${sent} to send, ${present} there already, ${many(remove.length, "old file")} to remove`;
}

/** Every step of the plan, in its order. */
export function steps({ rounds, remove, leave }) {
  const lines = [`write   ${RECORD}: what is about to be sent`];
  for (const body of rounds.flat()) lines.push(`send    ${fileLine(body)}`);
  lines.push(`write   ${RECORD}: what visitors get now`);
  for (const path of remove) lines.push(`remove  ${path}`);
  for (const path of leave) lines.push(leftLine(path));
  return lines;
}

/** A file of an old release that is not what publish has put there. */
export const leftLine = (path) => `leave   ${path}: somebody else has put it there since`;

/** Why nothing is sent over what others have put there. */
export function foreignWords(paths, place) {
  const named = paths.slice(0, 3).join(", ");
  const more = paths.length > 3 ? ` and ${many(paths.length - 3, "other file")}` : "";
  const [stand, them] = paths.length === 1 ? ["stands", "it"] : ["stand", "them"];
  return (
    `${named}${more} ${stand} in ${place} and publish has not put ${them} there: ` +
    "choose another PREFIX, or overwrite with REPLACE=1"
  );
}

/** Where visitors are when a run breaks off. */
export const STANDS = {
  start: () => "Nothing was sent.",
  files: (before) => {
    const seen = before
      ? `Visitors still get the build ${before.build}`
      : "Visitors see nothing yet";
    return `${seen}. Run the same command again: it goes on where it stopped.`;
  },
  page: (before) => {
    const seen = before ? `the build ${before.build}` : "nothing yet";
    return (
      `The page itself was on its way: visitors get ${seen}, or the new build, whole. ` +
      "Run the same command again."
    );
  },
  done: (_, build) => {
    return `Visitors get the build ${build}. Run the same command again to finish what is left.`;
  },
};
