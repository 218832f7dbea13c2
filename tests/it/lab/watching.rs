//! The list of groups: what is wrong with each, and which comes first.

use std::collections::BTreeMap;
use std::sync::Arc;

use headroom::engine::Rules;
use headroom::forms::hold::Sets;
use headroom::lab::watch::{
    Choice, Day, Kind, Line, Plan, Queue, Seen, Sort, StepPlace, Trend, Urgency, Verdict,
    counted_sizes, judge, judge_beside, logged_sizes, sorted,
};
use headroom::lab::{GroupRow, Hold, LogEntry, Standing, State};
use headroom::whatif::{Job, SizeAt, Variant, VariantRules, rules};
use headroom::wire::Generation;
use headroom::wire::v1alpha2::{FixedSize, ScalingPolicy, TargetType, UtilizationTarget};

use super::{DAY, HOUR, MINUTE, START, entry, group, saved};

pub(super) const NOW: i64 = START + DAY;

/// A group of the first generation with these bounds.
pub(super) fn row(bounds: (u32, u32)) -> GroupRow {
    GroupRow { bounds, created_ms: START - DAY, ..GroupRow::from(&group()) }
}

fn saved_rules() -> Rules {
    rules(&Job::default(), &saved()).unwrap()
}

pub(super) fn target_rules(policy: &ScalingPolicy) -> Rules {
    let policy = ScalingPolicy {
        minimum_size: 1,
        maximum_size: 5,
        scale_in_step: 1,
        scale_out_step: 1,
        ..policy.clone()
    };
    let variant = Variant { name: "saved".to_owned(), rules: VariantRules::Target(policy) };
    rules(&Job::default(), &variant).unwrap()
}

/// A whole day at one reading of CPU and one size.
pub(super) fn day(value: f64, size: u32) -> Day {
    let times_ms: Vec<i64> = (1..=288).map(|step| START + step * Day::STEP_MS).collect();
    let values = vec![value; times_ms.len()];
    Day {
        rules: Some(saved_rules()),
        samples: Some(headroom::lab::Samples { times_ms, values }),
        sizes: vec![SizeAt { at_ms: START, size }],
        read_ms: NOW,
        ..Day::default()
    }
}

pub(super) fn judged(row: &GroupRow, size: u32, day: &Day) -> Verdict {
    judge(&Seen { row, size: Some(size), hold: None, day: Some(day), now_ms: NOW })
}

pub(super) fn sentence(verdict: &Verdict) -> String {
    let clock = |at_ms: i64| format!("{} h", (at_ms - START) / HOUR);
    verdict.sentence(clock).unwrap_or_default()
}

#[test]
fn nothing_is_claimed_of_what_was_not_read() {
    let row = row((1, 5));
    let seen = Seen { row: &row, size: Some(2), hold: None, day: None, now_ms: NOW };
    assert_eq!(judge(&seen), Verdict::Unjudged);
    assert_eq!(judged(&row, 2, &day(50.0, 2)), Verdict::Steady);

    let missing = vec!["The metrics could not be read.".to_owned()];
    let part = Day { samples: None, missing, ..day(50.0, 2) };
    assert_eq!(judged(&row, 2, &part), Verdict::Unjudged);
    // What did come is still said.
    let full = judged(&row, 5, &part);
    assert_eq!(full.kind(), Kind::AtMaximum);
}

#[test]
fn an_error_comes_before_everything_else() {
    let mut own = group();
    own.error_messages = vec!["The load balancer is gone.".to_owned(), "More.".to_owned()];
    let row = GroupRow { bounds: (1, 5), ..GroupRow::from(&own) };
    let verdict = judged(&row, 5, &day(90.0, 5));
    assert_eq!((verdict.kind(), verdict.words().as_str()), (Kind::Failing, "2 errors"));
    assert_eq!(sentence(&verdict), "The load balancer is gone.");
    assert_eq!(verdict.step().unwrap().label, "Show errors");
}

#[test]
fn what_else_needs_somebody_stands_beside_the_worst() {
    let mut own = group();
    own.error_messages = vec!["The load balancer is gone.".to_owned()];
    let row = GroupRow { bounds: (1, 5), ..GroupRow::from(&own) };
    let beside = |row: &GroupRow, size, day: &Day| {
        let seen = Seen { row, size: Some(size), hold: None, day: Some(day), now_ms: NOW };
        judge_beside(&seen, &judge(&seen)).iter().map(Verdict::kind).collect::<Vec<_>>()
    };
    assert_eq!(beside(&row, 5, &day(90.0, 5)), [Kind::Capped], "which says that it is full");
    assert_eq!(beside(&row, 5, &day(60.0, 5)), [Kind::AtMaximum]);
    assert_eq!(beside(&row, 2, &day(60.0, 2)), []);
    // The worst says it, or nothing is wrong.
    let well = GroupRow { bounds: (1, 5), ..GroupRow::from(&group()) };
    assert_eq!(beside(&well, 5, &day(90.0, 5)), []);
    assert_eq!(beside(&well, 2, &day(60.0, 2)), []);

    // The filters know it by all of its kinds.
    let worst = judged(&row, 5, &day(90.0, 5));
    let full = Line { beside: vec![judged(&well, 5, &day(90.0, 5))], ..line("full", worst) };
    assert_eq!(full.kinds().collect::<Vec<_>>(), [Kind::Failing, Kind::Capped, Kind::AtMaximum]);
    let choice = Choice { kind: Some(Kind::AtMaximum), ..Choice::default() };
    let plan = Plan::new(&[full], &[0], &choice);
    assert_eq!((plan.shown(), plan.kinds[Kind::Capped as usize]), (1, 1));
}

#[test]
fn a_maximum_that_is_too_low_is_told_from_one_that_is_only_reached() {
    let row = row((1, 5));
    let busy = judged(&row, 5, &day(90.0, 5));
    assert_eq!(busy.kind(), Kind::Capped);
    assert_eq!(
        sentence(&busy),
        "CPU at 90 % (threshold 70 %) asks for more than the maximum of 5."
    );
    assert_eq!(busy.step().unwrap().place, StepPlace::Form);

    let calm = judged(&row, 5, &day(60.0, 5));
    assert_eq!(calm.kind(), Kind::AtMaximum);
    assert_eq!(
        sentence(&calm),
        "It stands at its maximum of 5, where it spent all of the last 24 h."
    );
}

#[test]
fn a_target_asks_for_more_beyond_what_it_tolerates() {
    let cpu = Some(UtilizationTarget { target_avg_percent: 60 });
    let own = |value| Day {
        rules: Some(target_rules(&ScalingPolicy { cpu_target: cpu, ..ScalingPolicy::default() })),
        ..day(value, 5)
    };
    let row = row((1, 5));
    assert_eq!(judged(&row, 5, &own(70.0)).kind(), Kind::Capped);
    assert_eq!(judged(&row, 5, &own(62.0)).kind(), Kind::AtMaximum);
}

#[test]
fn time_at_the_maximum_is_told_once_it_is_an_hour() {
    let row = row((1, 5));
    let stood = |minutes: i64| {
        let at = |at_ms, size| SizeAt { at_ms, size };
        let back_ms = START + 2 * HOUR + minutes * MINUTE;
        let sizes = vec![at(START, 2), at(START + 2 * HOUR, 5), at(back_ms, 2)];
        judged(&row, 2, &Day { sizes, ..day(50.0, 2) })
    };
    assert_eq!(stood(59), Verdict::Steady);
    let long = stood(90);
    assert_eq!((long.kind(), long.words().as_str()), (Kind::AtMaximum, "Was at maximum"));
    assert_eq!(sentence(&long), "It spent 1 h 30 min of the last 24 h at its maximum of 5.");
}

#[test]
fn hours_under_another_maximum_are_not_told_of_this_one() {
    // The maximum was lowered to 2 while 5 Instances stood.
    let row = row((1, 2));
    let lowered = judged(&row, 5, &day(50.0, 5));
    assert_eq!((lowered.kind(), lowered.words().as_str()), (Kind::Changing, "Above maximum"));
    assert_eq!(sentence(&lowered), "5 Instances now, above the maximum of 2.");
    assert_eq!(lowered.step().unwrap().label, "Watch");
    assert_eq!(judged(&row, 5, &day(90.0, 5)).kind(), Kind::Capped, "its load asks for more");

    let at = |hours, size| SizeAt { at_ms: START + hours * HOUR, size };
    let sizes = vec![at(0, 5), at(21, 2)];
    let since = judged(&row, 2, &Day { sizes, ..day(50.0, 2) });
    assert_eq!(
        sentence(&since),
        "It stands at its maximum of 2, where it spent all of the last 3 h."
    );
}

#[test]
fn a_metric_that_stopped_is_told_with_its_last_sample() {
    let row = row((1, 5));
    let until = |hours: i64| {
        let mut own = day(50.0, 2);
        let samples = own.samples.as_mut().unwrap();
        let left = samples.times_ms.partition_point(|at_ms| *at_ms <= START + hours * HOUR);
        samples.times_ms.truncate(left);
        samples.values.truncate(left);
        own
    };
    assert_eq!(judged(&row, 2, &until(23)), Verdict::Steady, "an hour is not over yet");
    let silent = judged(&row, 2, &until(21));
    assert_eq!(sentence(&silent), "No sample of CPU since 21 h: no rule can act.");
    let never = judged(&row, 2, &until(0));
    assert_eq!(sentence(&never), "No sample of CPU in 24 h: no rule can act.");
    // Where nothing runs there is nothing to measure, and a new group has had no time.
    assert_eq!(judged(&row, 0, &until(0)).kind(), Kind::Changing);
    let new = GroupRow { created_ms: NOW - 10 * MINUTE, ..row.clone() };
    assert_eq!(judged(&new, 2, &until(0)), Verdict::Steady);
}

#[test]
fn a_fixed_size_has_no_maximum_to_reach_and_no_metric_to_miss() {
    let fixed = Some(FixedSize { size: 3 });
    let own = Day {
        rules: Some(target_rules(&ScalingPolicy { fixed_size: fixed, ..ScalingPolicy::default() })),
        samples: None,
        ..day(0.0, 3)
    };
    let row = GroupRow { target: Some(TargetType::FixedSize), ..row((3, 3)) };
    assert_eq!(judged(&row, 3, &own), Verdict::Steady);
}

/// Sizes that go up and down again, `count` times, an hour and a half apart.
fn to_and_fro(count: i64, back_after: i64) -> Vec<SizeAt> {
    let mut sizes = vec![SizeAt { at_ms: START, size: 2 }];
    for number in 1..=count {
        let at_ms = START + number * 3 * HOUR;
        sizes.push(SizeAt { at_ms, size: 3 });
        sizes.push(SizeAt { at_ms: at_ms + back_after, size: 2 });
    }
    sizes
}

#[test]
fn flapping_is_counted_as_a_replay_counts_reversals() {
    let row = row((1, 5));
    let of = |sizes| judged(&row, 2, &Day { sizes, ..day(50.0, 2) });
    let flapping = of(to_and_fro(4, 20 * MINUTE));
    assert_eq!(sentence(&flapping), "Changes of size were undone within the hour.");
    assert_eq!(flapping.note(NOW).as_deref(), Some("4 in 24 h"));
    assert_eq!(of(to_and_fro(2, 20 * MINUTE)), Verdict::Steady, "two are no habit");
    assert_eq!(of(to_and_fro(4, Job::REVERSAL_WINDOW_MS + MINUTE)), Verdict::Steady);
}

#[test]
fn equal_bounds_are_held_or_pinned() {
    let row = row((4, 4));
    let hold = Hold { size: 4, sets: Sets::Both, bounds: (2, 10), until_ms: NOW + HOUR };
    let of = |hold, now_ms| judge(&Seen { row: &row, size: Some(4), hold, day: None, now_ms });
    assert_eq!(
        sentence(&of(Some(hold), NOW)),
        "Held at 4 Instances until 25 h. Before, the bounds were 2 to 10."
    );
    assert_eq!(of(Some(hold), NOW).kind().urgency(), Urgency::Changing);
    let over = of(Some(hold), NOW + 2 * HOUR);
    assert!(sentence(&over).contains("was over at 25 h"));
    assert_eq!((over.kind(), over.kind().urgency()), (Kind::HoldOver, Urgency::NeedsYou));
    let pinned = of(None, NOW);
    assert_eq!(sentence(&pinned), "Minimum and maximum are both 4: no rule can change the size.");
    // What it holds back is told, before its time is over and after.
    let busy = day(90.0, 4);
    let both = [(NOW, Kind::HeldShort, "Held at"), (NOW + 2 * HOUR, Kind::HoldOver, "was over")];
    for (now_ms, kind, held) in both {
        let seen = Seen { row: &row, size: Some(4), hold: Some(hold), day: Some(&busy), now_ms };
        let short = judge(&seen);
        assert_eq!((short.kind(), short.kind().urgency()), (kind, Urgency::NeedsYou));
        let said = sentence(&short);
        assert!(
            said.contains("asks for more than the maximum of 4.") && said.contains(held),
            "{said}"
        );
    }
    // A hold at another size is not what holds it.
    assert_eq!(of(Some(Hold { size: 5, ..hold }), NOW), pinned);
}

#[test]
fn one_held_bound_is_told_unless_the_rules_ask_for_more() {
    let hold = |sets| Hold { size: 4, sets, bounds: (2, 10), until_ms: NOW + HOUR };
    let of = |bounds, size, sets, now_ms| {
        let (row, hold) = (row(bounds), Some(hold(sets)));
        judge(&Seen { row: &row, size: Some(size), hold, day: None, now_ms })
    };
    assert_eq!(
        sentence(&of((4, 10), 6, Sets::Minimum, NOW)),
        "Held at 4 Instances or more until 25 h. Before, the bounds were 2 to 10."
    );
    assert_eq!(of((2, 4), 4, Sets::Maximum, NOW).kind(), Kind::Held, "at its maximum as wished");
    assert_eq!(of((2, 4), 4, Sets::Maximum, NOW + 2 * HOUR).kind(), Kind::HoldOver);
    assert_eq!(of((2, 10), 4, Sets::Minimum, NOW).kind(), Kind::Unjudged, "not in force");
    let (row, busy) = (row((2, 4)), day(90.0, 4));
    let hold = Some(hold(Sets::Maximum));
    let seen = Seen { row: &row, size: Some(4), hold, day: Some(&busy), now_ms: NOW };
    assert_eq!(judge(&seen).kind(), Kind::Capped);
}

#[test]
fn a_group_on_its_way_says_where_to() {
    let busy = State { words: "Scaling up".to_owned(), standing: Standing::Busy, trouble: None };
    let own = GroupRow { state: busy, ..row((1, 9)) };
    let verdict = judged(&own, 3, &Day { wanted: Some(5), ..day(50.0, 3) });
    assert_eq!((verdict.words().as_str(), verdict.kind()), ("Scaling up", Kind::Changing));
    assert_eq!(sentence(&verdict), "3 Instances now, 5 wanted.");
    // One that is being deleted asks for nothing, wherever it stands.
    let going =
        State { words: "Being deleted".to_owned(), standing: Standing::Leaving, trouble: None };
    let own = GroupRow { state: going, ..row((1, 5)) };
    let verdict = judged(&own, 5, &day(90.0, 5));
    assert_eq!((verdict.words().as_str(), verdict.kind()), ("Being deleted", Kind::Changing));
    // Below the minimum the group is being filled, whatever its state says.
    let low = judged(&row((2, 9)), 1, &day(50.0, 1));
    assert_eq!(sentence(&low), "1 Instance now, 2 wanted.");
}

#[test]
fn sizes_come_from_samples_dated_by_the_log_or_from_the_log_alone() {
    let log: Vec<LogEntry> =
        [entry(START + HOUR + MINUTE, "Scaling event: added 1 instance(s)")].into_iter().collect();
    let counts = super::samples(&[
        (START + HOUR, 2.0),
        (START + HOUR + Day::STEP_MS, 3.0),
        (START + 2 * HOUR, 3.0),
    ]);
    let sizes = counted_sizes(&counts, &log);
    assert_eq!(sizes.last(), Some(&SizeAt { at_ms: START + HOUR + MINUTE, size: 3 }));

    let times = (START - DAY, NOW);
    let whole = logged_sizes(&log, false, 3, times);
    assert_eq!(whole.first(), Some(&SizeAt { at_ms: START, size: 2 }));
    // A page of a longer log tells nothing of the time before it.
    let cut = logged_sizes(&log, true, 3, times);
    assert_eq!(cut.first().map(|first| first.at_ms), Some(START + HOUR + MINUTE));
}

#[test]
fn a_day_is_extended_by_what_came_since() {
    let known = super::samples(&[(START, 1.0), (START + HOUR, 2.0)]);
    let fresh = super::samples(&[(START + HOUR, 9.0), (START + 2 * HOUR, 3.0)]);
    let now_ms = START + DAY + MINUTE;
    assert_eq!(Day::known_until_ms(&known, now_ms), START + HOUR);
    let all = Day::extended(Day::as_of(known.clone(), now_ms), fresh, now_ms);
    assert_eq!(all, super::samples(&[(START + HOUR, 2.0), (START + 2 * HOUR, 3.0)]));
    // Another sandbox, whose time is earlier.
    let none = Day::as_of(known, START + MINUTE);
    assert_eq!(Day::known_until_ms(&none, START + MINUTE), START + MINUTE - DAY);
}

#[test]
fn a_day_is_read_again_after_a_step_and_after_a_change() {
    let own = Day { size: Some(2), ..day(50.0, 2) };
    assert!(own.is_fresh(Some(2), NOW + Day::STEP_MS - 1));
    assert!(!own.is_fresh(Some(2), NOW + Day::STEP_MS));
    assert!(!own.is_fresh(Some(3), NOW));
    assert!(!own.is_fresh(Some(2), NOW - 1), "time ran back");
}

#[test]
fn a_trend_says_what_it_draws() {
    let trend = Trend::of(&day(50.0, 2), 5).unwrap();
    assert_eq!(
        trend.words,
        "Last 24 h. CPU: lowest 50 %, highest 50 %, last 50 %. Size: lowest 2, highest 2, last 2."
    );
    assert!(trend.metric.starts_with('M') && trend.size.ends_with('Z'));
    assert!(trend.limit_y.is_some_and(|y| y > 0.0 && y < Trend::BOX.1));
    // A gap is no line.
    let mut broken = day(50.0, 2);
    let samples = broken.samples.as_mut().unwrap();
    samples.times_ms.drain(100..150);
    samples.values.drain(100..150);
    let moves = |trend: &Trend| trend.metric.matches('M').count();
    assert_eq!((moves(&trend), moves(&Trend::of(&broken, 5).unwrap())), (1, 2));
    assert_eq!(Trend::of(&Day::default(), 5), None);
}

pub(super) fn line(name: &str, verdict: Verdict) -> Line {
    let row = GroupRow { name: name.to_owned(), ..row((1, 5)) };
    Line {
        row: Arc::new(row),
        size: None,
        verdict,
        beside: Vec::new(),
        eur_a_day: None,
        template: None,
        changed_ms: None,
    }
}

fn lines() -> Vec<Line> {
    let failing = || Verdict::Failing("1 error".to_owned(), None);
    let mut lines = vec![
        line("delta", Verdict::Steady),
        line("Bravo", failing()),
        line("charlie", Verdict::Pinned(2)),
        line("alpha", failing()),
        line("echo", Verdict::Unjudged),
    ];
    (lines[0].size, lines[0].eur_a_day, lines[0].changed_ms) = (Some(2), Some(9.5), Some(START));
    (lines[2].size, lines[2].eur_a_day) = (Some(7), Some(3.0));
    lines
}

fn planned(lines: &[Line], choice: &Choice) -> Plan {
    Plan::new(lines, &sorted(lines, choice.sort), choice)
}

fn shown(lines: &[Line], choice: &Choice) -> Vec<(Option<Urgency>, Vec<String>)> {
    let name = |at: &usize| lines[*at].row.name.clone();
    let sections = planned(lines, choice).sections;
    sections.iter().map(|own| (own.urgency, own.lines.iter().map(name).collect())).collect()
}

fn words(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_worst_come_first_in_parts() {
    let lines = lines();
    assert_eq!(
        shown(&lines, &Choice::default()),
        [
            (Some(Urgency::NeedsYou), words(&["alpha", "Bravo"])),
            (Some(Urgency::Changing), words(&["charlie"])),
            (Some(Urgency::Unjudged), words(&["echo"])),
            (Some(Urgency::Steady), words(&["delta"])),
        ]
    );
    let plan = planned(&lines, &Choice::default());
    assert_eq!((plan.found, plan.shown(), plan.urgencies), (5, 5, [2, 1, 1, 1]));
    assert_eq!(plan.generations, [5, 0]);
}

#[test]
fn what_is_not_known_comes_last_in_other_orders() {
    let lines = lines();
    let by = |sort| shown(&lines, &Choice { sort, ..Choice::default() }).remove(0);
    assert_eq!(by(Sort::Name), (None, words(&["alpha", "Bravo", "charlie", "delta", "echo"])));
    assert_eq!(by(Sort::Size).1, words(&["charlie", "delta", "alpha", "Bravo", "echo"]));
    assert_eq!(by(Sort::Cost).1, words(&["delta", "charlie", "alpha", "Bravo", "echo"]));
    assert_eq!(by(Sort::Change).1, words(&["delta", "alpha", "Bravo", "charlie", "echo"]));
}

#[test]
fn an_address_chooses_and_what_it_gets_wrong_chooses_nothing() {
    let lines = lines();
    let choice = Choice::parse("A", ["name", "needs-you", "errors", "v1alpha1"]);
    assert_eq!((choice.sort, choice.generation), (Sort::Name, Some(Generation::V1alpha1)));
    assert!(choice.is_narrowed());
    assert_eq!(shown(&lines, &choice), [(None, words(&["alpha", "Bravo"]))]);
    let none = Choice::parse("", ["", "steady", "errors", ""]);
    assert_eq!(shown(&lines, &none), []);
    assert_eq!(planned(&lines, &none).found, 5, "the counts are of what the search found");
    assert_eq!(Choice::parse("", ["x", "x", "x", "x"]), Choice::default());
    // Every word leads back to itself.
    for kind in Kind::ALL {
        assert_eq!(Choice::parse("", ["", "", kind.word(), ""]).kind, Some(kind));
    }
    for urgency in Urgency::ALL {
        assert_eq!(Choice::parse("", ["", urgency.word(), "", ""]).urgency, Some(urgency));
    }
}

#[test]
fn few_groups_are_read_at_once_and_none_twice() {
    let key = |number: usize| (Generation::V1alpha1, format!("group-{number}").as_str().into());
    let mut queue = Queue::default();
    for number in 0..10 {
        queue.want(key(number));
        queue.want(key(number));
    }
    let started: Vec<_> = std::iter::from_fn(|| queue.start()).collect();
    assert_eq!(started, (0..Queue::MOST).map(key).collect::<Vec<_>>());
    queue.want(key(0));
    queue.forget(&key(6));
    queue.finish(&key(0));
    assert_eq!((queue.start(), queue.start()), (Some(key(7)), None));
    for number in 1..=Queue::MOST + 1 {
        queue.finish(&key(number));
    }
    assert!(!queue.is_idle());
    assert_eq!(std::iter::from_fn(|| queue.start()).count(), 2);
    queue.finish(&key(8));
    queue.finish(&key(9));
    assert!(queue.is_idle());
}

/// A state is never told by its colour alone: what is drawn beside it differs too.
#[test]
fn states_that_ask_for_different_things_are_drawn_differently() {
    let shapes: BTreeMap<&str, Vec<Kind>> =
        Kind::ALL.into_iter().fold(BTreeMap::new(), |mut all, kind| {
            all.entry(kind.shape()).or_insert_with(Vec::new).push(kind);
            all
        });
    let alike: Vec<_> = shapes.into_values().filter(|kinds| kinds.len() > 1).collect();
    // What stands at its maximum with or without more load, and what is held or was to be.
    let both = |one, other| alike.iter().any(|own| own.contains(&one) && own.contains(&other));
    assert!(both(Kind::Capped, Kind::AtMaximum) && both(Kind::Held, Kind::HoldOver), "{alike:?}");
    assert_eq!(alike.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2], "{alike:?}");
}
