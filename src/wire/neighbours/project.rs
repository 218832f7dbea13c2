//! Projects, and the key that reaches them (contract, section 11).

use serde::{Deserialize, Serialize};

use crate::wire::page::envelope;
use crate::wire::{ProjectId, Timestamp};

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// A name for people.
    pub name: String,
    /// The organization that it belongs to.
    pub organization_id: String,
    /// What it is for.
    pub description: String,
}

envelope! {
    /// A page of projects.
    ProjectList { Project, projects: Vec<Project>, total_count: u64 } projects;
}

/// What is known of an API key. Its secret half is never told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApiKey {
    /// Its public half.
    pub access_key: String,
    /// What it is for.
    pub description: String,
    /// When it stops working, if it does.
    pub expires_at: Option<Timestamp>,
    /// The project that is meant where none is named.
    pub default_project_id: ProjectId,
    /// The person who holds it, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The program that holds it, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<String>,
}
