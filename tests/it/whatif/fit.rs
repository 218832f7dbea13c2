//! Calibration in numbers, and against the rules that were in force.

use headroom::engine::Metric;
use headroom::whatif::{
    Change, Detail, Fit, InForce, Interval, Job, Known, Pairing, RealChange, SizeAt, Variant,
    calibrate, run, successive,
};

use super::random::seeds;
use super::{at, capacity, first, history, job, policies, sizes};
use crate::chance::Chance;

const SPAN: Interval = Interval { from_ms: super::START_MS, to_ms: super::START_MS + 60 * 60_000 };

fn fit(simulated: &str, real: &str) -> Fit {
    Fit::of(&[], &[&sizes(simulated)], &sizes(real), SPAN)
}

#[test]
fn the_error_of_the_size_is_taken_over_time() {
    // For half of the hour 3 instead of 2.
    let found = fit("0:2 30:3", "0:2");
    assert_eq!((found.mape, found.nad), (Some(0.25), Some(0.25)));
    assert_eq!(found.held, Some(0.5));
    // Relative to 4 and to 2, each for half of the time; in all 1.5 of 3.
    let found = fit("0:2 30:3", "0:4 30:2");
    assert_eq!((found.mape, found.nad), (Some(0.5), Some(0.5)));
    assert_eq!(fit("0:2", "0:2").nad, Some(0.0));
    // Where there was none, nothing is relative to it.
    let found = fit("0:2", "0:0 30:2");
    assert_eq!((found.mape, found.nad), (Some(0.0), Some(1.0)));
    assert_eq!(Fit::of(&[], &[&sizes("0:2")], &[], SPAN), Fit::default());
    assert_eq!(Fit::default().sentence(), "");
}

#[test]
fn a_band_holds_what_lies_between_its_edges() {
    let held = |real: &str| {
        Fit::of(&[], &[&sizes("0:2 30:4"), &sizes("0:4 30:5")], &sizes(real), SPAN).held
    };
    assert_eq!(held("0:3"), Some(0.5));
    assert_eq!(held("0:2 30:5"), Some(1.0));
    assert_eq!(held("0:1"), Some(0.0));
}

fn pairing(apart_ms: i64, by: [i64; 2]) -> Pairing {
    let real = RealChange { at_ms: at(10), by: by[0], known: Known::Event };
    let to = u32::try_from(10 + by[1]).unwrap();
    let (from, policy, reversal) = (10, None, false);
    let simulated = Change { at_ms: at(10) + apart_ms, from, to, policy, reversal };
    Pairing::Matched { real, simulated }
}

#[test]
fn offsets_and_amounts_are_told_of_what_matched() {
    let mut pairings: Vec<Pairing> = (0..20).map(|at| pairing(-at * 1_000, [1, 1])).collect();
    pairings[3] = pairing(300_000, [1, 4]);
    pairings.push(Pairing::Missed(RealChange { at_ms: at(20), by: 1, known: Known::Event }));
    let found = Fit::of(&pairings, &[&sizes("0:2")], &sizes("0:2"), SPAN);
    assert_eq!(found.same_amount, Some(19.0 / 21.0));
    assert_eq!((found.offset_median_ms, found.offset_p95_ms), (Some(10_000), Some(19_000)));
    assert_eq!(
        found.sentence(),
        "The size is off by 0.0 % on average (MAPE; NAD 0.0 %); it holds the real size 100.0 % of \
         the time; changes come 10 s apart at the median and 19 s at the 95th percentile; 90.5 % \
         of all changes match by amount too."
    );
}

/// Rules that were changed half-way, and a group that followed them: held against the present ones
/// the first half does not fit, and against those in force all of it does.
#[test]
fn each_stretch_is_held_against_the_rules_that_were_in_force() {
    let mut fits = 0;
    for seed in seeds(30) {
        let chance = &mut Chance(seed);
        let values: Vec<f64> = (0..400).map(|_| f64::from(chance.within(50, 950)) / 10.0).collect();
        let rules = |up: &str, down: &str| {
            Variant::of_thresholds("own".into(), capacity(1, 8, 300), policies(&[up, down]))
        };
        let earlier = rules("cpu > 80 +2", "cpu < 20 -1");
        let later = rules("cpu > 60 +1", "cpu < 30 -2");
        let whole = job(history(Metric::Cpu, 5, &values), "0:3", capacity(1, 8, 300), &[]);
        let turn_ms = at(1_000);
        let part = |from: usize, to: usize, rules: &Variant, size: u32| {
            let mut own = whole.clone();
            let history = &mut own.histories[0];
            history.times_ms = history.times_ms[from..to].to_vec();
            history.values = history.values[from..to].to_vec();
            own.recorded_sizes = vec![SizeAt { at_ms: history.times_ms[0], size }];
            own.variants = vec![rules.clone()];
            first(&own)
        };
        // The truth: the first rules to minute 1,000, then the others from the recorded size.
        let before = part(0, 200, &earlier, 3);
        let after = part(200, 400, &later, 3);
        let in_force = [
            InForce { since_ms: at(0), rules: earlier.clone() },
            InForce { since_ms: turn_ms, rules: later.clone() },
        ];
        let found = successive(&whole, &in_force).unwrap();
        let expected = [before.changes, after.changes].concat();
        assert_eq!(found.changes, expected, "HEADROOM_SEED={seed}");
        let real: Vec<RealChange> = expected
            .iter()
            .map(|own| RealChange {
                at_ms: own.at_ms,
                by: i64::from(own.to) - i64::from(own.from),
                known: Known::Event,
            })
            .collect();
        let span = Interval { from_ms: at(0), to_ms: at(2_000) };
        assert_eq!(calibrate(&found.changes, &real, span, 0).score, Some(1.0));
        let present = Job { variants: vec![later], ..whole.clone() };
        let present = run(&present, Detail::Curves).unwrap().variants.swap_remove(0);
        let by_present = calibrate(&present.changes, &real, span, 0).score.unwrap();
        fits += u32::from(by_present < 0.9);
    }
    assert!(fits > 20, "{fits} of 30 differ under the present rules");
}

#[test]
fn stretches_without_samples_are_passed_over_and_wrong_rules_are_named() {
    let whole = job(history(Metric::Cpu, 5, &[90.0; 20]), "0:2", capacity(1, 5, 300), &[]);
    let own = |since, rules: &[&str]| InForce {
        since_ms: at(since),
        rules: Variant::of_thresholds("own".into(), capacity(1, 5, 300), policies(rules)),
    };
    let found = successive(&whole, &[own(0, &["cpu > 70 +1"]), own(5_000, &[])]).unwrap();
    assert!(!found.changes.is_empty());
    let mut wrong = own(0, &["cpu > 70 +1"]);
    wrong.rules.thresholds_mut().unwrap().capacity = capacity(9, 2, 0);
    assert!(successive(&whole, &[wrong]).is_err());
}
