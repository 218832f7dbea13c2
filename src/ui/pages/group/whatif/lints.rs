//! What stands out about the rules while they are edited.

use leptos::prelude::*;

use super::state::{Lab, ask_worker};
use crate::lab::{Run, Shared, at_fields};
use crate::ui::kit::view::{live, memo};
use crate::ui::link::preview::Previewed;
use crate::ui::pages::group::remarks::remark_list;
use crate::whatif::Variant;
use crate::worker::replay::{LintVariant, Remark};

/// The lints of the edited variant; nothing while nothing stands out.
#[component]
pub fn Lints(
    lab: Lab,
    /// Whether nothing here can take a remark's proposal.
    #[prop(optional)]
    told_only: bool,
    /// The form beside it, whose fields say themselves what stands out about them.
    #[prop(optional)]
    beside: Option<Previewed>,
) -> impl IntoView {
    let take = lab.tried.take();
    let nowhere = Callback::new(|_| {});
    let told_only = told_only || beside.is_some();
    // The distance of the samples counts too, and comes with the job.
    let variant = move || Some((lab.tried.shown()?, lab.runs.saved.get()));
    let found =
        ask_worker(variant, |replays, (variant, _): (Variant, Option<Shared<Run>>)| async move {
            replays.ask(LintVariant { variant }).await.unwrap_or_default()
        });
    let all = move || found.get().unwrap_or_default();
    let rest = match beside {
        Some(of) => told_at_fields(lab, of, all),
        None => memo(all),
    };
    if !told_only {
        // Its fields say themselves what of them does not do what it says.
        lab.tried.remarks.set(Some(rest));
        on_cleanup(move || {
            lab.tried.remarks.try_set(None);
        });
    }
    live(move || {
        let mut rest = rest.get();
        if told_only {
            rest.iter_mut().for_each(|remark| remark.leads_to = None);
        }
        (!rest.is_empty()).then(|| {
            view! {
                <section class="lints" aria-label=t!("Worth a look")>
                    <h3>{t!("Worth a look")}</h3>
                    {remark_list(&rest, nowhere, take)}
                </section>
            }
        })
    })
}

/// Has a form's fields say what stands out about them, and gives the rest.
fn told_at_fields(
    lab: Lab,
    of: Previewed,
    found: impl Fn() -> Vec<Remark> + Send + Sync + 'static,
) -> Memo<Vec<Remark>> {
    let Previewed { form, draft, notes, .. } = of;
    let parted = memo(move || {
        let found = found();
        match lab.tried.shown() {
            Some(rules) => draft.with(|draft| at_fields(&found, &form, draft, &rules)),
            None => (Vec::new(), found),
        }
    });
    notes.set(Some(memo(move || parted.with(|(at_fields, _)| at_fields.clone()))));
    on_cleanup(move || {
        notes.try_set(None);
    });
    memo(move || parted.with(|(_, rest)| rest.clone()))
}
