//! The scenarios of `tests/scenarios`: each file is one rule of design.md, section 2, as a group,
//! its policies, what its metrics read and what is expected at every tick.
//!
//! An expected line is `time size; policy value verdict; ...` in the order of evaluation. The
//! size reads `2=>3` where the bounds were repaired and `3->4` where policies changed it; the line
//! ends with the bound that held a change back.
//! `UPDATE=1` writes what the engine says into the files; read the difference before keeping it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use headroom::engine::{
    Adjustment, Aggregate, Assumptions, Capacity, Decision, Direction, EVALUATION_PERIOD_MS,
    Ledger, Limit, MINUTE_MS, Metric, Operator, Policy, Rules, Scaler, Signal, Verdict,
};
use serde::Deserialize;

use crate::oracle::{Oracle, Twist};

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
    size: u32,
    /// The last change before the first tick, as a time of day.
    last_change: Option<String>,
    #[serde(default)]
    boot_delay: Option<String>,
    capacity: Bounds,
    #[serde(default)]
    assumptions: Assumptions,
    #[serde(default)]
    policies: Vec<Row>,
    #[serde(default)]
    samples: BTreeMap<String, Series>,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounds {
    min: u32,
    max: u32,
    cooldown: String,
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
    Rules {
        capacity: Capacity {
            min: file.capacity.min,
            max: file.capacity.max,
            cooldown_ms: span(&file.capacity.cooldown),
        },
        policies: file.policies.iter().map(policy).collect(),
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

/// One line for each tick. The oracle goes along, so that these files vouch for it too.
fn run(file: &File) -> Vec<String> {
    let (rules, last_change_ms) = (rules(file), file.last_change.as_deref().map(clock));
    let mut scaler = Scaler::new(rules.clone(), file.size, last_change_ms);
    let mut oracle = Oracle::new(rules.clone(), file.size, last_change_ms, Twist::Faithful);
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
        assert_eq!(decision, oracle.step(now_ms).decision);
        lines.push(line(&rules, &decision, ledger.signals(lines.len())));
        now_ms += EVALUATION_PERIOD_MS;
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
        let name = &rules.policies[signal.policy].name;
        let value = signal.value.map_or(String::new(), |value| format!(" {value}"));
        let verdict = verdict(rules, signal.verdict);
        write!(text, "; {name}{value} {verdict}").unwrap();
    }
    match decision.limit {
        Some(Limit::Maximum(max)) => write!(text, "; maximum {max}").unwrap(),
        Some(Limit::Minimum(min)) => write!(text, "; minimum {min}").unwrap(),
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
        Verdict::Outranked { by } => format!("outranked by {}", rules.policies[by].name),
        Verdict::NotBreached { margin } => format!("quiet by {margin}"),
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
    ties_by_creation,
    ties_newest_first,
}
