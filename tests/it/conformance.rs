//! The conformance suite against the sandbox in process.

mod coverage;
mod mutants;
mod mutation;
mod quickstart;
mod suite;

use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
use http::{Request, Response};
use suite::case::Generation;
use suite::pattern::Names;
use suite::{Server, Setting, Suite};

const ZONE: &str = "fr-par-1";

/// The sandbox as a server. Its time passes in steps that grow, up to a few minutes.
struct InProcess {
    sandbox: Sandbox,
    waited_ms: i64,
}

impl InProcess {
    fn new(sandbox: Sandbox) -> Self {
        Self { sandbox, waited_ms: 0 }
    }
}

impl Server for InProcess {
    fn send(&mut self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        self.sandbox.handle(&request)
    }

    fn wait(&mut self) -> bool {
        const LONGEST_MS: i64 = 300_000;
        let step_ms = 1_000 + self.waited_ms / 4;
        self.waited_ms += step_ms;
        self.sandbox.advance(self.sandbox.now_ms() + step_ms);
        self.waited_ms < LONGEST_MS
    }
}

fn setting() -> Setting {
    Setting { zone: ZONE.to_owned(), key: SANDBOX_KEY.to_owned(), headers: Names::new() }
}

/// Fails with every case that fails, and not with the first alone.
fn assert_all_pass(generation: Generation, new: impl Fn() -> InProcess) {
    let suite = Suite::load(generation);
    let run = |case| suite.run(case, &mut new(), &setting()).err();
    let failures: Vec<String> = suite.cases.iter().filter_map(run).collect();
    let (failed, all) = (failures.len(), suite.cases.len());
    assert!(failures.is_empty(), "{failed} of {all} cases fail:\n{}", failures.join("\n"));
}

#[test]
fn an_empty_sandbox_passes_every_case() {
    for generation in [Generation::First, Generation::Second] {
        assert_all_pass(generation, || InProcess::new(Sandbox::empty(1, FIRST_CONTENT_NOW_MS)));
    }
}

#[test]
fn a_sandbox_with_the_first_content_passes_every_case() {
    let sandbox = Sandbox::new(1, FIRST_CONTENT_NOW_MS);
    for generation in [Generation::First, Generation::Second] {
        assert_all_pass(generation, || InProcess::new(sandbox.clone()));
    }
}
