//! The judged list: its tools, and a table with a body for each part.

use std::ops::Range;

use leptos::prelude::*;

use super::super::lists::Lists;
use super::super::plain::table_head;
use super::columns::kept;
use super::days::key_of;
use super::row::row;
use super::tools::{Clear, Tools, money};
use super::watched::{Watched, chosen};
use crate::command::OF_LIST;
use crate::lab::watch::{Choice, HiddenColumns, Key, SeenOrder, Total, Urgency};
use crate::ui::kit::view::{Entry, list, memo, text, when};
use crate::ui::kit::{Rows, after_paint};
use crate::ui::link::keys::KeysOff;
use crate::ui::link::order::ListOrder;

/// The judged list.
#[component]
pub fn WatchList(lists: Lists) -> impl IntoView {
    let choice = chosen();
    let watched = Watched::new(lists, after_paint(choice));
    let plan = watched.plan;
    // In place of a call: the heading stands outside of the part.
    lists.total.set(Some(memo(move || {
        let total = watched.lines.with(|lines| Total::of(lines.iter()));
        // What is said of some of the groups alone would change with each price that comes.
        let is_priced = !watched.prices.are_waiting.get();
        if is_priced { total.words(money) } else { total.size_words().unwrap_or_default() }
    })));
    on_cleanup(move || {
        lists.total.try_set(None);
    });
    let ListOrder(order) = expect_context();
    // Only as it is left: nobody needs it before.
    on_cleanup(move || {
        if let Some(seen) = seen_order(watched, choice) {
            order.try_set(seen);
        }
    });
    let parts = memo(move || {
        plan.with(|plan| plan.sections.iter().map(|own| own.urgency).collect::<Vec<_>>())
    });
    let (hidden, KeysOff(keys_off)) = (kept(), expect_context());
    let class = move || {
        let long = if watched.is_long() { " long" } else { "" };
        format!("card watch{long}{}", hidden.with(HiddenColumns::classes))
    };
    // With the row over the columns, and one over each part.
    let rows = move || plan.with(|plan| plan.shown() + plan.sections.len() + 1);
    view! {
        <Tools watched choice hidden />
        {when(move || parts.with(Vec::is_empty), move || view! {
            <section class="card empty">
                <h2>{t!("No group matches")}</h2>
                <p>{t!("Nothing in the list fits the search and the filters.")}</p>
                <Clear class="primary" />
            </section>
        })}
        {when(move || !parts.with(Vec::is_empty), move || view! {
            <div class=text(class)>
                <table aria-label=t!("Groups") aria-rowcount=text(move || rows().to_string())>
                    {table_head()}
                    {list(move || parts.get().into_iter().map(move |urgency| {
                        let key = urgency.map_or("", Urgency::word);
                        Entry::new(key, move || view! { <Section watched urgency hidden /> })
                    }))}
                </table>
            </div>
            {when(move || !keys_off.get(), key_line)}
        })}
    }
}

/// The groups as they are shown.
fn seen_order(watched: Watched, choice: Memo<Choice>) -> Option<SeenOrder> {
    let sort = choice.try_with_untracked(|choice| choice.sort)?;
    let keys = watched.plan.try_with_untracked(|plan| {
        watched.lines.try_with_untracked(|lines| {
            let places = plan.sections.iter().flat_map(|section| &section.lines);
            places.filter_map(|at| Some(key_of(&lines.get(*at)?.row))).collect()
        })
    })??;
    Some(SeenOrder { keys, sort })
}

/// The keys of the list, in a line.
fn key_line() -> impl IntoView {
    let keys = OF_LIST.iter().filter_map(|own| own.key);
    view! {
        <p class="keys">
            <span>
                {keys.map(|key| view! { <kbd>{key.to_string()}</kbd> " " }).collect_view()}
                {t!("next, previous")}
            </span>
            <span><kbd>{t!("Enter")}</kbd> " " {t!("key" => "open")}</span>
            <span><kbd>"?"</kbd> " " {t!("all keys")}</span>
        </p>
    }
}

/// A part of the list.
#[component]
fn Section(
    watched: Watched,
    urgency: Option<Urgency>,
    hidden: RwSignal<HiddenColumns>,
) -> impl IntoView {
    let keys = memo(move || {
        watched.plan.with(|plan| {
            let own = plan.sections.iter().find(|section| section.urgency == urgency);
            let places = own.map_or(&[][..], |section| section.lines.as_slice());
            watched.lines.with(|lines| {
                let key = |at: &usize| lines.get(*at).map(|line| key_of(&line.row));
                places.iter().filter_map(key).collect::<Vec<Key>>()
            })
        })
    });
    let len = Signal::derive(move || keys.with(Vec::len));
    let entries = move |drawn: Range<usize>| {
        let shown = keys.with(|keys| keys.get(drawn).unwrap_or_default().to_vec());
        let entry = |key: Key| {
            let id = format!("{}-{}", key.0.as_str(), key.1);
            Entry::new(id.clone(), move || row(watched, key, id))
        };
        shown.into_iter().map(entry).collect()
    };
    let Some(urgency) = urgency else { return view! { <Rows len entries /> }.into_any() };
    let columns = text(move || hidden.with(HiddenColumns::shown).to_string());
    view! {
        <Rows len entries label=urgency.label()>
            <th scope="rowgroup" class="part" colspan=columns>
                {urgency.label()} " " <span>{text(move || len.get().to_string())}</span>
            </th>
        </Rows>
    }
    .into_any()
}
