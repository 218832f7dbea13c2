//! The Instances of a group, which of them are older than its template, and their replacement.

mod replacement;
mod rows;

use leptos::prelude::*;

use self::replacement::{Progress, ReplaceAll, ReplaceOne, Replacement};
use self::rows::Rows;
use crate::api::Resource;
use crate::lab::instances::{Instance, Present, old_words};
use crate::ui::kit::Loading;
use crate::ui::kit::view::{live, memo, when};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::{Query, query};
use crate::wire::{Generation, GroupId, Server, ServerId, TemplateId};

/// The ids of a group's Instances, and what the Instance API tells of them.
pub type InstancesRead = Query<(Vec<ServerId>, Vec<Server>)>;

/// Reads a group's Instances.
pub fn read_instances(generation: Generation, id: &GroupId) -> InstancesRead {
    let id = id.clone();
    query(move |client| {
        let id = id.clone();
        async move { client.instances(generation, &id).await }
    })
}

/// How many Instances were read; none while none were.
pub fn counted(read: InstancesRead) -> Memo<Option<u32>> {
    memo(move || read.with(|read| u32::try_from(read?.1.len()).ok()))
}

/// Reads a group's template; none while the group itself is being read.
pub fn read_template<T>(id: Memo<Option<TemplateId>>) -> Query<Option<T>>
where
    T: Resource<Id = TemplateId> + PartialEq + Send + Sync + 'static,
{
    query(move |client| {
        let id = id.get();
        async move {
            match id {
                Some(id) => client.get::<T>(&id).await.map(Some),
                None => Ok(None),
            }
        }
    })
}

/// The group's Instances.
#[component]
pub fn Instances(
    generation: Generation,
    group: GroupId,
    read: InstancesRead,
    /// What its template makes now; none while that is not known.
    present: Memo<Option<Present>>,
) -> impl IntoView {
    let all = memo(move || {
        let present = present.get();
        read.with(|read| {
            let (ids, servers) = read?;
            Some(Instance::all(ids, servers, present.as_ref()))
        })
    });
    let count = move || all.with(|all| all.as_ref().map(Vec::len));
    let replacement = Replacement::new(generation, group, all);
    let old = memo(move || all.with(|all| old_words(all.as_deref().unwrap_or_default())));
    view! {
        <section class="card" aria-label=t!("Instances")>
            <div class="card-head">
                <h2>{t!("Instances")}</h2>
                {when(move || old.with(Option::is_some), move || view! {
                    <ReplaceAll replacement />
                })}
            </div>
            {live(move || read.error().map(|error| view! {
                <ErrorNotice what=t!("The Instances could not be read.") error />
            }))}
            {when(move || read.is_waiting(), || view! { <Loading what=t!("the Instances") /> })}
            {live(move || old.get().map(|words| view! { <p class="help">{words}</p> }))}
            <Progress replacement />
            {when(move || count() == Some(0), || view! {
                <p class="waiting">{t!("The group has no Instances.")}</p>
            })}
            {when(move || count().is_some_and(|count| count > 0), move || view! {
                <Rows all replacement />
            })}
            <ReplaceOne replacement />
        </section>
    }
}
