//! Moments explained: the ledger's own, and real ones.

use headroom::engine::{Limit, MINUTE_MS, Metric, Scaler, Verdict};
use headroom::whatif::{Job, Situation, SizeAt, VariantOutcome, explain, rules};

use super::random::{random_job, seeds};
use super::states::{samples, states};
use super::{at, capacity, first, history, job, ran, sizes};

/// The moment of a replay of the job's first variant.
fn sentence(job: &Job, minute: i64) -> Option<String> {
    let rules = rules(job, &job.variants[0]).unwrap();
    let outcome = first(job);
    let situation = Situation::simulated(job, &rules, &outcome, at(minute))?;
    Some(explain(&situation).sentence)
}

#[test]
fn a_moment_is_the_last_decision_at_or_before_it() {
    let values = [60.0, 75.0, 50.0, 90.0, 90.0];
    let job = job(history(Metric::Cpu, 5, &values), "0:1", capacity(1, 3, 600), &["cpu > 70 +1"]);
    let table = [
        (4, None),
        (5, Some("Stayed at 1. CPU 60 % over 5 min is 10 under the 70 % of “cpu > 70 +1”.")),
        (9, Some("Stayed at 1. CPU 60 % over 5 min is 10 under the 70 % of “cpu > 70 +1”.")),
        (10, Some("1 to 2. CPU 75 % over 5 min is 5 over the 70 % of “cpu > 70 +1”.")),
        (99, Some("Stayed at 2. CPU 45 % over 5 min is 25 under the 70 % of “cpu > 70 +1”.")),
    ];
    for (minute, expected) in table {
        assert_eq!(sentence(&job, minute).as_deref(), expected, "at {minute}");
    }
}

#[test]
fn a_denied_moment_tells_all_that_a_table_needs() {
    let values = [80.0, 80.0, 80.0];
    let rules_text = &["cpu > 30 +1", "cpu < 20 -1"];
    let job = job(history(Metric::Cpu, 5, &values), "0:1", capacity(1, 5, 900), rules_text);
    let rules = rules(&job, &job.variants[0]).unwrap();
    let outcome = first(&job);
    let moment = explain(&Situation::simulated(&job, &rules, &outcome, at(12)).unwrap());
    assert_eq!((moment.at_ms, moment.cooldown_left_ms), (at(10), Some(10 * MINUTE_MS)));
    assert_eq!(moment.limit(), Some(Limit::Cooldown(10 * MINUTE_MS)));
    assert_eq!(moment.limit_text.as_deref(), Some("the cooldown, 10 min left"));
    assert!(moment.agrees() && moment.really.is_none());
    let [up, down] = &moment.readings[..] else { panic!("{moment:?}") };
    assert_eq!((up.value, up.samples, up.margin), (Some(40.0), 1, Some(10.0)));
    assert_eq!((up.look_back.from_ms, up.look_back.to_ms), (at(5), at(10)));
    assert_eq!(up.verdict_text, "denied: 3 wanted, 10 min of cooldown left");
    assert!(up.sentence.ends_with("3 wanted, but the cooldown has 10 min left."));
    assert_eq!((down.margin, down.verdict_text.as_str()), (Some(-20.0), "20 points short"));
    assert_eq!(down.verdict, Verdict::NotBreached { margin: 20.0 });
}

#[test]
fn a_headline_says_what_held_a_size_back_and_a_row_what_its_rule_saw() {
    let held = |most, cooldown, minute| {
        let rules_text = &["cpu > 30 +1", "cpu < 20 -1"];
        let values = history(Metric::Cpu, 5, &[80.0; 3]);
        let job = job(values, "0:1", capacity(1, most, cooldown), rules_text);
        let rules = rules(&job, &job.variants[0]).unwrap();
        let outcome = first(&job);
        explain(&Situation::simulated(&job, &rules, &outcome, at(minute)).unwrap())
    };
    let denied = held(5, 900, 12);
    assert_eq!(denied.headline, "Stayed at 2, held back by the cooldown");
    assert_eq!(denied.beside, "", "the rows say all of it");
    let [up, down] = &denied.readings[..] else { panic!("{denied:?}") };
    assert_eq!((up.tag, up.is_held), ("denied", true));
    assert_eq!(
        up.row,
        "CPU 40\u{a0}% over 5\u{a0}min is 10 over 30\u{a0}%: 3 wanted, but the \
         cooldown has 10\u{a0}min left."
    );
    assert_eq!((down.tag, down.is_held), ("not breached", false));
    assert_eq!(down.row, "CPU 40\u{a0}% over 5\u{a0}min is 20 over 20\u{a0}%.");
    let blocked = held(2, 60, 12);
    assert_eq!(blocked.headline, "Stayed at 2, blocked by the maximum");
    assert_eq!((blocked.readings[0].tag, blocked.readings[0].is_held), ("blocked", true));
    assert_eq!(held(5, 60, 5).headline, "1 to 2");
}

/// The ledger notes what is left of the cooldown only where it denied something.
#[test]
fn the_cooldown_left_is_known_at_every_moment_of_a_replay() {
    let (mut ran_on, mut over) = (0, 0);
    for seed in seeds(300) {
        let job = random_job(seed);
        for (variant, outcome) in job.variants.iter().zip(&ran(&job).variants) {
            let rules = rules(&job, variant).unwrap();
            let seen = samples(&job, &rules, outcome);
            for state in states(&rules, outcome, &seen) {
                let moment = Situation::simulated(&job, &rules, outcome, state.at_ms).unwrap();
                let mut scaler = Scaler::new(rules.clone(), state.size, state.cooldown_from_ms);
                scaler.repair(state.at_ms);
                let left_ms = scaler.cooldown_left_ms(state.at_ms);
                assert_eq!(moment.cooldown_left_ms(), left_ms, "HEADROOM_SEED={seed}");
                ran_on += u32::from(left_ms.is_some());
                over += u32::from(left_ms.is_none() && state.cooldown_from_ms.is_some());
            }
        }
    }
    assert!(ran_on > 1_000 && over > 1_000, "{ran_on} ran on, {over} were over");
}

/// Taken again from what a moment holds, every decision of a replay comes out the same.
#[test]
fn a_situation_leads_to_the_decision_that_the_ledger_notes() {
    let mut fired = 0;
    for seed in seeds(300) {
        let job = random_job(seed);
        for (variant, outcome) in job.variants.iter().zip(&ran(&job).variants) {
            let rules = rules(&job, variant).unwrap();
            let ledger = outcome.ledger.as_ref().unwrap();
            for (index, noted) in ledger.decisions().iter().enumerate() {
                let situation = Situation::simulated(&job, &rules, outcome, noted.at_ms).unwrap();
                let (decision, signals) = situation.decide(rules.clone());
                assert_eq!(decision, *noted, "HEADROOM_SEED={seed}");
                let kinds = |signals: &[headroom::engine::Signal]| {
                    let kind =
                        |s: &headroom::engine::Signal| (s.policy, s.samples, name(s.verdict));
                    signals.iter().map(kind).collect::<Vec<_>>()
                };
                assert_eq!(kinds(&signals), kinds(ledger.signals(index)), "HEADROOM_SEED={seed}");
                fired += u32::from(decision.fired.is_some());
            }
        }
    }
    assert!(fired > 500, "{fired} decisions fired");
}

/// A verdict without the margin, whose last bit depends on the order of a sum.
fn name(verdict: Verdict) -> String {
    match verdict {
        Verdict::NotBreached { .. } => "not breached".to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn without_a_ledger_there_is_no_moment() {
    let job = job(history(Metric::Cpu, 5, &[60.0; 3]), "0:1", capacity(1, 3, 0), &[]);
    let rules = rules(&job, &job.variants[0]).unwrap();
    let outcome = VariantOutcome { ledger: None, ..first(&job) };
    assert!(Situation::simulated(&job, &rules, &outcome, at(10)).is_none());
}

/// The saved rules over the recording as it is, at the sizes that the group really had.
fn real(job: &Job, ordered: &[SizeAt], minute: i64) -> Option<(String, bool)> {
    let rules = rules(job, &job.variants[0]).unwrap();
    let moment = explain(&Situation::recorded(job, &rules, ordered, at(minute))?);
    Some((moment.sentence.clone(), moment.agrees()))
}

#[test]
fn a_real_moment_says_what_the_rules_say_of_it() {
    let values = [60.0, 75.0, 80.0, 90.0, 90.0, 90.0];
    let rules = &["cpu > 70 +1"];
    let job = job(history(Metric::Cpu, 5, &values), "0:1", capacity(1, 5, 600), rules);
    let found = |value: i32| {
        format!("CPU {value} % over 5 min is {} over the 70 % of “cpu > 70 +1”", value - 70)
    };
    // Grew at 10, as the rules have it, and at 26, which they order at 20.
    let ordered = sizes("0:1 10:2 26:3");
    let yes = |text: String| Some((text, true));
    assert_eq!(real(&job, &ordered, 4), None);
    assert_eq!(real(&job, &ordered, 12), yes(format!("1 to 2. {}.", found(75))));
    let denied = format!("Stayed at 2. {}: 3 wanted, but the cooldown has 5 min left.", found(80));
    assert_eq!(real(&job, &ordered, 15), yes(denied));
    let late = format!("Actual: stayed at 2. By these rules: 2 to 3. {}.", found(90));
    assert_eq!(real(&job, &ordered, 20), Some((late, false)));
    assert_eq!(real(&job, &ordered, 29), yes(format!("2 to 3. {}.", found(90))));
    // The last sample is the last moment there is.
    let end = real(&job, &ordered, 500).unwrap().0;
    assert_eq!(
        end,
        format!("Stayed at 3. {}: 4 wanted, but the cooldown has 6 min left.", found(90))
    );
}

/// A change that is stamped with an evaluation's own instant is what it decided.
#[test]
fn a_change_belongs_to_the_evaluation_that_made_it() {
    let rules = &["cpu > 70 +1"];
    let job = job(history(Metric::Cpu, 5, &[75.0; 4]), "0:1", capacity(1, 9, 0), rules);
    let of = |ordered: &str, minute| real(&job, &sizes(ordered), minute).unwrap();
    assert!(of("0:1 10:2", 10).0.starts_with("1 to 2. "));
    assert!(of("0:1 14:2", 10).0.starts_with("1 to 2. "));
    assert!(of("0:1 15:2", 10).0.starts_with("Actual: stayed at 1. By these rules: 1 to 2. "));
    assert!(of("0:1 9:2", 10).0.starts_with("Actual: stayed at 2. By these rules: 2 to 3. "));
    let outside = real(&job, &sizes("0:12"), 10).unwrap().0;
    assert!(outside.starts_with("Actual: stayed at 12. By these rules: 12 to 9. "), "{outside}");
    assert_eq!(real(&job, &[], 10), None);
}

#[test]
fn a_real_moment_keeps_the_evaluations_rhythm() {
    let mut job = job(history(Metric::Cpu, 1, &[50.0; 30]), "0:1", capacity(1, 9, 0), &[]);
    let rules = rules(&job, &job.variants[0]).unwrap();
    let of = |job: &Job, minute: i64| {
        let situation = Situation::recorded(job, &rules, &sizes("0:1"), at(minute));
        situation.map(|situation| (explain(&situation).at_ms - at(0)) / MINUTE_MS)
    };
    assert_eq!(
        [0, 1, 5, 6, 30, 90].map(|m| of(&job, m)),
        [None, Some(1), Some(1), Some(6), Some(26), Some(26)]
    );
    job.evaluation_phase_ms = Some(at(-2));
    assert_eq!([1, 2, 3, 30].map(|m| of(&job, m)), [None, None, Some(3), Some(28)]);
    job.evaluation_period_ms = 0;
    assert_eq!(of(&job, 9), None);
}
