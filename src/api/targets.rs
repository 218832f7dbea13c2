//! What groups of v1alpha2 and their templates have beside themselves: Instances, logs, alerts and
//! user data.

use http::Method;

use super::client::{Client, decode, encode, encode_segment};
use super::error::ApiError;
use super::resource::Resource;
use crate::wire::v1alpha2::{
    Alert, AlertList, AlertListQuery, AlertScope, CreateServer, Cursor, Group, GroupListQuery,
    GroupSummary, Log, LogList, LogListQuery, ServerList, ServerListQuery, SetUserData, Template,
    TemplateListQuery, TemplateServer, TemplateSummary, UserData, UserDataKeyList,
};
use crate::wire::{CloudInit, GroupId, ProjectId, ServerId, TemplateId};

/// The key of a template's user data that holds its cloud-init.
const CLOUD_INIT: &str = "cloud-init";

impl Client {
    /// The groups of a project, or of every project when none is named: their list has to be asked
    /// for a project at a time.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn target_groups(&self, project: &str) -> Result<Vec<GroupSummary>, ApiError> {
        let mut groups = Vec::new();
        for project_id in self.projects_or(project).await? {
            let query = GroupListQuery { project_id, ..<_>::default() };
            groups.extend(self.list::<Group>(&query).await?);
        }
        Ok(groups)
    }

    /// The templates of a project, or of every project when none is named.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn target_templates(&self, project: &str) -> Result<Vec<TemplateSummary>, ApiError> {
        let mut templates = Vec::new();
        for project_id in self.projects_or(project).await? {
            let query = TemplateListQuery { project_id, ..<_>::default() };
            templates.extend(self.list::<Template>(&query).await?);
        }
        Ok(templates)
    }

    /// The project, or each of those that there are. A key that may not list them asks without
    /// one, which the service is reported to refuse, in its own words.
    pub(super) async fn projects_or(
        &self,
        project: &str,
    ) -> Result<Vec<Option<ProjectId>>, ApiError> {
        if !project.is_empty() {
            return Ok(vec![Some(project.into())]);
        }
        match self.projects(None).await {
            Ok(projects) => Ok(projects.into_iter().map(|project| Some(project.id)).collect()),
            Err(ApiError::Refused { status: 403 | 404, .. }) => Ok(vec![None]),
            Err(error) => Err(error),
        }
    }

    /// The ids of a group's Instances.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn target_servers(&self, group: &GroupId) -> Result<Vec<ServerId>, ApiError> {
        let query = ServerListQuery { group_id: group.clone(), ..<_>::default() };
        let servers = self.behind_tokens::<ServerList>(&self.of_groups("servers"), &query).await?;
        Ok(servers.into_iter().map(|server| server.server_id).collect())
    }

    /// A group's log, all of it or what was written in a time, the newest first.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn logs(&self, query: &LogListQuery) -> Result<Vec<Log>, ApiError> {
        self.behind_tokens::<LogList>(&self.of_groups("logs"), query).await
    }

    /// A group's latest [`Self::RECENT`] log entries, the newest first.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn recent_logs(&self, group: &GroupId) -> Result<Vec<Log>, ApiError> {
        let query = LogListQuery { group_id: group.clone(), ..<_>::default() };
        self.first_page::<LogList>(&self.of_groups("logs"), &query, Self::RECENT).await
    }

    /// The alerts of a group, or of all groups of a project, open and closed.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn alerts(&self, scope: AlertScope) -> Result<Vec<Alert>, ApiError> {
        let query = AlertListQuery { scope, cursor: Cursor::default() };
        self.behind_tokens::<AlertList>(&self.of_groups("alerts"), &query).await
    }

    fn of_groups(&self, rest: &str) -> String {
        self.zonal(Group::API, rest)
    }

    /// Whether a template can be used; the error says why not.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn check_template(&self, id: &TemplateId) -> Result<(), ApiError> {
        self.read(&self.of_template(id, "check")).await.map(drop)
    }

    /// Makes an Instance of a template, without a group and not started.
    ///
    /// # Errors
    /// Any [`ApiError`]; [`ApiError::Unknown`] when nobody can tell whether it was made.
    pub async fn create_server(
        &self,
        id: &TemplateId,
        name: &str,
    ) -> Result<TemplateServer, ApiError> {
        let body = encode(&CreateServer { name: name.to_owned() })?;
        let made = self.write(Method::POST, &self.of_template(id, "create-server"), body).await?;
        decode(&made).map_err(ApiError::of_write)
    }

    /// The keys of a template's user data.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn user_data_keys(&self, id: &TemplateId) -> Result<Vec<String>, ApiError> {
        let path = self.of_template(id, "user-data");
        self.behind_tokens::<UserDataKeyList>(&path, &Cursor::default()).await
    }

    /// What stands under a key of a template's user data.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn user_data(&self, id: &TemplateId, key: &str) -> Result<UserData, ApiError> {
        decode(&self.read(&self.of_user_data(id, key)).await?)
    }

    /// Writes an entry of a template's user data. Written twice, it stands there once.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn set_user_data(
        &self,
        id: &TemplateId,
        key: &str,
        content: &CloudInit,
    ) -> Result<(), ApiError> {
        let body = encode(&SetUserData { content: content.clone() })?;
        self.write(Method::PUT, &self.of_user_data(id, key), body).await.map(drop)
    }

    /// Removes an entry of a template's user data.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn remove_user_data(&self, id: &TemplateId, key: &str) -> Result<(), ApiError> {
        self.write(Method::DELETE, &self.of_user_data(id, key), Vec::new()).await.map(drop)
    }

    /// A template's cloud-init, if it has one.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn cloud_init(&self, id: &TemplateId) -> Result<Option<CloudInit>, ApiError> {
        match self.user_data(id, CLOUD_INIT).await {
            Ok(entry) => Ok(Some(entry.content)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes a template's cloud-init.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn set_cloud_init(
        &self,
        id: &TemplateId,
        content: &CloudInit,
    ) -> Result<(), ApiError> {
        self.set_user_data(id, CLOUD_INIT, content).await
    }

    /// Removes a template's cloud-init; one that is gone already is as wished.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn remove_cloud_init(&self, id: &TemplateId) -> Result<(), ApiError> {
        match self.remove_user_data(id, CLOUD_INIT).await {
            Err(error) if error.is_not_found() => Ok(()),
            known => known,
        }
    }

    /// Where a template's cloud-init is.
    #[must_use]
    pub fn cloud_init_path(&self, id: &TemplateId) -> String {
        self.of_user_data(id, CLOUD_INIT)
    }

    fn of_user_data(&self, id: &TemplateId, key: &str) -> String {
        self.of_template(id, &format!("user-data/{}", encode_segment(key)))
    }

    fn of_template(&self, id: &TemplateId, rest: &str) -> String {
        format!("{}/{rest}", self.item::<Template>(id))
    }
}
