//! A replay's sums in stretches.

use headroom::whatif::{BlockTotals, Detail, Interval, Plan, VariantOutcome};

use super::random::{random_job, seeds};
use crate::chance::Chance;

/// The same from what a replay tells, stretch by stretch.
fn naive(outcome: &VariantOutcome, Interval { from_ms, to_ms }: Interval) -> BlockTotals {
    let ends = outcome.sizes.iter().skip(1).map(|entry| entry.at_ms).chain([i64::MAX]);
    let spent = |began_ms: i64, ended_ms: i64| (ended_ms.min(to_ms) - began_ms.max(from_ms)).max(0);
    let sizes = outcome.sizes.iter().zip(ends);
    let within =
        || outcome.changes.iter().filter(|change| from_ms <= change.at_ms && change.at_ms < to_ms);
    BlockTotals {
        instance_ms: sizes.map(|(own, end)| i64::from(own.size) * spent(own.at_ms, end)).sum(),
        overload_ms: outcome.overload.iter().map(|own| spent(own.from_ms, own.to_ms)).sum(),
        changes: u32::try_from(within().count()).unwrap(),
        reversals: u32::try_from(within().filter(|change| change.reversal).count()).unwrap(),
    }
}

#[test]
fn the_sums_of_stretches_are_those_of_the_whole() {
    let (mut seen, mut overloaded) = (0, 0);
    for seed in seeds(400) {
        let job = random_job(seed);
        let chance = &mut Chance(!seed);
        let plan = Plan::new(&job).unwrap();
        let span = plan.span();
        for variant in &job.variants {
            let outcome = plan.replay(variant, Detail::Curves).unwrap();
            let mut ends: Vec<i64> = (0..chance.within(0, 5))
                .map(|_| span.from_ms + i64::from(chance.within(0, 100)) * 60_000)
                .filter(|end_ms| *end_ms < span.to_ms)
                .collect();
            ends.sort_unstable();
            let found = plan.block_totals(plan.rules(variant).unwrap(), &ends);
            assert_eq!(found.len(), ends.len() + 1);
            let starts = [span.from_ms].into_iter().chain(ends.iter().copied());
            // What is ordered at the very end still belongs to the last stretch.
            let last_ms = [span.to_ms + 1];
            let stretches = starts.zip(ends.iter().copied().chain(last_ms));
            for ((from_ms, to_ms), own) in stretches.zip(&found) {
                let mut expected = naive(&outcome, Interval { from_ms, to_ms });
                if to_ms > span.to_ms {
                    let to_ms = span.to_ms;
                    let closed = naive(&outcome, Interval { from_ms, to_ms });
                    expected.instance_ms = closed.instance_ms;
                }
                assert_eq!(*own, expected, "HEADROOM_SEED={seed}");
            }
            let whole = found.iter().fold(BlockTotals::default(), |sum, own| sum + *own);
            let card = &outcome.scorecard;
            assert_eq!(whole.instance_hours(), card.instance_hours, "HEADROOM_SEED={seed}");
            assert_eq!(whole.changes as usize, card.changes, "HEADROOM_SEED={seed}");
            assert_eq!(whole.reversals as usize, card.reversals, "HEADROOM_SEED={seed}");
            if let Some(minutes) = card.overload_minutes {
                assert_eq!(whole.overload_minutes(), minutes, "HEADROOM_SEED={seed}");
                overloaded += usize::from(minutes > 0.0);
            }
            assert_eq!(whole - found[0] + found[0], whole);
            seen += found.len();
        }
    }
    assert!(seen > 1_000 && overloaded > 50, "{seen} stretches, {overloaded} with overload");
}
