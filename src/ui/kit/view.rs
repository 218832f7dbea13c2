//! Reactive parts of a view, each boxed to one of few types.
//!
//! Every bare closure in a `view!` is a type of its own, for which the framework's machinery is
//! compiled anew; these functions make all of them the same, which the wasm's budget needs.

use leptos::prelude::*;

use super::task;

/// A part of a view that follows signals.
pub type Live = Box<dyn FnMut() -> AnyView + Send>;

/// A text that follows signals: a text node or an attribute.
pub type LiveText = Box<dyn FnMut() -> String + Send>;

/// An attribute that follows signals and may be left out.
pub type LiveAttribute = Box<dyn FnMut() -> Option<String> + Send>;

/// A flag that follows signals: a class or a boolean attribute.
pub type LiveFlag = Box<dyn FnMut() -> bool + Send>;

/// A part of a view that follows signals.
pub fn live<V: IntoView + 'static>(part: impl Fn() -> V + Send + 'static) -> Live {
    Box::new(move || part().into_any())
}

/// A text that follows signals.
pub fn text<T: Into<String>>(words: impl Fn() -> T + Send + 'static) -> LiveText {
    Box::new(move || words().into())
}

/// An attribute that follows signals and may be left out.
pub fn attribute<T: Into<String>>(value: impl Fn() -> Option<T> + Send + 'static) -> LiveAttribute {
    Box::new(move || value().map(Into::into))
}

/// A flag that follows signals.
pub fn flag(holds: impl Fn() -> bool + Send + 'static) -> LiveFlag {
    Box::new(holds)
}

/// A value derived from signals, which notifies when it differs.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    derive(Box::new(value))
}

fn derive<T: PartialEq + Send + Sync + 'static>(
    value: Box<dyn Fn() -> T + Send + Sync>,
) -> Memo<T> {
    Memo::new(move |_| value())
}

/// Shows a part while a condition holds; the part is made anew each time it comes to hold.
pub fn when<V: IntoView + 'static>(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    part: impl Fn() -> V + Send + 'static,
) -> Live {
    let holds = memo(condition);
    live(move || holds.get().then(|| part().into_any()))
}

/// Makes a part in a task of its own, so that what stands before it is drawn, and answers, first.
pub fn later<V: IntoView + 'static>(part: impl Fn() -> V + Send + 'static) -> Live {
    let is_due = RwSignal::new(false);
    task::spawn(async move {
        task::pause(0).await;
        is_due.try_set(true);
    });
    live(move || is_due.get().then(|| part().into_any()))
}

/// One entry of a list whose elements are kept while its key stays.
pub struct Entry {
    key: String,
    part: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Entry {
    /// An entry and how to make it when its key is new.
    pub fn new<V: IntoView + 'static>(
        key: impl Into<String>,
        part: impl FnOnce() -> V + Send + 'static,
    ) -> Self {
        Self { key: key.into(), part: Box::new(move || part().into_any()) }
    }
}

/// A list that follows signals and keeps the elements, and so the focus, of entries that stay.
pub fn list<I: IntoIterator<Item = Entry>>(
    entries: impl Fn() -> I + Send + Sync + 'static,
) -> AnyView {
    keyed(Box::new(move || entries().into_iter().collect()))
}

fn keyed(entries: Box<dyn Fn() -> Vec<Entry> + Send + Sync>) -> AnyView {
    view! {
        <For each=entries key=|entry| entry.key.clone() children=|entry: Entry| (entry.part)() />
    }
    .into_any()
}
