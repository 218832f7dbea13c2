//! How many Instances served while a history was recorded: half of them is half of the load.

use crate::whatif::SizeAt;
use crate::worker::replay::Samples;

/// The real group's sizes as served, and the time over which they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupSizes {
    /// As served, in order of time.
    pub served: Vec<SizeAt>,
    /// Until when they are known, in milliseconds since the Unix epoch.
    pub until_ms: i64,
}

impl GroupSizes {
    /// The sizes over a stretch of time; none where they are not known over all of it but some
    /// minutes.
    #[must_use]
    pub fn over(&self, from_ms: i64, to_ms: i64) -> Option<Vec<SizeAt>> {
        const SOME_MINUTES_MS: i64 = 300_000;
        let first_ms = self.served.first()?.at_ms.saturating_sub(SOME_MINUTES_MS);
        let known = first_ms <= from_ms && to_ms <= self.until_ms.saturating_add(SOME_MINUTES_MS);
        if !known {
            return None;
        }
        let first = self.served.partition_point(|size| size.at_ms <= from_ms).saturating_sub(1);
        let within = self.served.iter().skip(first).take_while(|size| size.at_ms <= to_ms);
        Some(within.copied().collect())
    }
}

/// Where the recorded size is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeChoice {
    /// A series of the file, by row.
    Series(usize),
    /// The series of a row, one for each Instance: as many as have samples.
    Parts(usize),
    /// The real group at that time.
    Group,
    /// The same number all the time.
    Constant,
}

/// What its user says about the recorded size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SizeAnswer {
    /// Where it is from; nothing while nobody has said.
    pub choice: Option<SizeChoice>,
    /// The number as typed, for [`SizeChoice::Constant`].
    pub typed: String,
}

impl SizeAnswer {
    /// The typed number.
    ///
    /// # Errors
    /// What to enter instead.
    pub fn constant(&self) -> Result<u32, &'static str> {
        match self.typed.trim().parse() {
            Ok(0) => Err(t!("Enter at least 1: nothing served would have nothing to show.")),
            Ok(size) => Ok(size),
            Err(_) => Err(t!("Enter a whole number, such as 3.")),
        }
    }
}

/// One way to say it, as the dialog offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SizeOption {
    /// Where the size would be from.
    pub choice: SizeChoice,
    /// That in words.
    pub label: String,
    /// Which sizes it would be: `2 to 8`.
    pub detail: String,
}

/// `3`, `2 to 8`; empty without any.
#[must_use]
pub fn range_text(sizes: &[SizeAt]) -> String {
    let all = || sizes.iter().map(|size| size.size);
    match (all().min(), all().max()) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => t!("{least} to {most}"),
        _ => String::new(),
    }
}

/// How many of several series have samples, from each instant on: each from its first stamp to its
/// last.
pub(super) fn present<'a>(parts: impl Iterator<Item = &'a Samples>) -> Vec<SizeAt> {
    let mut steps: Vec<(i64, i64)> = Vec::new();
    for times_ms in parts.map(|part| &part.times_ms) {
        if let (Some(first), Some(last)) = (times_ms.first(), times_ms.last()) {
            steps.extend([(*first, 1), (last.saturating_add(1), -1)]);
        }
    }
    crate::base::sort_by_key(&mut steps, |step| *step);
    let end = steps.last().map_or(i64::MAX, |step| step.0);
    let (mut sizes, mut count): (Vec<SizeAt>, i64) = (Vec::new(), 0);
    for (at_ms, by) in steps.into_iter().filter(|(at_ms, _)| *at_ms < end) {
        count += by;
        let size = u32::try_from(count.max(0)).unwrap_or_default();
        sizes.pop_if(|last| last.at_ms == at_ms);
        sizes.push(SizeAt { at_ms, size });
    }
    sizes
}
