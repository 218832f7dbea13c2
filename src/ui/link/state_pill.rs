//! How a group stands, in a word with a shape of its own, and for how long; and what needs somebody
//! beside the worst.

use leptos::prelude::*;

use crate::lab::watch::{Kind, Urgency, Verdict};

/// The word, its shape, and what the verdict notes beside it.
pub fn state_pill(verdict: &Verdict, note: Option<String>) -> impl IntoView + use<> {
    let kind = verdict.kind();
    let class = match (kind, kind.urgency()) {
        (Kind::Failing, _) => "pill bad",
        (_, Urgency::NeedsYou) => "pill warn",
        (_, Urgency::Changing) => "pill",
        (_, Urgency::Unjudged | Urgency::Steady) => "calm",
    };
    view! {
        <span class=format!("mark {class} {}", kind.word())>
            {shape(kind)}
            {verdict.words()}
            {note.map(|note| view! { " " <small>{note}</small> })}
        </span>
    }
}

/// What needs somebody beside the worst, in less.
pub fn state_beside(verdict: &Verdict) -> impl IntoView + use<> {
    let kind = verdict.kind();
    view! {
        <span class=format!("mark calm beside {}", kind.word())>
            {shape(kind)}
            {verdict.words()}
        </span>
    }
}

fn shape(kind: Kind) -> impl IntoView {
    let filled = if kind == Kind::Failing { "shape filled" } else { "shape" };
    view! { <svg class=filled viewBox="0 0 16 16" aria-hidden="true"><path d=kind.shape() /></svg> }
}
