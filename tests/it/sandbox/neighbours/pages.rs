//! Pages, filters and refusals.

use headroom::sandbox::{FORBIDDEN_ACCESS_KEY, SANDBOX_ACCESS_KEY, SANDBOX_PROJECT};
use http::Request;

use super::{
    Api, CHECKOUT, INSTANCE, Json, LB, LISTS, NETWORKS, RESIZER, SNAPSHOTS, SOURCES, json, rows,
};

/// How many Instance types the service has.
const TYPES: usize = 136;

/// How many systems its marketplace has.
const SYSTEMS: usize = 27;

#[test]
fn the_instance_api_pages_by_its_own_rule() {
    let mut api = Api::first_content();
    let path = format!("{INSTANCE}/products/servers");
    let whole = json(&mut api, &format!("{path}?per_page=100")).fields()[0].1.fields().to_vec();
    let header = |response: &http::Response<Vec<u8>>, name: &str| {
        response.headers()[name].to_str().unwrap().to_owned()
    };
    let mut joined = Vec::new();
    for page in 1..=3 {
        let response = api.send("GET", &format!("{path}?page={page}&per_page=60"), "");
        assert_eq!(header(&response, "x-total-count"), TYPES.to_string());
        let next = match page {
            3 => String::new(),
            _ => format!("</products/servers?page={}&per_page=60&>; rel=\"next\",", page + 1),
        };
        let last = "</products/servers?page=3&per_page=60&>; rel=\"last\"";
        assert_eq!(header(&response, "link"), format!("{next}{last}"));
        let text = String::from_utf8(response.into_body()).unwrap();
        assert!(text.starts_with("{\"servers\": {\""), "{text:.40}");
        joined.extend(Json::read(&text).fields()[0].1.fields().to_vec());
    }
    assert_eq!(joined.len(), TYPES);
    assert_eq!(joined[..whole.len()], whole);
    let names: Vec<&str> = joined.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.is_sorted(), "{names:?}");
    assert_eq!(json(&mut api, &format!("{path}?page=9")).fields()[0].1, Json::Object(Vec::new()));
    for query in ["page=0", "per_page=0", "page=-1", "per_page=many"] {
        assert_eq!(api.call("GET", &format!("{path}?{query}"), "").0, 400, "{query}");
    }
}

#[test]
fn all_others_page_by_theirs() {
    let mut api = Api::first_content();
    let path = "/marketplace/v2/images";
    let names = |api: &mut Api, query: &str| -> Vec<String> {
        let list = json(api, &format!("{path}?{query}"));
        let name = |row: &Json| row.get("name").unwrap().text().unwrap().to_owned();
        assert_eq!(list.get("total_count"), Some(&Json::Number(SYSTEMS as f64)), "{query}");
        rows(&list).iter().map(name).collect()
    };
    let whole = names(&mut api, "order_by=name_asc&page_size=100");
    assert!(whole.is_sorted() && whole.len() == SYSTEMS, "{whole:?}");
    let pages = [1, 2, 3]
        .map(|page| names(&mut api, &format!("order_by=name_asc&page_size=10&page={page}")));
    assert_eq!(pages.concat(), whole);
    let reversed = |mut names: Vec<String>| {
        names.reverse();
        names
    };
    assert_eq!(names(&mut api, "order_by=name_desc&page_size=100"), reversed(whole));
    let oldest = names(&mut api, "page_size=100");
    assert_eq!(names(&mut api, "order_by=created_at_asc&page_size=100"), oldest);
    assert_eq!(names(&mut api, "order_by=created_at_desc&page_size=100"), reversed(oldest));
    assert!(names(&mut api, "page=4294967295&page_size=100").is_empty());
    for (query, name) in [
        ("order_by=size_asc", "order_by"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
    ] {
        let (status, text) = api.call("GET", &format!("{path}?{query}"), "");
        assert_eq!(status, 400, "{query}");
        let start =
            format!(r#"{{"details":[{{"argument_name":"{name}","help_message":"value must "#);
        let end = concat!(
            r#","reason":"constraint"}],"message":"invalid argument(s)","#,
            r#""type":"invalid_arguments"}"#,
        );
        assert!(text.starts_with(&start) && text.ends_with(end), "{text}");
    }
    let (status, text) = api.call("GET", &format!("{LB}?page_size=0"), "");
    let start = r#"{"details":[{"field":"page_size","message":"#;
    let end = r#""reason":"constraint"}],"message":"Invalid parameters","type":"invalid_field"}"#;
    assert!(status == 400 && text.starts_with(start) && text.ends_with(end), "{text}");
}

/// Parameters that a list is narrowed by, and how many rows are left.
#[test]
fn lists_show_what_is_asked_for() {
    let mut api = Api::first_content();
    let other = "11111111-1111-4111-8111-111111111111";
    let count =
        |api: &mut Api, path: &str, query: &str| rows(&json(api, &format!("{path}?{query}"))).len();
    let of_instance = |noun: &str| format!("{INSTANCE}/{noun}");
    for (path, parameter) in [
        (of_instance("images"), "project"),
        (of_instance("snapshots"), "project"),
        (of_instance("security_groups"), "project"),
        (of_instance("placement_groups"), "project"),
        (SNAPSHOTS.to_owned(), "project_id"),
        (NETWORKS.to_owned(), "project_id"),
        (LB.to_owned(), "project_id"),
        (SOURCES.to_owned(), "project_id"),
    ] {
        let all = count(&mut api, &path, "");
        let own = count(&mut api, &path, &format!("{parameter}={SANDBOX_PROJECT}"));
        assert_eq!((own, count(&mut api, &path, &format!("{parameter}={other}"))), (all, 0));
    }
    let local = "/marketplace/v2/local-images";
    for (path, query, expected) in [
        (local, "zone=fr-par-1&image_label=ubuntu_noble&type=instance_sbs", 2),
        (local, "zone=fr-par-1&image_label=ubuntu_noble&type=instance_local", 1),
        (local, "zone=fr-par-1&image_label=ubuntu_noble", 3),
        (local, "zone=fr-par-1&image_label=plan9", 0),
        (local, "zone=pl-waw-1", 0),
        (LB, "name=check", 1),
        (LB, "name=resizer", 0),
        (SOURCES, "types=logs", 0),
        (SOURCES, "origin=custom", 0),
    ] {
        assert_eq!(count(&mut api, path, query), expected, "{path}?{query}");
    }
    let defaults = of_instance("security_groups");
    assert_eq!(count(&mut api, &defaults, "project_default=true"), 1);
    assert_eq!(count(&mut api, &of_instance("images"), "public=true"), 0);
}

#[test]
fn what_is_not_there_is_refused_in_the_words_of_its_api() {
    let mut api = Api::first_content();
    let no_key = format!("/iam/v1alpha1/api-keys/{FORBIDDEN_ACCESS_KEY}");
    for (method, path, expected) in [
        ("GET", format!("{LB}/{RESIZER}/backends"), (404, r#"{"message":"lbs not Found"}"#)),
        ("GET", format!("{LB}/x/private-networks"), (404, r#"{"message":"lbs not Found"}"#)),
        (
            "GET",
            "/iam/v1alpha1/api-keys/SCWX".to_owned(),
            (
                404,
                concat!(
                    r#"{"message":"resource is not found","resource":"api_key","#,
                    r#""resource_id":"SCWX","type":"not_found"}"#,
                ),
            ),
        ),
        (
            "GET",
            no_key,
            (
                403,
                concat!(
                    r#"{"details":[{"action":"read","resource":"api_key"}],"#,
                    r#""message":"insufficient permissions","type":"permissions_denied"}"#,
                ),
            ),
        ),
        (
            "GET",
            "/vpc/v2/regions/pl-waw/private-networks".to_owned(),
            (404, r#"{"message":"region not Found"}"#),
        ),
        ("GET", "/lb/v1/zones/pl-waw-1/lbs".to_owned(), (404, r#"{"message":"zone not Found"}"#)),
        ("GET", format!("{LB}/{CHECKOUT}"), (404, r#"{"message":"path not Found"}"#)),
        ("GET", "/account/v3/cats".to_owned(), (404, r#"{"message":"path not Found"}"#)),
        ("POST", LB.to_owned(), (405, r#"{"message":"method not allowed"}"#)),
    ] {
        let (status, text) = api.call(method, &path, "");
        assert_eq!((status, text.as_str()), expected, "{method} {path}");
    }
}

#[test]
fn without_a_key_nothing_is_told() {
    let mut api = Api::first_content();
    let bare = LISTS.iter().map(|(path, ..)| (*path).to_owned());
    let key = format!("/iam/v1alpha1/api-keys/{SANDBOX_ACCESS_KEY}");
    for path in bare.chain([key]) {
        let request = Request::builder().uri(&path).body(Vec::new()).unwrap();
        assert_eq!(api.0.handle(&request).status(), 401, "{path}");
    }
}

/// A name that asks for a refusal does so in a picker too.
#[test]
fn a_fault_can_be_asked_for() {
    let mut api = Api::first_content();
    for (path, status) in [
        (format!("{LB}?name=fault-503"), 503),
        (format!("{LB}/fault-409/backends"), 409),
        (format!("{INSTANCE}/products/servers?page=fault-429"), 429),
        (format!("{SOURCES}?project_id=fault-403"), 403),
    ] {
        assert_eq!(api.call("GET", &path, "").0, status, "{path}");
    }
}

#[test]
fn the_page_in_docs_names_every_call() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sandbox.md");
    let page = std::fs::read_to_string(path).unwrap();
    for (path, ..) in LISTS {
        let named = path
            .replace("fr-par-1", "{zone}")
            .replace("fr-par", "{region}")
            .replace(CHECKOUT, "{lb}");
        assert!(page.contains(&format!("| `{named}` |")), "{named}");
    }
    for word in [SANDBOX_ACCESS_KEY, FORBIDDEN_ACCESS_KEY, "/api-keys/{access_key}"] {
        assert!(page.contains(word), "{word}");
    }
}
