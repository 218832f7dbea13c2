//! What cannot be used: options, lines, jobs, sweeps.

use super::{job, line, whatif};

#[test]
fn an_option_that_cannot_be_used_is_named() {
    for (args, expected) in [
        (&["--legder"][..], "--legder is no option here: see --help."),
        (&["-x"], "-x is no option here: see --help."),
        (&["--ledger=yes"], "--ledger takes no value or is no option here: see --help."),
        (&["--sweep"], "--sweep needs a value: see --help."),
        (&["--threads", "0"], "--threads 0: give a whole number of at least 1."),
        (&["--threads", "two"], "--threads two: give a whole number of at least 1."),
        (&["a", "b"], "There is one FILE; b is a second: see --help."),
        (&["--sweep", "-"], "--sweep - takes standard input for the sweep: name a FILE of jobs."),
        (
            &["--sweep", "a", "--ledger"],
            "--sweep writes no outcomes: leave --ledger and --fail-if out.",
        ),
        (
            &["--variant", "a"],
            "--variant says what --fail-if or --sweep is about: give one of them.",
        ),
        (
            &["no-such-file.json"],
            "cannot open no-such-file.json: No such file or directory (os error 2)",
        ),
    ] {
        let said = whatif(args, &line(&job("one", 1)));
        assert_eq!((said.status, said.lines.len()), (2, 0), "{args:?}");
        assert_eq!(said.errors, format!("headroom-whatif: {expected}\n"), "{args:?}");
    }
}

#[test]
fn a_condition_that_cannot_be_read_is_refused_before_any_job() {
    for (condition, part) in [
        ("overload_minutes", "compares nothing"),
        ("overlod > 3", "has no field \"overlod\". Its fields are changes, cost_eur, "),
        ("overload_minutes > many", "\"many\" is not a number."),
        ("overload_minutes >", "\"\" is not a number."),
        ("> 3", "has no field \"\""),
        ("changes => 3", "has no field \"changes =\""),
    ] {
        let said = whatif(&["--fail-if", condition], &line(&job("one", 1)));
        assert_eq!((said.status, said.lines.len()), (2, 0), "{condition}");
        assert!(said.errors.contains(part), "{}", said.errors);
    }
}

/// What is wrong with one record, as the line in its place says.
fn refused(text: &str) -> String {
    let good = line(&job("one", 1));
    let said = whatif(&[], &format!("{good}{text}\n{good}"));
    assert_eq!(said.status, 2, "{text}");
    assert_eq!(said.lines.len(), 3, "{text}: {:?}", said.lines);
    assert_eq!(said.lines[0], said.lines[2], "{text}: the others have their outcomes");
    assert!(said.errors.starts_with("headroom-whatif: line 2, at "), "{}", said.errors);
    let fault: serde_json::Value = serde_json::from_str(&said.lines[1]).unwrap();
    let part = |name: &str| fault["error"][name].clone();
    assert_eq!(part("line"), 2, "{text}");
    format!("{}: {}", part("path").as_str().unwrap(), part("message").as_str().unwrap())
}

#[test]
fn a_broken_line_says_what_is_wrong_and_stops_no_other() {
    for (text, expected) in [
        ("hello", ".: This is not JSON from column 1 on: expected value."),
        ("{\"histories\": [", ".: This is not JSON from column 16 on: EOF while parsing a value."),
        ("{\"name\": \"cut", ".: This is not JSON from column 14 on: EOF while parsing a string."),
        ("{} {}", ".: This is not JSON from column 4 on: trailing characters."),
        ("}", ".: This is not JSON from column 1 on: expected value."),
        ("[]", ".: invalid type: sequence, expected struct Job."),
        ("7", ".: invalid type: integer `7`, expected struct Job."),
        ("{}", "recorded_sizes: Give the size at the start at least."),
        (
            "{\"boot_delay_ms\": 1.5}",
            "boot_delay_ms: invalid type: floating point `1.5`, expected i64.",
        ),
        ("{\"growth\": \"2\"}", "growth: invalid type: string \"2\", expected f64."),
        (
            "{\"failed_launches\": {\"seed\": -1}}",
            "failed_launches.seed: invalid value: integer `-1`, expected u32.",
        ),
        (
            "{\"missing_data\": \"guess\"}",
            "missing_data: unknown variant `guess`, expected one of `gap`, `hold_last`, `zero`.",
        ),
        (
            "{\"shapes\": [{\"kind\": \"spike\"}, {\"kind\": \"storm\"}]}",
            "shapes[1].kind: unknown variant `storm`, expected one of `spike`, `ramp`, `outage`, \
             `blackout`.",
        ),
    ] {
        assert_eq!(refused(text), expected, "{text}");
    }
}

#[test]
fn numbers_out_of_range_are_named_by_their_path() {
    let good = line(&job("one", 1));
    let edited = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        refused(good.replacen(from, to, 1).trim_end())
    };
    for (from, to, expected) in [
        (
            "\"growth\":1.0",
            "\"growth\":-1",
            "growth: Give a factor from 0 to 1000; 1 is the recording itself.",
        ),
        (
            "\"values\":[90.0,90.0",
            "\"values\":[90.0,-90.0",
            "histories[0].values[1]: Values must be numbers of 0 or more.",
        ),
        (
            "\"values\":[90.0,",
            "\"values\":[",
            "histories[0].values: There are 12 times but 11 values.",
        ),
        (
            "\"size\":1",
            "\"size\":4294967296",
            "recorded_sizes[0].size: invalid value: integer `4294967296`, expected u32.",
        ),
        (
            "\"max_replicas\":2",
            "\"max_replicas\":0",
            "variants[0].capacity.max_replicas: Enter a whole number of at least 2.",
        ),
        ("\"share\":0.0", "\"share\":1.01", "failed_launches.share: Give a share from 0 to 1."),
    ] {
        assert_eq!(edited(from, to), expected);
    }
}

/// A slip in a name would otherwise pass for a default.
#[test]
fn a_field_that_nothing_reads_is_named() {
    let good = line(&job("one", 1));
    for (from, to, path) in [
        ("\"growth\"", "\"growht\"", "growht"),
        ("\"load\"", "\"lode\":1,\"load\"", "histories[0].lode"),
        ("\"share\"", "\"chare\":0,\"share\"", "failed_launches.chare"),
        ("\"tie_order\"", "\"tie\":0,\"tie_order\"", "assumptions.tie"),
        ("\"policies\"", "\"rules\":[],\"policies\"", "variants[0].rules"),
    ] {
        assert!(good.contains(from), "{from}");
        let found = refused(good.replacen(from, to, 1).trim_end());
        assert_eq!(found, format!("{path}: There is no such field."));
    }
    // What the API adds to its own objects is no slip.
    let more = good.replacen("\"min_replicas\"", "\"current\":3,\"min_replicas\"", 1);
    assert_eq!(whatif(&[], &more).status, 0);
}

#[test]
fn a_pretty_printed_job_names_the_line_of_its_syntax_error() {
    let pretty = serde_json::to_string_pretty(&job("one", 1)).unwrap();
    let broken = pretty.replacen("\"boot_delay_ms\": 0", "\"boot_delay_ms\": zero", 1);
    let at = 1 + broken.lines().position(|line| line.contains(": zero")).unwrap();
    let said = whatif(&[], &format!("{broken}\n{pretty}"));
    assert_eq!((said.status, said.lines.len()), (2, 2));
    assert!(
        said.lines[0].starts_with(&format!("{{\"error\":{{\"line\":{at},")),
        "{}",
        said.lines[0]
    );
}

/// A condition that cannot be checked is not met.
#[test]
fn a_condition_on_what_is_not_known_is_refused() {
    let said = whatif(&["--fail-if", "cost_eur > 3"], &line(&job("one", 1)));
    assert_eq!((said.status, said.lines.len()), (2, 1));
    assert!(said.errors.contains("cost_eur is not known here; give the job a price_per_hour."));
}
