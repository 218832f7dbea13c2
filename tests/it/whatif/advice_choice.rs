//! What is worse, what is a gain, which points stay candidates, and the sentences.

use headroom::whatif::{
    Advice, Candidates, Interval, OverloadWorth, Point, Recommendation, Score, Weighing, Worth,
};

use super::random::seeds;
use crate::chance::Chance;

const MONTH: f64 = 730.0;

const fn score(instance_hours: f64, overload_minutes: f64) -> Score {
    Score { instance_hours, overload_minutes, changes: 10, reversals: 2 }
}

const SAVED: Score = score(100.0, 60.0);

#[test]
fn nothing_may_be_worse_unless_a_worth_is_stated() {
    let none = Weighing::default();
    let limit = Weighing::new(OverloadWorth::MinutesPerMonth(90.0), None).unwrap();
    // A minute costs 0.1 EUR, which is an Instance-hour.
    let euros = Weighing::new(OverloadWorth::EurPerMinute(0.1), Some(0.1)).unwrap();
    for (point, by_none, by_limit, by_euros) in [
        (score(90.0, 60.0), false, false, false),
        (score(90.0, 60.5), true, false, false),
        (score(90.0, 90.0), true, false, true),
        (score(60.0, 91.0), true, true, false),
        (score(101.0, 58.0), false, false, false),
        (Score { changes: 11, ..score(50.0, 0.0) }, true, true, true),
        (Score { reversals: 3, ..score(50.0, 0.0) }, true, true, true),
    ] {
        let found = [none, limit, euros].map(|own| own.is_worse(&SAVED, &point, MONTH));
        assert_eq!(found, [by_none, by_limit, by_euros], "{point:?}");
    }
    // Half a month allows half of the minutes, and what was saved already is no worse.
    assert!(!limit.is_worse(&SAVED, &score(90.0, 60.0), MONTH / 2.0));
    assert!(limit.is_worse(&score(100.0, 10.0), &score(90.0, 46.0), MONTH / 2.0));
}

/// Within so many reversals a month.
fn within(reversals: f64) -> Weighing {
    let worth = Worth { reversals_per_month: Some(reversals), ..Worth::default() };
    Weighing::new(worth, None).unwrap()
}

#[test]
fn a_limit_of_reversals_is_kept_as_one_of_overload_is() {
    let with = |reversals| Score { reversals, ..score(90.0, 60.0) };
    let limit = within(4.0);
    assert!(!limit.is_worse(&SAVED, &with(4), MONTH), "more than saved, within the limit");
    assert!(limit.is_worse(&SAVED, &with(5), MONTH));
    assert!(limit.is_worse(&SAVED, &with(3), MONTH / 4.0), "a quarter of a month allows one");
    assert!(!limit.is_worse(&SAVED, &with(2), MONTH / 4.0), "what was saved is no worse");

    // A limit that the saved rules break is met at any cost, and by nothing else.
    let tight = within(1.0);
    let dear = Score { reversals: 1, ..score(300.0, 60.0) };
    assert!(tight.gain(&SAVED, &dear, MONTH).is_some());
    assert!(tight.gain(&SAVED, &with(2), MONTH).is_none());
    // Of two limits both have to be kept.
    let overload = OverloadWorth::MinutesPerMonth(90.0);
    let both = Weighing::new(Worth { overload, reversals_per_month: Some(1.0) }, None).unwrap();
    assert!(both.gain(&SAVED, &dear, MONTH).is_some());
    let much = Score { overload_minutes: 91.0, ..dear };
    assert!(both.gain(&SAVED, &much, MONTH).is_none());
}

#[test]
fn a_sentence_says_what_is_accepted_of_reversals() {
    let more = Score { reversals: 3, ..score(80.0, 60.0) };
    let found = sentence(Advice::Trade, more, None, &within(100.0));
    let end = "reversals go from 2 to 3. That is a trade, within 100 reversals a month: 3 in this \
               history.";
    assert!(found.ends_with(end), "{found}");
    let overload = OverloadWorth::MinutesPerMonth(3_000.0);
    let worth = Worth { overload, reversals_per_month: Some(100.0) };
    let found = sentence(Advice::Trade, more, None, &Weighing::new(worth, None).unwrap());
    let end = "within 3,000 min of overload and 100 reversals a month: 99 and 3 in this history.";
    assert!(found.ends_with(end), "{found}");
    let overload = OverloadWorth::EurPerMinute(0.5);
    let worth = Worth { overload, reversals_per_month: Some(100.0) };
    let found = sentence(Advice::Trade, more, None, &Weighing::new(worth, Some(0.1)).unwrap());
    let end = "It keeps within 100 reversals a month: 3 in this history.";
    assert!(found.ends_with(end), "{found}");

    let keep = Recommendation { saved: SAVED, ..Recommendation::default() };
    let span = Interval { from_ms: 0, to_ms: 24 * 3_600_000 };
    let found = keep.sentence("", span, None, &within(31.0));
    assert!(found.contains("no point of this sweep keeps within 1 reversal in this"), "{found}");
}

#[test]
fn a_gain_is_two_per_cent_or_half_an_hour_a_month() {
    let gains = |weighing: &Weighing, point| weighing.gain(&SAVED, &point, MONTH).is_some();
    let none = Weighing::default();
    for (point, expected) in [
        (score(98.0, 60.0), true),
        (score(98.1, 60.0), false),
        (score(100.0, 30.0), true),
        (score(100.0, 31.0), false),
        (score(100.1, 0.0), false),
        (SAVED, false),
    ] {
        assert_eq!(gains(&none, point), expected, "{point:?}");
    }
    // Ten per cent of much overload is much.
    let much = score(100.0, 1_000.0);
    assert!(none.gain(&much, &score(100.0, 950.0), MONTH).is_none());
    assert!(none.gain(&much, &score(100.0, 900.0), MONTH).is_some());
    // A limit that the saved rules break is met at any cost, and by nothing else.
    let limit = Weighing::new(OverloadWorth::MinutesPerMonth(10.0), None).unwrap();
    assert!(gains(&limit, score(300.0, 10.0)) && !gains(&limit, score(10.0, 11.0)));
    let euros = Weighing::new(OverloadWorth::EurPerMinute(0.1), Some(0.1)).unwrap();
    assert!(gains(&euros, score(120.0, 30.0)) && !gains(&euros, score(128.0, 30.0)));
}

#[test]
fn a_worth_that_cannot_be_weighed_is_refused() {
    for (worth, price, expected) in [
        (OverloadWorth::EurPerMinute(1.0), None, "Give the price of an Instance-hour"),
        (OverloadWorth::EurPerMinute(1.0), Some(0.0), "Give the price of an Instance-hour"),
        (OverloadWorth::EurPerMinute(-1.0), Some(1.0), "Give a number of 0 or more."),
        (OverloadWorth::EurPerMinute(f64::NAN), None, "Give a number of 0 or more."),
        (OverloadWorth::MinutesPerMonth(f64::INFINITY), None, "Give a number of 0 or more."),
    ] {
        let refused = Weighing::new(worth, price).unwrap_err();
        assert!(refused.contains(expected), "{worth:?}: {refused}");
    }
    let worth = Worth { reversals_per_month: Some(-1.0), ..Worth::default() };
    assert!(Weighing::new(worth, None).unwrap_err().contains("Give a number of 0 or more."));
}

#[test]
fn any_order_and_any_parts_leave_the_same_candidates() {
    for seed in seeds(200) {
        let chance = &mut Chance(seed);
        let points: Vec<Point> = (0..chance.within(0, 300))
            .map(|index| {
                let hours = f64::from(chance.within(50, 120));
                Point { index, score: score(hours, f64::from(chance.within(0, 70))) }
            })
            .collect();
        let mut whole = Candidates::new(Weighing::default(), SAVED, MONTH);
        whole.extend(points.iter().copied());
        let cut = points.len() / 3;
        let parts = [&points[..cut], &points[cut..]].map(|part| {
            let mut own = Candidates::new(Weighing::default(), SAVED, MONTH);
            own.extend(part.iter().rev().copied());
            own
        });
        let mut merged = parts[1].clone();
        merged.merge(&parts[0]);
        assert_eq!(merged, whole, "HEADROOM_SEED={seed}");
        let kept = whole.points();
        assert!(kept.is_sorted_by_key(|point| point.score.instance_hours.to_bits()));
        for point in &points {
            let weighing = Weighing::default();
            let advisable = !weighing.is_worse(&SAVED, &point.score, MONTH)
                && weighing.gain(&SAVED, &point.score, MONTH).is_some();
            assert_eq!(kept.contains(point), advisable, "HEADROOM_SEED={seed}");
        }
    }
}

#[test]
fn no_more_than_so_many_candidates_are_kept_and_the_rest_is_counted() {
    let most = u32::try_from(Candidates::MOST).unwrap();
    let mut all = Candidates::new(Weighing::default(), SAVED, MONTH);
    let dear = (0..most + 500).rev();
    all.extend(dear.map(|index| Point { index, score: score(f64::from(index) / 100.0, 0.0) }));
    assert_eq!((all.points().len(), all.dropped()), (Candidates::MOST, 500));
    assert_eq!(all.points()[0].index, 0, "the cheapest stay");
    let mut twice = all.clone();
    twice.merge(&all);
    assert_eq!((twice.points().len(), twice.dropped()), (Candidates::MOST, 1_000 + most));
}

/// Against saved rules of 100 hours, 60 minutes, 10 changes and 2 reversals within a day.
fn sentence(advice: Advice, after: Score, price: Option<f64>, weighing: &Weighing) -> String {
    let told = Recommendation {
        advice,
        point: Some(Point { index: 0, score: after }),
        saved: SAVED,
        ..Recommendation::default()
    };
    let span = Interval { from_ms: 0, to_ms: 24 * 3_600_000 };
    told.sentence("Set threshold 65 %", span, price, weighing)
}

#[test]
fn a_sentence_says_what_it_buys_changes_and_reversals_too() {
    let none = Weighing::default();
    let calmer = Score { changes: 4, reversals: 0, ..score(90.0, 60.0) };
    for (after, price, expected) in [
        (
            calmer,
            Some(0.1),
            "saves € 1.00 a day (10.0 %) with no more overload, changes go from 10 to 4, \
             reversals go from 2 to 0.",
        ),
        (
            score(90.0, 25.0),
            None,
            "saves 10.0 Instance-hours a day (10.0 %) and avoids 35 min of overload of this \
             history, changes stay at 10, reversals stay at 2.",
        ),
        (
            score(100.0, 0.0),
            None,
            "costs the same and avoids 60 min of overload of this history, changes stay at 10, \
             reversals stay at 2.",
        ),
        (
            score(90.0, 59.8),
            Some(0.1),
            "saves € 1.00 a day (10.0 %) with hardly less overload, changes stay at 10, \
             reversals stay at 2.",
        ),
    ] {
        let found = sentence(Advice::Better, after, price, &none);
        assert_eq!(found, format!("Set threshold 65 %: that {expected}"));
    }
    let euros = Weighing::new(OverloadWorth::EurPerMinute(0.5), Some(0.1)).unwrap();
    let found = sentence(Advice::Trade, score(110.0, 0.0), Some(0.1), &euros);
    assert!(found.ends_with("That is a trade, at € 0.5 for a minute of overload."), "{found}");
    let limit = Weighing::new(OverloadWorth::MinutesPerMonth(3_000.0), None).unwrap();
    let found = sentence(Advice::Trade, score(80.0, 90.0), None, &limit);
    let end = "That is a trade, within 3,000 min of overload a month: 99 in this history.";
    assert!(found.contains("and adds 30 min of overload") && found.ends_with(end), "{found}");
}
