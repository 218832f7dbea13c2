//! Sweeps skip from decision to decision. Here every point is held against the replay, which goes
//! from evaluation to evaluation.

use headroom::engine::Metric;
use headroom::whatif::{
    Axis, Detail, FailedLaunches, Grid, Job, LoadModel, MissingData, Parameter, Plan, Removal,
    SampleReading, Search, SizeAt, Sweep, Variant,
};

use super::naive_target::random_target_job;
use super::random::{decimal_job, random_job, random_model, seeds};
use crate::chance::Chance;

/// Whether every point of a sweep over `job` scores what its replay over `plain` does, with how
/// many there are and how many were stepped.
#[derive(Default)]
struct Found {
    points: u32,
    stepped: u32,
    changes: usize,
    reversals: usize,
    overloaded: u32,
    differ: Vec<String>,
}

fn held_against(found: &mut Found, job: &Job, plain: &Job, grid: &Grid) {
    let search = Search::new(job, grid.clone(), 0..grid.count()).unwrap();
    held(found, search, plain);
}

fn held(found: &mut Found, mut search: Search, plain: &Job) {
    let (plan, grid) = (Plan::new(plain).unwrap(), search.grid().clone());
    while let Some(chunk) = search.chunk(50) {
        found.stepped += chunk.stepped;
        for point in &chunk.points {
            let variant = grid.point(point.index);
            let card = plan.replay(&variant, Detail::Curves).unwrap().scorecard;
            let score = point.score;
            let same = score.instance_hours.to_bits() == card.instance_hours.to_bits()
                && card.overload_minutes.map(f64::to_bits)
                    == Some(score.overload_minutes.to_bits())
                && (score.changes, score.reversals) == (card.changes, card.reversals);
            if !same {
                found.differ.push(format!("{score:?} is not {card:?} at {:?}", variant.rules));
            }
            found.points += 1;
            found.changes += card.changes;
            found.reversals += card.reversals;
            found.overloaded += u32::from(score.overload_minutes > 0.0);
        }
    }
}

/// A random sweep around a job's first variant: up to a hundred points or so.
fn grid(job: &Job, chance: &mut Chance) -> Grid {
    let base = &job.variants[0];
    let mut axes: Vec<Axis> = Vec::new();
    let mut add = |parameter: Parameter, policy, values: &[f64]| {
        let known =
            axes.iter().any(|axis: &Axis| (axis.parameter, axis.policy) == (parameter, policy));
        if !known && parameter.of(base, policy).is_some() {
            axes.push(Axis { parameter, policy, values: values.to_vec(), range: None });
        }
    };
    let policies = u32::try_from(base.policies().len()).unwrap();
    for _ in 0..3 {
        let policy = usize::try_from(chance.within(0, policies.max(1) - 1)).unwrap();
        let whole = |chance: &mut Chance, most| f64::from(chance.within(1, most));
        match chance.within(0, 8) {
            0 | 1 => {
                let near = Parameter::Threshold.of(base, Some(policy)).unwrap_or_default();
                let values = [near * 0.5, near, near + 7.5, near * 1.7]
                    .map(|value| headroom::wire::Float::new(value).get());
                add(Parameter::Threshold, Some(policy), &values);
            }
            2 => add(Parameter::Value, Some(policy), &[1.0, 2.0, whole(chance, 120)]),
            3 => add(Parameter::LookBack, Some(policy), &[1.0, whole(chance, 20), 60.0]),
            4 => add(Parameter::Cooldown, None, &[0.0, 60.0, 300.0, whole(chance, 1_800)]),
            5 => add(Parameter::Maximum, None, &[3.0, 6.0, whole(chance, 12)]),
            6 => add(Parameter::Target, None, &[35.0, 60.0, whole(chance, 100)]),
            7 => add(Parameter::OutStep, None, &[1.0, 3.0]),
            _ => add(Parameter::InCooldown, None, &[0.0, 60.0, 600.0]),
        }
    }
    add(Parameter::Priority, Some(0), &[0.0, 2.0]);
    add(Parameter::OutCooldown, None, &[0.0, 300.0]);
    Grid::new(base, &Sweep { axes }).unwrap()
}

/// A random job that a sweep can be over: one history tells what an Instance can carry.
fn swept_job(seed: u64) -> Option<Job> {
    let mut job = match seed % 3 {
        0 => random_job(seed),
        1 => decimal_job(seed),
        _ => random_target_job(seed),
    };
    let chance = &mut Chance(seed ^ 0x4A55_4D50);
    if job.variants[0].target().is_some() {
        // Evaluated every minute or so, hours are thousands of evaluations.
        for history in &mut job.histories {
            history.times_ms.truncate(20);
            history.values.truncate(20);
        }
    }
    let cpu = job.histories.iter_mut().find(|own| own.metric == Metric::Cpu)?;
    cpu.load = LoadModel::PerInstance;
    let at_ms = job.recorded_sizes[0].at_ms;
    if !chance.once_in(8) {
        job.recorded_sizes[0] = SizeAt { at_ms, size: chance.within(1, 6) };
    }
    if chance.once_in(4) {
        job.sample_reading = SampleReading::Instant;
    }
    if chance.once_in(3) {
        job.removal = Removal::OldestFirst;
    }
    if chance.once_in(2) {
        job.missing_data = chance.pick(&[MissingData::HoldLast, MissingData::Zero]);
    }
    if chance.once_in(3) {
        job.failed_launches = FailedLaunches::default();
    }
    job.model = random_model(seed);
    // What waits is replayed from evaluation to evaluation.
    job.model.backlog &= chance.once_in(3);
    Some(job)
}

#[test]
fn a_hundred_thousand_random_points_score_what_their_replays_do() {
    let mut found = Found::default();
    let mut jobs = seeds(u64::MAX).filter_map(|seed| Some((seed, swept_job(seed)?)));
    while found.points < 100_000 {
        let (seed, job) = jobs.next().unwrap();
        let grid = grid(&job, &mut Chance(!seed));
        held_against(&mut found, &job, &job, &grid);
        let first = found.differ.first();
        assert_eq!(first, None, "HEADROOM_SEED={seed} brings it back");
    }
    let Found { points, stepped, changes, reversals, overloaded, .. } = found;
    let seen = format!("{points}, {stepped} stepped, {changes} changes, {reversals}, {overloaded}");
    assert!(stepped * 4 < points, "{seen}");
    assert!(changes > 300_000 && reversals > 30_000 && overloaded > 20_000, "{seen}");
}

/// The comparison sees what is a little different.
#[test]
fn points_over_another_job_differ_from_their_replays() {
    let twists: [fn(&mut Job); 12] = [
        |job| job.boot_delay_ms += 1_000,
        |job| job.assumptions.cooldown_includes_end ^= true,
        |job| job.sample_reading = SampleReading::Instant,
        |job| job.missing_data = MissingData::Zero,
        |job| {
            job.removal = match job.removal {
                Removal::NewestFirst => Removal::OldestFirst,
                Removal::OldestFirst => Removal::NewestFirst,
            }
        },
        |job| job.model.metric_delay_ms += 1_000,
        |job| job.model.draining_ms += 1_000,
        |job| job.model.backlog ^= true,
        |job| job.model.idle_percent += 1.0,
        |job| job.model.elasticity += 0.1,
        |job| job.reversal_window_ms = job.reversal_window_ms / 2 + 1,
        |job| job.evaluation_phase_ms = job.evaluation_phase_ms.map(|phase_ms| phase_ms + 1_000),
    ];
    for (index, twist) in twists.iter().enumerate() {
        let mut found = Found::default();
        for job in seeds(400).filter_map(swept_job) {
            let mut twisted = job.clone();
            twist(&mut twisted);
            held_against(&mut found, &job, &twisted, &grid(&job, &mut Chance(7)));
        }
        let (differ, points) = (found.differ.len(), found.points);
        assert!(differ > 20, "twist {index} is seen at {differ} of {points} points");
    }
}

/// A long recording, many changes, and every look-back: what the tables share, points share.
#[test]
fn a_long_history_scores_what_its_replays_do() {
    let mut job = super::long_job(3_000);
    let base: Variant = job.variants[0].clone();
    for look_back in [1.0, 5.0, 7.0, 60.0] {
        let axes = vec![
            axis(Parameter::LookBack, Some(0), &[look_back]),
            axis(Parameter::LookBack, Some(1), &[look_back, 15.0]),
            axis(Parameter::Threshold, Some(0), &[55.0, 70.0]),
            axis(Parameter::Threshold, Some(1), &[35.0, 62.0]),
            axis(Parameter::Cooldown, None, &[0.0, 300.0, 420.0]),
            axis(Parameter::Value, Some(0), &[1.0, 3.0]),
        ];
        let grid = Grid::new(&base, &Sweep { axes }).unwrap();
        let mut found = Found::default();
        job.boot_delay_ms += 37_000;
        held_against(&mut found, &job, &job, &grid);
        assert_eq!((found.differ.first(), found.stepped), (None, 0));
        assert!(found.changes > 1_000, "{} changes", found.changes);
    }
}

fn axis(parameter: Parameter, policy: Option<usize>, values: &[f64]) -> Axis {
    Axis { parameter, policy, values: values.to_vec(), range: None }
}

/// Long recordings under rules of either kind, with many thresholds, look-backs and targets.
fn table_makers() -> [(Job, Vec<Axis>); 2] {
    let thresholds = super::long_job(1_000);
    let levels = [50.0, 60.0, 70.0];
    let policies = vec![
        axis(Parameter::LookBack, Some(0), &[1.0, 5.0, 15.0, 30.0]),
        axis(Parameter::LookBack, Some(1), &[2.0, 10.0, 20.0, 60.0]),
        axis(Parameter::Threshold, Some(0), &levels),
        axis(Parameter::Threshold, Some(1), &[30.0, 40.0]),
    ];
    let target = Variant::of_target("target".to_owned(), super::targets::cpu(60));
    let targets = Job { variants: vec![target], ..thresholds.clone() };
    let levels: Vec<f64> = (0..30).map(|at| 40.0 + 1.5 * f64::from(at)).map(f64::floor).collect();
    let target = vec![
        axis(Parameter::Target, None, &levels),
        axis(Parameter::OutStep, None, &[1.0, 2.0]),
        axis(Parameter::InCooldown, None, &[60.0, 300.0]),
    ];
    [(thresholds, policies), (targets, target)]
}

/// The scores of a sweep to the bit, and how much was remembered after each point.
fn swept(mut search: Search) -> (Vec<[u64; 4]>, Vec<usize>) {
    let (mut scores, mut bytes) = (Vec::new(), Vec::new());
    while let Some(chunk) = search.chunk(1) {
        assert_eq!(chunk.stepped, 0, "it skips, and so uses the tables");
        scores.extend(chunk.points.iter().map(|point| {
            let score = point.score;
            let counts = [score.changes, score.reversals].map(|count| count as u64);
            let numbers = [score.instance_hours, score.overload_minutes].map(f64::to_bits);
            [numbers[0], numbers[1], counts[0], counts[1]]
        }));
        bytes.push(search.bytes());
    }
    (scores, bytes)
}

/// What outgrows its budget is forgotten amid a sweep, and no score tells.
#[test]
fn tables_that_are_made_anew_change_no_score() {
    for (job, axes) in table_makers() {
        let grid = Grid::new(&job.variants[0], &Sweep { axes }).unwrap();
        let search = || Search::new(&job, grid.clone(), 0..grid.count()).unwrap();
        let (scores, whole) = swept(search());
        assert!(whole.is_sorted(), "within the usual budget nothing is forgotten");
        let all = whole[whole.len() - 1];
        println!("{} to {all} bytes", whole[0]);
        assert!(all > whole[0] + whole[0] / 10, "{} to {all} bytes", whole[0]);
        for (budget, least_anew) in [(0, 0), (whole[0], 3), (usize::midpoint(whole[0], all), 1)] {
            let (own, bytes) = swept(search().with_budget(budget));
            assert!(own == scores, "{budget} of {all} bytes");
            let anew = bytes.windows(2).filter(|pair| pair[1] < pair[0]).count();
            let most = bytes.iter().max().unwrap();
            println!("{budget} of {all} bytes: {anew} times anew, {most} at most");
            assert!(anew >= least_anew, "{budget} of {all} bytes: {anew} times anew");
            assert!(*most < all, "{budget} of {all} bytes: {most} at most");
            let copy = search().with_budget(budget).clone();
            assert_eq!(swept(copy).1, bytes, "a copy keeps to the same");
        }
    }
}

/// With no budget at all every point makes its own tables.
#[test]
fn random_points_score_the_same_without_any_budget() {
    let mut found = Found::default();
    for (seed, job) in seeds(150).filter_map(|seed| Some((seed, swept_job(seed)?))) {
        let grid = grid(&job, &mut Chance(!seed));
        let search = Search::new(&job, grid.clone(), 0..grid.count()).unwrap();
        held(&mut found, search.with_budget(0), &job);
        assert_eq!(found.differ.first(), None, "HEADROOM_SEED={seed} brings it back");
    }
    let Found { points, stepped, changes, .. } = found;
    assert!(stepped * 3 < points && changes > 3_000, "{points}, {stepped} stepped, {changes}");
}
