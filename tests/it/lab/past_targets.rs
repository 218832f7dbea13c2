//! The targets that a group had, from the writes that were kept.

use headroom::activity::{End, Entry, Kept, Outcome, Place};
use headroom::forms::apply::Stored;
use headroom::lab::activity::Writes;
use headroom::lab::{PastRules, past_rules};
use headroom::wire::v1alpha2::{FixedSize, Group, ScalingPolicy, UtilizationTarget};
use headroom::wire::{Duration, Timestamp};

use super::{HOUR, START};

fn target(change: &dyn Fn(&mut ScalingPolicy)) -> Group {
    let mut scaling_policy = ScalingPolicy {
        minimum_size: 1,
        maximum_size: 5,
        scale_out_cooldown: Some(Duration::from_secs(300)),
        scale_in_cooldown: Some(Duration::from_secs(300)),
        scale_out_step: 1,
        scale_in_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent: 62 }),
        ..ScalingPolicy::default()
    };
    change(&mut scaling_policy);
    let created_at = Timestamp::from_millis(START - 24 * HOUR);
    Group { id: "group".into(), created_at, scaling_policy, ..<_>::default() }
}

/// A change of a group from how it was, so many hours after the start.
fn edit(hours: i64, before: Option<&Group>) -> Entry {
    let value = |group: &Group| serde_json::to_value(group).unwrap();
    Entry {
        there_ms: Some(START + hours * HOUR),
        method: "PATCH".to_owned(),
        path: "/autoscaling/v1alpha2/zones/fr-par-1/groups/group".to_owned(),
        before: before.map(value),
        end: Some(End {
            outcome: Outcome::Done,
            words: String::new(),
            duration_ms: 1,
            answer: Some(value(&target(&|_| {}))),
        }),
        ..Entry::default()
    }
}

fn past(now: &Group, edits: Vec<Entry>) -> PastRules {
    let named = edits.into_iter().enumerate();
    let entries = named.map(|(number, edit)| (number.to_string(), edit)).collect();
    let kept = Kept { entries, ..Kept::default() };
    past_rules(&Stored::Target(now.clone()), &Writes::of(kept), &Place::default())
}

/// Whatever of a target is edited is undone, the target itself, its cooldowns, its steps, its
/// bounds and what kind it is of; another name is no edit of the rules.
#[test]
fn each_edit_of_a_target_is_undone_in_turn() {
    let now = target(&|_| {});
    let percent =
        target(&|own| own.cpu_target = Some(UtilizationTarget { target_avg_percent: 80 }));
    let cooldown = target(&|own| own.scale_in_cooldown = Some(Duration::from_secs(900)));
    let step = target(&|own| own.scale_out_step = 3);
    let bounds = target(&|own| own.maximum_size = 9);
    let goal = target(&|own| {
        (own.cpu_target, own.fixed_size) = (None, Some(FixedSize { size: 2 }));
    });
    let renamed = Group { name: "once".to_owned(), ..percent.clone() };
    // The newest first: what each edit replaced.
    let befores = [&percent, &renamed, &cooldown, &step, &bounds, &goal];
    let hours = [9, 8, 7, 6, 4, 2];
    let entries = befores.iter().zip(hours).map(|(before, at)| edit(at, Some(before)));
    let told = past(&now, entries.collect());
    let found: Vec<_> =
        told.in_force.iter().map(|own| (own.since_ms, own.rules.target())).collect();
    let since = |hours: i64, group: &Group| (START + hours * HOUR, group.clone());
    let expected = [
        since(-24, &goal),
        since(2, &bounds),
        since(4, &step),
        since(6, &cooldown),
        since(7, &percent),
        since(9, &now),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(at_ms, group)| (*at_ms, Some(&group.scaling_policy))).collect();
    assert_eq!(found, expected);
    assert_eq!((told.edits.len(), told.unknown_before_ms), (5, None));

    let unread = past(&now, vec![edit(9, None), edit(2, Some(&goal))]);
    assert_eq!((unread.in_force.len(), unread.unknown_before_ms), (1, Some(START + 9 * HOUR)));
}
