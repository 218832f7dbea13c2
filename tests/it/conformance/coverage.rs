//! What the suite covers: every call in every way that it can end, and every row of the contract's
//! table of errors.

use std::collections::BTreeSet;
use std::path::Path;

use headroom::sandbox::{FIRST_CONTENT_NOW_MS, Sandbox};
use http::{Request, Response};

use super::suite::case::{Case, Generation};
use super::suite::{Server, Suite};
use super::{InProcess, setting};

/// The 16 calls (contract, section 2).
pub const CALLS: [&str; 16] = [
    "GET instance-templates",
    "POST instance-templates",
    "GET instance-templates/ID",
    "PATCH instance-templates/ID",
    "DELETE instance-templates/ID",
    "GET instance-groups",
    "POST instance-groups",
    "GET instance-groups/ID",
    "PATCH instance-groups/ID",
    "DELETE instance-groups/ID",
    "GET instance-groups/ID/events",
    "GET instance-policies",
    "POST instance-policies",
    "GET instance-policies/ID",
    "PATCH instance-policies/ID",
    "DELETE instance-policies/ID",
];

/// The rows of the table of errors (contract, section 7). Some are recorded of neighbouring APIs
/// only; a client of this one must be ready for them all the same.
const ROWS: [&str; 16] = [
    "404 autoscaling",
    "404 standard",
    "404 instance",
    "400 LB style",
    "400 LB in use",
    "400 standard",
    "401",
    "403",
    "403 quota",
    "409",
    "410",
    "412",
    "429",
    "500",
    "500 instance",
    "503",
];

/// The second generation's 8 and 13 calls (its contract, section 2).
const SECOND_CALLS: [&str; 21] = [
    "GET groups",
    "POST groups",
    "GET groups/ID",
    "PATCH groups/ID",
    "DELETE groups/ID",
    "GET servers",
    "GET logs",
    "GET alerts",
    "GET templates",
    "POST templates",
    "GET templates/ID",
    "PATCH templates/ID",
    "DELETE templates/ID",
    "GET templates/ID/check",
    "POST templates/ID/create-server",
    "GET templates/ID/user-data",
    "GET templates/ID/user-data/KEY",
    "PUT templates/ID/user-data/KEY",
    "DELETE templates/ID/user-data/KEY",
    "GET templates/ID/user-data/cloud-init",
    "PUT templates/ID/user-data/cloud-init",
];

/// Which of the calls of either generation a request is.
pub fn call_of<T>(request: &Request<T>) -> Option<&'static str> {
    first_call_of(request).or_else(|| second_call_of(request))
}

fn second_call_of<T>(request: &Request<T>) -> Option<&'static str> {
    let path = request.uri().path();
    let rest = path
        .strip_prefix("/autoscaling/v1alpha2/zones/")
        .or_else(|| path.strip_prefix("/instance/v2alpha1/zones/"))?;
    let mut segments: Vec<&str> = rest.split('/').skip(1).collect();
    if let Some(id) = segments.get_mut(1) {
        *id = "ID";
    }
    if let Some(key) = segments.get_mut(3).filter(|key| **key != "cloud-init") {
        *key = "KEY";
    }
    let call = format!("{} {}", request.method(), segments.join("/"));
    SECOND_CALLS.into_iter().find(|own| *own == call)
}

fn first_call_of<T>(request: &Request<T>) -> Option<&'static str> {
    let path = request.uri().path().strip_prefix("/autoscaling/v1alpha1/zones/")?;
    let mut segments: Vec<&str> = path.split('/').skip(1).collect();
    if let Some(id) = segments.get_mut(1) {
        *id = "ID";
    }
    let call = format!("{} {}", request.method(), segments.join("/"));
    CALLS.into_iter().find(|own| *own == call)
}

/// A server that notes what it was asked and what it said.
struct Noting {
    server: InProcess,
    seen: BTreeSet<(&'static str, u16)>,
}

impl Server for Noting {
    fn send(&mut self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let call = call_of(&request);
        let response = self.server.send(request);
        self.seen.extend(call.map(|call| (call, response.status().as_u16())));
        response
    }

    fn wait(&mut self) -> bool {
        self.server.wait()
    }
}

/// The ways in which a call can end for which nothing was seen.
fn unseen(seen: &BTreeSet<(&'static str, u16)>) -> Vec<String> {
    let mut unseen = Vec::new();
    for call in CALLS {
        let succeeds = if call.starts_with("DELETE") { 204 } else { 200 };
        let missing = call.contains("ID").then_some(404);
        let refused = (!call.ends_with("/ID") || call.starts_with("PATCH")).then_some(400);
        let ways = [Some(succeeds), Some(401), missing, refused].into_iter().flatten();
        let missed = ways.filter(|status| !seen.contains(&(call, *status)));
        unseen.extend(missed.map(|status| format!("{call}: {status}")));
    }
    unseen
}

/// The same of the second generation: every call can work, and without a key it is refused; one
/// that names a resource can miss it; one that reads parameters or a body can get wrong ones.
fn unseen_of_second(seen: &BTreeSet<(&'static str, u16)>) -> Vec<String> {
    let mut unseen = Vec::new();
    for call in SECOND_CALLS {
        let deletes = call.starts_with("DELETE templates");
        let succeeds =
            if deletes || call.starts_with("PUT") || call.ends_with("check") { 204 } else { 200 };
        let names = call.contains("ID")
            || ["servers", "logs", "alerts"].iter().any(|noun| call.ends_with(noun));
        let reads_more = match call.split_once(' ') {
            Some(("GET", path)) => {
                !path.contains("/ID") || path.ends_with("user-data") || path.ends_with("check")
            }
            Some(("POST" | "PATCH", _)) => true,
            Some(("PUT", path)) => path.ends_with("KEY"),
            _ => false,
        };
        let (missing, refused) = (names.then_some(404), reads_more.then_some(400));
        let ways = [Some(succeeds), Some(401), missing, refused].into_iter().flatten();
        let missed = ways.filter(|status| !seen.contains(&(call, *status)));
        unseen.extend(missed.map(|status| format!("{call}: {status}")));
    }
    unseen
}

/// The rows of the table that no case covers and ends with.
fn uncovered(cases: &[&Case]) -> Vec<&'static str> {
    let covers = |row: &str| {
        let status = row.split(' ').next().and_then(|status| status.parse().ok());
        let mut covering = cases.iter().filter(|case| case.covers.iter().any(|own| own == row));
        covering.any(|case| case.steps.iter().any(|step| Some(step.status) == status))
    };
    ROWS.into_iter().filter(|row| !covers(row)).collect()
}

#[test]
fn every_call_of_the_second_generation_has_a_case_for_each_way_in_which_it_can_end() {
    let mut seen = seen(Generation::Second);
    assert_eq!(unseen_of_second(&seen), [""; 0]);
    seen.remove(&("GET alerts", 404));
    assert_eq!(unseen_of_second(&seen), ["GET alerts: 404"]);
}

/// Which call ended how in any case.
fn seen(generation: Generation) -> BTreeSet<(&'static str, u16)> {
    let suite = Suite::load(generation);
    let mut seen = BTreeSet::new();
    for case in &suite.cases {
        let server = InProcess::new(Sandbox::empty(1, FIRST_CONTENT_NOW_MS));
        let mut noting = Noting { server, seen: BTreeSet::new() };
        suite.run(case, &mut noting, &setting()).unwrap();
        seen.append(&mut noting.seen);
    }
    seen
}

#[test]
fn every_call_has_a_case_for_each_way_in_which_it_can_end() {
    let mut seen = seen(Generation::First);
    assert_eq!(unseen(&seen), [""; 0]);
    seen.remove(&("PATCH instance-policies/ID", 400));
    assert_eq!(unseen(&seen), ["PATCH instance-policies/ID: 400"]);
    assert_eq!(unseen(&BTreeSet::new()).len(), 16 * 2 + 10 + 10);
}

#[test]
fn every_row_of_the_table_of_errors_has_a_case() {
    let suite = Suite::load(Generation::First);
    let mut cases: Vec<&Case> = suite.cases.iter().collect();
    assert_eq!(uncovered(&cases), [""; 0]);
    cases.retain(|case| !case.covers.contains(&"409".to_owned()));
    assert_eq!(uncovered(&cases), ["409"]);
    let named = suite.cases.iter().flat_map(|case| &case.covers);
    for row in named {
        assert!(ROWS.contains(&row.as_str()), "there is no row {row}");
    }
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn the_rows_are_those_of_the_contract() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/contract.md");
    let contract = std::fs::read_to_string(path).unwrap();
    let (_, section) = contract.split_once("## 7. Errors").unwrap();
    let table = section.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    let rows: Vec<&str> = table.map_while(|line| line.strip_prefix("| ")).collect();
    assert!(!rows.is_empty());
    for row in rows {
        let title = row.split(['|', '(']).next().unwrap().trim();
        assert!(ROWS.contains(&title), "the suite does not know the row {title}");
    }
}

#[test]
fn read_only_cases_only_read() {
    let suite = Suite::load(Generation::First);
    let cases: Vec<_> = suite.cases.iter().filter(|case| case.read_only).collect();
    assert!(!cases.is_empty());
    for case in cases {
        let reads = case.steps.iter().all(|step| step.send.starts_with("GET ") && !step.until);
        assert!(reads && case.given.is_empty(), "{}", case.name);
    }
}
