//! The replay program's answers, as the page gets them: every question and every answer is packed
//! and unpacked on its way.

mod imports;
mod in_force;
mod incident;
mod real;
mod response;
mod sandbox;
mod shadow;
mod sweep;

use std::sync::Arc;

use crate::whatif::random;
use headroom::engine::{Metric, summary};
use headroom::history::{ImportOptions, import};
use headroom::whatif::{
    Change, Detail, History, InForce, Job, Known, LintContext, LoadEstimate, LoadModel, Outcome,
    Plan, RealChange, SizeAt, Variant, lints, measures, rules, run, sensitivities,
};
use headroom::wire::{Action, Capacity, Policy, decode};
use headroom::worker::protocol::{Packed, Parcel, Question, Refusal, to_text};
use headroom::worker::replay::{
    AlignSeries, Calibrate, CheckAssumptions, EstimateLoad, ExplainAt, ExplainReversals,
    Explanation, ExportCsv, FinishImport, ImportPiece, ImportedFile, LintVariant, LoadLink,
    LoadRun, MeasureReplays, Measured, MetricReading, NamedSamples, ReadAnswers, ReadMetric,
    ReplayOtherEdge, ReplayProgram, ReplayVariant, ReplayWorker, Replayed, Samples, SaveLink,
    SaveRun, SeriesReport, SetJob, StartImport, answer,
};

const MINUTE_MS: i64 = 60_000;

/// Asks as the page does.
fn ask<Q: Question<Program = ReplayProgram>>(
    worker: &mut ReplayWorker,
    question: Q,
) -> Result<Q::Answer, Refusal> {
    let parcel = answer(worker, Q::TAG, question.pack())?;
    Ok(Q::Answer::unpack(parcel).expect("an answer is of its question's type"))
}

/// Asks a worker that knows nothing yet.
fn ask_new<Q: Question<Program = ReplayProgram>>(question: Q) -> Result<Q::Answer, Refusal> {
    ask(&mut ReplayWorker::default(), question)
}

#[test]
fn what_makes_no_sense_is_said() {
    let mut worker = ReplayWorker::default();
    let unknown = answer(&mut worker, 99, Parcel::default());
    assert_eq!(unknown, Err(Refusal::UnknownQuestion { tag: 99 }));
    let piece = ImportPiece { bytes: Vec::new() };
    assert_eq!(ask(&mut worker, piece), Err(Refusal::NoImport));
    assert_eq!(ask(&mut worker, FinishImport), Err(Refusal::NoImport));
    let parcel = |text: &str| Parcel { text: text.to_owned(), ..Parcel::default() };
    let much = answer(&mut worker, StartImport::TAG, parcel("{\"bytes\":\"much\"}"));
    assert_eq!(
        much.unwrap_err().to_string(),
        "bytes: expected a whole number of 0 or more, not the text \"much\""
    );
    let hour = "{\"bytes\":9,\"options\":{\"zone\":\"an hour\"}}";
    let hour = answer(&mut worker, StartImport::TAG, parcel(hour)).unwrap_err();
    let said = "options.zone: invalid type: string \"an hour\", expected struct LocalZone";
    assert_eq!(hour.to_string(), said);
    let large = StartImport { bytes: 999_000_000, ..StartImport::default() };
    assert!(ask(&mut worker, large).unwrap_err().to_string().contains("64 MB"));
}

/// A refusal crosses too, and stays what it is.
#[test]
fn refusals_stay_what_they_are() {
    for refusal in [
        Refusal::UnknownQuestion { tag: 7 },
        Refusal::Unreadable { path: "a.b".to_owned(), message: "no".to_owned() },
        Refusal::NoJob,
        Refusal::NoRepair,
        Refusal::NotReplayed("saved".to_owned()),
        Refusal::Invalid("why".to_owned()),
        Refusal::UsedElsewhere,
        Refusal::Storage("full".to_owned()),
    ] {
        assert_eq!(Refusal::unpack(refusal.clone().pack()), Ok(refusal));
    }
}

#[test]
fn a_metric_comes_as_columns() {
    let body = br#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},
        "values":[[1000,"1.5"],[1060.5,"NaN"],[1120.25,"2e1"]]}]}}"#;
    let measured = ask_new(ReadMetric { body: body.to_vec() }).unwrap();
    let expected = Samples { times_ms: vec![1_000_000, 1_120_250], values: vec![1.5, 20.0] };
    assert_eq!(measured, Measured { samples: expected, warnings: Vec::new() });
    let nothing = br#"{"status":"success","data":{"resultType":"matrix","result":[]}}"#;
    assert_eq!(ask_new(ReadMetric { body: nothing.to_vec() }), Ok(Measured::default()));
    let partial = br#"{"status":"success","warnings":["a store is away"],"data":{"result":[]}}"#;
    let partial = ask_new(ReadMetric { body: partial.to_vec() }).unwrap();
    assert_eq!(partial.warnings, ["a store is away"]);
    let error = br#"{"status":"error","errorType":"internal","error":"it is full"}"#;
    let error = ask_new(ReadMetric { body: error.to_vec() }).unwrap_err();
    assert_eq!(error.to_string(), "status: it is full");
    for (body, said) in [
        ("{}", ".: missing field `data`"),
        (r#"{"status":"success","data":null}"#, ".: missing field `data`"),
        (r#"{"status":"success","data":{}}"#, "data: missing field `result`"),
    ] {
        let bare = ask_new(ReadMetric { body: body.into() }).unwrap_err();
        assert_eq!(bare.to_string(), said, "it does not say that there are no samples");
    }
    let broken = ask_new(ReadMetric { body: b"<html>".to_vec() }).unwrap_err();
    assert!(matches!(broken, Refusal::Unreadable { .. }), "{broken}");
}

/// Reads a file in pieces of this many bytes.
fn read_file(file: &[u8], options: ImportOptions, piece: usize) -> ImportedFile {
    let mut worker = ReplayWorker::default();
    ask(&mut worker, StartImport { bytes: file.len() as u64, options }).unwrap();
    for piece in file.chunks(piece) {
        ask(&mut worker, ImportPiece { bytes: piece.to_vec() }).unwrap();
    }
    ask(&mut worker, FinishImport).unwrap()
}

#[test]
fn a_file_in_pieces_is_the_file() {
    let file = b"timestamp;value\n2026-03-01 12:00:00;51,8\n2026-03-01 12:05:00;x\n\
        2026-03-01 12:10:00;48,25\n";
    let whole = import(file, ImportOptions::default()).unwrap();
    for cut in [1, 17, 40, file.len()] {
        let ImportedFile { report, series: samples } =
            read_file(file, ImportOptions::default(), cut);
        assert_eq!((report.samples, report.rows), (whole.report.samples, whole.report.rows));
        let sentences: Vec<_> = whole.report.findings.iter().map(ToString::to_string).collect();
        assert!(report.notes.iter().map(|note| &note.sentence).eq(&sentences));
        let (series, found) = (&whole.series[0], &report.series[0]);
        let sentences: Vec<_> = series.findings.iter().map(ToString::to_string).collect();
        assert!(found.notes.iter().map(|note| &note.sentence).eq(&sentences));
        let expected = series.series.samples();
        let samples_found = found.forms[0].samples as usize;
        assert_eq!((found.name.as_str(), samples_found), ("value", expected.len()));
        assert!(expected.iter().map(|sample| sample.at_ms).eq(samples[0].times_ms.clone()));
        assert!(expected.iter().map(|sample| sample.value).eq(samples[0].values.clone()));
    }
}

#[test]
fn a_file_of_several_series_is_told_series_by_series() {
    let file = "time,b77011a5-e421-47b0-88d5-f8065fe37e17_1 cpu,rx (kB/s)\n\
         2026-03-01 12:00:00,0.5,7\n2026-03-01 12:05:00,0.25,\n2026-03-01 12:10:00,1,9\n";
    let group = "69ca1701-1757-4f79-b19d-bad9513f9977";
    let options = decode(
        format!(r#"{{"zone":{{"offsets":[{{"from_ms":0,"offset_min":60}}]}},"group":"{group}"}}"#)
            .as_bytes(),
    )
    .unwrap();
    let ImportedFile { report, series } = read_file(file.as_bytes(), options, file.len());
    // 2026-03-01 11:00 UTC.
    let at = |minutes: i64| 1_772_362_800_000 + minutes * MINUTE_MS;
    let expected = [
        Samples { times_ms: vec![at(0), at(5), at(10)], values: vec![0.5, 0.25, 1.0] },
        Samples { times_ms: vec![at(0), at(10)], values: vec![7.0, 9.0] },
    ];
    assert_eq!(series, expected);
    assert_eq!((report.samples, report.rows, report.series.len()), (5, 3, 2));
    let [cpu, network] = report.series.as_slice() else { panic!("{report:?}") };
    let factor = |row: &SeriesReport| {
        let is_held = |own: &&MetricReading| own.metric == row.holds && !own.as_rate;
        row.readings.iter().find(is_held).unwrap().conversion.factor
    };
    assert_eq!((cpu.holds.as_str(), factor(cpu)), ("managed_metric_instance_cpu", 100.0));
    assert_eq!((cpu.unit.as_str(), cpu.forms[0].samples), ("", 3));
    assert!(cpu.is_of_another_group && !network.is_of_another_group);
    assert!(cpu.notes[0].warning && cpu.notes[0].sentence.contains("speaks of the group b77011a5"));
    assert_eq!(
        (network.holds.as_str(), factor(network), network.unit.as_str(), network.forms[0].samples,),
        ("managed_metric_instance_network_in", 1_000.0, "kB/s", 2)
    );
    assert!(network.reason.contains("times 1000"), "{}", network.reason);
    assert_eq!(network.notes.iter().filter(|note| note.warning).count(), 0);
}

#[test]
fn an_answer_of_prometheus_is_a_file() {
    let answer = r#"{"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{},"values":[[60,"1"],[120,"NaN"],[180,"2"]]}]}}"#;
    let file = read_file(answer.as_bytes(), ImportOptions::default(), answer.len());
    let expected = Samples { times_ms: vec![60_000, 180_000], values: vec![1.0, 2.0] };
    assert_eq!(file.series, [expected]);
    let series = &file.report.series[0];
    assert_eq!((series.name.as_str(), series.holds.as_str()), ("{}", ""));
    assert!(series.notes[0].sentence.starts_with("1 sample without a value"));
}

#[test]
fn several_answers_to_a_question_are_one_history() {
    let answered = |bodies: &[&str]| {
        let bodies = bodies.iter().map(|body| body.as_bytes().to_vec()).collect();
        ask_new(ReadAnswers { bodies }).map(|file| file.report)
    };
    let refused = |bodies: &[&str]| answered(bodies).unwrap_err().to_string();
    let part = |values: &str| format!(r#"{{"data":{{"result":[{values}]}}}}"#);
    let first = part(r#"{"metric":{},"values":[[60,"1"],[120,"2"]]}"#);
    let second = part(r#"{"metric":{},"values":[[180,"3"]]}"#);
    let report = answered(&[&first, &second]).unwrap();
    assert_eq!((report.samples, report.series.len(), report.series[0].forms[0].samples), (3, 1, 3));

    let said = "The answer has no series that can be used. Its list of series is empty. Check the \
                expression's labels and the times.";
    assert_eq!(refused(&[&part("")]), said);
    let many: Vec<String> =
        (0..101).map(|n| format!(r#"{{"metric":{{"n":"{n}"}},"values":[]}}"#)).collect();
    let why = refused(&[&part(&many.join(","))]);
    assert!(why.starts_with("The answer has 101 series, and at most 100"), "{why}");
    let why = refused(&["<html>"]);
    assert!(why.starts_with("The answer is not one of Prometheus"), "{why}");
    let why = refused(&[r#"{"status":"error","errorType":"bad_data","error":"no"}"#]);
    assert_eq!(why, "The server refused it: bad_data: no.");
    let cut = Parcel { bytes: b"{}".to_vec(), ..Parcel::json(&[9]) };
    let cut = answer(&mut ReplayWorker::default(), ReadAnswers::TAG, cut).unwrap_err();
    assert_eq!(cut.to_string(), "bodies: an answer is cut off");
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
        variants: vec![Variant::of_thresholds("saved".to_owned(), capacity, vec![policy])],
        ..Job::default()
    }
}

/// Sets the job as the page does.
fn set(worker: &mut ReplayWorker, job: &Job) {
    ask(worker, SetJob { job: Arc::new(job.clone()) }).unwrap();
}

fn replay(worker: &mut ReplayWorker, job: &Job) -> Result<Outcome, Refusal> {
    ask(worker, ReplayVariant { variant: job.variants[0].clone() }).map(whole)
}

/// A replay's answer as the outcome that it stands for.
fn whole(Replayed { common, variant }: Replayed) -> Outcome {
    Outcome { variants: vec![variant], ..common }
}

#[test]
fn an_answer_that_is_no_replay_is_refused() {
    let (mut worker, job) = (ReplayWorker::default(), job());
    set(&mut worker, &job);
    let question = ReplayVariant { variant: job.variants[0].clone() };
    let parcel = answer(&mut worker, ReplayVariant::TAG, question.pack()).unwrap();
    let why = |parcel: Parcel| Replayed::unpack(parcel).unwrap_err().to_string();
    assert!(!why(Parcel { text: "{}".to_owned(), ..parcel.clone() }).is_empty());
    let fewer = Parcel { columns: parcel.columns[..3].to_vec(), ..parcel.clone() };
    assert_eq!(why(fewer), "cooldowns: this column is missing");
    let mut cut = parcel;
    cut.columns[1].pop();
    assert!(why(cut).contains("is no multiple of 5"));
}

#[test]
fn a_replay_is_the_replay() {
    let (mut worker, job) = (ReplayWorker::default(), job());
    set(&mut worker, &job);
    let expected = run(&job, Detail::Ledger).unwrap();
    let mut outcome = replay(&mut worker, &job).unwrap();
    outcome.variants[0].ledger = expected.variants[0].ledger.clone();
    assert_eq!(outcome, expected);
    assert!(!expected.variants[0].changes.is_empty());

    let ledger = expected.variants[0].ledger.as_ref().unwrap();
    let rules = rules(&job, &job.variants[0]).unwrap();
    for (index, decision) in ledger.decisions().iter().enumerate() {
        let variants = vec!["saved".to_owned(), "never replayed".to_owned()];
        let at = ExplainAt { at_ms: decision.at_ms + 1, variants, ..ExplainAt::default() };
        let explained = explained(&mut worker, at);
        let [explained] = explained.as_slice() else { panic!("{explained:?}") };
        let signals = ledger.signals(index);
        assert_eq!((explained.variant.as_str(), explained.at_ms), ("saved", decision.at_ms));
        assert_eq!(explained.summary, summary(&rules, decision, signals));
        let samples: Vec<_> = explained.policies.iter().map(|policy| policy.samples).collect();
        assert!(signals.iter().map(|signal| signal.samples).eq(samples));
        assert_eq!(explained.headline.contains(", "), decision.limit.is_some());
    }
}

fn explained(worker: &mut ReplayWorker, at: ExplainAt) -> Vec<Explanation> {
    ask(worker, at).unwrap()
}

#[test]
fn the_bands_other_edge_is_the_replay_at_its_multiple() {
    let (mut worker, mut job) = (ReplayWorker::default(), job());
    job.histories[0].values.iter_mut().filter(|value| **value > 80.0).for_each(|value| {
        *value = 100.0;
    });
    set(&mut worker, &job);
    let exactly = replay(&mut worker, &job).unwrap();
    assert!(exactly.saturated_samples > 0);
    let question = ReplayOtherEdge { variant: job.variants[0].clone() };
    let outcome = whole(ask(&mut worker, question).unwrap());
    assert_eq!(outcome, run(&job.other_edge(), Detail::Curves).unwrap());
    assert_ne!(outcome.variants[0].scorecard, exactly.variants[0].scorecard);
    // The variant's own replay stays the one that is explained.
    let variants = vec!["saved".to_owned()];
    let at = ExplainAt { at_ms: 1, variants, ..ExplainAt::default() };
    assert_eq!(explained(&mut worker, at).len(), 0);
    let question = ExplainReversals { variant: "saved".to_owned() };
    let reversals = ask(&mut worker, question).unwrap();
    assert_eq!(reversals.len(), exactly.variants[0].scorecard.reversals);
}

/// A worker that has replayed the job's only variant.
fn replayed(job: &Job) -> ReplayWorker {
    let mut worker = ReplayWorker::default();
    set(&mut worker, job);
    replay(&mut worker, job).unwrap();
    worker
}

#[test]
fn each_proposed_change_turns_its_decision() {
    let job = job();
    let mut worker = replayed(&job);
    let mut turned = 0;
    for minute in (30..600).step_by(45) {
        let variants = vec!["saved".to_owned()];
        let at_ms = minute * MINUTE_MS;
        let at = ExplainAt { at_ms, variants, flips: true, ..ExplainAt::default() };
        for flip in explained(&mut worker, at).remove(0).flips {
            let leads_to = flip.leads_to.unwrap();
            assert_ne!(leads_to, job.variants[0], "{}", flip.sentence);
            turned += 1;
        }
    }
    assert!(turned > 10, "{turned} changes were proposed");
}

#[test]
fn remarks_are_those_of_the_pure_core() {
    let job = job();
    let mut worker = replayed(&job);
    let variant = &job.variants[0];
    let found = lints(variant, &LintContext::of(&job));
    let said = ask(&mut worker, LintVariant { variant: variant.clone() }).unwrap();
    assert!(!said.is_empty(), "a single direction is worth a word");
    assert!(said.iter().map(|one| &one.sentence).eq(found.iter().map(|lint| &lint.sentence)));
    let fixes = found.iter().map(|lint| lint.fix.as_ref().map(|fix| fix.variant.clone()));
    assert!(said.iter().map(|one| one.leads_to.clone()).eq(fixes));

    let doubted = sensitivities(&job, variant).unwrap();
    let said = ask(&mut worker, CheckAssumptions { variant: variant.clone() }).unwrap();
    assert!(said.iter().map(|one| &one.sentence).eq(doubted.iter().map(|one| &one.sentence)));

    let outcome = run(&job, Detail::Ledger).unwrap().variants.remove(0);
    let said = ask(&mut worker, ExplainReversals { variant: "saved".to_owned() }).unwrap();
    assert_eq!(said.len(), outcome.scorecard.reversals);

    // What the replay did is what was real: every change matches.
    let known = Known::Event;
    let real = |change: &Change| {
        let by = i64::from(change.to) - i64::from(change.from);
        RealChange { at_ms: change.at_ms, by, known }
    };
    let changes = outcome.changes.iter().map(real).collect();
    let (variant, sizes) = ("saved".to_owned(), outcome.sizes.clone());
    let question = Calibrate { variant, changes, sizes, in_force: Vec::new() };
    let calibrated = ask(&mut worker, question).unwrap();
    assert_eq!((calibrated.score, calibrated.derived), (Some(1.0), false));
    assert_eq!(calibrated.remarks, []);
    let all = outcome.changes.len();
    assert_eq!((calibrated.met, calibrated.real, calibrated.extra), (all, all, 0));
    assert_eq!((calibrated.fit.mape, calibrated.fit.held), (Some(0.0), Some(1.0)));
    assert!(calibrated.rules.contains("is not known"), "{}", calibrated.rules);
    // Changes that only the number of Instances shows cross as well.
    let counted = Known::Samples { apart_ms: MINUTE_MS };
    let changes = vec![RealChange { at_ms: 0, by: 1, known: counted }];
    let question = Calibrate { variant: "saved".to_owned(), changes, ..Calibrate::default() };
    assert!(ask(&mut worker, question).is_ok());
    let unknown = ask(&mut worker, ExplainReversals { variant: "nobody".to_owned() }).unwrap_err();
    assert_eq!(unknown, Refusal::NotReplayed("nobody".to_owned()));
    assert_eq!(unknown.to_string(), "No variant “nobody” was replayed.");
}

/// The fields of the literature and of the load model are those of the pure core too, and rules
/// that were in force before are asked.
#[test]
fn measures_and_estimates_are_those_of_the_pure_core() {
    let job = job();
    let mut worker = replayed(&job);
    let variants = vec!["saved".to_owned(), "saved".to_owned()];
    let found = ask(&mut worker, MeasureReplays { variants }).unwrap();
    let plan = Plan::new(&job).unwrap();
    let outcome = plan.replay(&job.variants[0], Detail::Curves).unwrap();
    let own = measures(&job, &plan, &plan.rules(&job.variants[0]).unwrap(), &outcome);
    assert_eq!(found.first().copied(), own);
    let said = ask(&mut worker, EstimateLoad).unwrap();
    let history = &job.histories[0];
    let expected = LoadEstimate::of(history, &job.recorded_sizes);
    assert_eq!(said.sentence, expected.sentence(history.metric));
    assert_eq!(said.model, expected.fitted(history.metric, job.model));
    assert_eq!(said.estimate, Some(expected));
    let rules = job.variants[0].clone();
    let in_force = vec![InForce { since_ms: 0, rules }];
    let question = Calibrate { variant: "saved".to_owned(), in_force, ..Calibrate::default() };
    let held = ask(&mut worker, question).unwrap();
    assert_eq!(held.rules, "All of it is held against the rules that were in force.");
}

#[test]
fn a_job_or_a_variant_that_cannot_be_replayed_says_why() {
    let (mut worker, job) = (ReplayWorker::default(), job());
    assert_eq!(replay(&mut worker, &job), Err(Refusal::NoJob));
    set(&mut worker, &job);
    let mut wrong = job.clone();
    wrong.variants[0].thresholds_mut().unwrap().policies[0].action =
        Action::Other("sideways".to_owned());
    let refused = replay(&mut worker, &wrong).unwrap_err().to_string();
    assert!(refused.starts_with("policies[0].action: "), "{refused}");
    let text = "{\"boot_delay_ms\":\"x\"}".to_owned();
    let broken = answer(&mut worker, SetJob::TAG, Parcel { text, ..Parcel::default() });
    assert!(broken.unwrap_err().to_string().starts_with("boot_delay_ms: "));
    let missing = Parcel::json(&job);
    let missing = answer(&mut worker, SetJob::TAG, missing).unwrap_err();
    assert_eq!(missing.to_string(), "times: this column is missing");
    let uneven = Parcel { columns: vec![vec![1.0, 2.0], vec![3.0]], ..Parcel::json(&job) };
    let uneven = answer(&mut worker, SetJob::TAG, uneven).unwrap_err();
    assert_eq!(uneven.to_string(), "samples: 2 times, 1 values");
}

#[test]
fn a_run_goes_out_as_a_file_and_comes_in_again() {
    let job = job();
    let shared = || Arc::new(job.clone());
    let file = ask_new(SaveRun { job: shared() }).unwrap();
    assert_eq!(decode::<Job>(&file).unwrap(), job);
    assert_eq!(ask_new(LoadRun { file }).unwrap(), job);
    let text = ask_new(SaveLink { job: shared() }).unwrap();
    let carried = ask_new(LoadLink { text }).unwrap();
    assert!(carried.histories.is_empty());
    assert_eq!(carried.variants.len(), job.variants.len());
}

#[test]
fn histories_lie_beside_each_other_and_go_out_as_a_file() {
    let named = |name: &str, times_ms: &[i64], values: &[f64]| NamedSamples {
        name: name.to_owned(),
        samples: Arc::new(Samples { times_ms: times_ms.to_vec(), values: values.to_vec() }),
    };
    let series = vec![
        named("cpu", &[60_000, 120_000, 300_000], &[1.0, 2.5, 3.0]),
        named("net", &[120_000, 180_000], &[7.0, 8.0]),
    ];
    let told = ask_new(AlignSeries { series: series.clone() }).unwrap();
    let stamps: Vec<_> = told.series.iter().map(|one| (one.first_ms, one.last_ms)).collect();
    assert_eq!(stamps, [(60_000, 300_000), (120_000, 180_000)], "as the file has them");
    assert_eq!((told.series[0].step_ms, told.series[0].gaps), (60_000, 1));
    assert!(told.sentences[0].starts_with("\"cpu\" has 1 samples"), "{:?}", told.sentences);
    let file = ask_new(ExportCsv { series: series.clone() }).unwrap();
    let lines = "timestamp,cpu,net\n60000,1,\n120000,2.5,7\n180000,,8\n300000,3,\n";
    assert_eq!(String::from_utf8(file).unwrap(), lines);
    let mut parcel = ExportCsv { series }.pack();
    parcel.columns.pop();
    assert!(answer(&mut ReplayWorker::default(), ExportCsv::TAG, parcel).is_err());
}

/// What crosses is what was asked, for a thousand random jobs: the outcomes of the worker are those
/// of the replay, to the last bit.
#[test]
fn a_thousand_random_jobs_have_the_same_outcomes_in_the_worker() {
    let mut worker = ReplayWorker::default();
    for job in random::seeds(1_000).map(random::random_job) {
        set(&mut worker, &job);
        let expected = run(&job, Detail::Curves).unwrap();
        for (variant, expected_variant) in job.variants.iter().zip(&expected.variants) {
            let replayed = ask(&mut worker, ReplayVariant { variant: variant.clone() }).unwrap();
            let same = to_text(&replayed.variant) == to_text(expected_variant);
            assert!(same, "{}", to_text(&job));
        }
    }
}
