//! A marked stretch, and what was found for it, in words.

use headroom::lab::incident::{
    Mark, count_text, difference_words, is_overloaded, is_within, overloads, repair_cards,
    repair_words,
};
use headroom::whatif::{
    Count, Differences, FeatureKind, Interval, Judged, Judgement, Obstacle, Parameter, Repair,
    Repairs, Score, Setting,
};

use super::{DAY, HOUR, MINUTE, START, saved};

fn stretch(from: i64, to: i64) -> Interval {
    Interval { from_ms: START + from * MINUTE, to_ms: START + to * MINUTE }
}

#[test]
fn a_mark_goes_from_sample_to_sample_in_either_direction() {
    let times: Vec<i64> = (0..10).map(|step| START + step * 5 * MINUTE).collect();
    let mark = Mark::between(&times, START + 21 * MINUTE, START + 4 * MINUTE).unwrap();
    assert_eq!(mark, Mark { anchor_ms: START + 20 * MINUTE, head_ms: START + 5 * MINUTE });
    assert_eq!(mark.stretch(), stretch(5, 20));
    assert_eq!(Mark::of(stretch(5, 20)).stretch(), stretch(5, 20));
    assert_eq!(Mark::between(&times, START, START + 2 * MINUTE), None, "one sample is no stretch");
    assert_eq!(Mark::between(&[], START, START + HOUR), None);
}

/// The address keeps which end the keyboard moves on.
#[test]
fn a_mark_is_the_same_after_a_reload() {
    for mark in [(START, START + HOUR), (START + HOUR, START), (-DAY, -HOUR), (-DAY, START)] {
        let mark = Mark { anchor_ms: mark.0, head_ms: mark.1 };
        assert_eq!(Mark::read(&mark.text()), Some(mark));
    }
    for none in ["", "5", "5-", "-5", "5-5", "a-b", "5-6-7"] {
        assert_eq!(Mark::read(none), None, "{none}");
    }
}

#[test]
fn a_stretch_beside_the_history_is_told_from_one_within() {
    let span = stretch(0, 60);
    for within in [(0, 60), (-5, 1), (59, 90), (-5, 90), (20, 30)] {
        assert!(is_within(stretch(within.0, within.1), span), "{within:?}");
    }
    for beside in [(-20, 0), (60, 70), (-20, -10)] {
        assert!(!is_within(stretch(beside.0, beside.1), span), "{beside:?}");
    }
}

/// What leads nowhere is not offered.
#[test]
fn a_stretch_without_overload_is_known_before_it_is_repaired() {
    let of = |from_ms, to_ms| Interval { from_ms, to_ms };
    let overload = [of(10, 20), of(40, 50)];
    for (from_ms, to_ms, expected) in
        [(0, 10, false), (0, 11, true), (12, 14, true), (20, 40, false), (49, 90, true)]
    {
        assert_eq!(is_overloaded(&overload, of(from_ms, to_ms)), expected, "{from_ms} {to_ms}");
    }
    assert!(!is_overloaded(&[], of(0, 100)));
}

#[test]
fn overloads_that_are_close_are_one_and_the_longest_comes_first() {
    let all = [stretch(0, 5), stretch(10, 12), stretch(100, 130), stretch(300, 301)];
    let minutes: Vec<_> = overloads(&all).iter().map(|(own, sum)| (*own, sum / MINUTE)).collect();
    assert_eq!(minutes, [(stretch(100, 130), 30), (stretch(0, 12), 7), (stretch(300, 301), 1)]);
    assert!(overloads(&[]).is_empty());
}

#[test]
fn what_does_not_differ_is_said_with_what_was_counted() {
    let mut found = Differences { inside: 7, outside: 4_025, ..Differences::default() };
    assert_eq!(difference_words(&found), "4,032 evaluations counted, all of them.");
    found.same = vec![FeatureKind::Cooldown, FeatureKind::MissingSamples];
    let said = "No difference of 10 points or more: cooldown, missing samples. 4,032 evaluations \
                counted, all of them.";
    assert_eq!(difference_words(&found), said);
    found.inside = 0;
    assert!(difference_words(&found).starts_with("No evaluation lies in this stretch"));
    assert_eq!(count_text(Count { count: 4, of: 4_025 }), "4 of 4,025");
}

fn score(instance_hours: f64, overload_minutes: f64, reversals: usize) -> Score {
    Score { instance_hours, overload_minutes, changes: 2 * reversals, reversals }
}

/// Fourteen days, of which one had 32 of all 50 minutes.
fn before() -> Repairs {
    Repairs {
        stretch: stretch(1_180, 1_215),
        span: Interval { from_ms: START, to_ms: START + 14 * DAY },
        before: Judged {
            whole: score(1_680.0, 50.0, 6),
            inside: score(4.0, 32.0, 0),
            elsewhere: score(1_560.0, 18.0, 6),
        },
        other_days: 13,
        tried: 1_080,
        of: 1_080,
        found: Vec::new(),
        obstacle: Obstacle { needed: 9, maximum: 5, boot_delay_ms: 90_000, least_minutes: 7.0 },
    }
}

fn repair(settings: &[Setting], judged: Judged) -> Repair {
    Repair { settings: settings.to_vec(), judged, is_best_bargain: true }
}

fn maximum() -> Setting {
    Setting::of_group(Parameter::Maximum, 6)
}

#[test]
fn a_card_says_what_an_edit_prevents_and_costs() {
    let judged = Judged {
        whole: score(1_694.0, 32.0, 6),
        inside: score(4.5, 14.0, 0),
        elsewhere: score(1_560.0, 18.0, 6),
    };
    let settings = [maximum(), Setting::of_policy(Parameter::Threshold, 0, 66.0)];
    let found = Repairs { found: vec![repair(&settings, judged)], ..before() };
    let [card] = &repair_cards(&found, &saved(), Some(0.1))[..] else { panic!() };
    assert_eq!((card.kind.as_str(), card.is_best_bargain), ("2 settings", false), "it is alone");
    assert_eq!(card.headline, "More than half of it, for € 0.10 a day");
    assert_eq!(card.left, "Overload here: 32 → 14 min");
    assert_eq!(card.share_left, 14.0 / 32.0);
    let set: Vec<_> = card.settings.iter().map(|one| (one.name, &*one.from, &*one.to)).collect();
    assert_eq!(set, [("maximum", "5", "6"), ("threshold", "70 %", "66 %")]);
    assert_eq!(card.settings[1].policy.as_deref(), Some("up"));
    let rows: Vec<String> = card
        .rows
        .iter()
        .map(|row| format!("{}: {} {} {}", row.label, row.before, row.after, row.difference))
        .collect();
    assert_eq!(
        rows,
        [
            "€ a day: 12.00 12.10 +0.10",
            "Overload in 14 days, min: 50 32 −18",
            "Reversals: 6 6 same",
            "Changes: 12 12 same",
        ]
    );
    assert_eq!(card.rows[1].judgement, Judgement::Better);
    assert!(!card.is_doubtful);
    assert_eq!(
        card.elsewhere,
        "On the 13 other days: no more overload, reversals or changes, at the same cost."
    );
}

#[test]
fn a_card_says_what_is_worse_on_other_days() {
    let judged = Judged {
        whole: score(1_680.0, 18.0, 19),
        inside: score(4.5, 0.0, 0),
        elsewhere: score(1_586.0, 10.0, 18),
    };
    let found = Repairs { found: vec![repair(&[maximum()], judged)], ..before() };
    let card = repair_cards(&found, &saved(), None).swap_remove(0);
    assert_eq!(card.headline, "All of it, at no cost");
    assert!(card.is_doubtful);
    assert_eq!(
        card.elsewhere,
        "On the 13 other days: 12 reversals more, 24 changes more, 8 min less overload, 2.0 \
         Instance-hours a day more."
    );
    let alone = Repairs { other_days: 0, ..found };
    let card = repair_cards(&alone, &saved(), None).swap_remove(0);
    assert!(card.is_doubtful, "nothing tells");
    assert_eq!(card.elsewhere, "The history has no other day to test it on.");
}

#[test]
fn what_no_edit_prevents_has_its_reason() {
    let part = Judged { inside: score(4.0, 9.5, 0), ..before().before };
    let found = Repairs { found: vec![repair(&[maximum()], part)], ..before() };
    assert_eq!(
        repair_words(&found),
        "No edit of up to three settings prevents all of it: 9.5 min stay. At its peak the load \
         needed 9 Instances, and the maximum is 5. No rule could have prevented all of it, 7 min \
         at the least: load is seen only at the next evaluation, and an Instance takes 1 min 30 s \
         to serve. Only more Instances beforehand would."
    );
    assert!(repair_words(&before()).starts_with("No edit of up to three settings prevents any"));
    let whole = Judged { inside: score(4.0, 0.0, 0), ..before().before };
    let found = Repairs { found: vec![repair(&[maximum()], whole)], ..before() };
    assert_eq!(repair_words(&found), "", "all of it is prevented");
    assert_eq!(repair_words(&Repairs { tried: 3, ..before() }), "", "it goes on");
}

#[test]
fn an_incident_without_overload_has_nothing_to_repair() {
    let mut calm = before();
    calm.before.inside.overload_minutes = 0.0;
    let said = "Nothing was overloaded in this stretch, so there is nothing to repair.";
    assert_eq!(repair_words(&calm), said);
    assert_eq!(calm.tried_words(), "");
    assert_eq!(
        before().tried_words(),
        "Of 1,080 with up to three settings, each priced over all 14 days."
    );
    assert_eq!(Repairs { tried: 80, ..before() }.tried_words(), "80 of 1,080 are tried.");
}
