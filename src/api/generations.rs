//! Which generations of the autoscaling API an address answers.

use std::pin::pin;
use std::task::Poll;

use serde::de::DeserializeOwned;

use super::client::{Client, decode};
use super::error::ApiError;
use super::paging::{address, query_text};
use crate::wire::v1alpha2::{Cursor, CursorQuery, GroupListQuery};
use crate::wire::{Generation, ListQuery, Zone, v1alpha1, v1alpha2};

/// What became of the question whether a generation is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answers {
    /// It is.
    Yes,
    /// Its paths do not exist here.
    Retired,
    /// Nobody can tell: this came instead.
    Unclear(ApiError),
}

/// What an address answers in a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generations {
    /// Groups with thresholds.
    pub v1alpha1: Answers,
    /// Groups with a target.
    pub v1alpha2: Answers,
}

impl Answers {
    /// What the reply to a list says. A list that is refused for want of a project is answered; a
    /// reply that is no list says nothing.
    fn of<L: DeserializeOwned>(reply: Result<Vec<u8>, ApiError>) -> Self {
        match reply.and_then(|body| decode::<L>(&body)) {
            Ok(_) | Err(ApiError::Refused { status: 400, .. }) => Self::Yes,
            Err(error) if error.is_no_route() => Self::Retired,
            Err(error) => Self::Unclear(error),
        }
    }
}

impl Generations {
    /// Both, as in the sandbox.
    pub const BOTH: Self = Self { v1alpha1: Answers::Yes, v1alpha2: Answers::Yes };

    /// Whether both are answered, so that there is nothing to tell.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        *self == Self::BOTH
    }

    /// Whether it is known of both.
    #[must_use]
    pub const fn is_clear(&self) -> bool {
        !matches!(
            (&self.v1alpha1, &self.v1alpha2),
            (Answers::Unclear(_), _) | (_, Answers::Unclear(_))
        )
    }

    /// What is known of one of them.
    #[must_use]
    pub const fn of(&self, generation: Generation) -> &Answers {
        match generation {
            Generation::V1alpha1 => &self.v1alpha1,
            Generation::V1alpha2 => &self.v1alpha2,
        }
    }

    /// Whether it is worth asking for what a generation has. Where that is unclear it is asked,
    /// and the answer shown.
    #[must_use]
    pub fn asks(&self, generation: Generation) -> bool {
        *self.of(generation) != Answers::Retired
    }

    /// Why nothing at all can be read, when that is so: both questions failed, or the key is
    /// refused.
    #[must_use]
    pub fn failure(&self) -> Option<&ApiError> {
        match (&self.v1alpha1, &self.v1alpha2) {
            (Answers::Unclear(_), Answers::Unclear(error))
            | (Answers::Retired, Answers::Unclear(error))
            | (Answers::Unclear(error), Answers::Retired) => Some(error),
            _ => None,
        }
    }

    /// What to tell the user of an address in `zone`: one sentence or two.
    #[must_use]
    pub fn words(&self, zone: &Zone) -> String {
        let unclear = |generation: Generation, error: &ApiError| {
            let name = generation.as_str();
            match error {
                ApiError::Refused { status: 403, .. } => t!(
                    "The key may not read groups of {name}: it lacks a permission set that holds \
                     InstancesReadOnly, or its Organization has no access to the beta."
                ),
                _ => t!("Whether this API answers {name} is not known. {error}"),
            }
        };
        match (&self.v1alpha1, &self.v1alpha2) {
            (Answers::Yes, Answers::Yes) => t!(
                "This API answers both generations: groups with thresholds (v1alpha1) and groups \
                 with a target (v1alpha2)."
            )
            .to_owned(),
            (Answers::Retired, Answers::Yes) => t!(
                "This API no longer answers v1alpha1, so only groups with a target (v1alpha2) are \
                 shown. Groups with thresholds live on in the sandbox."
            )
            .to_owned(),
            (Answers::Yes, Answers::Retired) => {
                t!("This API does not answer v1alpha2 in {zone}, so only groups with thresholds \
                     (v1alpha1) are shown.")
            }
            (Answers::Retired, Answers::Retired) => t!(
                "This API has no autoscaling groups of any generation in {zone}. Choose another \
                 zone, or work in the sandbox."
            ),
            (Answers::Unclear(one), Answers::Unclear(other)) if one == other => other.to_string(),
            (Answers::Unclear(error), Answers::Unclear(_) | Answers::Yes) => {
                unclear(Generation::V1alpha1, error)
            }
            (Answers::Yes, Answers::Unclear(error)) => unclear(Generation::V1alpha2, error),
            (Answers::Retired, Answers::Unclear(error)) => {
                let other = unclear(Generation::V1alpha2, error);
                t!("This API no longer answers v1alpha1. {other}")
            }
            (Answers::Unclear(error), Answers::Retired) => {
                let other = unclear(Generation::V1alpha1, error);
                t!("This API does not answer v1alpha2 in {zone}. {other}")
            }
        }
    }
}

impl Client {
    /// The same, for an address of which is known what it answers: what is retired there is not
    /// asked for.
    #[must_use]
    pub fn knowing(self, generations: &Generations) -> Self {
        let all = [Generation::V1alpha1, Generation::V1alpha2];
        self.without(all.map(|one| (!generations.asks(one)).then_some(one)))
    }

    /// Asks for one group of each generation, of a project when one is named, and so finds out
    /// which of them are answered.
    pub async fn generations(&self, project: &str) -> Generations {
        let one = ListQuery { page: Some(1), page_size: Some(1), ..ListQuery::default() };
        let thresholds = format!("{}?{}", self.path::<v1alpha1::Group>(), query_text(&one));
        let targets = async {
            // The list is asked for a project always; without any, the service says so itself.
            let all = self.projects_or(project).await.unwrap_or_default();
            let one = GroupListQuery {
                project_id: all.into_iter().next().flatten(),
                cursor: Cursor { page_size: Some(1), page_token: None },
                ..GroupListQuery::default()
            };
            self.read(&address(&self.path::<v1alpha2::Group>(), &one.parameters())).await
        };
        let (v1alpha1, v1alpha2) = both(self.read(&thresholds), targets).await;
        Generations {
            v1alpha1: Answers::of::<v1alpha1::GroupList>(v1alpha1),
            v1alpha2: Answers::of::<v1alpha2::GroupList>(v1alpha2),
        }
    }
}

/// Waits for two things at once.
async fn both<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    std::future::poll_fn(|context| {
        if first.is_none()
            && let Poll::Ready(value) = one.as_mut().poll(context)
        {
            first = Some(value);
        }
        if second.is_none()
            && let Poll::Ready(value) = other.as_mut().poll(context)
        {
            second = Some(value);
        }
        match (first.take(), second.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (a, b) => {
                (first, second) = (a, b);
                Poll::Pending
            }
        }
    })
    .await
}
