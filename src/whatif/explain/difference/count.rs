//! The counting: which evaluations each feature holds at.

use std::collections::BTreeMap;

use super::feature::{Distance, Feature, see_the_same, threshold, watched};
use super::found::{Count, Difference};
use crate::base::translated;
use crate::engine::{self, Ledger, Rules, Signal};
use crate::whatif::{Interval, VariantOutcome};

/// At which evaluations each feature holds, by index, ascending.
pub(super) struct Counted<'a> {
    held: BTreeMap<Feature, Vec<usize>>,
    ledger: &'a Ledger,
    stretch: Interval,
    pub(super) inside: u32,
    pub(super) outside: u32,
}

impl<'a> Counted<'a> {
    /// Goes through a ledger; `None` without one.
    pub(super) fn of(
        rules: &Rules,
        outcome: &'a VariantOutcome,
        stretch: Interval,
    ) -> Option<Self> {
        let ledger = outcome.ledger.as_ref()?;
        let mut counted = Self { held: BTreeMap::new(), ledger, stretch, inside: 0, outside: 0 };
        let usual = usual_samples(ledger);
        let mut cooldowns = outcome.cooldowns.iter().peekable();
        let with_end = rules.assumptions.cooldown_includes_end;
        for (index, decision) in ledger.decisions().iter().enumerate() {
            let at_ms = decision.at_ms;
            let within = contains(stretch, at_ms);
            *(if within { &mut counted.inside } else { &mut counted.outside }) += 1;
            let over = |one: &&Interval| one.to_ms < at_ms || (one.to_ms == at_ms && !with_end);
            while cooldowns.next_if(over).is_some() {}
            if cooldowns.peek().is_some_and(|one| one.from_ms < at_ms) {
                counted.hold(Feature::Cooldown, index);
            }
            counted.hold(Feature::Size(decision.before), index);
            if let Some(limit) = decision.limit {
                counted.hold(Feature::Limit(limit.into()), index);
            }
            let before = index.checked_sub(1).map_or(&[][..], |before| ledger.signals(before));
            for signal in ledger.signals(index) {
                let before = before.iter().find(|one| one.policy == signal.policy);
                counted.take(rules, index, signal, before, &usual);
            }
        }
        Some(counted)
    }

    fn take(
        &mut self,
        rules: &Rules,
        index: usize,
        signal: &Signal,
        before: Option<&Signal>,
        usual: &BTreeMap<usize, usize>,
    ) {
        let policy = signal.policy;
        self.hold(Feature::Verdict(policy, signal.verdict.into()), index);
        if let (Some(value), Some(threshold)) = (signal.value, threshold(rules, policy)) {
            self.hold(Feature::Distance(policy, Distance::of(value, threshold)), index);
        }
        if !is_first_to_see(rules, policy) {
            return;
        }
        if usual.get(&policy).is_some_and(|usual| signal.samples < *usual) {
            self.hold(Feature::FewSamples(policy), index);
        }
        let Some(value) = signal.value else { return };
        let is_share = watched(rules, policy).is_some_and(|m| m.unit() == engine::Unit::Percent);
        if is_share && value >= 100.0 {
            self.hold(Feature::Full(policy), index);
        }
        let before = before.and_then(|before| before.value).filter(|before| *before > 0.0);
        if before.is_some_and(|before| value >= before * 1.5) {
            self.hold(Feature::Jump(policy), index);
        }
    }

    fn hold(&mut self, feature: Feature, index: usize) {
        self.held.entry(feature).or_default().push(index);
    }

    /// Every feature with its counts.
    pub(super) fn differences(&self, rules: &Rules) -> Vec<Difference> {
        let one = |(feature, held): (&Feature, &Vec<usize>)| {
            let (label, note) = feature.words(rules);
            self.difference(*feature, label, note, held.iter().copied())
        };
        self.held.iter().map(one).collect()
    }

    fn difference(
        &self,
        feature: Feature,
        label: String,
        note: String,
        held: impl Iterator<Item = usize>,
    ) -> Difference {
        let mut counts = [0, 0];
        for index in held {
            let within = contains(self.stretch, self.ledger.decisions()[index].at_ms);
            counts[usize::from(within)] += 1;
        }
        let [out, within] = counts;
        let inside = Count { count: within, of: self.inside };
        let outside = Count { count: out, of: self.outside };
        Difference { feature, label, note, inside, outside }
    }

    /// Those that are so at the very same evaluations as one; the first names the others.
    pub(super) fn merged(&self, all: Vec<Difference>, rules: &Rules) -> Vec<Difference> {
        let mut kept: Vec<Difference> = Vec::new();
        for one in all {
            let held = self.held.get(&one.feature);
            let same = kept.iter_mut().find(|other| self.held.get(&other.feature) == held);
            let Some(same) = same else {
                kept.push(one);
                continue;
            };
            let (label, _) = one.feature.words(rules);
            let note = std::mem::take(&mut same.note);
            same.note = if note.is_empty() { label } else { t!("{note}; {label}") };
        }
        kept
    }

    /// The hours and weekdays of the stretch, and how many evaluations lie in them; none for those
    /// that are all there are.
    pub(super) fn when(&self, local_ms: impl Fn(i64) -> i64) -> Vec<Difference> {
        const HOUR_MS: i64 = 3_600_000;
        /// 1 January 1970 was a Thursday; Monday is 0.
        const THURSDAY: i64 = 3;
        let hour = |at_ms: i64| local_ms(at_ms).div_euclid(HOUR_MS).rem_euclid(24);
        let weekday =
            |at_ms: i64| (local_ms(at_ms).div_euclid(24 * HOUR_MS) + THURSDAY).rem_euclid(7);
        let hours = self.cyclic(Feature::Hours, 24, hour, &hours_text);
        let weekdays = self.cyclic(Feature::Weekdays, 7, weekday, &weekdays_text);
        hours.into_iter().chain(weekdays).collect()
    }

    fn cyclic(
        &self,
        feature: Feature,
        all: usize,
        of: impl Fn(i64) -> i64,
        text: &dyn Fn(&[bool]) -> String,
    ) -> Option<Difference> {
        let place = |at_ms: i64| usize::try_from(of(at_ms)).unwrap_or_default() % all;
        let mut touched = vec![false; all];
        for decision in self.ledger.decisions() {
            if contains(self.stretch, decision.at_ms) {
                touched[place(decision.at_ms)] = true;
            }
        }
        if touched.iter().all(|touched| *touched) || !touched.contains(&true) {
            return None;
        }
        let decisions = self.ledger.decisions().iter().enumerate();
        let held = decisions.filter(|(_, decision)| touched[place(decision.at_ms)]);
        let held = held.map(|(index, _)| index);
        Some(self.difference(feature, text(&touched), t!("local time").to_owned(), held))
    }
}

const fn contains(stretch: Interval, at_ms: i64) -> bool {
    stretch.from_ms <= at_ms && at_ms <= stretch.to_ms
}

/// How many samples each policy's look-back mostly holds; of two equally frequent numbers the
/// larger.
fn usual_samples(ledger: &Ledger) -> BTreeMap<usize, usize> {
    let mut seen: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for index in 0..ledger.len() {
        for signal in ledger.signals(index) {
            *seen.entry(signal.policy).or_default().entry(signal.samples).or_default() += 1;
        }
    }
    let mostly = |counts: BTreeMap<usize, usize>| {
        let most = counts.into_iter().max_by_key(|(samples, times)| (*times, *samples));
        most.map_or(0, |(samples, _)| samples)
    };
    seen.into_iter().map(|(policy, counts)| (policy, mostly(counts))).collect()
}

/// Whether no policy before it sees the same; always so for a target.
fn is_first_to_see(rules: &Rules, policy: usize) -> bool {
    let policies = rules.policies();
    let own = policies.get(policy);
    own.is_none_or(|own| policies[..policy].iter().all(|other| !see_the_same(own, other)))
}

/// `19:00 to 21:00`, and several where they are apart.
fn hours_text(touched: &[bool]) -> String {
    let stretches = stretches(touched);
    let text = |(from, count): &(usize, usize)| {
        let to = (from + count) % touched.len();
        t!("{from:02}:00 to {to:02}:00")
    };
    stretches.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// `Tuesday`, `Saturday to Monday`.
fn weekdays_text(touched: &[bool]) -> String {
    const DAYS: [&str; 7] = [
        text!("Monday"),
        text!("Tuesday"),
        text!("Wednesday"),
        text!("Thursday"),
        text!("Friday"),
        text!("Saturday"),
        text!("Sunday"),
    ];
    let text = |(from, count): &(usize, usize)| {
        let [first, last] = [*from, from + count - 1].map(|day| translated(DAYS[day % 7]));
        if *count == 1 { first.to_owned() } else { t!("days" => "{first} to {last}") }
    };
    stretches(touched).iter().map(text).collect::<Vec<_>>().join(", ")
}

/// The runs of what is touched on a circle, by start and length; not all of it is touched.
fn stretches(touched: &[bool]) -> Vec<(usize, usize)> {
    debug_assert!(touched.contains(&false), "a whole circle has no start");
    let all = touched.len();
    let starts = (0..all).filter(|&at| touched[at] && !touched[(at + all - 1) % all]);
    let length = |from: usize| (0..all).take_while(|by| touched[(from + by) % all]).count();
    starts.map(|from| (from, length(from))).collect()
}
