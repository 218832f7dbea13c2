//! What a sweep is set to, in a line.

use headroom::lab::{tried_words, worth_words};
use headroom::whatif::{Axis, Grid, OverloadWorth, Parameter, Sweep, Worth};

use super::saved;

fn axis(parameter: Parameter, policy: Option<usize>, values: &[f64]) -> Axis {
    Axis { parameter, policy, values: values.to_vec(), range: None }
}

#[test]
fn what_is_tried_is_said_from_the_least_to_the_most_under_its_owner() {
    let axes = vec![
        axis(Parameter::Threshold, Some(0), &[60.0, 80.0, 70.0]),
        axis(Parameter::LookBack, Some(0), &[5.0, 10.0]),
        axis(Parameter::Cooldown, None, &[300.0, 600.0]),
        axis(Parameter::Maximum, None, &[9.0]),
    ];
    let grid = Grid::new(&saved(), &Sweep { axes }).unwrap();
    let policy = &saved().policies()[0].name.clone();
    assert_eq!(
        tried_words(&grid),
        format!(
            "{policy}: threshold 60 % to 80 %, look-back 5 min to 10 min; Group: cooldown 5 min to \
             10 min"
        )
    );
}

#[test]
fn what_advice_may_cost_is_said() {
    let said = |overload, reversals_per_month| worth_words(Worth { overload, reversals_per_month });
    let none = "no more overload than saved, no more reversals than saved";
    assert_eq!(said(OverloadWorth::NoMore, None), none);
    let priced = "a minute of overload costs € 0.5, at most 6 reversals a month";
    assert_eq!(said(OverloadWorth::EurPerMinute(0.5), Some(6.0)), priced);
    let limited = said(OverloadWorth::MinutesPerMonth(2_000.0), None);
    assert!(limited.starts_with("at most 2,000 min of overload a month"), "{limited}");
}
