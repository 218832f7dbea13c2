//! Several series of one group over the time that all of them cover.

use serde::{Deserialize, Serialize};

use super::series::Series;
use crate::history::report::Span;
use crate::history::report::words::{moment, thousands};

/// How several series lie in time. Each keeps its own stamps.
///
/// ```
/// use headroom::history::{Alignment, Sample, Series};
///
/// let minutes = |from: i64, to: i64| {
///     let sample = |minute| Sample { at_ms: minute * 60_000, value: 1.0 };
///     Series::new((from..=to).map(sample).collect())
/// };
/// let (cpu, size) = (minutes(1, 10)?, minutes(6, 20)?);
/// let laid = Alignment::of(&[&cpu, &size]);
/// let span = laid.span.unwrap();
/// assert_eq!((span.from_ms, span.until_ms), (300_000, 600_000));
/// assert_eq!((laid.parts[0].before, laid.parts[0].inside), (5, 5));
/// # Ok::<(), headroom::history::SeriesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alignment {
    /// What all of them cover; `None` when there is no such time.
    pub span: Option<Span>,
    /// One entry a series, in the order given.
    pub parts: Vec<Part>,
}

/// The samples of one series by their place: those in the common span are in `(from, until]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Samples in the common span; 0 without one.
    pub inside: u32,
    /// Samples before it; all without one.
    pub before: u32,
    /// Samples after it.
    pub after: u32,
}

impl Alignment {
    /// Lays series beside each other.
    #[must_use]
    pub fn of(series: &[&Series]) -> Self {
        let spans = || series.iter().map(|series| series.span());
        let from_ms = spans().map(|span| span.from_ms).max().unwrap_or_default();
        let until_ms = spans().map(|span| span.until_ms).min().unwrap_or_default();
        let span = (from_ms < until_ms).then_some(Span { from_ms, until_ms });
        Self { span, parts: series.iter().map(|series| Part::of(series, span)).collect() }
    }

    /// One sentence a series that is not wholly inside, or that there is no common time.
    #[must_use]
    pub fn sentences(&self, names: &[&str]) -> Vec<String> {
        let Some(span) = self.span else {
            return vec![
                t!("The series have no time in common, so they cannot be replayed together. \
                     Export them over the same time range.")
                .to_owned(),
            ];
        };
        let (from, until) = (moment(span.from_ms), moment(span.until_ms));
        let outside = names.iter().zip(&self.parts).filter(|(_, part)| part.outside() > 0);
        let sentence = |(name, part): (&&str, &Part)| {
            let [inside, before, after] =
                [part.inside, part.before, part.after].map(|count| thousands(u64::from(count)));
            t!("\"{name}\" has {inside} samples after {from} and until {until}, the time that \
                 all series cover; {before} before and {after} after lie outside.")
        };
        outside.map(sentence).collect()
    }
}

impl Part {
    fn of(series: &Series, span: Option<Span>) -> Self {
        let samples = series.samples();
        let count = |samples: usize| u32::try_from(samples).unwrap_or(u32::MAX);
        let Some(span) = span else {
            return Self { inside: 0, before: count(samples.len()), after: 0 };
        };
        let first = samples.partition_point(|sample| sample.at_ms <= span.from_ms);
        let end = samples.partition_point(|sample| sample.at_ms <= span.until_ms);
        Self { inside: count(end - first), before: count(first), after: count(samples.len() - end) }
    }

    fn outside(&self) -> u32 {
        self.before.saturating_add(self.after)
    }
}
