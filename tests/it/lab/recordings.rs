//! A group's own history, as it grows.

use headroom::engine::Metric;
use headroom::lab::{Fresh, Recording, Shared, real_changes};
use headroom::whatif::SizeAt;

use super::{DAY, MINUTE, START, entry, samples};

fn fresh(cpu: &[(i64, f64)], counts: &[(i64, f64)]) -> Fresh {
    let metrics = vec![(Metric::Cpu, samples(cpu))];
    Fresh { metrics, counts: samples(counts), ..Fresh::default() }
}

#[test]
fn nothing_is_known_before_the_first_read() {
    let blank = Recording::default();
    assert!(!blank.is_read());
    let oldest = START - 14 * DAY;
    assert_eq!(blank.known_until_ms(Metric::Cpu, START), oldest);
    assert_eq!(blank.counted_until_ms(START), oldest);
}

#[test]
fn what_comes_is_added_and_what_is_too_old_dropped() {
    let first = fresh(&[(START, 40.0), (START + MINUTE, 50.0)], &[(START, 2.0)]);
    let now = START + MINUTE;
    let recording = Recording::default().extended(first, now);
    assert!(recording.is_read());
    assert_eq!(recording.known_until_ms(Metric::Cpu, now), now);
    assert_eq!(recording.sizes, [SizeAt { at_ms: START, size: 2 }]);

    let later = START + 14 * DAY + MINUTE / 2;
    let recording = recording.extended(fresh(&[(later, 60.0)], &[(later, 3.0)]), later);
    let cpu = &recording.histories[0];
    assert_eq!(cpu.times_ms, [START + MINUTE, later], "the first one has grown too old");
    assert_eq!(cpu.values, [50.0, 60.0]);
}

#[test]
fn what_was_empty_is_not_asked_for_again_but_for_what_may_come_late() {
    let late = START - Recording::LATE_MS;
    let recording = Recording::default().extended(fresh(&[], &[]), START);
    assert_eq!(recording.known_until_ms(Metric::Cpu, START + MINUTE), late);
    assert_eq!(recording.counted_until_ms(START + MINUTE), late);
    // A metric that is watched only now has never been asked for.
    let oldest = START + MINUTE - 14 * DAY;
    assert_eq!(recording.known_until_ms(Metric::Connections, START + MINUTE), oldest);
    // What has come lately is read on from its end.
    let last = START - MINUTE;
    let recording = recording.extended(fresh(&[(last, 40.0)], &[]), START);
    assert_eq!(recording.known_until_ms(Metric::Cpu, START + MINUTE), last);
    // And what has ended long ago, from an hour back.
    let now = START + DAY;
    let recording = recording.extended(fresh(&[], &[]), now);
    assert_eq!(recording.known_until_ms(Metric::Cpu, now), now - Recording::LATE_MS);
}

#[test]
fn a_sample_that_comes_twice_is_there_once() {
    let twice = [(START, 40.0), (START + MINUTE, 50.0)];
    let recording = Recording::default().extended(fresh(&twice[..1], &[]), START);
    let recording = recording.extended(fresh(&twice, &[]), START + MINUTE);
    assert_eq!(recording.histories[0].times_ms, [START, START + MINUTE]);
    assert_eq!(recording.histories[0].values, [40.0, 50.0]);
}

#[test]
fn a_metric_that_is_not_watched_any_more_is_dropped() {
    let both = Fresh {
        metrics: vec![
            (Metric::Connections, samples(&[(START, 9.0)])),
            (Metric::Cpu, samples(&[(START, 40.0)])),
        ],
        ..Fresh::default()
    };
    let metrics = |recording: &Recording| {
        recording.histories.iter().map(|history| history.metric).collect::<Vec<_>>()
    };
    let recording = Recording::default().extended(both, START);
    assert_eq!(metrics(&recording), [Metric::Connections, Metric::Cpu], "as asked for");
    let recording = recording.extended(fresh(&[], &[]), START + MINUTE);
    assert_eq!(metrics(&recording), [Metric::Cpu]);
    assert_eq!(recording.histories[0].times_ms, [START], "what is known stays");
}

#[test]
fn time_that_runs_back_leaves_nothing() {
    let recording = Recording::default().extended(fresh(&[(START, 40.0)], &[]), START);
    assert!(recording.clone().as_of(START).is_read());
    assert_eq!(recording.as_of(START - MINUTE - 1), Recording::default());
}

#[test]
fn a_clock_that_is_read_a_little_late_leaves_everything() {
    let recording = Recording::default().extended(fresh(&[(START, 40.0)], &[]), START);
    let behind = START - MINUTE / 2;
    let kept = recording.clone().as_of(behind);
    assert_eq!(kept, recording);
    let extended = kept.extended(fresh(&[], &[]), behind);
    assert_eq!(extended, recording, "it does not know less than before");
}

#[test]
fn real_changes_are_told_by_events_or_else_counted() {
    let counted = fresh(&[], &[(START, 2.0), (START + MINUTE, 4.0)]);
    let own = Recording::default().extended(counted, START + MINUTE);
    let told = real_changes(&[entry(START, "Scaling event: added 1 instance(s)")], Some(&own));
    assert_eq!(told.iter().map(|change| change.by).collect::<Vec<_>>(), [1]);
    let counted = real_changes(&[entry(START, "A policy was changed")], Some(&own));
    assert_eq!(counted.iter().map(|change| change.by).collect::<Vec<_>>(), [2]);
}

#[test]
fn what_is_shared_is_equal_to_itself_alone() {
    let one = Shared::new(f64::NAN);
    assert_eq!(one, one.clone());
    assert_ne!(one, Shared::new(1.0));
    assert!(one.arc().is_nan());
}

/// It stays: what is known is not asked for again.
#[test]
fn what_was_answered_in_part_is_told_once_and_stays() {
    let warned = |words: &[&str]| {
        let warnings = words.iter().map(|words| (*words).to_owned()).collect();
        Fresh { warnings, ..Fresh::default() }
    };
    let own = Recording::default().extended(warned(&["one is away", "one is away"]), START);
    let own = own.extended(warned(&["another is", "one is away"]), START + MINUTE);
    let own = own.extended(fresh(&[], &[]), START + 2 * MINUTE);
    let said = "Samples may be missing: the metrics server warns “one is away”, “another is”. \
                Reload the page to ask again.";
    assert_eq!(own.partial().as_deref(), Some(said));
    assert_eq!(Recording::default().partial(), None);
}
