//! What names what.

use headroom::sandbox::Sandbox;
use headroom::wire::{Backend, BackendList, Envelope, Group};

use super::super::{DAY, MINUTE, NOW};
use super::{Api, CHECKOUT, INSTANCE, Json, LB, LISTS, NETWORKS, json, rows};

fn backend(api: &mut Api) -> Backend {
    let list: BackendList = api.ok("GET", &format!("{LB}/{CHECKOUT}/backends"), "");
    let (backends, total) = list.unwrap();
    assert_eq!((backends.len(), total), (1, 1));
    backends.into_iter().next().unwrap()
}

/// The pool holds the Instances that serve: not those that boot, nor those whose group is gone.
#[test]
fn a_pool_follows_its_group() {
    let mut api = Api::first_content();
    let group = api.named("checkout-api");
    let path = format!("instance-groups/{}", group.id);
    let before = backend(&mut api).pool.len();
    let more = r#"{"capacity":{"min_replicas":8,"max_replicas":8}}"#;
    let grown: Group = api.ok("PATCH", &path, more);
    assert_eq!(grown.loadbalancer.backend_ids, [backend(&mut api).id]);
    api.advance(30_000);
    assert_eq!((api.servers(&group).len(), backend(&mut api).pool.len()), (8, before));
    api.advance(5 * MINUTE);
    let mut pool = backend(&mut api).pool;
    assert_eq!(pool.len(), 8);
    assert!(pool.iter().all(|address| is_within_the_network(address)), "{pool:?}");
    let restored = Sandbox::load(&api.0.save()).unwrap();
    assert_eq!(backend(&mut Api(restored)).pool, pool);
    pool.sort();
    pool.dedup();
    assert_eq!(pool.len(), 8, "each has its own address");
    assert_eq!(api.call("DELETE", &path, "").0, 204);
    assert_eq!((api.servers(&group).len(), backend(&mut api).pool.len()), (8, 0));
}

/// Whether an address is in the private network's range, 172.16.0.0/12.
fn is_within_the_network(address: &str) -> bool {
    let parts: Vec<u8> = address.split('.').map(|part| part.parse().unwrap()).collect();
    parts.len() == 4 && parts[0] == 172 && (16..32).contains(&parts[1])
}

#[test]
fn an_instance_names_neighbours_that_there_are() {
    let mut api = Api::first_content();
    let list = json(&mut api, &format!("{INSTANCE}/servers"));
    let groups = rows(&json(&mut api, &format!("{INSTANCE}/security_groups")));
    let projects = rows(&json(&mut api, "/account/v3/projects"));
    let networks = rows(&json(&mut api, NETWORKS));
    let has = |rows: &[Json], key: &str, id: Option<&Json>| {
        id.is_some() && rows.iter().any(|row| row.get(key) == id)
    };
    assert!(!rows(&list).is_empty());
    for server in rows(&list) {
        let group = server.get("security_group").unwrap();
        assert!(has(&groups, "id", group.get("id")) && has(&groups, "name", group.get("name")));
        assert!(has(&projects, "id", server.get("project")));
        assert!(has(&projects, "organization_id", server.get("organization")));
        let Some(Json::List(nics)) = server.get("private_nics") else { panic!("{server:?}") };
        assert!(!nics.is_empty());
        assert!(nics.iter().all(|nic| has(&networks, "id", nic.get("private_network_id"))));
    }
}

/// A template may name every neighbour; its Instances then show them by the same names.
#[test]
fn an_instance_shows_the_groups_of_its_template_by_name() {
    let mut api = Api::first_content();
    let first = |api: &mut Api, noun: &str, at: usize| {
        rows(&json(api, &format!("{INSTANCE}/{noun}")))[at].clone()
    };
    let security = first(&mut api, "security_groups", 1);
    let placement = first(&mut api, "placement_groups", 0);
    let id = |row: &Json| row.get("id").unwrap().text().unwrap().to_owned();
    let named = format!(
        r#"{{"security_group_id":"{}","placement_group_id":"{}"}}"#,
        id(&security),
        id(&placement)
    );
    let group = api.group();
    let path = format!("instance-templates/{}", group.instance_template_id);
    api.ok::<serde_json::Value>("PATCH", &path, &named);
    api.advance(MINUTE);
    let list = json(&mut api, &format!("{INSTANCE}/servers?name={}", group.id));
    let [server] = rows(&list).try_into().unwrap();
    for (key, row) in [("security_group", security), ("placement_group", placement)] {
        let shown = server.get(key).unwrap();
        assert_eq!((shown.get("id"), shown.get("name")), (row.get("id"), row.get("name")));
    }
}

#[test]
fn the_neighbours_are_the_same_in_every_sandbox_and_at_all_times() {
    let mut fresh = Api::first_content();
    let mut other = Api(Sandbox::new(7, NOW - 40 * DAY));
    other.advance(3 * DAY);
    for (path, ..) in LISTS.iter().filter(|(path, ..)| !path.ends_with("/backends")) {
        let replies = [&mut fresh, &mut other].map(|api| api.call("GET", path, ""));
        assert_eq!(replies[0], replies[1], "{path}");
    }
}
