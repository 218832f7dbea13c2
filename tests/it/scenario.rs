//! The scenarios of `tests/scenarios`: each file is one rule of design.md, section 2, or of
//! contract-v1alpha2.md, sections 9 and 13, as a group, its policies or its target, what its
//! metrics read and what is expected at every tick.
//!
//! An expected line is `time size; policy value verdict; ...` in the order of evaluation. The
//! size reads `2=>3` where the bounds or a fixed size were repaired and `3->4` where policies or
//! the target changed it; the line ends with the bound or the step that held a change back. A file
//! of several sizes runs once from each.
//! `UPDATE=1` writes what the engine says into the files; read the difference before keeping it.

mod goal;
mod witness;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use goal::GoalRow;
use headroom::engine::{
    Adjustment, Aggregate, Assumptions, Capacity, Cooldown, Decision, Direction,
    EVALUATION_PERIOD_MS, Ledger, Limit, MINUTE_MS, Metric, Operator, Policy, Rules, Scaler,
    Scaling, Signal, TARGET_PERIOD_MS, Target, Verdict,
};
use serde::Deserialize;
use witness::Witness;

const EXPECTED: &str = "[expected]";

/// A scenario file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The rule, in a sentence.
    about: String,
    /// The first tick, as a time of day.
    start: String,
    /// The last tick.
    end: String,
    /// The size before the first tick.
    size: Sizes,
    /// The last change before the first tick, as a time of day.
    last_change: Option<String>,
    #[serde(default)]
    boot_delay: Option<String>,
    /// How many Instances serve; all of them unless stated.
    serving: Option<u32>,
    capacity: Bounds,
    #[serde(default)]
    assumptions: Assumptions,
    #[serde(default)]
    policies: Vec<Row>,
    /// Instead of policies.
    target: Option<GoalRow>,
    #[serde(default)]
    samples: BTreeMap<String, Series>,
    expected: Expected,
}

/// One size, or several to run from, one after the other.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Sizes {
    One(u32),
    Several(Vec<u32>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounds {
    min: u32,
    max: u32,
    /// Of the policies; a target has its own two.
    cooldown: Option<String>,
}

/// A policy: `rule` as in `average over 5m > 70`, `change` as in `scale up 1`, `scale down 20%`
/// or `scale up to 4`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    metric: String,
    rule: String,
    change: String,
    priority: u32,
}

/// A metric's values, one a step; `"-"` where there is none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Series {
    from: Option<String>,
    step: String,
    values: Vec<Cell>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Cell {
    Number(f64),
    Gap(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    ticks: Vec<String>,
}

/// `10:05` in milliseconds since midnight; `10:05:30` too.
fn clock(text: &str) -> i64 {
    let parts: Vec<i64> = text.split(':').map(|part| part.parse().expect(text)).collect();
    (parts[0] * 60 + parts[1]) * MINUTE_MS + parts.get(2).unwrap_or(&0) * 1_000
}

/// `5m` or `300s` in milliseconds.
fn span(text: &str) -> i64 {
    match text.strip_suffix('m') {
        Some(minutes) => minutes.parse::<i64>().expect(text) * MINUTE_MS,
        None => text.strip_suffix('s').expect(text).parse::<i64>().expect(text) * 1_000,
    }
}

fn metric(word: &str) -> Metric {
    match word {
        "cpu" => Metric::Cpu,
        "memory" => Metric::Memory,
        "network_in" => Metric::NetworkIn,
        "network_out" => Metric::NetworkOut,
        "connections" => Metric::Connections,
        "throughput" => Metric::Throughput,
        other => panic!("no metric {other:?}"),
    }
}

fn policy(row: &Row) -> Policy {
    let rule: Vec<&str> = row.rule.split(' ').collect();
    let [aggregate, "over", look_back, operator, threshold] = rule[..] else {
        panic!("a rule reads \"average over 5m > 70\", not {:?}", row.rule);
    };
    let (direction, adjustment) = change(&row.change);
    Policy {
        name: row.name.clone(),
        metric: metric(&row.metric),
        aggregate: match aggregate {
            "average" => Aggregate::Average,
            "max" => Aggregate::Max,
            "min" => Aggregate::Min,
            "sum" => Aggregate::Sum,
            other => panic!("no aggregate {other:?}"),
        },
        look_back_ms: span(look_back),
        operator: match operator {
            ">" => Operator::GreaterThan,
            "<" => Operator::LessThan,
            other => panic!("no operator {other:?}"),
        },
        threshold: threshold.parse().expect(threshold),
        direction,
        adjustment,
        priority: row.priority,
    }
}

fn change(text: &str) -> (Direction, Adjustment) {
    let words: Vec<&str> = text.splitn(3, ' ').collect();
    let (direction, amount) = match words[..] {
        ["scale", "up", amount] => (Direction::Up, amount),
        ["scale", "down", amount] => (Direction::Down, amount),
        _ => panic!("a change reads \"scale up 1\", not {text:?}"),
    };
    let number = |digits: &str| digits.parse().expect(text);
    let adjustment = match (amount.strip_prefix("to "), amount.strip_suffix('%')) {
        (Some(total), _) => Adjustment::SetTotalGroup(number(total)),
        (_, Some(percent)) => Adjustment::PercentOfTotalGroup(number(percent)),
        _ => Adjustment::FlatCount(number(amount)),
    };
    (direction, adjustment)
}

fn rules(file: &File) -> Rules {
    let Bounds { min, max, cooldown } = &file.capacity;
    let (cooldown, scaling) = match (&file.target, cooldown) {
        (Some(row), None) => (row.cooldown(), Scaling::Target(row.target())),
        (None, Some(cooldown)) => {
            let policies = file.policies.iter().map(policy).collect();
            (Cooldown::both(span(cooldown)), Scaling::Thresholds(policies))
        }
        _ => panic!("a file has policies and their cooldown, or a target with its own two"),
    };
    Rules {
        capacity: Capacity { min: *min, max: *max, cooldown },
        scaling,
        assumptions: file.assumptions,
        boot_delay_ms: file.boot_delay.as_deref().map_or(0, span),
    }
}

/// All samples in ascending time.
fn samples(file: &File) -> Vec<(i64, Metric, f64)> {
    let mut all = Vec::new();
    for (name, series) in &file.samples {
        let mut at_ms = clock(series.from.as_ref().unwrap_or(&file.start));
        for cell in &series.values {
            match cell {
                Cell::Number(value) => all.push((at_ms, metric(name), *value)),
                Cell::Gap(mark) => assert_eq!(mark, "-", "a gap is written \"-\""),
            }
            at_ms += span(&series.step);
        }
    }
    all.sort_by_key(|&(at_ms, ..)| at_ms);
    all
}

/// One line for each tick from each size.
fn run(file: &File) -> Vec<String> {
    let sizes = match &file.size {
        Sizes::One(size) => vec![*size],
        Sizes::Several(sizes) => sizes.clone(),
    };
    sizes.into_iter().flat_map(|size| run_from(file, size)).collect()
}

/// One line for each tick. The oracle goes along, so that these files vouch for it too.
fn run_from(file: &File, size: u32) -> Vec<String> {
    let (rules, last_change_ms) = (rules(file), file.last_change.as_deref().map(clock));
    let mut scaler = Scaler::new(rules.clone(), size, last_change_ms);
    let mut oracle = Witness::new(&rules, size, last_change_ms);
    if let Some(serving) = file.serving {
        scaler.set_serving(serving);
        oracle.set_serving(serving);
    }
    let period_ms = if file.target.is_some() { TARGET_PERIOD_MS } else { EVALUATION_PERIOD_MS };
    let mut ledger = Ledger::default();
    let all = samples(file);
    let mut ahead = all.iter().peekable();
    let mut lines = Vec::new();
    let mut now_ms = clock(&file.start);
    while now_ms <= clock(&file.end) {
        while let Some(&(at_ms, metric, value)) = ahead.next_if(|sample| sample.0 <= now_ms) {
            scaler.observe(metric, at_ms, value);
            oracle.observe(metric, at_ms, value);
        }
        let decision = scaler.step(now_ms, &mut ledger);
        assert_eq!(decision, oracle.step(now_ms));
        lines.push(line(&rules, &decision, ledger.signals(lines.len())));
        now_ms += period_ms;
    }
    lines
}

fn line(rules: &Rules, decision: &Decision, signals: &[Signal]) -> String {
    let minutes = decision.at_ms / MINUTE_MS;
    let mut text = format!("{:02}:{:02} {}", minutes / 60, minutes % 60, decision.before);
    if decision.repaired != decision.before {
        write!(text, "=>{}", decision.repaired).unwrap();
    }
    if decision.after != decision.repaired {
        write!(text, "->{}", decision.after).unwrap();
    }
    for signal in signals {
        let target = rules.target().and_then(Target::average).map(|(metric, _)| metric.label());
        let name = target.unwrap_or_else(|| &rules.policies()[signal.policy].name);
        let value = signal.value.map_or(String::new(), |value| format!(" {value}"));
        let verdict = verdict(rules, signal.verdict);
        write!(text, "; {name}{value} {verdict}").unwrap();
    }
    match decision.limit {
        Some(Limit::Maximum(max)) => write!(text, "; maximum {max}").unwrap(),
        Some(Limit::Minimum(min)) => write!(text, "; minimum {min}").unwrap(),
        Some(Limit::Step(step)) => write!(text, "; step {step}").unwrap(),
        // A denied policy or target says so itself; a repair by steps has no signal.
        Some(Limit::Cooldown(left_ms)) if signals.is_empty() => {
            write!(text, "; cooldown {}s", left_ms / 1_000).unwrap();
        }
        Some(Limit::Cooldown(_)) | None => {}
    }
    text
}

fn verdict(rules: &Rules, verdict: Verdict) -> String {
    match verdict {
        Verdict::Fired { to, wanted, .. } if wanted != to => {
            format!("wants {wanted}, fires to {to}")
        }
        Verdict::Fired { to, .. } => format!("fires to {to}"),
        Verdict::Outranked { by } => format!("outranked by {}", rules.policies()[by].name),
        Verdict::NotBreached { margin } => format!("quiet by {margin}"),
        Verdict::OnTarget { size } => format!("on target at {size}"),
        Verdict::NoData => "no data".to_owned(),
        Verdict::Denied { wanted, left_ms } => {
            format!("wants {wanted}, denied {}s", left_ms / 1_000)
        }
        Verdict::NoEffect { wanted } => format!("wants {wanted}, no effect"),
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios")
}

/// Runs a file and compares, or rewrites it when `UPDATE` is set.
fn check(name: &str) {
    let path = folder().join(format!("{}.toml", name.replace('_', "-")));
    let text = std::fs::read_to_string(&path).expect(name);
    let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(file.about.ends_with('.'), "{name}: `about` is a sentence");
    let lines = run(&file);
    if std::env::var_os("UPDATE").is_some() {
        let (kept, _) = text.split_once(EXPECTED).expect("every file ends with what is expected");
        let mut written = format!("{kept}{EXPECTED}\nticks = [\n");
        for line in &lines {
            writeln!(written, "  {line:?},").unwrap();
        }
        written.push_str("]\n");
        return std::fs::write(&path, written).unwrap();
    }
    let (engine, expected) = (lines.join("\n"), file.expected.ticks.join("\n"));
    assert_eq!(engine, expected, "\n{name}: {}\nengine\n{engine}\nfile\n{expected}", file.about);
}

macro_rules! scenarios {
    ($($name:ident),+ $(,)?) => {
        $(
            #[test]
            fn $name() {
                check(stringify!($name));
            }
        )+

        #[test]
        fn every_scenario_file_is_run() {
            let mut files: Vec<String> = std::fs::read_dir(folder())
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .map(|path| path.file_stem().unwrap().to_str().unwrap().replace('-', "_"))
                .collect();
            files.sort();
            let mut run = vec![$(stringify!($name)),+];
            run.sort_unstable();
            assert_eq!(files, run);
        }
    };
}

scenarios! {
    aggregates,
    assumption_all_breached_act,
    assumption_cooldown_from_serving,
    assumption_cooldown_includes_end,
    assumption_no_effect_passes_on,
    assumption_no_effect_starts_cooldown,
    assumption_repair_starts_cooldown,
    assumption_set_total_may_reverse,
    bounds_repair_down,
    bounds_repair_up,
    bounds_repair_without_policies,
    clamp_at_maximum,
    clamp_at_minimum,
    cooldown_both_directions,
    cooldown_is_never_shortened,
    cooldown_of_nothing,
    cooldown_one_second_over,
    flapping_pair,
    flat_count,
    look_back_edges,
    no_data,
    percent_rounding,
    percent_rounding_nearest,
    percent_rounding_towards_zero,
    pinned_bounds,
    priority,
    quickstart,
    set_total,
    strict_comparison,
    target_averaging,
    target_booting_idle,
    target_booting_unmeasured,
    target_bounds_repair,
    target_bounds_repair_by_steps,
    target_clamp,
    target_cooldown_out_passes_in,
    target_cooldown_per_direction,
    target_documented_examples,
    target_fixed_size,
    target_fixed_size_by_steps,
    target_fixed_size_out_of_bounds,
    target_formula_ceil,
    target_formula_default,
    target_formula_floor_out_ceil_in,
    target_formula_nearest,
    target_formula_nearest_over_66,
    target_memory,
    target_minimum_zero,
    target_no_data,
    target_one_instance_grows,
    target_step_as_limit,
    target_step_exact,
    target_step_of_zero,
    target_tolerance,
    target_zero_percent,
    ties_by_creation,
    ties_newest_first,
}
