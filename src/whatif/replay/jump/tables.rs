//! What is known of the samples at every evaluation, made once and shared by all rules.

use std::collections::BTreeMap;

use super::by_size::BySize;
use super::frame::Frame;
use super::overload::Demand;
use super::stream::Stream;
use super::sums::sums;
use super::turned::{Clock, ticks_in};
use crate::engine::{Aggregate, Metric, Rules};
use crate::whatif::Plan;

/// What a policy or a target watches: a look-back over the samples of a metric.
pub struct Series {
    pub stream: usize,
    pub frame: usize,
    pub aggregate: Aggregate,
    /// What it adds up to at every evaluation.
    sums: BySize<Vec<f64>>,
}

/// At which evaluations a series meets a condition, while so many serve throughout its look-back:
/// for each number of Instances, where its bits begin.
pub struct Crossings {
    series: usize,
    by_size: BySize<usize>,
}

/// The tables of one kind of rules.
pub struct Tables {
    pub clock: Clock,
    pub demand: Option<Demand>,
    pub streams: Vec<Stream>,
    pub frames: Vec<Frame>,
    pub series: Vec<Series>,
    /// One bit an evaluation, 64 a word, of all crossings.
    pub words: Vec<u64>,
    crossings: Vec<Crossings>,
    /// By the parts' length and the history.
    stream_of: BTreeMap<(i64, usize), usize>,
    /// By the stream and the look-back.
    frame_of: BTreeMap<(usize, i64), usize>,
    /// By the frame and the aggregate.
    series_of: BTreeMap<(usize, u8), usize>,
    /// By the series, the bits of a threshold or target, and its side.
    crossings_of: BTreeMap<(usize, u64, bool), usize>,
    bytes: usize,
}

impl Tables {
    /// Tables for rules of such a kind; `None` where no replay of them evaluates anything.
    pub fn new(plan: &Plan, rules: &Rules) -> Option<Self> {
        let rhythm = plan.rhythm(rules);
        let clock = Clock {
            first_ms: rhythm.first_ms,
            period_ms: rhythm.period_ms,
            ticks: u32::try_from(rhythm.ticks(plan.span.to_ms)).ok().filter(|ticks| *ticks > 0)?,
            boot_delay_ms: plan.boot_delay_ms,
            boot_ticks: ticks_in(rhythm.period_ms, plan.boot_delay_ms),
            metric_delay_ms: plan.model.metric_delay_ms,
        };
        let demand = plan.capacity_history.and_then(|index| {
            let history = plan.histories[index];
            history.full.map(|_| Demand::new(&plan.samples, (index, history), &clock))
        });
        Some(Self {
            clock,
            bytes: 0,
            demand,
            streams: Vec::new(),
            frames: Vec::new(),
            series: Vec::new(),
            words: Vec::new(),
            crossings: Vec::new(),
            stream_of: BTreeMap::new(),
            frame_of: BTreeMap::new(),
            series_of: BTreeMap::new(),
            crossings_of: BTreeMap::new(),
        })
    }

    /// How many bytes they take.
    pub fn bytes(&self) -> usize {
        let words = self.words.len() * size_of::<u64>();
        self.bytes + words + self.demand.as_ref().map_or(0, Demand::bytes)
    }

    /// What watches a metric, by index; `None` where the plan has no history of it.
    pub fn series(
        &mut self,
        plan: &Plan,
        rules: &Rules,
        (metric, aggregate, look_back_ms): (Metric, Aggregate, i64),
    ) -> Option<usize> {
        let history = plan.histories.iter().position(|own| own.metric == metric)?;
        let part_ms = plan.part_ms(rules).unwrap_or_default();
        let Self { clock, streams, frames, series, bytes, .. } = self;
        let stream = *self.stream_of.entry((part_ms, history)).or_insert_with(|| {
            let own = (history, plan.histories[history]);
            streams.push(Stream::new(plan.samples(rules), own, plan.missing_data, clock));
            *bytes += streams.last().map_or(0, Stream::bytes);
            streams.len() - 1
        });
        let frame = *self.frame_of.entry((stream, look_back_ms)).or_insert_with(|| {
            frames.push(Frame::new(&streams[stream], look_back_ms, clock));
            *bytes += frames.last().map_or(0, Frame::bytes);
            frames.len() - 1
        });
        Some(*self.series_of.entry((frame, aggregate as u8)).or_insert_with(|| {
            series.push(Series { stream, frame, aggregate, sums: BySize::default() });
            series.len() - 1
        }))
    }

    /// When a series meets a condition, by index: the bits and the side tell it from others.
    pub fn crossings(&mut self, series: usize, bits: u64, is_over: bool) -> usize {
        let Self { crossings, crossings_of, .. } = self;
        *crossings_of.entry((series, bits, is_over)).or_insert_with(|| {
            crossings.push(Crossings { series, by_size: BySize::default() });
            crossings.len() - 1
        })
    }

    /// The samples that a series is of.
    #[inline]
    pub fn stream(&self, series: usize) -> &Stream {
        &self.streams[self.series[series].stream]
    }

    /// The aggregate of a series on so many Instances.
    #[inline]
    pub fn value(&mut self, series: usize, serving: u32, tick: u32) -> Option<f64> {
        let value = self.sums(series, serving)[tick as usize];
        (!value.is_nan()).then_some(value)
    }

    /// Where the bits begin of the evaluations that meet a condition on so many Instances, where
    /// they are known.
    #[inline]
    pub fn known(&self, crossings: usize, serving: u32) -> Option<usize> {
        self.crossings[crossings].by_size.get(serving).copied()
    }

    /// Where those bits begin, made of what each evaluation sees: not a number for no sample.
    #[inline(never)]
    pub fn cross(&mut self, crossings: usize, serving: u32, meets: impl Fn(f64) -> bool) -> usize {
        let at = self.words.len();
        let series = self.crossings[crossings].series;
        self.sums(series, serving);
        let slot = self.stream(series).slot(serving);
        let Self { series: all, words, crossings: own, .. } = self;
        let Some(seen) = all[series].sums.get(slot) else { return at };
        words.extend(seen.chunks(64).map(|seen| {
            let bits = seen.iter().zip(0..).map(|(value, bit)| u64::from(meets(*value)) << bit);
            bits.fold(0, |word, bit| word | bit)
        }));
        *own[crossings].by_size.or_insert(serving, || at)
    }

    /// The sums of a series on so many Instances.
    #[inline]
    fn sums(&mut self, series: usize, serving: u32) -> &[f64] {
        let Self { streams, frames, series: all, bytes, .. } = self;
        let Series { stream, frame, aggregate, ref mut sums } = all[series];
        let (stream, frame) = (&streams[stream], &frames[frame]);
        sums.or_insert(stream.slot(serving), || {
            let sums = self::sums(stream, frame, aggregate, serving);
            *bytes += sums.len() * size_of::<f64>();
            sums
        })
    }
}
