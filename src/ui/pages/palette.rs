//! The command palette: everything that can be done or gone to, found by a few letters.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::api::Client;
use crate::command::{
    Act, Known, Named, Offer, Part, Target, at_key, counted, keys, offers, sought,
};
use crate::lab::generation_word;
use crate::route::Route;
use crate::ui::kit::location::{Here, go_to, use_here};
use crate::ui::kit::time::Utc;
use crate::ui::kit::view::{attribute, live, memo, text};
use crate::ui::kit::{Dialog, focus, focus_row};
use crate::ui::link::clock::Clock;
use crate::ui::link::hold::{Holds, use_holds};
use crate::ui::link::keys::KeysOff;
use crate::ui::link::language::switch;
use crate::ui::link::query::query;
use crate::ui::link::session::use_session;
use crate::ui::link::utc::show_in_utc;
use crate::wire::{Generation, Group, ListQuery, Policy, Template};

/// How many offers are shown at once.
const MOST: usize = 40;

/// The palette, and the single keys that do what it offers.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let KeysOff(keys_off) = expect_context();
    // Whether it was the keys that were asked for.
    let keys_asked = RwSignal::new(false);
    follow_keys(use_here(), (open, keys_asked), keys_off);
    view! {
        <Dialog open title=Signal::stored(t!("Go to, or do").to_owned())>
            <Search open keys_off keys_asked />
        </Dialog>
    }
}

/// Opens the palette by Ctrl+K or Cmd+K, and does what a single key says where nothing is typed or
/// asked.
fn follow_keys(
    here: Here,
    (open, keys_asked): (RwSignal<bool>, RwSignal<bool>),
    keys_off: RwSignal<bool>,
) {
    let take_up = take_up();
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.alt_key() {
            return;
        }
        let pressed = event.key();
        if event.ctrl_key() || event.meta_key() {
            if pressed.eq_ignore_ascii_case("k") {
                event.prevent_default();
                // A dialog that is open is answered first.
                if !is_asked() {
                    open.set(true);
                }
            }
            return;
        }
        if keys_off.get_untracked() || is_busy(&event) {
            return;
        }
        if pressed == "?" {
            event.prevent_default();
            keys_asked.set(true);
            return open.set(true);
        }
        if let Some(target) = at_key(&pressed, &untrack(|| here.location())) {
            event.prevent_default();
            take_up(target);
        } else if let Some(button) = button_of(&pressed) {
            event.prevent_default();
            button.click();
        }
    });
    on_cleanup(move || listener.remove());
}

/// The button of the page that says that a key presses it.
fn button_of(key: &str) -> Option<HtmlElement> {
    // Within quotation marks any other character stands for itself.
    let is_plain = key.chars().count() == 1 && !key.contains(['"', '\\', '\n']);
    let of_key = format!("button[aria-keyshortcuts=\"{key}\"]");
    let found = is_plain.then(|| document().query_selector(&of_key).ok())??;
    found?.dyn_into().ok()
}

/// Whether the key belongs to what has the focus, or a dialog is open. A drawing keeps the keys
/// that it answers to from coming here.
fn is_busy(event: &ev::KeyboardEvent) -> bool {
    let typed_into = "input, select, textarea, dialog";
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let is_field = target.is_some_and(|own| own.closest(typed_into).ok().flatten().is_some());
    is_field || is_asked()
}

/// Whether a dialog is open.
fn is_asked() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// What is known to look among, read when the palette opens. What cannot be read is left out, and
/// said.
#[derive(Clone, Default, PartialEq)]
struct Read {
    /// Whether the reading has ended.
    is_whole: bool,
    known: Known,
    missing: Vec<&'static str>,
}

/// Whether Enter came before the names did: the first that fits is then taken once they are read.
fn take_early(
    is_read: Memo<bool>,
    has_any: impl Fn() -> bool + 'static,
    take: impl Fn(usize) + 'static,
) -> StoredValue<bool> {
    let early = StoredValue::new(false);
    Effect::new(move |_| {
        let (is_read, has_any) = (is_read.get(), has_any());
        if is_read && early.try_update_value(std::mem::take) == Some(true) && has_any {
            take(0);
        }
    });
    early
}

#[component]
fn Search(
    open: RwSignal<bool>,
    keys_off: RwSignal<bool>,
    keys_asked: RwSignal<bool>,
) -> impl IntoView {
    let here = use_here();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let read = read_all();
    let (take_up, clock) = (take_up(), expect_context::<Clock>());
    let known = memo(move || Known { acts: acts(clock), ..read.get().known });
    let all = memo(move || known.with(|known| offers(&here.location(), known)));
    let shown = memo(move || {
        let (text, here) = (typed.get(), here.location());
        known.with(|known| all.with(|all| sought((&here, known), all, &text, MOST)))
    });
    let take = move |index: usize| {
        let offer = shown.with_untracked(|(found, _)| found.get(index).cloned());
        if let Some(offer) = offer {
            open.set(false);
            take_up(offer.target);
        }
    };
    let has_any = move || shown.with(|(found, _)| !found.is_empty());
    let is_read = memo(move || read.with(|read| read.is_whole));
    let early = take_early(is_read, has_any, take);
    let on_key = move |event: ev::KeyboardEvent| {
        let count = shown.with_untracked(|(found, _)| found.len());
        let at = chosen.get_untracked();
        let (next, enters) = match event.key().as_str() {
            "ArrowDown" if count > 0 => ((at + 1) % count, false),
            "ArrowUp" if count > 0 => ((at + count - 1) % count, false),
            "Enter" => (at, true),
            _ => return,
        };
        // Also of Enter: what had the focus before gets it back at once, and was not entered.
        event.prevent_default();
        match enters {
            true if count == 0 && !is_read.get_untracked() => early.set_value(true),
            true => take(at),
            false => choose(chosen, next),
        }
    };
    focus(INPUT);
    view! {
        <input
            id=INPUT class="palette" type="text" role="combobox" autocomplete="off"
            spellcheck="false" placeholder=t!("Name of a group, template or policy, or what to do")
            aria-label=t!("Go to, or do") aria-autocomplete="list" aria-controls="palette-list"
            aria-expanded=text(move || has_any().to_string())
            aria-activedescendant=attribute(move || has_any().then(|| option_id(chosen.get())))
            prop:value=typed
            on:input=move |event| {
                early.set_value(false);
                chosen.set(0);
                typed.set(event_target_value(&event));
            }
            on:keydown=on_key
        />
        {live(move || missing_notice(&read.get().missing))}
        <div id="palette-list" class="palette" role="listbox" aria-label=t!("What is found")>
            {live(move || shown.with(|(found, _)| {
                parts(found, chosen, Callback::new(take))
            }))}
        </div>
        {how_many(is_read, shown)}
        <KeyList here keys_asked />
        <KeysToggle keys_off />
    }
}

/// What can be done at once.
fn acts(clock: Clock) -> Vec<Act> {
    let of_clock = [Act::RunClock, Act::StepClock].into_iter().filter(|_| clock.moves());
    [Act::Utc, Act::Language].into_iter().chain(of_clock).collect()
}

/// Goes there, or does it.
fn take_up() -> impl Fn(Target) + Copy + 'static {
    let (clock, utc, switch) = (expect_context::<Clock>(), expect_context::<Utc>(), switch());
    move |target| match target {
        Target::Place(to) => go_to(&to),
        Target::Act(Act::Utc) => show_in_utc(utc, !utc.0.get_untracked()),
        Target::Act(Act::Language) => switch(),
        Target::Act(Act::RunClock) => clock.run_or_pause(),
        Target::Act(Act::StepClock) => clock.step_an_hour(),
        Target::Act(Act::NextRow) => focus_row(false),
        Target::Act(Act::RowBefore) => focus_row(true),
    }
}

/// How many were found, once all names are read.
fn how_many(is_read: Memo<bool>, shown: Memo<(Vec<Offer>, usize)>) -> impl IntoView {
    view! {
        <p class="help" role="status">
            {live(move || match is_read.get() {
                true => shown.with(|(found, count)| counted(found.len(), *count)),
                false => t!("Reading the names of what there is…").to_owned(),
            })}
        </p>
    }
}

/// All keys of the page that is shown. What asked for them finds them unfolded.
#[component]
fn KeyList(here: Here, keys_asked: RwSignal<bool>) -> impl IntoView {
    let is_open = keys_asked.try_update(std::mem::take).unwrap_or(false);
    let rows = untrack(|| keys(&here.location())).into_iter().map(|own| {
        view! { <p class="help"><kbd>{own.keys}</kbd> " " {own.words}</p> }
    });
    view! {
        <details open=is_open>
            <summary>{t!("Keys")}</summary>
            {rows.collect::<Vec<_>>()}
        </details>
    }
}

#[component]
fn KeysToggle(keys_off: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="toggle">
            <input
                type="checkbox"
                prop:checked=move || !keys_off.get()
                on:change=move |event| KeysOff(keys_off).keep(!event_target_checked(&event))
            />
            {t!("Single keys do what is marked with them, and “?” opens this list")}
        </label>
    }
}

const INPUT: &str = "palette-input";

fn option_id(index: usize) -> String {
    format!("palette-{index}")
}

/// Chooses an option, and scrolls it into sight.
fn choose(chosen: RwSignal<usize>, index: usize) {
    chosen.set(index);
    let element = document().get_element_by_id(&option_id(index));
    if let Some(element) = element.and_then(|own| own.dyn_into::<HtmlElement>().ok()) {
        element.scroll_into_view_with_bool(false);
    }
}

fn missing_notice(missing: &[&'static str]) -> Option<impl IntoView + use<>> {
    (!missing.is_empty()).then(|| {
        let words = t!("Not among them, since they could not be read: {}.", missing.join(", "));
        view! { <p class="notice warn" role="status">{words}</p> }
    })
}

/// The offers under the headings of their parts.
fn parts(found: &[Offer], chosen: RwSignal<usize>, take: Callback<usize>) -> Vec<AnyView> {
    let numbered: Vec<(usize, &Offer)> = found.iter().enumerate().collect();
    numbered
        .chunk_by(|(_, a), (_, b)| a.part == b.part)
        .map(|chunk| {
            let heading = chunk.first().map_or(Part::Anywhere, |(_, own)| own.part).heading();
            let rows: Vec<AnyView> =
                chunk.iter().map(|(index, own)| option(*index, own, chosen, take)).collect();
            view! {
                <div role="group" aria-label=heading>
                    <p class="heading" aria-hidden="true">{heading}</p>
                    {rows}
                </div>
            }
            .into_any()
        })
        .collect()
}

fn option(index: usize, offer: &Offer, chosen: RwSignal<usize>, take: Callback<usize>) -> AnyView {
    let Offer { words, hint, key, .. } = offer.clone();
    view! {
        <div
            id=option_id(index) role="option" class="offer"
            aria-selected=text(move || (chosen.get() == index).to_string())
            on:click=move |_| take.run(index)
            // A list that comes under a pointer at rest is no choice: the browser tells of a move
            // that went nowhere.
            on:pointermove=move |event| {
                if event.movement_x() != 0 || event.movement_y() != 0 {
                    chosen.set(index);
                }
            }
        >
            <span>{words} " " <small>{hint}</small></span>
            {key.map(|key| view! { <kbd>{key.to_string()}</kbd> })}
        </div>
    }
    .into_any()
}

/// Reads the names of everything there is.
fn read_all() -> Memo<Read> {
    let (session, holds) = (use_session(), use_holds());
    let read = query(move |client| {
        let answered = (session.asks(Generation::V1alpha1), session.asks(Generation::V1alpha2));
        let project = session.project();
        async move {
            let known = Known { answered, ..Known::default() };
            let mut read = Read { is_whole: true, known, missing: vec![] };
            if answered.0 {
                read_thresholds(&client, holds, &mut read).await;
            }
            if answered.1 {
                read_targets(&client, &project, holds, &mut read).await;
            }
            Ok(read)
        }
    });
    memo(move || read.get().unwrap_or_default())
}

/// A group's generation, and the hold that its bounds are.
fn hint_of(held: Option<String>, generation: &str) -> String {
    held.map_or_else(|| generation.to_owned(), |held| format!("{generation} · {held}"))
}

async fn read_thresholds(client: &Client, holds: Holds, read: &mut Read) {
    let (all, hint) = (ListQuery::default(), generation_word(Generation::V1alpha1));
    let known = &mut read.known;
    match client.list::<Group>(&all).await {
        Ok(rows) => known.groups.extend(rows.iter().map(|row| {
            let bounds = (row.capacity.min_replicas, row.capacity.max_replicas);
            let hint = hint_of(untrack(|| holds.hint(&row.id, bounds)), hint);
            Named::new(&row.name, &hint, Route::Group(row.id.clone()))
        })),
        Err(_) => read.missing.push(t!("groups with thresholds")),
    }
    match client.list::<Policy>(&all).await {
        Ok(rows) => {
            let own = rows.iter().map(|row| {
                let group = &row.instance_group_id;
                let name = known.group_name(&Route::Group(group.clone()));
                let hint = t!("policy" => "of {name}");
                Named::new(&row.name, &hint, Route::PolicyEdit(group.clone(), row.id.clone()))
            });
            known.policies = own.collect();
        }
        Err(_) => read.missing.push(t!("policies")),
    }
    match client.list::<Template>(&all).await {
        Ok(rows) => known.templates.extend(rows.iter().map(|row| {
            Named::new(&row.name, &row.commercial_type, Route::Template(row.id.clone()))
        })),
        Err(_) => read.missing.push(t!("templates of groups with thresholds")),
    }
}

async fn read_targets(client: &Client, project: &str, holds: Holds, read: &mut Read) {
    let hint = generation_word(Generation::V1alpha2);
    match client.target_groups(project).await {
        Ok(rows) => read.known.groups.extend(rows.iter().map(|row| {
            let bounds = (row.minimum_size, row.maximum_size);
            let hint = hint_of(untrack(|| holds.hint(&row.id, bounds)), hint);
            Named::new(&row.name, &hint, Route::TargetGroup(row.id.clone()))
        })),
        Err(_) => read.missing.push(t!("groups with a target")),
    }
    match client.target_templates(project).await {
        Ok(rows) => read.known.templates.extend(
            rows.iter()
                .map(|row| Named::new(&row.name, hint, Route::TargetTemplate(row.id.clone()))),
        ),
        Err(_) => read.missing.push(t!("templates of groups with a target")),
    }
}
