//! Conditions on a scorecard.

use headroom::whatif::{Measures, Scorecard};
use headroom::whatif_cli::FailCondition;

#[test]
fn every_comparison_holds_where_it_should() {
    let card = Scorecard { changes: 5, overload_minutes: Some(2.5), ..Scorecard::default() };
    for (condition, expected) in [
        ("changes > 4", true),
        ("changes > 5", false),
        ("changes >= 5", true),
        ("changes >= 5.5", false),
        ("changes<6", true),
        ("changes < 5", false),
        ("changes <= 5", true),
        ("changes <= 4", false),
        ("changes == 5", true),
        ("changes == 4", false),
        ("changes != 4", true),
        ("changes != 5", false),
        ("  overload_minutes   >   2.4 ", true),
        ("overload_minutes > 2.5", false),
        ("overload_minutes > -1e3", true),
    ] {
        let held = FailCondition::parse(condition).unwrap().check(&card, None).unwrap();
        assert_eq!(held.is_some(), expected, "{condition}");
    }
    assert!(FailCondition::parse("p95 > 1").unwrap().check(&card, None).is_err());
    // What the literature counts is judged as well, where it is known.
    let measures = Measures { regret: 0.25, ..Measures::default() };
    let wasteful = FailCondition::parse("regret > 0.2").unwrap();
    assert!(wasteful.check(&card, Some(&measures)).unwrap().is_some());
    assert!(wasteful.check(&card, None).is_err());
}

/// What is no number is never more nor less than one, and infinity is always more: such a check
/// checks nothing.
#[test]
fn a_bound_is_a_finite_number() {
    for bound in ["nan", "NaN", "inf", "-inf", "infinity", "1e400", "many", ""] {
        for sign in [">", "<", "==", "!="] {
            let refused = FailCondition::parse(&format!("p95 {sign} {bound}")).unwrap_err();
            assert_eq!(refused, format!("\"{bound}\" is not a number."));
        }
    }
    assert!(FailCondition::parse("p95 > 1e300").is_ok());
}
