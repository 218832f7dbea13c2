//! Long histories are asked in parts that the server's limit of 11,000 points allows, and joined
//! without a sample twice or lost.

use headroom::worker::replay::{ReadAnswers, ReadMetric};

use crate::connection::{Connection, work};
use crate::daemon::Prometheus;
use crate::world::{SCRAPE_S, START_S, counting};

const STEP_MS: i64 = SCRAPE_S * 1_000;
const START_MS: i64 = START_S * 1_000;

/// Two whole parts and a rest.
const SAMPLES: i64 = 25_003;

#[test]
fn parts_join_without_a_sample_twice_or_lost() {
    let prometheus = Prometheus::start(&counting("height", SAMPLES));
    let connection = Connection::to(&prometheus);
    let until_ms = START_MS + (SAMPLES - 1) * STEP_MS;
    let answers = connection.ask("sum(height)", (START_MS - 1, until_ms), STEP_MS).unwrap();
    assert_eq!(answers.len(), 3);
    let wanted: Vec<(i64, f64)> =
        (0..SAMPLES).map(|at| (START_MS + at * STEP_MS, at as f64)).collect();

    // As a group's own history is read.
    let parts = answers.iter().map(|body| work(ReadMetric { body: body.clone() }).unwrap());
    let own: Vec<(i64, f64)> =
        parts.flat_map(|part| part.samples.times_ms.into_iter().zip(part.samples.values)).collect();
    assert_eq!(own, wanted);

    // As the answer to a query of one's own is.
    let file = work(ReadAnswers { bodies: answers }).unwrap();
    // What only grows comes as a rate, and as it is.
    let [_, series] = file.series.as_slice() else { panic!("{:?}", file.report) };
    let read: Vec<(i64, f64)> =
        series.times_ms.iter().copied().zip(series.values.iter().copied()).collect();
    assert_eq!(read, wanted);
}

/// A history that is read on begins after what is known, however the instants fall.
#[test]
fn what_is_read_on_begins_after_what_is_known() {
    let prometheus = Prometheus::start(&counting("height", 100));
    let connection = Connection::to(&prometheus);
    let times = |from: i64, until: i64| {
        let asked = (START_MS + from, START_MS + until);
        let answers = connection.ask("sum(height)", asked, STEP_MS).unwrap();
        let parts = answers.into_iter().map(|body| work(ReadMetric { body }).unwrap());
        parts.flat_map(|part| part.samples.times_ms).collect::<Vec<i64>>()
    };
    let mut all = times(-1, 20 * STEP_MS + 4_321);
    all.extend(times(*all.last().unwrap() - START_MS, 60 * STEP_MS));
    all.extend(times(60 * STEP_MS, 60 * STEP_MS + 1));
    all.extend(times(60 * STEP_MS, 99 * STEP_MS));
    assert_eq!(all, (0..100).map(|at| START_MS + at * STEP_MS).collect::<Vec<_>>());
}

#[test]
fn the_limit_is_where_the_client_believes_it() {
    let prometheus = Prometheus::start(&counting("height", 10));
    let connection = Connection::to(&prometheus);
    let path = connection.path();
    let ask = |points: i64| {
        let end = START_S + (points - 1) * SCRAPE_S;
        connection.get(&format!(
            "{path}/prometheus/api/v1/query_range?query=height&start={START_S}&end={end}\
             &step={SCRAPE_S}"
        ))
    };
    assert_eq!(ask(11_001).0, 200, "11,000 steps");
    let (status, body) = ask(11_002);
    assert_eq!(status, 400);
    assert!(body.contains("exceeded maximum resolution of 11,000 points per timeseries"), "{body}");
}
