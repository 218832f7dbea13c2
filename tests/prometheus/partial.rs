//! An answer that may not be whole says so wherever its samples are shown.

use headroom::engine::Metric;
use headroom::lab::{Fresh, Recording, metric_expression, trouble};
use headroom::worker::replay::{ReadAnswers, ReadMetric};

use crate::connection::{Connection, group, work};
use crate::daemon::{Prometheus, Setting};
use crate::world::{Instance, scraped, stamp_ms, true_cpu};

/// A second storage, at a port that nobody listens at: its part is missing from every answer.
const AWAY: &str = "remote_read: [{url: \"http://127.0.0.1:1/read\", read_recent: true}]";

#[test]
fn a_part_that_is_missing_is_told() {
    let instances = [Instance::running("one", 0, 30)];
    let setting = Setting { config: AWAY, ..Setting::default() };
    let prometheus = Prometheus::start_with(&scraped(&instances), &setting);
    let text = metric_expression(Metric::Cpu, &group()).unwrap();
    let times = (stamp_ms(0), stamp_ms(30));
    let answers = Connection::to(&prometheus).ask(&text, times, Recording::STEP_MS).unwrap();
    let [body] = answers.as_slice() else { panic!("{} answers", answers.len()) };

    // In a group's own history, whose samples are used all the same.
    let measured = work(ReadMetric { body: body.clone() }).unwrap();
    assert_eq!(measured.samples.times_ms.len(), true_cpu(&instances, 30).len());
    let warnings = measured.warnings;
    assert!(warnings.iter().any(|words| words.contains("remote_read")), "{warnings:?}");
    let fresh =
        Fresh { metrics: vec![(Metric::Cpu, measured.samples)], warnings, ..Fresh::default() };
    let own = Recording::default().extended(fresh, stamp_ms(30));
    let said = trouble(None, Some(&own)).unwrap();
    assert!(
        said.starts_with("Samples may be missing: the metrics server warns “remote_"),
        "{said}"
    );
    assert!(said.ends_with(" Reload the page to ask again."), "{said}");
    // A whole answer later does not mend what is missing before it.
    let own = own.extended(Fresh::default(), stamp_ms(31));
    assert_eq!(trouble(None, Some(&own)), Some(said));

    // In the report of a query of one's own.
    let file = work(ReadAnswers { bodies: answers }).unwrap();
    let notes: Vec<_> = file.report.notes.iter().filter(|note| note.warning).collect();
    assert!(
        notes[0].sentence.starts_with("Samples may be missing: the metrics server warned “rem")
    );
}
