//! What served within an interval of the recording.

use super::interval::as_f64;
use super::model::divisor;
use super::{Interval, Job, SampleReading, SizeAt};

/// When a simulated fleet shows a sample as it was recorded, to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// When as many serve throughout its interval as did in the recording.
    Size,
    /// When their number changes within its interval as it did in the recording.
    Sizes,
    /// Never: the recording's size changed within it, and its traffic is multiplied.
    Never,
}

/// The Instances that served within an interval of the recording.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Served {
    /// What the demand was divided by, which is their number where it is spread evenly: their
    /// harmonic mean over the time in which any served, for the value is the mean of the shares.
    pub divisor: f64,
    /// How many served at its end.
    pub size: u32,
    /// Whether their number changed within it.
    pub changed: bool,
}

/// The recorded sizes, asked for at ascending times.
pub struct RecordedSizes<'a> {
    sizes: &'a [SizeAt],
    reading: SampleReading,
    elasticity: f64,
    /// The first entry that is not before the last interval's end.
    next: usize,
}

impl<'a> RecordedSizes<'a> {
    pub fn new(job: &'a Job) -> Self {
        let (reading, elasticity) = (job.sample_reading, job.model.elasticity);
        Self { sizes: &job.recorded_sizes, reading, elasticity, next: 0 }
    }

    /// What served within an interval; the first size also before its time.
    pub fn within(&mut self, span: Interval) -> Served {
        while self.sizes.get(self.next).is_some_and(|entry| entry.at_ms < span.to_ms) {
            self.next += 1;
        }
        let last = self.next.saturating_sub(1);
        let size = self.sizes.get(last).map_or(0, |entry| entry.size);
        let uniform = Served { divisor: divisor(size, self.elasticity), size, changed: false };
        let began_ms = self.sizes.get(last).map_or(i64::MIN, |entry| entry.at_ms);
        if self.reading == SampleReading::Instant || began_ms <= span.from_ms || last == 0 {
            return uniform;
        }
        let (mut served_ms, mut shares, mut changed) = (0.0, 0.0, false);
        for (stretch, own) in stretches(self.sizes, span) {
            changed |= own != size;
            if own > 0 {
                let ms = as_f64(stretch.to_ms - stretch.from_ms);
                served_ms += ms;
                shares += ms / divisor(own, self.elasticity);
            }
        }
        match changed {
            true if served_ms > 0.0 => Served { divisor: served_ms / shares, size, changed },
            _ => uniform,
        }
    }
}

/// The stretches of a span with the recorded size of each; the first size also before its time.
pub fn stretches(sizes: &[SizeAt], span: Interval) -> impl Iterator<Item = (Interval, u32)> {
    let first = sizes.partition_point(|entry| entry.at_ms <= span.from_ms).saturating_sub(1);
    let own = sizes.get(first..).unwrap_or_default();
    own.iter()
        .enumerate()
        .map(move |(index, entry)| {
            let from_ms = if index == 0 { span.from_ms } else { entry.at_ms.max(span.from_ms) };
            let to_ms = own.get(index + 1).map_or(span.to_ms, |next| next.at_ms.min(span.to_ms));
            (Interval { from_ms, to_ms }, entry.size)
        })
        .take_while(move |(stretch, _)| stretch.from_ms < span.to_ms)
        .filter(|(stretch, _)| stretch.from_ms < stretch.to_ms)
}
