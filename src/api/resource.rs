//! The API's three resources, seen alike.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wire::{
    CreateGroup, CreatePolicy, CreateTemplate, Envelope, Group, GroupId, GroupList, Policy,
    PolicyId, PolicyList, Template, TemplateId, TemplateList, UpdateGroup, UpdatePolicy,
    UpdateTemplate,
};

/// Something that is listed and read.
pub trait Resource: DeserializeOwned + Serialize + Clone + 'static {
    /// Its id.
    type Id: AsRef<str> + Clone + 'static;
    /// The envelope of its list.
    type List: Envelope<Item = Self> + DeserializeOwned;
    /// Its place under the zone.
    const PATH: &'static str;
    /// Its name in a sentence.
    const NOUN: &'static str;

    /// Its own id.
    fn id(&self) -> &Self::Id;
}

/// Something that is created, changed and deleted.
pub trait Editable: Resource {
    /// The body that creates it.
    type Create: Serialize + Clone + 'static;
    /// The body that changes it.
    type Update: Serialize + Clone + Default + PartialEq + 'static;
}

macro_rules! resource {
    ($kind:ty, $id:ty, $list:ty, $create:ty, $update:ty, $path:literal, $noun:literal) => {
        impl Resource for $kind {
            type Id = $id;
            type List = $list;
            const PATH: &'static str = $path;
            const NOUN: &'static str = $noun;

            fn id(&self) -> &Self::Id {
                &self.id
            }
        }

        impl Editable for $kind {
            type Create = $create;
            type Update = $update;
        }
    };
}

resource!(
    Template,
    TemplateId,
    TemplateList,
    CreateTemplate,
    UpdateTemplate,
    "instance-templates",
    "template"
);
resource!(Group, GroupId, GroupList, CreateGroup, UpdateGroup, "instance-groups", "group");
resource!(Policy, PolicyId, PolicyList, CreatePolicy, UpdatePolicy, "instance-policies", "policy");
