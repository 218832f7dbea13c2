//! What a form's rules would have done to the group, replayed beside the form.

use leptos::prelude::*;

use super::marked::Marked;
use super::moment::Moment;
use super::reads::{TargetReads, ThresholdReads};
use super::timeline::Timeline;
use super::whatif::{Known, Lab, ViewsPart, decided};
use crate::lab::{FormOf, is_too_short, lenders, typed_rules};
use crate::route::Route;
use crate::ui::kit::view::{flag, live, memo, text};
use crate::ui::link::ErrorNotice;
use crate::ui::link::hold::held_notice;
use crate::ui::link::preview::Previewed;
use crate::ui::link::query::query;
use crate::wire::{Generation, Group, GroupId, ListQuery};

#[component]
pub fn Preview(of: Previewed) -> impl IntoView {
    let Previewed { generation, group, form, draft, .. } = of.clone();
    let (known, error) = match generation {
        Generation::V1alpha1 => {
            let reads = ThresholdReads::of(&group);
            let failed = move || reads.group.error().or(reads.policies.error());
            (reads.known(memo(|| None)), Signal::derive(failed))
        }
        Generation::V1alpha2 => {
            let reads = TargetReads::of(&group);
            (reads.known(), Signal::derive(move || reads.group.error()))
        }
    };
    let held = held(&of, known);
    let now = memo(move || {
        known.whole.with(|stored| draft.with(|draft| typed_rules(stored.as_ref()?, &form, draft)))
    });
    // What cannot be read shows its error at its field; the last that could goes on.
    let rules = Memo::new(move |before: Option<&Option<_>>| {
        now.get().or_else(|| before.cloned().flatten())
    });
    let unread = move || known.whole.with(Option::is_some) && now.with(Option::is_none);
    let own = Lab::of_form(group.clone(), known, rules);
    let short = move || own.inputs.job.with(|job| is_too_short(job.as_deref()));
    // Once it has gone on another group's load, what little comes meanwhile does not take it back.
    let is_short = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || (generation == Generation::V1alpha1 && short())
    });
    let lenders = lenders_of(group, is_short);
    let chosen = RwSignal::new(None::<GroupId>);
    let lender =
        memo(move || lenders.with(|all| chosen.get().or_else(|| Some(all.first()?.0.clone()))));
    let replayed = move || match lender.get() {
        None => replay(own, of.clone()).into_any(),
        Some(id) => {
            let Known { log, unlogged, .. } = ThresholdReads::of(&id).known(memo(|| None));
            let lent = Known { log, unlogged, ..known };
            replay(Lab::on_load_of(id, lent, rules), of.clone()).into_any()
        }
    };
    let title = move || match lender.with(Option::is_some) {
        true => t!("On another group’s load"),
        false => t!("On its own history"),
    };
    view! {
        <section class="preview" aria-label=text(title)>
            {live(move || match lender.with(Option::is_some) {
                true => view! { <Lender lenders lender chosen /> }.into_any(),
                false => view! {
                    <h2>{t!("On its own history")}</h2>
                    <p class="help">
                        {t!("What the group would have done under these settings, beside what is \
                             saved. Nothing is sent until you save.")}
                    </p>
                }.into_any(),
            })}
            {live(held)}
            {live(move || error.get().map(|error| view! {
                <ErrorNotice what=t!("Without the group nothing can be replayed.") error />
            }))}
            <p class="waiting" class:hidden=flag(move || !unread())>
                {t!("A field cannot be read: this shows the last settings that could be.")}
            </p>
            {live(replayed)}
        </section>
    }
}

/// That the replay is over the bounds of a hold; the form of the group says it itself.
fn held(of: &Previewed, known: Known) -> impl Fn() -> Option<AnyView> + use<> {
    let is_policy = matches!(of.form, FormOf::NewPolicy | FormOf::Policy(_));
    let page = Route::of_group(of.generation, of.group.clone());
    move || known.whole.with(|own| held_notice(own.as_ref().filter(|_| is_policy)?, &page))
}

/// The groups on whose load one of next to no history can be tried.
fn lenders_of(group: GroupId, is_short: Memo<bool>) -> Memo<Vec<(GroupId, String)>> {
    let read = query(move |client| {
        let (group, is_short) = (group.clone(), is_short.get());
        async move {
            if !is_short {
                return Ok(Vec::new());
            }
            Ok(lenders(&client.list::<Group>(&ListQuery::default()).await?, &group))
        }
    });
    memo(move || read.get().unwrap_or_default())
}

/// Whose load it is, which can be another group's.
#[component]
fn Lender(
    lenders: Memo<Vec<(GroupId, String)>>,
    lender: Memo<Option<GroupId>>,
    chosen: RwSignal<Option<GroupId>>,
) -> impl IntoView {
    let option = move |(id, name): (GroupId, String)| {
        let own = id.clone();
        let is_it = flag(move || lender.with(|lender| *lender == Some(own.clone())));
        view! { <option value=id.to_string() selected=is_it>{name}</option> }
    };
    let choose = move |event| chosen.set(Some(event_target_value(&event).as_str().into()));
    view! {
        <h2>{t!("On another group’s load")}</h2>
        <p class="help">
            {t!("This group has next to no history yet: the replay takes the load that another \
                 group had, as it was recorded at that group’s sizes. Nothing is sent until you \
                 save.")}
        </p>
        <label class="toggle">
            {t!("The load of")}
            <select on:change=choose>
                {live(move || lenders.get().into_iter().map(option).collect_view())}
            </select>
        </label>
    }
}

/// A replay: its scorecard over its timeline.
fn replay(lab: Lab, of: Previewed) -> impl IntoView {
    let picture = memo(move || lab.picture());
    let moment = Moment::of(picture);
    let at = memo(move || moment.get());
    let decided = decided(lab, at);
    let answer = Signal::derive(move || {
        decided.with(|all| all.iter().map(|one| one.summary.as_str()).collect::<Vec<_>>().join(" "))
    });
    let metrics = memo(move || lab.inputs.metrics());
    let choose = Callback::new(move |metric| lab.chosen_metric.set(Some(metric)));
    let trouble = Signal::derive(move || lab.trouble());
    let coming = Signal::derive(move || lab.is_coming());
    let part = expect_context::<ViewsPart>();
    view! {
        {part.within(t!("the replay"), move |views| (views.outcome)(lab, of.clone()))}
        <Timeline
            picture trouble coming moment answer marked=Marked::of_page() metrics choose
            beside=Signal::stored(false)
        />
    }
}
