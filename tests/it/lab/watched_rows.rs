//! What a row of the list of groups says beside its verdict, and what all of them come to.

use std::sync::Arc;

use headroom::base::Sought;
use headroom::lab::LogEntry;
use headroom::lab::watch::{
    Change, Column, Day, HiddenColumns, Line, Newest, SeenOrder, Sort, Total, Verdict, last_change,
};
use headroom::whatif::SizeAt;
use headroom::wire::Generation;
use headroom::wire::v1alpha2::{ScalingPolicy, UtilizationTarget};

use super::watching::{NOW, day, judged, line, row, sentence, target_rules};
use super::{HOUR, MINUTE, START, entry};

#[test]
fn the_last_change_keeps_its_reason() {
    let added = LogEntry {
        details: Some("up: CPU 77 % over 70 %".to_owned()),
        ..entry(START, "Scaling event: added 1 instance(s)")
    };
    let change = last_change(&[entry(START + MINUTE, "Instance created"), added]).unwrap();
    assert_eq!((change.by, change.at_ms), (1, START));
    assert_eq!(change.reason.as_deref(), Some("up: CPU 77 % over 70 %"));
    assert_eq!(last_change(&[]), None);
}

fn at(at_ms: i64, size: u32) -> SizeAt {
    SizeAt { at_ms, size }
}

fn changed(by: i64, at_ms: i64, reason: Option<&str>) -> Change {
    Change { by, at_ms, reason: reason.map(str::to_owned) }
}

#[test]
fn a_change_tells_its_ends_where_the_sizes_agree_with_the_log() {
    let of = |sizes, size, change: Change| {
        let own = Day { sizes, size, ..day(50.0, 2) };
        change.words(change.ends(&own))
    };
    let grown = || changed(1, START + HOUR, None);
    assert_eq!(of(vec![at(START, 2), at(START + HOUR, 3)], Some(3), grown()), "2 → 3");
    // It is older than what is known, or the samples do not count it yet.
    assert_eq!(of(vec![at(START, 3)], Some(3), changed(-1, START - HOUR, None)), "4 → 3");
    assert_eq!(of(vec![at(START, 2)], Some(3), grown()), "2 → 3");
    // What disagrees is told by itself.
    assert_eq!(of(vec![at(START, 3)], Some(3), grown()), "+1");
    assert_eq!(of(vec![at(START, 2), at(START + 2 * HOUR, 3)], Some(3), grown()), "+1");
    assert_eq!(of(vec![at(START, 5), at(START + HOUR, 3)], Some(3), grown()), "+1");
    assert_eq!(of(vec![], Some(3), changed(-2, START, None)), "−2");
}

#[test]
fn a_change_says_why_in_the_words_of_the_api_or_what_the_metric_read() {
    let cpu = Some(UtilizationTarget { target_avg_percent: 60 });
    let steps = ScalingPolicy { scale_out_step: 1, scale_in_step: 1, ..ScalingPolicy::default() };
    let rules = target_rules(&ScalingPolicy { cpu_target: cpu, ..steps });
    let own = |value| Day { rules: Some(rules.clone()), ..day(value, 2) };
    let told = changed(1, START + HOUR, Some("2 to 3. CPU 77 % over 70 %."));
    assert_eq!(told.why(&own(66.0), Some((2, 3))).as_deref(), Some("CPU 77 % over 70 %."));
    assert_eq!(told.why(&own(66.0), None).as_deref(), Some("2 to 3. CPU 77 % over 70 %."));

    let by = |by, value, at_ms| changed(by, at_ms, None).why(&own(value), None);
    let why = |value, at_ms| by(1, value, at_ms);
    let at_ms = START + HOUR + MINUTE;
    let over = "CPU averaged 66 % over 5 min then, over the target of 60 %.";
    assert_eq!(why(66.0, at_ms).as_deref(), Some(over));
    let under = "CPU averaged 41.5 % over 5 min then, under the target of 60 %.";
    assert_eq!(by(-1, 41.5, at_ms).as_deref(), Some(under));
    // What the target did not ask for, or not at once, something else did.
    for (change, value) in [(-1, 66.0), (1, 41.5), (1, 60.0), (-1, 60.0), (-4, 41.5), (2, 66.0)] {
        assert_eq!(by(change, value, at_ms), None, "{change} at {value}");
    }
    // Nothing is told of a time without a sample.
    assert_eq!(why(66.0, START), None);
    assert_eq!(why(66.0, NOW + Day::STEP_MS), None);
    // Of thresholds, the policy that fired is told, and of what fired none nothing.
    let why = |value, by| changed(by, START + HOUR, None).why(&day(value, 2), None);
    let up = "CPU was 77 % over 5 min, above the 70 % of “up”.";
    assert_eq!(why(77.0, 1).as_deref(), Some(up));
    assert_eq!(why(66.0, 1), None);
    assert_eq!(why(77.0, -1), None);
}

fn newest(own: &Day) -> Option<(Option<String>, Option<String>)> {
    let clock = |at_ms: i64| format!("{} h", (at_ms - START) / HOUR);
    Newest::of(own, clock).map(|newest| (newest.value, newest.beside))
}

#[test]
fn the_newest_value_stands_against_the_rule() {
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(newest(&day(77.0, 2)), Some((some("77 %"), some("over 70 %"))));
    assert_eq!(newest(&day(58.0, 2)), Some((some("58 %"), some("under 70 %"))));
    assert_eq!(newest(&day(70.0, 2)), Some((some("70 %"), some("at 70 %"))));
    // What was read a while ago is not now.
    let mut old = day(58.0, 2);
    old.read_ms = NOW + HOUR;
    assert_eq!(newest(&old), Some((None, some("no sample since 24 h"))));
    let none = Day { samples: Some(super::samples(&[])), ..day(58.0, 2) };
    assert_eq!(newest(&none), Some((None, some("no sample in 24 h"))));
    assert_eq!(newest(&Day { samples: None, ..day(58.0, 2) }), Some((None, None)));
    assert_eq!(newest(&Day { rules: None, ..day(58.0, 2) }), None);
}

#[test]
fn a_state_notes_for_how_long_and_the_sentence_does_not_repeat_it() {
    let sizes = |reached: i64| vec![at(START, 2), at(START + reached, 5)];
    let of = |sizes| judged(&row((1, 5)), 5, &Day { sizes, ..day(50.0, 5) });
    let short = of(sizes(21 * HOUR));
    assert_eq!(short.note(NOW + 17 * MINUTE).as_deref(), Some("3 h 17 min"));
    assert_eq!(sentence(&short), "It stands at its maximum of 5.");
    // Time at the maximum before is told beside the stretch that lasts.
    let twice = vec![at(START, 5), at(START + 2 * HOUR, 2), at(NOW - HOUR, 5)];
    let twice = of(twice);
    assert_eq!(twice.note(NOW).as_deref(), Some("1 h"));
    assert_eq!(
        sentence(&twice),
        "It stands at its maximum of 5, where it spent 3 h of the last 24 h."
    );
    // Since when is not known of what began before.
    assert_eq!(of(vec![at(START, 5)]).note(NOW), None);
    assert_eq!(Verdict::Steady.note(NOW), None);
}

fn priced(size: Option<u32>, eur_a_day: Option<f64>) -> Line {
    Line { size, eur_a_day, ..line("own", Verdict::Steady) }
}

#[test]
fn all_groups_come_to_instances_and_money_and_say_what_is_left_out() {
    let words = |lines: &[Line]| Total::of(lines.iter()).words(|eur| format!("{eur:.2}"));
    let two = priced(Some(2), Some(1.5));
    assert_eq!(words(&[two.clone(), two.clone()]), "4 Instances · € 3.00 a day");
    let unpriced = priced(Some(1), None);
    assert_eq!(
        words(&[two.clone(), unpriced.clone()]),
        "3 Instances · € 1.50 a day, without 1 group of unknown price"
    );
    assert_eq!(words(&[unpriced.clone(), unpriced]), "2 Instances");
    assert_eq!(words(&[two, priced(None, None)]), "€ 1.50 a day, without 1 group of unknown price");
    assert_eq!(words(&[]), "0 Instances");
}

#[test]
fn a_group_is_found_by_its_template() {
    let own = Line { template: Some(Arc::from("web-small")), ..line("checkout", Verdict::Steady) };
    assert!(own.has(&Sought::new("SMALL")) && !own.has(&Sought::new("large")));
}

#[test]
fn a_group_knows_who_stands_beside_it_in_the_list() {
    let key = |id: &str| (Generation::V1alpha1, id.into());
    let order = SeenOrder { keys: vec![key("a"), key("b"), key("c")], sort: Sort::Worst };
    let of = |id: &str| order.position(&key(id));
    let middle = of("b").unwrap();
    assert_eq!(middle.words, "2 of 3 · Worst first");
    assert_eq!((middle.before, middle.after), (Some(key("a")), Some(key("c"))));
    assert_eq!((of("a").unwrap().before, of("c").unwrap().after), (None, None));
    // The other generation may use the same id.
    assert_eq!(order.position(&(Generation::V1alpha2, "b".into())), None);
}

#[test]
fn hidden_columns_are_kept_as_words() {
    let none = HiddenColumns::parse("");
    assert_eq!((none.text(), none.classes(), none.shown()), (String::new(), String::new(), 8));
    let some = none.with(Column::Cost, true).with(Column::Trend, true);
    assert_eq!(some.text(), "trend cost", "in the order of the list");
    assert_eq!((some.classes().as_str(), some.shown()), (" no-trend no-cost", 6));
    assert_eq!(HiddenColumns::parse(&some.text()), some);
    assert!(some.has(Column::Cost) && !some.has(Column::Step));
    assert_eq!(some.with(Column::Trend, false).text(), "cost");
    assert_eq!(HiddenColumns::parse("name state cost cost"), none.with(Column::Cost, true));
}
