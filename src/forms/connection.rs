//! The connection's form: the sandbox, or an API with a key.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use serde::{Deserialize, Serialize};

use crate::base::translated;
use crate::engine::{FieldErrors, Reason};
use crate::wire::{About, ServedBy, Zone};

/// The API's public address (contract, section 1).
pub const PUBLIC_API: &str = "https://api.scaleway.com";

/// The zones in which a key can find something, by what the vendor says of them: groups with
/// thresholds in the first two (contract, section 1); groups with a target in the first three by
/// the SDKs and in all but the last by the documentation; templates of these everywhere (contract
/// of v1alpha2, section 1).
const ZONES: [(&str, &str); 10] = [
    ("fr-par-1", "fr-par-1"),
    ("fr-par-2", "fr-par-2"),
    ("fr-par-3", text!("fr-par-3 (targets only)")),
    ("nl-ams-1", text!("nl-ams-1 (targets only, says the documentation)")),
    ("nl-ams-2", text!("nl-ams-2 (targets only, says the documentation)")),
    ("nl-ams-3", text!("nl-ams-3 (targets only, says the documentation)")),
    ("pl-waw-1", text!("pl-waw-1 (targets only, says the documentation)")),
    ("pl-waw-2", text!("pl-waw-2 (targets only, says the documentation)")),
    ("pl-waw-3", text!("pl-waw-3 (targets only, says the documentation)")),
    ("it-mil-1", text!("it-mil-1 (templates only)")),
];

/// Whether a key can find something in a zone.
#[must_use]
pub fn is_zone(zone: &str) -> bool {
    ZONES.iter().any(|(known, _)| *known == zone)
}

/// The zone that is chosen at first; the sandbox has it.
pub const FIRST_ZONE: &str = "fr-par-1";

/// What was entered, without the key's safekeeping.
#[derive(Clone, PartialEq, Eq)]
pub struct Connection {
    /// What the browser may remember of it.
    pub kept: Kept,
    /// The secret key.
    pub key: String,
}

/// The fields.
#[must_use]
pub fn sections() -> Vec<Section> {
    let zones = ZONES.map(|(zone, label)| Choice::fixed(zone, translated(label))).to_vec();
    vec![Section::new(
        t!("Connect with a key"),
        vec![
            Field::new("address", t!("API address"), Control::Text(vec![PUBLIC_API.to_owned()]))
                .help(t!(
                    "The public API, or the address that this page came from when a proxy serves \
                     both."
                )),
            Field::new("key", t!("Secret key"), Control::Secret)
                .help(t!("Kept in this page's memory only. Best use a key limited to \
                 autoscaling. An environment file or a curl line can be pasted here as it is.")),
            Field::new("zone", t!("Zone"), Control::Choice(zones)),
            Field::new("project", t!("Project"), Control::Text(Vec::new()))
                .optional()
                .help(t!("Shows this project's groups and templates only, and creates in it.")),
            Field::new("name", t!("Keep as"), Control::Text(Vec::new())).optional().help(t!(
                "A name under which this browser keeps address, zone and project, never the key."
            )),
        ],
    )]
}

/// An empty form for an API, which is the page's own origin where a server stands before it.
#[must_use]
pub fn blank(address: &str) -> Draft {
    Draft::default().with("address", address).with("zone", FIRST_ZONE)
}

/// The same form for a zone and a project that an address names. A zone that is none to choose from
/// is left out.
#[must_use]
pub fn addressed(draft: Draft, zone: &str, project: &str) -> Draft {
    let draft = draft.with("project", project);
    if ZONES.iter().any(|(own, _)| *own == zone) { draft.with("zone", zone) } else { draft }
}

/// The connection as the browser remembers it, without its key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// What the user calls it; empty for one without a name.
    pub name: String,
    /// The API's address without a slash at its end; empty for the page's own sandbox, which was
    /// then chosen.
    pub address: String,
    /// The zone.
    pub zone: Zone,
    /// The project to filter by and to create in; empty for all.
    pub project: String,
    /// Whether the server that the page came from answers it without a key of the page's own.
    pub served: bool,
}

impl Kept {
    /// The same API in another zone and project; where it was named, that was another connection.
    /// An empty zone or project stays as it is.
    #[must_use]
    pub fn at(self, zone: &str, project: &str) -> Self {
        let other = |text: &str, own: &str| if text.is_empty() { own } else { text }.to_owned();
        let (zone, project) = (other(zone, self.zone.as_str()), other(project, &self.project));
        Self { name: String::new(), zone: Zone(zone), project, ..self }
    }

    /// What it leads to, in words: `https://api.scaleway.com, fr-par-1`.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { address, zone, project, .. } = self;
        match project.is_empty() {
            true => format!("{address}, {zone}"),
            false => t!("{address}, {zone}, project {project}"),
        }
    }
}

/// How the console connects when it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The sandbox in the page.
    Sandbox,
    /// The server that the page came from, which needs no key.
    Served(Kept),
    /// An API, with the key that the tab keeps.
    Api(Kept),
    /// An API whose key is gone with a reload: it has to be entered again.
    Locked(Kept),
}

/// How to connect, and what to tell the user about it: as the last time, else as the page was
/// served. Another connection than the last one is never taken in its place.
#[must_use]
pub fn way(
    kept: Option<Kept>,
    has_key: bool,
    origin: &str,
    about: Option<&About>,
) -> (Way, Option<String>) {
    let keyless = about.is_some_and(|about| about.key || about.mode == ServedBy::Sandbox);
    let here = |kept: &Kept| kept.address == origin;
    match (kept, about) {
        (Some(kept), _) if kept.address.is_empty() => (Way::Sandbox, None),
        (Some(kept), _) if has_key => (Way::Api(kept), None),
        (Some(kept), _) if kept.served && keyless && here(&kept) => (Way::Served(kept), None),
        (Some(kept), _) => (Way::Locked(kept), None),
        (None, Some(_)) if keyless => {
            let (address, zone) = (origin.to_owned(), FIRST_ZONE.into());
            (Way::Served(Kept { address, zone, served: true, ..Kept::default() }), None)
        }
        (None, Some(about)) if about.mode == ServedBy::Proxy => {
            let api = &about.api;
            let hint = t!(
                "You are in the sandbox. This server forwards to {api}: connect with your key to \
                 see your own groups."
            );
            (Way::Sandbox, Some(hint))
        }
        (None, _) => (Way::Sandbox, None),
    }
}

/// The one field that a connection lacks when its key is gone.
#[must_use]
pub fn key_sections() -> Vec<Section> {
    vec![Section::new(t!("Key"), sections().remove(0).fields.into_iter().filter(is_key).collect())]
}

fn is_key(field: &Field) -> bool {
    field.path == "key"
}

/// The form's draft for a connection that lacks nothing but its key.
#[must_use]
pub fn locked_draft(kept: &Kept) -> Draft {
    Draft::default()
        .with("address", &kept.address)
        .with("zone", kept.zone.as_str())
        .with("project", &kept.project)
        .with("name", &kept.name)
}

/// Reads the form. `origin` is where the page came from: the content policy lets it call only
/// that and the public API.
///
/// # Errors
/// Every wrong field.
pub fn read(draft: &Draft, origin: &str) -> Result<Connection, FieldErrors> {
    let mut reader = Reader::new(draft);
    let address = reader.text("address").trim_end_matches('/').to_owned();
    let own = address == origin || address.strip_prefix(origin).is_some_and(|r| r.starts_with('/'));
    if address.is_empty() {
        reader.refuse("address", Reason::Required, t!("Enter the API's address."));
    } else if address != PUBLIC_API && !own {
        let message = t!(
            "This page may call {PUBLIC_API} and its own address, {origin}, and nothing else, so \
             that your key cannot leak. Put a proxy for any other API at its own address."
        );
        reader.refuse("address", Reason::Constraint, message);
    }
    let key = reader.text("key");
    if key.is_empty() {
        reader.refuse("key", Reason::Required, t!("Enter your secret key."));
    } else if !key.bytes().all(|b| b.is_ascii_graphic()) {
        let message = t!("A key has no spaces and only plain letters, digits and dashes.");
        reader.refuse("key", Reason::Format, message);
    }
    let zone = Zone(reader.text("zone"));
    let (project, name) = (reader.text("project"), reader.text("name"));
    let kept = Kept { name, address, zone, project, served: false };
    reader.finish(Connection { kept, key }, Ok(()), &sections())
}

/// The fields of another zone and project for the same key.
#[must_use]
pub fn switch_sections() -> Vec<Section> {
    let all = sections().remove(0).fields.into_iter();
    let project = Field::new("project_id", t!("Project"), Control::Text(Vec::new())).optional();
    let fields = all.filter(|field| field.path == "zone").chain([project]).collect();
    vec![Section::new(t!("Zone and project"), fields)]
}

/// Their text for a connection.
#[must_use]
pub fn switch_draft(kept: &Kept) -> Draft {
    Draft::default().with("zone", kept.zone.as_str()).with("project_id", &kept.project)
}

/// The connection in the zone and the project that the draft says. Under another name than its
/// own it would be another one, so it has none where it differs.
#[must_use]
pub fn switched(kept: &Kept, draft: &Draft) -> Kept {
    let (zone, project) = (Zone(draft.get("zone").to_owned()), draft.get("project_id").trim());
    let other = Kept { zone, project: project.to_owned(), ..kept.clone() };
    if other == *kept { other } else { Kept { name: String::new(), ..other } }
}
