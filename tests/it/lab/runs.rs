//! What is to be replayed, and what of an earlier replay still holds.

use headroom::lab::{Band, Orders, Replayed, Run, SAVED, Shared};
use headroom::whatif::{Job, Variant};

use super::{job, replayed, saved};

fn orders(job: &Shared<Job>, variants: &[(u32, Variant)]) -> Orders {
    Orders { job: Some(job.clone()), variants: variants.to_vec(), ..Orders::default() }
}

fn known(job: &Shared<Job>) -> (Replayed, Shared<Run>) {
    let run = Shared::new(replayed(job, &saved()));
    let runs = vec![(SAVED, run.clone())];
    (Replayed { orders: orders(job, &[(SAVED, saved())]), runs }, run)
}

#[test]
fn the_same_variant_over_the_same_job_still_holds() {
    let job = Shared::new(job());
    let (before, run) = known(&job);
    let variant = (SAVED, saved());
    let next = orders(&job, std::slice::from_ref(&variant));
    assert_eq!(before.still_holds(&next, &variant), Some(run));
    let edited = (SAVED, Variant { name: "other".to_owned(), ..saved() });
    assert_eq!(before.still_holds(&next, &edited), None);
    assert_eq!(before.still_holds(&next, &(1, saved())), None, "it was never replayed");
}

#[test]
fn everything_is_replayed_after_another_job_band_or_worker() {
    let own = Shared::new(job());
    let (before, _) = known(&own);
    let variant = (SAVED, saved());
    let next = orders(&own, std::slice::from_ref(&variant));
    let others = [
        Orders { job: Some(Shared::new(job())), ..next.clone() },
        Orders { job: None, ..next.clone() },
        Orders { banded: true, ..next.clone() },
        Orders { restarts: 1, ..next.clone() },
    ];
    for orders in others {
        assert!(orders.are_afresh(&before.orders));
        assert_eq!(before.still_holds(&orders, &variant), None, "{orders:?}");
    }
    assert!(!next.are_afresh(&before.orders));
}

#[test]
fn runs_are_found_by_their_variant() {
    let own = Shared::new(job());
    let (mut all, saved_run) = known(&own);
    let other = Shared::new(replayed(&own, &saved()));
    all.runs.push((1, other.clone()));
    all.runs.push((2, other.clone()));
    assert_eq!(all.run(SAVED), Some(saved_run));
    assert_eq!(all.run(9), None);
    assert_eq!(all.others(1), [other], "neither saved nor edited");
}

#[test]
fn a_saturated_run_says_what_it_leaves_open() {
    let mut run = replayed(&job(), &saved());
    assert!(run.saturated > 0, "the second hour is full");
    let alone = run.band_words();
    assert!(alone.ends_with("The numbers take it as exactly full."), "{alone}");
    run.band = Some(Band { multiple: 1.5, outcome: run.outcome.clone() });
    assert_ne!(run.band_words(), alone, "the other edge is told too");
}
