//! What cannot be used: options, lines, jobs, sweeps.

use super::{job, line, said, target_job, whatif};

#[test]
fn an_option_that_cannot_be_used_is_named() {
    for (args, expected) in [
        (&["--legder"][..], "unexpected argument '--legder' found"),
        (&["-x"], "unexpected argument '-x' found"),
        (&["--ledger=yes"], "unexpected value 'yes' for '--ledger' found"),
        (&["--sweep"], "a value is required for '--sweep <FILE>'"),
        (&["--variant", "--ledger"], "a value is required for '--variant <NAME>'"),
        (&["--threads", "0"], "'0' for '--threads <N>': give a whole number from 1 to 1024"),
        (&["--threads", "two"], "'two' for '--threads <N>': give a whole number from 1 to 1024"),
        (&["--threads", "100000"], "'100000' for '--threads <N>': give a whole number from 1"),
        (&["a", "b"], "unexpected argument 'b' found"),
        (&["--example", "a"], "cannot be used with"),
        (&["--sweep", "-"], "--sweep - takes standard input for the sweep: name a FILE of jobs."),
        (
            &["--sweep", "a", "--ledger"],
            "--sweep writes no outcomes: leave --ledger, --measures and --fail-if out.",
        ),
        (
            &["--sweep", "a", "--overload-cost", "1", "--overload-limit", "1"],
            "Give either --overload-cost or --overload-limit.",
        ),
        (&["--overload-limit", "1"], "say how --sweep is"),
        (&["--reversal-limit", "1"], "--reversal-limit say how --sweep is"),
        (&["--reversal-limit=-1"], "give a number of 0 or more"),
        (&["--overload-cost=-1"], "give a number of 0 or more"),
        (
            &["--variant", "a"],
            "--variant says what --fail-if or --sweep is about: give one of them.",
        ),
        (
            &["no-such-file.json"],
            "cannot open no-such-file.json: No such file or directory (os error 2)",
        ),
        (&["--", "--ledger"], "cannot open --ledger: "),
    ] {
        let said = whatif(args, &line(&job("one", 1)));
        assert_eq!((said.status, said.lines.len()), (2, 0), "{args:?}");
        assert!(said.errors.contains(expected), "{args:?}: {}", said.errors);
    }
}

/// A file may have any name, and what is wrong with one that has none is said without a panic.
#[cfg(unix)]
#[test]
fn an_argument_that_is_not_text_is_a_file_or_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let odd = OsStr::from_bytes(b"\xff.json");
    let missing = said(&[odd], b"");
    assert_eq!(missing.status, 2);
    assert!(missing.errors.starts_with("headroom-whatif: cannot open "), "{}", missing.errors);
    for option in ["--fail-if", "--variant", "--threads"] {
        let refused = said(&[OsStr::new(option), odd], b"");
        assert_eq!((refused.status, refused.lines.len()), (2, 0), "{option}");
        assert!(refused.errors.contains("UTF-8"), "{}", refused.errors);
    }
}

#[test]
fn a_condition_that_cannot_be_read_is_refused_before_any_job() {
    for (condition, part) in [
        ("overload_minutes", "compares nothing"),
        ("overlod > 3", "has no field \"overlod\". Its fields are changes, cost_eur, "),
        ("overload_minutes > many", "\"many\" is not a number."),
        ("overload_minutes >", "\"\" is not a number."),
        ("p95 > nan", "\"nan\" is not a number."),
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
        ("{\"histories\": [", ".: This is not JSON from column 15 on: EOF while parsing a list."),
        ("{\"name\": \"cut", ".: This is not JSON from column 13 on: EOF while parsing a string."),
        (
            "{\"growth\": 2, \"seed\": 1, \"growth\": 3}",
            ".: This is not JSON from column 33 on: \"growth\" stands twice in one object.",
        ),
        ("}", ".: This is not JSON from column 1 on: expected value."),
        ("[]", ".: invalid type: sequence, expected struct Job."),
        ("7", ".: invalid type: integer `7`, expected struct Job."),
        ("{}", "recorded_sizes: Give the size at the start at least."),
        ("{\"boot_delay_ms\": 1.5}", "boot_delay_ms: expected a whole number, not 1.5."),
        ("{\"growth\": \"2\"}", "growth: expected a number, not the text \"2\"."),
        (
            "{\"failed_launches\": {\"seed\": -1}}",
            "failed_launches.seed: expected a whole number from 0 to 4294967295, not -1.",
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
            "recorded_sizes[0].size: expected a whole number from 0 to 4294967295, not 4294967296.",
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

/// Several values may share a line; what is wrong with the second is told from the line's start.
#[test]
fn a_place_on_a_shared_line_is_counted_from_its_start() {
    let good = line(&job("one", 1));
    let said = whatif(&[], &format!("{} [1, x]", good.trim_end()));
    assert_eq!((said.status, said.lines.len()), (2, 2));
    let column = good.trim_end().len() + 6;
    assert!(
        said.errors.contains(&format!("line 1, at .: This is not JSON from column {column} on")),
        "{}",
        said.errors
    );
}

#[test]
fn a_long_wrong_value_is_not_repeated_whole() {
    let said = whatif(&[], &format!("{{\"growth\": \"{}\"}}", "x".repeat(3_000_000)));
    assert_eq!((said.status, said.lines.len()), (2, 1));
    assert!(said.lines[0].len() < 300 && said.errors.len() < 300, "{}", said.errors.len());
}

/// Both fields of one part are wrong: the first has the path, the other follows.
#[test]
fn all_that_is_wrong_with_a_part_is_named() {
    let text = line(&job("one", 1));
    let text = text.replacen(
        "\"max_replicas\":2,\"min_replicas\":1",
        "\"max_replicas\":0,\"min_replicas\":0",
        1,
    );
    let found = refused(text.trim_end());
    assert!(found.starts_with("variants[0].capacity."), "{found}");
    assert!(found.contains(" Also, at variants[0].capacity."), "{found}");
}

/// A day of evaluations a second, over a decade, would take gigabytes.
#[test]
fn a_ledger_that_would_not_fit_is_refused() {
    let mut long = job("one", 1);
    let times = &mut long.histories[0].times_ms;
    *times.last_mut().unwrap() += 10 * 365 * 86_400_000;
    long.evaluation_period_ms = 60_000;
    let said = whatif(&["--ledger"], &line(&long));
    assert_eq!((said.status, said.lines.len()), (2, 1));
    let expected = "histories: With --ledger this job writes 5,256,056 rows, one an evaluation and \
                    policy, and at most 1,000,000 are written.";
    assert!(said.errors.contains(expected), "{}", said.errors);
}

/// What is left out of a scaling policy is 0, so that a slip in a name would change the group.
#[test]
fn a_scaling_policy_is_read_strictly() {
    let good = line(&target_job());
    for args in [&["--ledger"][..], &["--fail-if", "changes > 99"]] {
        assert_eq!(whatif(args, &good).status, 0);
    }
    for (from, to, expected) in [
        (
            "\"minimum_size\"",
            "\"minimum\":1,\"minimum_size\"",
            "variants[0].scaling_policy.minimum: There is no such field.",
        ),
        (
            "\"scaling_policy\"",
            "\"capacity\":{},\"scaling_policy\"",
            "variants[0]: a variant has either `capacity` and `policies`, or a `scaling_policy`.",
        ),
        (
            "\"target_avg_percent\":60",
            "\"target_avg_percent\":101",
            "variants[0].scaling_policy.cpu_target.target_avg_percent: Enter a whole number from 0 \
             to 100 per cent.",
        ),
        (
            "\"averaging_ms\"",
            "\"averaging\":1,\"averaging_ms\"",
            "assumptions.target.averaging: There is no such field.",
        ),
        (
            "\"target_period_ms\":60000",
            "\"target_period_ms\":10",
            "target_period_ms: Give a period of at least a second.",
        ),
    ] {
        assert!(good.contains(from), "{from}");
        assert_eq!(refused(good.replacen(from, to, 1).trim_end()), expected);
    }
}
