//! The neighbouring API's list of Instances (contract, section 5.3).

use super::Sandbox;
use super::fleet::Instance;
use super::list;
use super::options::SERVERS_PER_PAGE;
use super::params::Params;
use super::reply::{Outcome, Refusal, Reply};
use super::router::Call;
use crate::wire::order::sort_by;
use crate::wire::{Server, ServerList};

/// Lists Instances by a part of their names and by tags, the newest first unless asked
/// otherwise.
pub(super) fn list(sandbox: &Sandbox, call: &Call) -> Outcome {
    let page = number(&call.params, "page", 1, u32::MAX)?;
    let size = number(&call.params, "per_page", SERVERS_PER_PAGE.0, SERVERS_PER_PAGE.1)?;
    let mut servers: Vec<Server> = instances(sandbox, call)
        .map(|instance| instance.show(&call.zone, sandbox.now_ms))
        .filter(|server| matches(server, &call.params))
        .collect();
    sort_by(&mut servers, |a, b| (a.creation_date, &a.name).cmp(&(b.creation_date, &b.name)));
    if call.params.get("order") != Some("creation_date_asc") {
        servers.reverse();
    }
    let total = servers.len();
    let servers = list::window(servers, page, size);
    Ok(Reply::ok(&ServerList { servers }).with_total(total))
}

fn instances<'a>(
    sandbox: &'a Sandbox,
    call: &'a Call,
) -> impl Iterator<Item = &'a Instance> + use<'a> {
    let store = &sandbox.store;
    let groups = store.groups.iter().filter(|kept| kept.row.zone.as_ref() == Some(&call.zone));
    let orphans = store.orphans.iter().filter(|orphan| orphan.zone == call.zone);
    groups.flat_map(|kept| &kept.world.record.fleet).chain(orphans.map(|orphan| &orphan.instance))
}

fn matches(server: &Server, params: &Params) -> bool {
    let named = params.get("name").is_none_or(|part| server.name.contains(part));
    let tagged = |tag: &str| server.tags.iter().any(|own| own == tag);
    named && params.get("tags").is_none_or(|tags| tags.split(',').all(tagged))
}

/// A number from 1; more than `most` is cut to it, as that API does.
fn number(params: &Params, name: &'static str, unset: u32, most: u32) -> Result<u32, Refusal> {
    let Some(text) = params.get(name) else { return Ok(unset) };
    match text.parse::<u32>() {
        Ok(number) if number >= 1 => Ok(number.min(most)),
        _ => Err(Refusal::field(name, "Use a whole number of at least 1.")),
    }
}
