//! The controls: every field of every policy, the bounds, the settings; save or discard.

use leptos::prelude::*;

use super::estimate::{LoadEstimated, estimated};
use super::history::{Addressed, SourcePicker};
use super::inputs::{Inputs, Known};
use super::insight::is_open;
use super::left::Earlier;
use super::lints::Lints;
use super::moving::Move;
use super::response::SettingView;
use super::review::Review;
use super::scores::Strip;
use super::shadow::RunInShadow;
use super::share::{Share, Unread};
use super::state::{Lab, WHAT_IF};
use super::sweep::HEADING;
use super::target::{OtherKind, TargetPoints};
use super::variants::{Naming, VariantTabs};
use crate::base::is_one;
use crate::forms::{Field, load, model, settings, target_settings};
use crate::lab::{Drafts, Hand, Part, Row, VariantDraft, group_fields, policy_fields};
use crate::ui::kit::location::{Opening, use_here};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, flag, list, live, memo, text, when};
use crate::ui::kit::{FieldView, FormState, Loading, Typing, focus, show};

/// What the panel holds.
#[component]
pub fn Controls(lab: Lab) -> impl IntoView {
    let tried = lab.tried;
    let here = use_here();
    let (reviewing, moving) = (here.opening("save"), here.opening("move"));
    let begun = RwSignal::new(None);
    let blocked = memo(move || tried.has_errors());
    let (addressed, unread) = (Addressed::new(lab.inputs), RwSignal::new(None));
    follow_opening(lab);
    view! {
        <Strip lab />
        <Unread unread />
        <div class="variants">
            <VariantTabs tried />
            <span class="actions">
                <OtherKind lab />
                <RunInShadow lab blocked />
            </span>
        </div>
        <Naming tried />
        <SourcePicker inputs=lab.inputs addressed />
        <Earlier tried earlier=lab.earlier />
        <Rules lab />
        <GroupControls lab />
        // Below every control: what comes and goes with an edit moves none of them.
        <Lints lab />
        <Assumed inputs=lab.inputs />
        <Model lab />
        <LoadControls form=lab.inputs.load />
        <Share lab addressed unread />
        <p class="waiting" class:hidden=flag(move || !blocked.get())>
            {t!("The preview shows the last values that could be read.")}
        </p>
        <Foot lab blocked reviewing moving />
        <Review lab open=reviewing />
        {when(move || moving.is_open(), move || view! { <Move lab open=moving begun /> })}
    }
}

/// Shows the panel that was opened by hand once more when the first numbers have come: they push
/// it down where it stands below them.
fn follow_opening(lab: Lab) {
    Effect::new(move |_| {
        if lab.scores.with(Option::is_some) && lab.opened.get_value() {
            lab.opened.set_value(false);
            show(WHAT_IF);
        }
    });
}

/// What can be done with the edit, in sight below the settings.
#[component]
fn Foot(
    lab: Lab,
    /// Whether a field cannot be read.
    blocked: Memo<bool>,
    /// The review.
    reviewing: Opening,
    /// Whether the move to the other generation is open.
    moving: Opening,
) -> impl IntoView {
    let (here, tried) = (use_here(), lab.tried);
    let edited = move || tried.is_edited();
    view! {
        <div class="actions foot">
            <button
                class="primary"
                disabled=flag(move || blocked.get() || !edited())
                on:click=move |_| match untrack(|| tried.is_of_other_kind()) {
                    true => moving.open(),
                    false => reviewing.open(),
                }
            >
                {text(move || match (tried.is_of_other_kind(), tried.changes()) {
                    (true, _) => t!("Move the group…").to_owned(),
                    (false, 0) => t!("Review and save…").to_owned(),
                    (false, one) if is_one(one) => t!("Review {one} change…"),
                    (false, many) => t!("Review {many} changes…"),
                })}
            </button>
            <button on:click=move |_| {
                here.step("sweep", "1");
                focus(HEADING);
            }>
                {t!("Sweep…")}
            </button>
            <button
                class="quiet"
                disabled=flag(move || !edited() && !blocked.get())
                on:click=move |_| {
                    lab.earlier.set(false);
                    tried.change_edited(|draft, _| draft.reset());
                }
            >
                {t!("Discard")}
            </button>
        </div>
    }
}

/// The fields of the edited variant's policies.
#[component]
fn Rules(lab: Lab) -> impl IntoView {
    let tried = lab.tried;
    let rows = memo(move || tried.rows());
    let thresholds = move || tried.has_target() == Some(false);
    let none = move || thresholds() && rows.with(Vec::is_empty);
    let some = move || !rows.with(Vec::is_empty);
    let Known { rules, unread, .. } = lab.inputs.known;
    let waiting = move || rules.with(Option::is_none) && unread.with(Option::is_none);
    view! {
        {when(waiting, || view! { <Loading what=t!("the policies") /> })}
        {list(move || rows.get().into_iter().map(move |(number, row)| {
            Entry::new(format!("{number} {}", row.key()), move || {
                view! { <RowControls lab number row /> }
            })
        }))}
        {when(none, move || view! {
            <p class="help">{t!("The group has no policies yet. Add one below the timeline.")}</p>
        })}
        {when(some, move || view! {
            <div class="actions">
                <button
                    class="small"
                    on:click=move |_| tried.change_edited(VariantDraft::add_copy)
                >
                    {t!("Add a policy to try")}
                </button>
            </div>
        })}
    }
}

#[component]
fn RowControls(lab: Lab, number: u32, row: Row) -> impl IntoView {
    let tried = lab.tried;
    let form = tried.typing(number, row.part.clone());
    let (label, part) = (row.base.name.clone(), row.part.clone());
    let of = Owner { number, part };
    let rest = of.clone();
    let remove = move |_| tried.change_edited(|draft, saved| draft.remove(&row.part, saved));
    let fields = move |first| memo(move || form.with(|text| policy_fields(text, first)));
    view! {
        <fieldset>
            <legend>
                {text(move || form.text("name"))}
                <small>{text(move || t!("priority {}", form.text("priority")))}</small>
            </legend>
            <Settings lab fields=fields(true) form of />
            <details>
                <summary>{t!("All fields")}</summary>
                <Settings lab fields=fields(false) form of=rest />
                <button
                    class="small" aria-label=t!("Disable in this variant: {label}")
                    on:click=remove
                >
                    {t!("Disable in this variant")}
                </button>
            </details>
        </fieldset>
    }
}

/// The fields of the edited variant's bounds and cooldown, or of its target.
#[component]
fn GroupControls(lab: Lab) -> impl IntoView {
    let tried = lab.tried;
    let edited = memo(move || {
        let has_target = tried.has_target()?;
        Some((tried.drafts.with(Drafts::active), has_target))
    });
    list(move || {
        edited.get().map(|(number, has_target)| {
            Entry::new(format!("{number} {has_target}"), move || {
                let form = tried.typing(number, Part::Capacity);
                let of = Owner { number, part: Part::Capacity };
                let rest = of.clone();
                let fields = move |first| {
                    memo(move || form.with(|text| group_fields(text, has_target, first)))
                };
                view! {
                    <fieldset>
                        <legend>{if has_target { t!("Target") } else { t!("Group") }}</legend>
                        <Settings lab fields=fields(true) form of />
                        {has_target.then(|| view! {
                            <TargetPoints lab form />
                            <details>
                                <summary>{t!("All fields")}</summary>
                                <Settings lab fields=fields(false) form of=rest />
                            </details>
                        })}
                    </fieldset>
                }
            })
        })
    })
}

#[component]
fn Assumed(inputs: Inputs) -> impl IntoView {
    let fields = Signal::stored(settings::section().fields);
    let of_targets = Signal::stored(target_settings::section().fields);
    view! {
        <details class="assumed">
            <summary>{t!("Assumed")}</summary>
            <Fields fields form=inputs.settings />
            <details>
                <summary>{t!("How a target decides")}</summary>
                <p class="help">{t!("Nobody has published it; each is what the facts suggest.")}</p>
                <Fields fields=of_targets form=inputs.settings />
            </details>
            {live(move || inputs.offer.with(|offer| {
                let said = offer.words(|at_ms| time::text(at_ms, Style::Short));
                said.map(|said| view! { <p class="help">{said}</p> }.into_any())
            }))}
        </details>
    }
}

/// What a group does that the plain model leaves out, with what its history tells to fill in.
#[component]
fn Model(lab: Lab) -> impl IntoView {
    let fields = Signal::stored(model::section().fields);
    let open = RwSignal::new(false);
    view! {
        <details class="assumed" on:toggle=move |event| open.set(is_open(&event))>
            <summary>{t!("Model")}</summary>
            <Fields fields form=lab.inputs.settings />
            <LoadEstimated lab found=estimated(lab, move || open.get()) />
        </details>
    }
}

#[component]
fn LoadControls(form: FormState) -> impl IntoView {
    let fields = memo(move || form.draft.with(load::section).fields);
    view! {
        <details class="assumed">
            <summary>{t!("Load")}</summary>
            <Fields fields form />
        </details>
    }
}

/// Whose fields they are.
#[derive(Clone)]
struct Owner {
    number: u32,
    part: Part,
}

/// Fields of a variant, of which one may be under the hand.
#[component]
fn Settings(lab: Lab, fields: Memo<Vec<Field>>, form: Typing, of: Owner) -> impl IntoView {
    list(move || {
        let of = of.clone();
        fields.get().into_iter().map(move |field| {
            let hand = Hand::on(of.number, &of.part, &field);
            Entry::new(field.key(), move || view! { <SettingView lab field form hand /> })
        })
    })
}

#[component]
fn Fields(#[prop(into)] fields: Signal<Vec<Field>>, #[prop(into)] form: Typing) -> impl IntoView {
    view! {
        {list(move || fields.get().into_iter().map(move |field| {
            Entry::new(field.key(), move || view! {
                <FieldView field state=form slider=true compact=true />
            })
        }))}
    }
}
