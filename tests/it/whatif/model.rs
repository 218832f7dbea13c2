//! What a group does beyond the plain model, reckoned by hand.

use headroom::engine::Metric;
use headroom::whatif::{
    Job, ModelOptions, Otherwise, Plan, VariantOutcome, from_file, from_link, sensitivities,
    to_file, to_link,
};

use super::{capacity, first, history, job, ran, sizes_text};

fn modelled(values: &[f64], sizes: &str, rules: &[&str], model: ModelOptions) -> Job {
    let job = job(history(Metric::Cpu, 5, values), sizes, capacity(1, 5, 0), rules);
    Job { model, ..job }
}

fn shown(outcome: &VariantOutcome) -> String {
    let values = outcome.values[0].iter().map(|value| format!("{value:.2}"));
    values.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_late_metric_orders_late_and_once_too_often() {
    let values = [50.0, 50.0, 90.0, 90.0, 90.0, 90.0, 90.0];
    let sizes = |metric_delay_ms| {
        let model = ModelOptions { metric_delay_ms, ..ModelOptions::default() };
        sizes_text(&first(&modelled(&values, "0:2", &["cpu > 70 +1"], model)).sizes)
    };
    assert_eq!(sizes(0), "0:2 15:3", "180 % are 60 each");
    // The 90 % of minute 15 are seen at 20, and those of 20, still on two, at 25.
    assert_eq!(sizes(300_000), "0:2 20:3 25:4");
    assert_eq!(sizes(1), "0:2 20:3 25:4", "a little late is an evaluation late");
}

#[test]
fn an_instance_that_drains_is_paid_for_and_does_no_work() {
    let paid = |draining_ms| {
        let model = ModelOptions { draining_ms, ..ModelOptions::default() };
        let mut job = modelled(&[20.0; 6], "0:3", &["cpu < 40 -1"], model);
        job.variants[0].thresholds_mut().unwrap().capacity = capacity(2, 5, 0);
        let outcome = first(&job);
        assert_eq!(sizes_text(&outcome.sizes), "0:3 5:2");
        assert_eq!(shown(&outcome), "20.00 30.00 30.00 30.00 30.00 30.00");
        let rules = Plan::new(&job).unwrap().rules(&job.variants[0]).unwrap();
        let blocks = Plan::new(&job).unwrap().block_totals(rules, &[super::at(10)]);
        let hours: f64 = blocks.iter().map(headroom::whatif::BlockTotals::instance_hours).sum();
        let minutes = outcome.scorecard.instance_hours * 60.0;
        assert!((hours * 60.0 - minutes).abs() < 1e-9, "{hours} h in blocks, {minutes} min");
        minutes
    };
    assert_eq!(format!("{:.3}", paid(0)), "65.000");
    assert_eq!(format!("{:.3}", paid(600_000)), "75.000");
    assert_eq!(format!("{:.3}", paid(6_000_000)), "90.000", "up to the end of the history");
}

#[test]
fn what_waits_is_worked_off_afterwards() {
    let with = |backlog, values: &[f64]| {
        let model = ModelOptions { backlog, ..ModelOptions::default() };
        let outcome = first(&Job { growth: 2.0, ..modelled(values, "0:1", &[], model) });
        let card = &outcome.scorecard;
        let unmet = card.overload_hours.unwrap() * 60.0;
        format!("{} over {} unmet {unmet:.2}", shown(&outcome), card.overload_minutes.unwrap())
    };
    // 140 % for five minutes leave 200 % of a minute; 60 % are left over after that.
    let lost = "100.00 40.00 40.00 over 5 unmet 2.00";
    assert_eq!(with(false, &[70.0, 20.0, 20.0]), lost);
    let waits = "100.00 80.00 40.00 over 8.333333333333334 unmet 2.00";
    assert_eq!(with(true, &[70.0, 20.0, 20.0]), waits);
    // 160 %, and exactly as long to work it off.
    let waits = "100.00 100.00 40.00 over 10 unmet 3.00";
    assert_eq!(with(true, &[80.0, 20.0, 20.0]), waits);
    assert_eq!(with(true, &[30.0, 20.0, 50.0]), with(false, &[30.0, 20.0, 50.0]));
}

#[test]
fn what_waits_grows_the_group_for_longer() {
    let sizes = |backlog| {
        let model = ModelOptions { backlog, ..ModelOptions::default() };
        let job = modelled(&[90.0, 25.0, 25.0, 25.0], "0:1", &["cpu > 80 +1"], model);
        sizes_text(&first(&Job { growth: 2.0, ..job }).sizes)
    };
    assert_eq!(sizes(false), "0:1 5:2");
    // 400 % of a minute wait: on two with 150 % left over they take 160 s.
    assert_eq!(sizes(true), "0:1 5:2");
    let model = ModelOptions { backlog: true, ..ModelOptions::default() };
    let job = modelled(&[90.0, 40.0, 40.0, 40.0], "0:1", &["cpu > 60 +1"], model);
    let job = Job { growth: 2.0, ..job };
    // 400 %·min over 120 % are 200 s at 100 %, and then 40 %: 80 % in all.
    assert_eq!(shown(&first(&job)), "100.00 80.00 26.67 26.67");
    assert_eq!(sizes_text(&first(&job).sizes), "0:1 5:2 10:3");
}

#[test]
fn a_gap_ends_what_waits() {
    let model = ModelOptions { backlog: true, ..ModelOptions::default() };
    let mut job = Job { growth: 2.0, ..modelled(&[90.0, 90.0, 20.0, 20.0], "0:1", &[], model) };
    assert_eq!(shown(&first(&job)), "100.00 100.00 100.00 100.00");
    for at_ms in &mut job.histories[0].times_ms[2..] {
        *at_ms += 3_600_000;
    }
    assert_eq!(shown(&first(&job)), "100.00 100.00 40.00 40.00");
}

#[test]
fn an_idle_share_stays_and_an_elasticity_spreads_less() {
    let model = ModelOptions { idle_percent: 20.0, ..ModelOptions::default() };
    let idle = modelled(&[60.0, 60.0, 60.0], "0:2", &["cpu > 50 +1"], model);
    let outcome = first(&idle);
    // 40 % of each of two are load: 80 % in all, and an Instance has room for 80.
    assert_eq!(shown(&outcome), "60.00 46.67 46.67");
    assert_eq!(outcome.scorecard.demand_hours, Some(0.25));
    let model = ModelOptions { elasticity: 0.5, ..ModelOptions::default() };
    let spread = modelled(&[60.0, 60.0, 60.0], "0:2", &["cpu > 50 +1"], model);
    // √(2/3) and √(2/4) of 60 %.
    assert_eq!(shown(&first(&spread)), "60.00 48.99 48.99");
    let all = ModelOptions { elasticity: 0.5, idle_percent: 20.0, ..ModelOptions::default() };
    let both = Job { model: all, ..spread };
    assert_eq!(shown(&first(&both)), "60.00 52.66 48.28", "20 + 40 · √(2/n)");
    // Four times as many carry twice as much.
    let full = ModelOptions { elasticity: 0.5, ..ModelOptions::default() };
    let full = modelled(&[100.0, 100.0], "0:4", &[], full);
    assert_eq!(first(&full).scorecard.overload_minutes, Some(0.0));
    let needed: Vec<u32> =
        Plan::new(&full).unwrap().demand().iter().map(|own| own.needed).collect();
    assert_eq!(needed, [4, 4]);
}

#[test]
fn samples_under_the_idle_share_are_told() {
    let model = ModelOptions { idle_percent: 20.0, ..ModelOptions::default() };
    let job = modelled(&[60.0, 10.0, 60.0], "0:2", &[], model);
    let outcome = ran(&job);
    assert_eq!(shown(&outcome.variants[0]), "60.00 10.00 60.00");
    assert_eq!(
        outcome.contradiction().unwrap(),
        "1 sample of the recording shows less CPU than the idle share: they count as no load at \
         all here. Lower the idle share."
    );
    assert_eq!(ran(&Job { model: ModelOptions::default(), ..job }).contradiction(), None);
}

#[test]
fn what_is_off_is_not_written_and_what_is_on_goes_along() {
    let plain = modelled(&[60.0, 10.0, 60.0], "0:2", &[], ModelOptions::default());
    assert!(!to_file(&plain).contains("model"), "{}", to_file(&plain));
    let model = ModelOptions {
        metric_delay_ms: 60_000,
        draining_ms: 300_000,
        backlog: true,
        idle_percent: 12.5,
        elasticity: 0.75,
    };
    let job = Job { model, ..plain };
    assert_eq!(from_file(to_file(&job).as_bytes()).unwrap().model, model);
    assert_eq!(from_link(&to_link(&job).unwrap()).unwrap().model, model);
    let part = to_file(&job).replace("\"draining_ms\":300000,", "");
    let expected = ModelOptions { draining_ms: 0, ..model };
    assert_eq!(from_file(part.as_bytes()).unwrap().model, expected);
    let slip = to_file(&job).replace("draining_ms", "drain_ms");
    let said = from_file(slip.as_bytes()).unwrap_err();
    assert!(said.starts_with("model.drain_ms: "), "{said}");
}

#[test]
fn what_is_out_of_range_is_refused_by_name() {
    let off = ModelOptions::default();
    let table = [
        (ModelOptions { metric_delay_ms: -1, ..off }, "model.metric_delay_ms: Give a delay from 0"),
        (ModelOptions { draining_ms: 86_400_001, ..off }, "model.draining_ms: Give a time from 0"),
        (ModelOptions { idle_percent: 90.5, ..off }, "model.idle_percent: Give a CPU from 0 to 90"),
        (ModelOptions { idle_percent: f64::NAN, ..off }, "model.idle_percent: "),
        (ModelOptions { elasticity: 2.1, ..off }, "model.elasticity: Give a power from 0 to 2"),
    ];
    for (model, expected) in table {
        let said = Plan::new(&modelled(&[60.0; 3], "0:2", &[], model)).unwrap_err().to_string();
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn each_option_is_asked_in_the_assumption_check() {
    let values = [90.0, 95.0, 60.0, 30.0, 30.0, 30.0, 85.0, 30.0].repeat(4);
    let off = ModelOptions::default();
    let mut job = modelled(&values, "0:2", &["cpu > 70 +1", "cpu < 40 -1"], off);
    job.growth = 1.5;
    let told = |job: &Job| -> Vec<(String, Otherwise, String)> {
        let found = sensitivities(job, &job.variants[0]).unwrap().into_iter();
        let own = found.filter(|one| one.field.starts_with("model."));
        own.map(|one| (one.field, one.alternative, one.sentence)).collect()
    };
    let usual = told(&job);
    for (field, clause) in [
        ("model.metric_delay_ms", "If the rules saw each sample 1 min late: "),
        ("model.draining_ms", "If an Instance drained for 5 min before it is gone: "),
        ("model.backlog", "If work beyond what the Instances carry waited instead of being lost: "),
        ("model.idle_percent", "If an Instance showed 5 % CPU without any load: "),
        ("model.elasticity", "If a metric fell to 57 % when the fleet doubles: "),
    ] {
        let own = usual.iter().find(|one| one.0 == field).expect(field);
        assert!(own.2.starts_with(clause), "{}", own.2);
        // From the other side, off is the alternative.
        own.1.set(&mut job);
        let back = told(&job);
        let back = back.iter().find(|one| one.0 == field).expect(field);
        assert_eq!(back.1, Otherwise::Model(off), "{field}");
        job.model = off;
    }
    let mut total = job;
    total.histories[0].load = headroom::whatif::LoadModel::Total;
    let fields: Vec<String> = told(&total).into_iter().map(|one| one.0).collect();
    assert!(!fields.iter().any(|own| own.contains("idle") || own.contains("elasticity")));
}
