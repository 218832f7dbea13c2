//! How fast a replay is: `cargo bench --bench whatif`.
//!
//! Every figure is of the same made-up traffic, a wave a day with noise and bursts, and of two
//! policies, over a look-back of five minutes. A timer is no part of the core; here it is the
//! point. With the name of a case it runs that once, for `tools/instructions.sh` to count what is
//! below the function `measured`: a busy machine does not change that.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "it speaks to whoever runs it")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use headroom::engine::{MINUTE_MS, Metric};
use headroom::whatif::{
    Axis, Detail, Front, Grid, History, Job, LoadModel, Parameter, Plan, Range, Response, Search,
    SizeAt, Sweep, Variant, run,
};
use headroom::wire;

const START_MS: i64 = 1_772_438_400_000;
const SIZE: u32 = 4;

fn main() {
    if let Some(name) = std::env::args().nth(1).filter(|name| !name.starts_with('-')) {
        return case(&name);
    }
    println!("{:<44} {:>12} {:>12} {:>9}", "", "median", "p95", "ns/tick");
    for (name, minutes, step, repeats) in [
        ("14 days at 5 min, full ledger", 20_160, 5, 201),
        ("14 days at 1 min, full ledger", 20_160, 1, 101),
        ("a year at 1 min, full ledger", 525_600, 1, 9),
    ] {
        let job = job(minutes, step);
        let times = times(repeats, || run(&job, Detail::Ledger));
        row(name, &times, (minutes / step).unsigned_abs());
        let times = self::times(repeats, || run(&job, Detail::Curves));
        row("  the same without the ledger", &times, (minutes / step).unsigned_abs());
    }
    for minutes in [1, 5, 60] {
        let long = look_back(job(20_160, 1), minutes);
        let times = times(101, || run(&long, Detail::Curves));
        row(&format!("14 days at 1 min, look-back of {minutes} min"), &times, 20_160);
    }
    let job = job(20_160, 5);
    for minutes in [5, 15, 60] {
        let job = look_back(job.clone(), minutes);
        let grid = grid(&job.variants[0]);
        let ticks = u64::from(grid.count()) * 4_032;
        let stepped = times(3, || stepped(&job, &grid, 100));
        row(
            &format!("every 100th of {}, look-back of {minutes} min", grid.count()),
            &stepped,
            ticks / 100,
        );
        for threads in [1, 2] {
            let times = times(5, || sweep(&job, &grid, threads));
            row(&format!("  a sweep of all on {threads} threads"), &times, ticks);
        }
    }
    let values = &job.histories[0].values;
    let times = times(201, || values.iter().fold((4.0, 0_u32), bare));
    row("a bare loop: divide, compare, add", &times, 4_032);
}

/// What any replay does at least: a share, two comparisons and a new size.
fn bare((size, changes): (f64, u32), value: &f64) -> (f64, u32) {
    match black_box(*value) * 4.0 / size {
        share if share > 70.0 => (size + 1.0, changes + 1),
        share if share < 40.0 && size > 1.0 => (size - 1.0, changes + 1),
        _ => (size, changes),
    }
}

/// So many points in even steps, replayed from evaluation to evaluation.
fn stepped(job: &Job, grid: &Grid, points: u32) -> f64 {
    let plan = Plan::new(job).expect("the job is a good one");
    // One less than a whole part of the grid, so that every axis moves.
    let step = (grid.count() / points - 1) as usize;
    let all = (0..grid.count()).step_by(step).take(points as usize);
    let points = all.map(|index| grid.point(index));
    let replay = |variant| plan.replay(&variant, Detail::Curves).expect("the point is a good one");
    points.map(replay).map(|outcome| outcome.scorecard.instance_hours).sum()
}

fn sweep(job: &Job, grid: &Grid, threads: u32) -> Front {
    let share = grid.count().div_ceil(threads);
    let part = |thread: u32| {
        let range = thread * share..(thread + 1) * share;
        let mut search = Search::new(job, grid.clone(), range).expect("the job is a good one");
        let mut front = Front::default();
        while let Some(chunk) = search.chunk(1_000) {
            front.extend(chunk.points);
        }
        front
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads).map(|thread| scope.spawn(move || part(thread))).collect();
        let mut all = Front::default();
        for part in parts {
            all.merge(&part.join().expect("a part does not panic"));
        }
        all
    })
}

/// How long each of so many runs takes, the shortest first.
#[expect(clippy::disallowed_methods, reason = "the one place that measures")]
fn times<T>(repeats: usize, mut work: impl FnMut() -> T) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..repeats)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

fn row(name: &str, times: &[Duration], ticks: u64) {
    let median = times[times.len() / 2];
    let p95 = times[(times.len() * 95).div_ceil(100) - 1];
    #[expect(clippy::cast_precision_loss, reason = "to show")]
    let per_tick = median.as_secs_f64() * 1e9 / ticks as f64;
    println!("{name:<44} {median:>12.2?} {p95:>12.2?} {per_tick:>9.1}");
}

/// So many minutes of it, a sample every `step` of them.
fn job(minutes: i64, step: i64) -> Job {
    let ends: Vec<i64> = (1..=minutes / step).map(|index| index * step).collect();
    let mut noise = 1_u32;
    let values = ends.iter().map(|minute| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let day = f64::from(u32::try_from(minute % 1_440).unwrap_or(0)) / 1_440.0;
        let wave = 55.0 - 30.0 * libm::cos(day * std::f64::consts::TAU);
        let burst = if noise >> 26 == 0 { 25.0 } else { 0.0 };
        (wave + f64::from(noise >> 16) / 8_192.0 + burst).min(100.0)
    });
    let values = values.collect();
    let times_ms = ends.iter().map(|minute| START_MS + minute * MINUTE_MS).collect();
    let history = History { metric: Metric::Cpu, load: LoadModel::PerInstance, times_ms, values };
    Job {
        histories: vec![history],
        recorded_sizes: vec![SizeAt { at_ms: START_MS, size: SIZE }],
        variants: vec![variant()],
        evaluation_period_ms: step * MINUTE_MS,
        ..Job::default()
    }
}

/// The same with another look-back of both policies, in minutes.
fn look_back(mut job: Job, minutes: u32) -> Job {
    for policy in job.variants[0].thresholds_mut().into_iter().flat_map(|own| &mut own.policies) {
        policy.metric.sampling_range_min = minutes;
    }
    job
}

fn variant() -> Variant {
    let capacity = wire::Capacity {
        min_replicas: 2,
        max_replicas: 12,
        cooldown_delay: Some(wire::Duration::from_secs(300)),
    };
    let (up, down) = (wire::Operator::GreaterThan, wire::Operator::LessThan);
    let policies = vec![
        policy("up", up, 70.0, wire::Action::ScaleUp),
        policy("down", down, 40.0, wire::Action::ScaleDown),
    ];
    Variant::of_thresholds("saved".to_owned(), capacity, policies)
}

fn policy(
    name: &str,
    operator: wire::Operator,
    threshold: f64,
    action: wire::Action,
) -> wire::Policy {
    wire::Policy {
        name: name.to_owned(),
        metric: wire::Metric {
            name: "cpu".to_owned(),
            managed_metric: Metric::Cpu.to_wire(),
            operator,
            aggregate: wire::Aggregate::Average,
            sampling_range_min: 5,
            threshold: wire::Float::new(threshold),
            ..wire::Metric::default()
        },
        action,
        adjustment: wire::AdjustmentType::FlatCount,
        value: 1,
        priority: 1,
        instance_group_id: "group".into(),
        ..wire::Policy::default()
    }
}

/// Ten thousand points.
fn grid(base: &Variant) -> Grid {
    let axis = |parameter, policy, from, to, step| Axis {
        parameter,
        policy,
        range: Some(Range { from, to, step }),
        ..Axis::default()
    };
    let axes = vec![
        axis(Parameter::Threshold, Some(0), 50.0, 95.0, 5.0),
        axis(Parameter::Threshold, Some(1), 15.0, 60.0, 5.0),
        axis(Parameter::Cooldown, None, 0.0, 1_800.0, 200.0),
        axis(Parameter::Value, Some(0), 1.0, 10.0, 1.0),
    ];
    Grid::new(base, &Sweep { axes }).expect("the grid is a good one")
}

/// How many points a case has.
const POINTS: u32 = 500;

/// One case, for whoever counts its instructions.
fn case(name: &str) {
    let job = match name {
        "sweep-15" => look_back(job(20_160, 5), 15),
        "sweep-60" => look_back(job(20_160, 5), 60),
        "sweep-year" => job(525_600, 1),
        "minutes" => job(20_160, 1),
        _ => job(20_160, 5),
    };
    let grid = grid(&job.variants[0]);
    match name {
        "totals" => totals(&job, &grid),
        "replay" | "minutes" => replayed(&job, &grid, Detail::Curves),
        "ledger" => replayed(&job, &grid, Detail::Ledger),
        "stepped" => measured(|| stepped(&job, &grid, POINTS / 10)),
        "response" => response(&job),
        _ => swept(&job, &grid),
    }
}

/// One replay for its totals alone.
fn totals(job: &Job, grid: &Grid) {
    let search = Search::new(job, grid.clone(), 0..0).expect("the job is a good one");
    let point = grid.point(4_321);
    measured(|| search.score(&point).expect("the point is a good one"));
}

/// One replay for its curves, or for all that there is.
fn replayed(job: &Job, grid: &Grid, detail: Detail) {
    let plan = Plan::new(job).expect("the job is a good one");
    let point = grid.point(4_321);
    measured(|| plan.replay(&point, detail).expect("the point is a good one"));
}

/// Points in even steps, tables included.
fn swept(job: &Job, grid: &Grid) {
    let step = grid.count() / POINTS - 1;
    let mut search = Search::new(job, grid.clone(), 0..0).expect("the job is a good one");
    measured(|| {
        for index in (0..POINTS).map(|point| point * step) {
            search.go_to(index..index + 1);
            black_box(search.chunk(1));
        }
    });
}

/// The answer to one threshold.
fn response(job: &Job) {
    let plan = Plan::new(job).expect("the job is a good one");
    let of = (Parameter::Threshold, Some(0));
    let range = Range { from: 60.0, to: 80.0, step: 0.1 };
    measured(|| Response::of(&plan, &job.variants[0], of, range).expect("good rules"));
}

/// What is counted.
#[inline(never)]
fn measured<T>(work: impl FnOnce() -> T) {
    black_box(work());
}
