//! The list as it is first painted, before anything is judged: what the lists themselves tell.

use std::sync::Arc;

use leptos::prelude::*;

use super::lists::Lists;
use crate::base::Sought;
use crate::lab::{GroupRow, Standing, generation_word};
use crate::route::Route;
use crate::ui::kit::Rows;
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::{Entry, memo, text};

/// The groups whose name or tags have what is searched for, the newest first.
#[component]
pub fn PlainTable(lists: Lists) -> impl IntoView {
    let search = use_here().param("search");
    let shown = memo(move || {
        let search = Sought::new(&search.get());
        lists.rows.with(|rows| {
            let rows = rows.iter().flatten().filter(|row| row.has(&search));
            rows.cloned().collect::<Vec<_>>()
        })
    });
    let len = move || shown.with(Vec::len);
    view! {
        <div class="card watch">
            <table aria-label=t!("Groups") aria-rowcount=text(move || (len() + 1).to_string())>
                {table_head()}
                <Rows
                    len=Signal::derive(len)
                    entries=move |drawn| {
                        let rows: Vec<Arc<GroupRow>> =
                            shown.with(|shown| shown.get(drawn).unwrap_or_default().to_vec());
                        let entry = |row: Arc<GroupRow>| {
                            // A row that tells something else is another.
                            let size = lists.size(&row);
                            let rules = lists.rules(&row);
                            let size = size.map_or("–".to_owned(), |size| size.to_string());
                            let (least, most) = row.bounds;
                            let key = [
                                row.generation.as_str(),
                                row.id.as_str(),
                                &row.name,
                                &row.state.words,
                                &rules,
                                &format!("{size} {least} {most}"),
                            ];
                            Entry::new(key.join(" "), move || plain_row(&row, size, rules))
                        };
                        rows.into_iter().map(entry).collect()
                    }
                />
            </table>
        </div>
    }
}

/// The columns of the list: the same before and after it is judged, so that nothing moves.
pub fn table_head() -> impl IntoView {
    view! {
        <colgroup>
            <col class="state" /> <col /> <col class="size" /> <col class="trend" />
            <col class="now" /> <col class="change" /> <col class="cost" /> <col class="step" />
        </colgroup>
        <thead>
            <tr>
                <th scope="col">{t!("State")}</th>
                <th scope="col">{t!("Group")}</th>
                <th scope="col">{t!("Size")}</th>
                <th scope="col" class="trend">{t!("Last 24\u{a0}h: metric, size")}</th>
                <th scope="col" class="now">{t!("column" => "Now")}</th>
                <th scope="col" class="change">{t!("Last change, and why")}</th>
                <th scope="col" class="cost number">{t!("€ a day")}</th>
                <th scope="col" class="step"><span class="sr-only">{t!("Next step")}</span></th>
            </tr>
        </thead>
    }
}

fn plain_row(row: &GroupRow, size: String, rules: String) -> impl IntoView + use<> {
    let pill = match row.state.standing {
        Standing::Good => "pill good",
        Standing::Busy | Standing::Leaving => "pill",
        Standing::Bad => "pill bad",
    };
    let (least, most) = row.bounds;
    let page = Route::of_group(row.generation, row.id.clone());
    view! {
        <tr>
            <td class="state"><span class=pill>{row.state.words.clone()}</span></td>
            <th scope="row" class="group">
                <a href=page.href()>{row.name.clone()}</a>
                " " <span class="pill">{generation_word(row.generation)}</span>
                " " <small>{rules}</small>
            </th>
            <td class="size">
                <b>{size}</b><small>{t!(" of {least} to {most}")}</small>
            </td>
            <td class="trend"></td>
            <td class="now"></td>
            <td class="change"></td>
            <td class="cost"></td>
            <td class="step"></td>
        </tr>
    }
}
