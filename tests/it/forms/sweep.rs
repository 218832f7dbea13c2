//! A sweep's form.

use headroom::forms::sweep::{draft, limits, read, sections, worth};
use headroom::forms::{Draft, ResourceForm, policy};
use headroom::whatif::{OverloadWorth, Sweep, Variant, Worth};
use headroom::wire::{Capacity, GroupId, Policy};

use super::{message, paths, refused, stands_in_order, typed};

/// Two policies on CPU, between 1 and 5 Instances.
fn base() -> Variant {
    let named = |name: &str, threshold: &str| -> Policy {
        let draft = Policy::blank(&GroupId::default())
            .with("name", name)
            .with("metric.threshold", threshold);
        let group = GroupId::from("4e3a2c1b-0000-4000-8000-000000000000");
        policy::preview(&draft, &Policy { instance_group_id: group, ..Policy::default() }).unwrap()
    };
    let cooldown_delay = "300s".parse().ok();
    let capacity = Capacity { min_replicas: 1, max_replicas: 5, cooldown_delay };
    Variant::of_thresholds(
        "saved".to_owned(),
        capacity,
        vec![named("up", "70"), named("down", "40")],
    )
}

/// What each point of a one-field sweep sets.
fn tried(path: &str, text: &str) -> Vec<f64> {
    let grid = read(&Draft::default().with(path, text), &base()).unwrap();
    (0..grid.count()).map(|index| grid.settings(index)[0].value).collect()
}

#[test]
fn every_number_of_the_rules_has_a_field_that_says_where_it_stays() {
    let sections = sections(&base());
    let expected = [
        "threshold.0",
        "value.0",
        "look-back.0",
        "threshold.1",
        "value.1",
        "look-back.1",
        "cooldown",
        "minimum",
        "maximum",
    ];
    assert_eq!(paths(&sections), expected);
    let titles: Vec<&str> = sections.iter().map(|section| section.title.as_ref()).collect();
    assert_eq!(titles, ["up", "down", "Group"]);
    let shown: Vec<String> = sections
        .iter()
        .flat_map(|section| &section.fields)
        .map(|field| format!("{} {}: {}", field.label, field.unit, field.help))
        .collect();
    assert_eq!(shown[3], "Threshold %: Empty: stays at 40.");
    assert_eq!(shown[6], "Cooldown s: Empty: stays at 300.");
}

#[test]
fn the_suggested_sweep_as_text_is_that_sweep() {
    let base = base();
    let mut sweep = Sweep::suggested(&base, &headroom::whatif::Job::default());
    // The form has its own order: that of its fields.
    let parameters = ["threshold", "value", "look-back", "cooldown", "minimum", "maximum"];
    let place = |label: &str| parameters.iter().position(|parameter| *parameter == label);
    sweep.axes.sort_by_key(|axis| (axis.policy.unwrap_or(9), place(axis.parameter.label())));
    let read = read(&draft(&sweep), &base).unwrap();
    assert_eq!(read, headroom::whatif::Grid::new(&base, &sweep).unwrap());
    assert!(read.count() > 1_000);
    // A range keeps its three numbers.
    let text = "40 to 90 step 5";
    let typed = Draft::default().with("threshold.0", text);
    let ranged: Sweep = serde_json::from_str(
        r#"{"axes":[{"parameter":"threshold","policy":0,"range":{"from":40,"to":90,"step":5}}]}"#,
    )
    .unwrap();
    assert_eq!(draft(&ranged), typed);
}

#[test]
fn values_are_a_list_or_a_range() {
    for (text, expected) in [
        ("60", vec![60.0]),
        ("50, 60, 70", vec![50.0, 60.0, 70.0]),
        ("50 60;70", vec![50.0, 60.0, 70.0]),
        ("50,60,70", vec![50.0, 60.0, 70.0]),
        (" 62.5,\n 65 ", vec![62.5, 65.0]),
        ("60 to 63", vec![60.0, 61.0, 62.0, 63.0]),
        ("60 to 70 step 5", vec![60.0, 65.0, 70.0]),
        ("0.1 to 0.3 step 0.1", vec![0.1, 0.2, 0.3]),
    ] {
        assert_eq!(tried("threshold.1", text), expected, "{text}");
    }
    assert_eq!(tried("cooldown", "0 to 600 step 300"), [0.0, 300.0, 600.0]);
}

#[test]
fn an_empty_form_is_the_rules_as_they_are() {
    assert_eq!(read(&Draft::default(), &base()).unwrap().count(), 1);
}

#[test]
fn what_cannot_be_tried_is_said_at_its_field() {
    let said =
        |path: &str, text: &str| message(read(&Draft::default().with(path, text), &base()), path);
    for (path, text, expected) in [
        (
            "threshold.0",
            "much",
            "“much” is not a number. Enter values such as 50, 60, 70 or 40 to 90 step 5.",
        ),
        (
            "threshold.0",
            "60 to",
            "“to” is not a number. Enter values such as 50, 60, 70 or 40 to 90 step 5.",
        ),
        (
            "threshold.0",
            "nan",
            "“nan” is not a number. Enter values such as 50, 60, 70 or 40 to 90 step 5.",
        ),
        (
            "threshold.0",
            "62,5",
            "“62,5” can be read in two ways. Put a space between two values, and a point into a \
             decimal.",
        ),
        ("threshold.1", ",", "Give values, or a range with from, to and step."),
        ("value.1", "1.5", "1.5 is not a whole number of 0 or more."),
        ("maximum", "-1", "-1 is not a whole number of 0 or more."),
        ("cooldown", "600 to 0", "The end is under the start of 600."),
        ("cooldown", "0 to 600 step 0", "Give a step above 0."),
    ] {
        assert_eq!(said(path, text), expected, "{path} = {text:?}");
    }
    let wrong = [("maximum", "x"), ("threshold.1", "y"), ("look-back.0", "z")];
    let wrong = typed(&Draft::default(), &wrong);
    assert_eq!(refused(read(&wrong, &base())).len(), 3);
    stands_in_order(read(&wrong, &base()), &sections(&base()));
}

/// A thousand million points are refused where most of them come from, with a way out.
#[test]
fn too_many_points_are_said_at_the_field_with_the_most() {
    let texts = [
        ("threshold.0", "0.1 to 100 step 0.1"),
        ("threshold.1", "0.1 to 100 step 0.1"),
        ("cooldown", "0 to 999"),
    ];
    let huge = typed(&Draft::default(), &texts);
    assert_eq!(refused(read(&huge, &base())), ["cooldown constraint"]);
    assert_eq!(
        message(read(&huge, &base()), "cooldown"),
        "The sweep has 1000000000 points, and at most 1000000 are run. Narrow several parameters, \
         or leave some out: the cooldown has 1000 values."
    );
    let wide = typed(&huge, &[("threshold.1", ""), ("cooldown", "0 to 3999")]);
    let said = message(read(&wide, &base()), "cooldown");
    assert!(
        said.ends_with("Narrow it: the cooldown has 4000 values; a step of 4 would do."),
        "{said}"
    );
    let narrowed = typed(&wide, &[("cooldown", "0 to 3999 step 4")]);
    assert_eq!(read(&narrowed, &base()).unwrap().count(), 1_000_000);
}

#[test]
fn what_overload_is_worth_is_typed_or_left_to_be_nothing() {
    let typed = |cost: &str, limit: &str| {
        Draft::default().with("overload_cost", cost).with("overload_limit", limit)
    };
    for (cost, limit, expected) in [
        ("", "", OverloadWorth::NoMore),
        ("0.5", "", OverloadWorth::EurPerMinute(0.5)),
        ("", "30", OverloadWorth::MinutesPerMonth(30.0)),
        ("", "0", OverloadWorth::MinutesPerMonth(0.0)),
    ] {
        assert_eq!(worth(&typed(cost, limit), true).unwrap(), expected.into());
    }
    let told = |draft: &Draft, priced, path: &str| message(worth(draft, priced), path);
    assert_eq!(told(&typed("-1", ""), true, "overload_cost"), "Enter 0 or more.");
    assert!(told(&typed("1", ""), false, "overload_cost").contains("type its price"));
    assert!(told(&typed("1", "2"), true, "overload_limit").contains("not both"));
    assert!(worth(&typed("", "much"), true).is_err());
    let reversals = |count: &str| typed("", "").with("reversal_limit", count);
    let read = worth(&reversals("4"), false).unwrap();
    assert_eq!(read, Worth { reversals_per_month: Some(4.0), ..Worth::default() });
    assert_eq!(told(&reversals("-1"), true, "reversal_limit"), "Enter 0 or more.");
    assert_eq!(paths(&[limits()]), ["overload_cost", "overload_limit", "reversal_limit"]);
}
