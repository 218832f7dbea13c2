//! An Instance that a deletion is about.

use leptos::prelude::*;

use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::text;
use crate::wire::Server;

/// Its name, what it is, in which state and since when.
pub fn server_row(server: Server) -> impl IntoView {
    let created_ms = server.creation_date.as_millis();
    view! {
        <li>
            <span class="id">{server.name}</span> " "
            <small>
                {server.commercial_type} ", " {server.state}
                {text(move || t!(", since {}", time::text(created_ms, Style::Short)))}
            </small>
        </li>
    }
}
