//! Guesses of what a series is, for its user to confirm.

use headroom::history::Guess;

use super::{START, STEP, read};

/// Name, cell, then the metric, the factor and the reason.
type Case<'a> = (&'a str, &'a str, &'a str, f64, &'a str);

#[track_caller]
fn check(cases: &[Case<'_>]) {
    for (name, cell, metric, factor, reason) in cases {
        let imported = read(&format!("time,\"{name}\"\n1392388020,{cell}\n1392388320,{cell}\n"));
        let found = imported.series[0].suggestion();
        let word = found.metric().map_or("", Guess::as_str);
        assert_eq!(word, *metric, "{name}");
        assert!((found.factor / factor - 1.0).abs() < 1e-12, "{name}: {}", found.factor);
        assert_eq!(found.reason, *reason, "{name}");
    }
}

const CPU: &str = "managed_metric_instance_cpu";
const MEMORY: &str = "instance_memory";
const IN: &str = "managed_metric_instance_network_in";
const OUT: &str = "managed_metric_instance_network_out";
const CONNECTIONS: &str = "managed_loadbalancer_backend_connections_rate";
const THROUGHPUT: &str = "managed_loadbalancer_backend_throughput";

#[test]
fn a_name_tells_the_metric() {
    let no_unit = "Its name says CPU, and no unit is given: taken as %.";
    let memory = "Its name says memory, and no unit is given: taken as %.";
    let out = "Its name says network out, and no unit is given: taken as B/s.";
    check(&[
        ("CPU", "51", CPU, 1.0, no_unit),
        ("avg(instance_server_cpu_seconds_total)", "51", CPU, 1.0, no_unit),
        ("cpu0", "51", CPU, 1.0, no_unit),
        ("node_memory_used", "51", MEMORY, 1.0, memory),
        ("RAM", "51", MEMORY, 1.0, memory),
        ("Network out", "51", OUT, 1.0, out),
        ("node_network_transmit_total{device='eth0'}", "51", OUT, 1.0, out),
        ("bytes{direction='tx'}", "51", OUT, 1.0, out),
        (
            "lb_backend_connections_total",
            "5",
            CONNECTIONS,
            1.0,
            "Its name says connections, and no unit is given: taken as /s.",
        ),
        (
            "load_balancer_lb_backend_bytes_total{direction='rx'}",
            "5",
            THROUGHPUT,
            1.0,
            "Its name says throughput, and no unit is given: taken as B/s.",
        ),
    ]);
}

#[test]
fn a_unit_gives_the_factor() {
    check(&[
        (
            "cpu",
            "0.515",
            CPU,
            100.0,
            "Its name says CPU, and no value is above 1, as in ratios: times 100 for %.",
        ),
        ("cpu_ratio", "0.5", CPU, 100.0, "Its name says CPU, in ratio: times 100 for %."),
        ("cpu", "0.5%", CPU, 1.0, "Its name says CPU, in %."),
        ("cpu [%]", "0.5", CPU, 1.0, "Its name says CPU, in %."),
        ("CPUUtilization", "0.5", CPU, 1.0, "Its name says CPU, in %."),
        ("value", "12 %", CPU, 1.0, "Of the metrics measured in %, CPU is the usual one."),
        (
            "Net in (MiB/s)",
            "2",
            IN,
            1_048_576.0,
            "Its name says network in, in MiB/s: times 1048576 for B/s.",
        ),
        (
            "net in GB/s",
            "2",
            IN,
            1e9,
            "Its name says network in, in GB/s: times 1000000000 for B/s.",
        ),
        (
            "received (Mbps)",
            "2",
            IN,
            125_000.0,
            "Its name says network in, in Mbps: times 125000 for B/s.",
        ),
        ("rx (b/s)", "2", IN, 0.125, "Its name says network in, in b/s: divided by 8 for B/s."),
        ("rx", "2 MB/s", IN, 1.0, "Its name says network in, in B/s."),
        (
            "ASG NetworkIn",
            "600",
            IN,
            1.0 / 300.0,
            "Its name says network in, in B over each 5 min: divided by 300 for B/s.",
        ),
        (
            "egress",
            "3 kB",
            OUT,
            1.0 / 300.0,
            "Its name says network out, in B over each 5 min: divided by 300 for B/s.",
        ),
        (
            "Connections per minute",
            "60",
            CONNECTIONS,
            1.0 / 60.0,
            "Its name says connections, in Connections per minute: divided by 60 for /s.",
        ),
        (
            "connections (rpm)",
            "60",
            CONNECTIONS,
            1.0 / 60.0,
            "Its name says connections, in rpm: divided by 60 for /s.",
        ),
    ]);
}

#[test]
fn what_does_not_tell_is_not_guessed() {
    let neither = "Neither its name nor its unit says which metric it is.";
    check(&[
        ("value", "5", "", 1.0, neither),
        ("disk used", "5 %", "", 1.0, neither),
        ("inbox", "5", "", 1.0, neither),
        ("cpu", "5 MB/s", "", 1.0, "Its name says CPU, but its unit is B/s."),
        ("rx", "5 req/s", "", 1.0, "Its name says network in, but its unit is /s."),
        ("rx and tx", "5", "", 1.0, "Its name fits more than one metric."),
    ]);
}

/// A letter or a word that only ends like a unit is none.
#[test]
fn a_name_that_only_looks_like_a_unit_has_none() {
    for name in ["web B", "devops", "ps", "3 pm", "T", "host K", "steps", "apples/day"] {
        let imported = read(&format!("time,\"{name}\"\n1392388020,1\n1392388320,1\n"));
        assert_eq!(imported.series[0].unit, None, "{name}");
    }
}

#[test]
fn a_series_is_summed_up() {
    let at = |steps: i64| (START + steps * STEP) / 1_000;
    let text = format!(
        "time,note,cpu\n{},a,4%\n{},a,8%\n{},a,2%\n{},a,5.5%\n",
        at(0),
        at(1),
        at(2),
        at(4)
    );
    assert_eq!(
        read(&text).series[0].summary(),
        "4 samples of column 3, one every 5 min (1 of 3 steps differ), from 2 to 8 %."
    );
    assert_eq!(
        read("1392388020,1\n1392388320,0\n").series[0].summary(),
        "2 samples, one every 5 min (0 of 1 steps differ), from 0 to 1."
    );
}
