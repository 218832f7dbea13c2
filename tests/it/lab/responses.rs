//! What the values of the setting under the hand come to.

use headroom::chart::response::{Labelled, Tone};
use headroom::forms::{Control, Field};
use headroom::lab::{Curve, Hand, Part, Shared, Terms, Traced, VariantDraft, policy_fields};
use headroom::whatif::{Interval, Parameter, Plan, Plateau, Range, Response, Score, Setting};
use headroom::wire::Float;

use super::{DAY, START, job, saved};

fn score(instance_hours: f64, overload_minutes: f64, changes: usize) -> Score {
    Score { instance_hours, overload_minutes, changes, reversals: 1 }
}

fn threshold() -> Hand {
    let text = headroom::forms::policy::draft(&saved().policies()[0]);
    let fields = policy_fields(&text, true);
    let field = fields.iter().find(|field| field.path == "metric.threshold").unwrap();
    Hand::on(1, &Part::Saved("up".into()), field).unwrap()
}

fn maximum() -> Hand {
    let control = Control::Number { from: 1.0, to: 8.0, step: 1.0 };
    Hand::on(1, &Part::Capacity, &Field::new("capacity.max_replicas", "Maximum", control)).unwrap()
}

fn traced(hand: &Hand) -> Traced {
    let draft = VariantDraft::new(1, "edited".to_owned());
    hand.traced(Shared::new(job()), &saved(), (&draft, &saved())).unwrap()
}

fn terms() -> Terms {
    let span = Interval { from_ms: START, to_ms: START + DAY };
    Terms { eur_per_hour: Some(0.1), span, tells_overload: true }
}

fn plateau(from: f64, to: f64, score: Score, turns_at_ms: Option<i64>) -> Plateau {
    Plateau { from: Float::new(from).get(), to: Float::new(to).get(), score, turns_at_ms }
}

/// Three plateaus of a threshold, of which the first two differ in cost alone.
fn curve(step: Option<f64>) -> Curve {
    let below = |value: f32| f64::from(value.next_down());
    let plateaus = vec![
        plateau(0.0, below(58.75), score(48.0, 19.2, 4), None),
        plateau(58.75, below(68.412), score(47.0, 19.4, 4), Some(START)),
        plateau(68.412, 100.0, score(40.0, 33.0, 3), Some(START + 60_000)),
    ];
    Curve::new(traced(&threshold()), Response { plateaus, step }, terms())
}

#[test]
fn a_hand_is_on_what_a_replay_varies_alone() {
    assert_eq!(threshold().parameter, Parameter::Threshold);
    assert_eq!(threshold().range, Range { from: 0.0, to: 100.0, step: 1.0 });
    let text = Field::new("name", "Name", Control::Text(Vec::new()));
    assert_eq!(Hand::on(1, &Part::Capacity, &text), None);
    let other = Field::new("grace", "Grace", Control::Number { from: 0.0, to: 1.0, step: 1.0 });
    assert_eq!(Hand::on(1, &Part::Capacity, &other), None);
    // What is saved is known by the policy's id; an added one has nothing saved.
    assert_eq!(threshold().saved(&saved()), Some(70.0));
    assert_eq!(Hand { part: Part::Added(1), ..threshold() }.saved(&saved()), None);
    let gone = Hand { part: Part::Saved("gone".into()), ..threshold() };
    assert_eq!(gone.saved(&saved()), None);
    let draft = VariantDraft::new(1, "edited".to_owned());
    let both = (&draft, &saved());
    assert!(gone.traced(Shared::new(job()), &saved(), both).is_none());
}

#[test]
fn a_drag_of_the_setting_asks_nothing_and_of_another_one_does() {
    let (draft, job) = (VariantDraft::new(1, "edited".to_owned()), Shared::new(job()));
    let with = |setting: Setting| {
        let variant = setting.made(&saved());
        threshold().traced(job.clone(), &variant, (&draft, &saved())).unwrap()
    };
    let at = |value: f64| with(Setting::of_policy(Parameter::Threshold, 0, value));
    assert_eq!(at(70.0), at(55.0));
    assert_ne!(at(70.0), with(Setting::of_policy(Parameter::Threshold, 1, 20.0)));
    assert_ne!(at(70.0), with(Setting::of_group(Parameter::Maximum, 9.0)));
    assert_ne!(at(70.0), traced(&threshold()), "another job");
}

#[test]
fn the_cliffs_at_either_side_are_told_with_what_changes_there() {
    let curve = curve(None);
    let around = curve.around(62.0, |at_ms| format!("minute {}", (at_ms - START) / 60_000));
    // The plateaus below and above 58.75 differ in cost alone: that is no cliff.
    let costs = ["€ 4.80", "€ 4.70"];
    let said = format!(
        "From 0 % to 68.4 %: 19 min of overload, 4 changes, 1 reversal, {} to {} a day.",
        costs[0], costs[1]
    );
    assert_eq!(around.sentence, said);
    assert_eq!(around.previous, None);
    let next = around.next.unwrap();
    assert_eq!((next.value, next.text.as_str()), (Float::new(68.5).get(), "68.5 %"));
    assert_eq!(
        next.sentence,
        "14 min more overload, 1 fewer change, € 0.70 a day less. \
         First differs on minute 1, at CPU 68.4 % over 5 min."
    );
    assert_eq!(next.tone, Tone::Mixed, "less cost, but more overload");
    // Back over the same cliff, everything is the other way round, for the same evaluation.
    let back = curve.around(next.value, |at_ms| format!("minute {}", (at_ms - START) / 60_000));
    assert_eq!(back.next, None);
    let back = back.previous.unwrap();
    assert_eq!(back.value, Float::new(68.4).get());
    assert!(back.sentence.starts_with("14 min less overload, 1 more change, € 0.70 a day more."));
    assert!(back.sentence.contains("minute 1, at CPU 68.4 %"), "{}", back.sentence);
}

#[test]
fn the_drawing_has_every_plateau_and_its_marks() {
    let curve = curve(None);
    let pieces = curve.pieces();
    assert_eq!(pieces.len(), 3);
    assert!(pieces[0].joined && pieces[1].joined && !pieces[2].joined);
    assert!((pieces[0].cost - 4.8).abs() < 1e-9, "{}", pieces[0].cost);
    let marks = curve.marks(Some(62.0), Some(70.0));
    assert_eq!((marks.now, marks.saved), (Some(62.0), Some(70.0)));
    let label = "68.5 %".to_owned();
    let next = Labelled { value: Float::new(68.5).get(), label, tone: Tone::Mixed };
    assert_eq!(marks.cliffs, [None, Some(next)]);
    assert_eq!(marks.around.unwrap().0, 0.0);
    assert_eq!(curve.counted(), "1 cliff");
}

/// What is better in all that becomes other is no red flag, and a short overload is not none.
#[test]
fn a_cliff_is_judged_by_all_that_becomes_other_there() {
    #[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
    let at = |from: f64| f64::from((from as f32).next_up());
    let plateaus = vec![
        plateau(0.0, 40.0, score(48.0, 0.5, 9), None),
        plateau(at(40.0), 60.0, score(48.0, 0.0, 1), Some(START)),
        plateau(at(60.0), 100.0, score(50.0, 0.0, 2), Some(START)),
    ];
    let curve = Curve::new(traced(&threshold()), Response { plateaus, step: None }, terms());
    let here = curve.around(30.0, |_| "then".to_owned());
    assert!(here.sentence.contains("0.5 min of overload"), "{}", here.sentence);
    let next = here.next.unwrap();
    assert_eq!(
        next.sentence,
        "0.5 min less overload, 8 fewer changes. First differs on then, at CPU 40 % over 5 min."
    );
    assert_eq!(next.tone, Tone::Better);
    let next = curve.around(50.0, |_| "then".to_owned()).next.unwrap();
    assert_eq!(
        (next.sentence.as_str(), next.tone),
        (
            "1 more change, € 0.20 a day more. First differs on then, at CPU 60 % over 5 min.",
            Tone::Worse
        )
    );
}

/// Where plateaus would be a few pixels wide, the part of the range around the value is drawn, and
/// said to be.
#[test]
fn a_crowded_range_is_zoomed_around_the_value() {
    assert_eq!(curve(None).window(Some(62.0)), (0.0, 100.0));
    assert_eq!(curve(None).zoomed(Some(62.0)), "");
    let plateaus: Vec<Plateau> = (0..20_u16)
        .map(|at| {
            let from = 5.0 * f64::from(at);
            plateau(from, from + 4.5, score(48.0, f64::from(at), 4), Some(START))
        })
        .collect();
    let crowded = Curve::new(traced(&threshold()), Response { plateaus, step: None }, terms());
    for (value, window) in [(0.0, (0.0, 40.0)), (62.0, (40.0, 80.0)), (100.0, (60.0, 100.0))] {
        assert_eq!(crowded.window(Some(value)), window, "{value}");
    }
    let said = "Zoomed in to 40 % to 80 %; the slider goes from 0 % to 100 %.";
    assert_eq!(crowded.zoomed(Some(62.0)), said);
}

#[test]
fn what_was_not_tried_or_is_not_allowed_is_said() {
    let said = |curve: &Curve, value: f64| curve.around(value, |_| String::new()).sentence;
    let plateaus = vec![
        plateau(50.0, 60.0, score(48.0, 0.0, 4), None),
        plateau(61.0, 80.0, score(48.0, 9.0, 4), Some(START)),
    ];
    let response = Response { plateaus, step: Some(1.0) };
    let coarse = Curve::new(traced(&threshold()), response, terms());
    assert!(coarse.coarseness().contains("one every 1 %"), "{}", coarse.coarseness());
    assert_eq!(said(&coarse, 60.5), "60.5 % itself was not tried.");
    let between = coarse.around(60.5, |_| String::new());
    let (previous, next) = (between.previous.unwrap(), between.next.unwrap());
    assert_eq!((previous.value, next.value), (60.0, 61.0));
    assert_eq!(curve(None).coarseness(), "");
    assert_eq!(said(&curve(None), 140.0), "Shown is 0 % to 100 %.");

    // A maximum under the minimum of 3 is on no plateau; whole numbers leave no gap between them.
    let mut variant = saved();
    let rules = variant.thresholds_mut().unwrap();
    rules.capacity.min_replicas = 3;
    for (policy, threshold) in rules.policies.iter_mut().zip([30.0, 5.0]) {
        policy.metric.threshold = Float::new(threshold);
    }
    let draft = VariantDraft::new(1, "edited".to_owned());
    let traced = maximum().traced(Shared::new(job()), &variant, (&draft, &saved())).unwrap();
    let plan = Plan::new(&job()).unwrap();
    let of = (traced.ask.parameter, traced.ask.policy);
    let response = Response::of(&plan, &variant, of, traced.ask.range).unwrap();
    let curve = Curve::new(traced, response, terms());
    assert_eq!(said(&curve, 2.0), "The rules are not valid at 2.");
    assert_eq!(curve.around(2.0, |_| String::new()).previous, None);
    assert_eq!(curve.around(2.0, |_| String::new()).next.unwrap().value, 3.0);
    let pieces = curve.pieces();
    assert!(pieces.len() > 1 && pieces[..pieces.len() - 1].iter().all(|own| own.joined));
}

#[test]
fn costs_are_hours_without_a_price_and_unknown_overload_is_not_told() {
    let terms = Terms { eur_per_hour: None, tells_overload: false, ..terms() };
    let known = curve(None);
    let plateaus = vec![
        plateau(0.0, 50.0, score(48.0, 0.0, 4), None),
        plateau(f64::from(50.0_f32.next_up()), 100.0, score(44.5, 0.0, 3), Some(START)),
    ];
    let curve = Curve::new(known.traced, Response { plateaus, step: None }, terms);
    let around = curve.around(10.0, |_| "now".to_owned());
    assert_eq!(around.sentence, "From 0 % to 50 %: 4 changes, 1 reversal, 48.0 Instance-hours.");
    let next = around.next.unwrap();
    assert!(next.sentence.starts_with("1 fewer change, 3.5 Instance-hours less."));
    assert_eq!(next.text, "50.1 %");
}

/// Only so many lines are listed, those around the present value.
#[test]
fn a_long_list_is_of_what_is_near() {
    let plateaus: Vec<Plateau> = (0..400_u16)
        .map(|at| {
            let from = f64::from(at) / 4.0;
            plateau(from, from + 0.125, score(48.0, f64::from(at), 4), Some(START))
        })
        .collect();
    let curve = Curve::new(traced(&threshold()), Response { plateaus, step: None }, terms());
    for (value, first) in [(0.0, 0.0), (50.0, 37.5), (100.0, 75.0)] {
        let near = curve.near(Some(value));
        assert_eq!((near.len(), near[0].from), (100, first), "{value}");
    }
    assert_eq!(curve.counted(), "399 cliffs; the 100 lines around the present value");
}
