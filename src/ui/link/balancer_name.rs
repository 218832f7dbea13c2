//! A load balancer by its name.

use leptos::prelude::*;

use super::query::query;
use crate::ui::kit::clipboard::CopyButton;
use crate::ui::kit::view::live;
use crate::wire::{LoadBalancerId, ProjectId};

/// The name of a load balancer, with its id to copy; the id alone where no name is known. It is
/// asked for once: a name seldom changes, and a key that may not list them may not later either.
#[component]
pub fn BalancerName(of: Memo<Option<(ProjectId, LoadBalancerId)>>) -> impl IntoView {
    let kept = StoredValue::new(None::<(LoadBalancerId, Option<String>)>);
    let name = query(move |client| {
        let (of, known) = (of.get(), kept.get_value());
        async move {
            let Some((project, id)) = of else { return Ok(None) };
            if let Some(known) = known.filter(|(own, _)| *own == id) {
                return Ok(Some(known));
            }
            let mut all = client.load_balancers(&project).await.unwrap_or_default().into_iter();
            let name = all.find(|own| own.id == id).map(|own| own.name);
            let found = Some((id, name));
            kept.try_set_value(found.clone());
            Ok(found)
        }
    });
    let id = move || of.get().map(|(_, id)| id.to_string()).unwrap_or_default();
    let named = move || name.get().flatten().filter(|(own, _)| own.as_str() == id())?.1;
    live(move || match named() {
        Some(name) => view! {
            {name} " " <CopyButton label=t!("Copy id") text=Callback::new(move |()| untrack(id)) />
        }
        .into_any(),
        None => view! { <span class="id">{id()}</span> }.into_any(),
    })
}
