//! Rules in the shadow of the real group, in words.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::calibrate::rules_sentence;
use super::job::{pack_job, unpack_job};
use crate::base::{duration_text, grouped, is_one};
use crate::engine::{Metric, Rules, Target};
use crate::whatif::{
    History, InForce, Interval, Job, Pairing, Plan, RealChange, RealGroup, RealTotals, Scorecard,
    Shadowed, Situation, SizeAt, explain, shadowed, unsampled,
};
use crate::worker::protocol::{Packed, Parcel, Refusal, Unreadable, packed_as_json};

/// The most changes that are listed; the rest is counted.
const MOST: usize = 100;

/// Asks what came of a shadow's rules beside the real group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FollowShadow {
    /// What was sampled since it began. Its first variant is the shadow's rules, its second the
    /// saved ones.
    pub job: Arc<Job>,
    /// The rest.
    pub beside: ShadowBeside,
}

/// What a shadow is held against.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShadowBeside {
    /// When it began, in milliseconds since the Unix epoch.
    pub since_ms: i64,
    /// The real group's changes.
    pub changes: Vec<RealChange>,
    /// The real group's size as ordered, over time.
    pub sizes: Vec<SizeAt>,
    /// The rules that were in force, as [`crate::whatif::RealGroup`] has them.
    pub in_force: Vec<InForce>,
}

/// What came of a shadow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShadowReport {
    /// The time that its samples cover.
    pub span: Interval,
    /// Its size over time.
    pub sizes: Vec<SizeAt>,
    /// Its latest decision, in a sentence; empty before the first.
    pub latest: String,
    /// What it comes to beside the group, in a sentence.
    pub sentence: String,
    /// The same in figures.
    pub figures: Vec<ShadowFigure>,
    /// Its changes and the real ones, the newest first.
    pub changes: Vec<ShadowChange>,
    /// How many more there are.
    pub more: usize,
    /// The share of the group's changes that a replay of its own rules meets.
    pub score: Option<f64>,
    /// How far that lets one trust the shadow, in sentences.
    pub trust: Vec<String>,
    /// When metrics that its rules watch are missing.
    pub unsampled: Vec<Interval>,
}

/// A figure of the shadow, of the real group, and of the saved rules in the same replay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShadowFigure {
    /// What it is.
    pub name: String,
    /// Of the shadow.
    pub shadow: String,
    /// Of the real group.
    pub real: String,
    /// Of the saved rules.
    pub saved: String,
}

/// A change of the shadow's size, of the real one, or of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShadowChange {
    /// Which one it is.
    pub pairing: Pairing,
    /// What the shadow decided then, and why.
    pub why: String,
}

packed_as_json!(ShadowReport);

/// The job goes as a job does; the rest, which is text too, takes the place of the bytes.
impl Packed for FollowShadow {
    fn pack(self) -> Parcel {
        let beside = Parcel::json(&self.beside);
        let parcel = pack_job(&self.job, self.job.variants.clone());
        Parcel { bytes: beside.text.into_bytes(), ..parcel }
    }

    fn unpack(mut parcel: Parcel) -> Result<Self, Unreadable> {
        let bytes = std::mem::take(&mut parcel.bytes);
        let text = String::from_utf8(bytes).map_err(|e| Unreadable::at("beside", e.to_string()))?;
        let beside = Parcel { text, ..Parcel::default() }.value()?;
        Ok(Self { job: Arc::new(unpack_job(parcel)?), beside })
    }
}

impl FollowShadow {
    pub(super) fn answer(self) -> Result<ShadowReport, Refusal> {
        let Self { job, beside } = self;
        let [rules, saved] = job.variants.as_slice() else {
            return Err(Refusal::Invalid(t!("The shadow's rules are missing.").to_owned()));
        };
        let ShadowBeside { since_ms, changes, sizes, in_force } = &beside;
        let real = RealGroup { changes, sizes, saved, in_force };
        let found = shadowed(&job, rules, real).map_err(Refusal::invalid)?;
        let why = |at_ms| {
            let seen = Situation::simulated(&job, &found.rules, &found.own, at_ms);
            seen.map(|seen| explain(&seen).sentence).unwrap_or_default()
        };
        let newest = found.pairings.iter().rev().take(MOST);
        let changes =
            newest.map(|pairing| ShadowChange { pairing: *pairing, why: why(decided_ms(pairing)) });
        let watched = watched(&found.rules, &job.histories);
        Ok(ShadowReport {
            span: found.span,
            latest: why(found.span.to_ms),
            sentence: sentence(&found, job.price_per_hour),
            figures: figures(&found, job.price_per_hour),
            changes: changes.collect(),
            more: found.pairings.len().saturating_sub(MOST),
            score: found.calibration.score,
            trust: trust(&job, &found, in_force.len())?,
            unsampled: unsampled(&watched, *since_ms),
            sizes: found.own.sizes,
        })
    }
}

/// When the shadow decided what stands beside a real change.
const fn decided_ms(pairing: &Pairing) -> i64 {
    match pairing {
        Pairing::Matched { simulated, .. } | Pairing::Extra(simulated) => simulated.at_ms,
        Pairing::Missed(real) => real.at_ms,
    }
}

/// The histories of what rules watch.
fn watched<'a>(rules: &Rules, histories: &'a [History]) -> Vec<&'a History> {
    let average = rules.target().and_then(Target::average).map(|(metric, _)| metric);
    let own: Vec<Metric> =
        rules.policies().iter().map(|policy| policy.metric).chain(average).collect();
    histories.iter().filter(|history| own.contains(&history.metric)).collect()
}

/// `1.5 more Instance-hours than the group so far, € 0.08 more. 12 min less overload than …`
fn sentence(found: &Shadowed, price: Option<f64>) -> String {
    let (own, saved) = (&found.own.scorecard, &found.saved.scorecard);
    let by = own.instance_hours - found.real.instance_hours;
    let (hours, is_less) = (grouped(by.abs(), 1), by < 0.0);
    let is_same = hours == grouped(0.0, 1);
    let cost = price.filter(|_| !is_same).map(|price| {
        let cost = grouped(by.abs() * price, 2);
        if is_less { t!(", €\u{a0}{cost} less") } else { t!(", €\u{a0}{cost} more") }
    });
    let hours = match (is_same, is_less) {
        (true, _) => t!("As many Instance-hours as the group so far").to_owned(),
        (false, true) => t!("{hours} fewer Instance-hours than the group so far"),
        (false, false) => t!("{hours} more Instance-hours than the group so far"),
    };
    let overload = own.overload_minutes.zip(saved.overload_minutes).map(|(own, saved)| {
        let by = own - saved;
        let time = minutes_text(by.abs());
        match by < 0.0 {
            _ if by.abs() < 0.5 => {
                t!(" As much overload as a replay of the saved rules.").to_owned()
            }
            true => t!(" {time} less overload than a replay of the saved rules."),
            false => t!(" {time} more overload than a replay of the saved rules."),
        }
    });
    format!("{hours}{}.{}", cost.unwrap_or_default(), overload.unwrap_or_default())
}

#[expect(clippy::cast_possible_truncation, reason = "minutes of a fortnight are few")]
fn minutes_text(minutes: f64) -> String {
    match (minutes * 60_000.0).round() as i64 {
        0 => t!("overload" => "none").to_owned(),
        ms => duration_text(ms),
    }
}

fn figures(found: &Shadowed, price: Option<f64>) -> Vec<ShadowFigure> {
    let Shadowed { own, saved, real, .. } = found;
    let (shadow_card, saved_card) = (&own.scorecard, &saved.scorecard);
    let size = |sizes: &[SizeAt]| sizes.last().map(|last| last.size);
    let sizes = [size(&own.sizes), real.size, size(&saved.sizes)];
    let hours = [shadow_card.instance_hours, real.instance_hours, saved_card.instance_hours];
    let changes = [shadow_card.changes, real.changes, saved_card.changes];
    let reversals = [shadow_card.reversals, real.reversals, saved_card.reversals];
    let overload = |card: &Scorecard| card.overload_minutes.map_or_else(unknown, minutes_text);
    let cost = |price: f64| {
        let cost = hours.map(|hours| grouped(hours * price, 2));
        figure(t!("Cost"), cost.map(|cost| t!("€\u{a0}{cost}")))
    };
    let rows = [
        Some(figure(t!("Instances now"), sizes.map(|n| n.map_or_else(unknown, |n| n.to_string())))),
        Some(figure(t!("Instance-hours"), hours.map(|hours| grouped(hours, 1)))),
        price.map(cost),
        Some(figure(t!("Overload"), [overload(shadow_card), full(real), overload(saved_card)])),
        Some(figure(t!("Changes"), changes.map(|count| count.to_string()))),
        Some(figure(t!("Reversals"), reversals.map(|count| count.to_string()))),
    ];
    rows.into_iter().flatten().collect()
}

fn figure(name: &str, [shadow, real, saved]: [String; 3]) -> ShadowFigure {
    ShadowFigure { name: name.to_owned(), shadow, real, saved }
}

fn unknown() -> String {
    "–".to_owned()
}

/// A full Instance shows 100 %, however much more was asked of it.
fn full(real: &RealTotals) -> String {
    match real.full_samples {
        0 => t!("never full").to_owned(),
        count if is_one(count) => t!("full in {count} sample"),
        count => t!("full in {count} samples"),
    }
}

fn trust(job: &Job, found: &Shadowed, in_force: usize) -> Result<Vec<String>, Refusal> {
    let plan = Plan::new(job).map_err(Refusal::invalid)?;
    let contradiction = plan.outcome(job, Vec::new()).contradiction();
    let said = [
        Some(found.calibration.sentence.clone()),
        Some(found.fit.sentence()),
        Some(rules_sentence(in_force)),
        contradiction,
    ];
    Ok(said.into_iter().flatten().filter(|sentence| !sentence.is_empty()).collect())
}
