//! What stands out about the rules while they are edited.

use leptos::prelude::*;

use super::state::{Lab, ask_worker};
use crate::lab::{Run, Shared};
use crate::ui::kit::view::live;
use crate::ui::pages::group::remarks::remark_list;
use crate::whatif::Variant;
use crate::worker::replay::LintVariant;

/// The lints of the edited variant; nothing while nothing stands out.
#[component]
pub fn Lints(
    lab: Lab,
    /// Whether nothing here can take a remark's proposal, as beside a form.
    #[prop(optional)]
    told_only: bool,
) -> impl IntoView {
    let take = lab.tried.take();
    let nowhere = Callback::new(|_| {});
    // The distance of the samples counts too, and comes with the job.
    let variant = move || Some((lab.tried.shown()?, lab.runs.saved.get()));
    let found =
        ask_worker(variant, |replays, (variant, _): (Variant, Option<Shared<Run>>)| async move {
            replays.ask(LintVariant { variant }).await.unwrap_or_default()
        });
    live(move || {
        found.with(|found| {
            let mut found = found.filter(|found| !found.is_empty())?.clone();
            if told_only {
                found.iter_mut().for_each(|remark| remark.leads_to = None);
            }
            Some(
                view! {
                    <section class="lints" aria-label=t!("Worth a look")>
                        <h3>{t!("Worth a look")}</h3>
                        {remark_list(&found, nowhere, take)}
                    </section>
                }
                .into_any(),
            )
        })
    })
}
