//! Edits that would have prevented an overload, against a search by other code.

use headroom::engine::Metric;
use headroom::whatif::{
    Detail, Interval, Job, JobError, LintContext, Parameter, RepairSearch, Repairs, Setting,
    Severity, Variant, VariantOutcome, lints, run_variants,
};
use headroom::wire::Duration;
use headroom::wire::v1alpha2::{ScalingPolicy, UtilizationTarget};

use super::{at, capacity, history, job};

const DAY: i64 = 1_440;

/// Three days of 40 % on two at most, of which the second has a burst that asks for three and a
/// half from minute 600 to 640 of its day.
fn burst(rules: &[&str], cooldown_s: i64) -> Job {
    let value = |sample: i64| match (sample / 288, (sample % 288) * 5) {
        (1, 600..640) => 100.0,
        _ => 40.0,
    };
    let values: Vec<f64> = (0..3 * 288).map(value).collect();
    let mut job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 2, cooldown_s), rules);
    job.saturation_multiple = 1.75;
    job
}

const RULES: [&str; 2] = ["cpu > 70 +1", "cpu < 30 -1"];

fn marked(from: i64, to: i64) -> Interval {
    Interval { from_ms: at(from), to_ms: at(to) }
}

fn search(job: &Job, marked: Interval) -> RepairSearch {
    // The histories begin at 8 o'clock: days from there on.
    let local = |at_ms: i64| at_ms - at(0);
    RepairSearch::new(job, job.variants[0].clone(), marked, local).unwrap()
}

fn repaired(job: &Job, marked: Interval) -> Repairs {
    let mut search = search(job, marked);
    while search.advance(17) {}
    search.found()
}

fn words(settings: &[Setting], base: &Variant) -> String {
    settings.iter().map(|one| one.words(base)).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_maximum_that_was_too_low_is_raised() {
    let job = burst(&RULES, 300);
    let found = repaired(&job, marked(DAY + 590, DAY + 650));
    assert_eq!(found.before.inside.overload_minutes, 40.0);
    assert_eq!((found.obstacle.needed, found.obstacle.maximum), (4, 2));
    assert_eq!(found.obstacle.least_minutes, 5.0, "until the first evaluation that sees it");
    assert_eq!(found.other_days, 2);
    assert!(found.is_done() && found.of > 100, "{}", found.of);
    let base = &job.variants[0];
    let told: Vec<_> = found
        .found
        .iter()
        .map(|one| (words(&one.settings, base), one.judged.inside.overload_minutes))
        .collect();
    let (first, left) = &told[0];
    assert!(first.contains("a maximum of 4 instead of 2"), "{told:?}");
    assert!(*left <= 20.0, "{told:?}");
    assert!(found.least_minutes() <= 5.0, "{told:?}");
    assert_eq!(found.found.iter().filter(|one| one.is_best_bargain).count(), 1);
}

#[test]
fn a_stretch_without_overload_has_nothing_to_repair() {
    let job = burst(&RULES, 300);
    let found = repaired(&job, marked(10, 60));
    assert!(found.has_no_overload() && found.is_done() && found.found.is_empty());
    assert_eq!(found.of, 0, "nothing was tried");
}

#[test]
fn a_history_that_tells_no_overload_is_refused() {
    let of = history(Metric::Connections, 5, &[100.0; 40]);
    let job = job(of, "0:2", capacity(1, 2, 0), &["connections > 70 +1"]);
    let refused = RepairSearch::new(&job, job.variants[0].clone(), marked(0, 9), |at_ms| at_ms);
    assert!(matches!(refused, Err(JobError::Invalid { path, .. }) if path == "histories"));
}

/// However early the order, an Instance that boots for an hour comes too late.
#[test]
fn what_no_rule_prevents_is_said() {
    let mut job = burst(&RULES, 300);
    job.boot_delay_ms = 3_600_000;
    let found = repaired(&job, marked(DAY + 590, DAY + 650));
    assert_eq!(found.obstacle.least_minutes, 40.0);
    assert_eq!(found.obstacle.boot_delay_ms, 3_600_000);
    // What helps all the same is to have more beforehand.
    for one in &found.found {
        let raised = |one: &Setting| one.parameter == Parameter::Minimum;
        assert!(one.settings.iter().any(raised), "{:?}", one.settings);
    }
    assert!(!found.found.is_empty());
}

#[test]
fn a_target_is_repaired_by_its_own_settings() {
    let mut job = burst(&[], 0);
    let policy = ScalingPolicy {
        minimum_size: 1,
        maximum_size: 2,
        scale_out_cooldown: Some(Duration::from_secs(600)),
        scale_in_cooldown: Some(Duration::from_secs(60)),
        scale_in_step: 1,
        scale_out_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent: 80 }),
        ..ScalingPolicy::default()
    };
    job.variants = vec![Variant::of_target("target".to_owned(), policy)];
    let found = repaired(&job, marked(DAY + 590, DAY + 650));
    assert!(found.before.inside.overload_minutes >= 40.0);
    let all = found.found.iter().flat_map(|one| &one.settings);
    let parameters: Vec<Parameter> = all.map(|one| one.parameter).collect();
    assert!(parameters.contains(&Parameter::Maximum), "{parameters:?}");
    assert!(found.least_minutes() < 20.0, "{:?}", found.found);
}

/// The overload within a stretch, minute by minute.
fn overload(outcome: &VariantOutcome, marked: Interval) -> f64 {
    let mut minutes = 0.0;
    let mut at_ms = marked.from_ms;
    while at_ms < marked.to_ms {
        let covers = |own: &&Interval| own.from_ms <= at_ms && at_ms < own.to_ms;
        minutes += if outcome.overload.iter().any(|own| covers(&own)) { 1.0 } else { 0.0 };
        at_ms += 60_000;
    }
    minutes
}

/// What every edit of the search leaves and costs, where it helps and brings no lint.
fn helping(job: &Job, search: &RepairSearch, marked: Interval) -> Vec<(usize, f64, f64)> {
    let base = &job.variants[0];
    let context = LintContext::of(job);
    let weight = |variant: &Variant| {
        lints(variant, &context).iter().filter(|own| own.severity > Severity::Note).count()
    };
    let ran = |variant: &Variant| {
        let outcome = run_variants(job, std::slice::from_ref(variant), Detail::Curves);
        outcome.ok().map(|mut outcome| outcome.variants.remove(0))
    };
    let before = overload(&ran(base).unwrap(), marked);
    let mut found = Vec::new();
    for (at, edit) in search.edits().iter().enumerate() {
        let edited = edit.iter().fold(base.clone(), |variant, setting| setting.made(&variant));
        let Some(outcome) = ran(&edited) else { continue };
        let left = overload(&outcome, marked);
        if left < before && weight(&edited) <= weight(base) {
            found.push((at, left, outcome.scorecard.instance_hours));
        }
    }
    found
}

/// The cheapest that leave at most half, a quarter, and the least, by going through all.
fn expected(all: &[(usize, f64, f64)], edits: &[Vec<Setting>], before: f64) -> Vec<usize> {
    let least = all.iter().map(|one| one.1).fold(before, f64::min);
    let mut chosen = Vec::new();
    for goal in [before / 2.0, before / 4.0, least] {
        let enough: Vec<_> = all.iter().filter(|one| one.1 <= goal.max(least)).collect();
        let cheapest = enough.iter().map(|one| one.2).fold(f64::INFINITY, f64::min);
        let mut near: Vec<_> = enough.iter().filter(|one| one.2 <= cheapest * 1.01).collect();
        near.sort_by(|a, b| {
            let settings = edits[a.0].len().cmp(&edits[b.0].len());
            settings.then(a.2.total_cmp(&b.2)).then(a.0.cmp(&b.0))
        });
        if let Some(first) = near.first().filter(|first| !chosen.contains(&first.0)) {
            chosen.push(first.0);
        }
    }
    chosen
}

#[test]
fn the_choice_is_that_of_a_search_through_all() {
    let jobs = [
        burst(&["cpu > 80 +1", "cpu < 20 -1"], 900),
        burst(&["cpu > 90 +1"], 0),
        burst(&["cpu > 75 +50%", "cpu < 25 -1"], 1_800),
    ];
    for (index, mut job) in jobs.into_iter().enumerate() {
        // From shortly before the burst to shortly after it.
        job.histories[0].times_ms.drain(..360);
        job.histories[0].values.drain(..360);
        job.histories[0].times_ms.truncate(100);
        job.histories[0].values.truncate(100);
        let marked = marked(DAY + 590, DAY + 650);
        let mut search = search(&job, marked);
        while search.advance(100) {}
        let found = search.found();
        let all = helping(&job, &search, marked);
        assert!(all.len() > 20, "job {index}: {}", all.len());
        let expected = expected(&all, search.edits(), found.before.inside.overload_minutes);
        let chosen: Vec<&Vec<Setting>> = found.found.iter().map(|one| &one.settings).collect();
        let expected: Vec<_> = expected.iter().map(|at| &search.edits()[*at]).collect();
        assert_eq!(chosen, expected, "job {index}");
    }
}

/// Every combination of one, two and three settings of different parameters, once.
#[test]
fn the_grid_is_whole() {
    let job = burst(&RULES, 900);
    let search = search(&job, marked(DAY + 590, DAY + 650));
    let edits = search.edits();
    let singles: Vec<Setting> = edits.iter().filter(|e| e.len() == 1).map(|e| e[0]).collect();
    let same = |a: &Setting, b: &Setting| a.parameter == b.parameter && a.policy == b.policy;
    let (mut pairs, mut triples) = (0, 0);
    for (i, a) in singles.iter().enumerate() {
        for (j, b) in singles.iter().enumerate().skip(i + 1).filter(|(_, b)| !same(a, b)) {
            assert!(edits.contains(&vec![*a, *b]), "{a:?} {b:?}");
            pairs += 1;
            let third = singles.iter().skip(j + 1).filter(|c| !same(a, c) && !same(b, c));
            triples += third.count();
        }
    }
    assert_eq!(edits.len(), singles.len() + pairs + triples);
    assert!(edits.len() <= RepairSearch::MOST_EDITS);
}

#[test]
fn the_other_days_are_judged_apart() {
    let job = burst(&RULES, 300);
    let found = repaired(&job, marked(DAY + 590, DAY + 650));
    let whole = found.before.whole;
    assert_eq!(whole.overload_minutes, 40.0);
    assert_eq!(found.before.elsewhere.overload_minutes, 0.0);
    // Two calm days of two Instances each.
    assert_eq!(found.before.elsewhere.instance_hours, 96.0);
    assert_eq!(found.before.elsewhere.changes, 0);
}
