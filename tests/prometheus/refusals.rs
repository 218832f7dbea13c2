//! A Prometheus that refuses, fails, hangs or is gone: each is a clear sentence.

use headroom::api::ApiError;
use headroom::forms::metrics::refused;

use crate::connection::Connection;
use crate::daemon::{Prometheus, Setting};
use crate::world::{SCRAPE_S, START_S, counting};

const TIMES: (i64, i64) = (START_S * 1_000, START_S * 1_000 + 60_000);

fn error(connection: &Connection, expression: &str) -> ApiError {
    connection.ask(expression, TIMES, 1_000).unwrap_err()
}

/// The only field that an error speaks of, and its words there.
fn at_field(error: &ApiError) -> (String, String) {
    let ApiError::Refused { status, body } = error else { panic!("{error:?}") };
    let fields = refused(*status, body).0;
    let [one] = fields.as_slice() else { panic!("{fields:?}") };
    (one.field.to_string(), one.message.clone())
}

#[test]
fn a_query_that_cannot_be_says_why() {
    let prometheus = Prometheus::start(&counting("height", 10));
    let connection = Connection::to(&prometheus);
    let broken = error(&connection, "avg(");
    let said = broken.to_string();
    assert!(said.starts_with("The metrics server refused the query. It says: "), "{said}");
    assert!(said.contains("parse error: ") && said.ends_with('.'), "{said}");
    let (field, words) = at_field(&broken);
    assert_eq!(field, "query");
    assert!(words.starts_with("The server refused it: ") && words.contains("parse error"));
}

/// No question of the console's own asks for so many; what the server says stands at the step.
#[test]
fn more_points_than_the_limit_are_said_at_the_step() {
    let prometheus = Prometheus::start(&counting("height", 10));
    let connection = Connection::to(&prometheus);
    let end = START_S + 11_001 * SCRAPE_S;
    let (status, body) = connection.get(&format!(
        "{}/prometheus/api/v1/query_range?query=height&start={START_S}&end={end}&step={SCRAPE_S}",
        connection.path()
    ));
    let body = Box::new(headroom::wire::ErrorBody::parse(body.as_bytes()));
    let error = ApiError::Refused { status, body };
    let words = "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the \
                 query resolution (?step=XX)";
    let said = format!("The metrics server refused the query. It says: {words}.");
    assert_eq!((status, error.to_string()), (400, said));
    let expected = format!("The server refused it: {words}.");
    assert_eq!(at_field(&error), ("step".to_owned(), expected));
}

/// 422, which is for a query that is well-formed and fails on its way.
#[test]
fn a_query_that_loads_too_much_says_so() {
    let options = ["--query.max-samples=5"];
    let setting = Setting { options: &options, ..Setting::default() };
    let prometheus = Prometheus::start_with(&counting("height", 100), &setting);
    let failed = error(&Connection::to(&prometheus), "height");
    let said = "The metrics server could not answer the query. It says: query processing would \
                load too many samples into memory in query execution.";
    assert_eq!(failed.to_string(), said);
    assert_eq!(at_field(&failed).0, "query");
}

#[test]
fn a_query_that_takes_too_long_is_given_up() {
    let options = ["--query.timeout=0s"];
    let setting = Setting { options: &options, ..Setting::default() };
    let prometheus = Prometheus::start_with(&counting("height", 10), &setting);
    let said = error(&Connection::to(&prometheus), "height").to_string();
    let start = "The metrics server gave up on the query. Try again shortly, or ask for less. It \
                 says: query timed out in ";
    assert!(said.starts_with(start), "{said}");
}

#[test]
fn one_that_hangs_is_named() {
    let prometheus = Prometheus::start(&counting("height", 10));
    let connection = Connection::by(&prometheus, &["--upstream-timeout", "0.2"]);
    prometheus.freeze();
    let host = prometheus.address().replace("http://", "");
    let said = format!(
        "The API failed. Try again shortly. The API says: {host} did not answer within 0.2 s."
    );
    assert_eq!(error(&connection, "height").to_string(), said);
}

#[test]
fn one_that_is_gone_is_named() {
    let mut prometheus = Prometheus::start(&counting("height", 10));
    let connection = Connection::to(&prometheus);
    prometheus.kill();
    let host = prometheus.address().replace("http://", "");
    let said = error(&connection, "height").to_string();
    assert!(said.contains(&format!(" says: {host} cannot be reached: ")), "{said}");
    assert!(said.contains("Connection refused"), "{said}");
}
