//! Histories beside each other, and as a file.

use serde::{Deserialize, Serialize};

use super::samples::{NamedSamples, Samples, pack_named, unpack_named};
use crate::history::{Alignment, Sample, Series, export};
use crate::worker::protocol::{Packed, Parcel, Refusal, Unreadable, packed_as_json};

/// Asks how histories lie in time.
#[derive(Clone, Debug)]
pub struct AlignSeries {
    /// The series in question.
    pub series: Vec<NamedSamples>,
}

/// How histories lie in time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AlignmentReport {
    /// Each one by itself, in the order given.
    pub series: Vec<Coverage>,
    /// What to know of them together; nothing when all cover the same time.
    pub sentences: Vec<String>,
}

/// Which time a history covers, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Coverage {
    /// One step before the first stamp, in milliseconds since the Unix epoch.
    pub from_ms: i64,
    /// The last stamp, in milliseconds since the Unix epoch.
    pub until_ms: i64,
    /// The usual distance of two samples, in milliseconds.
    pub step_ms: i64,
    /// How many holes there are.
    pub gaps: u32,
}

packed_as_json!(AlignmentReport);

impl Packed for AlignSeries {
    fn pack(self) -> Parcel {
        pack_named(&self.series)
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        Ok(Self { series: unpack_named(parcel)? })
    }
}

impl AlignSeries {
    pub(super) fn answer(self) -> Result<AlignmentReport, Refusal> {
        let series = histories(&self.series)?;
        let covered = series.iter().map(|series| Coverage {
            from_ms: series.span().from_ms,
            until_ms: series.span().until_ms,
            step_ms: series.step_ms(),
            gaps: u32::try_from(series.gaps().len()).unwrap_or(u32::MAX),
        });
        let names: Vec<&str> = self.series.iter().map(|one| one.name.as_str()).collect();
        let together = Alignment::of(&series.iter().collect::<Vec<_>>());
        let sentences = if series.len() > 1 { together.sentences(&names) } else { Vec::new() };
        Ok(AlignmentReport { series: covered.collect(), sentences })
    }
}

/// Asks for histories as a CSV file; the answer is the file's bytes.
#[derive(Clone, Debug)]
pub struct ExportCsv {
    /// The series in question.
    pub series: Vec<NamedSamples>,
}

impl Packed for ExportCsv {
    fn pack(self) -> Parcel {
        pack_named(&self.series)
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        Ok(Self { series: unpack_named(parcel)? })
    }
}

impl ExportCsv {
    pub(super) fn answer(self) -> Result<Vec<u8>, Refusal> {
        let series = histories(&self.series)?;
        let names = self.series.iter().map(|one| one.name.as_str());
        let named: Vec<_> = names.zip(&series).collect();
        Ok(export(&named).into_bytes())
    }
}

fn histories(named: &[NamedSamples]) -> Result<Vec<Series>, Refusal> {
    named.iter().map(|one| history(&one.samples)).collect()
}

fn history(samples: &Samples) -> Result<Series, Refusal> {
    let sample = |(&at_ms, &value): (&i64, &f64)| Sample { at_ms, value };
    let samples = samples.times_ms.iter().zip(&samples.values).map(sample).collect();
    Series::new(samples).map_err(Refusal::invalid)
}
