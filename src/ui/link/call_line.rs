//! A call of the API as it is shown before it is sent, and what became of it.

use leptos::prelude::*;

use super::session::use_session;
use crate::forms::apply::{Call, Sent};

/// What went wrong, said at once.
pub fn alert(why: String) -> AnyView {
    view! { <p class="notice bad" role="alert">{why}</p> }.into_any()
}

/// A call with what it does, and what became of it.
pub fn call_line(
    call: &Call,
    title: &str,
    reason: &'static str,
    sent: Option<&Sent>,
) -> impl IntoView + use<> {
    let zone = use_session().client().zone().clone();
    let request = format!("{} {}", call.method(), call.path(&zone));
    let state = match sent {
        None => "",
        Some(Sent::Done(_)) => "Done. ",
        Some(Sent::Refused(_)) => "Refused. ",
        Some(Sent::Unknown(_)) => "No answer. ",
    };
    view! {
        <li>
            <b>{state}</b> {title.to_owned()} ". " <small>{reason}</small>
            <pre tabindex="0">{request} {call.body().map(|body| format!("\n{body}"))}</pre>
        </li>
    }
}
