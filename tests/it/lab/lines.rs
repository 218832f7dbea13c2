//! A log as it is read.

use headroom::base::Sought;
use headroom::chart::timeline::Level;
use headroom::lab::{
    Because, Fold, Kind, LogEntry, LogLine, Narrowed, Reasons, folds, log_lines, log_table,
    occurrences, sources,
};
use headroom::whatif::SizeAt;
use headroom::wire::Timestamp;
use headroom::worker::replay::Reason;

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

fn narrowed(kind: Kind, source: &str, text: &str) -> Narrowed {
    Narrowed { kind, source: source.to_owned(), sought: Sought::new(text) }
}

fn everything() -> Narrowed {
    narrowed(Kind::All, "", "")
}

#[test]
fn a_change_is_one_line_with_its_steps_and_repeats_are_folded() {
    let lines = log_lines(&log(), &[], &Reasons::default());
    let folds = folds(&lines, &everything());
    let told = |fold: &Fold| {
        let LogLine { entry, parts, .. } = &lines[fold.at];
        ((entry.at_ms - START) / MINUTE, parts.len(), fold.times)
    };
    let told: Vec<_> = folds.iter().map(told).collect();
    // Two changes that read alike stay two, and what came long after a change is not its step.
    assert_eq!(told, [(152, 0, 3), (31, 0, 1), (30, 0, 1), (20, 0, 1), (0, 2, 1)]);
    assert_eq!(folds[0].since_ms, START + 32 * MINUTE);
    let steps: Vec<_> = lines[folds[4].at].parts.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(steps, ["Instance created", "Load balancer configured"]);
}

#[test]
fn a_change_says_its_sizes_only_where_they_are_known() {
    let told = |minutes, details: &str, change| LogEntry {
        details: (!details.is_empty()).then(|| details.to_owned()),
        ..entry(minutes, Level::Info, "Scaling event", change)
    };
    let log = [
        told(40, "", Some(-2)),
        told(30, "Something else.", None),
        told(20, "2 to 4. CPU was high.", Some(1)),
        told(10, "1 to 2. CPU was high.", Some(1)),
        told(0, "By hand.", Some(1)),
    ];
    let sizes = [(0, 1), (10, 2), (20, 4)];
    let sizes = sizes.map(|(minutes, size)| SizeAt { at_ms: START + minutes * MINUTE, size });
    // What the history says counts for nothing beside what the group says.
    let reason = |text: &str| Reason { text: text.to_owned(), ..Reason::default() };
    let times_ms = [40, 30, 10].map(|minutes| START + minutes * MINUTE);
    let reasons =
        Reasons::of(&times_ms, ["CPU is low.", "CPU.", "CPU is 80 %."].map(reason).into());
    let lines = log_lines(&log, &sizes, &reasons);
    let said: Vec<_> = lines.iter().map(|line| (line.course(), line.reason())).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        said,
        [
            (some("\u{2212}2"), Some(Because::Read("CPU is low."))),
            (None, None),
            // The sizes show a change of two where the log tells of one: neither is believed.
            (some("+1"), Some(Because::Told("2 to 4. CPU was high."))),
            (some("1 → 2"), Some(Because::Told("CPU was high."))),
            // Nobody knows the size before.
            (some("+1"), Some(Because::Told("By hand."))),
        ]
    );
    let sought = Narrowed { sought: Sought::new("is low"), ..everything() };
    assert_eq!(folds(&lines, &sought).len(), 1, "what is shown is found");
}

#[test]
fn every_entry_of_a_log_is_in_one_line() {
    let lines = log_lines(&log(), &[], &Reasons::default());
    let count: usize = lines.iter().map(|line| 1 + line.parts.len()).sum();
    assert_eq!(count, log().len());
    let folded: usize = folds(&lines, &everything()).iter().map(|fold| fold.times).sum();
    assert_eq!(folded, lines.len());
    assert_eq!(log_lines(&[], &[], &Reasons::default()), []);
}

#[test]
fn a_trouble_that_comes_again_is_one_line_whatever_stands_between() {
    let at = |hour: i64| {
        let failed = entry(hour * 60, Level::Error, "No such subnet", None);
        [failed, entry(hour * 60 + 30, Level::Info, "Scaling event: added", Some(1))]
    };
    let mut log: Vec<LogEntry> = (0..41).flat_map(at).collect();
    log.reverse();
    let lines = log_lines(&log, &[], &Reasons::default());
    let count = |narrowed: &Narrowed| folds(&lines, narrowed).len();
    assert_eq!(count(&everything()), 42, "the changes, and the error at its newest time");
    let error = Fold { at: 1, times: 41, since_ms: START };
    assert_eq!(folds(&lines, &everything())[1], error);
    assert_eq!(folds(&lines, &narrowed(Kind::Troubles, "", "")), [error]);
    let happened = |kind| occurrences(&lines, &narrowed(kind, "", ""));
    assert_eq!([happened(Kind::All), happened(Kind::Errors)], [82, 41], "what is counted");
    assert_eq!(count(&narrowed(Kind::All, "", "subnet")), 1);
    assert_eq!(count(&narrowed(Kind::Changes, "", "")), 41, "each change stays one");
}

#[test]
fn lines_are_narrowed_by_kind_source_and_text() {
    let mut log = log();
    log.insert(
        0,
        LogEntry { source: "load balancer".to_owned(), ..entry(200, Level::Warning, "Slow", None) },
    );
    let lines = log_lines(&log, &[], &Reasons::default());
    let count = |kind, text| folds(&lines, &narrowed(kind, "", text)).len();
    assert_eq!(count(Kind::All, ""), 6);
    assert_eq!(count(Kind::Changes, ""), 3);
    assert_eq!(count(Kind::Troubles, ""), 2);
    assert_eq!(count(Kind::Errors, ""), 1);
    assert_eq!(count(Kind::All, " LOAD balancer configured"), 1, "a step is found by its change");
    assert_eq!(count(Kind::Changes, "failed"), 0);
    assert_eq!(count(Kind::All, "details of instance removed"), 1);
    assert_eq!(sources(&log), ["load balancer", "scaler"]);
    assert_eq!(folds(&lines, &narrowed(Kind::All, "load balancer", "")).len(), 1);
    assert_eq!(folds(&lines, &narrowed(Kind::Errors, "load balancer", "")), []);
    for kind in Kind::ALL {
        assert_eq!(Kind::of(kind.name()), kind);
    }
    assert_eq!(Kind::of("nothing of the kind"), Kind::All);
}

#[test]
fn what_is_shown_is_taken_along_as_a_table() {
    let mut odd = entry(60, Level::Error, "He said \"no\", twice", None);
    odd.details = None;
    assert_eq!(odd.at_ms, START + HOUR);
    assert_eq!(
        log_table(&log_lines(&[odd], &[], &Reasons::default()), &everything()),
        "time,level,source,what,details\r\n\
         \"2026-04-12T01:00:00Z\",\"error\",\"scaler\",\"He said \"\"no\"\", twice\",\"\"\r\n"
    );
    let (log, lines) = (log(), log_lines(&log(), &[], &Reasons::default()));
    let times = |table: &str| {
        let rows = table.lines().skip(1);
        rows.map(|row| row[1..21].to_owned()).collect::<Vec<_>>()
    };
    let own = |entry: &LogEntry| Timestamp::from_millis(entry.at_ms).to_string();
    let all: Vec<String> = log.iter().map(own).collect();
    assert_eq!(times(&log_table(&lines, &everything())), all, "each entry, in the log's order");
    let errors = log_table(&lines, &narrowed(Kind::Errors, "", ""));
    assert_eq!(times(&errors), all[..3], "each of those that are folded");
}

#[test]
fn an_entry_goes_on_with_its_details_and_since_when() {
    let with = |details: Option<&str>| LogEntry {
        details: details.map(str::to_owned),
        ..entry(0, Level::Error, "Load balancer configuration failed", None)
    };
    let failed = with(Some("Load balancer lb-1 was not found."));
    assert_eq!(failed.more(None), ": Load balancer lb-1 was not found.");
    let since = Some("28 Feb, 03:05");
    assert_eq!(failed.more(since), ": Load balancer lb-1 was not found, since 28 Feb, 03:05");
    for none in [None, Some("")] {
        assert_eq!(with(none).more(None), "");
        assert_eq!(with(none).more(since), ", since 28 Feb, 03:05");
    }
    assert_eq!(Because::Told("CPU was high.").sentence(), "CPU was high.");
    assert_eq!(Because::Read("CPU was high.").sentence(), "CPU was high, by its metric.");
}
