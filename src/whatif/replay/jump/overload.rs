//! How long the demand exceeds what so many Instances carry, up to any change of what serves.

use super::turned::{Clock, Turn, Turned, first_at};
use crate::whatif::replay::prepared::{PreparedHistory, Sample};

/// How many samples share a word of bits.
const WORD: usize = 64;

/// The demand of the history that tells what an Instance can carry.
pub struct Demand {
    history: PreparedHistory,
    demands: Vec<f64>,
    /// The interval of each sample.
    spans: Vec<(i64, i64)>,
    /// How long each sample of a word is; 0 where they are not equally long.
    even_ms: Vec<i64>,
    /// The first sample that ends after a change of what serves.
    ends_after: Turned,
    /// The samples on each number of Instances that occurred, so many words each.
    words: Vec<Word>,
    /// Where those of a number begin.
    words_of: Vec<usize>,
}

/// So many samples: which of them so many Instances are too few for.
#[derive(Clone, Copy)]
struct Word {
    bits: u64,
    /// How long they were too few in the samples before.
    before_ms: i64,
}

impl Demand {
    /// Those of `samples` that are of a history.
    pub fn new(samples: &[Sample], history: (usize, PreparedHistory), clock: &Clock) -> Self {
        let (index, history) = history;
        let own = samples.iter().filter(|sample| usize::from(sample.history) == index);
        let own: Vec<&Sample> = own.filter(|sample| sample.arrival.is_sample()).collect();
        let demands = own.iter().map(|sample| sample.demand).collect();
        let spans: Vec<(i64, i64)> =
            own.iter().map(|sample| (sample.from_ms, sample.at_ms)).collect();
        debug_assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "none overlap");
        let ends_after = Turned::new(clock, |delay_ms| {
            first_at(clock, delay_ms.saturating_add(1), spans.len(), |at| spans[at].1)
        });
        let even_ms = spans.chunks(WORD).map(even).collect();
        Self {
            history,
            demands,
            spans,
            even_ms,
            ends_after,
            words: Vec::new(),
            words_of: Vec::new(),
        }
    }

    /// How much longer so many are too few than so many others, up to a change of what serves.
    #[inline]
    pub fn more_ms(&mut self, (one, other): (u32, u32), turn: Turn, at_ms: i64) -> i64 {
        let first = self.ends_after.at(turn) as usize;
        let (at, within) = (first / WORD, first % WORD);
        let (a, b) = (self.word(one, at), self.word(other, at));
        let before_ms = a.before_ms - b.before_ms;
        if a.bits == b.bits {
            return before_ms;
        }
        // Where more are too few, fewer are.
        let bits = a.bits ^ b.bits;
        let mut more_ms = self.long_ms(at, bits & !(u64::MAX << within));
        if bits >> within & 1 == 1 {
            more_ms += (at_ms - self.spans[first].0).max(0);
        }
        if one < other { before_ms + more_ms } else { before_ms - more_ms }
    }

    /// How long so many are too few in all samples.
    pub fn total_ms(&mut self, serving: u32) -> i64 {
        let last = self.spans.len() / WORD;
        let Word { bits, before_ms } = self.word(serving, last);
        before_ms + self.long_ms(last, bits)
    }

    /// Some of the samples on a number of Instances.
    #[inline]
    fn word(&mut self, serving: u32, at: usize) -> Word {
        let from = match self.words_of.get(serving as usize) {
            Some(&known) if known != usize::MAX => known,
            _ => self.learn(serving),
        };
        self.words[from + at]
    }

    #[inline(never)]
    fn learn(&mut self, serving: u32) -> usize {
        let Self { history, demands, spans, words, words_of, .. } = self;
        let (size, from) = (serving as usize, words.len());
        let carried = history.carried(serving).unwrap_or(f64::INFINITY);
        add_words(demands, spans, carried, words);
        if words_of.len() <= size {
            words_of.resize(size + 1, usize::MAX);
        }
        words_of[size] = from;
        from
    }

    /// How long those of the samples of a word are together.
    #[inline]
    fn long_ms(&self, word: usize, bits: u64) -> i64 {
        match self.even_ms.get(word) {
            Some(0) => self.uneven_ms(word, bits),
            Some(even_ms) => i64::from(bits.count_ones()) * even_ms,
            None => 0,
        }
    }

    #[inline(never)]
    fn uneven_ms(&self, word: usize, bits: u64) -> i64 {
        let own = self.spans.iter().skip(word * WORD).take(WORD).zip(0..);
        let own = own.filter(|(_, bit)| bits >> bit & 1 == 1);
        own.map(|((from_ms, to_ms), _)| to_ms - from_ms).sum()
    }

    pub fn bytes(&self) -> usize {
        self.spans.len() * (size_of::<f64>() + size_of::<(i64, i64)>())
            + self.even_ms.len() * size_of::<i64>()
            + self.words.len() * size_of::<Word>()
            + self.ends_after.bytes()
    }
}

/// How long samples are; 0 where they are not equally long.
fn even(spans: &[(i64, i64)]) -> i64 {
    let even_ms = spans.first().map_or(0, |(from_ms, to_ms)| to_ms - from_ms);
    let is_even = spans.iter().all(|(from_ms, to_ms)| to_ms - from_ms == even_ms);
    if is_even { even_ms } else { 0 }
}

/// Adds for which samples what is carried is too little.
fn add_words(demands: &[f64], spans: &[(i64, i64)], carried: f64, words: &mut Vec<Word>) {
    let mut before_ms = 0;
    for (demands, spans) in demands.chunks(WORD).zip(spans.chunks(WORD)) {
        let mut word = Word { bits: 0, before_ms };
        for ((demand, (from_ms, to_ms)), bit) in demands.iter().zip(spans).zip(0..) {
            let over = demand - carried > 0.0;
            word.bits |= u64::from(over) << bit;
            before_ms += if over { to_ms - from_ms } else { 0 };
        }
        words.push(word);
    }
    // An instant after all samples is in the word after them, where the last one is full.
    words.push(Word { bits: 0, before_ms });
}
