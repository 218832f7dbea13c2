//! The pages and their addresses. They live behind the `#`, so that one build works in any
//! bucket and under any prefix, and an address never reaches a server's log.
//!
//! ```
//! use headroom::route::{Location, Route};
//! use headroom::wire::Generation;
//!
//! let group = Route::of_group(Generation::V1alpha1, "6f4e3b0e".into());
//! let address = Location::at(group.clone()).with("from", "1772438400000").href();
//! assert_eq!(address, "#/groups/6f4e3b0e?from=1772438400000");
//!
//! let location = Location::parse(&address);
//! assert_eq!(location.route, group);
//! assert_eq!(location.param("from"), "1772438400000");
//! assert_eq!(location.param("to"), "", "not set");
//! assert!(matches!(Route::parse("/no/such/page"), Route::Unknown));
//! ```

use std::collections::BTreeMap;

use form_urlencoded::{Serializer, byte_serialize, parse};

use crate::wire::{Generation, GroupId, PolicyId, TemplateId};

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// All groups.
    Groups,
    /// A form for a new group.
    GroupNew,
    /// A new group of either generation from a file.
    GroupFromFile,
    /// One group: its timeline, policies and what-if.
    Group(GroupId),
    /// A form for a group.
    GroupEdit(GroupId),
    /// A form for a new policy.
    PolicyNew(GroupId),
    /// A form for a policy.
    PolicyEdit(GroupId, PolicyId),
    /// A form for a new group with a target.
    TargetGroupNew,
    /// One group with a target, which the second generation of the API has.
    TargetGroup(GroupId),
    /// A form for a group with a target.
    TargetGroupEdit(GroupId),
    /// All templates.
    Templates,
    /// A form for a new template.
    TemplateNew,
    /// One template.
    Template(TemplateId),
    /// A form for a template.
    TemplateEdit(TemplateId),
    /// A form for a new template of the second generation.
    TargetTemplateNew,
    /// One template of the second generation.
    TargetTemplate(TemplateId),
    /// A form for a template of the second generation.
    TargetTemplateEdit(TemplateId),
    /// What this browser wrote.
    Activity,
    /// The connection.
    Connect,
    /// The help's table of contents.
    Help,
    /// A page of the help, by its name.
    HelpPage(String),
    /// An address that names no page.
    Unknown,
}

/// What the addresses of the second generation start with: the address tells the generation, so
/// that a page knows whom to ask. Those of the first stay as they were.
const TARGETS: &str = "/v1alpha2";

/// The parameter that names the field, by its path, in which a page's form opens.
pub const FOCUS: &str = "field";

/// The parameter that names a heading of a page of the help.
pub const HEADING: &str = "at";

/// The parameter that names the zone of an API's page.
pub const ZONE: &str = "zone";

/// The parameter that names the project of an API's page.
pub const PROJECT: &str = "project";

/// The parameter that names the address to which a form leads back.
const BACK: &str = "back";

/// Where the groups and templates of a page are: as an address says it, or as a connection has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The zone; empty for a sandbox, which is nowhere.
    pub zone: String,
    /// The project; empty for all.
    pub project: String,
}

impl Spot {
    /// It in words: `fr-par-1`.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { zone, project } = self;
        match (zone.is_empty(), project.is_empty()) {
            (_, true) => zone.clone(),
            (true, false) => t!("project {project}"),
            (false, false) => t!("{zone}, project {project}"),
        }
    }

    /// That an address is of this one and the console is not, in a sentence.
    #[must_use]
    pub fn elsewhere_than(&self, here: &Self) -> String {
        let asked = self.words();
        match here.zone.is_empty() {
            true => {
                t!("This address is of {asked} of an API. You are in a sandbox, which has none of \
                 that.")
            }
            false => t!("This address is of {asked}. You are at {}.", here.words()),
        }
    }
}

/// What a page is about, as the main navigation has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Groups and their rules.
    Groups,
    /// Templates.
    Templates,
    /// What this browser wrote.
    Activity,
    /// The connection.
    Connection,
    /// The help.
    Help,
}

impl Route {
    /// The page of a group of a generation.
    #[must_use]
    pub const fn of_group(generation: Generation, id: GroupId) -> Self {
        match generation {
            Generation::V1alpha1 => Self::Group(id),
            Generation::V1alpha2 => Self::TargetGroup(id),
        }
    }

    /// The form for a group of a generation.
    #[must_use]
    pub const fn of_group_form(generation: Generation, id: GroupId) -> Self {
        match generation {
            Generation::V1alpha1 => Self::GroupEdit(id),
            Generation::V1alpha2 => Self::TargetGroupEdit(id),
        }
    }

    /// What the page is about; `None` for an address that names no page.
    #[must_use]
    pub const fn area(&self) -> Option<Area> {
        match self {
            Self::Groups
            | Self::GroupNew
            | Self::GroupFromFile
            | Self::Group(_)
            | Self::GroupEdit(_)
            | Self::PolicyNew(_)
            | Self::PolicyEdit(..)
            | Self::TargetGroupNew
            | Self::TargetGroup(_)
            | Self::TargetGroupEdit(_) => Some(Area::Groups),
            Self::Templates
            | Self::TemplateNew
            | Self::Template(_)
            | Self::TemplateEdit(_)
            | Self::TargetTemplateNew
            | Self::TargetTemplate(_)
            | Self::TargetTemplateEdit(_) => Some(Area::Templates),
            Self::Activity => Some(Area::Activity),
            Self::Connect => Some(Area::Connection),
            Self::Help | Self::HelpPage(_) => Some(Area::Help),
            Self::Unknown => None,
        }
    }

    /// The address, to put behind the `#`.
    #[must_use]
    pub fn path(&self) -> String {
        let segment = |id: &str| byte_serialize(id.as_bytes()).collect::<String>();
        match self {
            Self::Groups => "/groups".to_owned(),
            Self::GroupNew => "/groups/new".to_owned(),
            Self::GroupFromFile => "/groups/file".to_owned(),
            Self::Group(id) => format!("/groups/{}", segment(id.as_str())),
            Self::GroupEdit(id) => format!("/groups/{}/edit", segment(id.as_str())),
            Self::PolicyNew(id) => format!("/groups/{}/policies/new", segment(id.as_str())),
            Self::PolicyEdit(group, id) => {
                let (group, id) = (segment(group.as_str()), segment(id.as_str()));
                format!("/groups/{group}/policies/{id}/edit")
            }
            Self::TargetGroupNew => format!("{TARGETS}/groups/new"),
            Self::TargetGroup(id) => format!("{TARGETS}/groups/{}", segment(id.as_str())),
            Self::TargetGroupEdit(id) => format!("{TARGETS}/groups/{}/edit", segment(id.as_str())),
            Self::Templates => "/templates".to_owned(),
            Self::TemplateNew => "/templates/new".to_owned(),
            Self::Template(id) => format!("/templates/{}", segment(id.as_str())),
            Self::TemplateEdit(id) => format!("/templates/{}/edit", segment(id.as_str())),
            Self::TargetTemplateNew => format!("{TARGETS}/templates/new"),
            Self::TargetTemplate(id) => format!("{TARGETS}/templates/{}", segment(id.as_str())),
            Self::TargetTemplateEdit(id) => {
                format!("{TARGETS}/templates/{}/edit", segment(id.as_str()))
            }
            Self::Activity => "/activity".to_owned(),
            Self::Connect => "/connect".to_owned(),
            Self::Help => "/help".to_owned(),
            Self::HelpPage(name) => format!("/help/{}", segment(name)),
            Self::Unknown => "/unknown".to_owned(),
        }
    }

    /// The address for a link.
    #[must_use]
    pub fn href(&self) -> String {
        format!("#{}", self.path())
    }

    /// The page of a path.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let segments: Vec<String> =
            path.split('/').filter(|segment| !segment.is_empty()).map(decode).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments[..] {
            [] | ["groups"] => Self::Groups,
            ["groups", "new"] => Self::GroupNew,
            ["groups", "file"] => Self::GroupFromFile,
            ["groups", id] => Self::Group(id.into()),
            ["groups", id, "edit"] => Self::GroupEdit(id.into()),
            ["groups", id, "policies", "new"] => Self::PolicyNew(id.into()),
            ["groups", group, "policies", id, "edit"] => Self::PolicyEdit(group.into(), id.into()),
            ["templates"] => Self::Templates,
            ["templates", "new"] => Self::TemplateNew,
            ["templates", id] => Self::Template(id.into()),
            ["templates", id, "edit"] => Self::TemplateEdit(id.into()),
            ["v1alpha2", "groups", "new"] => Self::TargetGroupNew,
            ["v1alpha2", "groups", id] => Self::TargetGroup(id.into()),
            ["v1alpha2", "groups", id, "edit"] => Self::TargetGroupEdit(id.into()),
            ["v1alpha2", "templates", "new"] => Self::TargetTemplateNew,
            ["v1alpha2", "templates", id] => Self::TargetTemplate(id.into()),
            ["v1alpha2", "templates", id, "edit"] => Self::TargetTemplateEdit(id.into()),
            ["activity"] => Self::Activity,
            ["connect"] => Self::Connect,
            ["help"] => Self::Help,
            ["help", name] => Self::HelpPage(name.to_owned()),
            _ => Self::Unknown,
        }
    }
}

fn decode(segment: &str) -> String {
    // A segment is a form value without a name; `+` and `%` were encoded by `byte_serialize`.
    parse(format!("v={}", segment.replace('&', "%26")).as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// The parameter of a form that is one of several steps: it says that the next one follows.
pub const THEN: &str = "then";

/// Stands before a field's path in the name of a parameter.
const FIELD: &str = "with.";

/// A page with its parameters: filters, the selected range, what is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The page.
    pub route: Route,
    /// Its parameters.
    pub params: BTreeMap<String, String>,
}

impl From<Route> for Location {
    fn from(route: Route) -> Self {
        Self::at(route)
    }
}

impl Location {
    /// A page without parameters.
    #[must_use]
    pub const fn at(route: Route) -> Self {
        Self { route, params: BTreeMap::new() }
    }

    /// A form as a step, which the next one follows.
    #[must_use]
    pub fn step(route: Route) -> Self {
        Self::at(route).leading_on()
    }

    /// The same, with the next step to follow.
    #[must_use]
    pub fn leading_on(self) -> Self {
        self.with(THEN, "next")
    }

    /// Whether the next step follows.
    #[must_use]
    pub fn leads_on(&self) -> bool {
        !self.param(THEN).is_empty()
    }

    /// A page of the help, at a heading by its anchor; `""` for its beginning.
    ///
    /// ```
    /// use headroom::route::Location;
    ///
    /// assert_eq!(Location::in_help("import", "csv").href(), "#/help/import?at=csv");
    /// assert_eq!(Location::in_help("import", "").href(), "#/help/import");
    /// ```
    #[must_use]
    pub fn in_help(page: &str, anchor: &str) -> Self {
        Self::at(Route::HelpPage(page.to_owned())).with(HEADING, anchor)
    }

    /// The page of a form, with what its fields start with, by their paths.
    #[must_use]
    pub fn filled(route: Route, fields: &[(&str, &str)]) -> Self {
        let set =
            |there: Self, (path, text): &(&str, &str)| there.with(&format!("{FIELD}{path}"), text);
        fields.iter().fold(Self::at(route), set)
    }

    /// The form for a group of a generation, opened in the field of its maximum.
    ///
    /// ```
    /// use headroom::route::Location;
    /// use headroom::wire::Generation;
    ///
    /// let form = Location::at_maximum(Generation::V1alpha1, "6f4e3b0e".into());
    /// assert_eq!(form.href(), "#/groups/6f4e3b0e/edit?field=capacity.max_replicas");
    /// ```
    #[must_use]
    pub fn at_maximum(generation: Generation, id: GroupId) -> Self {
        let path = match generation {
            Generation::V1alpha1 => "capacity.max_replicas",
            Generation::V1alpha2 => "scaling_policy_spec.maximum_size",
        };
        Self::at(Route::of_group_form(generation, id)).with(FOCUS, path)
    }

    /// What the fields of the page's form start with, by their paths.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let field = |(name, text)| Some((str::strip_prefix(name, FIELD)?, text));
        self.params.iter().map(|(name, text)| (name.as_str(), text.as_str())).filter_map(field)
    }

    /// The page and parameters behind a `#`.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        // Not collected, since that would bring a sort of its own into the wasm.
        let mut params = BTreeMap::new();
        params.extend(parse(query.as_bytes()).map(|(k, v)| (k.into_owned(), v.into_owned())));
        Self { route: Route::parse(path), params }
    }

    /// The address for a link.
    #[must_use]
    pub fn href(&self) -> String {
        if self.params.is_empty() {
            return self.route.href();
        }
        let query = Serializer::new(String::new()).extend_pairs(&self.params).finish();
        format!("{}?{query}", self.route.href())
    }

    /// A parameter; empty when it is not set.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// The same page with a parameter set, or removed when the value is empty.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if value.is_empty() {
            self.params.remove(name);
        } else {
            self.params.insert(name.to_owned(), value.to_owned());
        }
        self
    }
    /// Whether the page shows groups or templates, which are somewhere.
    #[must_use]
    pub const fn is_zonal(&self) -> bool {
        matches!(self.route.area(), Some(Area::Groups | Area::Templates))
    }

    /// Where the address says that the page's groups and templates are.
    #[must_use]
    pub fn spot(&self) -> Spot {
        Spot { zone: self.param(ZONE).to_owned(), project: self.param(PROJECT).to_owned() }
    }

    /// The form of the connection for where the address is, which leads back to it.
    #[must_use]
    pub fn to_connect(&self) -> Self {
        let Spot { zone, project } = self.spot();
        let form = Self::at(Route::Connect).with(ZONE, &zone).with(PROJECT, &project);
        form.with(BACK, self.href().trim_start_matches('#'))
    }

    /// Where a form leads once it is done: to the groups where the address does not say.
    #[must_use]
    pub fn back(&self) -> Self {
        Self::parse(self.param(BACK))
    }

    /// Whether the address is of another zone or project than a connection's. All projects have
    /// what one of them has.
    ///
    /// ```
    /// use headroom::route::{Location, Spot};
    ///
    /// let here = Spot { zone: "fr-par-2".to_owned(), project: String::new() };
    /// let is_elsewhere = |hash: &str| Location::parse(hash).is_elsewhere(&here);
    /// assert!(is_elsewhere("#/groups/g1?zone=fr-par-1"));
    /// assert!(!is_elsewhere("#/groups/g1?zone=fr-par-2") && !is_elsewhere("#/groups/g1"));
    /// ```
    #[must_use]
    pub fn is_elsewhere(&self, here: &Spot) -> bool {
        let (zone, project) = (self.param(ZONE), self.param(PROJECT));
        let is_other = !project.is_empty() && !here.project.is_empty() && project != here.project;
        self.is_zonal() && (is_other || (!zone.is_empty() && zone != here.zone))
    }

    /// Whether the address has yet to tell where its page is: a sandbox's never tells.
    #[must_use]
    pub fn lacks(&self, here: &Spot) -> bool {
        let is_told = here.zone.is_empty() || self.spot() == *here;
        self.is_zonal() && !is_told && !self.is_elsewhere(here)
    }
}
