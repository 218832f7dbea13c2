// What the client says of a failed call, in a sentence: what is wrong, and what to do.

/** What a call is for, by the client's word for it. */
const ACTIONS = {
  "list-objects-v2": ["list", "s3:ListBucket"],
  "head-object": ["read", "s3:GetObject"],
  "get-object": ["read", "s3:GetObject"],
  "put-object": ["write", "s3:PutObject"],
  "delete-object": ["delete", "s3:DeleteObject"],
};

const clock = (now) => now.toISOString().replace("T", " ").slice(0, 19);

function denied({ bucket, operation }) {
  const [verb, right] = ACTIONS[operation];
  return (
    `the key may not ${verb} in the bucket "${bucket}": give it the right ${right} there, ` +
    "or use another key"
  );
}

const wrongKey = ({ host }) => {
  return `${host} does not accept the key: check that it is this storage's, and still valid`;
};

const wrongRegion = () => {
  return "the bucket is in another region: set AWS_REGION to its own, as in AWS_REGION=fr-par";
};

const busy = ({ host, code }) => `${host} is too busy (${code}): wait a while`;

/** By the code that the storage answers. */
const CODES = {
  NoSuchBucket: ({ bucket, host }) => {
    return `${host} has no bucket "${bucket}": make it there, or check BUCKET`;
  },
  AccessDenied: denied,
  AllAccessDisabled: denied,
  403: denied,
  InvalidAccessKeyId: wrongKey,
  SignatureDoesNotMatch: wrongKey,
  InvalidClientTokenId: wrongKey,
  InvalidToken: wrongKey,
  ExpiredToken: ({ host }) => `the key for ${host} has expired: get a new one`,
  RequestTimeTooSkewed: ({ host, now }) => {
    return (
      `this machine's clock is wrong by more than ${host} allows: it says ${clock(now)} UTC; ` +
      "set it"
    );
  },
  RequestExpired: (said) => CODES.RequestTimeTooSkewed(said),
  PermanentRedirect: wrongRegion,
  AuthorizationHeaderMalformed: wrongRegion,
  IllegalLocationConstraintException: wrongRegion,
  BadDigest: () => "a file reached the bucket with other bytes than were sent: the line is broken",
  QuotaExceeded: ({ bucket }) => `the bucket "${bucket}" is full: make room, or raise its quota`,
  SlowDown: busy,
  ServiceUnavailable: busy,
  503: busy,
  InternalError: busy,
  500: busy,
};

/** By what the client says when nothing was answered. */
const WORDS = [
  [
    /Unable to locate credentials|NoCredentials/,
    () =>
      "the client has no key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, " +
      "or run aws configure",
  ],
  [
    /Partial credentials/,
    () => "the client has half a key: set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  ],
  [
    /config profile \(.*\) could not be found/,
    () => "the client's files have no such profile: check AWS_PROFILE",
  ],
  [/must specify a region/, () => "the client knows no region: set AWS_REGION to the bucket's"],
  [
    /SSL validation failed|certificate verify failed/,
    ({ host }) => `the certificate of ${host} is not trusted: check the address in ENDPOINT`,
  ],
  [
    /Could not connect|Connection was closed|timeout|timed out|Connection reset|NameResolution/i,
    ({ host }) => `${host} does not answer: check the network and ENDPOINT`,
  ],
];

/** The code in "An error occurred (AccessDenied) when calling the PutObject operation: …". */
const codeOf = (said) => said.match(/An error occurred \((\w+)\)/)?.[1] ?? null;

/** Whether the storage has said no, so that it surely has done nothing. */
export const saysNo = (said) => {
  const code = codeOf(said);
  return code !== null && CODES[code] !== busy;
};

/** What is said without any part of a key. */
function withoutKeys(text, env) {
  const names = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID"];
  const keys = names.map((name) => env[name]).filter(Boolean);
  return keys.reduce((rest, key) => rest.replaceAll(key, "…"), text);
}

/** The sentence for what the client has said on its error output. */
export function explain(said, { bucket, endpoint, operation, now, env = {} }) {
  const code = codeOf(said);
  const host = endpoint ? new URL(endpoint).host : "the storage";
  const about = { bucket, host, operation, now, code };
  if (Object.hasOwn(CODES, code ?? "")) return CODES[code](about);
  const known = !code && WORDS.find(([words]) => words.test(said));
  if (known) return known[1](about);
  const last = said.trim().split("\n").at(-1).trim();
  const words = withoutKeys(last, env) || "it said no word";
  return `the client failed to ${ACTIONS[operation][0]}: ${words}`;
}
