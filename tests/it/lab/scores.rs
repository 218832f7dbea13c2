//! The scorecard as it is read.

use headroom::engine::Metric;
use headroom::lab::{Run, Scored, scored};
use headroom::whatif::{Change, Interval, Measure};

use super::{HOUR, MINUTE, START, job, replayed, saved};

fn own() -> Run {
    let mut run = replayed(&job(), &saved());
    let card = &mut run.outcome.scorecard;
    (card.instance_hours, card.overload_minutes) = (100.0, Some(0.0));
    (card.cost_per_day_eur, card.cost_per_month_eur) = (None, None);
    (card.cost_eur, card.changes, card.reversals) = (None, 0, 0);
    run.outcome.overload.clear();
    run.outcome.changes.clear();
    run
}

fn priced(day: f64, hours: f64) -> Run {
    let mut run = own();
    let card = &mut run.outcome.scorecard;
    (card.cost_eur, card.cost_per_day_eur) = (Some(14.0 * day), Some(day));
    (card.cost_per_month_eur, card.instance_hours) = (Some(day * 730.0 / 24.0), hours);
    run
}

fn of(all: &[Scored], measure: Measure) -> &Scored {
    all.iter().find(|one| one.row.measure == measure).unwrap()
}

#[test]
fn three_numbers_lead_and_every_measure_is_there_once() {
    for (run, first) in [(own(), Measure::InstanceHours), (priced(2.0, 9.0), Measure::CostPerDay)] {
        let all = scored(&run, &run, Metric::Cpu);
        let lead: Vec<Measure> = all.iter().take(3).map(|one| one.row.measure).collect();
        assert_eq!(lead, [first, Measure::Overload, Measure::Reversals]);
        let leading = all.iter().filter(|one| one.leads);
        assert_eq!(leading.count(), 3);
        assert!(all.windows(2).all(|pair| pair[0].leads >= pair[1].leads));
        let rows = headroom::whatif::scorecard_rows(
            &run.outcome.scorecard,
            &run.outcome.scorecard,
            Metric::Cpu,
        );
        assert_eq!(all.len(), rows.len());
        assert!(all.iter().all(|one| one.leads != one.behind.is_empty()));
    }
}

#[test]
fn the_cost_says_the_hours_and_the_month_behind_it() {
    let (saved, dearer, cheaper) = (priced(10.0, 100.0), priced(12.0, 168.04), priced(9.0, 40.0));
    let behind =
        |shown: &Run| of(&scored(&saved, shown, Metric::Cpu), Measure::CostPerDay).behind.clone();
    assert_eq!(behind(&saved), "100.0 Instance-hours, € 304.17 a month.");
    assert_eq!(behind(&dearer), "68.0 more Instance-hours, € 60.83 more a month.");
    assert_eq!(behind(&cheaper), "60.0 fewer Instance-hours, € 30.42 less a month.");
    let hours = scored(&own(), &own(), Metric::Cpu);
    assert_eq!(of(&hours, Measure::InstanceHours).behind, "100.0 Instance-hours.");
}

#[test]
fn overload_says_in_how_many_stretches_it_came_and_where_the_longest_is() {
    let said = |run: &Run| {
        let all = scored(&own(), run, Metric::Cpu);
        let found = of(&all, Measure::Overload);
        (found.behind.clone(), found.at_ms)
    };
    let mut run = own();
    assert_eq!(said(&run), ("What served could always carry the load.".to_owned(), None));
    run.outcome.overload = vec![Interval { from_ms: START, to_ms: START + 5 * MINUTE }];
    assert_eq!(said(&run), ("One stretch of 5 min.".to_owned(), Some(START)));
    let second = START + 3 * HOUR;
    run.outcome.overload.push(Interval { from_ms: second, to_ms: second + 65 * MINUTE });
    assert_eq!(said(&run), ("2 stretches, the longest of 1 h 5 min.".to_owned(), Some(second)));
    run.outcome.scorecard.overload_minutes = None;
    assert_eq!(said(&run).0, "No history here tells what an Instance carries.");
}

#[test]
fn reversals_say_between_which_sizes_most_of_them_went() {
    let said = |changes: &[(u32, u32, bool)]| {
        let mut run = own();
        let change = |&(from, to, reversal): &(u32, u32, bool)| Change {
            at_ms: START,
            from,
            to,
            policy: None,
            reversal,
        };
        run.outcome.changes = changes.iter().map(change).collect();
        of(&scored(&own(), &run, Metric::Cpu), Measure::Reversals).behind.clone()
    };
    assert_eq!(said(&[(2, 3, false)]), "No change was soon undone.");
    assert_eq!(said(&[(2, 3, true), (3, 2, true)]), "All between 2 and 3 Instances.");
    assert_eq!(
        said(&[(5, 4, true), (2, 3, true), (3, 2, true)]),
        "2 between 2 and 3 Instances, 1 between other sizes."
    );
}
