//! What a form's rules would have done to the group, replayed beside the form.

use leptos::prelude::*;

use super::marked::Marked;
use super::moment::Moment;
use super::reads::{TargetReads, ThresholdReads};
use super::timeline::Timeline;
use super::whatif::{Known, Lab, ViewsPart, decided};
use crate::api::ApiError;
use crate::lab::words::instances_text;
use crate::lab::{
    FormOf, Lender, LoadOf, Shared, invented_load, is_too_short, largest_size, lenders,
    typed_group, typed_rules, usual_busiest,
};
use crate::route::Route;
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::link::ErrorNotice;
use crate::ui::link::hold::use_holds;
use crate::ui::link::preview::Previewed;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::whatif::Variant;
use crate::wire::{Generation, Group, GroupId, ListQuery};

#[component]
pub fn Preview(of: Previewed) -> impl IntoView {
    let Previewed { generation, group, form, draft, .. } = of.clone();
    let (known, error) = known_of(&of);
    let held = held(&of, known);
    let now = memo(move || {
        known.whole.with(|stored| draft.with(|draft| typed_rules(stored.as_ref()?, &form, draft)))
    });
    // What cannot be read shows its error at its field; the last that could goes on.
    let rules = last(move || now.get());
    let known = if group.is_some() { known } else { Known { rules, ..known } };
    let unread = move || known.whole.with(Option::is_some) && now.with(Option::is_none);
    let own = group.map(|group| Lab::of_form(group, known, rules));
    let short =
        move || own.is_none_or(|own| own.inputs.job.with(|job| is_too_short(job.as_deref())));
    // Once it has gone on another load, what little comes meanwhile does not take it back.
    let is_short = Memo::new(move |before: Option<&bool>| before == Some(&true) || short());
    let lenders = lenders_of(generation, known, is_short);
    let chosen = RwSignal::new(None::<LoadOf>);
    let load = memo(move || {
        if !is_short.get() {
            return Some(LoadOf::Own);
        }
        let likest = |all: &Vec<Lender>| {
            all.first().map_or(LoadOf::Nobody, |group| LoadOf::Group(group.id.clone()))
        };
        chosen.get().or_else(|| lenders.with(|all| all.as_ref().map(likest)))
    });
    let replayed = move || match load.get() {
        Some(LoadOf::Group(id)) => {
            replay(lent(generation, id, known, rules), of.clone()).into_any()
        }
        Some(LoadOf::Nobody) => view! { <Invented of=of.clone() known rules /> }.into_any(),
        Some(LoadOf::Own) | None => own.map(|own| replay(own, of.clone())).into_any(),
    };
    let shown = move || load.get().unwrap_or(LoadOf::Own);
    view! {
        <section class="preview" aria-label=text(move || shown().title().to_owned())>
            <h2>{text(move || shown().title().to_owned())}</h2>
            <p class="help">
                {text(move || shown().words().to_owned())} " "
                {t!("Nothing is sent until you save.")}
            </p>
            {when(move || is_short.get() && load.with(Option::is_some), move || view! {
                <LoadChoice lenders load chosen />
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

/// What is known of the group, and why it could not be read. One that is yet to be created is as
/// its form has it.
fn known_of(of: &Previewed) -> (Known, Signal<Option<ApiError>>) {
    let draft = of.draft;
    match (&of.group, of.generation) {
        (Some(group), Generation::V1alpha1) => {
            let reads = ThresholdReads::of(group);
            let failed = move || reads.group.error().or(reads.policies.error());
            (reads.known(memo(|| None)), Signal::derive(failed))
        }
        (Some(group), Generation::V1alpha2) => {
            let reads = TargetReads::of(group);
            (reads.known(), Signal::derive(move || reads.group.error()))
        }
        (None, _) => {
            let typed = last(move || draft.with(typed_group));
            (Known::unlogged(typed), Signal::stored(None))
        }
    }
}

/// The last value that there was.
fn last<T: Clone + PartialEq + Send + Sync + 'static>(
    now: impl Fn() -> Option<T> + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |before: Option<&Option<T>>| now().or_else(|| before.cloned().flatten()))
}

/// That the replay is over the bounds of a hold; the form of the group says it itself.
fn held(of: &Previewed, known: Known) -> impl Fn() -> Option<AnyView> + use<> {
    let is_policy = matches!(of.form, FormOf::NewPolicy | FormOf::Policy(_));
    let group = of.group.clone().filter(|_| is_policy);
    let page = group.map(|group| Route::of_group(of.generation, group));
    let holds = use_holds();
    move || known.whole.with(|own| holds.notice(own.as_ref()?, page.as_ref()?))
}

/// The groups on whose load one of next to no history can be tried; none while they are read.
fn lenders_of(
    generation: Generation,
    known: Known,
    is_short: Memo<bool>,
) -> Memo<Option<Vec<Lender>>> {
    let read = query(move |client| {
        let is_short = is_short.get();
        async move {
            if !is_short {
                return Ok(Vec::new());
            }
            match generation {
                Generation::V1alpha1 => {
                    let all = client.list::<Group>(&ListQuery::default()).await?;
                    Ok(all.iter().map(Lender::from).collect())
                }
                Generation::V1alpha2 => {
                    Ok(client.target_groups("").await?.iter().map(Lender::from).collect())
                }
            }
        }
    });
    memo(move || {
        let all = match read.error() {
            Some(_) => read.get().unwrap_or_default(),
            None => read.get()?,
        };
        known.whole.with(|own| Some(lenders(&all, own.as_ref()?)))
    })
}

/// A what-if on the load of another group.
fn lent(generation: Generation, id: GroupId, known: Known, rules: Memo<Option<Variant>>) -> Lab {
    let theirs = match generation {
        Generation::V1alpha1 => ThresholdReads::of(&id).known(memo(|| None)),
        Generation::V1alpha2 => TargetReads::of(&id).known(),
    };
    let lent = Known { log: theirs.log, unlogged: theirs.unlogged, ..known };
    Lab::on_load_of(id, theirs.group, lent, rules)
}

/// Whose load it is, which can be another's.
#[component]
fn LoadChoice(
    lenders: Memo<Option<Vec<Lender>>>,
    load: Memo<Option<LoadOf>>,
    chosen: RwSignal<Option<LoadOf>>,
) -> impl IntoView {
    /// What nobody's load is called among the groups' ids.
    const NOBODY: &str = "";
    let option = move |Lender { id, name, .. }: Lender| {
        let own = LoadOf::Group(id.clone());
        let is_it = flag(move || load.with(|load| load.as_ref() == Some(&own)));
        view! { <option value=id.to_string() selected=is_it>{name}</option> }
    };
    let is_nobody = flag(move || load.with(|load| *load == Some(LoadOf::Nobody)));
    let choose = move |event| {
        chosen.set(Some(match event_target_value(&event).as_str() {
            NOBODY => LoadOf::Nobody,
            id => LoadOf::Group(id.into()),
        }));
    };
    view! {
        <label class="toggle">
            {t!("The load of")}
            <select on:change=choose>
                {live(move || {
                    lenders.get().unwrap_or_default().into_iter().map(option).collect_view()
                })}
                <option value=NOBODY selected=is_nobody>{t!("nobody: invented")}</option>
            </select>
        </label>
    }
}

/// The replay of a load that no group had, which can be made as large as one likes.
#[component]
fn Invented(of: Previewed, known: Known, rules: Memo<Option<Variant>>) -> impl IntoView {
    let most = known.whole.with_untracked(|own| own.as_ref().map_or(1, largest_size));
    let busiest = RwSignal::new(usual_busiest(most));
    let now_ms = untrack(|| use_session().now_ms());
    let lab = Lab::on_invented(invented_load(busiest.get_untracked(), now_ms), known, rules);
    let set = move |event| {
        if let Ok(many) = event_target_value(&event).parse() {
            busiest.set(many);
            lab.inputs.imported.set(Some(Shared::new(invented_load(many, now_ms))));
        }
    };
    view! {
        <label class="toggle">
            {t!("At its busiest it fills")}
            <input
                type="range" min="1" max=(2 * most).to_string()
                prop:value=text(move || busiest.get().to_string())
                aria-valuetext=text(move || instances_text(busiest.get()))
                on:input=set
            />
            <output>{text(move || instances_text(busiest.get()))}</output>
        </label>
        {replay(lab, of)}
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
