//! Public recordings, where they lie beside this checkout.

use std::path::Path;

use headroom::engine::Metric;
use headroom::history::{ImportOptions, import};
use headroom::whatif::{Detail, History, Job, LoadModel, SizeAt, Variant, run};

use super::{capacity, policies};

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn the_quickstart_over_two_weeks_of_a_real_instance() {
    const FILE: &str = "../shared/traces/ec2_cpu_utilization_5f5533.csv";
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)).unwrap();
    let imported = import(&bytes, ImportOptions::default()).unwrap();
    let series = &imported.series[0].series;
    let times_ms: Vec<i64> = series.samples().iter().map(|sample| sample.at_ms).collect();
    let values: Vec<f64> = series.samples().iter().map(|sample| sample.value).collect();
    assert_eq!(times_ms.len(), 4_032);
    let first_ms = times_ms[0];
    let (metric, load) = (Metric::Cpu, LoadModel::PerInstance);
    let quickstart = |rules: &[&str]| {
        Variant::of_thresholds("quickstart".to_owned(), capacity(1, 5, 300), policies(rules))
    };
    let job = Job {
        histories: vec![History { metric, load, times_ms, values }],
        recorded_sizes: vec![SizeAt { at_ms: first_ms, size: 2 }],
        variants: vec![
            quickstart(&["cpu > 70 +1", "cpu < 40 -1"]),
            quickstart(&["cpu > 50 +1", "cpu < 20 -1"]),
            quickstart(&[]),
        ],
        price_per_hour: Some(0.055),
        ..Job::default()
    };
    let outcome = run(&job, Detail::Ledger).unwrap();
    let hours =
        f64::from(u32::try_from(outcome.span.to_ms - outcome.span.from_ms).unwrap()) / 3.6e6;
    assert!((335.0..340.0).contains(&hours), "{hours} hours are two weeks");
    for variant in &outcome.variants {
        let card = &variant.scorecard;
        assert!((hours..=5.0 * hours).contains(&card.instance_hours), "{card:?}");
        assert!(card.overload_hours <= card.demand_hours && card.p95 <= Some(100.0), "{card:?}");
        assert_eq!(card.demand_hours, outcome.variants[0].scorecard.demand_hours);
        assert!(variant.sizes.iter().all(|entry| (1..=5).contains(&entry.size)));
        assert!(variant.values[0].iter().all(|value| (0.0..=100.0).contains(value)));
        assert_eq!(variant.ledger.as_ref().unwrap().len(), 4_032);
        println!("{}: {}", variant.name, super::card_text(card));
    }
    let cards = [0, 1, 2].map(|index| &outcome.variants[index].scorecard);
    assert!(cards[0].changes > 0 && cards[2].changes == 0);
    assert!(cards[1].instance_hours > cards[0].instance_hours, "lower thresholds cost more");
    assert!(cards[1].overload_hours <= cards[0].overload_hours, "and carry more");
}
