//! Two scorecards side by side: texts, signs and judgements.

use headroom::engine::Metric;
use headroom::whatif::{Judgement, Measure, Scorecard, ScorecardRow, scorecard_rows};

use super::{capacity, first, history, job};

fn saved() -> Scorecard {
    Scorecard {
        instance_hours: 1_234.56,
        cost_eur: Some(67.9),
        cost_per_day_eur: Some(4.85),
        cost_per_month_eur: Some(147.521),
        overload_minutes: Some(30.0),
        demand_hours: Some(100.0),
        overload_hours: Some(1.0),
        p95: Some(76.4),
        changes: 1_024,
        reversals: 3,
        minutes_at_minimum: 12_345.0,
        minutes_at_maximum: 999.4,
        denied_minutes: 55.0,
    }
}

/// A row as `label unit: saved > edited, difference judgement`.
fn text(row: &ScorecardRow) -> String {
    let ScorecardRow { label, unit, saved, edited, difference, judgement, .. } = row;
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    format!("{label}{unit}: {saved} > {edited}, {difference} {judgement:?}")
}

fn texts(saved: &Scorecard, edited: &Scorecard, metric: Metric) -> Vec<String> {
    scorecard_rows(saved, edited, metric).iter().map(text).collect()
}

#[test]
fn less_of_everything() {
    let edited = Scorecard {
        instance_hours: 234.5,
        cost_eur: Some(12.895),
        cost_per_day_eur: Some(0.921),
        cost_per_month_eur: Some(28.016),
        overload_minutes: Some(0.0),
        p95: Some(70.0),
        changes: 24,
        reversals: 0,
        minutes_at_minimum: 345.0,
        minutes_at_maximum: 0.0,
        denied_minutes: 0.0,
        ..saved()
    };
    let expected = [
        "Cost a day €: 4.85 > 0.92, −3.93 Better",
        "Cost a month €: 147.52 > 28.02, −119.50 Better",
        "Overload min: 30 > 0, −30 Better",
        "Changes: 1,024 > 24, −1,000 Better",
        "Reversals: 3 > 0, −3 Better",
        "Instance-hours h: 1,234.6 > 234.5, −1,000.1 Better",
        "95th percentile: 76.4 % > 70.0 %, −6.4 points Neutral",
        "At minimum min: 12,345 > 345, −12,000 Neutral",
        "At maximum min: 999 > 0, −999 Better",
        "Blocked by cooldown min: 55 > 0, −55 Better",
    ];
    assert_eq!(texts(&saved(), &edited, Metric::Cpu), expected);
}

#[test]
fn more_of_everything() {
    let edited = Scorecard {
        instance_hours: 1_000_000.0,
        cost_eur: Some(1_067.9),
        cost_per_day_eur: Some(76.28),
        cost_per_month_eur: Some(2_320.14),
        overload_minutes: Some(1_234_567.0),
        p95: Some(100.0),
        changes: 1_025,
        reversals: 4,
        minutes_at_minimum: 12_346.0,
        minutes_at_maximum: 1_999.4,
        denied_minutes: 60.0,
        ..saved()
    };
    let expected = [
        "Cost a day €: 4.85 > 76.28, +71.43 Worse",
        "Cost a month €: 147.52 > 2,320.14, +2,172.62 Worse",
        "Overload min: 30 > 1,234,567, +1,234,537 Worse",
        "Changes: 1,024 > 1,025, +1 Worse",
        "Reversals: 3 > 4, +1 Worse",
        "Instance-hours h: 1,234.6 > 1,000,000.0, +998,765.4 Worse",
        "95th percentile: 76.4 % > 100.0 %, +23.6 points Neutral",
        "At minimum min: 12,345 > 12,346, +1 Neutral",
        "At maximum min: 999 > 1,999, +1,000 Worse",
        "Blocked by cooldown min: 55 > 60, +5 Worse",
    ];
    assert_eq!(texts(&saved(), &edited, Metric::Cpu), expected);
}

#[test]
fn what_shows_the_same_is_the_same() {
    let nearly = Scorecard {
        instance_hours: 1_234.58,
        cost_eur: Some(67.904),
        cost_per_day_eur: Some(4.852),
        cost_per_month_eur: Some(147.524),
        minutes_at_maximum: 999.3,
        p95: Some(76.42),
        ..saved()
    };
    for edited in [saved(), nearly] {
        for row in scorecard_rows(&saved(), &edited, Metric::Cpu) {
            let read = (row.saved.clone(), row.difference.as_str(), row.judgement);
            assert_eq!(read, (row.edited, "same", Judgement::Neutral));
        }
    }
}

#[test]
fn what_is_unknown_shows_a_dash_and_no_judgement() {
    let unpriced =
        Scorecard { cost_eur: None, cost_per_day_eur: None, cost_per_month_eur: None, ..saved() };
    let unknown = Scorecard { overload_minutes: None, p95: None, ..unpriced };
    let found = texts(&unknown, &saved(), Metric::Cpu);
    assert_eq!(found[0], "Cost a day €: – > 4.85, – Neutral");
    assert_eq!(found[2], "Overload min: – > 30, – Neutral");
    assert_eq!(found[6], "95th percentile: – > 76.4 %, – Neutral");
    let rows = scorecard_rows(&unknown, &unknown, Metric::Cpu);
    assert_eq!(rows[0].measure, Measure::Overload, "no price, no cost");
    assert_eq!((rows.len(), rows[0].saved_exact, rows[0].edited_exact), (8, None, None));
    assert_eq!(text(&rows[0]), "Overload min: – > –, – Neutral");
}

#[test]
fn the_percentile_reads_in_its_metrics_unit() {
    let edited = Scorecard { p95: Some(1_500_000.0), ..saved() };
    let before = Scorecard { p95: Some(999_960.0), ..saved() };
    for (metric, expected) in [
        (Metric::NetworkIn, "95th percentile: 1.0 MB/s > 1.5 MB/s, +0.5 MB/s Neutral"),
        (Metric::Connections, "95th percentile: 1.0 M > 1.5 M, +0.5 M Neutral"),
    ] {
        assert_eq!(texts(&before, &edited, metric)[6], expected);
    }
}

#[test]
fn the_numbers_as_computed_stand_beside_the_texts() {
    let edited = Scorecard { instance_hours: 1.25, changes: 7, ..saved() };
    for row in scorecard_rows(&saved(), &edited, Metric::Cpu) {
        match row.measure {
            Measure::InstanceHours => {
                assert_eq!((row.saved_exact, row.edited_exact), (Some(1_234.56), Some(1.25)));
            }
            Measure::Changes => assert_eq!(row.edited_exact, Some(7.0)),
            _ => assert_eq!(row.saved_exact, row.edited_exact),
        }
    }
}

#[test]
fn a_variant_equal_to_the_saved_one_differs_in_nothing() {
    let values = [90.0, 20.0, 90.0, 20.0, 90.0, 20.0];
    let rules = &["cpu > 70 +1", "cpu < 40 -1"];
    let job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 5, 0), rules);
    let (saved, edited) = (first(&job), first(&job));
    assert_eq!(saved, edited);
    for row in scorecard_rows(&saved.scorecard, &edited.scorecard, Metric::Cpu) {
        assert_eq!((row.difference.as_str(), row.judgement), ("same", Judgement::Neutral));
    }
}

#[test]
fn a_difference_is_that_of_the_shown_numbers() {
    let overload = |minutes| Scorecard { overload_minutes: Some(minutes), ..saved() };
    let shown = |before: f64, after: f64| {
        let rows = scorecard_rows(&overload(before), &overload(after), Metric::Cpu);
        let row = rows.into_iter().find(|row| row.measure == Measure::Overload);
        text(&row.expect("overload is shown"))
    };
    assert_eq!(shown(12.4, 12.6), "Overload min: 12 > 13, +1 Worse");
    assert_eq!(shown(12.6, 12.4), "Overload min: 13 > 12, −1 Better");
    assert_eq!(shown(12.4, 12.0), "Overload min: 12 > 12, same Neutral");
    // What is short is no nothing, and both have its decimals.
    assert_eq!(shown(12_001.0, 0.5), "Overload min: 12,001.0 > 0.5, −12,000.5 Better");
    assert_eq!(shown(0.02, 0.0), "Overload min: 0.02 > 0.00, −0.02 Better");
    let percentile = |before, after| {
        let card = |p95| Scorecard { p95: Some(p95), ..saved() };
        text(&scorecard_rows(&card(before), &card(after), Metric::Cpu)[6])
    };
    for (before, after, expected) in [
        (68.84, 66.0, "68.8 % > 66.0 %, −2.8 points"),
        (68.75, 68.04, "68.8 % > 68.0 %, −0.8 points"),
        (69.24, 67.76, "69.2 % > 67.8 %, −1.4 points"),
    ] {
        assert_eq!(percentile(before, after), format!("95th percentile: {expected} Neutral"));
    }
    let hours = Scorecard { instance_hours: 0.26, ..saved() };
    let rows = scorecard_rows(&Scorecard { instance_hours: 0.24, ..saved() }, &hours, Metric::Cpu);
    let row = rows.iter().find(|row| row.measure == Measure::InstanceHours);
    assert_eq!(text(row.expect("hours are shown")), "Instance-hours h: 0.2 > 0.3, +0.1 Worse");
}
