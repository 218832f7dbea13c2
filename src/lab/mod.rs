//! The what-if of one group as plain data: no DOM, no signals, no clock.
//!
//! In the order in which a number travels through it:
//!
//! - [`LogEntry`], [`GroupRow`], [`told`]: what a group of either generation tells of itself, its
//!   row in the list, and its alerts in words.
//! - [`import`], [`Recording`]: which history is replayed, and under which size it was
//!   recorded.
//! - [`Inputs`]: what makes a [`crate::whatif::Job`] of it, or [`Why`] nothing can be replayed.
//! - [`Drafts`]: what is typed over the saved rules, and the variants that come of it.
//! - [`Compared`]: what several variants set, side by side.
//! - [`Conflict`]: what somebody else has saved meanwhile of what a variant changes.
//! - [`Asking`]: one question at a time to a worker, of those that wait only the latest.
//! - [`Orders`], [`Replayed`], [`Run`]: what is to be replayed, what still holds, what came of it.
//! - [`scored`]: the numbers that came of it, most telling first.
//! - [`Picture`]: a scene of recording and replays, as the chart draws it.
//! - [`Front`]: what a sweep has found, and [`Advice`]: which point of it to take.
//! - [`Following`]: a sweep that follows the edited variant.
//! - [`Hand`]: the setting under the hand, and the [`Curve`] of what its values come to.
//! - [`Sweeping`]: a sweep that several workers share.
//! - [`incident`]: a marked stretch, what was different in it, and what would have repaired it.
//! - [`Trust`]: what tells how far a replay can be trusted, a line for each.
//! - [`measure_lines`]: the literature's measures.
//! - [`Checked`]: what a key may read.
//! - [`PastRules`]: the rules that a group had before.
//! - [`Pending`]: a call before it is made.
//! - [`Saving`]: an edit on its way to the API.
//! - [`activity`]: what this browser wrote, in words.
//! - [`Hold`]: a group held at one size for a while.
//! - [`Shadow`]: rules that run in the shadow of a group.
//! - [`Deletion`]: what deleting a group does.
//! - [`instances`]: a group's Instances against its template, and their replacement.
//! - [`Exported`]: a group, a template or a policy as other tools read it.
//! - [`moving`]: the move of a group to the other generation.
//! - [`reading`], [`waiting`]: what a group's rules see at the moment.
//! - [`naming`]: what a data source calls the metrics that no public source names.
//! - [`Window`], [`Calendar`]: the visible stretch of time, and how it is typed.
//! - [`stop_beside`], [`landed`], [`Pointing`]: where a walk through the picture stops.
//! - [`log_lines`]: a log as it is read, and [`Reasons`]: why its changes were made.
//! - [`pieces`]: a rule as a sentence in which what it sets stands out.
//! - [`mod@target_words`]: a group with a target in words.
//! - [`watch`]: which groups need somebody, why, and what to do.
//! - [`words`]: a policy, a change, an age and a span of time in words.
//!
//! ```
//! use headroom::engine::Metric;
//! use headroom::lab::{Picture, Scene};
//!
//! let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
//! let picture = Picture::of(&Scene {
//!     metric: Metric::Cpu,
//!     job: Some(&job),
//!     is_imported: false,
//!     is_open: false,
//!     sizes: &job.recorded_sizes,
//!     log: &[],
//!     alerts: None,
//!     saved: None,
//!     edited: None,
//!     others: &[],
//!     shadow: &[],
//! });
//! assert_eq!(picture.saved_label(), "Actual");
//! assert_eq!(picture.timeline.series[0].values, job.histories[0].values);
//! assert_eq!(picture.nearest(1_772_438_690_000), Some(1_772_438_700_000));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod activity;
mod advice;
mod alerts;
mod asking;
mod checkup;
mod compared;
mod conflict;
mod deletion;
mod draft;
mod export;
mod following;
mod front;
mod gaps;
mod group_row;
mod hold;
pub mod import;
pub mod incident;
pub mod instances;
mod job;
mod lent;
mod lines;
mod log;
mod measures;
pub mod moving;
pub mod naming;
mod now;
mod over;
mod past_rules;
mod pending;
mod picture;
mod pointing;
mod range;
mod read_then;
mod reasons;
mod recording;
mod response;
mod run;
mod saving;
mod scores;
mod sentence;
mod shadow;
mod shared;
mod stops;
mod sweeping;
mod swept;
pub mod target_words;
mod template_row;
mod translated;
mod trust;
mod typed;
mod unknown;
mod variant;
pub mod watch;
mod why;
mod window;
pub mod words;

pub use advice::{Advice, Day, Edit, Promise};
pub use alerts::{AlertWords, Cure, alerts_at, open_alerts, told};
pub use asking::Asking;
pub use checkup::{
    Access, Checked, access_key_fault, clock_words, key_words, latency_words, unwritten_words,
};
pub use compared::{Compared, compared};
pub use conflict::Conflict;
pub use deletion::{
    Deletion, Doomed, consequences, counted_groups, deleted, deleted_together, not_terminated,
    template_users, word_before,
};
pub use draft::Drafts;
pub use export::{ExportForm, Exported, SdkProgram, call_as_curl, call_as_sdk};
pub use following::{Following, Own, waits_for_rest};
pub use front::{Cell, Column, Entry, Found, Front, Owner, Progress, Stage};
pub use group_row::{
    GroupRow, Standing, State, count_by_group, generation_word, status, target_words,
};
pub use hold::{Hold, Holding, bounds_of, least_size};
pub use import::{ImportedHistory, ImportedSeries, refused_at};
pub use job::{
    Inputs, Source, Why, joined, own_history, phase_ms, replayable, settings_of, start_ms, trouble,
    watched,
};
pub use lent::{
    Lender, LoadOf, invented_load, is_too_short, largest_size, lenders, start_size, usual_busiest,
};
pub use lines::{
    Because, Fold, Kind, LogLine, Narrowed, folds, log_lines, log_table, occurrences, sources,
};
pub use log::{LogEntry, entries, sizes_from_log};
pub use measures::{MeasureLine, measure_lines};
pub use naming::metric_expression;
pub use now::{Cooling, Reading, reading, waiting};
pub use past_rules::{PastRules, RuleEdit, past_rules, with_edits};
pub use pending::Pending;
pub use picture::{Moment, Picture, Scene, layered};
pub use pointing::Pointing;
pub use range::{Calendar, RANGES};
pub use read_then::{come_to, read_then};
pub use reasons::Reasons;
pub use recording::{Fresh, Recording, answered_in_part, real_changes};
pub use response::{Around, Cliff, Curve, Hand, Segment, Terms, Traced};
pub use run::{Band, Numbered, Orders, Replayed, Run, SAVED};
pub use saving::{Rest, Saving, checked, what_is_left};
pub use scores::{Scored, scored, tone};
pub use sentence::pieces;
pub use shadow::{Absence, Observation, Shadow, Waiting, is_late};
pub use shared::Shared;
pub use stops::{Way, landed, stop_beside};
pub use sweeping::Sweeping;
pub use swept::{tried_words, worth_words};
pub use template_row::TemplateRow;
pub use translated::{Translated, band_words, points_words, translated, typed_points};
pub use trust::{Mark, Trust};
pub use typed::{FormOf, at_fields, faults_at, typed_group, typed_risks, typed_rules};
pub use unknown::{not_known, not_known_words};
pub use variant::{Part, Row, VariantDraft, group_fields, policy_fields, same_rules};
pub use why::{Decided, decided};
pub use window::Window;

pub use crate::worker::replay::Samples;
