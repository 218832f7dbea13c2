//! The judged list: its tools, and a table for each part.

use leptos::prelude::*;

use super::super::lists::Lists;
use super::super::plain::table_head;
use super::columns::kept;
use super::days::key_of;
use super::row::row;
use super::tools::{Clear, Tools};
use super::watched::{Watched, chosen};
use crate::lab::watch::{HiddenColumns, Key, Urgency};
use crate::ui::kit::view::{Entry, list, memo, text, when};
use crate::ui::kit::{Rows, after_paint};

/// The judged list.
#[component]
pub fn WatchList(lists: Lists) -> impl IntoView {
    let choice = chosen();
    let watched = Watched::new(lists, after_paint(choice));
    let plan = watched.plan;
    let parts = memo(move || {
        plan.with(|plan| plan.sections.iter().map(|own| own.urgency).collect::<Vec<_>>())
    });
    let hidden = kept();
    let class = move || {
        let long = if watched.is_long() { " long" } else { "" };
        format!("watch{long}{}", hidden.with(HiddenColumns::classes))
    };
    view! {
        <Tools watched choice hidden />
        {when(move || parts.with(Vec::is_empty), move || view! {
            <section class="card empty">
                <h2>{t!("No group matches")}</h2>
                <p>{t!("Nothing in the list fits the search and the filters.")}</p>
                <Clear class="primary" />
            </section>
        })}
        <div class=text(class)>
            {list(move || parts.get().into_iter().map(move |urgency| {
                let key = urgency.map_or("", Urgency::word);
                Entry::new(key, move || view! { <SectionTable watched urgency /> })
            }))}
        </div>
    }
}

/// A part of the list.
#[component]
fn SectionTable(watched: Watched, urgency: Option<Urgency>) -> impl IntoView {
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
    let len = move || keys.with(Vec::len);
    let name = urgency.map_or(t!("Groups"), Urgency::label);
    view! {
        <section aria-label=name>
            {urgency.map(|urgency| view! {
                <h2 class="part">
                    {urgency.label()} " " <span>{text(move || len().to_string())}</span>
                </h2>
            })}
            <div class="card">
                <table aria-rowcount=text(move || (len() + 1).to_string())>
                    {table_head()}
                    <Rows
                        len=Signal::derive(len)
                        entries=move |drawn| {
                            let shown = keys
                                .with(|keys| keys.get(drawn).unwrap_or_default().to_vec());
                            let entry = |key: Key| {
                                let id = format!("{}-{}", key.0.as_str(), key.1);
                                Entry::new(id.clone(), move || row(watched, key, id))
                            };
                            shown.into_iter().map(entry).collect()
                        }
                    />
                </table>
            </div>
        </section>
    }
}
