//! What the replay program says of the real group.

use headroom::engine::{Decision, Direction};
use headroom::whatif::{Detail, SizeAt, rules, run};
use headroom::worker::replay::{ExplainAt, ExplainChanges, RealRecord, Reason};

use super::{MINUTE_MS, ask, explained, job, replayed};

#[test]
fn a_real_moment_goes_by_the_real_sizes() {
    let job = job();
    let mut worker = replayed(&job);
    // The first sample's minute gives the rhythm.
    let at_ms = 301 * MINUTE_MS;
    let ordered = vec![SizeAt { at_ms: 0, size: 4 }, SizeAt { at_ms, size: 3 }];
    let real = RealRecord { variant: "saved".to_owned(), ordered, ..RealRecord::default() };
    let at = ExplainAt { at_ms, real, ..ExplainAt::default() };
    let explained = explained(&mut worker, at);
    let [real] = explained.as_slice() else { panic!("{explained:?}") };
    assert_eq!((real.variant.as_str(), real.at_ms), ("", at_ms));
    assert!(real.summary.contains('4') && real.summary.contains('3'), "{}", real.summary);
}

#[test]
fn each_change_of_a_replay_taken_for_real_has_its_reason_and_its_policy() {
    let job = job();
    let mut worker = replayed(&job);
    let outcome = run(&job, Detail::Ledger).unwrap().variants.remove(0);
    let rules = rules(&job, &job.variants[0]).unwrap();
    let ledger = outcome.ledger.as_ref().unwrap();
    let changed = |decision: &&Decision| decision.before != decision.after;
    let changes: Vec<_> = ledger.decisions().iter().filter(changed).collect();
    let first = SizeAt { at_ms: 0, size: changes[0].before };
    let after = changes.iter().map(|own| SizeAt { at_ms: own.at_ms, size: own.after });
    let ordered: Vec<_> = std::iter::once(first).chain(after).collect();
    let real = RealRecord { variant: "saved".to_owned(), ordered, ..RealRecord::default() };
    let mut times_ms: Vec<_> = changes.iter().map(|own| own.at_ms).collect();
    // The histories begin later.
    times_ms.push(-1);
    let told = ask(&mut worker, ExplainChanges { times_ms, real }).unwrap();
    assert_eq!(told.last(), Some(&Reason::default()));
    // The samples as recorded need not say what those of the replay did; that is said.
    let mut agreed = 0;
    for (own, change) in told.iter().zip(&changes) {
        assert!(!own.text.is_empty());
        let ruled = own.text.starts_with("By these rules: ");
        assert_eq!(own.policy.is_empty(), ruled, "{}", own.text);
        if !ruled {
            let policy = rules.policies().iter().find(|policy| policy.name == own.policy).unwrap();
            assert_eq!(policy.direction == Direction::Up, change.after > change.before);
            agreed += 1;
        }
    }
    assert!(agreed > 0);
}
