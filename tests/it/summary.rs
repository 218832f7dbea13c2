//! Decisions in words, as people read them.

mod target;

use headroom::engine::{
    Adjustment, Aggregate, Assumptions, Capacity, Cooldown, Direction, Ledger, Limit, MINUTE_MS,
    Metric, Operator, Policy, Rules, Scaler, Scaling, quantity, signal_sentence, summary,
};

#[test]
fn numbers_are_short_and_keep_their_unit() {
    let table = [
        (Metric::Cpu, 76.4, "76.4 %"),
        (Metric::Cpu, 76.449, "76.4 %"),
        (Metric::Cpu, 70.0, "70 %"),
        (Metric::Cpu, 99.96, "100 %"),
        (Metric::Cpu, 0.0, "0 %"),
        (Metric::Cpu, -0.0, "0 %"),
        (Metric::Cpu, -0.04, "0 %"),
        (Metric::Cpu, -0.06, "-0.1 %"),
        (Metric::NetworkIn, 0.0, "0 B/s"),
        (Metric::NetworkIn, 9_999.9, "9999.9 B/s"),
        (Metric::NetworkIn, 9_999.96, "10 kB/s"),
        (Metric::NetworkIn, 10_000.0, "10 kB/s"),
        (Metric::NetworkOut, 999_949.0, "999.9 kB/s"),
        (Metric::NetworkOut, 999_960.0, "1 MB/s"),
        (Metric::NetworkOut, 1_234_567.0, "1.2 MB/s"),
        (Metric::Throughput, 999_960_000.0, "1 GB/s"),
        (Metric::Throughput, 5e12, "5000 GB/s"),
        (Metric::Throughput, -999_960.0, "-1 MB/s"),
        (Metric::Connections, 340.0, "340"),
        (Metric::Connections, 12_345.0, "12.3 k"),
        (Metric::Custom, 0.5, "0.5"),
    ];
    for (metric, value, text) in table {
        assert_eq!(quantity(metric, value), text, "{value} of {metric:?}");
    }
}

/// A group of 3 within 1 and 4, whose “up” wants one more over 70 % of CPU in 5 minutes.
fn up() -> Rules {
    let policy = Policy {
        name: "up".to_owned(),
        metric: Metric::Cpu,
        aggregate: Aggregate::Average,
        look_back_ms: 5 * MINUTE_MS,
        operator: Operator::GreaterThan,
        threshold: 70.0,
        direction: Direction::Up,
        adjustment: Adjustment::FlatCount(1),
        priority: 1,
    };
    Rules {
        capacity: Capacity { min: 1, max: 4, cooldown: Cooldown::both(300_000) },
        scaling: Scaling::Thresholds(vec![policy]),
        assumptions: Assumptions::default(),
        boot_delay_ms: 0,
    }
}

/// The policies, to be changed.
fn own(rules: &mut Rules) -> &mut Vec<Policy> {
    let Scaling::Thresholds(policies) = &mut rules.scaling else { panic!("thresholds") };
    policies
}

fn with(edit: impl FnOnce(&mut Rules)) -> Rules {
    let mut rules = up();
    edit(&mut rules);
    rules
}

/// What one step says of `size` Instances with this sample, and of each policy after a bar.
fn said(rules: &Rules, size: u32, sample: Option<f64>, cooldown_from_ms: Option<i64>) -> String {
    let now_ms = 60 * MINUTE_MS;
    let mut scaler = Scaler::new(rules.clone(), size, cooldown_from_ms.map(|ms| now_ms + ms));
    let mut ledger = Ledger::default();
    if let Some(value) = sample {
        scaler.observe(rules.policies()[0].metric, now_ms, value);
    }
    let decision = scaler.step(now_ms, &mut ledger);
    let signals = ledger.signals(0);
    let mut said = vec![summary(rules, &decision, signals)];
    said.extend(signals.iter().map(|signal| signal_sentence(rules, signal)));
    said.join(" | ")
}

#[test]
fn a_change_says_why() {
    let found = "CPU 76.4 % over 5 min is 6.4 over the 70 % of “up”";
    let fired = format!("3 to 4. {found}. | {found}: 3 to 4.");
    assert_eq!(said(&up(), 3, Some(76.4), None), fired);
    let repaired = format!(
        "0 to 2. The group was brought to its minimum of 1. {found}: 1 to 2. | {found}: 1 to 2."
    );
    assert_eq!(said(&up(), 0, Some(76.4), None), repaired);
}

#[test]
fn a_change_that_a_bound_cut_short_says_so() {
    let rules = with(|rules| own(rules)[0].adjustment = Adjustment::FlatCount(3));
    let found = "CPU 80 % over 5 min is 10 over the 70 % of “up”";
    let capped = format!("{found}: 6 wanted, capped by the maximum of 4.");
    assert_eq!(said(&rules, 3, Some(80.0), None), format!("3 to 4. {capped} | {capped}"));
    let rules = with(|rules| {
        own(rules)[0].direction = Direction::Down;
        own(rules)[0].adjustment = Adjustment::FlatCount(3);
    });
    let capped = format!("{found}: 0 wanted, capped by the minimum of 1.");
    assert_eq!(said(&rules, 3, Some(80.0), None), format!("3 to 1. {capped} | {capped}"));
    let mut scaler = Scaler::new(rules, 3, None);
    scaler.observe(Metric::Cpu, 0, 80.0);
    let decision = scaler.step(0, &mut ());
    assert_eq!((decision.after, decision.limit), (1, Some(Limit::Minimum(1))));
}

#[test]
fn a_group_that_stays_says_why() {
    let rules = up();
    let found = "CPU 80 % over 5 min is 10 over the 70 % of “up”";
    let at_maximum = format!("{found}: 5 wanted, but the group is at its maximum of 4.");
    let quiet = "CPU 30 % over 5 min is 40 under the 70 % of “up”.";
    let exact = "CPU 70 % over 5 min is exactly at, not over, the 70 % of “up”.";
    let denied = |left: &str| format!("{found}: 4 wanted, but the cooldown has {left} left.");
    let table = [
        (4, Some(80.0), None, at_maximum.as_str()),
        (3, Some(30.0), None, quiet),
        (3, Some(70.0), None, exact),
        (3, Some(80.0), Some(-150_000), &denied("2 min 30 s")),
        (3, Some(80.0), Some(-299_001), &denied("999 ms")),
    ];
    for (size, sample, cooldown_from_ms, sentence) in table {
        let expected = format!("Stayed at {size}. {sentence} | {sentence}");
        assert_eq!(said(&rules, size, sample, cooldown_from_ms), expected);
    }
    let nothing =
        "Stayed at 3. No policy had any samples. | CPU has no samples over 5 min for “up”.";
    assert_eq!(said(&rules, 3, None, None), nothing);
    let none = with(|rules| own(rules).clear());
    assert_eq!(said(&none, 3, None, None), "Stayed at 3. The group has no policies.");
}

#[test]
fn the_last_moment_of_a_cooldown_and_an_empty_change_read_naturally() {
    let found = "CPU 80 % over 5 min is 10 over the 70 % of “up”";
    let rules = with(|rules| rules.assumptions.cooldown_includes_end = true);
    let sentence = format!("{found}: 4 wanted, but the cooldown ends only after this moment.");
    let expected = format!("Stayed at 3. {sentence} | {sentence}");
    assert_eq!(said(&rules, 3, Some(80.0), Some(-300_000)), expected);
    let rules = with(|rules| own(rules)[0].adjustment = Adjustment::SetTotalGroup(2));
    let sentence = format!("{found}, which asks for no other size.");
    assert_eq!(said(&rules, 3, Some(80.0), None), format!("Stayed at 3. {sentence} | {sentence}"));
}

#[test]
fn an_outranked_policy_names_the_first() {
    let rules = with(|rules| {
        let second = Policy { name: "more".to_owned(), priority: 2, ..rules.policies()[0].clone() };
        own(rules).push(second);
    });
    let expected = "3 to 4. CPU 80 % over 5 min is 10 over the 70 % of “up”. \
                    | CPU 80 % over 5 min is 10 over the 70 % of “up”: 3 to 4. \
                    | CPU 80 % over 5 min is 10 over the 70 % of “more”, but “up” goes first.";
    assert_eq!(said(&rules, 3, Some(80.0), None), expected);
}

/// What has an effect says more than what was tried before it.
#[test]
fn the_policy_that_fired_explains_the_change() {
    let rules = with(|rules| {
        rules.assumptions.no_effect_ends_step = false;
        let shed = Policy {
            name: "shed".to_owned(),
            direction: Direction::Down,
            threshold: 75.0,
            priority: 2,
            ..rules.policies()[0].clone()
        };
        own(rules).push(shed);
    });
    let expected = "4 to 3. CPU 80 % over 5 min is 5 over the 75 % of “shed”.";
    assert!(said(&rules, 4, Some(80.0), None).starts_with(expected));
}

#[test]
fn no_distance_reads_as_nothing() {
    let policy = |metric, threshold| {
        with(|rules| {
            own(rules)[0].metric = metric;
            own(rules)[0].threshold = threshold;
        })
    };
    let table = [
        (Metric::Cpu, 70.0, 70.000_01, "is less than 0.1 over the 70 % of “up”"),
        (Metric::Cpu, 70.0, 70.000_000_000_01, "is exactly at, not over, the 70 % of “up”"),
        (Metric::Cpu, 70.1, 70.1 * 3.0 / 3.0, "is exactly at, not over, the 70.1 % of “up”"),
        (Metric::Cpu, 70.0, 69.96, "is less than 0.1 under the 70 % of “up”"),
        (Metric::Cpu, 70.0, 70.06, "is 0.1 over the 70 % of “up”"),
        (Metric::NetworkIn, 5.0, 5.01, "is less than 0.1 B/s over the 5 B/s of “up”"),
        (Metric::NetworkIn, 1e6, 1_999_960.0, "is 1 MB/s over the 1 MB/s of “up”"),
        (Metric::Connections, 5.0, 4.99, "is less than 0.1 under the 5 of “up”"),
        (Metric::Connections, 5.0, 7.0, "is 2 over the 5 of “up”"),
    ];
    for (metric, threshold, value, part) in table {
        let said = said(&policy(metric, threshold), 3, Some(value), None);
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn an_aggregate_is_named_unless_it_is_the_average() {
    let aggregates = [
        (Aggregate::Average, "CPU 80 % over 1 h is"),
        (Aggregate::Max, "CPU 80 % (maximum) over 1 h is"),
        (Aggregate::Min, "CPU 80 % (minimum) over 1 h is"),
        (Aggregate::Sum, "CPU 80 % (sum) over 1 h is"),
    ];
    for (aggregate, part) in aggregates {
        let rules = with(|rules| {
            own(rules)[0].aggregate = aggregate;
            own(rules)[0].look_back_ms = 60 * MINUTE_MS;
        });
        let said = said(&rules, 3, Some(80.0), None);
        assert!(said.contains(part), "{said}");
    }
}
