//! Names that no public source confirms are found, offered with what they look like, and chosen.

use std::fmt::Write as _;

use headroom::engine::Metric;
use headroom::lab::naming::{
    Chosen, Names, Naming, Subject, candidates, divided_by, likely, looks, selector,
};
use headroom::lab::{Fresh, Recording, Why, trouble};
use headroom::wire::LoadBalancerId;
use headroom::worker::replay::{ReadMetric, Samples};

use crate::connection::{Connection, group, now, work};
use crate::daemon::Prometheus;
use crate::world::{GROUP, SCRAPE_S, START_S, stamp_ms};

const BALANCER: &str = "5a1c2b3d-0000-4000-8000-000000000001";

/// A counter that grows by this much a second.
fn counter(text: &mut String, name: &str, labels: &str, per_second: i64) {
    for at in 0..241 {
        let (value, at_s) = (at * SCRAPE_S * per_second, START_S + at * SCRAPE_S);
        let _ = writeln!(text, "{name}{{{labels}}} {value} {at_s}");
    }
}

/// A source whose names nobody could have known, with those of another group beside them.
fn filled() -> Prometheus {
    let mut text = String::new();
    for (instance, rx) in [("a", 3_000), ("b", 5_000)] {
        let own = format!("resource_name=\"{GROUP}_{instance}\"");
        let name = "instance_server_network_octets_seen_total";
        for interface in ["eth0", "eth1"] {
            let of = format!("{own},interface=\"{interface}\"");
            counter(&mut text, name, &format!("{of},direction=\"inbound\""), rx);
            counter(&mut text, name, &format!("{of},direction=\"outbound\""), 10 * rx);
        }
        counter(&mut text, "instance_server_network_packets_total", &own, 7);
        counter(&mut text, "instance_server_cpu_seconds_total", &own, 1);
    }
    counter(&mut text, "instance_server_net_rx_bytes_total", "resource_name=\"other_x\"", 1);
    let own = format!("resource_id=\"{BALANCER}\",resource_name=\"front\"");
    for (backend, rate) in [("web", 40), ("say \\\"hi\\\"", 2)] {
        let of = format!("{own},backend_name=\"{backend}\"");
        counter(&mut text, "load_balancer_lb_backend_sessions_total", &of, rate);
        counter(&mut text, "load_balancer_lb_backend_status", &of, 0);
    }
    Prometheus::start(&(text + "# EOF\n"))
}

fn subject() -> Subject {
    Subject { group: group(), balancer: Some(LoadBalancerId::from(BALANCER)) }
}

const TIMES: (i64, i64) = (stamp_ms(0), stamp_ms(60));

fn values(connection: &Connection, label: &str, selector: &str) -> Vec<String> {
    let path = connection.path();
    now(connection.client.label_values(&path, label, selector, TIMES)).unwrap()
}

fn read(connection: &Connection, text: &str) -> Samples {
    let answers = connection.ask(text, TIMES, 60_000).unwrap();
    work(ReadMetric { body: answers[0].clone() }).unwrap().samples
}

/// The picker's own steps: what is offered, and what each looks like.
fn offers(connection: &Connection, metric: Metric) -> Vec<(Chosen, String)> {
    let own = selector(metric, &subject()).unwrap();
    let names = values(connection, "__name__", &own);
    let mut offers = Vec::new();
    for name in likely(metric, &names) {
        let parts = values(connection, divided_by(metric), &format!("{name}{own}"));
        for chosen in candidates(metric, name, &parts) {
            let samples = read(connection, &chosen.expression(metric, &subject()).unwrap());
            let seen = looks(metric, &samples);
            offers.push((chosen, seen));
        }
    }
    offers
}

/// A candidate that is as much all day.
fn steady(name: &str, value: &str) -> String {
    format!("{name}, growth a second: {value} to {value} in the last day, {value} at its end.")
}

fn told(offers: &[(Chosen, String)]) -> Vec<String> {
    offers.iter().map(|(chosen, seen)| format!("{}: {seen}", chosen.words())).collect()
}

/// The sandbox tells where a project's metrics are, as the API does.
#[test]
fn the_data_source_is_found_and_asked() {
    let prometheus = filled();
    let connection = Connection::to(&prometheus);
    let path = connection.path();
    let (source, region) = path.rsplit_once('/').unwrap();
    assert!(source.starts_with("/cockpit-data/") && region == "fr-par", "{path}");
    let of_group = format!("{{resource_name=~\"{GROUP}_.*\"}}");
    let names = values(&connection, "__name__", &of_group);
    assert_eq!(
        names,
        [
            "instance_server_cpu_seconds_total",
            "instance_server_network_octets_seen_total",
            "instance_server_network_packets_total"
        ],
        "none of another group"
    );
    assert_eq!(values(&connection, "interface", &of_group), ["eth0", "eth1"]);
    assert_eq!(values(&connection, "nothing", &of_group), [""; 0]);
}

#[test]
fn the_network_is_offered_by_direction() {
    let prometheus = filled();
    let connection = Connection::to(&prometheus);
    let found = offers(&connection, Metric::NetworkIn);
    let name = "instance_server_network_octets_seen_total";
    // Two interfaces of each Instance are added up, two Instances averaged.
    let inward = steady(&format!("{name}{{direction=\"inbound\"}}"), "8000 B/s");
    let outward = steady(&format!("{name}{{direction=\"outbound\"}}"), "80 kB/s");
    assert_eq!(told(&found), [inward, outward]);
    let found = offers(&connection, Metric::NetworkOut);
    assert!(told(&found)[0].contains("direction=\"outbound\""), "{found:?}");
}

#[test]
fn a_backend_is_offered_by_itself_and_with_the_others() {
    let prometheus = filled();
    let connection = Connection::to(&prometheus);
    let found = offers(&connection, Metric::Connections);
    let name = "load_balancer_lb_backend_sessions_total";
    let of = |value: &str| format!("{name}{{backend_name={value:?}}}");
    let wanted = [steady(name, "42"), steady(&of("say \"hi\""), "2"), steady(&of("web"), "40")];
    assert_eq!(told(&found), wanted);
    assert!(offers(&connection, Metric::Throughput).is_empty(), "nothing there speaks of bytes");
}

/// Until somebody has chosen, nothing is read; then it is what was chosen.
#[test]
fn nothing_is_assumed_before_the_choice() {
    let prometheus = filled();
    let connection = Connection::to(&prometheus);
    let (place, metric) = (connection.path(), Metric::NetworkIn);
    let names = Names::default();
    assert_eq!(names.expression(&place, metric, &subject()), None);
    let naming = Naming::of(&place, &names, &[Metric::Cpu, metric]);
    let own = Recording::default().extended(Fresh { naming, ..Fresh::default() }, stamp_ms(60));
    let said = "What the data source calls Network in is not known: choose it in the group's \
                what-if, under “History”.";
    assert_eq!(trouble(Some(&Why::NoHistory), Some(&own)).as_deref(), Some(said));

    let names = names.with(metric, offers(&connection, metric)[0].0.clone());
    let text = names.expression(&place, metric, &subject()).unwrap();
    assert_eq!(read(&connection, &text).values.last(), Some(&8_000.0));
    assert_eq!(Naming::of(&place, &names, &[metric]).open(), None);
}
