//! The way from where a question arises to where the help answers it.

use leptos::prelude::*;

use crate::help::Topic;
use crate::route::Location;

/// A link to a topic of the help.
#[component]
pub fn HelpLink(
    /// The topic.
    topic: Topic,
    /// Whether it opens in a tab of its own, because what is open here would be lost.
    #[prop(optional)]
    aside: bool,
) -> impl IntoView {
    let words = match aside {
        true => t!("{}, in a new tab", topic.label()),
        false => topic.label(),
    };
    view! {
        <a
            class="help-link" href=Location::in_help(topic.page, topic.anchor).href()
            target=aside.then_some("_blank") aria-label=words.clone() title=words
        >
            "?"
        </a>
    }
}
