//! The export of VictoriaMetrics, `/api/v1/export`: an object a line.

use serde_json::Value;

use super::entry::{Entry, Time, labels, list, parse};
use super::prometheus::name_of;
use crate::history::read::unit;
use crate::history::report::ImportError;

/// The series of an export; `None` where the first line is none of one.
pub(super) fn read(body: &[u8]) -> Result<Option<Vec<Entry>>, ImportError> {
    let mut lines = body.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let first = lines.clone().next().and_then(|line| parse(line).ok());
    if first.is_none_or(|first| first.get("timestamps").is_none()) {
        return Ok(None);
    }
    let mut joined: Vec<(Value, Entry)> = Vec::new();
    // A long series is exported in several lines.
    lines.try_for_each(|line| {
        let mut object = parse(line)?;
        let key = object.get_mut("metric").map(Value::take).unwrap_or_default();
        let (times, values) = (list(&mut object, "timestamps"), list(&mut object, "values"));
        if times.len() != values.len() {
            let what = t!("a line has another number of timestamps than of values").to_owned();
            return Err(ImportError::BrokenJson { what });
        }
        let points = times.iter().map(Time::of).zip(values);
        match joined.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => known.points.extend(points),
            None => {
                let own = key.as_object();
                let entry = Entry {
                    name: own.map_or_else(|| "{}".to_owned(), name_of),
                    labels: own.map(labels).unwrap_or_default(),
                    unit: own.and_then(|own| unit::of_name(own.get("__name__")?.as_str()?)),
                    points: points.collect(),
                };
                joined.push((key, entry));
            }
        }
        Ok(())
    })?;
    Ok(Some(joined.into_iter().map(|(_, entry)| entry).collect()))
}
