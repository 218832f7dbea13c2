//! Sending one call, and reading back what became of one whose answer was lost.

use crate::api::{ApiError, Client, Editable, Listed, Resource};
use crate::base::translated;
use crate::forms::apply::{Call, Sent, Stored};
use crate::wire::v1alpha2::{self, GroupListQuery, TemplateListQuery};
use crate::wire::{Group, GroupId, ListQuery, Policy, ProjectId, Template};

/// Sends a call once.
pub async fn send(client: &Client, call: &Call) -> Sent {
    let nothing = |result: Result<(), ApiError>| result.map(|()| None);
    let result: Result<Option<String>, ApiError> = match call {
        Call::UpdateGroup(id, body) => client.update::<Group>(id, body).await.map(|_| None),
        Call::CreatePolicy(body) => made(client.create::<Policy>(body).await),
        Call::UpdatePolicy(id, body) => client.update::<Policy>(id, body).await.map(|_| None),
        Call::DeletePolicy(id) => nothing(client.delete::<Policy>(id).await),
        Call::CreateTemplate(body) => made(client.create::<Template>(body).await),
        Call::CreateGroup(body) => made(client.create::<Group>(body).await),
        Call::UpdateTargetGroup(id, body) => {
            client.update::<v1alpha2::Group>(id, body).await.map(|_| None)
        }
        Call::CreateTargetGroup(body) => made(client.create::<v1alpha2::Group>(body).await),
        Call::CreateTargetTemplate(body) => made(client.create::<v1alpha2::Template>(body).await),
        Call::SetCloudInit(id, body) => nothing(client.set_cloud_init(id, &body.content).await),
    };
    match result {
        Ok(created) => Sent::Done(created),
        Err(error) if error.outcome_is_unknown() => Sent::Unknown(error.to_string()),
        Err(error) => Sent::Refused(error.to_string()),
    }
}

/// A group and its rules as they are now.
///
/// # Errors
/// Why they could not be read.
pub async fn read_anew(client: &Client, before: &Stored) -> Result<Stored, ApiError> {
    let id = before.id();
    Ok(match before {
        Stored::Thresholds(..) => {
            Stored::Thresholds(client.get::<Group>(id).await?, client.policies(id).await?)
        }
        Stored::Target(_) => Stored::Target(client.get::<v1alpha2::Group>(id).await?),
    })
}

fn made<R: Resource>(result: Result<R, ApiError>) -> Result<Option<String>, ApiError> {
    result.map(|made| Some(made.id().as_ref().to_owned()))
}

/// Sends a call that creates something or can be repeated. What became of it when its answer is
/// lost is read back, so that nothing is created twice.
pub async fn send_surely(client: &Client, call: &Call) -> Sent {
    match call {
        Call::CreateTemplate(body) => create::<Template>(client, body, all()).await,
        Call::CreateGroup(body) => create::<Group>(client, body, all()).await,
        Call::CreatePolicy(body) => {
            create::<Policy>(client, body, of_group(&body.instance_group_id)).await
        }
        Call::CreateTargetTemplate(body) => {
            let project_id = Some(body.project_id.clone());
            let query = TemplateListQuery { project_id, ..TemplateListQuery::default() };
            create::<v1alpha2::Template>(client, body, query).await
        }
        Call::CreateTargetGroup(body) => {
            create::<v1alpha2::Group>(client, body, in_project(&body.project_id)).await
        }
        // Sent twice, these do the same as once.
        call => match send(client, call).await {
            Sent::Unknown(why) => Sent::Refused(t!(
                "No answer came; it may be in force or not, and sending it again does no harm. \
                 {why}"
            )),
            known => known,
        },
    }
}

fn all() -> ListQuery {
    ListQuery::default()
}

fn of_group(id: &GroupId) -> ListQuery {
    ListQuery { instance_group_id: Some(id.clone()), ..ListQuery::default() }
}

fn in_project(id: &ProjectId) -> GroupListQuery {
    GroupListQuery { project_id: Some(id.clone()), ..GroupListQuery::default() }
}

async fn create<R: Editable>(client: &Client, body: &R::Create, query: R::Query) -> Sent {
    let known: Vec<R::Id> = match client.list::<R>(&query).await {
        Ok(rows) => rows.iter().map(|row| row.id().clone()).collect(),
        Err(error) => {
            return Sent::Refused(t!(
                "Nothing was sent, since what is there already could not be read. {error}"
            ));
        }
    };
    let lost = match client.create::<R>(body).await {
        Ok(made) => return Sent::Done(Some(made.id().as_ref().to_owned())),
        Err(error) if error.outcome_is_unknown() => error,
        Err(error) => return Sent::Refused(error.to_string()),
    };
    match client.created_after_all::<R>(body, &query, &known).await {
        Ok(Some(made)) => Sent::Done(Some(made.id().as_ref().to_owned())),
        Ok(None) => Sent::Refused(t!(
            "The answer was lost. Reading back shows that the {} is not there: send it again.",
            translated(R::NOUN)
        )),
        Err(_) => Sent::Unknown(lost.to_string()),
    }
}
