//! The what-if's settings.

use headroom::engine::{CooldownScope, StepMeaning, TARGET_PERIOD_MS, TargetFormula};
use headroom::forms::settings::{Settings, beyond, blank, draft, read, section};
use headroom::forms::{model, target_settings};
use headroom::whatif::{Job, ModelOptions};

use super::{message, paths, refused, stands_in_order, typed};

#[test]
fn a_blank_form_is_the_jobs_defaults() {
    let expected = Settings { boot_delay_ms: Job::BOOT_DELAY_MS, ..Settings::default() };
    assert_eq!(read(&blank()), Ok(expected));
    assert_eq!(paths(&[section()]), ["boot_delay", "price"]);
}

#[test]
fn settings_are_read_as_typed() {
    let draft = typed(&blank(), &[("boot_delay", " 1,5 "), ("price", "0.055")]);
    let expected =
        Settings { boot_delay_ms: 1_500, price_per_hour: Some(0.055), ..Settings::default() };
    assert_eq!(read(&draft), Ok(expected));
    for (text, ms) in [("0", 0), ("86400", 86_400_000), ("0.0005", 0), ("90.25", 90_250)] {
        assert_eq!(read(&blank().with("boot_delay", text)).unwrap().boot_delay_ms, ms, "{text}");
    }
}

#[test]
fn every_error_stands_at_its_field() {
    let table = [
        ("boot_delay", "", "boot_delay required"),
        ("boot_delay", "-1", "boot_delay constraint"),
        ("boot_delay", "86401", "boot_delay constraint"),
        ("boot_delay", "1 min", "boot_delay format"),
        ("price", "-0.1", "price constraint"),
        ("price", "cheap", "price format"),
    ];
    for (path, text, expected) in table {
        assert_eq!(refused(read(&blank().with(path, text))), [expected], "{path} = {text:?}");
    }
    let all = typed(&blank(), &[("boot_delay", "-1"), ("price", "x")]);
    stands_in_order(read(&all), &[section()]);
    assert_eq!(refused(read(&all)).len(), 2);
    let said = message(read(&blank().with("boot_delay", "86401")), "boot_delay");
    assert_eq!(said, "Enter seconds from 0 to 86400, which is a day.");
}

#[test]
fn every_assumption_of_targets_has_its_switch() {
    assert_eq!(read(&blank()).unwrap().target.period_ms, TARGET_PERIOD_MS);
    let typed = typed(
        &blank(),
        &[
            ("target.formula", "nearest"),
            ("target.tolerance_percent", "5"),
            ("target.step", "exact"),
            ("target.averaging", "120"),
            ("target.booting", "idle"),
            ("target.cooldown_scope", "out_passes_in"),
            ("target.repair_by_steps", "true"),
            ("target.period", "30"),
        ],
    );
    let read = read(&typed).unwrap().target;
    let assumed = read.assumptions;
    assert_eq!((assumed.formula, assumed.step), (TargetFormula::Nearest, StepMeaning::Exact));
    assert_eq!(assumed.cooldown_scope, CooldownScope::OutPassesIn);
    assert_eq!((assumed.tolerance_percent, assumed.averaging_ms), (5, 120_000));
    assert!(assumed.repair_by_steps && assumed != Settings::default().target.assumptions);
    assert_eq!(read.period_ms, 30_000);

    let mut job = Job { target_period_ms: read.period_ms, ..Job::default() };
    job.assumptions.target = assumed;
    let again = draft(&job);
    for path in paths(&[target_settings::section()]) {
        assert_eq!(again.get(&path), typed.get(&path), "{path}");
    }
    assert!(beyond(&job).is_empty(), "each has a field of its own");
}

#[test]
fn errors_of_targets_settings_stand_at_their_fields() {
    for (path, text, expected) in [
        ("target.averaging", "0", "target.averaging constraint"),
        ("target.averaging", "soon", "target.averaging format"),
        ("target.period", "", "target.period required"),
        ("target.period", "3601", "target.period constraint"),
        ("target.tolerance_percent", "101", "target.tolerance_percent constraint"),
    ] {
        assert_eq!(refused(read(&blank().with(path, text))), [expected], "{path} = {text:?}");
    }
}

#[test]
fn every_option_of_the_model_has_its_field() {
    let off = read(&blank()).unwrap().model;
    assert!(off.is_off(), "{off:?}");
    let typed = typed(
        &blank(),
        &[
            ("model.elasticity", "0.85"),
            ("model.idle", "7.5"),
            ("model.metric_delay", "90"),
            ("model.draining", "300"),
            ("model.backlog", "true"),
        ],
    );
    let own = read(&typed).unwrap().model;
    let expected = ModelOptions {
        elasticity: 0.85,
        idle_percent: 7.5,
        metric_delay_ms: 90_000,
        draining_ms: 300_000,
        backlog: true,
    };
    assert_eq!(own, expected);
    let job = Job { model: own, ..Job::default() };
    for path in paths(&[model::section()]) {
        assert_eq!(draft(&job).get(&path), typed.get(&path), "{path}");
    }
    assert!(beyond(&job).is_empty(), "each has a field of its own");
    // A recording tells the first two alone.
    let other = ModelOptions { elasticity: 0.9, idle_percent: 3.0, ..off };
    let taken = read(&typed.nesting("", &model::load(&other))).unwrap().model;
    assert_eq!(taken, ModelOptions { elasticity: 0.9, idle_percent: 3.0, ..own });
    let table = [
        ("model.elasticity", "2.5", "model.elasticity constraint"),
        ("model.idle", "95", "model.idle constraint"),
        ("model.metric_delay", "-1", "model.metric_delay constraint"),
        ("model.draining", "86401", "model.draining constraint"),
        ("model.draining", "long", "model.draining format"),
    ];
    for (path, text, expected) in table {
        assert_eq!(refused(read(&blank().with(path, text))), [expected], "{path} = {text:?}");
    }
}
