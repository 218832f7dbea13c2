//! A second implementation of the engine's step, as plain as it can be made, from the text of
//! design.md, section 2. It shares nothing with the engine but its data types: it keeps every
//! sample of the run, walks all of them for every policy at every tick, and counts in `i128`.

use std::collections::BTreeMap;

use headroom::engine::{
    Adjustment, Aggregate, CooldownStart, Decision, Direction, Limit, Metric, Operator,
    PercentRounding, Policy, Rules, Signal, TieOrder, Verdict,
};

/// A deliberate mistake, to show that the comparison would see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twist {
    /// None: the rules as designed.
    Faithful,
    /// `>=` for `>` and `<=` for `<`.
    LooseComparison,
    /// All 64 bits compared, so that the last bit of a sum decides.
    DoublePrecision,
    /// The cooldown's end counted on the other side.
    OtherCooldownEnd,
    /// A sample exactly one look-back old still counts.
    ClosedLookBack,
    /// A sample of this very instant does not count yet.
    OpenNow,
    /// Ties go to the other policy.
    OtherTieOrder,
    /// Percentages of the size before the bounds were repaired.
    UnrepairedBase,
    /// A denied change starts the cooldown anew.
    DenialRestartsCooldown,
    /// The bounds apply before the cooldown is asked, but a change without effect is denied too.
    CooldownBeforeNoEffect,
    /// A cooldown that starts sooner replaces one that starts later.
    LastStartCounts,
    /// A cooldown of nothing denies until it would start.
    ZeroCooldownDenies,
    /// A change that a bound cut short names no limit.
    SilentCap,
}

/// One step, as the oracle sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What was decided.
    pub decision: Decision,
    /// Every policy's part, in the order of evaluation.
    pub signals: Vec<Signal>,
    /// What is left of the cooldown right after the step.
    pub cooldown_left_ms: Option<i64>,
}

/// A group under observation.
pub struct Oracle {
    rules: Rules,
    twist: Twist,
    samples: BTreeMap<Metric, Vec<(i64, f64)>>,
    size: u32,
    changed_at_ms: Option<i64>,
}

/// What one step has found out so far.
struct Progress {
    now_ms: i64,
    before: u32,
    left_ms: Option<i64>,
    candidate: Option<usize>,
}

impl Oracle {
    pub fn new(rules: Rules, size: u32, changed_at_ms: Option<i64>, twist: Twist) -> Self {
        Self { rules, twist, samples: BTreeMap::new(), size, changed_at_ms }
    }

    pub fn observe(&mut self, metric: Metric, at_ms: i64, value: f64) {
        self.samples.entry(metric).or_default().push((at_ms, value));
    }

    /// The instant from which the cooldown counts.
    pub fn changed_at_ms(&self) -> Option<i64> {
        self.changed_at_ms
    }

    pub fn step(&mut self, now_ms: i64) -> Outcome {
        let before = self.size;
        self.repair_bounds(now_ms);
        let repaired = self.size;
        // Asked once: with several actions a step, the first does not deny the second.
        let left_ms = self.cooldown_left(now_ms);
        let mut progress = Progress { now_ms, before, left_ms, candidate: None };
        let mut signals = Vec::new();
        for index in self.ranked() {
            signals.push(self.consider(index, &mut progress));
        }
        let limit = signals.iter().find_map(|signal| self.limit(signal.verdict));
        let fires = |signal: &&Signal| matches!(signal.verdict, Verdict::Fired { .. });
        let fired = signals.iter().rfind(fires).map(|signal| signal.policy);
        let after = self.size;
        let decision = Decision { at_ms: now_ms, before, repaired, after, fired, limit };
        Outcome { decision, signals, cooldown_left_ms: self.cooldown_left(now_ms) }
    }

    /// Design, step 1.
    fn repair_bounds(&mut self, now_ms: i64) {
        let counts = self.rules.assumptions.repair_starts_cooldown;
        if self.size < self.rules.capacity.min {
            self.size = self.rules.capacity.min;
            if counts {
                self.start_cooldown(self.cooldown_start(now_ms, Direction::Up));
            }
        }
        if self.size > self.rules.capacity.max {
            self.size = self.rules.capacity.max;
            if counts {
                self.start_cooldown(self.cooldown_start(now_ms, Direction::Down));
            }
        }
    }

    /// Ascending priority; ties by creation.
    fn ranked(&self) -> Vec<usize> {
        let newest_first = (self.rules.assumptions.tie_order == TieOrder::NewestFirst)
            != (self.twist == Twist::OtherTieOrder);
        let mut ranks: Vec<(i128, i128, usize)> = Vec::new();
        for (index, policy) in self.rules.policies().iter().enumerate() {
            let age = i128::try_from(index).unwrap();
            ranks.push((policy.priority.into(), if newest_first { -age } else { age }, index));
        }
        ranks.sort_unstable();
        ranks.into_iter().map(|(_, _, index)| index).collect()
    }

    /// Design, steps 2 to 7, for one policy.
    fn consider(&mut self, index: usize, progress: &mut Progress) -> Signal {
        let policy = self.rules.policies()[index].clone();
        let seen = self.look_back(&policy, progress.now_ms);
        let value = aggregate(policy.aggregate, &seen);
        let verdict = match value {
            None => Verdict::NoData,
            Some(value) if !self.breached(&policy, value) => {
                let tie = self.is_tie(&policy, value);
                let margin = if tie { 0.0 } else { (value - policy.threshold).abs() };
                Verdict::NotBreached { margin }
            }
            Some(_) => match progress.candidate {
                Some(by) => Verdict::Outranked { by },
                None => self.act(&policy, progress),
            },
        };
        let assumptions = self.rules.assumptions;
        let ends = match verdict {
            Verdict::Fired { .. } | Verdict::Denied { .. } => true,
            Verdict::NoEffect { .. } => assumptions.no_effect_ends_step,
            _ => false,
        };
        if ends && assumptions.one_action_per_step && progress.candidate.is_none() {
            progress.candidate = Some(index);
        }
        Signal { policy: index, value, samples: seen.len(), verdict }
    }

    /// The samples in `(now - range, now]`.
    fn look_back(&self, policy: &Policy, now_ms: i64) -> Vec<f64> {
        let mut seen = Vec::new();
        let Some(samples) = self.samples.get(&policy.metric) else { return seen };
        for &(at_ms, value) in samples {
            let age_ms = now_ms - at_ms;
            let young = age_ms < policy.look_back_ms
                || (age_ms == policy.look_back_ms && self.twist == Twist::ClosedLookBack);
            let past = age_ms > 0 || (age_ms == 0 && self.twist != Twist::OpenNow);
            if young && past {
                seen.push(value);
            }
        }
        seen
    }

    fn breached(&self, policy: &Policy, value: f64) -> bool {
        if self.is_tie(policy, value) {
            return self.twist == Twist::LooseComparison;
        }
        match policy.operator {
            Operator::GreaterThan => value > policy.threshold,
            Operator::LessThan => value < policy.threshold,
        }
    }

    /// The API keeps 32 bits of a number (contract, section 1), and no more are compared.
    fn is_tie(&self, policy: &Policy, value: f64) -> bool {
        match self.twist {
            Twist::DoublePrecision => value == policy.threshold,
            _ => kept_bits(value) == kept_bits(policy.threshold),
        }
    }

    /// Design, steps 4 to 7.
    fn act(&mut self, policy: &Policy, progress: &Progress) -> Verdict {
        let assumptions = self.rules.assumptions;
        let (min, max) = (self.rules.capacity.min, self.rules.capacity.max);
        let from = self.size;
        let base = if self.twist == Twist::UnrepairedBase { progress.before } else { from };
        let wanted = self.wanted(policy, from, base);
        let to = if wanted < min { min } else { wanted.min(max) };
        let denied_first = self.twist == Twist::CooldownBeforeNoEffect;
        if to == from && !(denied_first && progress.left_ms.is_some()) {
            if assumptions.no_effect_starts_cooldown && progress.left_ms.is_none() {
                self.start_cooldown(progress.now_ms);
            }
            return Verdict::NoEffect { wanted };
        }
        if let Some(left_ms) = progress.left_ms {
            if self.twist == Twist::DenialRestartsCooldown {
                self.changed_at_ms = Some(progress.now_ms);
            }
            return Verdict::Denied { wanted: to, left_ms };
        }
        let direction = if to > from { Direction::Up } else { Direction::Down };
        self.size = to;
        self.start_cooldown(self.cooldown_start(progress.now_ms, direction));
        Verdict::Fired { from, to, wanted }
    }

    /// Design, step 4: the size asked for, before the bounds; `base` is what per cent are of.
    fn wanted(&self, policy: &Policy, size: u32, base: u32) -> u32 {
        let assumptions = self.rules.assumptions;
        let step = match policy.adjustment {
            Adjustment::FlatCount(count) => i128::from(count),
            Adjustment::PercentOfTotalGroup(percent) => {
                let hundredfold = i128::from(base) * i128::from(percent);
                let (whole, rest) = (hundredfold / 100, hundredfold % 100);
                match assumptions.percent_rounding {
                    PercentRounding::AwayFromZero if rest > 0 || whole == 0 => whole + 1,
                    PercentRounding::Nearest if rest >= 50 => whole + 1,
                    _ => whole,
                }
            }
            Adjustment::SetTotalGroup(total) => {
                let against = match policy.direction {
                    Direction::Up => total < size,
                    Direction::Down => total > size,
                };
                let stays = against && !assumptions.set_total_may_reverse;
                return if stays { size } else { total };
            }
        };
        let wanted = match policy.direction {
            Direction::Up => i128::from(size) + step,
            Direction::Down => i128::from(size) - step,
        };
        u32::try_from(wanted.clamp(0, i128::from(u32::MAX))).unwrap()
    }

    /// When the cooldown after a change at `now_ms` starts to count.
    fn cooldown_start(&self, now_ms: i64, direction: Direction) -> i64 {
        match (self.rules.assumptions.cooldown_start, direction) {
            (CooldownStart::Serving, Direction::Up) => now_ms + self.rules.boot_delay_ms,
            _ => now_ms,
        }
    }

    /// The later start counts: one cooldown never cuts another short.
    fn start_cooldown(&mut self, from_ms: i64) {
        let running_from_ms = self.changed_at_ms.filter(|_| self.twist != Twist::LastStartCounts);
        self.changed_at_ms = Some(match running_from_ms {
            Some(running_ms) if running_ms > from_ms => running_ms,
            _ => from_ms,
        });
    }

    fn cooldown_left(&self, now_ms: i64) -> Option<i64> {
        if self.rules.capacity.cooldown.after_out_ms == 0 && self.twist != Twist::ZeroCooldownDenies
        {
            return None;
        }
        let end_ms = self.changed_at_ms? + self.rules.capacity.cooldown.after_out_ms;
        let end_counts =
            self.rules.assumptions.cooldown_includes_end != (self.twist == Twist::OtherCooldownEnd);
        let over = if end_counts { now_ms > end_ms } else { now_ms >= end_ms };
        if over { None } else { Some(end_ms - now_ms) }
    }

    fn limit(&self, verdict: Verdict) -> Option<Limit> {
        let (min, max) = (self.rules.capacity.min, self.rules.capacity.max);
        let wanted = match verdict {
            Verdict::Denied { left_ms, .. } => return Some(Limit::Cooldown(left_ms)),
            Verdict::NoEffect { wanted } => wanted,
            Verdict::Fired { wanted, .. } if self.twist != Twist::SilentCap => wanted,
            _ => return None,
        };
        if wanted > max {
            return Some(Limit::Maximum(max));
        }
        if wanted < min { Some(Limit::Minimum(min)) } else { None }
    }
}

/// What a 32-bit float keeps of a number of any usual size: of the 52 bits of its fraction the
/// upper 23, rounded to the nearest, of two equally near to the even one.
fn kept_bits(value: f64) -> u64 {
    const DROPPED: u32 = 52 - 23;
    let bits = (value + 0.0).to_bits();
    let (kept, dropped, half) = (bits >> DROPPED, bits % (1 << DROPPED), 1 << (DROPPED - 1));
    let up = dropped > half || (dropped == half && kept % 2 == 1);
    kept + u64::from(up)
}

/// The samples as one number; `None` without any.
#[expect(clippy::cast_precision_loss, reason = "a test has few samples")]
pub fn aggregate(how: Aggregate, samples: &[f64]) -> Option<f64> {
    let (mut sum, mut smallest, mut largest) = (0.0, *samples.first()?, *samples.first()?);
    for &sample in samples {
        sum += sample;
        if sample < smallest {
            smallest = sample;
        }
        if sample > largest {
            largest = sample;
        }
    }
    Some(match how {
        Aggregate::Average => sum / samples.len() as f64,
        Aggregate::Sum => sum,
        Aggregate::Min => smallest,
        Aggregate::Max => largest,
    })
}
