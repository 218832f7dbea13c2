//! What a form's rules would have done to the group, replayed beside the form.

use leptos::prelude::*;

use super::moment::Moment;
use super::reads::{TargetReads, ThresholdReads};
use super::timeline::Timeline;
use super::whatif::{Lab, ViewsPart, decided};
use crate::lab::typed_rules;
use crate::ui::kit::view::{flag, live, memo};
use crate::ui::link::ErrorNotice;
use crate::ui::link::preview::Previewed;
use crate::wire::Generation;

#[component]
pub fn Preview(of: Previewed) -> impl IntoView {
    let Previewed { generation, group, form, draft } = of;
    let (known, error) = match generation {
        Generation::V1alpha1 => {
            let reads = ThresholdReads::of(&group);
            let failed = move || reads.group.error().or(reads.policies.error());
            (reads.known(memo(|| None)), Signal::derive(failed))
        }
        Generation::V1alpha2 => {
            let reads = TargetReads::of(&group);
            (reads.known(), Signal::derive(move || reads.group.error()))
        }
    };
    let now = memo(move || {
        known.group.with(|stored| draft.with(|draft| typed_rules(stored.as_ref()?, &form, draft)))
    });
    // What cannot be read shows its error at its field; the last that could goes on.
    let rules = Memo::new(move |before: Option<&Option<_>>| {
        now.get().or_else(|| before.cloned().flatten())
    });
    let unread = move || known.group.with(Option::is_some) && now.with(Option::is_none);
    let lab = Lab::of_form(group, known, rules);
    let picture = memo(move || lab.picture());
    let moment = Moment::of(picture);
    let at = memo(move || moment.get());
    let decided = decided(lab, at);
    let answer = Signal::derive(move || {
        decided.with(|all| all.iter().map(|one| one.summary.as_str()).collect::<Vec<_>>().join(" "))
    });
    let metrics = memo(move || lab.inputs.metrics());
    let choose = Callback::new(move |metric| lab.chosen_metric.set(Some(metric)));
    let trouble = Signal::derive(move || lab.trouble());
    let coming = Signal::derive(move || lab.is_coming());
    let part = expect_context::<ViewsPart>();
    view! {
        <section class="preview" aria-label=t!("On its own history")>
            <h2>{t!("On its own history")}</h2>
            <p class="help">
                {t!("What the group would have done under these settings, beside what is saved. \
                     Nothing is sent until you save.")}
            </p>
            {live(move || error.get().map(|error| view! {
                <ErrorNotice what=t!("Without the group nothing can be replayed.") error />
            }))}
            <p class="waiting" class:hidden=flag(move || !unread())>
                {t!("A field cannot be read: this shows the last settings that could be.")}
            </p>
            {part.within(t!("the replay"), move |views| (views.outcome)(lab))}
            <Timeline
                picture trouble coming moment answer marked=RwSignal::new(None) metrics choose
                beside=Signal::stored(false)
            />
        </section>
    }
}
