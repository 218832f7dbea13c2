//! The connection's form: the sandbox, or an API with a key.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use crate::engine::{FieldErrors, Reason};
use crate::wire::Zone;

/// The API's public address (contract, section 1).
pub const PUBLIC_API: &str = "https://api.scaleway.com";

/// The zones that have the product (seed, Availability Zones).
pub const ZONES: [&str; 2] = ["fr-par-1", "fr-par-2"];

/// What was entered, without the key's safekeeping.
#[derive(Clone, PartialEq, Eq)]
pub struct Connection {
    /// The API's address without a slash at its end.
    pub address: String,
    /// The secret key.
    pub key: String,
    /// The zone.
    pub zone: Zone,
    /// The project to filter by and to create in; empty for all.
    pub project: String,
}

/// The fields.
#[must_use]
pub fn sections() -> Vec<Section> {
    let zones = ZONES.map(|zone| Choice::fixed(zone, zone)).to_vec();
    vec![Section::new(
        "API",
        vec![
            Field::new("address", "API address", Control::Text(vec![PUBLIC_API.to_owned()])).help(
                "The public API, or the address that this page came from when a proxy serves \
                 both.",
            ),
            Field::new("key", "Secret key", Control::Secret).help(
                "Kept in this page's memory only. Best: a key that may do no more than \
                 autoscaling.",
            ),
            Field::new("zone", "Zone", Control::Choice(zones)),
            Field::new("project", "Project", Control::Text(Vec::new()))
                .optional()
                .help("Shows this project's groups and templates only, and creates in it."),
        ],
    )]
}

/// An empty form.
#[must_use]
pub fn blank() -> Draft {
    Draft::default().with("address", PUBLIC_API).with("zone", ZONES[0])
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
        reader.refuse("address", Reason::Required, "Enter the API's address.");
    } else if address != PUBLIC_API && !own {
        let message = format!(
            "This page may call {PUBLIC_API} and its own address, {origin}, and nothing else, so \
             that your key cannot leak. Put a proxy for any other API at its own address."
        );
        reader.refuse("address", Reason::Constraint, message);
    }
    let key = reader.text("key");
    if key.is_empty() {
        reader.refuse("key", Reason::Required, "Enter your secret key.");
    } else if !key.bytes().all(|b| b.is_ascii_graphic()) {
        let message = "A key has no spaces and only plain letters, digits and dashes.";
        reader.refuse("key", Reason::Format, message);
    }
    let zone = Zone(reader.text("zone"));
    let project = reader.text("project");
    reader.finish(Connection { address, key, zone, project }, Ok(()), &sections())
}
