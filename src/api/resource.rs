//! The resources of both generations, seen alike.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::client::Client;
use super::error::ApiError;
use crate::wire::v1alpha1;
use crate::wire::v1alpha2::{self, GroupListQuery, Status, TemplateListQuery};
use crate::wire::{GroupId, ListQuery, PolicyId, TemplateId};

/// Something that is listed and read.
pub trait Resource: DeserializeOwned + Serialize + Clone + 'static {
    /// Its id.
    type Id: AsRef<str> + Clone + 'static;
    /// What a list shows of it: all, or a summary.
    type Listed: Listed<Id = Self::Id> + Serialize + Clone + 'static;
    /// What its list is asked for.
    type Query: Clone + 'static;
    /// The API that has it, with its generation.
    const API: &'static str;
    /// Its place under the zone.
    const PATH: &'static str;
    /// Its name in a sentence.
    const NOUN: &'static str;

    /// Its id; an answer without one is no resource.
    fn id(&self) -> &Self::Id;

    /// Whether it is being deleted, and so only still to be seen.
    fn is_going(&self) -> bool {
        false
    }

    /// A whole list, however its pages follow one another.
    fn list(
        client: &Client,
        query: &Self::Query,
    ) -> impl Future<Output = Result<Vec<Self::Listed>, ApiError>>;
}

/// What a list shows.
pub trait Listed {
    /// The resource's id.
    type Id;

    /// That id.
    fn id(&self) -> &Self::Id;
}

/// Something that is created, changed and deleted.
pub trait Editable: Resource {
    /// The body that creates it.
    type Create: Serialize + Clone + 'static;
    /// The body that changes it.
    type Update: Serialize + Clone + Default + PartialEq + 'static;
}

/// Writes what the macros below share.
macro_rules! editable {
    ($kind:ty, $create:ty, $update:ty) => {
        impl Editable for $kind {
            type Create = $create;
            type Update = $update;
        }
    };
}

macro_rules! listed {
    ($kind:ty, $id:ty) => {
        impl Listed for $kind {
            type Id = $id;

            fn id(&self) -> &Self::Id {
                &self.id
            }
        }
    };
}

/// A resource whose lists have numbered pages that show all of it.
macro_rules! numbered {
    ($kind:ty, $id:ty, $list:ty, $path:literal, $noun:expr) => {
        listed!($kind, $id);

        impl Resource for $kind {
            type Id = $id;
            type Listed = Self;
            type Query = ListQuery;
            const API: &'static str = "autoscaling/v1alpha1";
            const PATH: &'static str = $path;
            const NOUN: &'static str = $noun;

            fn id(&self) -> &Self::Id {
                &self.id
            }

            async fn list(client: &Client, query: &ListQuery) -> Result<Vec<Self>, ApiError> {
                client.numbered::<$list>(&client.zonal(Self::API, Self::PATH), query).await
            }
        }
    };
}

numbered!(
    v1alpha1::Template,
    TemplateId,
    v1alpha1::TemplateList,
    "instance-templates",
    text!("template")
);
numbered!(v1alpha1::Group, GroupId, v1alpha1::GroupList, "instance-groups", text!("group"));
numbered!(v1alpha1::Policy, PolicyId, v1alpha1::PolicyList, "instance-policies", text!("policy"));

editable!(v1alpha1::Template, v1alpha1::CreateTemplate, v1alpha1::UpdateTemplate);
editable!(v1alpha1::Group, v1alpha1::CreateGroup, v1alpha1::UpdateGroup);
editable!(v1alpha1::Policy, v1alpha1::CreatePolicy, v1alpha1::UpdatePolicy);

listed!(v1alpha2::GroupSummary, GroupId);
listed!(v1alpha2::TemplateSummary, TemplateId);

impl Resource for v1alpha2::Group {
    type Id = GroupId;
    type Listed = v1alpha2::GroupSummary;
    type Query = GroupListQuery;
    const API: &'static str = "autoscaling/v1alpha2";
    const PATH: &'static str = "groups";
    const NOUN: &'static str = text!("group");

    fn id(&self) -> &Self::Id {
        &self.id
    }

    fn is_going(&self) -> bool {
        self.status == Status::Deleting
    }

    async fn list(
        client: &Client,
        query: &GroupListQuery,
    ) -> Result<Vec<v1alpha2::GroupSummary>, ApiError> {
        client
            .behind_tokens::<v1alpha2::GroupList>(&client.zonal(Self::API, Self::PATH), query)
            .await
    }
}

impl Resource for v1alpha2::Template {
    type Id = TemplateId;
    type Listed = v1alpha2::TemplateSummary;
    type Query = TemplateListQuery;
    const API: &'static str = "instance/v2alpha1";
    const PATH: &'static str = "templates";
    const NOUN: &'static str = text!("template");

    fn id(&self) -> &Self::Id {
        &self.id
    }

    async fn list(
        client: &Client,
        query: &TemplateListQuery,
    ) -> Result<Vec<v1alpha2::TemplateSummary>, ApiError> {
        client
            .behind_tokens::<v1alpha2::TemplateList>(&client.zonal(Self::API, Self::PATH), query)
            .await
    }
}

editable!(v1alpha2::Group, v1alpha2::CreateGroup, v1alpha2::UpdateGroup);
editable!(v1alpha2::Template, v1alpha2::CreateTemplate, v1alpha2::UpdateTemplate);
