//! The process: order, detail, pretty print, status.

use headroom::whatif::{Detail, Job, run};
use headroom::whatif_cli::{Options, Status, filter};

use super::{job, line, whatif};
use crate::whatif::random::{random_job, seeds};

/// The command line and the library agree to the last bit, job for job and in order: a number is
/// written as the shortest text that reads back as itself.
#[test]
fn a_thousand_random_jobs_have_the_same_outcomes_in_order() {
    let jobs: Vec<Job> = seeds(1_000).map(random_job).collect();
    let input: String = jobs.iter().map(line).collect();
    for (args, detail) in
        [(&["--threads", "5"][..], Detail::Curves), (&["--ledger"], Detail::Ledger)]
    {
        let said = whatif(args, &input);
        assert_eq!((said.status, said.lines.len()), (0, 1_000));
        assert!(said.errors.lines().all(|line| line.ends_with("so that it takes no part.")));
        for (index, (job, line)) in jobs.iter().zip(&said.lines).enumerate() {
            let expected = serde_json::to_string(&run(job, detail).unwrap()).unwrap();
            let own = expected.strip_suffix('}').and_then(|start| line.strip_prefix(start));
            // What watches a metric without a history is noted behind the outcome.
            let is_same =
                *line == expected || own.is_some_and(|own| own.starts_with(",\"notes\":["));
            assert!(is_same, "line {}: {}", index + 1, &line[..200]);
        }
    }
}

#[test]
fn any_number_of_threads_says_the_same() {
    let input: String = (1..40).map(|size| line(&job("one", size))).collect();
    let one = whatif(&["--threads", "1"], &input);
    for threads in ["2", "3", "16"] {
        assert_eq!(whatif(&["--threads", threads], &input).lines, one.lines, "{threads} threads");
    }
}

/// As a printer leaves it that indents by nothing.
fn unindented(pretty: &str) -> String {
    pretty.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_job_may_be_spread_over_lines() {
    let pretty = |size| serde_json::to_string_pretty(&job("one", size)).unwrap();
    let flat: Vec<String> = [1, 2].iter().map(|size| line(&job("one", *size))).collect();
    let expected = whatif(&[], &flat.concat()).lines;
    for input in [
        format!("{}\n{}\n", pretty(1), pretty(2)),
        format!("\n\n{}\n\n  \n{}", pretty(1), flat[1]),
        format!("{}{}", flat[0], pretty(2)),
        format!("{}{}", flat[0], flat[1].trim_end()),
        format!("{}\r\n{}\r\n", flat[0].trim_end(), pretty(2).replace('\n', "\r\n")),
        format!("{} {}", flat[0].trim_end(), flat[1]),
        format!("\u{feff}{}{}", flat[0].trim_end(), pretty(2)),
        format!("{}\n{}", unindented(&pretty(1)), unindented(&pretty(2))),
    ] {
        let said = whatif(&[], &input);
        assert_eq!((said.status, said.errors.as_str()), (0, ""), "{input}");
        assert_eq!(said.lines, expected, "{input}");
    }
}

#[test]
fn a_file_is_read_like_standard_input() {
    let path = std::env::temp_dir().join(format!("headroom-whatif-{}.json", std::process::id()));
    std::fs::write(&path, line(&job("one", 1))).unwrap();
    let from_file = whatif(&[path.to_str().unwrap()], "");
    std::fs::remove_file(&path).unwrap();
    let from_input = whatif(&["-"], &line(&job("one", 1)));
    assert_eq!((from_file.lines, from_file.status), (from_input.lines, 0));
}

/// An empty file where jobs were meant would pass every check.
#[test]
fn nothing_in_is_no_green_gate() {
    for input in ["", "\n", "  \n\n", "\u{feff}"] {
        for args in [&[][..], &["--fail-if", "changes > 0"]] {
            let said = whatif(args, input);
            assert_eq!((said.status, said.lines.len()), (2, 0), "{input:?}");
            assert!(said.errors.contains("the input holds no job"), "{}", said.errors);
            let allowed = whatif(&[args, &["--allow-empty"]].concat(), input);
            assert_eq!((allowed.status, allowed.errors.as_str()), (0, ""));
        }
    }
}

#[test]
fn an_output_that_is_closed_is_no_green_gate() {
    let jobs = line(&job("one", 1)).repeat(3);
    let run = |args: &[&str]| {
        let args = ["headroom-whatif"].iter().chain(args).map(Into::into);
        let (options, mut errors) = (Options::read(args).unwrap(), Vec::new());
        let status = filter(&options, None, jobs.as_bytes(), Closed, &mut errors).unwrap();
        (status, String::from_utf8(errors).unwrap())
    };
    assert_eq!(run(&[]), (Status::Fine, String::new()));
    let (status, errors) = run(&["--fail-if", "changes > 100"]);
    assert_eq!(status, Status::Refused);
    assert!(errors.contains("closed before every job was judged"), "{errors}");
}

/// An output whose reader is gone.
struct Closed;

impl std::io::Write for Closed {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_condition_that_holds_fails_the_run_and_is_named() {
    // 270 % on one Instance, and on the two that the bounds allow.
    let mut two = job("saved", 3);
    let mut roomy = two.variants[0].clone();
    roomy.name = "roomy".to_owned();
    (
        roomy.thresholds_mut().unwrap().capacity.min_replicas,
        roomy.thresholds_mut().unwrap().capacity.max_replicas,
    ) = (3, 4);
    two.variants.push(roomy);
    let input = line(&job("saved", 1)) + &line(&two);
    let said = whatif(&["--fail-if", "overload_minutes > 30"], &input);
    assert_eq!((said.status, said.lines.len()), (1, 2));
    assert_eq!(
        said.errors,
        "headroom-whatif: line 2, variant \"saved\": overload_minutes is 55, \
         and --fail-if \"overload_minutes > 30\" holds.\n"
    );
    let calm = &["--fail-if", "overload_minutes > 55", "--fail-if=instance_hours>=4"];
    assert_eq!(whatif(calm, &input).status, 0);
    let of_one = |name| {
        let args = ["--fail-if", "overload_minutes>30", "--fail-if=changes==1", "--variant", name];
        whatif(&args, &line(&two))
    };
    assert_eq!((of_one("roomy").status, of_one("roomy").errors.as_str()), (0, ""));
    assert_eq!(of_one("saved").errors.lines().count(), 2);
    let missing = of_one("nobody");
    assert_eq!((missing.status, missing.lines.len()), (2, 1));
    let fault: serde_json::Value = serde_json::from_str(&missing.lines[0]).unwrap();
    assert_eq!(fault["error"]["path"], "variants");
    assert_eq!(fault["error"]["message"], "There is no variant named \"nobody\".");
}

/// It holds every setting, so that whoever edits it sees what there is.
#[test]
fn the_example_is_a_job_that_scales() {
    let text = whatif(&["--example"], "").lines.join("\n");
    let job: Job = serde_json::from_str(&text).unwrap();
    let all = serde_json::to_value(Job::default()).unwrap();
    let example: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(all.as_object().unwrap().keys().eq(example.as_object().unwrap().keys()));
    let outcome = run(&job, Detail::Curves).unwrap();
    let card = &outcome.variants[0].scorecard;
    assert!(card.changes > 1 && card.overload_minutes == Some(0.0) && card.cost_eur > Some(0.0));
    let said = whatif(&["--fail-if", "changes < 2"], &text);
    assert_eq!((said.status, said.lines), (0, vec![serde_json::to_string(&outcome).unwrap()]));
    // What the literature counts stands beside it when asked for, and can be judged without.
    let counted = whatif(&["--measures"], &text).lines.swap_remove(0);
    let counted: serde_json::Value = serde_json::from_str(&counted).unwrap();
    let told = counted["measures"].as_array().unwrap();
    assert_eq!(told.len(), job.variants.len());
    assert!(told[0]["elastic_speed_up"].is_null() && told[1]["elastic_speed_up"].is_number());
    assert_eq!(counted["variants"], serde_json::to_value(&outcome.variants).unwrap());
    assert_eq!(whatif(&["--fail-if", "regret > 0.2"], &text).status, 1);
}

#[test]
fn help_and_version_are_said() {
    for args in [["--help"], ["-h"]] {
        let said = whatif(&args, "");
        let text = said.lines.join("\n");
        assert_eq!((said.status, said.errors.as_str()), (0, ""));
        for option in
            ["--ledger", "--sweep", "--fail-if", "--variant", "--threads", "--example", "status"]
        {
            assert!(text.contains(option), "{option} is not explained");
        }
        assert!(said.lines.iter().all(|line| line.chars().count() <= 100));
    }
    let version = whatif(&["--version"], "").lines;
    assert_eq!(version, [format!("headroom-whatif {}", env!("CARGO_PKG_VERSION"))]);
}
