//! The queries over the groups' past (contract, section 10).

use http::Request;

use super::time_range::{TimeRange, instant};
use super::{CallResult, Json, Params, Refusal, Reply, object};
use crate::engine::Metric;
use crate::sandbox::options::RETENTION_MS;
use crate::sandbox::store::Store;
use crate::sandbox::world::{Dependencies, GroupWorld};
use crate::wire::query::{METRIC_NAMES, Question, known, parse};

/// Answers the call at `path`. Queries may be posted as a form, so that a long one fits.
pub fn answer(store: &Store, request: &Request<Vec<u8>>, path: &[&str]) -> CallResult {
    let query_text = request.uri().query().unwrap_or("");
    let form = String::from_utf8_lossy(request.body());
    let params = Params::parse(&format!("{query_text}&{form}"));
    match (request.method().as_str(), path) {
        ("GET" | "POST", ["query_range"]) => query_range(store, &params),
        ("GET" | "POST", ["query"]) => query(store, &params),
        ("GET", ["label", label, "values"]) => label_values(label),
        (_, ["query_range" | "query"] | ["label", _, "values"]) => Err(Refusal::Method),
        _ => Err(Refusal::Path),
    }
}

/// Answers a range query of the closed table in `wire::query`. A group that is not there has no
/// series, as with Prometheus; an expression that is not in the table is refused.
fn query_range(store: &Store, params: &Params) -> CallResult {
    let points = points(store, params, &TimeRange::read(params)?)?;
    let is_found = !points.is_empty();
    let series = is_found.then(|| object! { "metric": Json::NO_FIELDS, "values": points });
    Ok(result("matrix", series.into_iter().collect()))
}

/// Answers the same for one instant: now, unless it is given.
fn query(store: &Store, params: &Params) -> CallResult {
    let at_ms = match params.get("time") {
        Some(_) => instant(params, "time")?,
        None => store.now_ms,
    };
    let range = TimeRange { start_ms: at_ms, end_ms: at_ms, step_ms: 1 };
    let points = points(store, params, &range)?.into_iter();
    let series = points.map(|value| object! { "metric": Json::NO_FIELDS, "value": value });
    Ok(result("vector", series.collect()))
}

/// Answers which values a label has. The only one that is known is that of the metrics' names.
fn label_values(label: &str) -> CallResult {
    if label != "__name__" {
        return Err(Refusal::Query(format!("label not known to the sandbox: {label}")));
    }
    let names: Vec<Json> = METRIC_NAMES.into_iter().map(Json::from).collect();
    Ok(Reply::ok(&object! { "status": "success", "data": names }))
}

fn result(kind: &str, series: Vec<Json>) -> Reply {
    let data = object! { "resultType": kind, "result": series };
    Reply::ok(&object! { "status": "success", "data": data })
}

/// What the query finds, as pairs of a time in seconds and a number as text.
fn points(store: &Store, params: &Params, range: &TimeRange) -> Result<Vec<Json>, Refusal> {
    let text = params.get("query").unwrap_or("");
    let Some((question, group_id)) = parse(text) else {
        let known: Vec<String> = known().collect();
        return Err(Refusal::Query(format!(
            "invalid parameter \"query\": not known to the sandbox: {text}. It knows these, to the \
             letter, with a group's id in place of ID: {}",
            known.join("; ")
        )));
    };
    let row = store.groups.0.iter().find(|row| row.group.id == group_id);
    let found = row.map(|row| (&row.world, store.deps(&row.group))).or_else(|| {
        let row = store.scaling_groups.0.iter().find(|row| row.group.id == group_id)?;
        Some((&row.world, store.scaling_deps(row)))
    });
    let values = found.map(|found| values(store, found, &question, range)).unwrap_or_default();
    let point = |(at_ms, value): (i64, f64)| vec![seconds(at_ms), Json::from(value.to_string())];
    Ok(values.into_iter().map(|value| Json::from(point(value))).collect())
}

/// A time as Prometheus writes it: with its milliseconds only when there are any.
fn seconds(at_ms: i64) -> Json {
    match u64::try_from(at_ms) {
        Ok(at_ms) if at_ms % 1_000 == 0 => Json::Whole(at_ms / 1_000),
        _ => Json::Number(at_ms as f64 / 1_000.0),
    }
}

/// At each instant the last sample until then; for the size, what holds at that very instant.
fn values(
    store: &Store,
    (world, deps): (&GroupWorld, Dependencies),
    question: &Question,
    range: &TimeRange,
) -> Vec<(i64, f64)> {
    let metric = match question {
        Question::Metric(word) => Metric::from_wire(word),
        Question::Memory => Some(Metric::Memory),
        Question::Size => None,
    };
    let value = |at_ms: i64| match metric {
        Some(metric) => world.sample(metric, at_ms, &deps),
        None => Some(f64::from(world.size_at(at_ms))).filter(|size| *size > 0.0),
    };
    let (oldest_ms, now_ms) = (store.now_ms - RETENTION_MS, store.now_ms);
    let mut values = Vec::new();
    let mut at_ms = range.start_ms;
    while at_ms <= range.end_ms.min(now_ms) {
        if let Some(value) = value(at_ms).filter(|_| at_ms > oldest_ms) {
            values.push((at_ms, value));
        }
        at_ms += range.step_ms;
    }
    values
}
