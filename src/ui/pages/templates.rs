//! All templates.

use std::ops::Range;

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, live, memo};
use crate::ui::kit::{Head, Loading, Rows};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::wire::{Group, ListQuery, Template, TemplateId};

#[component]
pub fn Templates() -> impl IntoView {
    let session = use_session();
    let templates =
        query(|client| async move { client.list::<Template>(&ListQuery::default()).await });
    let groups = query(|client| async move { client.list::<Group>(&ListQuery::default()).await });
    let shown = memo(move || {
        let project = session.project();
        templates.with(|templates| {
            let fits = |template: &&Template| {
                project.is_empty() || template.project_id.as_str() == project
            };
            Some(templates?.iter().filter(fits).cloned().collect::<Vec<_>>())
        })
    });
    view! {
        <Head title="Templates">
            <a class="button primary" href=Route::TemplateNew.href()>"New template"</a>
        </Head>
        {live(move || templates.error().map(|error| view! {
            <ErrorNotice what="The templates could not be read." error />
        }))}
        {live(move || templates.is_waiting().then(|| view! { <Loading what="templates" /> }))}
        {live(move || shown.get().map(|list| if list.is_empty() {
            view! {
                <section class="card empty">
                    <h2>"No templates yet"</h2>
                    <p>
                        "A template is the model of a group's Instances: their type, volumes, \
                         image and networks."
                    </p>
                    <a class="button primary" href=Route::TemplateNew.href()>"New template"</a>
                </section>
            }.into_any()
        } else {
            let groups = groups.get().unwrap_or_default();
            view! { <TemplateTable list groups /> }.into_any()
        }))}
    }
}

#[component]
fn TemplateTable(list: Vec<Template>, groups: Vec<Group>) -> impl IntoView {
    let len = list.len();
    let used = move |id: &TemplateId| {
        groups.iter().filter(|group| group.instance_template_id == *id).count()
    };
    let row = move |template: Template| {
        let used = used(&template.id);
        let route = Route::Template(template.id.clone());
        Entry::new(template.id.to_string(), move || {
            view! {
                <tr>
                    <th scope="row"><a href=route.href()>{template.name}</a></th>
                    <td>{template.commercial_type}</td>
                    <td class="number">{template.volumes.len()}</td>
                    <td class="number">{used}</td>
                    <td>{time::text(template.created_at.as_millis(), Style::Short)}</td>
                </tr>
            }
        })
    };
    let entries = move |drawn: Range<usize>| {
        list.get(drawn).unwrap_or_default().iter().cloned().map(&row).collect()
    };
    view! {
        <div class="card table-wrap" tabindex="0" role="group" aria-label="Templates">
            <table aria-rowcount=len + 1>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Instance type"</th>
                        <th scope="col" class="number">"Volumes"</th>
                        <th scope="col" class="number">"Groups"</th>
                        <th scope="col">"Created"</th>
                    </tr>
                </thead>
                <Rows len=Signal::stored(len) entries />
            </table>
        </div>
    }
}
