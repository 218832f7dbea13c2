//! Where a replay's answer to one setting turns, held against replays on a fine grid.

use headroom::engine::Metric;
use headroom::whatif::{
    Detail, Job, LoadModel, Parameter, Plan, Plateau, Range, Response, Score, Setting, Variant,
    VariantOutcome,
};
use headroom::wire::{Float, Operator};

use super::random::{decimal_job, random_job, seeds};
use super::{capacity, clock, history, job, long_job};

fn response(job: &Job, of: (Parameter, Option<usize>), (from, to): (f64, f64)) -> Response {
    let range = Range { from, to, step: 1.0 };
    Response::of(&Plan::new(job).unwrap(), &job.variants[0], of, range).unwrap()
}

fn replayed(plan: &Plan, variant: &Variant) -> VariantOutcome {
    plan.replay(variant, Detail::Ledger).unwrap()
}

/// What the first policy saw at an evaluation, in the 32 bits that the API compares.
fn seen_at(outcome: &VariantOutcome, at_ms: i64) -> f32 {
    let ledger = outcome.ledger.as_ref().unwrap();
    let index = ledger.decisions().iter().position(|own| own.at_ms == at_ms).unwrap();
    let own = ledger.signals(index).iter().find(|signal| signal.policy == 0);
    narrow(own.unwrap().value.unwrap())
}

#[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
fn narrow(value: f64) -> f32 {
    value as f32
}

fn score(outcome: &VariantOutcome) -> Score {
    let card = &outcome.scorecard;
    Score {
        instance_hours: card.instance_hours,
        overload_minutes: card.overload_minutes.unwrap_or_default(),
        changes: card.changes,
        reversals: card.reversals,
    }
}

/// The plateau of a value.
fn plateau(response: &Response, value: f64) -> Option<&Plateau> {
    response.plateaus.iter().find(|own| own.from <= value && value <= own.to)
}

/// Two at 90 % at most: a threshold of that is never breached.
#[test]
fn a_cliff_stands_at_the_very_value_that_the_policy_saw() {
    let values = [50.0, 90.0, 70.25, 50.0];
    let job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 5, 0), &["cpu > 80 +1"]);
    let found = response(&job, (Parameter::Threshold, Some(0)), (40.0, 99.0));
    assert_eq!(found.step, None);
    let last = found.plateaus.last().unwrap();
    assert_eq!((last.from, last.to, last.score.changes), (90.0, 99.0, 0), "a tie is no breach");
    let before = found.plateaus[found.plateaus.len() - 2];
    let below = Float::new(f64::from(90.0_f32.next_down())).get();
    assert_eq!((before.to, before.score.changes), (below, 1));
    assert_eq!(last.turns_at_ms.map(clock), Some("10".to_owned()));
    // It took one at 10; on three the 70.25 of minute 15 are 46.8.
    assert_eq!((before.from, found.plateaus[0].turns_at_ms), (50.0, None));
    let beside = response(&job, (Parameter::Threshold, Some(7)), (40.0, 99.0));
    assert_eq!(beside, Response::default());
}

/// Every tenth of the range, and both sides of every cliff, of either kind of policy.
#[test]
fn every_value_scores_what_its_plateau_does_and_neighbours_differ() {
    let (mut plateaus, mut values, mut shown) = (0, 0, 0);
    let jobs = seeds(160).flat_map(|seed| [(seed, random_job(seed)), (seed, decimal_job(seed))]);
    for (seed, mut job) in jobs {
        let said = format!("HEADROOM_SEED={seed}");
        if let Some(cpu) = job.histories.iter_mut().find(|own| own.metric == Metric::Cpu) {
            cpu.load = LoadModel::PerInstance;
        }
        let Some(policy) = job.variants[0].policies().first() else { continue };
        let near = policy.metric.threshold.get();
        let range = [near * 0.7, near * 1.3].map(|value| Float::new(value).get());
        let found = response(&job, (Parameter::Threshold, Some(0)), (range[0], range[1]));
        assert_eq!(found.step, None, "{said}");
        let plan = Plan::new(&job).unwrap();
        let at = |value: f64| {
            let variant = Setting::of_policy(Parameter::Threshold, 0, value).made(&job.variants[0]);
            replayed(&plan, &variant)
        };
        let tenths = (0..=30).map(|part| range[0] + (range[1] - range[0]) * f64::from(part) / 30.0);
        let mut tried: Vec<f64> = tenths.map(|value| Float::new(value).get()).collect();
        tried.extend(found.plateaus.iter().flat_map(|own| [own.from, own.to]));
        for value in tried {
            let own = plateau(&found, value).unwrap_or_else(|| panic!("{said}: {value}"));
            assert_eq!(own.score, score(&at(value)), "{said}: {value} in {own:?}");
            values += 1;
        }
        for pair in found.plateaus.windows(2) {
            let [one, other] = [at(pair[0].to), at(pair[1].from)];
            assert!(pair[0].to < pair[1].from, "{said}");
            assert_ne!(one.sizes, other.sizes, "{said}: {pair:?}");
            let first = pair[1].turns_at_ms.unwrap();
            let until = |outcome: &VariantOutcome| {
                let early = outcome.sizes.iter().filter(|entry| entry.at_ms < first);
                early.copied().collect::<Vec<_>>()
            };
            assert_eq!(until(&one), until(&other), "{said}: {pair:?}");
            if !job.assumptions.shows_every_act() {
                continue;
            }
            // What both see there is what one threshold is under and the other not.
            let seen = [&one, &other].map(|own| seen_at(own, first));
            let edge = match policy.metric.operator {
                Operator::GreaterThan => pair[1].from,
                _ => pair[0].to,
            };
            assert_eq!(seen, [narrow(edge); 2], "{said}: {pair:?}");
        }
        plateaus += found.plateaus.len();
        shown += usize::from(job.assumptions.shows_every_act());
    }
    assert!(shown > 50 && plateaus > 300 && values > 8_000, "{plateaus} plateaus, {values} values");
}

#[test]
fn every_whole_number_of_other_settings_is_on_its_plateau() {
    let mut job = Job { evaluation_period_ms: 300_000, ..long_job(1_500) };
    for (index, threshold) in [50.0, 49.0].into_iter().enumerate() {
        let watched = &mut job.variants[0].policy_mut(index).unwrap().metric;
        (watched.threshold, watched.sampling_range_min) = (Float::new(threshold), 1);
    }
    let plan = Plan::new(&job).unwrap();
    for (parameter, policy, to) in [
        (Parameter::Cooldown, None, 1_300.0),
        (Parameter::Value, Some(0), 12.0),
        (Parameter::LookBack, Some(1), 63.0),
        (Parameter::Maximum, None, 14.0),
    ] {
        let found = response(&job, (parameter, policy), (0.0, to));
        assert_eq!(found.step, None);
        let mut value = 0.0;
        while value <= to {
            let setting = Setting { parameter, policy, value };
            let own = plateau(&found, value).map(|own| own.score);
            let replay = plan.replay(&setting.made(&job.variants[0]), Detail::Curves);
            assert_eq!(own, replay.ok().map(|outcome| score(&outcome)), "{setting:?}");
            value += 1.0;
        }
        assert!(found.plateaus.len() > 3, "{parameter:?}: {:?}", found.plateaus.len());
    }
    // A cooldown that ends between two evaluations is one that ends at the later.
    let cooldowns = response(&job, (Parameter::Cooldown, None), (0.0, 900.0));
    let ends: Vec<(f64, f64)> = cooldowns.plateaus.iter().map(|own| (own.from, own.to)).collect();
    assert_eq!(ends, [(0.0, 300.0), (301.0, 600.0), (601.0, 900.0)]);
}

/// A threshold that is breached by another value at nearly every evaluation has too many plateaus.
#[test]
fn what_takes_too_long_is_answered_at_steps_and_says_so() {
    let values: Vec<f64> = (0..6_000).map(|at| f64::from(at * 7_919 % 9_973) / 100.0).collect();
    let history = history(Metric::Cpu, 5, &values);
    let job = job(history, "0:2", capacity(1, 5, 0), &["cpu > 70 +1", "cpu < 30 -1"]);
    let job = Job { evaluation_period_ms: 300_000, ..job };
    let plan = Plan::new(&job).unwrap();
    let range = Range { from: 0.5, to: 100.0, step: 0.5 };
    let of = (Parameter::Threshold, Some(0));
    let found = Response::of(&plan, &job.variants[0], of, range).unwrap();
    let step = found.step.unwrap();
    assert!(step >= 0.5 && found.plateaus.len() <= 200, "{step}");
    assert!(found.plateaus.len() > 20, "{}", found.plateaus.len());
    for own in found.plateaus.iter().step_by(17) {
        for value in [own.from, own.to] {
            let variant = Setting::of_policy(Parameter::Threshold, 0, value).made(&job.variants[0]);
            assert_eq!(own.score, score(&replayed(&plan, &variant)), "{value}");
        }
    }
    // A range without end is answered all the same.
    let wide = Range { from: 0.0, to: 4e9, step: 1.0 };
    let cooldowns = Response::of(&plan, &job.variants[0], (Parameter::Cooldown, None), wide);
    let cooldowns = cooldowns.unwrap();
    assert!(cooldowns.step.unwrap() > 1.0 && cooldowns.plateaus.len() <= Response::MOST_RUNS);
}
