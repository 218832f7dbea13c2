//! What is wrong with a group, and what helps.

use leptos::prelude::*;

use crate::lab::{AlertWords, Cure, open_alerts, told, words};
use crate::route::Route;
use crate::ui::kit::view::{Entry, list, live, text};
use crate::ui::link::session::use_session;
use crate::wire::v1alpha2::{Alert, Group};

/// A banner for each kind of open alert.
#[component]
pub fn Alerts(row: Memo<Option<Group>>) -> impl IntoView {
    let open = move || {
        row.with(|group| group.as_ref().map(|group| open_alerts(&group.open_alerts)))
            .unwrap_or_default()
    };
    list(move || {
        open().into_iter().map(move |alert| {
            let key = format!("{} {:?}", alert.kind, alert.opened_at);
            Entry::new(key, move || banner(&alert, row))
        })
    })
}

fn banner(alert: &Alert, row: Memo<Option<Group>>) -> AnyView {
    let session = use_session();
    let AlertWords { title, advice, cure } = told(alert);
    let since_ms = alert.opened_at.as_millis();
    let since = move || t!("For {}.", words::lasting(since_ms, session.now_ms()));
    let link = move || {
        let group = row.get()?;
        match cure {
            Cure::EditGroup => Some((Route::TargetGroupEdit(group.id), t!("Edit the group"))),
            Cure::Template => {
                Some((Route::TargetTemplate(group.template_id), t!("See the template")))
            }
            Cure::Elsewhere => None,
        }
    };
    view! {
        <div class="notice bad" role="alert">
            <p>
                <b>{title} "."</b> " "
                <small>{text(since)}</small>
                " " {advice}
            </p>
            {live(move || link().map(|(route, words)| view! {
                <div class="actions"><a class="button" href=route.href()>{words}</a></div>
            }))}
        </div>
    }
    .into_any()
}
