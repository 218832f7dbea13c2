//! A file of metrics and a group instead of jobs.

use std::path::PathBuf;

use super::{Said, whatif};

/// A group with thresholds as the API answers it, of which one policy watches the network.
const GROUP: &str = r#"{"group":{"id":"g","name":"web",
    "capacity":{"min_replicas":1,"max_replicas":5,"cooldown_delay":"300s"}},
    "policies":{"policies":[
    {"id":"p","name":"up","metric":{"name":"cpu","managed_metric":"managed_metric_instance_cpu",
    "operator":"operator_greater_than","aggregate":"aggregate_average","sampling_range_min":5,
    "threshold":70},"action":"scale_up","type":"flat_count","value":1,"priority":1,
    "instance_group_id":"g"},
    {"id":"q","name":"in","metric":{"name":"in",
    "managed_metric":"managed_metric_instance_network_in","operator":"operator_greater_than",
    "aggregate":"aggregate_average","sampling_range_min":5,"threshold":1000},"action":"scale_up",
    "type":"flat_count","value":1,"priority":2,"instance_group_id":"g"}],"total_count":2}}"#;

fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("headroom-files-{}-{name}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

/// Runs the command line over a history under these options.
fn over(name: &str, history: &str, options: &[&str]) -> Said {
    let (history, group) = (file(&format!("{name}.csv"), history), file(name, GROUP));
    let mut args = vec!["--history", history.to_str().unwrap(), "--group", group.to_str().unwrap()];
    args.extend(options);
    whatif(&args, "")
}

/// Six rows of a column, five minutes apart.
fn column(name: &str, values: [&str; 6]) -> String {
    let row = |(minute, value): (usize, &str)| format!("2026-03-04T09:{minute:02}:00Z,{value}\n");
    let rows: String = (0..30).step_by(5).zip(values).map(row).collect();
    format!("time,{name}\n{rows}")
}

const HOT: [&str; 6] = ["80", "81", "82", "83", "84", "85"];

#[test]
fn a_history_is_replayed_under_a_group() {
    let said = over("fine", &column("cpu_percent", HOT), &["--size", "2"]);
    assert_eq!((said.status, said.lines.len()), (0, 1), "{}", said.errors);
    assert!(said.lines[0].contains("\"name\":\"saved\""), "{}", said.lines[0]);
    let missing = "policy \\\"in\\\" watches Network in, which no history holds";
    assert!(said.lines[0].contains(missing), "{}", said.lines[0]);
    assert!(said.errors.contains("policy \"in\" watches Network in"), "{}", said.errors);
}

/// A file with two counts of Instances, of which `--size` names the one that served.
#[test]
fn the_size_that_is_named_is_the_one_that_counts() {
    let row = |(minute, cpu): (usize, &str)| format!("2026-03-04T09:{minute:02}:00Z,{cpu},2,4\n");
    let rows: String = (0..30).step_by(5).zip(HOT).map(row).collect();
    let text = format!("time,cpu_percent,InServiceInstances,DesiredInstances\n{rows}");
    let asked = over("two-sizes", &text, &[]);
    assert_eq!(asked.status, 2);
    assert!(asked.errors.contains("say which of them served with --size"), "{}", asked.errors);
    let named = over("two-sizes", &text, &["--size", "InServiceInstances"]);
    let alone = over("one-size", &column("cpu_percent", HOT), &["--size", "2"]);
    assert_eq!((named.status, named.lines), (0, alone.lines), "{}", named.errors);
}

/// Each zone counts its own.
#[test]
fn sizes_by_zone_add_up() {
    let row = |(minute, cpu): (usize, &str)| {
        let at = format!("2026-03-04T09:{minute:02}:00Z");
        format!("{at},a,{cpu},2\n{at},b,{cpu},3\n")
    };
    let rows: String = (0..30).step_by(5).zip(HOT).map(row).collect();
    let text = format!("time,zone,cpu_percent,instances\n{rows}");
    let split = over("zones", &text, &["--combine", "average"]);
    let alone = over("five", &column("cpu_percent", HOT), &["--size", "5"]);
    assert_eq!((split.status, split.lines), (0, alone.lines), "{}", split.errors);
}

#[test]
fn what_is_open_names_the_option_that_answers_it() {
    let cases: [(&str, String, &[&str], &str); 9] = [
        ("size", column("cpu_percent", HOT), &[], "--size"),
        ("metric", column("value", HOT), &["--size", "2"], "--metric \"value=cpu\""),
        (
            "zone",
            column("cpu_percent", HOT).replace('Z', ""),
            &["--size", "2"],
            "--zone UTC or --zone +02:00",
        ),
        (
            "order",
            column("cpu_percent", HOT).replace("2026-03-04T", "03/04/2026 ").replace('Z', ""),
            &["--size", "2", "--zone", "UTC"],
            "--date-order day",
        ),
        ("decimal", column("in (B/s)", ["1.500"; 6]), &["--size", "2"], "--decimal point"),
        ("cores", column("cpu_percent", ["180"; 6]), &["--size", "2"], "--cores N"),
        ("ratio", column("cpu", ["0.5"; 6]), &["--size", "2"], "\"cpu=ratio\""),
        ("several", column("a cpu %,b cpu %", ["50,60"; 6]), &["--size", "2"], "--combine average"),
        ("unknown", column("cpu_percent", HOT), &["--metric", "x=cpu"], "no series \"x\""),
    ];
    for (name, history, options, option) in cases {
        let said = over(name, &history, options);
        assert_eq!(said.status, 2, "{name}: {}", said.errors);
        assert!(said.errors.contains(option), "{name}: {}", said.errors);
    }
}

#[test]
fn answers_are_taken() {
    let cases: [(&str, String, &[&str]); 6] = [
        ("a-metric", column("value", HOT), &["--size", "2", "--metric", "value=cpu"]),
        (
            "a-zone",
            column("cpu_percent", HOT).replace('Z', ""),
            &["--size", "2", "--zone", "+01:00"],
        ),
        ("a-cores", column("cpu_percent", ["180"; 6]), &["--size", "2", "--cores", "2"]),
        ("a-ratio", column("cpu", ["0.8"; 6]), &["--size", "2", "--read-as", "cpu=ratio"]),
        ("a-size", column("cpu %,instances", ["80,2"; 6]), &[]),
        (
            "a-several",
            column("a cpu %,b cpu %", ["50,60"; 6]),
            &["--size", "2", "--combine", "average"],
        ),
    ];
    for (name, history, options) in cases {
        let said = over(name, &history, options);
        assert_eq!((said.status, said.lines.len()), (0, 1), "{name}: {}", said.errors);
    }
}

#[test]
fn a_job_of_files_is_written_as_it_would_be_replayed() {
    let history = column("cpu_percent", HOT);
    let options = ["--size", "2", "--idle-share", "5"];
    let job = over("as-job", &history, &[&options[..], &["--as-job"]].concat());
    assert_eq!((job.status, job.lines.len()), (0, 1), "{}", job.errors);
    let replayed = whatif(&[], &job.lines[0]);
    assert_eq!(replayed.lines, over("at-once", &history, &options).lines);
    assert_ne!(replayed.lines, over("plain", &history, &options[..2]).lines, "the model's option");
    let both = over("both", &history, &["--as-job", "--measures"]);
    assert_eq!(both.status, 2);
    assert!(both.errors.contains("--as-job replays nothing"), "{}", both.errors);
}

#[test]
fn a_group_with_a_target_is_read_and_what_is_none_is_refused() {
    let target = r#"{"group":{"id":"g","scaling_policy":{"minimum_size":1,"maximum_size":5,
        "scale_in_step":1,"scale_out_step":1,"cpu_target":{"target_avg_percent":60}}}}"#;
    let history = file("target.csv", &column("cpu_percent", HOT));
    let run = |name: &str, text: &str| {
        let group = file(name, text);
        let (history, group) = (history.to_str().unwrap(), group.to_str().unwrap());
        whatif(&["--history", history, "--group", group, "--size", "2"], "")
    };
    let said = run("target", target);
    assert_eq!((said.status, said.lines.len()), (0, 1), "{}", said.errors);
    for (name, text) in [("none", "{}"), ("broken", "{"), ("anonymous", r#"{"policies":[]}"#)] {
        let said = run(name, text);
        assert_eq!(said.status, 2, "{name}");
        assert!(said.errors.contains("is not what the API answers"), "{name}: {}", said.errors);
    }
    assert_eq!(whatif(&["--history", history.to_str().unwrap()], "").status, 2, "no group");
}

/// The model's options stand in for what the job says, of a file as well as of a job.
#[test]
fn the_options_of_the_model_change_the_replay() {
    // Down at minute 10, when 40 % of each of two are left, and then more than one carries.
    let job = r#"{"histories":[{"metric":"managed_metric_instance_cpu","load":"per_instance",
        "values":[90,20,20,90,20,20],"times_ms":[300000,600000,900000,1200000,1500000,1800000]}],
        "variants":[{"name":"down",
        "capacity":{"min_replicas":1,"max_replicas":5},"policies":[{"id":"p","name":"down",
        "metric":{"name":"cpu","managed_metric":"managed_metric_instance_cpu",
        "operator":"operator_less_than","aggregate":"aggregate_average","sampling_range_min":5,
        "threshold":45},"action":"scale_down","type":"flat_count","value":1,"priority":1,
        "instance_group_id":"g"}]}],"recorded_sizes":[{"at_ms":0,"size":2}]}"#;
    let plain = whatif(&[], job);
    assert_eq!(plain.status, 0, "{}", plain.errors);
    let cases = [
        ("--metric-delay=300", "--metric-delay=0"),
        ("--draining=600", "--draining=0"),
        ("--backlog", "--backlog=false"),
        ("--idle-share=15", "--idle-share=0"),
        ("--elasticity=0.4", "--elasticity=1"),
    ];
    for (on, off) in cases {
        let said = whatif(&[on], job);
        assert_eq!(said.status, 0, "{on}: {}", said.errors);
        assert_ne!(said.lines, plain.lines, "{on}");
        assert_eq!(whatif(&[off], job).lines, plain.lines, "{off}");
    }
    let own = job.replacen('{', r#"{"model":{"draining_ms":600000},"#, 1);
    assert_eq!(whatif(&[], &own).lines, whatif(&["--draining=600"], job).lines);
    assert_eq!(whatif(&["--draining=0"], &own).lines, plain.lines);
    let falling = column("cpu_percent", ["80", "95", "60", "60", "60", "60"]);
    let late = ["--size", "2", "--metric-delay", "300"];
    assert_ne!(over("m", &falling, &late).lines, over("p", &falling, &late[..2]).lines);
    for (option, why) in [
        ("--metric-delay=86401", "give a number from 0 to 86400"),
        ("--draining=-1", "give a number from 0 to 86400"),
        ("--idle-share=91", "give a number from 0 to 90"),
        ("--elasticity=NaN", "give a number from 0 to 2"),
    ] {
        let said = whatif(&[option], "");
        assert_eq!(said.status, 2);
        assert!(said.errors.contains(why), "{option}: {}", said.errors);
    }
}
