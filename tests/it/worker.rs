//! The worker's answers, as the page gets them.

mod sweep;

use headroom::engine::{Metric, summary};
use headroom::history::{ImportOptions, import};
use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
use headroom::whatif::{
    Change, Detail, History, Job, Known, LintContext, LoadModel, Outcome, RealChange, SizeAt,
    Variant, lints, rules, run, sensitivities,
};
use headroom::wire::{Action, Capacity, Policy, decode};
use headroom::worker::{
    Aligned, At, Calibrated, Decided, ImportReport, Message, Opened, Real, Remark, Reply, Worker,
    ask, from_text, to_text, unpack,
};

const MINUTE_MS: i64 = 60_000;

fn asked(worker: &mut Worker, name: &str, text: &str) -> Result<Reply, String> {
    let message = Message { name: name.to_owned(), text: text.to_owned(), ..Message::default() };
    worker.answer(message)
}

fn with_bytes(worker: &mut Worker, name: &str, text: &str, bytes: &[u8]) -> Result<Reply, String> {
    let (name, text) = (name.to_owned(), text.to_owned());
    worker.answer(Message { name, text, bytes: bytes.to_vec(), columns: Vec::new() })
}

fn opened(worker: &mut Worker, saved: &str) -> Opened {
    from_text(&asked(worker, ask::OPEN, saved).unwrap().text).unwrap()
}

#[test]
fn the_sandbox_answers_as_it_does_without_a_worker() {
    let mut worker = Worker::default();
    assert_eq!(opened(&mut worker, ""), Opened { now_ms: FIRST_CONTENT_NOW_MS, lost: None });
    let mut beside = Sandbox::new(1, FIRST_CONTENT_NOW_MS);
    let path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups?order_by=created_at_desc";
    for _ in 0..2 {
        let reply = with_bytes(&mut worker, ask::CALL, &format!("GET {path}"), b"").unwrap();
        let request = http::Request::get(path).header("X-Auth-Token", SANDBOX_KEY);
        let expected = beside.handle(&request.body(Vec::new()).unwrap());
        assert_eq!((reply.text.as_str(), &reply.bytes), ("200", expected.body()));
        let to_ms = FIRST_CONTENT_NOW_MS + 30 * MINUTE_MS;
        let now = asked(&mut worker, ask::ADVANCE, &to_ms.to_string()).unwrap().text;
        assert_eq!(now, to_ms.to_string());
        beside.advance(to_ms);
    }
    assert_eq!(asked(&mut worker, ask::SAVE, "").unwrap().text, beside.save());
    let refused = with_bytes(&mut worker, ask::CALL, "POST /autoscaling", b"{}").unwrap();
    assert_eq!(refused.text, "404");
}

/// The page keeps the state when it writes and only the clock when it leaves: the rest follows.
#[test]
fn a_saved_state_goes_on_to_where_its_clock_stood() {
    let mut worker = Worker::default();
    opened(&mut worker, "");
    let saved = asked(&mut worker, ask::SAVE, "").unwrap().text;
    let to = (FIRST_CONTENT_NOW_MS + 600 * MINUTE_MS).to_string();
    asked(&mut worker, ask::ADVANCE, &to).unwrap();
    let mut again = Worker::default();
    assert_eq!(opened(&mut again, &saved).lost, None);
    asked(&mut again, ask::ADVANCE, &to).unwrap();
    let state = |worker: &mut Worker| asked(worker, ask::SAVE, "").unwrap().text;
    assert_eq!(state(&mut again), state(&mut worker));
}

#[test]
fn a_state_that_cannot_be_read_opens_the_first_content_and_says_so() {
    let mut worker = Worker::default();
    let found = opened(&mut worker, "{\"version\":99}");
    assert_eq!(found.now_ms, FIRST_CONTENT_NOW_MS);
    assert!(found.lost.unwrap().contains("version 99"));
}

#[test]
fn what_makes_no_sense_is_said() {
    let mut worker = Worker::default();
    for (name, text, said) in [
        ("sing", "", "The worker does not know the question “sing”."),
        (ask::SAVE, "", "The sandbox is not open."),
        (ask::ADVANCE, "5", "The sandbox is not open."),
        (ask::ADVANCE, "soon", "“soon” is no instant."),
        (ask::CALL, "GET", "The call is not a method and a path."),
        (ask::CALL, "GET no path", "The call is not a method and a path."),
        (ask::PIECE, "", "No file is being read."),
        (ask::FINISH, "", "No file is being read."),
        (ask::IMPORT, "much", "“much” is no size."),
        (
            ask::IMPORT,
            "9 {\"offset_min\":\"an hour\"}",
            "offset_min: invalid type: string \"an hour\", expected i32",
        ),
    ] {
        assert_eq!(asked(&mut worker, name, text), Err(said.to_owned()), "{name} {text}");
    }
    assert!(asked(&mut worker, ask::IMPORT, "999000000").unwrap_err().contains("64 MB"));
}

#[test]
fn a_metric_comes_as_columns() {
    let body = br#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},
        "values":[[1000,"1.5"],[1060.5,"NaN"],[1120.25,"2e1"]]}]}}"#;
    let reply = with_bytes(&mut Worker::default(), ask::SAMPLES, "", body).unwrap();
    assert_eq!(reply.columns, [vec![1_000_000.0, 1_120_250.0], vec![1.5, 20.0]]);
    let nothing = br#"{"status":"success","data":{"resultType":"matrix","result":[]}}"#;
    let reply = with_bytes(&mut Worker::default(), ask::SAMPLES, "", nothing).unwrap();
    assert_eq!(reply.columns, [[], []] as [[f64; 0]; 2]);
    let broken = with_bytes(&mut Worker::default(), ask::SAMPLES, "", b"<html>").unwrap_err();
    assert!(!broken.is_empty());
}

#[test]
fn a_file_in_pieces_is_the_file() {
    let file = b"timestamp;value\n2026-03-01 12:00:00;51,8\n2026-03-01 12:05:00;x\n\
        2026-03-01 12:10:00;48,25\n";
    let whole = import(file, ImportOptions::default()).unwrap();
    for cut in [1, 17, 40, file.len()] {
        let mut worker = Worker::default();
        asked(&mut worker, ask::IMPORT, &file.len().to_string()).unwrap();
        for piece in file.chunks(cut) {
            with_bytes(&mut worker, ask::PIECE, "", piece).unwrap();
        }
        let reply = asked(&mut worker, ask::FINISH, "").unwrap();
        let report: ImportReport = from_text(&reply.text).unwrap();
        assert_eq!((report.samples, report.rows), (whole.report.samples, whole.report.rows));
        let sentences: Vec<_> = whole.report.findings.iter().map(ToString::to_string).collect();
        assert!(report.notes.iter().map(|note| &note.sentence).eq(&sentences));
        let (series, found) = (&whole.series[0], &report.series[0]);
        let sentences: Vec<_> = series.findings.iter().map(ToString::to_string).collect();
        assert!(found.notes.iter().map(|note| &note.sentence).eq(&sentences));
        let samples = series.series.samples();
        assert_eq!((found.name.as_str(), found.samples as usize), ("value", samples.len()));
        assert!(samples.iter().map(|sample| sample.at_ms as f64).eq(reply.columns[0].clone()));
        assert!(samples.iter().map(|sample| sample.value).eq(reply.columns[1].clone()));
    }
}

/// Reads a file in one piece.
fn imported(text: &str, options: &str) -> (ImportReport, Vec<Vec<f64>>) {
    let mut worker = Worker::default();
    asked(&mut worker, ask::IMPORT, &format!("{} {options}", text.len())).unwrap();
    with_bytes(&mut worker, ask::PIECE, "", text.as_bytes()).unwrap();
    let reply = asked(&mut worker, ask::FINISH, "").unwrap();
    (from_text(&reply.text).unwrap(), reply.columns)
}

#[test]
fn a_file_of_several_series_is_told_series_by_series() {
    let (report, columns) = imported(
        "time,b77011a5-e421-47b0-88d5-f8065fe37e17_1 cpu,rx (kB/s)\n\
         2026-03-01 12:00:00,0.5,7\n2026-03-01 12:05:00,0.25,\n2026-03-01 12:10:00,1,9\n",
        r#"{"offset_min":60,"group":"69ca1701-1757-4f79-b19d-bad9513f9977"}"#,
    );
    // 2026-03-01 11:00 UTC.
    let at = |minutes: i64| (1_772_362_800_000 + minutes * MINUTE_MS) as f64;
    let expected =
        [vec![at(0), at(5), at(10)], vec![0.5, 0.25, 1.0], vec![at(0), at(10)], vec![7.0, 9.0]];
    assert_eq!(columns, expected);
    assert_eq!((report.samples, report.rows, report.series.len()), (5, 3, 2));
    let [cpu, network] = report.series.as_slice() else { panic!("{report:?}") };
    assert_eq!((cpu.metric.as_str(), cpu.factor), ("managed_metric_instance_cpu", 100.0));
    assert_eq!((cpu.unit.as_str(), cpu.samples), ("", 3));
    assert!(cpu.notes[0].warning && cpu.notes[0].sentence.contains("speaks of the group b77011a5"));
    assert_eq!(
        (network.metric.as_str(), network.factor, network.unit.as_str(), network.samples),
        ("managed_metric_instance_network_in", 1_000.0, "kB/s", 2)
    );
    assert!(network.reason.contains("times 1000"), "{}", network.reason);
    assert!(network.summary.starts_with("2 samples of column 3"), "{}", network.summary);
    assert_eq!(network.notes.iter().filter(|note| note.warning).count(), 0);
}

#[test]
fn an_answer_of_prometheus_is_a_file() {
    let (report, columns) = imported(
        r#"{"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{},"values":[[60,"1"],[120,"NaN"],[180,"2"]]}]}}"#,
        "",
    );
    assert_eq!(columns, [[60_000.0, 180_000.0], [1.0, 2.0]]);
    let series = &report.series[0];
    assert_eq!((series.name.as_str(), series.metric.as_str(), series.factor), ("{}", "", 1.0));
    assert!(series.notes[0].sentence.starts_with("1 sample without a value"));
}

fn answered(bodies: &[&str]) -> Result<ImportReport, String> {
    let lengths: Vec<usize> = bodies.iter().map(|body| body.len()).collect();
    let bytes = bodies.concat();
    let reply =
        with_bytes(&mut Worker::default(), ask::ANSWERS, &to_text(&lengths), bytes.as_bytes())?;
    from_text(&reply.text)
}

#[test]
fn several_answers_to_a_question_are_one_history() {
    let part = |values: &str| format!(r#"{{"data":{{"result":[{values}]}}}}"#);
    let first = part(r#"{"metric":{},"values":[[60,"1"],[120,"2"]]}"#);
    let second = part(r#"{"metric":{},"values":[[180,"3"]]}"#);
    let report = answered(&[&first, &second]).unwrap();
    assert_eq!((report.samples, report.series.len(), report.series[0].samples), (3, 1, 3));

    let said = "The answer has no series that can be used. Its list of series is empty. Check the \
                expression's labels and the times.";
    assert_eq!(answered(&[&part("")]).unwrap_err(), said);
    let many: Vec<String> =
        (0..101).map(|n| format!(r#"{{"metric":{{"n":"{n}"}},"values":[]}}"#)).collect();
    let refused = answered(&[&part(&many.join(","))]).unwrap_err();
    assert!(refused.starts_with("The answer has 101 series, and at most 100"), "{refused}");
    let refused = answered(&["<html>"]).unwrap_err();
    assert!(refused.starts_with("The answer is not one of Prometheus"), "{refused}");
    let refused = answered(&[r#"{"status":"error","errorType":"bad_data","error":"no"}"#]);
    assert_eq!(refused.unwrap_err(), "The server refused it: bad_data: no.");
    let cut = with_bytes(&mut Worker::default(), ask::ANSWERS, "[9]", b"{}").unwrap_err();
    assert_eq!(cut, "An answer is cut off.");
}

fn job() -> Job {
    let policy: Policy = decode(crate::wire::body!("policy_create_reply").as_bytes()).unwrap();
    let times_ms: Vec<i64> = (1..=600).map(|minute| minute * MINUTE_MS).collect();
    let values = (0..600).map(|minute| f64::from(20 + minute % 75)).collect();
    let capacity = Capacity { min_replicas: 1, max_replicas: 6, ..Capacity::default() };
    let (metric, load) = (Metric::Cpu, LoadModel::PerInstance);
    Job {
        histories: vec![History { metric, load, times_ms, values }],
        recorded_sizes: vec![SizeAt { at_ms: 0, size: 3 }],
        variants: vec![Variant { name: "saved".to_owned(), capacity, policies: vec![policy] }],
        ..Job::default()
    }
}

/// The job as the page sends it: what is long goes beside the text.
fn tell(worker: &mut Worker, job: &Job) -> Result<Reply, String> {
    worker.answer(job_message(job))
}

fn job_message(job: &Job) -> Message {
    let columns = job.histories.iter().flat_map(|history| {
        let times = history.times_ms.iter().map(|at_ms| *at_ms as f64).collect();
        [times, history.values.clone()]
    });
    let columns = columns.collect();
    let bare =
        |history: &History| History { times_ms: Vec::new(), values: Vec::new(), ..history.clone() };
    let histories = job.histories.iter().map(bare).collect();
    let text = to_text(&Job { histories, variants: Vec::new(), ..job.clone() });
    Message { name: ask::JOB.to_owned(), text, bytes: Vec::new(), columns }
}

/// A replay's answer as the outcome that it stands for.
fn whole(reply: Reply) -> Outcome {
    let (whole, variant) = unpack(reply).unwrap();
    Outcome { variants: vec![variant], ..whole }
}

#[test]
fn an_answer_that_is_no_replay_is_refused() {
    let job = job();
    let mut worker = Worker::default();
    tell(&mut worker, &job).unwrap();
    let reply = asked(&mut worker, ask::REPLAY, &to_text(&job.variants[0])).unwrap();
    assert!(unpack(Reply { text: "{}".to_owned(), ..reply.clone() }).is_err());
    let said = unpack(Reply { columns: reply.columns[..3].to_vec(), ..reply }).unwrap_err();
    assert_eq!(said, "The worker's answer lacks what a replay has.");
}

#[test]
fn a_replay_is_the_replay() {
    let (mut worker, job) = (Worker::default(), job());
    tell(&mut worker, &job).unwrap();
    let reply = asked(&mut worker, ask::REPLAY, &to_text(&job.variants[0])).unwrap();
    let expected = run(&job, Detail::Ledger).unwrap();
    let mut outcome = whole(reply);
    outcome.variants[0].ledger = expected.variants[0].ledger.clone();
    assert_eq!(outcome, expected);
    assert!(!expected.variants[0].changes.is_empty());

    let ledger = expected.variants[0].ledger.as_ref().unwrap();
    let rules = rules(&job, &job.variants[0]).unwrap();
    for (index, decision) in ledger.decisions().iter().enumerate() {
        let variants = vec!["saved".to_owned(), "never replayed".to_owned()];
        let decided =
            moment(&mut worker, &At { at_ms: decision.at_ms + 1, variants, ..At::default() });
        let [decided] = decided.as_slice() else { panic!("{decided:?}") };
        let signals = ledger.signals(index);
        assert_eq!((decided.variant.as_str(), decided.at_ms), ("saved", decision.at_ms));
        assert_eq!(decided.summary, summary(&rules, decision, signals));
        let samples: Vec<_> = decided.policies.iter().map(|policy| policy.samples).collect();
        assert!(signals.iter().map(|signal| signal.samples).eq(samples));
        assert_eq!(decided.limit.is_empty(), decision.limit.is_none());
    }
}

#[test]
fn the_bands_other_edge_is_the_replay_at_its_multiple() {
    let (mut worker, mut job) = (Worker::default(), job());
    job.histories[0].values.iter_mut().filter(|value| **value > 80.0).for_each(|value| {
        *value = 100.0;
    });
    tell(&mut worker, &job).unwrap();
    let reply = asked(&mut worker, ask::REPLAY, &to_text(&job.variants[0])).unwrap();
    let exactly = whole(reply);
    assert!(exactly.saturated_samples > 0);
    let reply = asked(&mut worker, ask::BAND, &to_text(&job.variants[0])).unwrap();
    let outcome = whole(reply);
    assert_eq!(outcome, run(&job.other_edge(), Detail::Curves).unwrap());
    assert_ne!(outcome.variants[0].scorecard, exactly.variants[0].scorecard);
    // The variant's own replay stays the one that is explained.
    let variants = vec!["saved".to_owned()];
    assert_eq!(moment(&mut worker, &At { at_ms: 1, variants, ..At::default() }).len(), 0);
    assert_eq!(remarks(&mut worker, ask::FLAPS, "saved").len(), {
        exactly.variants[0].scorecard.reversals
    });
}

fn moment(worker: &mut Worker, at: &At) -> Vec<Decided> {
    from_text(&asked(worker, ask::MOMENT, &to_text(at)).unwrap().text).unwrap()
}

fn remarks(worker: &mut Worker, name: &str, text: &str) -> Vec<Remark> {
    from_text(&asked(worker, name, text).unwrap().text).unwrap()
}

/// A worker that has replayed the job's only variant.
fn replayed(job: &Job) -> Worker {
    let mut worker = Worker::default();
    tell(&mut worker, job).unwrap();
    asked(&mut worker, ask::REPLAY, &to_text(&job.variants[0])).unwrap();
    worker
}

#[test]
fn each_proposed_change_turns_its_decision() {
    let job = job();
    let mut worker = replayed(&job);
    let mut turned = 0;
    for minute in (30..600).step_by(45) {
        let variants = vec!["saved".to_owned()];
        let at = At { at_ms: minute * MINUTE_MS, variants, flips: true, ..At::default() };
        for flip in moment(&mut worker, &at).remove(0).flips {
            let leads_to = flip.leads_to.unwrap();
            assert_ne!(leads_to, job.variants[0], "{}", flip.sentence);
            turned += 1;
        }
    }
    assert!(turned > 10, "{turned} changes were proposed");
}

#[test]
fn a_real_moment_goes_by_the_real_sizes() {
    let job = job();
    let mut worker = replayed(&job);
    // The first sample's minute gives the rhythm.
    let (at_ms, real) = (301 * MINUTE_MS, "saved".to_owned());
    let ordered = vec![SizeAt { at_ms: 0, size: 4 }, SizeAt { at_ms, size: 3 }];
    let decided = moment(&mut worker, &At { at_ms, real, ordered, ..At::default() });
    let [decided] = decided.as_slice() else { panic!("{decided:?}") };
    assert_eq!((decided.variant.as_str(), decided.at_ms), ("", at_ms));
    assert!(decided.summary.contains('4') && decided.summary.contains('3'), "{}", decided.summary);
}

#[test]
fn remarks_are_those_of_the_pure_core() {
    let job = job();
    let mut worker = replayed(&job);
    let text = to_text(&job.variants[0]);
    let found = lints(&job.variants[0], &LintContext::of(&job));
    let said = remarks(&mut worker, ask::LINTS, &text);
    assert!(!said.is_empty(), "a single direction is worth a word");
    assert!(said.iter().map(|one| &one.sentence).eq(found.iter().map(|lint| &lint.sentence)));
    let fixes = found.iter().map(|lint| lint.fix.as_ref().map(|fix| fix.variant.clone()));
    assert!(said.iter().map(|one| one.leads_to.clone()).eq(fixes));

    let doubted = sensitivities(&job, &job.variants[0]).unwrap();
    let said = remarks(&mut worker, ask::DOUBTS, &text);
    assert!(said.iter().map(|one| &one.sentence).eq(doubted.iter().map(|one| &one.sentence)));

    let outcome = run(&job, Detail::Ledger).unwrap().variants.remove(0);
    let said = remarks(&mut worker, ask::FLAPS, "saved");
    assert_eq!(said.len(), outcome.scorecard.reversals);

    // What the replay did is what was real: every change matches.
    let known = Known::Event;
    let real = |change: &Change| {
        let by = i64::from(change.to) - i64::from(change.from);
        RealChange { at_ms: change.at_ms, by, known }
    };
    let changes = outcome.changes.iter().map(real).collect();
    let real = to_text(&Real { variant: "saved".to_owned(), changes });
    let reply = asked(&mut worker, ask::CALIBRATE, &real).unwrap();
    let calibrated: Calibrated = from_text(&reply.text).unwrap();
    assert_eq!((calibrated.score, calibrated.derived), (Some(1.0), false));
    assert_eq!(calibrated.remarks, []);
    let unknown = asked(&mut worker, ask::FLAPS, "nobody").unwrap_err();
    assert_eq!(unknown, "No variant “nobody” was replayed.");
}

#[test]
fn a_job_or_a_variant_that_cannot_be_replayed_says_why() {
    let (mut worker, job) = (Worker::default(), job());
    let mut wrong = job.variants[0].clone();
    wrong.policies[0].action = Action::Other("sideways".to_owned());
    let unset = asked(&mut worker, ask::REPLAY, &to_text(&job.variants[0])).unwrap_err();
    assert_eq!(unset, "There is nothing to replay yet.");
    tell(&mut worker, &job).unwrap();
    let refused = asked(&mut worker, ask::REPLAY, &to_text(&wrong)).unwrap_err();
    assert!(refused.starts_with("policies[0].action: "), "{refused}");
    let broken = asked(&mut worker, ask::JOB, "{\"boot_delay_ms\":\"x\"}").unwrap_err();
    assert!(broken.contains("boot_delay_ms"), "{broken}");
    let text = to_text(&Job { variants: Vec::new(), ..job });
    let missing = asked(&mut worker, ask::JOB, &text).unwrap_err();
    assert_eq!(missing, "A history's samples are missing.");
}

fn with_columns(name: &str, text: &str, columns: &[&[f64]]) -> Result<Reply, String> {
    let columns = columns.iter().map(|column| column.to_vec()).collect();
    let (name, text) = (name.to_owned(), text.to_owned());
    Worker::default().answer(Message { name, text, bytes: Vec::new(), columns })
}

#[test]
fn a_run_goes_out_as_a_file_and_comes_in_as_columns() {
    let job = job();
    let mut bare = job.clone();
    let history = &mut bare.histories[0];
    let times: Vec<f64> = history.times_ms.drain(..).map(|at_ms| at_ms as f64).collect();
    let values = std::mem::take(&mut history.values);
    let file = with_columns(ask::SAVE_RUN, &to_text(&bare), &[&times, &values]).unwrap().bytes;
    assert_eq!(decode::<Job>(&file).unwrap(), job);
    let reply = with_bytes(&mut Worker::default(), ask::LOAD_RUN, "", &file).unwrap();
    assert_eq!(from_text::<Job>(&reply.text).unwrap(), bare);
    assert_eq!(reply.columns, [times, values]);
    let link = asked(&mut Worker::default(), ask::SAVE_LINK, &to_text(&bare)).unwrap().text;
    let carried = asked(&mut Worker::default(), ask::LOAD_LINK, &link).unwrap().text;
    assert!(from_text::<Job>(&carried).unwrap().histories.is_empty());
}

#[test]
fn histories_lie_beside_each_other_and_go_out_as_a_file() {
    let (cpu, net): ([f64; 3], [f64; 2]) =
        ([60_000.0, 120_000.0, 300_000.0], [120_000.0, 180_000.0]);
    let columns: [&[f64]; 4] = [&cpu, &[1.0, 2.5, 3.0], &net, &[7.0, 8.0]];
    let names = to_text(&["cpu", "net"]);
    let told: Aligned =
        from_text(&with_columns(ask::ALIGN, &names, &columns).unwrap().text).unwrap();
    let stamps: Vec<_> = told.series.iter().map(|one| (one.first_ms, one.last_ms)).collect();
    assert_eq!(stamps, [(60_000, 300_000), (120_000, 180_000)], "as the file has them");
    assert_eq!((told.series[0].step_ms, told.series[0].gaps), (60_000, 1));
    assert!(told.sentences[0].starts_with("\"cpu\" has 1 samples"), "{:?}", told.sentences);
    let file = with_columns(ask::EXPORT, &names, &columns).unwrap().bytes;
    let lines = "timestamp,cpu,net\n60000,1,\n120000,2.5,7\n180000,,8\n300000,3,\n";
    assert_eq!(String::from_utf8(file).unwrap(), lines);
    assert!(with_columns(ask::EXPORT, &names, &columns[..3]).is_err());
    assert!(with_columns(ask::ALIGN, &names, &columns[..2]).is_err());
}
