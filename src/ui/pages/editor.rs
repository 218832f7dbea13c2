//! What the form pages share: the page around a form, and what sending it means.

use std::rc::Rc;

use leptos::prelude::*;

use crate::api::{ApiError, Editable};
use crate::forms::{Draft, ResourceForm, overtaken};
use crate::help::Topic;
use crate::route::Route;
use crate::ui::kit::view::live;
use crate::ui::kit::{Breadcrumb, Head, HelpLink, Loading, Saved, Submission};
use crate::ui::link::ErrorNotice;
use crate::ui::link::query::Query;
use crate::ui::link::session::Session;

/// What is told of a resource that was saved, and where to go.
pub type Told<R> = Rc<dyn Fn(&R) -> Saved>;

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
            let error = read.error();
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
    told: Told<R>,
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

/// The conflicts with somebody else's change that a form has already told, so that a second try
/// overwrites them knowingly.
pub type Conflicts = StoredValue<Vec<String>>;

/// Refuses to overwrite what somebody else has changed meanwhile, unless just that was told before.
pub fn tell_once(conflicts: Conflicts, overtaken: Vec<String>) -> Result<(), ApiError> {
    let is_news = conflicts.try_update_value(|told| {
        let is_news = *told != overtaken;
        told.clone_from(&overtaken);
        is_news
    });
    match is_news != Some(false) && !overtaken.is_empty() {
        true => Err(ApiError::Overtaken(overtaken)),
        false => Ok(()),
    }
}

/// Changes a resource to what a draft of it says, unless nothing differs, or somebody else has
/// changed the same meanwhile.
pub fn change<R: Editable + ResourceForm>(
    session: Session,
    (stored, draft): (&R, &Draft),
    body: <R as Editable>::Update,
    conflicts: Conflicts,
    told: Told<R>,
) -> Submission {
    if body == <R as Editable>::Update::default() {
        let saved = Saved { words: t!("Nothing was changed.").to_owned(), ..told(stored) };
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
    let (stored, draft) = (stored.clone(), draft.clone());
    let send = async move {
        let now = client.get::<R>(&id).await?;
        tell_once(conflicts, overtaken(&stored, &now, &draft))?;
        let changed = client.update::<R>(&id, &body).await?;
        session.refresh();
        Ok(told(&changed))
    };
    Submission { send: Box::pin(send), look: Some(Rc::new(look)) }
}
