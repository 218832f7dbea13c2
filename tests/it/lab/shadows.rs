//! Rules in the shadow of a group, as the browser keeps them and as a page follows them.

use headroom::engine::Metric;
use headroom::lab::{
    Absence, Fresh, Observation, PastRules, Recording, Shadow, Waiting, Why, is_late, joined,
    past_rules,
};
use headroom::whatif::{Interval, Job, Shape, ShapeKind, Variant};

use super::{HOUR, MINUTE, START, entry, job, samples, saved};
use crate::chance::Chance;
use crate::whatif::random::seeds;

fn edited() -> Variant {
    let mut own = saved();
    own.policy_mut(0).unwrap().metric.threshold = headroom::wire::Float::new(40.0);
    own
}

fn shadow() -> Shadow {
    Shadow::begin(&job(), (&edited(), &saved()), START)
}

/// A recording of so many minutes from the start on, a sample each.
fn recording(from: i64, minutes: i64) -> Recording {
    let stamps = || (from..=from + minutes).map(|minute| START + minute * MINUTE);
    let cpu: Vec<(i64, f64)> = stamps().map(|at_ms| (at_ms, 50.0)).collect();
    let counts: Vec<(i64, f64)> = stamps().map(|at_ms| (at_ms, 2.0)).collect();
    let fresh = Fresh {
        metrics: vec![(Metric::Cpu, samples(&cpu))],
        counts: samples(&counts),
        ..Fresh::default()
    };
    Recording::default().extended(fresh, START + (from + minutes) * MINUTE)
}

fn stretch(from: i64, to: i64) -> Interval {
    Interval { from_ms: START + from * MINUTE, to_ms: START + to * MINUTE }
}

#[test]
fn it_begins_with_the_settings_and_the_traffic_as_it_comes() {
    let shape = Shape { kind: ShapeKind::Spike, from_ms: 0, to_ms: 1, factor: 9.0 };
    let laid = Job {
        growth: 3.0,
        shapes: vec![shape],
        boot_delay_ms: 7,
        price_per_hour: Some(0.5),
        evaluation_phase_ms: Some(5),
        ..job()
    };
    let own = Shadow::begin(&laid, (&edited(), &saved()), START);
    assert_eq!((own.run.growth, own.run.shapes.len()), (1.0, 0), "what a what-if lays over it");
    assert_eq!((own.run.boot_delay_ms, own.run.price_per_hour), (7, Some(0.5)));
    assert_eq!(own.run.evaluation_phase_ms, Some(5), "its rhythm stays when the group changes");
    assert_eq!((own.rules(), &own.saved, own.since_ms), (&edited(), &saved(), START));
    assert!(own.run.histories.is_empty() && own.run.recorded_sizes.is_empty());
}

#[test]
fn it_is_kept_as_text_and_what_is_broken_says_so() {
    let own = shadow().seen_in(&[stretch(0, 5)]);
    assert_eq!(Shadow::read(&own.text()), Ok(own.clone()));
    // Kept by a version that does not note who looked on.
    let bare = own.text().replace(",\"seen\":", ",\"of_another_version\":");
    assert_eq!(Shadow::read(&bare).unwrap().seen, []);
    let none = Shadow { run: Job::default(), ..own.clone() };
    assert_eq!(Shadow::read(&none.text()).unwrap_err(), "run.variants: 0 in place of 1");
    for broken in ["", "{}", "null", "[1", &own.text()[..40]] {
        assert!(Shadow::read(broken).is_err(), "{broken}");
    }
    let text = own.text().replace("\"threshold\":40}", "\"threshold\":\"high\"}");
    assert_ne!(text, own.text());
    assert!(Shadow::read(&text).unwrap_err().contains("threshold"));
}

#[test]
fn it_waits_for_metrics_and_for_two_samples() {
    let own = shadow();
    let follow = |own: &Shadow, recording: &Recording| {
        let now_ms = recording.until_ms();
        own.follow((recording, now_ms), (&[], &PastRules::default()), &saved())
    };
    let unread = own.follow((&Recording::default(), START), (&[], &PastRules::default()), &saved());
    assert_eq!(unread, Err(Waiting::History(Why::Reading)));
    let bare = Recording::default().extended(Fresh::default(), START);
    let none = follow(&own, &bare).unwrap_err();
    assert_eq!(none, Waiting::History(Why::NoHistory));
    assert_eq!(none.words(), "The group has no metrics, so there is nothing to decide by.");
    let first = follow(&own, &recording(-60, 61)).unwrap_err();
    assert_eq!(
        (&first, first.words()),
        (&Waiting::Samples, "Waiting for the first two samples.".to_owned())
    );
    let asked = follow(&own, &recording(-60, 62)).unwrap();
    assert_eq!(asked.job.histories[0].times_ms, [START + MINUTE, START + 2 * MINUTE]);
    assert_eq!(asked.job.variants, [edited(), saved()]);
    assert_eq!(asked.beside.since_ms, START);
    // Of another sandbox, whose time is behind.
    let another = follow(&own, &recording(-600, 60)).unwrap_err();
    assert_eq!(another, Waiting::Another);
    assert!(another.words().contains("another sandbox"));
}

#[test]
fn the_real_changes_and_the_rules_that_were_in_force_go_along() {
    let log = [entry(START + MINUTE, "Scaling event: added 1 instance(s)")];
    let stored = headroom::forms::apply::Stored::Thresholds(super::group(), Vec::new());
    let past = past_rules(&stored, &Default::default(), &Default::default());
    let own = recording(-60, 70);
    let asked = shadow().follow((&own, own.until_ms()), (&log, &past), &saved()).unwrap();
    assert_eq!(asked.beside.changes.len(), 1);
    assert_eq!(asked.beside.in_force, past.in_force);
    assert_eq!(asked.beside.sizes.len(), 1);
}

#[test]
fn its_metrics_are_read_beside_those_of_the_saved_rules() {
    let mut own = shadow();
    let rules = own.run.variants[0].policy_mut(0).unwrap();
    rules.metric.managed_metric = Metric::NetworkIn.to_wire();
    assert_eq!(own.metrics(), [Metric::NetworkIn, Metric::Cpu]);
    let both = joined(vec![Metric::Cpu], &own.metrics());
    assert_eq!(both, [Metric::Cpu, Metric::NetworkIn]);
}

#[test]
fn a_page_that_was_closed_says_when_and_what_it_missed() {
    let own = shadow().seen_in(&[stretch(0, 10), stretch(100, 130)]);
    let found = own.absences(START + 140 * MINUTE, &[stretch(40, 60)]);
    let expected = [
        Absence { stretch: stretch(10, 100), missed_ms: 20 * MINUTE },
        Absence { stretch: stretch(130, 140), missed_ms: 0 },
    ];
    assert_eq!(found, expected);
    let clock = |at_ms: i64| format!("{}", (at_ms - START) / MINUTE);
    assert_eq!(
        found[0].words(clock),
        "No page looked on from 10 to 100. That time was read afterwards from the history, which \
         lacks 20 min of it: missed."
    );
    assert_eq!(
        found[1].words(clock),
        "No page looked on from 130 to 140. That time was read afterwards from the history."
    );
    let all = Absence { stretch: stretch(10, 100), missed_ms: 90 * MINUTE };
    assert!(all.words(clock).ends_with("is missed: the history has no metrics of it."));
    // A reload is over before a sample comes.
    assert!(!Absence { stretch: stretch(1, 2), missed_ms: 0 }.is_told());
    assert!(found.iter().all(Absence::is_told));
}

/// What was looked on and what was not are the whole time, however the stretches lie.
#[test]
fn absences_and_what_was_seen_add_up() {
    for seed in seeds(500) {
        let chance = &mut Chance(seed);
        let mut own = shadow();
        for _ in 0..chance.within(0, 9) {
            let from = i64::from(chance.within(0, 200)) - 20;
            own = own.seen_in(&[stretch(from, from + i64::from(chance.within(0, 30)))]);
        }
        let latest = own.seen.last().map_or(START, |last| last.to_ms);
        let until_ms = latest + i64::from(chance.within(0, 90)) * MINUTE;
        let absences = own.absences(until_ms, &[]);
        let length = |all: &mut dyn Iterator<Item = Interval>| -> i64 {
            all.map(|one| one.to_ms - one.from_ms).sum()
        };
        let away = length(&mut absences.iter().map(|one| one.stretch));
        let seen = length(&mut own.seen.iter().copied());
        assert_eq!(away + seen, until_ms - START, "HEADROOM_SEED={seed}");
        let is_apart = |one: &Absence| own.seen.iter().all(|s| s.overlap_ms(&one.stretch) == 0);
        assert!(absences.iter().all(is_apart), "HEADROOM_SEED={seed}");
    }
}

/// Two tabs that note their own stretches come to the same, whoever is first and however often.
#[test]
fn tabs_may_note_in_any_order() {
    let (one, other) = ([stretch(0, 20)], [stretch(15, 40), stretch(60, 70)]);
    let first = shadow().seen_in(&one).seen_in(&other);
    let second = shadow().seen_in(&other).seen_in(&one).seen_in(&other);
    assert_eq!(first, second);
    assert_eq!(first.seen, [stretch(0, 40), stretch(60, 70)]);
    // What was before it began is not its own.
    assert_eq!(shadow().seen_in(&[stretch(-60, 5)]).seen, [stretch(0, 5)]);
    // Nor is what no history reaches any more.
    let fortnight = 14 * 24 * 60;
    let late = shadow().seen_in(&[stretch(0, 5)]).seen_in(&[stretch(fortnight, fortnight + 60)]);
    assert_eq!(late.seen, [stretch(fortnight, fortnight + 60)]);
    assert_eq!(
        late.absences(START + (fortnight + 60) * MINUTE, &[])[0].stretch.from_ms,
        START + HOUR
    );
    assert!(late.is(&shadow()) && !late.is(&Shadow { since_ms: START + 1, ..shadow() }));
}

/// The reads of a page, by minute, with how often it has rested: `10 20/1` rested in between.
fn looked(reads: &str, leaps: bool) -> Vec<Interval> {
    let mut watch = Observation::default();
    for read in reads.split_whitespace() {
        let (minute, rests) = read.split_once('/').unwrap_or((read, "0"));
        let until_ms = START + minute.parse::<i64>().unwrap() * MINUTE;
        watch = watch.looked(until_ms, rests.parse().unwrap(), leaps);
    }
    watch.seen
}

#[test]
fn a_page_looks_on_from_its_first_read_but_for_its_rests() {
    assert_eq!(looked("10", false), [stretch(10, 10)]);
    assert_eq!(looked("10 11 12", false), [stretch(10, 12)]);
    // It rested in the background, and what it reads then came meanwhile.
    assert_eq!(looked("10 11 11/1 30/1 31/1", false), [stretch(10, 11), stretch(30, 31)]);
    // The machine slept, or nothing could be read.
    assert_eq!(looked("10 11 40 41", false), [stretch(10, 11), stretch(40, 41)]);
    // A sandbox's clock was moved on while the page looked.
    assert_eq!(looked("10 11 71", true), [stretch(10, 71)]);
    // Another sandbox, in which nothing was seen yet.
    assert_eq!(looked("100 110 20 21", true), [stretch(20, 21)]);
}

#[test]
fn samples_are_late_after_ten_minutes() {
    assert!(!is_late(START, START + 10 * MINUTE));
    assert!(is_late(START, START + 10 * MINUTE + 1));
}
