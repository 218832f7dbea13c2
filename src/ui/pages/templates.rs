//! All templates, of both generations.

use std::ops::Range;

use leptos::prelude::*;

use crate::api::ApiError;
use crate::lab::{TemplateRow, generation_word};
use crate::route::Route;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, live, memo};
use crate::ui::kit::{Head, Loading, Rows};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::{Query, query};
use crate::ui::link::session::use_session;
use crate::wire::{Generation, Group, ListQuery, Template};

/// Those of the first generation; nothing is asked where that is retired.
fn of_thresholds() -> Query<Vec<TemplateRow>> {
    let session = use_session();
    query(move |client| {
        let (asked, project) = (session.asks(Generation::V1alpha1), session.project());
        async move {
            if !asked {
                return Ok(Vec::new());
            }
            let templates = client.list::<Template>(&ListQuery::default()).await?;
            // Without the groups only the number of them is missing.
            let groups = client.list::<Group>(&ListQuery::default()).await.ok();
            let fits = |one: &Template| project.is_empty() || one.project_id.as_str() == project;
            let row = |one| TemplateRow::of_thresholds(one, groups.as_deref());
            Ok(templates.into_iter().filter(fits).map(row).collect())
        }
    })
}

/// Those of the second generation.
fn of_targets() -> Query<Vec<TemplateRow>> {
    let session = use_session();
    query(move |client| {
        let (asked, project) = (session.asks(Generation::V1alpha2), session.project());
        async move {
            if !asked {
                return Ok(Vec::new());
            }
            let templates = client.target_templates(&project).await?;
            let groups = client.target_groups(&project).await.ok();
            let row = |one| TemplateRow::of_target(one, groups.as_deref());
            Ok(templates.into_iter().map(row).collect())
        }
    })
}

#[component]
pub fn Templates() -> impl IntoView {
    let (thresholds, targets) = (of_thresholds(), of_targets());
    // That there are none is known only once both generations have said so.
    let lines = memo(move || match (targets.get(), thresholds.get()) {
        (Some(new), Some(old)) => Some([new, old].concat()),
        (own, other) => own.or(other).filter(|some| !some.is_empty()),
    });
    let is_waiting = memo(move || {
        let is_waiting = targets.is_waiting() || thresholds.is_waiting();
        is_waiting && lines.with(Option::is_none)
    });
    let failures = move || {
        let all: [(Generation, Option<ApiError>); 2] =
            [(Generation::V1alpha2, targets.error()), (Generation::V1alpha1, thresholds.error())];
        let failed = all.into_iter().filter_map(|(which, error)| Some((which, error?)));
        failed.map(|(which, error)| {
            let what = t!("The templates of {} could not be read.", which.as_str());
            view! { <ErrorNotice what error /> }
        })
    };
    view! {
        <Head title=t!("Templates")>
            <NewButtons />
        </Head>
        {live(move || failures().collect_view())}
        {live(move || is_waiting.get().then(|| view! {
            <Loading what=t!("loading" => "templates") />
        }))}
        {live(move || lines.get().map(|lines| if lines.is_empty() {
            view! {
                <section class="card empty">
                    <h2>{t!("No templates yet")}</h2>
                    <p>
                        {t!("A template is the model of a group's Instances: their type, volumes, \
                         image and networks.")}
                    </p>
                    <NewButtons />
                </section>
            }.into_any()
        } else {
            view! { <TemplateTable lines /> }.into_any()
        }))}
    }
}

/// A template of the newer generation the API answers; of the older one where it answers that too.
#[component]
fn NewButtons() -> impl IntoView {
    let session = use_session();
    let asks = move |generation| memo(move || session.asks(generation));
    let (new, old) = (asks(Generation::V1alpha2), asks(Generation::V1alpha1));
    view! {
        {live(move || new.get().then(|| view! {
            <a class="button primary" href=Route::TargetTemplateNew.href()>{t!("New template")}</a>
        }))}
        {live(move || old.get().then(|| view! {
            <a class="button" href=Route::TemplateNew.href()>{t!("New template for thresholds")}</a>
        }))}
    }
}

#[component]
fn TemplateTable(lines: Vec<TemplateRow>) -> impl IntoView {
    let len = lines.len();
    let row = move |line: TemplateRow| {
        let route = match line.generation {
            Generation::V1alpha1 => Route::Template(line.id.clone()),
            Generation::V1alpha2 => Route::TargetTemplate(line.id.clone()),
        };
        Entry::new(line.id.to_string(), move || {
            view! {
                <tr>
                    <th scope="row"><a href=route.href()>{line.name}</a></th>
                    <td data-label=t!("Instance type")>{line.instance_type}</td>
                    <td data-label=t!("Rules")>{generation_word(line.generation)}</td>
                    <td class="number" data-label=t!("Groups")>{used(line.used)}</td>
                    <td data-label=t!("Created")>
                        {time::text(line.created_at.as_millis(), Style::Short)}
                    </td>
                </tr>
            }
        })
    };
    let entries = move |drawn: Range<usize>| {
        lines.get(drawn).unwrap_or_default().iter().cloned().map(&row).collect()
    };
    view! {
        <div class="card table-wrap" tabindex="0" role="group" aria-label=t!("Templates")>
            <table class="stacked" aria-rowcount=len + 1>
                <thead>
                    <tr>
                        <th scope="col">{t!("Name")}</th>
                        <th scope="col">{t!("Instance type")}</th>
                        <th scope="col">{t!("Rules")}</th>
                        <th scope="col" class="number">{t!("Groups")}</th>
                        <th scope="col">{t!("Created")}</th>
                    </tr>
                </thead>
                <Rows len=Signal::stored(len) entries />
            </table>
        </div>
    }
}

/// A dash where the groups could not be read.
fn used(by: Option<usize>) -> String {
    by.map_or_else(|| "–".to_owned(), |count| count.to_string())
}
