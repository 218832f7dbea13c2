//! A call of the API as it is shown before it is sent, and what became of it.

use leptos::prelude::*;

use super::copy_call::CopyCall;
use super::session::use_session;
use crate::forms::apply::{Call, Sent};
use crate::lab::{call_as_curl, call_as_sdk};

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
    let session = use_session();
    let zone = session.client().zone().clone();
    let request = format!("{} {}", call.method(), call.path(&zone));
    let (copied, sdk) = (call.clone(), call_as_sdk(call, &zone));
    let as_curl =
        Callback::new(move |()| untrack(|| call_as_curl(&copied, &session.api_address(), &zone)));
    let state = match sent {
        None => "",
        Some(Sent::Done(_)) => t!("Done. "),
        Some(Sent::Refused(_)) => t!("Refused. "),
        Some(Sent::Unknown(_)) => t!("No answer. "),
    };
    view! {
        <li>
            <b>{state}</b> {title.to_owned()} ". " <small>{reason}</small>
            <pre tabindex="0">{request} {call.body().map(|body| format!("\n{body}"))}</pre>
            <CopyCall curl=as_curl sdk />
        </li>
    }
}
