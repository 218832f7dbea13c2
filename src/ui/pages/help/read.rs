//! The book in the reader's language, fetched when somebody opens the help, and kept for as long as
//! the tab lives.

use leptos::prelude::*;

use crate::api::own_file;
use crate::base::language;
use crate::help::{Book, kept};
use crate::ui::kit::view::{Live, live};
use crate::ui::kit::{Head, Loading, task, told_at_build};

#[derive(Clone, Copy)]
enum State {
    Coming,
    Here(&'static Book),
    Failed,
}

/// What is made of the book, and what stands for it until it is there.
pub fn with_book(make: impl Fn(&'static Book) -> AnyView + Send + 'static) -> Live {
    let kept = kept(language());
    let state = RwSignal::new(kept.get().map_or(State::Coming, State::Here));
    let again = Callback::new(move |()| fetch(state));
    if kept.get().is_none() {
        again.run(());
    }
    live(move || match state.get() {
        State::Here(book) => make(book),
        State::Coming => view! { <Loading what=t!("the help") /> }.into_any(),
        State::Failed => view! { <NotThere again /> }.into_any(),
    })
}

fn fetch(state: RwSignal<State>) {
    state.set(State::Coming);
    task::spawn(async move {
        state.try_set(read().await.map_or(State::Failed, State::Here));
    });
}

async fn read() -> Option<&'static Book> {
    let language = language();
    let bytes = own_file(&told_at_build(&format!("headroom-help-{}", language.tag()))?).await?;
    let book = Book::parse(&bytes).ok()?;
    Some(kept(language).get_or_init(|| book))
}

#[component]
fn NotThere(again: Callback<()>) -> impl IntoView {
    view! {
        <Head title=t!("Help") />
        <div class="notice bad" role="alert">
            <p>
                <b>{t!("The help could not be loaded.")}</b>
                {t!(
                    " The network may be gone, or a newer Headroom may have taken this one's \
                     place: try again, or reload the page. The rest of the console works without \
                     it."
                )}
            </p>
            <div class="actions">
                <button on:click=move |_| again.run(())>{t!("Try again")}</button>
            </div>
        </div>
    }
}
