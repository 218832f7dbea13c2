// The commands that the tests of the pages do not run, each with its reason. One that no page has
// any more is a failure, and so is one of a page that neither runs nor stands here.

const ACCOUNT = "asks a service of somebody's account";
const ELSEWHERE = "is a program of another project, which these tests do not install";
const SELF = "is what runs these tests, or all of them with others";
const MEASURES = "measures or replays for minutes";
const HOST =
  "changes the machine; tools/hosting.sh, tests/deploy and tests/publish do the same here";
const OWN_FILES = "reads files of the reader; the page on pipelines runs the same";
const FLEET = "runs for minutes; tests/fleet runs the same programs";
const BUILD = "builds for minutes; make test has built the same before";

/** A command as it stands on its page, with the lines that go on joined; `…` is anything. */
export const LEFT_OUT = [
  { page: "README.md", command: "make test …", why: SELF },
  { page: "README.md", command: "cargo bench --bench whatif", why: MEASURES },
  { page: "docs/advice.md", command: "HEADROOM_RECORD=advice cargo test …", why: MEASURES },
  { page: "docs/bench.md", command: "cargo bench --bench whatif", why: MEASURES },
  { page: "docs/bench.md", command: "git worktree add …", why: MEASURES },
  { page: "docs/bench.md", command: "git -C ../before apply …", why: MEASURES },
  { page: "docs/bench.md", command: "tools/instructions.sh …", why: MEASURES },
  { page: "docs/import.md", command: "promtool query range …", why: ELSEWHERE },
  { page: "docs/import.md", command: "curl --get … > victoria.jsonl", why: ELSEWHERE },
  { page: "docs/import.md", command: "aws cloudwatch get-metric-data …", why: ACCOUNT },
  { page: "docs/import.md", command: "az monitor metrics list …", why: ACCOUNT },
  { page: "docs/import.md", command: "curl --get … > datadog.json", why: ACCOUNT },
  { page: "docs/import.md", command: "sadf -d -- -u > sadf.txt", why: ELSEWHERE },
  { page: "docs/import.md", command: "sadf -d -- -n DEV", why: ELSEWHERE },
  { page: "docs/fleet.md", command: "cargo build --release …", why: FLEET },
  { page: "docs/fleet.md", command: "export …", why: FLEET },
  { page: "docs/fleet.md", command: "python3 tools/fleet/…", why: FLEET },
  { page: "docs/fleet.md", command: "mkdir -p fleet", why: OWN_FILES },
  { page: "docs/fleet.md", command: "headroom-whatif --history web.csv …", why: OWN_FILES },
  { page: "docs/fleet.md", command: "JOB_COMPLETION_INDEX=0 …", why: FLEET },
  { page: "docs/fleet.md", command: "make fleet …", why: FLEET },
  { page: "docs/fleet.md", command: "/usr/bin/time …", why: MEASURES },
  { page: "docs/fleet.md", command: "kubectl …", why: FLEET },
  { page: "docs/hosting.md", command: "apt-get install …", why: HOST },
  { page: "docs/hosting.md", command: "caddy validate …", why: HOST },
  {
    page: "docs/hosting.md",
    command: "cargo build --release --locked --features site …",
    why: HOST,
  },
  { page: "docs/hosting.md", command: "cp -r dist/. …", why: HOST },
  { page: "docs/hosting.md", command: "docker …", why: HOST },
  { page: "docs/hosting.md", command: "git checkout …", why: HOST },
  { page: "docs/hosting.md", command: "install …", why: HOST },
  { page: "docs/hosting.md", command: "journalctl …", why: HOST },
  { page: "docs/hosting.md", command: "make dist", why: HOST },
  { page: "docs/hosting.md", command: "make publish …", why: HOST },
  { page: "docs/hosting.md", command: "make server", why: HOST },
  { page: "docs/hosting.md", command: "nginx -t …", why: HOST },
  { page: "docs/hosting.md", command: "systemctl …", why: HOST },
  { page: "docs/hosting.md", command: "target/site/headroom-server", why: HOST },
  { page: "docs/hosting.md", command: "node tools/release.mjs say FOLDER", why: HOST },
  { page: "docs/hosting.md", command: "aws configure", why: ACCOUNT },
  { page: "docs/replay.md", command: "HEADROOM_RECORD=model cargo test …", why: MEASURES },
  { page: "docs/contributing.md", command: "make check", why: SELF },
  { page: "docs/contributing.md", command: "make test", why: SELF },
  {
    page: "docs/contributing.md",
    command: "cargo build --locked --features cli --bin headroom-whatif",
    why: BUILD,
  },
  {
    page: "docs/contributing.md",
    command: "cargo build --locked --features serve --bin headroom-server",
    why: BUILD,
  },
  { page: "docs/contributing.md", command: "npm --prefix tools/help ci", why: BUILD },
  { page: "docs/contributing.md", command: "node --test tests/docs/*.test.mjs", why: SELF },
  {
    page: "docs/pipeline.md",
    command: "cargo build --release --locked --features cli --bin headroom-whatif",
    why: BUILD,
  },
  { page: "docs/pipeline.md", command: "terraform plan -out=tfplan", why: ELSEWHERE },
  { page: "docs/pipeline.md", command: "terraform show -json tfplan > plan.json", why: ELSEWHERE },
];
