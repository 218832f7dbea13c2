//! The variants side by side: which one is edited, and all of their numbers in one table.

use leptos::prelude::*;

use super::state::{Lab, tab_id};
use super::tried::Tried;
use crate::lab::{Cell, Compared, Drafts, compared};
use crate::ui::kit::view::{Entry, flag, list, live, memo, text, when};
use crate::whatif::scorecard_rows;

/// The name of a replayed variant as it is shown: that of the saved rules is the same everywhere.
pub fn shown_name(name: &str) -> String {
    match name {
        "saved" => t!("saved").to_owned(),
        other => other.to_owned(),
    }
}

/// Chooses the variant that is edited, and adds one.
#[component]
pub fn VariantTabs(tried: Tried) -> impl IntoView {
    let numbers = memo(move || tried.drafts.with(numbers));
    let duplicate = move |_| {
        if let Some(shown) = untrack(|| tried.shown()) {
            tried.change(|drafts, saved| drafts.duplicate(&shown, saved));
        }
    };
    view! {
        <div class="tabs" role="group" aria-label=t!("Variants")>
            {list(move || numbers.get().into_iter().map(move |number| {
                Entry::new(number.to_string(), move || tab(tried, number))
            }))}
            <button
                class="small" aria-label=t!("Add a variant") title=t!("Add a variant")
                on:click=duplicate
            >
                "+"
            </button>
        </div>
    }
}

fn numbers(drafts: &Drafts) -> Vec<u32> {
    drafts.all().iter().map(|draft| draft.number).collect()
}

fn tab(tried: Tried, number: u32) -> impl IntoView {
    let drafts = tried.drafts;
    view! {
        <button
            id=tab_id(number) class="small says" class:edited=flag(move || differs(tried, number))
            aria-pressed=text(move || (drafts.with(Drafts::active) == number).to_string())
            on:click=move |_| drafts.update(|drafts| drafts.select(number))
        >
            {text(move || match (differs(tried, number), name(tried, number)) {
                (false, name) if name == t!("variant" => "edited") => t!("Saved").to_owned(),
                (_, name) => name,
            })}
        </button>
    }
}

/// Whether a variant is other than what is saved.
fn differs(tried: Tried, number: u32) -> bool {
    tried.differing.with(|differing| differing.iter().any(|(own, _)| *own == number))
}

fn name(tried: Tried, number: u32) -> String {
    tried
        .drafts
        .with(|drafts| drafts.get(number).map(|draft| draft.name.clone()))
        .unwrap_or_default()
}

/// The active variant's name and the way to close it, once there are several.
#[component]
pub fn Naming(tried: Tried) -> impl IntoView {
    let drafts = tried.drafts;
    let rename = move |event| {
        let name = event_target_value(&event);
        drafts.update(|drafts| drafts.rename(&name));
    };
    when(
        move || drafts.with(|drafts| drafts.all().len() > 1),
        move || {
            view! {
                <div class="field compact naming">
                    <label for="variant-name">{t!("Variant name")}</label>
                    <span class="control">
                        <input
                            id="variant-name" type="text"
                            prop:value=text(move || drafts.with(|own| own.name().to_owned()))
                            on:change=rename
                        />
                        <button class="small" on:click=move |_| drafts.update(Drafts::close)>
                            {t!("Close")}
                        </button>
                    </span>
                </div>
            }
        },
    )
}

/// Every variant's numbers and settings beside the saved ones, once there are several.
#[component]
pub fn VariantTable(lab: Lab) -> impl IntoView {
    let several = move || lab.tried.drafts.with(|drafts| drafts.all().len() > 1);
    view! {
        {when(several, move || view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label=t!("All variants")>
                {live(move || table(lab))}
            </div>
            <div class="table-wrap" tabindex="0" role="region" aria-label=t!("What each sets")>
                {live(move || settings(lab.tried))}
            </div>
        })}
    }
}

/// A variant's name over its column.
fn head(tried: Tried, number: u32) -> AnyView {
    let is_active = move || tried.drafts.with(Drafts::active) == number;
    view! {
        <th scope="col" class="number" class:edited=flag(is_active)>
            {text(move || name(tried, number))}
        </th>
    }
    .into_any()
}

/// What each variant sets where any differs from the saved rules: the panel has the fields of the
/// edited one alone, and paper shows no more than that.
fn settings(tried: Tried) -> Option<AnyView> {
    let saved = tried.saved.get()?;
    let numbers = tried.drafts.with(numbers);
    let rows = tried.differing.with(|differing| {
        let of = |number: &u32| differing.iter().find(|(own, _)| own == number);
        let variants = numbers.iter().map(|number| of(number).map(|(_, variant)| variant.clone()));
        compared(&saved, &variants.collect::<Vec<_>>())
    });
    let body = rows.into_iter().map(|Compared { place, field, saved, cells }| {
        let cells = cells.into_iter().map(|Cell { text, is_changed }| {
            view! { <td class="number" class:edited=is_changed>{text}</td> }.into_any()
        });
        view! {
            <tr>
                <th scope="row">{place} ", " {field}</th>
                <td class="number">{saved}</td>
                {cells.collect::<Vec<_>>()}
            </tr>
        }
        .into_any()
    });
    let heads = numbers.iter().map(|number| head(tried, *number));
    let caption = t!("What each variant sets, where any is not as saved");
    Some(framed((caption, t!("Setting")), heads.collect(), body.collect()))
}

/// A table of the saved rules beside every variant.
fn framed(
    (caption, first): (&'static str, &'static str),
    heads: Vec<AnyView>,
    rows: Vec<AnyView>,
) -> AnyView {
    view! {
        <table>
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{first}</th>
                    <th scope="col" class="number">{t!("saved")}</th>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn table(lab: Lab) -> Option<AnyView> {
    let (tried, runs) = (lab.tried, lab.runs);
    let saved = runs.saved.get()?;
    let metric = lab.inputs.metrics().first().copied()?;
    let numbers = tried.drafts.with(numbers);
    let compare = |number: &u32| {
        let run = runs.of(*number).unwrap_or_else(|| saved.clone());
        scorecard_rows(&saved.outcome.scorecard, &run.outcome.scorecard, metric)
    };
    let compared: Vec<Vec<_>> = numbers.iter().map(compare).collect();
    let first = scorecard_rows(&saved.outcome.scorecard, &saved.outcome.scorecard, metric);
    let heads = numbers.into_iter().map(|number| head(tried, number));
    let body = first.into_iter().enumerate().map(|(index, row)| {
        let cells = compared.iter().map(|rows| {
            let cell = rows.get(index).map(|row| (row.edited.clone(), row.difference.clone()));
            let (number, difference) = cell.unwrap_or_default();
            view! { <td class="number">{number} " " <small>{difference}</small></td> }.into_any()
        });
        let label = match row.unit {
            "" => row.label.to_string(),
            unit => format!("{}, {unit}", row.label),
        };
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="number">{row.saved}</td>
                {cells.collect::<Vec<_>>()}
            </tr>
        }
        .into_any()
    });
    let caption = t!("All variants, with their differences to the saved rules");
    Some(framed((caption, t!("Over the whole history")), heads.collect(), body.collect()))
}
