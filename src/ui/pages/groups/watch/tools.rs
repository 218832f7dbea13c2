//! What of the list is shown, in which order, and how much of it is judged. The address keeps it.

use leptos::prelude::*;

use super::bulk::BulkTools;
use super::columns::Columns;
use super::watched::Watched;
use crate::base::is_one;
use crate::lab::generation_word;
use crate::lab::watch::{Choice, HiddenColumns, Kind, Sort, Total, Urgency};
use crate::ui::kit::format::number;
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::kit::width::{WIDE, window_is};
use crate::wire::Generation;

/// The tools above the list.
#[component]
pub fn Tools(
    watched: Watched,
    choice: Memo<Choice>,
    hidden: RwSignal<HiddenColumns>,
) -> impl IntoView {
    let narrowed = move || choice.with(Choice::is_narrowed);
    view! {
        <div class="tools">
            <Parts watched choice />
            // On a phone the groups themselves come first.
            <details class="filters" open=window_is(WIDE)>
                <summary>{t!("Filter and sort")}</summary>
                <States watched choice />
                <Generations watched choice />
                <Orders />
                <Columns hidden />
                <BulkTools watched />
            </details>
            {when(narrowed, || view! { <Clear class="" /> })}
        </div>
        <Standing watched choice />
    }
}

/// Shows everything again.
#[component]
pub fn Clear(class: &'static str) -> impl IntoView {
    let here = use_here();
    let clear = move |_| {
        for name in ["search", "show", "state", "api"] {
            here.set_param(name, "");
        }
    };
    view! { <button class=class on:click=clear>{t!("Clear the filters")}</button> }
}

/// A button for each part of the list.
#[component]
fn Parts(watched: Watched, choice: Memo<Choice>) -> impl IntoView {
    let here = use_here();
    let chosen = memo(move || choice.with(|own| own.urgency));
    let button = move |urgency: Option<Urgency>| {
        let count = memo(move || {
            watched.plan.with(|plan| match urgency {
                Some(urgency) => plan.urgencies.get(urgency as usize).copied().unwrap_or(0),
                None => plan.found,
            })
        });
        let (word, label) =
            urgency.map_or(("", t!("groups" => "All")), |own| (own.word(), own.label()));
        let is_chosen = move || chosen.get() == urgency;
        // One that would show nothing is left out, unless it is what is chosen.
        let stands = move || urgency.is_none() || count.get() > 0 || is_chosen();
        when(stands, move || {
            view! {
                <button
                    aria-pressed=text(move || is_chosen().to_string())
                    on:click=move |_| here.set_param("show", word)
                >
                    {label} " " <span>{text(move || count.get().to_string())}</span>
                </button>
            }
        })
    };
    view! {
        <div class="segments" role="group" aria-label=t!("Show")>
            {button(None)}
            {Urgency::ALL.map(|own| button(Some(own))).into_iter().collect_view()}
        </div>
    }
}

/// A choice of one value of the address, each with how many groups have it.
fn select(
    label: &'static str,
    param: &'static str,
    options: impl Fn() -> Vec<(&'static str, String)> + Send + Sync + 'static,
) -> impl IntoView {
    let here = use_here();
    let chosen = here.param(param);
    let options = memo(options);
    view! {
        <label class="tool">
            <span>{label}</span>
            <select
                prop:value=chosen
                on:change=move |event| here.set_param(param, &event_target_value(&event))
            >
                {live(move || options.get().into_iter().map(|(word, text)| view! {
                    <option value=word selected=flag(move || chosen.get() == word)>{text}</option>
                }).collect_view())}
            </select>
        </label>
    }
}

#[component]
fn States(watched: Watched, choice: Memo<Choice>) -> impl IntoView {
    select(t!("State"), "state", move || {
        let chosen = choice.with(|own| own.kind);
        let all = ("", t!("Any").to_owned());
        let counts = watched.plan.with(|plan| plan.kinds);
        let some = Kind::ALL.into_iter().zip(counts);
        let some = some.filter(|(kind, count)| *count > 0 || chosen == Some(*kind));
        let option =
            |(kind, count): (Kind, usize)| (kind.word(), format!("{} ({count})", kind.label()));
        [all].into_iter().chain(some.map(option)).collect()
    })
}

/// Which generation; nothing to choose where the list has one.
#[component]
fn Generations(watched: Watched, choice: Memo<Choice>) -> impl IntoView {
    let both = move || {
        let is_chosen = choice.with(|own| own.generation.is_some());
        is_chosen || watched.plan.with(|plan| plan.generations.iter().all(|count| *count > 0))
    };
    when(both, move || {
        select(t!("Rules"), "api", move || {
            let counts = watched.plan.with(|plan| plan.generations);
            let option = |(own, count): (Generation, usize)| {
                (own.as_str(), format!("{} ({count})", generation_word(own)))
            };
            let all = ("", t!("Any").to_owned());
            [all].into_iter().chain(Generation::ALL.into_iter().zip(counts).map(option)).collect()
        })
    })
}

#[component]
fn Orders() -> impl IntoView {
    select(t!("Sort by"), "sort", || {
        Sort::ALL.into_iter().map(|own| (own.word(), own.label().to_owned())).collect()
    })
}

/// An amount of money, as the list writes it.
pub fn money(eur: f64) -> String {
    number(eur, 2)
}

/// How much of the list is shown, what that costs, and how much of it is judged. Where all of it
/// is, only a screen reader is told: the heading says it.
#[component]
fn Standing(watched: Watched, choice: Memo<Choice>) -> impl IntoView {
    let shown = move || {
        let (total, all) = (total(watched), watched.lists.len());
        let count = number(f64::from(u32::try_from(all).unwrap_or(u32::MAX)), 0);
        let groups = match is_one(all) {
            true => t!("{count} group"),
            false => t!("{count} groups"),
        };
        let part = match total.groups {
            shown if shown == all => groups,
            shown => t!("{shown} of {groups}"),
        };
        total.cost(money).map_or_else(|| format!("{part}."), |cost| format!("{part}, {cost}."))
    };
    let is_plain = move || !watched.is_long() && !choice.with(Choice::is_narrowed);
    let class = move || if is_plain() { "sr-only" } else { "waiting told" };
    let judged = watched.judged;
    let unjudged = move || judged.get().0 < watched.lists.len();
    view! {
        <p class=text(class) role="status">
            {text(shown)}
            {when(move || watched.is_long() && unjudged(), move || view! {
                " "
                {text(move || t!(
                    "{} judged so far: a group is once its row stays in sight.",
                    judged.get().0
                ))}
            })}
        </p>
        {when(move || watched.is_long() && judged.get().1 > 0, move || view! {
            <p class="told">
                {text(move || match judged.get().1 {
                    1 => t!("1 group belongs to another part by now. ").to_owned(),
                    moved => t!("{moved} groups belong to another part by now. "),
                })}
                <button class="small" on:click=move |_| watched.asked.update(|asked| *asked += 1)>
                    {t!("Sort again")}
                </button>
            </p>
        })}
    }
}

/// What the shown groups come to together.
fn total(watched: Watched) -> Total {
    watched.plan.with(|plan| {
        watched.lines.with(|lines| {
            let shown = plan.sections.iter().flat_map(|section| &section.lines);
            Total::of(shown.filter_map(|at| lines.get(*at)))
        })
    })
}
