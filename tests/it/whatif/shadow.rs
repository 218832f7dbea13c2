//! Rules in the shadow of a group: the same replay as a what-if over what was sampled since.

use headroom::engine::{MINUTE_MS, Metric};
use headroom::whatif::{
    Detail, History, Interval, Job, Known, LoadModel, Pairing, RealChange, RealGroup, SizeAt,
    Variant, run, sampled_since, shadowed, united, unsampled,
};

use super::random::{random_job, seeds};
use super::{at, capacity, first, history, job, policies};
use crate::chance::Chance;

const NOBODY: &[RealChange] = &[];

fn variant(rules: &[&str]) -> Variant {
    Variant::of_thresholds("own".into(), capacity(1, 8, 300), policies(rules))
}

/// The shadow over a stretch is a what-if of the same rules over the samples of that stretch, from
/// the size that was recorded there: to the last bit, for any job and any start.
#[test]
fn a_shadow_is_a_what_if_over_what_was_sampled_since_it_began() {
    let mut changed = 0;
    for seed in seeds(300) {
        let (whole, chance) = (random_job(seed), &mut Chance(seed));
        let times = &whole.histories[0].times_ms;
        let since_ms = chance.pick(times) - 1;
        let Some(stretch) = sampled_since(&whole, since_ms) else { continue };
        assert!(stretch.histories.iter().all(|own| own.times_ms[0] > since_ms));
        let rules = &whole.variants[0];
        let real = RealGroup { changes: NOBODY, sizes: &[], saved: rules, in_force: &[] };
        let found = shadowed(&stretch, rules, real).unwrap();

        // The samples of the stretch as a history of their own, taken by hand.
        let histories = whole.histories.iter().filter_map(|own| {
            let after = own.times_ms.iter().position(|at_ms| *at_ms > since_ms)?;
            let (times_ms, values) = (own.times_ms[after..].to_vec(), own.values[after..].to_vec());
            (times_ms.len() > 1).then(|| History { times_ms, values, ..own.clone() })
        });
        let by_hand =
            Job { histories: histories.collect(), variants: vec![rules.clone()], ..whole.clone() };
        let expected = run(&by_hand, Detail::Ledger).unwrap();
        assert_eq!(found.span, expected.span, "HEADROOM_SEED={seed}");
        let same = |one, other| format!("{one:?}") == format!("{other:?}");
        assert!(same(&found.own, &expected.variants[0]), "HEADROOM_SEED={seed}");
        changed += usize::from(!found.own.changes.is_empty());
    }
    assert!(changed > 100, "{changed} of 300 shadows changed their size");
}

/// A lower threshold scales where the group does not, from the size that the group had.
#[test]
fn it_starts_at_the_real_size_and_stands_beside_what_the_group_did() {
    let values: Vec<f64> = (0..60).map(|minute| if minute < 20 { 50.0 } else { 65.0 }).collect();
    let saved = variant(&["cpu > 70 +1"]);
    let mut whole = job(history(Metric::Cpu, 1, &values), "0:2 10:3", capacity(1, 8, 300), &[]);
    whole.price_per_hour = Some(0.1);
    let stretch = sampled_since(&whole, at(30)).unwrap();
    let sizes = [SizeAt { at_ms: at(0), size: 2 }, SizeAt { at_ms: at(10), size: 3 }];
    let before = RealChange { at_ms: at(10), by: 1, known: Known::Event };
    let real = RealGroup { changes: &[before], sizes: &sizes, saved: &saved, in_force: &[] };
    let found = shadowed(&stretch, &variant(&["cpu > 60 +1"]), real).unwrap();
    assert_eq!(found.own.sizes[0].size, 3, "the size that served when it began");
    assert!(found.own.sizes.last().unwrap().size > 3);
    assert!(found.pairings.iter().all(|one| matches!(one, Pairing::Extra(_))));
    assert_eq!(found.real.size, Some(3));
    assert_eq!((found.real.changes, found.real.reversals), (0, 0), "the one before is not its own");
    assert!((found.real.instance_hours - 1.5).abs() < 1e-9, "{}", found.real.instance_hours);
    assert!(found.own.scorecard.instance_hours > found.real.instance_hours);
    // The saved rules did what the group did, so the replay can be trusted as far as that goes.
    assert_eq!(found.saved.changes, []);
    assert_eq!(found.fit.held, Some(1.0));
}

#[test]
fn there_is_none_before_two_samples_and_none_for_rules_that_are_not_valid() {
    let whole = job(history(Metric::Cpu, 1, &[50.0; 30]), "0:2", capacity(1, 8, 300), &[]);
    assert!(sampled_since(&whole, at(29)).is_none(), "one sample has no interval");
    assert!(sampled_since(&whole, at(28)).is_some());
    assert!(sampled_since(&whole, at(500)).is_none());
    let wrong = Variant::of_thresholds("own".into(), capacity(9, 2, 0), Vec::new());
    let saved = variant(&["cpu > 70 +1"]);
    let real = RealGroup { changes: NOBODY, sizes: &[], saved: &saved, in_force: &[] };
    assert!(shadowed(&whole, &wrong, real).is_err());
    let found = shadowed(&whole, &saved, real).unwrap();
    assert_eq!((found.real.size, found.real.instance_hours), (None, 0.0));
}

fn own(minutes: &[i64]) -> History {
    let times_ms: Vec<i64> = minutes.iter().map(|minute| at(*minute)).collect();
    let values = vec![50.0; times_ms.len()];
    History { metric: Metric::Cpu, load: LoadModel::PerInstance, times_ms, values }
}

fn stretch(from: i64, to: i64) -> Interval {
    Interval { from_ms: at(from), to_ms: at(to) }
}

#[test]
fn what_a_history_lacks_is_missed_from_the_start_on() {
    let whole = own(&[11, 12, 13, 14, 15]);
    assert_eq!(unsampled(&[&whole], at(10)), []);
    // A shadow seldom begins at a stamp.
    assert_eq!(unsampled(&[&whole], at(10) - MINUTE_MS / 3), []);
    assert_eq!(unsampled(&[&whole], at(4)), [stretch(4, 10)], "no history reaches back so far");
    let gap = own(&[11, 12, 13, 20, 21]);
    assert_eq!(unsampled(&[&gap], at(10)), [stretch(13, 19)]);
    // Another metric goes on while one has ended; the gaps of both are counted once.
    assert_eq!(unsampled(&[&gap, &own(&[11, 12, 13, 14])], at(10)), [stretch(13, 21)]);
    assert_eq!(unsampled(&[], at(10)), []);
}

/// However stretches lie, what is united covers the same instants, each once.
#[test]
fn united_stretches_cover_the_same_time_once() {
    for seed in seeds(500) {
        let chance = &mut Chance(seed);
        let mut any = || {
            let from = i64::from(chance.within(0, 60));
            Interval { from_ms: from, to_ms: from + i64::from(chance.within(0, 12)) }
        };
        let all: Vec<Interval> = (0..8).map(|_| any()).collect();
        let found = united(all.clone());
        assert!(found.windows(2).all(|pair| pair[0].to_ms < pair[1].from_ms), "{found:?}");
        for instant in 0..80 {
            let is_in = |own: &Interval| own.from_ms <= instant && instant < own.to_ms;
            assert_eq!(found.iter().any(is_in), all.iter().any(is_in), "{instant} of {all:?}");
        }
    }
}

/// The replay of what the group did under its own rules stands in for trust: over the same stretch.
#[test]
fn the_calibration_is_over_the_shadows_own_time() {
    let values: Vec<f64> =
        (0..120).map(|m| if (30..60).contains(&m) { 80.0 } else { 50.0 }).collect();
    let rules = ["cpu > 70 +1", "cpu < 30 -1"];
    let whole = job(history(Metric::Cpu, 1, &values), "0:2", capacity(1, 8, 300), &rules);
    let outcome = first(&whole);
    let first_change = outcome.changes[0];
    let real = |change: &headroom::whatif::Change| RealChange {
        at_ms: change.at_ms,
        by: i64::from(change.to) - i64::from(change.from),
        known: Known::Event,
    };
    let changes: Vec<RealChange> = outcome.changes.iter().map(real).collect();
    let recorded = Job { recorded_sizes: outcome.sizes.clone(), ..whole.clone() };
    let late = sampled_since(&recorded, first_change.at_ms + MINUTE_MS).unwrap();
    let (saved, sizes) = (variant(&rules), outcome.sizes);
    let real = RealGroup { changes: &changes, sizes: &sizes, saved: &saved, in_force: &[] };
    let found = shadowed(&late, &saved, real).unwrap();
    let counted = found.calibration.matched + found.calibration.missed;
    assert_eq!(counted, changes.len() - 1, "the change before it began is not counted");
    assert_eq!(found.real.changes, counted);
}
