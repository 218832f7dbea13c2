//! What a fixed set of jobs came to, bit by bit, so that a change of structure is seen to be one.
//!
//! `outcomes.txt` has a line for every job and every sweep: its seed, then a digest for every part
//! of its outcome. A change on purpose is recorded by running this test with
//! `HEADROOM_RECORD=outcomes`; the difference of the file then shows which parts it reached. The
//! parts are cut so that it tells
//! something: `values` and `signals` hang on the last bits of a simulated value, `totals`, `sizes`,
//! `decisions` and the sweeps only on what was decided.

use std::fmt::Write;

use headroom::engine::{Decision, Ledger, Limit, Verdict};
use headroom::whatif::{
    Axis, Detail, Grid, Interval, Job, LintContext, Parameter, Scorecard, Search, Situation, Sweep,
    VariantOutcome, counterfactuals, flaps, lints, rules, run, sensitivities,
};

use super::random::recorded_job;

const RECORDED: &str = include_str!("outcomes.txt");
const JOB_PARTS: &str = "job totals sizes decisions values signals band words";
const SWEEP_PARTS: &str = "sweep scores labels";
const JOBS: u64 = 400;
const SWEEPS: u64 = 12;

/// FNV-1a over 64-bit words, folded to eight hexadecimal digits.
struct Digest(u64);

impl Digest {
    const fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    fn word(&mut self, word: u64) {
        for byte in word.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn words(&mut self, words: impl IntoIterator<Item = u64>) {
        words.into_iter().for_each(|word| self.word(word));
    }

    fn time(&mut self, ms: i64) {
        self.word(ms.cast_unsigned());
    }

    fn index(&mut self, index: usize) {
        self.word(u64::try_from(index).unwrap());
    }

    fn maybe(&mut self, index: Option<usize>) {
        self.index(index.map_or(0, |index| index + 1));
    }

    /// A number's exact bits; every number that is none counts alike.
    fn float(&mut self, value: f64) {
        self.word(if value.is_nan() { u64::MAX } else { value.to_bits() });
    }

    fn floats(&mut self, values: impl IntoIterator<Item = Option<f64>>) {
        values.into_iter().for_each(|value| self.float(value.unwrap_or(f64::NAN)));
    }

    fn text(&mut self, text: &str) {
        self.words(text.bytes().map(u64::from).chain([u64::MAX]));
    }

    fn span(&mut self, span: Interval) {
        self.time(span.from_ms);
        self.time(span.to_ms);
    }

    fn hex(&self) -> String {
        format!("{:08x}", (self.0 ^ (self.0 >> 32)) & 0xFFFF_FFFF)
    }
}

/// Everything in a scorecard but the percentile, which is one of the simulated values.
fn totals(digest: &mut Digest, card: &Scorecard) {
    digest.floats([
        Some(card.instance_hours),
        card.cost_eur,
        card.cost_per_day_eur,
        card.cost_per_month_eur,
        card.overload_minutes,
        card.demand_hours,
        card.overload_hours,
        Some(card.minutes_at_minimum),
        Some(card.minutes_at_maximum),
        Some(card.denied_minutes),
    ]);
    digest.index(card.changes);
    digest.index(card.reversals);
}

fn sizes(digest: &mut Digest, outcome: &VariantOutcome) {
    for entry in &outcome.sizes {
        digest.time(entry.at_ms);
        digest.word(entry.size.into());
    }
    for change in &outcome.changes {
        digest.time(change.at_ms);
        digest.words([change.from.into(), change.to.into(), change.reversal.into()]);
        digest.maybe(change.policy);
    }
    for stretch in outcome.overload.iter().chain(&outcome.cooldowns) {
        digest.span(*stretch);
    }
}

fn decisions(digest: &mut Digest, ledger: &Ledger) {
    for (index, decision) in ledger.decisions().iter().enumerate() {
        let Decision { at_ms, before, repaired, after, fired, limit } = *decision;
        digest.time(at_ms);
        digest.words([before.into(), repaired.into(), after.into()]);
        digest.maybe(fired);
        digest.words(match limit {
            None => [0, 0],
            Some(Limit::Minimum(size)) => [1, size.into()],
            Some(Limit::Maximum(size)) => [2, size.into()],
            Some(Limit::Cooldown(left_ms)) => [3, left_ms.cast_unsigned()],
            Some(Limit::Step(step)) => [4, step.into()],
        });
        for signal in ledger.signals(index) {
            digest.index(signal.policy);
            digest.index(signal.samples);
            digest.words(verdict(signal.verdict));
        }
    }
}

/// A verdict without its margin, which is as exact as the value that it is of.
fn verdict(verdict: Verdict) -> [u64; 4] {
    match verdict {
        Verdict::Fired { from, to, wanted } => [1, from.into(), to.into(), wanted.into()],
        Verdict::Outranked { by } => [2, u64::try_from(by).unwrap(), 0, 0],
        Verdict::NotBreached { .. } => [3, 0, 0, 0],
        Verdict::NoData => [4, 0, 0, 0],
        Verdict::Denied { wanted, left_ms } => [5, wanted.into(), left_ms.cast_unsigned(), 0],
        Verdict::NoEffect { wanted } => [6, wanted.into(), 0, 0],
        Verdict::OnTarget { size } => [7, size.into(), 0, 0],
    }
}

fn signals(digest: &mut Digest, ledger: &Ledger) {
    for index in 0..ledger.len() {
        for signal in ledger.signals(index) {
            let margin = match signal.verdict {
                Verdict::NotBreached { margin } => Some(margin),
                _ => None,
            };
            digest.floats([signal.value, margin]);
        }
    }
}

/// What is said of a job: lints, reversals, what would have turned its last change, and, since it
/// takes many replays, for some jobs what hangs on an assumption.
fn words(digest: &mut Digest, job: &Job, outcomes: &[VariantOutcome], asks_much: bool) {
    let context = LintContext::of(job);
    for (variant, outcome) in job.variants.iter().zip(outcomes) {
        let rules = rules(job, variant).unwrap();
        for lint in lints(variant, &context) {
            digest.text(&lint.sentence);
            digest.text(lint.fix.as_ref().map_or("", |fix| &fix.label));
        }
        for flap in flaps(job, &rules, outcome) {
            digest.text(&flap.sentence);
        }
        let at_ms = outcome.changes.last().map_or(i64::MAX, |change| change.at_ms);
        let situation = Situation::simulated(job, &rules, outcome, at_ms);
        for counterfactual in
            situation.iter().flat_map(|situation| counterfactuals(situation, variant))
        {
            digest.text(&counterfactual.sentence);
        }
        if asks_much {
            for sensitivity in sensitivities(job, variant).unwrap() {
                digest.text(&sensitivity.sentence);
            }
        }
    }
}

fn job_line(seed: u64) -> String {
    let job = recorded_job(seed);
    let outcome = run(&job, Detail::Ledger).unwrap();
    let mut parts = [const { Digest::new() }; 7];
    let [totals_of, sizes_of, decisions_of, values_of, signals_of, band_of, words_of] = &mut parts;
    totals_of.span(outcome.span);
    totals_of.index(outcome.saturated_samples);
    for variant in &outcome.variants {
        let ledger = variant.ledger.as_ref().unwrap();
        totals(totals_of, &variant.scorecard);
        sizes(sizes_of, variant);
        decisions(decisions_of, ledger);
        values_of.floats(variant.values.iter().flatten().map(|value| Some(*value)));
        values_of.floats([variant.scorecard.p95]);
        signals(signals_of, ledger);
    }
    for variant in &run(&job.other_edge(), Detail::Curves).unwrap().variants {
        totals(band_of, &variant.scorecard);
        sizes(band_of, variant);
    }
    words(words_of, &job, &outcome.variants, seed.is_multiple_of(16));
    parts.iter().fold(format!("job-{seed}"), |line, part| line + " " + &part.hex())
}

/// A sweep over what a random variant has, point by point: the scores, and the points' labels.
fn sweep_line(seed: u64) -> Option<String> {
    let job = recorded_job(seed);
    let base = &job.variants[0];
    let axis = |(parameter, policy): (Parameter, Option<usize>)| {
        let own = parameter.of(base, policy)?;
        let values = [own, own * 2.0].map(|value| match parameter.is_whole() {
            true => value.trunc(),
            false => headroom::wire::Float::new(value).get(),
        });
        Some(Axis { parameter, policy, values: values.to_vec(), range: None })
    };
    let axes = [
        (Parameter::Threshold, Some(0)),
        (Parameter::Value, Some(0)),
        (Parameter::LookBack, Some(0)),
        (Parameter::Priority, Some(0)),
        (Parameter::Cooldown, None),
        (Parameter::Minimum, None),
        (Parameter::Maximum, None),
    ];
    let axes = axes.into_iter().filter_map(axis).collect();
    let grid = Grid::new(base, &Sweep { axes }).unwrap();
    let count = grid.count();
    // Without a history that tells what an Instance can carry there is nothing to weigh.
    let mut search = Search::new(&job, grid, 0..count).ok()?;
    let (mut scores, mut labels) = (Digest::new(), Digest::new());
    while let Some(chunk) = search.chunk(500) {
        scores.word(chunk.skipped.into());
        for point in chunk.points {
            scores.word(point.index.into());
            let score = point.score;
            scores.floats([Some(score.instance_hours), Some(score.overload_minutes)]);
            scores.index(score.changes);
            scores.index(score.reversals);
            labels.text(&search.grid().label(point.index));
        }
    }
    Some(format!("sweep-{seed} {} {}", scores.hex(), labels.hex()))
}

fn outcomes() -> String {
    let jobs = (0..JOBS).map(job_line);
    let sweeps = (0..).filter_map(sweep_line).take(usize::try_from(SWEEPS).unwrap());
    let mut text = format!("{JOB_PARTS}\n{SWEEP_PARTS}\n");
    for line in jobs.chain(sweeps) {
        writeln!(text, "{line}").unwrap();
    }
    text
}

/// Which parts of which jobs differ, a line each.
fn differences(recorded: &str, found: &str) -> Vec<String> {
    let mut told = Vec::new();
    for (recorded, found) in recorded.lines().zip(found.lines()).filter(|(a, b)| a != b) {
        let names = if found.starts_with("sweep") { SWEEP_PARTS } else { JOB_PARTS };
        let names: Vec<&str> = names.split(' ').collect();
        let columns = recorded.split(' ').zip(found.split(' ')).enumerate();
        let parts: Vec<&str> =
            columns.filter(|(_, (a, b))| a != b).map(|(index, _)| names[index]).collect();
        let job = found.split(' ').next().unwrap();
        told.push(format!("{job}: {}", parts.join(", ")));
    }
    let (before, after) = (recorded.lines().count(), found.lines().count());
    if before != after {
        told.push(format!("{before} lines are recorded and {after} were found"));
    }
    told
}

#[test]
fn recorded_jobs_come_to_what_they_came_to() {
    let found = outcomes();
    if std::env::var("HEADROOM_RECORD").is_ok_and(|what| what == "outcomes") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/whatif/outcomes.txt");
        std::fs::write(path, &found).unwrap();
        return;
    }
    let differences = differences(RECORDED, &found);
    assert!(differences.is_empty(), "{} lines differ:\n{}", differences.len(), {
        differences.join("\n")
    });
}

#[test]
fn a_difference_names_its_job_and_its_parts() {
    let recorded = "job-1 a b c d e f g\njob-2 a b c d e f g\nsweep-1 a b\n";
    let found = "job-1 a b c d e f g\njob-2 a x c y e f g\nsweep-1 a x\n";
    assert_eq!(differences(recorded, recorded), Vec::<String>::new());
    assert_eq!(differences(recorded, found), ["job-2: sizes, values", "sweep-1: labels"]);
    let short = "job-1 a b c d e f g\n";
    assert_eq!(differences(recorded, short), ["3 lines are recorded and 1 were found"]);
}
