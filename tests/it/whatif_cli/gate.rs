//! Conditions on a scorecard.

use headroom::whatif::Scorecard;
use headroom::whatif_cli::Gate;

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
        let held = Gate::parse(condition).unwrap().check(&card).unwrap();
        assert_eq!(held.is_some(), expected, "{condition}");
    }
    assert!(Gate::parse("p95 > 1").unwrap().check(&card).is_err());
}
