//! A log as it is read.

use headroom::base::Sought;
use headroom::chart::timeline::Level;
use headroom::lab::{Kind, LogEntry, LogLine, lines_with, log_lines, log_table};

use super::{HOUR, MINUTE, START};

fn entry(minutes: i64, level: Level, text: &str, change: Option<i64>) -> LogEntry {
    LogEntry {
        at_ms: START + minutes * MINUTE,
        level,
        source: "scaler".to_owned(),
        text: text.to_owned(),
        details: Some(format!("Details of {text}")),
        change,
    }
}

/// The newest first, as the API tells it.
fn log() -> Vec<LogEntry> {
    let mut log = vec![
        entry(0, Level::Info, "Scaling event: added 1 instance(s)", Some(1)),
        entry(1, Level::Success, "Instance created", None),
        entry(2, Level::Success, "Load balancer configured", None),
        entry(20, Level::Success, "Instance removed", None),
        entry(30, Level::Info, "Scaling event: added 1 instance(s)", Some(1)),
        entry(31, Level::Info, "Scaling event: added 1 instance(s)", Some(1)),
        entry(32, Level::Error, "Instance creation failed", None),
        entry(92, Level::Error, "Instance creation failed", None),
        entry(152, Level::Error, "Instance creation failed", None),
    ];
    log.reverse();
    log
}

fn told(line: &LogLine) -> (i64, usize, usize) {
    ((line.entry.at_ms - START) / MINUTE, line.parts.len(), line.times)
}

#[test]
fn a_change_is_one_line_with_its_steps_and_repeats_are_folded() {
    let lines = log_lines(&log());
    let told: Vec<_> = lines.iter().map(told).collect();
    // Two changes that read alike stay two, and what came long after a change is not its step.
    assert_eq!(told, [(152, 0, 3), (31, 0, 1), (30, 0, 1), (20, 0, 1), (0, 2, 1)]);
    assert_eq!(lines[0].since_ms, START + 32 * MINUTE);
    let steps: Vec<_> = lines[4].parts.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(steps, ["Instance created", "Load balancer configured"]);
}

#[test]
fn every_entry_of_a_log_is_in_one_line() {
    let lines = log_lines(&log());
    let count: usize = lines.iter().map(|line| line.times + line.parts.len()).sum();
    assert_eq!(count, log().len());
    assert_eq!(log_lines(&[]), []);
}

#[test]
fn lines_are_narrowed_by_kind_and_text() {
    let lines = log_lines(&log());
    let count = |kind, text| lines_with(&lines, kind, &Sought::new(text)).count();
    assert_eq!(count(Kind::All, ""), 5);
    assert_eq!(count(Kind::Changes, ""), 3);
    assert_eq!(count(Kind::Troubles, ""), 1);
    assert_eq!(count(Kind::All, " LOAD balancer "), 1, "a step is found by its change");
    assert_eq!(count(Kind::Changes, "failed"), 0);
    assert_eq!(count(Kind::All, "details of instance removed"), 1);
    for kind in Kind::ALL {
        assert_eq!(Kind::of(kind.name()), kind);
    }
    assert_eq!(Kind::of("nothing of the kind"), Kind::All);
}

#[test]
fn a_log_is_taken_along_as_a_table() {
    let mut odd = entry(60, Level::Error, "He said \"no\", twice", None);
    odd.details = None;
    assert_eq!(odd.at_ms, START + HOUR);
    assert_eq!(
        log_table(&[odd]),
        "time,level,source,what,details\r\n\
         \"2026-04-12T01:00:00Z\",\"error\",\"scaler\",\"He said \"\"no\"\", twice\",\"\"\r\n"
    );
}
