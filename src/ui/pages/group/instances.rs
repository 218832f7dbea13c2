//! The Instances of a group with a target.

use leptos::prelude::*;

use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, list, live, text, when};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::query;
use crate::wire::{GroupId, Server, ServerId};

/// The group's Instances: its own list has their ids, the Instance API the rest.
#[component]
pub fn Instances(group: GroupId) -> impl IntoView {
    let read = query(move |client| {
        let group = group.clone();
        async move {
            let ids = client.target_servers(&group).await?;
            let servers = client.servers_with(&ids).await?;
            Ok((ids, servers))
        }
    });
    let rows = move || {
        read.with(|read| {
            let (ids, servers) = read?;
            let of = |id: &ServerId| servers.iter().find(|server| server.id == *id).cloned();
            Some(ids.iter().map(|id| (id.clone(), of(id))).collect::<Vec<_>>())
        })
        .unwrap_or_default()
    };
    let count = move || read.with(|read| read.map(|(ids, _)| ids.len()));
    view! {
        <section class="card" aria-label="Instances">
            <div class="card-head"><h2>"Instances"</h2></div>
            {live(move || read.error().map(|error| view! {
                <ErrorNotice what="The Instances could not be read." error />
            }))}
            {when(move || count() == Some(0), || view! {
                <p class="waiting">"The group has no Instances."</p>
            })}
            {when(move || count().is_some_and(|count| count > 0), move || view! {
                <div class="table-wrap" tabindex="0" role="group" aria-label="Rows of Instances">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Name"</th>
                                <th scope="col">"State"</th>
                                <th scope="col">"Type"</th>
                                <th scope="col">"Created"</th>
                            </tr>
                        </thead>
                        <tbody>
                            {list(move || rows().into_iter().map(|(id, server)| {
                                let key = format!("{id} {server:?}");
                                Entry::new(key, move || row(&id, server))
                            }))}
                        </tbody>
                    </table>
                </div>
            })}
        </section>
    }
}

/// An Instance that its own API does not show is on its way, or gone.
fn row(id: &ServerId, server: Option<Server>) -> AnyView {
    let Some(server) = server else {
        return view! {
            <tr>
                <th scope="row" class="id">{id.to_string()}</th>
                <td colspan="3">"Not in the Instance list"</td>
            </tr>
        }
        .into_any();
    };
    let detail = (!server.state_detail.is_empty())
        .then(|| view! { " " <small>{server.state_detail.clone()}</small> }.into_any());
    let created_ms = server.creation_date.as_millis();
    view! {
        <tr>
            <th scope="row" class="id">{server.name}</th>
            <td>{server.state} {detail}</td>
            <td>{server.commercial_type}</td>
            <td class="nowrap">{text(move || time::text(created_ms, Style::Short))}</td>
        </tr>
    }
    .into_any()
}
