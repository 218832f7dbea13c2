//! A replay's changes beside the real ones, one to one.

use headroom::whatif::{
    Change, Interval, Known, Pairing, RealChange, calibrate, changes_in_counts,
};

use super::{at, clock};
use crate::chance::Chance;

/// Changes such as `5:+1 20:-2`.
fn changes(text: &str) -> Vec<(i64, i64)> {
    let change = |word: &str| {
        let (minute, by) = word.split_once(':').unwrap();
        (at(minute.parse().unwrap()), by.parse().unwrap())
    };
    text.split_whitespace().map(change).collect()
}

fn real(changes: &[(i64, i64)]) -> Vec<RealChange> {
    let known = Known::Event;
    changes.iter().map(|&(at_ms, by)| RealChange { at_ms, by, known }).collect()
}

fn simulated(changes: &[(i64, i64)]) -> Vec<Change> {
    let change = |&(at_ms, by): &(i64, i64)| {
        let to = u32::try_from(50 + by).unwrap();
        Change { at_ms, from: 50, to, policy: Some(0), reversal: false }
    };
    changes.iter().map(change).collect()
}

const ALWAYS: Interval = Interval { from_ms: i64::MIN, to_ms: i64::MAX };

/// The pairings as `=5/6` (matched), `-20` (missed) and `+30` (extra), by minutes.
fn paired(real_text: &str, simulated_text: &str) -> String {
    let (real, simulated) = (real(&changes(real_text)), simulated(&changes(simulated_text)));
    let found = calibrate(&simulated, &real, ALWAYS, 300_000);
    let text = |pairing: &Pairing| match pairing {
        Pairing::Matched { real, simulated } => {
            format!("={}/{}", clock(real.at_ms), clock(simulated.at_ms))
        }
        Pairing::Missed(real) => format!("-{}", clock(real.at_ms)),
        Pairing::Extra(change) => format!("+{}", clock(change.at_ms)),
    };
    found.pairings.iter().map(text).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_change_is_matched_missed_or_extra() {
    let table = [
        ("", "", ""),
        ("10:+1", "10:+1", "=10/10"),
        ("10:+1", "15:+1", "=10/15"),
        ("10:+1", "5:+1", "=10/5"),
        ("10:+1", "16:+1", "-10 +16"),
        ("10:+1", "10:-1", "-10 +10"),
        ("10:+1", "10:+4", "=10/10"),
        ("10:+1", "", "-10"),
        ("", "10:-1", "+10"),
        // One partner each, and as many pairs as there can be.
        ("10:+1 12:+1", "11:+1", "=10/11 -12"),
        ("10:+1 14:+1", "13:+1 18:+1", "=10/13 =14/18"),
        ("10:+1 20:-1", "12:-1 22:-1", "-10 +12 =20/22"),
    ];
    for (real, simulated, expected) in table {
        assert_eq!(paired(real, simulated), expected, "{real} beside {simulated}");
    }
}

#[test]
fn the_score_is_the_share_that_matches() {
    let found = |real_text: &str, simulated_text: &str| {
        let (real, simulated) = (real(&changes(real_text)), simulated(&changes(simulated_text)));
        let found = calibrate(&simulated, &real, ALWAYS, 300_000);
        (found.score, found.sentence)
    };
    let (score, sentence) = found("10:+1 30:+1 50:-1", "10:+1 31:+1 70:-1");
    assert_eq!(score, Some(0.5));
    let expected = "The replay meets 2 of 3 real changes within 5 min. 1 change only the replay \
                    made. 50 % of all changes match.";
    assert_eq!(sentence, expected);
    assert_eq!(found("10:+1", "10:+1").0, Some(1.0));
    let (score, sentence) = found("", "10:+1 20:+1");
    assert_eq!(score, Some(0.0));
    assert!(sentence.starts_with("The real group never changed; the replay did, 2 times."));
    let (score, sentence) = found("", "");
    assert_eq!(score, None);
    assert!(sentence.starts_with("Neither the real group nor the replay ever changed"));
}

#[test]
fn only_what_the_histories_span_is_compared() {
    let span = Interval { from_ms: at(10), to_ms: at(60) };
    let real = real(&changes("5:+1 10:+1 60:-1 65:-1"));
    let found = calibrate(&simulated(&changes("10:+1 60:-1")), &real, span, 0);
    assert_eq!((found.matched, found.missed, found.extra, found.score), (2, 0, 0, Some(1.0)));
}

#[test]
fn real_changes_come_from_events_or_from_counts_and_say_so() {
    let told = [(10, 1), (30, -2)].map(|(minute, by)| RealChange {
        at_ms: at(minute),
        by,
        known: Known::Event,
    });
    let read = |changes: &[RealChange]| changes.iter().map(|c| (c.at_ms, c.by)).collect::<Vec<_>>();
    let times_ms = [0, 2, 10, 20, 30].map(at);
    let counted = changes_in_counts(&times_ms, &[2.0, 2.0, 3.0, 3.0, 1.0]);
    assert_eq!(read(&counted), changes("10:+1 30:-2"));
    let apart = |minutes: i64| Known::Samples { apart_ms: minutes * 60_000 };
    assert_eq!(counted.iter().map(|own| own.known).collect::<Vec<_>>(), [apart(8), apart(10)]);
    let derived = |real: &[RealChange]| {
        let found = calibrate(&[], real, ALWAYS, 0);
        (found.derived, found.sentence.contains("derived from the number of Instances"))
    };
    assert_eq!((derived(&told), derived(&counted)), ((false, false), (true, true)));
}

/// A change between two samples may have come right after the first of them, however far apart
/// they are.
#[test]
fn changes_derived_from_samples_are_met_within_their_distance() {
    for apart in [1, 5, 15] {
        let counted = changes_in_counts(&[at(0), at(60), at(60 + apart)], &[2.0, 2.0, 3.0]);
        let met = |minute: i64| {
            let replayed = simulated(&[(at(minute), 1)]);
            calibrate(&replayed, &counted, ALWAYS, 300_000).matched
        };
        assert_eq!((met(54), met(55), met(65 + 2 * apart), met(66 + 2 * apart)), (0, 1, 1, 0));
    }
}

#[test]
fn a_match_by_another_amount_is_counted_and_told() {
    let (real, simulated) = (real(&changes("10:+1 20:-1")), simulated(&changes("10:+4 20:-1")));
    let found = calibrate(&simulated, &real, ALWAYS, 0);
    assert_eq!((found.matched, found.by_another_amount), (2, 1));
    let expected = "The replay meets 2 of 2 real changes within 0 s. 1 of them by another amount. \
                    100 % of all changes match.";
    assert_eq!(found.sentence, expected);
}

/// The most pairs there can be, by trying every partner of the first one.
fn most(real: &[(i64, i64)], simulated: &[(i64, i64)], tolerance_ms: i64) -> usize {
    let Some((first, rest)) = real.split_first() else { return 0 };
    let mut best = most(rest, simulated, tolerance_ms);
    for (index, other) in simulated.iter().enumerate() {
        if (first.1 > 0) == (other.1 > 0) && (first.0 - other.0).abs() <= tolerance_ms {
            let mut left = simulated.to_vec();
            left.remove(index);
            best = best.max(1 + most(rest, &left, tolerance_ms));
        }
    }
    best
}

#[test]
fn no_pairing_matches_more_and_every_change_stands_once() {
    let mut pairs = 0;
    for seed in 0..600 {
        let mut chance = Chance(seed);
        let mut row = || {
            let mut at_ms = at(0);
            let count = chance.within(0, 7);
            let change = |_| {
                at_ms += i64::from(chance.within(1, 8)) * 60_000;
                (at_ms, if chance.once_in(2) { 1 } else { -2 })
            };
            (0..count).map(change).collect::<Vec<(i64, i64)>>()
        };
        let (ours, theirs) = (row(), row());
        let tolerance_ms = i64::try_from(seed % 9).unwrap() * 60_000;
        let found = calibrate(&simulated(&theirs), &real(&ours), ALWAYS, tolerance_ms);
        assert_eq!(found.matched, most(&ours, &theirs, tolerance_ms), "seed {seed}");
        assert_eq!(found.matched + found.missed, ours.len(), "seed {seed}");
        assert_eq!(found.matched + found.extra, theirs.len(), "seed {seed}");
        assert_eq!(found.pairings.len(), found.matched + found.missed + found.extra);
        assert!(found.pairings.is_sorted_by_key(Pairing::at_ms), "seed {seed}");
        for pairing in &found.pairings {
            let Pairing::Matched { real, simulated } = pairing else { continue };
            let alike = (real.by > 0) == (simulated.to > simulated.from);
            let near = (real.at_ms - simulated.at_ms).abs() <= tolerance_ms;
            assert!(alike && near, "seed {seed}: {pairing:?}");
        }
        pairs += found.matched;
    }
    assert!(pairs > 300, "{pairs} pairs");
}
