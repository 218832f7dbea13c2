//! What stands out about the rules while they are edited.

use leptos::prelude::*;

use super::desk::use_desk;
use super::remarks::remark_list;
use super::state::Lab;
use crate::ui::kit::latest::Latest;
use crate::ui::kit::view::live;
use crate::whatif::Variant;

/// The lints of the active variant; nothing while nothing stands out.
#[component]
pub fn Lints(lab: Lab) -> impl IntoView {
    let desk = use_desk();
    let found = RwSignal::new(Vec::new());
    let latest = Latest::new(move |variant: Variant| async move {
        let remarks = desk.lints(&variant).await.unwrap_or_default();
        found.try_set(remarks);
    });
    Effect::new(move |_| {
        // The distance of the samples counts too, and comes with the job.
        lab.saved_run.track();
        if let Some(variant) = lab.shown_variant() {
            latest.ask(variant);
        }
    });
    view! {
        {live(move || found.with(|found| (!found.is_empty()).then(|| view! {
            <section class="lints" aria-label="Worth a look">
                <h3>"Worth a look"</h3>
                {remark_list(lab, found, |_| {})}
            </section>
        }.into_any())))}
    }
}
