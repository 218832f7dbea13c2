//! A run to hand on: as a file, which is a job with its variants, or as a link, which is the same
//! without its histories. Neither has room for a key: a job holds none.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::unknown::{unknown_in_job, value_of};
use super::{Job, JobError, Plan, SizeAt, Thresholds, Variant};
use crate::wire::{Capacity, DecodeError, Policy, PolicyId, decode_value, parse};

/// The version of a link's text, which stands before it.
const LINK_VERSION: &str = "1";

/// The longest text of a link, in characters. Browsers take far more, but what passes links on,
/// mail and chat above all, cuts them.
pub const MAX_LINK: usize = 8_000;

/// Stands in a link's policies for the group that opens it, since a policy has to have one.
const WHOEVER_OPENS: &str = "whoever-opens-the-link";

/// The text of a link: a job's settings and variants, without histories, the sizes recorded with
/// them and what is as it is by default. A policy's id, group and zone stay behind as well:
/// [`rebased`] finds the policy again by its name.
///
/// # Errors
/// When there is more than a link can carry.
///
/// ```
/// use headroom::whatif::{from_file, from_link, to_link};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let opened = from_link(&to_link(&job)?)?;
/// assert_eq!(opened.variants[0].policies()[0].metric.threshold.get(), 70.0);
/// assert!(opened.histories.is_empty(), "whoever opens it has a history of their own");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_link(job: &Job) -> Result<String, String> {
    let bare = Job {
        variants: job.variants.iter().map(without_ids).collect(),
        recorded_sizes: stated_size(job),
        histories: Vec::new(),
        evaluation_phase_ms: None,
        shapes: job.shapes.clone(),
        price_source: job.price_source.clone(),
        ..*job
    };
    let text = format!("{LINK_VERSION}.{}", URL_SAFE_NO_PAD.encode(slim_job(&bare).to_string()));
    match text.len() {
        ..=MAX_LINK => Ok(text),
        length => {
            Err(t!("The link would have {length} characters, and many programs cut links after \
             {MAX_LINK}. Close some variants, or hand on the run as a file."))
        }
    }
}

/// The size of a history whose size was stated, not recorded.
fn stated_size(job: &Job) -> Vec<SizeAt> {
    match job.recorded_sizes[..] {
        [SizeAt { size, .. }] => vec![SizeAt { at_ms: 0, size }],
        _ => Vec::new(),
    }
}

/// The job that a link's text carries, without histories; without variants where only settings
/// are tried.
///
/// # Errors
/// Says what is wrong with the text.
pub fn from_link(text: &str) -> Result<Job, String> {
    let cut = t!("The link is damaged or was cut. Ask for it again, or for the run as a file.");
    let length = text.len();
    if length > MAX_LINK {
        return Err(t!(
            "The link has {length} characters; none that Headroom makes has more than {MAX_LINK}."
        ));
    }
    let (version, coded) = text.split_once('.').ok_or(cut)?;
    if version != LINK_VERSION {
        return Err(t!(
            "The link is of version “{version}”; this Headroom reads version {LINK_VERSION}. \
             Reload the page to get the newest one."
        ));
    }
    let json = URL_SAFE_NO_PAD.decode(coded).map_err(|_| cut)?;
    let mut job = read(&json).map_err(|error| match error {
        Unread::Misshapen(error) => {
            let (path, why) = (error.path(), &error.message);
            t!("{cut} What it carries cannot be read at {path}: {why}.")
        }
        Unread::Unknown(path) => no_such_field(&path),
    })?;
    let thresholds = job.variants.iter_mut().filter_map(Variant::thresholds_mut);
    for policy in thresholds.flat_map(|rules| &mut rules.policies) {
        policy.instance_group_id = WHOEVER_OPENS.into();
    }
    check_variants(&job)?;
    Ok(job)
}

/// A run file's text: the job as it is, on one line.
#[must_use]
pub fn to_file(job: &Job) -> String {
    serde_json::to_string(job).unwrap_or_default() + "\n"
}

/// The job of a run file, which can be replayed.
///
/// # Errors
/// Says what is wrong and where, as a JSON path.
///
/// ```
/// let error = headroom::whatif::from_file(br#"{"variants": [{"nam": "saved"}]}"#).unwrap_err();
/// assert_eq!(error, "variants[0].nam: This Headroom knows no such field.");
/// ```
pub fn from_file(bytes: &[u8]) -> Result<Job, String> {
    let job = read(bytes).map_err(|error| match error {
        Unread::Misshapen(error) if error.steps.is_empty() => t!("It is not a run: {error}."),
        Unread::Misshapen(error) => format!("{}: {}.", error.path(), error.message),
        Unread::Unknown(path) => no_such_field(&path),
    })?;
    Plan::new(&job).map_err(|error| error.to_string())?;
    if job.variants.is_empty() {
        return Err(t!("variants: There is none. Give at least one variant.").to_owned());
    }
    check_variants(&job)?;
    Ok(job)
}

/// A field that only another version knows changes what the run does, and a slip as well.
fn no_such_field(path: &str) -> String {
    format!("{path}: {}", t!("This Headroom knows no such field."))
}

/// Why a job was not read.
enum Unread {
    Misshapen(Box<DecodeError>),
    /// The path of a field that it does not have.
    Unknown(String),
}

fn read(json: &[u8]) -> Result<Job, Unread> {
    let value = parse(json).map_err(Unread::Misshapen)?;
    let job = decode_value(&value).map_err(Unread::Misshapen)?;
    match unknown_in_job(&value) {
        Some(path) => Err(Unread::Unknown(path)),
        None => Ok(job),
    }
}

fn check_variants(job: &Job) -> Result<(), String> {
    job.variants.iter().enumerate().try_for_each(|(index, variant)| {
        let refuse = |error| JobError::Rules { variant: index, error }.to_string();
        super::rules(job, variant).map(drop).map_err(refuse)
    })
}

/// A shared variant's rows as rows of a group: each stands for the saved policy with its id, else
/// for one of its name that no other row stands for; the rest are new policies.
#[must_use]
pub fn rebased(shared: &Variant, saved: &Variant) -> Variant {
    let Some(rules) = shared.thresholds() else { return shared.clone() };
    let has = |id: &PolicyId| rules.policies.iter().any(|row| row.id == *id);
    let mut free: Vec<&Policy> = saved.policies().iter().filter(|row| !has(&row.id)).collect();
    let rows = rules.policies.iter().map(|row| {
        let own = saved.policies().iter().find(|old| old.id == row.id);
        let own = own.or_else(|| {
            let at = free.iter().position(|old| old.name == row.name)?;
            Some(free.remove(at))
        });
        let row = row.clone();
        match own.cloned() {
            Some(Policy { id, instance_group_id, zone, .. }) => {
                Policy { id, instance_group_id, zone, ..row }
            }
            None => Policy { id: PolicyId::default(), ..row },
        }
    });
    Variant::of_thresholds(shared.name.clone(), rules.capacity.clone(), rows.collect())
}

fn without_ids(variant: &Variant) -> Variant {
    let bare = |policy: &Policy| Policy {
        id: PolicyId::default(),
        instance_group_id: Policy::default().instance_group_id,
        zone: None,
        ..policy.clone()
    };
    let Some(Thresholds { capacity, policies }) = variant.thresholds() else {
        return variant.clone();
    };
    let policies = policies.iter().map(bare).collect();
    Variant::of_thresholds(variant.name.clone(), capacity.clone(), policies)
}

/// A job as JSON without what its readers take for granted.
fn slim_job(job: &Job) -> Value {
    let mut value = slim(value_of(job), &value_of(&Job::default()));
    let variants = value.get_mut("variants").and_then(Value::as_array_mut);
    let (capacity, row) = (value_of(&Capacity::default()), value_of(&Policy::default()));
    for variant in variants.into_iter().flatten() {
        if let Some(own) = variant.get_mut("capacity") {
            *own = slim(own.take(), &capacity);
        }
        let rows = variant.get_mut("policies").and_then(Value::as_array_mut);
        for policy in rows.into_iter().flatten() {
            *policy = slim(policy.take(), &row);
        }
    }
    value
}

/// An object without the fields that are as in `default`.
fn slim(value: Value, default: &Value) -> Value {
    let Value::Object(mut fields) = value else { return value };
    fields.retain(|name, own| default.get(name) != Some(own));
    for (name, own) in &mut fields {
        if let Some(default) = default.get(name) {
            *own = slim(own.take(), default);
        }
    }
    Value::Object(fields)
}
