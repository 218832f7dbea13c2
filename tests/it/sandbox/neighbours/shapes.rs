//! Keys, their order and their types.

use std::collections::BTreeMap;

use headroom::sandbox::SANDBOX_ACCESS_KEY;
use headroom::wire;
use serde::de::DeserializeOwned;

use super::super::compare::{Comparison, Depth};
use super::{Api, Json, LB, LISTS, NETWORKS, SNAPSHOTS, SPARE, json, keys, rows};
use crate::cassette::sessions;

#[test]
fn replies_have_the_recorded_keys_in_their_order() {
    let mut api = Api::first_content();
    for (path, envelope, row) in LISTS {
        let list = json(&mut api, path);
        assert_eq!(keys(&list), envelope, "{path}");
        let rows = rows(&list);
        assert!(!rows.is_empty(), "{path}");
        for found in rows {
            assert_eq!(keys(&found), row, "{path}");
        }
    }
    let key = json(&mut api, &format!("/iam/v1alpha1/api-keys/{SANDBOX_ACCESS_KEY}"));
    assert_eq!(
        keys(&key),
        "access_key secret_key description created_at updated_at expires_at default_project_id \
         editable deletable managed creation_ip user_id"
    );
    assert_eq!(key.get("secret_key"), Some(&Json::Null));
}

/// What the recorded sessions show of load balancers, networks and snapshots, against the row of
/// the sandbox's list, in the envelope of the list.
#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn rows_are_shaped_as_in_the_recorded_sessions() {
    let rows = [
        ("/lb/v1/zones/fr-par-1/lbs/", 5, format!("{LB}?name=spare"), "lbs"),
        ("/lb/v1/zones/fr-par-1/backends/", 5, format!("{LB}/{SPARE}/backends"), "backends"),
        ("/vpc/v2/regions/fr-par/private-networks/", 5, NETWORKS.to_owned(), "private_networks"),
        ("/block/v1alpha1/zones/fr-par-1/snapshots/", 5, format!("{SNAPSHOTS}?page_size=1"), ""),
        ("/lb/v1/zones/fr-par-1/lbs/", 6, format!("{LB}/{SPARE}/private-networks"), "whole"),
    ];
    let mut api = Api::first_content();
    let comparison = Comparison { ids: &BTreeMap::new(), depth: Depth::Shape };
    let (sessions, mut compared) = (sessions(), 0);
    for call in sessions.iter().flatten() {
        let depth = call.path().matches('/').count() - 1;
        let row =
            rows.iter().find(|(start, at, ..)| call.path().starts_with(start) && depth == *at);
        let Some((.., path, noun)) = row.filter(|_| call.method == "GET" && call.code == 200)
        else {
            continue;
        };
        let is_ready = !["\"instances\":[]", "\"to_delete\"", "\"pending\"", "\"creating\""]
            .iter()
            .any(|unsettled| call.reply.contains(unsettled));
        let recorded = match *noun {
            // It shows the load balancer without its machines, and nothing of it is unsettled.
            "whole" if call.reply.contains("\"ready\",\"created_at\"") => call.reply.clone(),
            _ if !is_ready => continue,
            "" => format!(r#"{{"snapshots":[{}],"total_count":1}}"#, call.reply),
            noun => format!(r#"{{"{noun}":[{}],"total_count":1}}"#, call.reply),
        };
        let (status, ours) = api.call("GET", path, "");
        let differences = comparison.differences((200, &recorded), (status, &ours));
        // A time may be of any instant, and has six digits in all of them.
        assert_eq!(differences.join("\n"), "", "{}", call.place);
        compared += 1;
    }
    assert!(sessions.is_empty() || compared > 20, "{compared} compared");
}

/// Whether `part` is in `whole`: each of its fields with the same value, in the same order.
fn is_part(part: &Json, whole: &Json) -> bool {
    match (part, whole) {
        (Json::Object(fields), Json::Object(all)) => {
            let mut rest = all.iter();
            let found = |(key, value): &(String, Json)| {
                rest.by_ref()
                    .find(|(own, _)| own == key)
                    .is_some_and(|(_, own)| is_part(value, own))
            };
            fields.iter().all(found)
        }
        (Json::List(items), Json::List(all)) => {
            items.len() == all.len() && items.iter().zip(all).all(|(item, own)| is_part(item, own))
        }
        (part, whole) => part == whole,
    }
}

/// What the console reads of a reply, written again, is a part of it in the recorded order.
#[test]
fn what_is_read_is_a_part_of_what_was_sent() {
    fn check<T: DeserializeOwned + serde::Serialize>(api: &mut Api, path: &str) {
        let (_, text) = api.call("GET", path, "");
        let read: T = wire::decode(text.as_bytes()).unwrap();
        let again = Json::read(&serde_json::to_string(&read).unwrap());
        let sent = Json::read(&text);
        assert!(is_part(&again, &sent), "{path}: {again:?} is not in {sent:?}");
        let longest = |json: &Json| rows(json).iter().map(|row| row.fields().len()).max();
        assert!(path.contains("api-keys") || longest(&again) > Some(0), "{path}: nothing is read");
    }
    let mut api = Api::first_content();
    let api = &mut api;
    let paths = LISTS.map(|(path, ..)| path);
    check::<wire::ServerTypeList>(api, paths[0]);
    check::<wire::StockList>(api, paths[1]);
    check::<wire::ImageList>(api, paths[2]);
    check::<wire::LocalSnapshotList>(api, paths[3]);
    check::<wire::SecurityGroupList>(api, paths[4]);
    check::<wire::PlacementGroupList>(api, paths[5]);
    check::<wire::BlockSnapshotList>(api, paths[6]);
    check::<wire::PrivateNetworkList>(api, paths[7]);
    check::<wire::LbList>(api, paths[8]);
    check::<wire::BackendList>(api, paths[9]);
    check::<wire::LbPrivateNetworkList>(api, paths[10]);
    check::<wire::MarketplaceImageList>(api, paths[11]);
    check::<wire::LocalImageList>(api, paths[12]);
    check::<wire::ProjectList>(api, paths[13]);
    check::<wire::DataSourceList>(api, paths[14]);
    check::<wire::ApiKey>(api, &format!("/iam/v1alpha1/api-keys/{SANDBOX_ACCESS_KEY}"));
}

/// The tables of the recorded catalogue: each row's columns by their names.
fn catalogue(file: &str) -> Vec<BTreeMap<String, String>> {
    let path = format!("{}/../shared/catalog/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned));
    let head: Vec<String> = lines.next().unwrap().collect();
    lines.map(|line| head.iter().cloned().zip(line).collect()).collect()
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn the_types_are_those_that_the_service_listed() {
    let mut api = Api::first_content();
    let path = "/instance/v1/zones/fr-par-1/products/servers";
    let mut shown: BTreeMap<String, wire::ServerType> = BTreeMap::new();
    for page in 1..=2 {
        let list = api.call("GET", &format!("{path}?per_page=100&page={page}"), "").1;
        shown.extend(serde_json::from_str::<wire::ServerTypeList>(&list).unwrap().servers);
    }
    let recorded = catalogue("server-types.fr-par-1.2026-08-18.csv");
    assert_eq!(shown.len(), recorded.len());
    for row in recorded {
        let kind = &shown[&row["name"]];
        let number = |column: &str| row[column].parse::<f64>().unwrap();
        assert_eq!(kind.arch, row["arch"]);
        assert_eq!(kind.end_of_service, row["end_of_service"] == "True", "{row:?}");
        for (column, own) in [
            ("ncpus", f64::from(kind.ncpus)),
            ("ram_bytes", kind.ram as f64),
            ("gpu", f64::from(kind.gpu)),
            ("hourly_price_eur", kind.hourly_price),
            ("monthly_price_eur", kind.monthly_price),
            ("internet_bandwidth_bps", kind.network.sum_internet_bandwidth as f64),
            ("block_bandwidth_bps", kind.block_bandwidth as f64),
            ("private_networks", f64::from(kind.capabilities.private_network)),
        ] {
            assert_eq!(own, number(column), "{column} of {row:?}");
        }
    }
    let list = api.call("GET", &format!("{path}/availability?per_page=100"), "").1;
    let stock = serde_json::from_str::<wire::StockList>(&list).unwrap().servers;
    for row in catalogue("availability.fr-par-1.2026-07-30.csv") {
        let told = stock.get(&row["name"]).map(|stock| stock.availability.as_str());
        assert!(told.is_none_or(|told| told == row["availability"]), "{row:?}");
    }
}
