//! Runs handed on: nothing of them changes on the way, and what was damaged says so.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use headroom::engine::MINUTE_MS;
use headroom::whatif::{
    Detail, Job, MAX_LINK, Shape, ShapeKind, Variant, from_file, from_link, rebased, run, to_file,
    to_link,
};
use headroom::wire::{Capacity, Duration, Policy};
use serde_json::{Value, json};

use super::random::{random_job, seeds};

fn link_of(job: &Value) -> String {
    format!("1.{}", URL_SAFE_NO_PAD.encode(job.to_string()))
}

#[test]
fn a_run_file_is_the_job() {
    for seed in seeds(40) {
        let job = random_job(seed);
        let text = to_file(&job);
        assert_eq!(from_file(text.as_bytes()).as_ref(), Ok(&job), "seed {seed}");
    }
}

/// Over the same history, what a link brings does the same as what it was made of.
#[test]
fn a_link_replays_the_same() {
    for seed in seeds(40) {
        let mut job = random_job(seed);
        job.shapes =
            vec![Shape { kind: ShapeKind::Spike, from_ms: 0, to_ms: MINUTE_MS, factor: 1.5 }];
        job.assumptions.one_action_per_step = !job.assumptions.one_action_per_step;
        job.variants.truncate(3);
        let Ok(text) = to_link(&job) else { panic!("seed {seed}: too long") };
        let carried = from_link(&text).unwrap();
        assert!(carried.histories.is_empty());
        let bare = |policy: &Policy| Policy { zone: None, ..policy.clone() };
        for (old, new) in job.variants.iter().zip(&carried.variants) {
            let own: Vec<Policy> = old.thresholds().unwrap().policies.iter().map(bare).collect();
            let saved = Variant::of_thresholds(
                old.name.clone(),
                old.thresholds().unwrap().capacity.clone(),
                own.clone(),
            );
            assert_eq!(rebased(new, &saved), saved, "seed {seed}");
        }
        let again = Job {
            histories: job.histories.clone(),
            recorded_sizes: job.recorded_sizes.clone(),
            evaluation_phase_ms: job.evaluation_phase_ms,
            ..carried
        };
        // As text, since a value that is not there is no number and equals nothing.
        let outcome = |job| serde_json::to_string(&run(job, Detail::Curves).unwrap()).unwrap();
        assert_eq!(outcome(&again), outcome(&job), "seed {seed}");
    }
}

#[test]
fn a_link_holds_no_ids_and_little_else() {
    let mut job = random_job(1);
    job.variants.truncate(1);
    job.variants[0].thresholds_mut().unwrap().policies.truncate(2);
    job.variants[0].thresholds_mut().unwrap().capacity.cooldown_delay =
        Some(Duration::from_secs(300));
    for policy in &mut job.variants[0].thresholds_mut().unwrap().policies {
        policy.id = "11111111-2222-4333-8444-555555555555".into();
        policy.instance_group_id = "66666666-2222-4333-8444-555555555555".into();
    }
    let text = to_link(&job).unwrap();
    let json = URL_SAFE_NO_PAD.decode(text.split_once('.').unwrap().1).unwrap();
    let json = String::from_utf8(json).unwrap();
    assert!(!json.contains("-4333-"), "{json}");
    assert!(!json.contains("times_ms") && !json.contains("null"), "{json}");
    assert!(text.len() < 1_600, "{} characters: {json}", text.len());
    assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)));
}

#[test]
fn a_link_that_would_be_too_long_is_not_made() {
    let mut job = random_job(2);
    let variant = job.variants[0].clone();
    job.variants = (0..200).map(|_| variant.clone()).collect();
    let why = to_link(&job).unwrap_err();
    assert!(why.contains(&format!("after {MAX_LINK}")) && why.contains("as a file"), "{why}");
    let whole = format!("1.{}", "A".repeat(MAX_LINK));
    assert!(from_link(&whole).unwrap_err().contains("8002 characters"));
}

#[test]
fn a_link_may_carry_settings_alone() {
    let mut job = random_job(3);
    job.variants.clear();
    job.model.backlog = true;
    let carried = from_link(&to_link(&job).unwrap()).unwrap();
    assert_eq!(carried.model, job.model);
    assert!(carried.variants.is_empty());
    let why = from_file(to_file(&job).as_bytes()).unwrap_err();
    assert!(why.contains("variants: There is none"), "{why}");
}

#[test]
fn a_damaged_link_says_so() {
    let mut job = random_job(3);
    job.variants.truncate(1);
    let good = to_link(&job).unwrap();
    let policy = json!({"name": "up", "metric": {"threshold": "high"}});
    let cases = [
        (String::new(), "damaged or was cut"),
        ("hello".to_owned(), "damaged or was cut"),
        (good.replacen("1.", "2.", 1), "version “2”"),
        (good[..good.len() - 3].to_owned(), "damaged or was cut"),
        ("1.%%%".to_owned(), "damaged or was cut"),
        (link_of(&json!({"growth": "much", "variants": []})), "at growth"),
        (link_of(&json!({"variants": [{"policies": [policy]}]})), "variants[0].policies[0].metric"),
        (link_of(&json!({"variants": [{"policies": []}]})), "variants[0].capacity"),
    ];
    for (text, said) in cases {
        let why = from_link(&text).unwrap_err();
        assert!(why.contains(said), "{text}: {why}");
    }
}

#[test]
fn a_wrong_file_is_refused_where_it_is_wrong() {
    let good: Value = serde_json::from_str(&to_file(&random_job(4))).unwrap();
    let with = |pointer: &str, value: Value| {
        let mut wrong = good.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        wrong.to_string()
    };
    let cases = [
        ("[]".to_owned(), "It is not a run"),
        ("time,value\n1,2\n".to_owned(), "It is not a run"),
        (with("/histories/0/values/1", json!("x")), "histories[0].values[1]"),
        (with("/histories/0/times_ms/1", json!(0)), "histories[0].times_ms[1]"),
        (with("/histories", json!([])), "histories: "),
        (with("/growth", json!(-1)), "growth: "),
        (with("/variants", json!([])), "variants: There is none"),
        (with("/variants/0/capacity/max_replicas", json!(0)), "variants[0].capacity"),
        (with("/variants/0/policies", json!([{}])), "variants[0].policies[0]"),
    ];
    for (text, said) in cases {
        let why = from_file(text.as_bytes()).unwrap_err();
        assert!(why.starts_with(said), "{said}: {why}");
    }
}

/// By id first, by name for the rest, and each saved row once.
#[test]
fn a_shared_variant_finds_the_groups_own_policies() {
    let row = |id: &str, name: &str, value: u32| Policy {
        id: id.into(),
        name: name.to_owned(),
        value,
        ..Policy::default()
    };
    let of = |policies| Variant::of_thresholds(String::new(), Capacity::default(), policies);
    let saved = of(vec![row("a", "up", 1), row("b", "down", 1), row("c", "up", 1)]);
    let shared = of(vec![
        row("other", "up", 2),
        row("", "up", 3),
        row("b", "renamed", 4),
        row("", "down", 5),
        row("", "up", 6),
    ]);
    let found = rebased(&shared, &saved);
    let rows: Vec<_> = found
        .thresholds()
        .unwrap()
        .policies
        .iter()
        .map(|row| (row.id.as_str(), row.value))
        .collect();
    assert_eq!(rows, [("a", 2), ("c", 3), ("b", 4), ("", 5), ("", 6)]);
}
