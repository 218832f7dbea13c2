//! What the form pages share: the page around a form, and what sending it means.

use std::rc::Rc;

use leptos::prelude::*;

use crate::api::{ApiError, Editable};
use crate::forms::{Draft, ResourceForm, overtaken};
use crate::help::Topic;
use crate::route::Route;
use crate::ui::kit::view::{live, memo};
use crate::ui::kit::{Breadcrumb, FormState, Head, HelpLink, Loading, Saved, Submission};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::Query;
use crate::ui::link::session::Session;

/// What is told of a resource that was saved, and where to go.
pub type SavedWords<R> = Rc<dyn Fn(&R) -> Saved>;

/// A page with a form for which something must be read first.
#[component]
pub fn Editor<T>(
    /// The pages above, outermost first; one that is read first has its name then.
    #[prop(into)]
    above: Signal<Vec<(String, Route)>>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What of the help it is about.
    #[prop(optional)]
    help: Option<Topic>,
    /// Other pages that make such a thing.
    #[prop(optional)]
    ways: Vec<(&'static str, Route)>,
    /// What is read, as in `the group`.
    what: &'static str,
    /// The reading.
    read: Query<T>,
    /// The form for what was read first: it is not made anew while somebody types.
    form: fn(T) -> AnyView,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let first = read.first();
    // Of no interest once there is a form, which a later answer must not make anew.
    let error = memo(move || read.error().filter(|_| first.with(Option::is_none)));
    view! {
        {live(move || view! { <Breadcrumb above=above.get() /> })}
        <Head title>
            {ways.into_iter().map(|(words, route)| view! {
                <a class="button quiet" href=route.href()>{words}</a>
            }).collect_view()}
            {help.map(|topic| view! { <HelpLink topic /> })}
        </Head>
        {live(move || {
            // Before what is made of it, or an error alone would not be noticed.
            let error = error.get();
            match (first.get(), error) {
                (Some(value), _) => form(value),
                (None, Some(error)) => view! {
                    <ErrorNotice what=t!("It was not possible to read {what}.") error />
                }.into_any(),
                (None, None) => view! { <Loading what /> }.into_any(),
            }
        })}
    }
}

/// Creates a resource. When the answer is lost, it is looked for among those that are not `known`.
pub fn creation<R: Editable>(
    session: Session,
    body: R::Create,
    query: R::Query,
    known: &[R::Id],
    told: SavedWords<R>,
) -> Submission {
    let (client, known) = (session.client(), known.to_vec());
    let look = {
        let (client, body, told) = (client.clone(), body.clone(), Rc::clone(&told));
        move || {
            let (client, body, told) = (client.clone(), body.clone(), Rc::clone(&told));
            let (query, known) = (query.clone(), known.clone());
            Box::pin(async move {
                let found = client.created_after_all::<R>(&body, &query, &known).await?;
                session.refresh();
                Ok(found.map(|made| told(&made)))
            }) as _
        }
    };
    let send = async move {
        let made = client.create::<R>(&body).await?;
        session.refresh();
        Ok(told(&made))
    };
    Submission { send: Box::pin(send), look: Some(Rc::new(look)) }
}

/// A form of what is stored, which may be changed by somebody else while it is open.
pub struct Editing<R: Send + Sync + 'static> {
    /// The form.
    pub state: FormState,
    /// What it compares with.
    pub stored: RwSignal<R>,
}

impl<R: ResourceForm + Clone + Send + Sync + 'static> Editing<R> {
    /// Refuses to overwrite what somebody else has changed since `before` was read. From then on
    /// the form is an edit of what is stored now, so that a second try overwrites it knowingly.
    pub fn tell_overtaken(
        self,
        session: Session,
        (before, now): (&R, R),
        draft: &Draft,
    ) -> Result<(), ApiError> {
        let overtaken = overtaken(before, &now, draft);
        if overtaken.is_empty() {
            return Ok(());
        }
        let text = now.draft();
        self.stored.try_set(now);
        self.state.rebase(text);
        session.refresh();
        Err(ApiError::Overtaken(overtaken))
    }
}

impl<R: Send + Sync + 'static> Clone for Editing<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Send + Sync + 'static> Copy for Editing<R> {}

/// Changes a resource to what a draft of it says, unless nothing differs, or somebody else has
/// changed the same meanwhile.
pub fn change<R: Editable + ResourceForm + Send + Sync>(
    session: Session,
    editing: Editing<R>,
    draft: &Draft,
    body: <R as Editable>::Update,
    told: SavedWords<R>,
) -> Submission {
    let stored = editing.stored.get_untracked();
    if body == <R as Editable>::Update::default() {
        let saved = Saved { words: t!("Nothing was changed.").to_owned(), ..told(&stored) };
        return Submission { send: Box::pin(std::future::ready(Ok(saved))), look: None };
    }
    let (client, id) = (session.client(), stored.id().clone());
    let look = {
        let (client, id, body, told) = (client.clone(), id.clone(), body.clone(), Rc::clone(&told));
        move || {
            let (client, id) = (client.clone(), id.clone());
            let (body, told) = (body.clone(), Rc::clone(&told));
            Box::pin(async move {
                let found = client.changed_after_all::<R>(&id, &body).await?;
                session.refresh();
                Ok(found.map(|stored| told(&stored)))
            }) as _
        }
    };
    let draft = draft.clone();
    let send = async move {
        let now = client.get::<R>(&id).await?;
        editing.tell_overtaken(session, (&stored, now), &draft)?;
        let changed = client.update::<R>(&id, &body).await?;
        session.refresh();
        Ok(told(&changed))
    };
    Submission { send: Box::pin(send), look: Some(Rc::new(look)) }
}
