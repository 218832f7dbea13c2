//! What is typed over the saved rules.

use headroom::forms::policy as form;
use headroom::lab::{
    Conflict, Drafts, Part, Row, VariantDraft, group_fields, policy_fields, same_rules, translated,
};
use headroom::whatif::Variant;
use headroom::wire::v1alpha2::{ScalingPolicy, UtilizationTarget};
use headroom::wire::{Float, PolicyId};

use super::{policy, saved};

const THRESHOLD: &str = "metric.threshold";

fn up() -> Part {
    Part::Saved(PolicyId("up".to_owned()))
}

fn blank() -> VariantDraft {
    VariantDraft::new(1, "edited".to_owned())
}

fn typed(threshold: &str) -> VariantDraft {
    let mut draft = blank();
    draft.set(&up(), &saved(), THRESHOLD, threshold.to_owned());
    draft
}

fn threshold(draft: &VariantDraft, saved: &Variant) -> String {
    draft.text(&up(), saved).get(THRESHOLD).to_owned()
}

fn with_threshold(threshold: f64) -> Variant {
    let mut saved = saved();
    saved.thresholds_mut().unwrap().policies[0].metric.threshold = Float::new(threshold);
    saved
}

fn keys(draft: &VariantDraft, saved: &Variant) -> Vec<String> {
    draft.rows(saved).iter().map(Row::key).collect()
}

#[test]
fn an_untouched_variant_is_as_saved_and_follows() {
    let draft = blank();
    assert!(same_rules(&draft.read(&saved()).unwrap(), &saved()));
    assert_eq!(threshold(&draft, &with_threshold(65.0)), "65");
}

#[test]
fn what_was_typed_stays_when_the_saved_row_changes() {
    let draft = typed("62");
    assert_eq!(
        draft.read(&saved()).unwrap().thresholds().unwrap().policies[0].metric.threshold,
        Float::new(62.0)
    );
    assert_eq!(threshold(&draft, &with_threshold(65.0)), "62");
}

#[test]
fn typing_the_saved_text_again_makes_a_row_follow_again() {
    let mut draft = typed("62");
    draft.set(&up(), &saved(), THRESHOLD, "70".to_owned());
    assert_eq!(draft, blank());
    assert_eq!(threshold(&draft, &with_threshold(65.0)), "65");
}

/// What each field that differs was, as somebody reads it.
#[test]
fn an_edited_field_says_what_is_saved() {
    let said = |draft: &VariantDraft, part: &Part| -> Vec<(String, String)> {
        let (text, old) = (draft.text(part, &saved()), draft.saved_text(part, &saved()));
        let Some(old) = old else { return Vec::new() };
        let fields = match part {
            Part::Capacity => group_fields(&text, false, true),
            _ => [policy_fields(&text, true), policy_fields(&text, false)].concat(),
        };
        let was = |field: &headroom::forms::Field| field.was(&text, &old);
        fields.iter().filter_map(|own| Some((own.label.to_owned(), was(own)?))).collect()
    };
    assert_eq!(said(&blank(), &up()), [], "nobody touched it");
    let was = [("Threshold".to_owned(), "70 %".to_owned())];
    assert_eq!(said(&typed("60"), &up()), was);
    assert_eq!(said(&typed("6x"), &up()), was, "what cannot be read is an edit, too");
    assert_eq!(said(&typed("70.0"), &up()), [], "the same number");
    let mut draft = typed("70");
    draft.set(&up(), &saved(), "name", "other".to_owned());
    assert_eq!(said(&draft, &up()), [("Name".to_owned(), "up".to_owned())]);
    draft.set(&Part::Capacity, &saved(), "capacity.max_replicas", String::new());
    assert_eq!(said(&draft, &Part::Capacity)[0].0, "Maximum");
    // Nothing is saved of what is added, so that nothing of it is edited.
    draft.add_copy(&saved());
    draft.set(&Part::Added(1), &saved(), THRESHOLD, "12".to_owned());
    assert_eq!(said(&draft, &Part::Added(1)), []);
}

#[test]
fn errors_stand_where_somebody_typed_and_nowhere_else() {
    let mut broken = saved();
    broken.thresholds_mut().unwrap().policies[0].value = 0;
    assert_eq!(blank().errors(&up(), &broken).0, [], "nobody touched it");
    let draft = typed("many");
    assert!(draft.errors(&up(), &saved()).at(THRESHOLD).is_some());
    assert!(draft.read(&saved()).is_err());
    assert_eq!(draft.errors(&Part::Capacity, &saved()).0, []);
    let mut draft = blank();
    draft.set(&Part::Capacity, &saved(), "capacity.max_replicas", "0".to_owned());
    assert!(draft.errors(&Part::Capacity, &saved()).at("capacity.max_replicas").is_some());
}

#[test]
fn an_edit_that_was_saved_gives_way_to_what_is_read_then() {
    let mut draft = typed("62");
    draft.settle(&saved());
    assert_eq!(threshold(&draft, &saved()), "62", "the saved rows are not read anew yet");
    assert_eq!(threshold(&draft, &with_threshold(62.0)), "62");
    assert_eq!(threshold(&draft, &with_threshold(65.0)), "65", "somebody else's later change");
}

/// The saved rules with another priority of the first policy.
fn with_priority(priority: u32, mut saved: Variant) -> Variant {
    saved.thresholds_mut().unwrap().policies[0].priority = priority;
    saved
}

/// What somebody else has changed, as in `up, Threshold: 70 % → 75 %, not 62 %`.
fn conflicts(draft: &VariantDraft, saved: &Variant) -> Vec<String> {
    let told = |conflict: Conflict| {
        let Conflict { place, fields, .. } = conflict;
        fields.into_iter().map(move |field| {
            format!("{place}, {}: {} → {}, not {}", field.label, field.was, field.is, field.mine)
        })
    };
    draft.conflicts(saved).into_iter().flat_map(told).collect()
}

#[test]
fn a_field_that_nobody_typed_in_follows_what_somebody_else_saves() {
    let mut draft = typed("62");
    let now = with_priority(9, saved());
    assert_eq!(draft.text(&up(), &now).get("priority"), "9");
    assert_eq!(draft.read(&now).unwrap(), with_priority(9, with_threshold_of(62.0)));
    assert_eq!(conflicts(&draft, &now), [""; 0], "another field is no conflict");
    draft.set(&up(), &now, "value", "3".to_owned());
    assert_eq!(draft.text(&up(), &saved()).get("priority"), "1");
    assert_eq!(threshold(&draft, &now), "62");
}

fn with_threshold_of(threshold: f64) -> Variant {
    Variant { name: "edited".to_owned(), ..with_threshold(threshold) }
}

#[test]
fn what_somebody_else_saved_under_an_edit_is_told() {
    let draft = typed("62");
    assert_eq!(conflicts(&draft, &saved()), [""; 0]);
    assert_eq!(conflicts(&draft, &with_threshold(62.0)), [""; 0], "both want the same");
    let now = with_threshold(75.0);
    assert_eq!(conflicts(&draft, &now), ["up, Threshold: 70 % → 75 %, not 62 %"]);

    let mut more = draft.clone();
    more.set(&up(), &now, "value", "3".to_owned());
    assert_eq!(conflicts(&more, &now), conflicts(&draft, &now), "typing on hides nothing");

    let mut yielding = draft.clone();
    yielding.give_way(&draft.conflicts(&now), &now);
    assert_eq!(yielding, blank());
}

#[test]
fn what_somebody_else_did_to_a_whole_policy_is_told() {
    let mut none = saved();
    none.thresholds_mut().unwrap().policies.remove(0);
    let draft = typed("62");
    assert_eq!(conflicts(&draft, &none), ["up, Policy: there → deleted, not changed"]);
    let mut yielding = draft.clone();
    yielding.give_way(&draft.conflicts(&none), &none);
    assert_eq!(yielding, blank());

    let mut draft = blank();
    draft.remove(&up(), &saved());
    assert_eq!(conflicts(&draft, &saved()), [""; 0]);
    assert_eq!(conflicts(&draft, &none), [""; 0], "both leave it out");
    let now = with_threshold(75.0);
    assert_eq!(conflicts(&draft, &now), ["up, Policy: there → changed, not left out"]);
    draft.give_way(&draft.clone().conflicts(&now), &now);
    assert_eq!(keys(&draft, &now), ["up", "down"]);
}

#[test]
fn ones_own_save_is_no_change_of_somebody_else() {
    let sent = typed("62");
    let mut settled = sent.clone();
    settled.settle(&saved());
    assert_eq!(conflicts(&settled, &with_threshold(75.0)), [""; 0]);
    settled.set(&up(), &saved(), THRESHOLD, "64".to_owned());
    assert_eq!(conflicts(&settled, &with_threshold(62.0)), [""; 0]);

    let mut since = typed("64");
    since.follow(&sent, &with_threshold(62.0));
    assert_eq!(threshold(&since, &with_threshold(62.0)), "64");
    assert_eq!(conflicts(&since, &with_threshold(62.0)), [""; 0]);
    assert_eq!(
        conflicts(&since, &with_threshold(75.0)),
        ["up, Threshold: 62 % → 75 %, not 64 %"],
        "a later one is"
    );
}

#[test]
fn what_was_typed_since_it_was_read_is_told_apart() {
    let draft = typed("62");
    assert!(draft.reads_as(&with_threshold(62.0), &saved()));
    assert!(!typed("63").reads_as(&with_threshold(62.0), &saved()));
    assert!(!typed("6x").reads_as(&with_threshold(62.0), &saved()), "somebody is typing");
}

#[test]
fn nothing_is_tried_while_every_variant_is_as_saved() {
    let mut drafts = Drafts::default();
    assert!(drafts.are_as_saved(&saved()));
    drafts.open(&with_threshold(62.0), &saved());
    assert!(!drafts.are_as_saved(&saved()));
    drafts.edited_mut().unwrap().set(&up(), &saved(), THRESHOLD, "6x".to_owned());
    assert!(!drafts.are_as_saved(&saved()), "somebody is typing");
    drafts.close();
    assert!(drafts.are_as_saved(&saved()));
}

#[test]
fn policies_are_added_left_out_and_put_back() {
    let mut draft = blank();
    draft.add_copy(&saved());
    assert_eq!(keys(&draft, &saved()), ["up", "down", "new 1"]);
    let copy = draft.read(&saved()).unwrap().thresholds_mut().unwrap().policies.pop().unwrap();
    assert_eq!((copy.name.as_str(), copy.id.as_str()), ("down copy", ""));
    assert_eq!(copy.instance_group_id, saved().thresholds().unwrap().policies[0].instance_group_id);

    draft.set(&Part::Added(1), &saved(), THRESHOLD, "none".to_owned());
    assert!(draft.errors(&Part::Added(1), &saved()).at(THRESHOLD).is_some());
    draft.remove(&Part::Added(1), &saved());
    draft.remove(&up(), &saved());
    draft.remove(&Part::Capacity, &saved());
    assert_eq!(keys(&draft, &saved()), ["down"]);
    assert_eq!(draft.text(&Part::Added(1), &saved()), Default::default(), "it is gone");
    draft.add_copy(&saved());
    assert_eq!(keys(&draft, &saved()), ["down", "new 2"], "a key is never used twice");
    draft.reset();
    assert!(same_rules(&draft.read(&saved()).unwrap(), &saved()));
    assert_eq!(draft.name, "edited");

    let none = Variant::of_thresholds(
        saved().name,
        saved().thresholds().unwrap().capacity.clone(),
        Vec::new(),
    );
    draft.add_copy(&none);
    assert_eq!(keys(&draft, &none), [""; 0], "there is nothing to copy");
}

#[test]
fn other_rules_are_taken_whole() {
    let mut wanted = with_threshold(55.0);
    wanted.thresholds_mut().unwrap().capacity.max_replicas = 9;
    wanted.thresholds_mut().unwrap().policies.remove(1);
    wanted.thresholds_mut().unwrap().policies.push(policy("elsewhere", true, 90.0));
    let mut draft = typed("62");
    draft.remove(&up(), &saved());
    draft.take(&wanted, &saved());
    let read = draft.read(&saved()).unwrap();
    assert_eq!(read.thresholds().unwrap().capacity, wanted.thresholds().unwrap().capacity);
    assert_eq!(read.thresholds().unwrap().policies[0], wanted.thresholds().unwrap().policies[0]);
    assert_eq!(keys(&draft, &saved()), ["up", "new 1"]);
    assert_eq!(
        read.thresholds().unwrap().policies[1].id.as_str(),
        "",
        "one of elsewhere is a new one here"
    );
}

#[test]
fn there_is_always_a_variant_and_names_are_unlike() {
    let mut drafts = Drafts::default();
    drafts.duplicate(&saved(), &saved());
    assert_eq!((drafts.all().len(), drafts.active(), drafts.name()), (2, 2, "edited 2"));
    drafts.rename("saved");
    assert_eq!(drafts.name(), "saved 2");
    drafts.rename("edited");
    assert_eq!(drafts.name(), "edited 2", "the other one has that name");
    drafts.select(1);
    drafts.select(7);
    assert_eq!(drafts.name(), "edited", "there is no seventh");
    drafts.select_named("edited 2");
    assert_eq!(drafts.name_among(), "edited 2");
    drafts.select_named("of nobody");
    assert_eq!(drafts.name_among(), "edited 2");
    drafts.select_named("edited");
    drafts.close();
    assert_eq!((drafts.all().len(), drafts.active()), (1, 2));
    assert_eq!(drafts.name_among(), "", "it is the only one");
    drafts.edited_mut().unwrap().set(&up(), &saved(), THRESHOLD, "62".to_owned());
    drafts.close();
    assert_eq!(drafts.all().len(), 1, "the last one is put back instead");
    assert!(same_rules(&drafts.edited().unwrap().read(&saved()).unwrap(), &saved()));
}

#[test]
fn a_run_takes_the_place_of_a_variant_that_nobody_edited() {
    let mut drafts = Drafts::default();
    let other = Variant { name: "theirs".to_owned(), ..with_threshold(55.0) };
    drafts.show(&other, &saved());
    assert_eq!((drafts.all().len(), drafts.name()), (1, "theirs"));
    drafts.show(&other, &saved());
    assert_eq!((drafts.all().len(), drafts.name()), (2, "theirs 2"));
}

#[test]
fn what_cannot_be_read_stays_as_it_last_could() {
    let mut drafts = Drafts::default();
    assert_eq!(drafts.differing(&saved(), &[]), []);
    let draft = drafts.get_mut(1).unwrap();
    draft.set(&up(), &saved(), THRESHOLD, "62".to_owned());
    let before = drafts.differing(&saved(), &[]);
    assert_eq!(before.len(), 1);
    drafts.get_mut(1).unwrap().set(&up(), &saved(), THRESHOLD, "6x".to_owned());
    assert_eq!(drafts.differing(&saved(), &before), before);
    assert_eq!(drafts.differing(&saved(), &[]), [], "it never could");
    let (name, errors) = drafts.whole(&saved()).unwrap_err();
    assert_eq!(name, "edited");
    assert!(errors.at(THRESHOLD).is_some());
}

#[test]
fn a_run_holds_the_saved_rules_and_what_differs() {
    let mut drafts = Drafts::default();
    drafts.open(&Variant { name: "b".to_owned(), ..with_threshold(55.0) }, &saved());
    let whole = drafts.whole(&saved()).unwrap();
    let names: Vec<_> = whole.iter().map(|variant| variant.name.as_str()).collect();
    assert_eq!(names, ["saved", "b"], "the first one is as saved");
}

#[test]
fn the_fields_that_are_tried_first_stand_in_their_order() {
    let text = form::draft(&saved().thresholds().unwrap().policies[0]);
    let first: Vec<_> = policy_fields(&text, true).into_iter().map(|field| field.path).collect();
    assert_eq!(first, [THRESHOLD, "metric.sampling_range_min", "value"]);
    let rest = policy_fields(&text, false);
    let all: usize = form::sections(&text).iter().map(|section| section.fields.len()).sum();
    assert_eq!(first.len() + rest.len(), all);
}

fn target() -> Variant {
    let policy = ScalingPolicy {
        minimum_size: 1,
        maximum_size: 5,
        scale_in_step: 1,
        scale_out_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent: 63 }),
        ..ScalingPolicy::default()
    };
    Variant::of_target("target".to_owned(), policy)
}

/// The policies of a target's thresholds are of no group yet, and are tried all the same.
#[test]
fn thresholds_are_tried_beside_a_target() {
    let (saved, job) = (target(), super::job());
    let found = translated(&saved.rules, &job, None).unwrap();
    let mut drafts = Drafts::default();
    drafts.show(&found.variant, &saved);
    let own = drafts.edited_mut().unwrap();
    assert!(own.is_of_other_kind() && own.rows(&saved).len() == 2);
    let read = own.read(&saved).unwrap();
    assert_eq!(read.policies().len(), 2);
    assert!(headroom::whatif::rules(&job, &read).is_ok());
}

#[test]
fn a_target_is_tried_beside_thresholds() {
    let variant = target();
    let mut drafts = Drafts::default();
    drafts.show(&variant, &saved());
    let own = drafts.edited_mut().unwrap();
    assert!(own.has_target(&saved()) && own.is_of_other_kind() && own.rows(&saved()).is_empty());
    let text = own.text(&Part::Capacity, &saved());
    let paths = |first| {
        let fields = group_fields(&text, true, first);
        fields.iter().map(|field| field.path.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(paths(true), ["cpu_target.target_avg_percent", "maximum_size"]);
    let rest = ["goal", "minimum_size", "scale_out_step", "scale_in_step"];
    assert_eq!(paths(false)[..4], rest);
    own.set(&Part::Capacity, &saved(), "cpu_target.target_avg_percent", "50".to_owned());
    let read = own.read(&saved()).unwrap();
    assert_eq!(read.target().unwrap().cpu_target.unwrap().target_avg_percent, 50);
    own.set(&Part::Capacity, &saved(), "cpu_target.target_avg_percent", "101".to_owned());
    assert!(own.errors(&Part::Capacity, &saved()).at("cpu_target.target_avg_percent").is_some());
    own.reset();
    assert!(!own.is_of_other_kind(), "put back to the saved rules");
}

#[test]
fn thresholds_that_were_never_saved_are_tried_one_by_one() {
    use headroom::wire::Policy;
    use headroom::wire::v1alpha2::{FixedSize, ScalingPolicy};
    let fixed = Some(FixedSize { size: 2 });
    let of_target = ScalingPolicy { maximum_size: 5, fixed_size: fixed, ..<_>::default() };
    let target = Variant::of_target("saved".to_owned(), of_target);
    let mut thresholds = saved();
    for row in &mut thresholds.thresholds_mut().unwrap().policies {
        *row = Policy { id: PolicyId::default(), ..row.clone() };
    }
    let mut draft = blank();
    draft.take(&thresholds, &target);
    let rows = draft.rows(&target);
    assert_eq!(rows.len(), 2);
    assert_ne!(rows[0].key(), rows[1].key());
    draft.set(&rows[0].part, &target, THRESHOLD, "55".to_owned());
    let read = draft.read(&target).unwrap();
    let thresholds: Vec<f64> =
        read.policies().iter().map(|policy| policy.metric.threshold.get()).collect();
    assert_eq!(thresholds, [55.0, 30.0]);
    draft.remove(&rows[1].part, &saved());
    assert_eq!(draft.rows(&target).len(), 1);
}
