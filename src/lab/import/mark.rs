//! How an address names a history that it cannot carry.

use super::ImportedHistory;
use crate::base::mix;

/// Names an imported history: by its samples, by what they are read as, and in words.
///
/// An address carries it, so that a page that is opened again finds the history among those that
/// its browser remembers, and another reader is told which one is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryMark {
    /// Tells histories of other samples apart; the key under which a browser remembers them.
    pub key: String,
    /// Tells the same samples apart that are read in another way: as other metrics, with other
    /// factors, or with another recorded size.
    pub reading: String,
    /// The history's name.
    pub name: String,
}

impl HistoryMark {
    /// The mark of a history.
    ///
    /// ```
    /// use headroom::lab::ImportedHistory;
    /// use headroom::lab::import::HistoryMark;
    ///
    /// let history = ImportedHistory { name: "week.csv".to_owned(), ..ImportedHistory::default() };
    /// let mark = HistoryMark::of(&history);
    /// assert_eq!(HistoryMark::parse(&mark.text()), Some(mark));
    /// ```
    #[must_use]
    pub fn of(history: &ImportedHistory) -> Self {
        let (mut samples, mut reading) = (Digest::default(), Digest::default());
        for series in &history.series {
            samples.add(series.samples.times_ms.len() as u64);
            for (at_ms, value) in series.samples.times_ms.iter().zip(&series.samples.values) {
                samples.add(at_ms.cast_unsigned());
                samples.add(value.to_bits());
            }
            reading.add(series.metric.map_or(0, |metric| 1 + metric as u64));
            reading.add(series.load.map_or(0, |load| 1 + load as u64));
            reading.add(series.factor.to_bits());
        }
        for size in &history.sizes {
            reading.add(size.at_ms.cast_unsigned());
            reading.add(u64::from(size.size));
        }
        reading.add(history.phase_ms.unwrap_or(-1).cast_unsigned());
        Self { key: samples.text(), reading: reading.text(), name: history.name.clone() }
    }

    /// What an address holds; `None` where that names none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.').map(str::to_owned);
        let (key, reading, name) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { key, reading, name })
    }

    /// It as an address holds it.
    #[must_use]
    pub fn text(&self) -> String {
        [self.key.as_str(), &self.reading, &self.name].join(".")
    }
}

/// Many words as one.
#[derive(Default)]
struct Digest(u64);

impl Digest {
    const fn add(&mut self, word: u64) {
        self.0 = mix(self.0.rotate_left(1) ^ word);
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}
