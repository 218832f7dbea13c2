//! The part of a field's box that offers what can be picked for it: the count beside what is typed,
//! and a row for each, which is a native radio or checkbox.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::forms::fitting::{self, Shown};
use crate::forms::neighbours::{Figures, Kind, Neighbours, Offer, ids_of};
use crate::ui::kit::FormState;
use crate::ui::kit::view::{Entry, flag, list, live, memo, when};

/// What is picked, and where it is written to.
#[derive(Clone, Copy)]
pub struct Picker {
    pub kind: Kind,
    /// Whether several can be picked.
    pub is_many: bool,
    /// Whether none may be picked.
    pub is_optional: bool,
    pub picks: Memo<Neighbours>,
    pub state: FormState,
    /// The field's path.
    pub path: StoredValue<String>,
    /// Its text.
    pub typed: Memo<String>,
}

impl Picker {
    /// What is offered for what is typed.
    pub fn shown(self) -> Memo<Shown> {
        let Self { kind, picks, state, typed, .. } = self;
        memo(move || {
            let (text, draft, known) = (typed.read(), state.draft.read(), picks.read());
            let sought = if self.is_many { fitting::sought_in(&known, kind, &text) } else { &text };
            fitting::shown(&known, kind, &draft, sought)
        })
    }

    fn set(self, text: String) {
        self.path.with_value(|path| self.state.set(path, text));
    }

    fn pick(self, id: &str) {
        let text = match self.is_many {
            true => {
                let (text, known) = (self.typed.read_untracked(), self.picks.read_untracked());
                fitting::picked(&known, self.kind, &text, id)
            }
            false => id.to_owned(),
        };
        self.set(text);
    }

    fn is_picked(self, id: &str) -> bool {
        let text = self.typed.read();
        if self.is_many { ids_of(&text).contains(&id) } else { text.trim() == id }
    }
}

/// The names of what is picked, above its ids.
pub fn names(named: Memo<Option<(String, String)>>) -> impl IntoView {
    live(move || {
        named.get().map(|(name, detail)| {
            view! { <p class="named"><b>{name}</b> " " <small>{detail}</small></p> }
        })
    })
}

/// The count, and the rows.
#[component]
pub fn Rows(picker: Picker, shown: Memo<Shown>) -> impl IntoView {
    let rows = NodeRef::<html::Div>::new();
    keep_picked_in_sight(rows, picker.typed);
    let Picker { kind, is_many, is_optional, .. } = picker;
    let counted = memo(move || shown.with(fitting::counted));
    let has_figures =
        memo(move || shown.with(|shown| shown.offers.iter().any(|offer| offer.figures.is_some())));
    let entries = move || {
        let none = (is_optional && !is_many).then(|| Entry::new("", move || none_of_them(picker)));
        let offers = shown.with(|shown| shown.offers.clone());
        let offered = offers.into_iter().map(move |offer| {
            Entry::new(offer.choice.value.to_string(), move || row(picker, offer))
        });
        none.into_iter().chain(offered).collect::<Vec<_>>()
    };
    view! {
        <span class="count">{live(move || counted.get())}</span>
        <div
            class="pick" class:figures=flag(move || has_figures.get()) class:ids=kind.takes_ids()
            node_ref=rows
            role=if is_many { "group" } else { "radiogroup" }
            aria-label=t!("Pick from the {}", kind.plural())
        >
            {when(move || has_figures.get(), move || heads(kind))} {list(entries)}
        </div>
    }
}

/// What the cells of a row are.
fn heads(kind: Kind) -> impl IntoView {
    let head = |words| view! { <span>{words}</span> };
    let first = if kind == Kind::ServerType { t!("Type") } else { t!("Template") };
    view! {
        <div class="heads" aria-hidden="true">
            <span></span> <span>{first}</span> {Figures::heads().map(head).collect_view()}
        </div>
    }
}

/// What is offered, as a row.
fn row(picker: Picker, Offer { choice, name, detail, figures, .. }: Offer) -> AnyView {
    let id = choice.value.to_string();
    let cells = figures.map(|figures| {
        let stock = figures.stock.as_ref().map_or("", |stock| stock.as_str()).to_owned();
        let cell = |(head, text)| view! { <span data-head=head>{text}</span> };
        let [heads @ .., _] = Figures::heads();
        let [cells @ .., told] = figures.cells();
        view! {
            {heads.into_iter().zip(cells).map(cell).collect_view()}
            <span class="stock" data-stock=stock>{told}</span>
        }
    });
    let words = choice.label.to_string();
    view! {
        <label class="offer">
            {button(picker, id, words)}
            <span><b>{name}</b> " " <small>{detail}</small></span>
            {cells}
        </label>
    }
    .into_any()
}

fn none_of_them(picker: Picker) -> AnyView {
    let words = t!("None");
    view! {
        <label class="offer none">
            {button(picker, String::new(), words.to_owned())}
            <span>{words}</span>
        </label>
    }
    .into_any()
}

/// The native control of a row, which says all words of it.
fn button(picker: Picker, id: String, words: String) -> impl IntoView {
    let name = picker.path.with_value(|path| picker.state.control_id(path));
    let own = id.clone();
    view! {
        <input
            type=if picker.is_many { "checkbox" } else { "radio" }
            name=format!("{name}-pick") aria-label=words
            prop:checked=flag(move || picker.is_picked(&own))
            on:change=move |_| picker.pick(&id)
        />
    }
}

/// Scrolls the rows, and nothing else, to what is picked.
fn keep_picked_in_sight(rows: NodeRef<html::Div>, typed: Memo<String>) {
    Effect::new(move |_| {
        typed.track();
        let Some(rows) = rows.get() else { return };
        request_animation_frame(move || {
            let picked = rows.query_selector(".offer:has(:checked)").ok().flatten();
            let Some(picked) = picked.and_then(|row| row.dyn_into::<HtmlElement>().ok()) else {
                return;
            };
            let (top, height) = (picked.offset_top(), picked.offset_height());
            let (above, room) = (rows.scroll_top(), rows.client_height());
            if top - height < above || top + height > above + room {
                rows.set_scroll_top(top - (room - height) / 2);
            }
        });
    });
}
