//! Reversals and their causes.

use headroom::engine::Metric;
use headroom::whatif::{Cause, Flap, History, Job, flaps, rules};

use super::random::{random_job, seeds};
use super::{capacity, first, history, job, ran};

fn found(job: &Job) -> Vec<Flap> {
    let rules = rules(job, &job.variants[0]).unwrap();
    flaps(job, &rules, &first(job))
}

fn of(values: &[f64], recorded: &str, rules: &[&str]) -> Job {
    job(history(Metric::Cpu, 5, values), recorded, capacity(1, 9, 0), rules)
}

#[test]
fn a_gap_too_small_for_the_step_shares_the_load_away() {
    let job = of(&[72.0; 4], "0:2", &["cpu > 70 +1", "cpu < 50 -1"]);
    let flaps = found(&job);
    assert_eq!(flaps[0].cause, Cause::LoadSharing { value: 72.0, shared: 48.0 });
    assert_eq!((flaps[0].first.from, flaps[0].first.to, flaps[0].second.to), (2, 3, 2));
    let down = "“cpu < 50 -1” undid “cpu > 70 +1” after 5 min: CPU 72 % on 2 is 48 % on 3, under \
                its 50 %.";
    assert_eq!(flaps[0].sentence, down);
    let up = "“cpu > 70 +1” undid “cpu < 50 -1” after 5 min: CPU 48 % on 3 is 72 % on 2, over its \
              70 %.";
    assert_eq!(flaps[1].sentence, up);
    assert_eq!(flaps.len(), 3);
}

/// What an Instance shows without any load is not shared: 72 % on 1 are 10 + 62 / 2 on 2.
#[test]
fn an_idle_share_is_not_shared_away() {
    let mut job = of(&[72.0, 72.0, 20.0, 20.0, 20.0], "0:1", &["cpu > 70 +1", "cpu < 40 -1"]);
    let shared = |job: &Job| found(job)[0].cause;
    assert_eq!(shared(&job), Cause::LoadSharing { value: 72.0, shared: 36.0 });
    job.model.idle_percent = 10.0;
    assert!(matches!(shared(&job), Cause::Load { value: 72.0, .. }), "{:?}", shared(&job));
    // And where a metric falls by less than the fleet grows.
    job.model.idle_percent = 0.0;
    job.model.elasticity = 0.5;
    assert!(matches!(shared(&job), Cause::Load { value: 72.0, .. }), "{:?}", shared(&job));
}

#[test]
fn load_that_turns_is_no_ones_fault() {
    let job = of(&[90.0, 10.0], "0:2", &["cpu > 70 +1", "cpu < 30 -1"]);
    let [flap] = &found(&job)[..] else { panic!() };
    assert!(matches!(flap.cause, Cause::Load { value: 90.0, .. }));
    let said = "“cpu < 30 -1” undid “cpu > 70 +1” after 5 min: the load itself turned, from CPU \
                90 % to 6.7 %.";
    assert_eq!(flap.sentence, said);
}

/// Ten minutes of boot: the same overload orders again and again before anyone serves.
#[test]
fn instances_that_do_not_serve_yet_are_ordered_twice() {
    let mut job = of(&[90.0; 8], "0:2", &["cpu > 70 +1", "cpu < 45 -1"]);
    job.boot_delay_ms = 10 * 60_000;
    let flap = found(&job).swap_remove(0);
    assert_eq!(flap.cause, Cause::Lag { value: 90.0, serving: 2, shared: 36.0 });
    let said = "“cpu < 45 -1” undid “cpu > 70 +1” after 15 min: only 2 of 4 Instances served when \
                CPU read 90 %; on 5 that is 36 %, under its 45 %.";
    assert_eq!(flap.sentence, said);
}

/// Every launch fails, so that two serve throughout, however many are ordered.
#[test]
fn instances_whose_launch_failed_do_not_serve_either() {
    let mut job = of(&[90.0; 8], "0:2", &["cpu > 70 +1", "cpu < 45 -1"]);
    job.histories[0].values[3..].fill(40.0);
    job.failed_launches.share = 1.0;
    let flap = found(&job).swap_remove(0);
    assert_eq!(flap.cause, Cause::Lag { value: 90.0, serving: 2, shared: 36.0 });
    let said =
        "only 2 of 4 Instances served when CPU read 90 %; on 5 that is 36 %, under its 45 %.";
    assert!(flap.sentence.ends_with(said), "{}", flap.sentence);
}

#[test]
fn policies_of_different_metrics_disagree() {
    let rules = &["cpu > 70 +1", "connections < 100 -1"];
    let mut job = of(&[72.0, 72.0, 72.0], "0:2", rules);
    job.histories.push(history(Metric::Connections, 5, &[50.0; 3]));
    let flap = found(&job).swap_remove(0);
    assert_eq!(flap.cause, Cause::Disagreement);
    let said = "“connections < 100 -1” undid “cpu > 70 +1” after 5 min: they watch CPU and \
                Connections, which disagree.";
    assert_eq!(flap.sentence, said);
}

#[test]
fn thresholds_that_cross_breach_both_at_once() {
    let job = of(&[55.0; 3], "0:2", &["cpu > 50 +1", "cpu < 60 -1"]);
    let flap = found(&job).swap_remove(0);
    assert_eq!(flap.cause, Cause::Overlap { value: 55.0 });
    assert!(flap.sentence.ends_with("after 5 min: CPU 55 % breaches both at once."));
}

/// Two are brought to the minimum of three and one more is ordered, all in one change.
#[test]
fn a_repair_of_the_bounds_with_a_change_is_part_of_it() {
    let mut job = of(&[80.0, 50.0], "0:2", &["cpu > 70 +1", "cpu < 30 -1"]);
    job.variants[0].thresholds_mut().unwrap().capacity = capacity(3, 9, 0);
    let [flap] = &found(&job)[..] else { panic!("{:?}", first(&job).changes) };
    assert_eq!((flap.first.from, flap.first.to, flap.second.to), (2, 4, 3));
    assert!(
        matches!(flap.cause, Cause::Load { value: 80.0, back: 25.0 }),
        "40 % is not under 30 %"
    );
}

#[test]
fn a_metric_without_feedback_turns_by_itself() {
    let values = [900.0, 10.0];
    let rules = &["connections > 500 +1", "connections < 100 -1"];
    let job = job(history(Metric::Connections, 5, &values), "0:2", capacity(1, 9, 0), rules);
    assert_eq!(found(&job)[0].cause, Cause::Load { value: 900.0, back: 10.0 });
    let recorded = History {
        load: headroom::whatif::LoadModel::AsRecorded,
        ..history(Metric::Cpu, 5, &[72.0, 48.0])
    };
    let job = super::job(recorded, "0:2", capacity(1, 9, 0), &["cpu > 70 +1", "cpu < 50 -1"]);
    assert_eq!(found(&job)[0].cause, Cause::Load { value: 72.0, back: 48.0 });
}

/// The causes are told for exactly the reversals that the scorecard counts, and their numbers
/// are right.
#[test]
fn every_reversal_has_a_cause_that_holds() {
    let mut count = 0;
    for seed in seeds(600) {
        let job = random_job(seed);
        for (variant, outcome) in job.variants.iter().zip(&ran(&job).variants) {
            let rules = rules(&job, variant).unwrap();
            let flaps = flaps(&job, &rules, outcome);
            assert_eq!(flaps.len(), outcome.scorecard.reversals, "HEADROOM_SEED={seed}");
            for flap in &flaps {
                let Flap { first, second, cause, sentence } = flap;
                assert!((first.to > first.from) != (second.to > second.from));
                assert!(sentence.ends_with('.'), "{sentence}");
                let breached = |value: f64| {
                    let down = &rules.policies()[second.policy.unwrap()];
                    down.is_breached(value)
                };
                let holds = match *cause {
                    Cause::Disagreement => true,
                    Cause::Overlap { value } => breached(value),
                    Cause::LoadSharing { value, shared } => {
                        let share = f64::from(first.from) / f64::from(first.to);
                        breached(shared) && (value * share - shared).abs() < 1e-9 * value
                    }
                    Cause::Lag { serving, shared, .. } => breached(shared) && serving != first.from,
                    Cause::Load { value, back } => breached(back) && !breached(value),
                };
                assert!(holds, "HEADROOM_SEED={seed}: {flap:?}");
                count += 1;
            }
        }
    }
    assert!(count > 300, "{count} reversals");
}
