//! What a data source calls the metrics that no public source names.

use headroom::engine::Metric;
use headroom::lab::naming::{
    Chosen, Names, Naming, Subject, candidates, divided_by, is_unconfirmed, likely, looks, selector,
};
use headroom::wire::{GroupId, LoadBalancerId};

use super::samples;

const SOURCE: &str = "/cockpit-data/1d8b5f72/fr-par";

fn subject() -> Subject {
    Subject { group: GroupId::from("9d1c"), balancer: Some(LoadBalancerId::from("5a1c")) }
}

fn chosen(name: &str, is_counter: bool, only: (&str, &str)) -> Chosen {
    let (label, value) = (only.0.to_owned(), only.1.to_owned());
    Chosen { name: name.to_owned(), is_counter, label, value }
}

#[test]
fn only_what_the_contract_leaves_open_is_asked() {
    let open: Vec<Metric> =
        Metric::MANAGED.into_iter().filter(|one| is_unconfirmed(*one)).collect();
    let all = [Metric::NetworkIn, Metric::NetworkOut, Metric::Connections, Metric::Throughput];
    assert_eq!(open, all);
    let names = Names::default();
    let naming = Naming::of(SOURCE, &names, &[Metric::Cpu, Metric::Throughput]);
    assert_eq!(naming.metrics, [(Metric::Throughput, None)]);
    assert!(naming.open().unwrap().contains("Throughput"));
    for metric in [Metric::Cpu, Metric::Memory] {
        assert!(names.expression(SOURCE, metric, &subject()).is_some());
    }
    // The sandbox calls everything what the console does.
    for metric in all {
        assert_eq!(names.expression(SOURCE, metric, &subject()), None);
        assert!(names.expression("", metric, &subject()).is_some());
    }
    assert_eq!(Naming::of("", &names, &all), Naming::default());
}

#[test]
fn a_choice_is_an_expression() {
    let table = [
        (
            Metric::NetworkIn,
            chosen("net_rx_bytes_total", true, ("", "")),
            "avg(sum by (resource_name) (rate(net_rx_bytes_total\
             {resource_name=~\"9d1c_.*\"}[1m])))",
        ),
        (
            Metric::NetworkOut,
            chosen("net_bits", false, ("direction", "tx")),
            "avg(sum by (resource_name) (avg_over_time(net_bits{resource_name=~\"9d1c_.*\",\
             direction=\"tx\"}[1m]))) / 8",
        ),
        (
            Metric::Connections,
            chosen("lb_sessions_total", true, ("backend_name", "a\"b\\c\n")),
            "sum(rate(lb_sessions_total\
             {resource_id=\"5a1c\",backend_name=\"a\\\"b\\\\c\\n\"}[1m]))",
        ),
    ];
    for (metric, chosen, expected) in table {
        assert_eq!(chosen.expression(metric, &subject()).as_deref(), Some(expected));
    }
}

/// A name comes from a server, and what is remembered from a storage that anybody can edit.
#[test]
fn what_is_no_name_is_in_no_expression() {
    for name in ["", "a b", "a{b=\"c\"}", "1st", "a) or vector(1", "é"] {
        assert_eq!(chosen(name, true, ("", "")).expression(Metric::NetworkIn, &subject()), None);
        let label = chosen("net", true, (name, "x")).expression(Metric::NetworkIn, &subject());
        assert_eq!(label.is_none(), !name.is_empty(), "{name}");
        assert_eq!(likely(Metric::NetworkIn, &[format!("net_rx_{name}}}")]), [""; 0]);
    }
    let odd = Subject { group: GroupId::from("a\"b"), balancer: None };
    assert_eq!(selector(Metric::NetworkIn, &odd), None);
    assert_eq!(selector(Metric::Throughput, &odd), None, "it has no load balancer");
}

#[test]
fn the_likeliest_comes_first() {
    let names = [
        "instance_server_agent_up",
        "instance_server_cpu_seconds_total",
        "instance_server_disk_read_bytes_total",
        "instance_server_memory_used",
        "instance_server_network_errors_total",
        "instance_server_network_receive_bytes_total",
        "instance_server_network_transmit_bytes_total",
        "load_balancer_lb_backend_bytes_out_total",
        "load_balancer_lb_backend_connections_total",
        "load_balancer_lb_backend_status",
        "load_balancer_lb_connection_usage",
        "load_balancer_lb_current_connections",
    ]
    .map(str::to_owned);
    let receive = "instance_server_network_receive_bytes_total";
    let transmit = "instance_server_network_transmit_bytes_total";
    assert_eq!(likely(Metric::NetworkIn, &names)[0], receive);
    assert_eq!(likely(Metric::NetworkOut, &names)[0], transmit);
    let connections =
        ["load_balancer_lb_backend_connections_total", "load_balancer_lb_current_connections"];
    assert_eq!(likely(Metric::Connections, &names), connections);
    assert!(!likely(Metric::NetworkIn, &names).contains(&"instance_server_cpu_seconds_total"));
    let many: Vec<String> = (0..20).map(|at| format!("net_rx_bytes_{at}")).collect();
    assert_eq!(likely(Metric::NetworkIn, &many).len(), 6);
}

#[test]
fn each_part_is_offered_and_each_way_to_read_it() {
    let values = ["tx".to_owned(), "rx".to_owned()];
    let of = |one: &Chosen| (one.value.clone(), one.is_counter);
    let both: Vec<_> = candidates(Metric::NetworkIn, "net_bytes", &values).iter().map(of).collect();
    let [rx, tx] = ["rx", "tx"].map(str::to_owned);
    assert_eq!(both, [(rx.clone(), false), (rx, true), (tx.clone(), false), (tx, true)]);
    assert_eq!(divided_by(Metric::NetworkIn), "direction");
    let total = candidates(Metric::Connections, "lb_connections_total", &["web".to_owned()]);
    let total: Vec<_> = total.iter().map(of).collect();
    assert_eq!(total, [(String::new(), true), ("web".to_owned(), true)]);
    let alone = candidates(Metric::NetworkIn, "net_rx_total", &[]);
    assert_eq!(alone, [chosen("net_rx_total", true, ("", ""))]);
    assert_eq!(alone[0].words(), "net_rx_total, growth a second");
}

#[test]
fn a_candidate_says_what_it_looks_like() {
    let day = samples(&[(0, 2_000_000.0), (60_000, 15_000.0), (120_000, 40_000.0)]);
    let said = "15 kB/s to 2 MB/s in the last day, 40 kB/s at its end.";
    assert_eq!(looks(Metric::NetworkIn, &day), said);
    assert_eq!(looks(Metric::NetworkIn, &samples(&[])), "No samples in the last day.");
}

#[test]
fn a_choice_is_remembered_by_source() {
    let own = chosen("net_rx_total", true, ("", ""));
    let names = Names::default().with(Metric::NetworkIn, own.clone());
    let text = serde_json::to_string(&names).unwrap();
    let read: Names = serde_json::from_str(&text).unwrap();
    assert_eq!(read.of(Metric::NetworkIn), Some(&own));
    assert_eq!(read.of(Metric::NetworkOut), None);
    let naming = Naming::of(SOURCE, &read, &[Metric::NetworkIn]);
    assert_eq!((naming.open(), naming.metrics), (None, vec![(Metric::NetworkIn, Some(own))]));
    // What a later version keeps of it is no trouble to this one.
    let later: Names = serde_json::from_str(r#"{"x":{"name":"y","other":1}}"#).unwrap();
    assert_eq!(later.of(Metric::NetworkIn), None);
}
