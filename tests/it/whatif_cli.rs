//! The filter on the command line: as a process, and in its parts.

mod bad_input;
mod conditions;
mod files;
mod parts;
mod process;
mod sweep;

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Stdio};

use headroom::engine::Metric;
use headroom::whatif::{History, Job, LoadModel, SizeAt, Variant, to_file};
use headroom::wire;
use headroom::wire::v1alpha2::{ScalingPolicy, UtilizationTarget};

/// What a process said and how it ended.
struct Said {
    status: i32,
    lines: Vec<String>,
    errors: String,
}

/// Runs the command line over an input.
fn whatif(args: &[&str], input: &str) -> Said {
    said(args, input.as_bytes())
}

/// The same, for arguments and an input that may not be text.
fn said<T: AsRef<OsStr>>(args: &[T], input: &[u8]) -> Said {
    let mut process = Command::new(env!("CARGO_BIN_EXE_headroom-whatif"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = process.stdin.take().unwrap();
    let text = input.to_vec();
    // A process that refuses its options reads nothing, and the pipe breaks.
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&text);
    });
    let output = process.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said {
        status: output.status.code().unwrap(),
        lines: text(output.stdout).lines().map(str::to_owned).collect(),
        errors: text(output.stderr),
    }
}

/// Two Instances at 90 % for an hour: two hours of an Instance and no overload, or with `size`
/// Instances for one recorded, overload throughout.
fn job(name: &str, size: u32) -> Job {
    let minutes = (1..=12).map(|index| 1_772_438_400_000 + index * 300_000);
    let history = History {
        metric: Metric::Cpu,
        load: LoadModel::PerInstance,
        times_ms: minutes.collect(),
        values: vec![90.0; 12],
    };
    let capacity = wire::Capacity { min_replicas: 1, max_replicas: 2, cooldown_delay: None };
    Job {
        histories: vec![history],
        recorded_sizes: vec![SizeAt { at_ms: 0, size }],
        variants: vec![Variant::of_thresholds(name.to_owned(), capacity, Vec::new())],
        boot_delay_ms: 0,
        ..Job::default()
    }
}

/// The same two Instances under a target of 60 %.
fn target_job() -> Job {
    let policy = ScalingPolicy {
        minimum_size: 1,
        maximum_size: 4,
        scale_out_cooldown: Some(wire::Duration::from_secs(60)),
        scale_in_cooldown: Some(wire::Duration::from_secs(60)),
        scale_in_step: 1,
        scale_out_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent: 60 }),
        ..ScalingPolicy::default()
    };
    let variants = vec![Variant::of_target("target".to_owned(), policy)];
    Job { variants, ..job("one", 2) }
}

/// A run file's text, which is what the page hands on.
fn line(job: &Job) -> String {
    to_file(job)
}
