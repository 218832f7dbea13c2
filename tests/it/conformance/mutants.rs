//! Runs the suite against every mutant.

use std::collections::{BTreeMap, BTreeSet};

use headroom::sandbox::{FIRST_CONTENT_NOW_MS, Sandbox};
use http::{Request, Response};

use super::coverage::call_of;
use super::mutation::{Mutation, mutations};
use super::suite::case::Generation;
use super::suite::{Server, Suite};
use super::{InProcess, setting};

/// One of the calls, and the status with which it ends.
type Kind = (&'static str, u16);

/// The sandbox, whose replies of one kind are wrong.
struct Mutant<'a> {
    server: InProcess,
    /// The kind and what is wrong with it; nothing is while the replies are only gathered.
    wrong: Option<(Kind, &'a Mutation)>,
    /// The replies that were given.
    given: Vec<(Kind, Response<Vec<u8>>)>,
}

impl<'a> Mutant<'a> {
    fn new(wrong: Option<(Kind, &'a Mutation)>) -> Self {
        let server = InProcess::new(Sandbox::empty(1, FIRST_CONTENT_NOW_MS));
        Self { server, wrong, given: Vec::new() }
    }
}

impl Server for Mutant<'_> {
    fn send(&mut self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let call = call_of(&request);
        let response = self.server.send(request);
        let Some(call) = call else { return response };
        let kind = (call, response.status().as_u16());
        match self.wrong {
            None => self.given.push((kind, response.clone())),
            Some((wrong, mutation)) if wrong == kind => {
                return mutation.apply(&response).unwrap_or(response);
            }
            Some(_) => {}
        }
        response
    }

    fn wait(&mut self) -> bool {
        self.server.wait()
    }
}

/// What is known of the replies of one kind.
#[derive(Default)]
struct Replies {
    /// The cases that see one, by their place in the suite.
    cases: Vec<usize>,
    all: Vec<Response<Vec<u8>>>,
}

fn gather(suite: &Suite) -> BTreeMap<Kind, Replies> {
    let mut kinds: BTreeMap<Kind, Replies> = BTreeMap::new();
    for (index, case) in suite.cases.iter().enumerate() {
        let mut server = Mutant::new(None);
        suite.run(case, &mut server, &setting()).unwrap();
        for (kind, response) in server.given {
            let replies = kinds.entry(kind).or_default();
            if replies.cases.last() != Some(&index) {
                replies.cases.push(index);
            }
            replies.all.push(response);
        }
    }
    kinds
}

/// Every mutation of the replies of one kind, once.
fn mutations_of(replies: &Replies) -> Vec<Mutation> {
    let mut seen = BTreeSet::new();
    let all = replies.all.iter().flat_map(mutations);
    all.filter(|mutation| seen.insert(format!("{mutation:?}"))).collect()
}

#[test]
fn no_mutant_survives() {
    no_mutant_of(Generation::First);
}

#[test]
fn no_mutant_of_the_second_generation_survives() {
    no_mutant_of(Generation::Second);
}

fn no_mutant_of(generation: Generation) {
    let suite = Suite::load(generation);
    let (mut found_out, mut survivors) = (0, Vec::new());
    for (kind, mut replies) in gather(&suite) {
        for mutation in mutations_of(&replies) {
            let fails = |index: &usize| {
                let mut mutant = Mutant::new(Some((kind, &mutation)));
                suite.run(&suite.cases[*index], &mut mutant, &setting()).is_err()
            };
            if let Some(at) = replies.cases.iter().position(fails) {
                found_out += 1;
                // The case that found this one out is likely to find the next one out too.
                replies.cases[..=at].rotate_right(1);
            } else if !mutation.is_open() {
                survivors.push(format!("{kind:?} {mutation:?}"));
            }
        }
    }
    println!("{found_out} mutants were found out");
    let count = survivors.len();
    assert!(survivors.is_empty(), "{count} mutants survive:\n{}", survivors.join("\n"));
    assert!(found_out > 1_000, "only {found_out} mutants were made");
}
