//! Advice over public recordings, where they lie beside this checkout.
//!
//! The table in `docs/advice.md` is written by `HEADROOM_RECORD=advice cargo test --test it -- \
//! --ignored tool_that_writes_the_table_of_advice`, over the whole suggested sweep.

use std::fmt::Write;
use std::path::Path;

use headroom::engine::Metric;
use headroom::whatif::{
    Candidates, Check, Grid, History, Job, LoadModel, Recommendation, Score, Search, SizeAt, Sweep,
    Variant, Weighing, recommend,
};
use headroom::wire::Timestamp;
use headroom::wire::v1alpha2::ScalingPolicy;

use super::advice::{assert_holds, grid};
use super::targets::cpu;
use super::{capacity, policies};

const TRACES: [&str; 5] = [
    "ec2_cpu_utilization_5f5533",
    "ec2_cpu_utilization_825cc2",
    "ec2_cpu_utilization_fe7f93",
    "ec2_network_in_257a54",
    "elb_request_count_8c0756",
];

const RECORDED_WITH: u32 = 3;

/// A trace as CPU. What is no CPU is taken for its shape: its 99th percentile as 80 %.
fn trace(name: &str) -> History {
    let file = format!("../shared/traces/{name}.csv");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let rows = text.lines().skip(1).map(|line| line.split_once(',').unwrap());
    let (times_ms, mut values): (Vec<i64>, Vec<f64>) = rows
        .map(|(time, value)| {
            let at: Timestamp = format!("{}Z", time.replace(' ', "T")).parse().unwrap();
            (at.as_millis(), value.parse::<f64>().unwrap())
        })
        .unzip();
    if !name.contains("cpu") {
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let high = sorted[sorted.len() * 99 / 100];
        values.iter_mut().for_each(|value| *value = (*value / high * 80.0).min(100.0));
    }
    History { metric: Metric::Cpu, load: LoadModel::PerInstance, times_ms, values }
}

fn thresholds(up: u32, down: u32, bounds: [u32; 2], cooldown_s: i64, step: u32) -> Variant {
    let rules = [format!("cpu > {up} +{step}"), format!("cpu < {down} -1")];
    let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
    let mut policies = policies(&rules);
    policies[0].name = "up".to_owned();
    policies[1].name = "down".to_owned();
    let bounds = capacity(bounds[0], bounds[1], cooldown_s);
    let name = format!(
        "{up}/{down} %, {}..{}, {cooldown_s} s, +{step}",
        bounds.min_replicas, bounds.max_replicas
    );
    Variant::of_thresholds(name, bounds, policies)
}

fn saved_rules() -> Vec<Variant> {
    let target = ScalingPolicy { maximum_size: 8, ..cpu(60) };
    vec![
        thresholds(70, 40, [1, 8], 300, 1),
        thresholds(80, 30, [1, 6], 300, 1),
        thresholds(75, 25, [1, 8], 900, 1),
        thresholds(60, 20, [2, 10], 600, 2),
        thresholds(85, 50, [1, 5], 0, 1),
        Variant::of_target("target 60 %, 1..8".to_owned(), target),
    ]
}

fn job(history: &History, saved: Variant) -> Job {
    let at_ms = history.times_ms[0];
    Job {
        histories: vec![history.clone()],
        recorded_sizes: vec![SizeAt { at_ms, size: RECORDED_WITH }],
        variants: vec![saved],
        ..Job::default()
    }
}

fn swept(job: &Job, grid: &Grid) -> Recommendation {
    let saved = &job.variants[0];
    let whole = Search::new(job, grid.clone(), 0..grid.count()).unwrap();
    let own = whole.score(saved).unwrap();
    let none = Candidates::new(Weighing::default(), own, whole.span().hours());
    let two = std::num::NonZero::new(2).unwrap();
    let part = |mut search: Search| {
        let mut candidates = none.clone();
        while let Some(chunk) = search.chunk(1_000) {
            candidates.extend(chunk.points);
        }
        candidates
    };
    let mut all = none.clone();
    std::thread::scope(|scope| {
        let parts = whole.split(two).into_iter().map(|search| scope.spawn(|| part(search)));
        for part in parts.collect::<Vec<_>>() {
            all.merge(&part.join().unwrap());
        }
    });
    recommend(job, grid, saved, &all).unwrap()
}

/// On each trace and under each of the saved rules: nothing worse in either half, with more
/// traffic or at the other edge, no riskier rules, and a gain that is worth an edit.
#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn no_advice_makes_anything_worse_on_public_recordings() {
    let (mut advised, mut kept) = (0, 0);
    for name in TRACES {
        let mut history = trace(name);
        // A week is enough here; the table is over all of it.
        history.times_ms.truncate(7 * 288);
        history.values.truncate(7 * 288);
        for saved in saved_rules() {
            let job = job(&history, saved);
            let grid = grid(&job);
            let told = swept(&job, &grid);
            assert_holds(&job, &grid, &told, 0);
            match told.point {
                Some(_) => advised += 1,
                None => kept += 1,
            }
        }
    }
    println!("{advised} advised, {kept} kept");
    assert!(advised > 3 && kept > 3, "{advised} advised, {kept} kept");
}

fn numbers(score: &Score) -> String {
    let Score { instance_hours, overload_minutes, changes, reversals } = score;
    format!("{instance_hours:.0} h, {overload_minutes:.0} min, {changes}, {reversals}")
}

/// What a half of the history says: the cost, and the overload.
fn half(told: &Recommendation, check: Check) -> String {
    let Some(own) = told.stood.iter().find(|one| one.check == check) else {
        return "–".to_owned();
    };
    let share = 100.0 * (own.point.instance_hours / own.saved.instance_hours - 1.0);
    let (before, after) = (own.saved.overload_minutes, own.point.overload_minutes);
    format!("{share:+.1} %, {before:.0} → {after:.0} min")
}

/// How the point itself does on the days that judge, and then how the choice does.
fn held_out(told: &Recommendation) -> [String; 2] {
    let judged = told.held_out.as_ref().zip(told.point);
    let own = judged.map_or("–".to_owned(), |(verdict, _)| {
        format!("worse in {} of {}", verdict.advised_worse, verdict.splits)
    });
    [own, choice(told)]
}

fn choice(told: &Recommendation) -> String {
    let Some(verdict) = told.held_out.as_ref().filter(|verdict| verdict.chosen > 0) else {
        return "nothing is chosen on any half of the days".to_owned();
    };
    format!(
        "{:.1} % there, {:.1} % on the other half; overload worse in {} of {}, PBO {:.2}",
        verdict.saves_chosen_on * 100.0,
        verdict.saves_held_out * 100.0,
        verdict.overload_worse,
        verdict.chosen,
        verdict.overfitting.unwrap_or_default()
    )
}

fn row(name: &str, saved: Variant, history: &History) -> String {
    let job = job(history, saved);
    let base = &job.variants[0];
    let grid = Grid::new(base, &Sweep::suggested(base, &job)).unwrap();
    let told = swept(&job, &grid);
    let (advised, after) = match told.point {
        Some(point) => (grid.label(point.index), numbers(&point.score)),
        None => ("keep".to_owned(), "–".to_owned()),
    };
    let short = name.rsplit('_').next().unwrap();
    let [own, choice] = held_out(&told);
    format!(
        "| {short} | {} | {} | {advised} | {after} | {} | {} | {own} | {choice} |",
        base.name,
        numbers(&told.saved),
        half(&told, Check::FirstHalf),
        half(&told, Check::SecondHalf),
    )
}

#[test]
#[ignore = "writes docs/advice.md, and takes minutes"]
fn tool_that_writes_the_table_of_advice() {
    const MARK: &str = "<!-- the table -->\n";
    assert_eq!(std::env::var("HEADROOM_RECORD").as_deref(), Ok("advice"), "say HEADROOM_RECORD");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/advice.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut parts = text.split(MARK);
    let (before, after) = (parts.next().unwrap(), parts.nth(1).unwrap());
    let mut table =
        "| trace | saved rules | saved did | advised | that does | first half | second \
                     half | on half of the days | chosen on half of the days |\n\
                     |---|---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for name in TRACES {
        let history = trace(name);
        for saved in saved_rules() {
            let row = row(name, saved, &history);
            println!("{row}");
            writeln!(table, "{row}").unwrap();
        }
    }
    std::fs::write(&path, format!("{before}{MARK}{table}{MARK}{after}")).unwrap();
}
