//! The calls on templates and their user data.

use headroom::wire::v1alpha2::{Template, TemplateServer, UserData, UserDataKeyList};
use serde_json::{Value, json};

use super::{Api, NOBODY, SECOND, TEMPLATES};

#[test]
fn a_change_of_the_lists_in_wrappers_alone_moves_no_stamp() {
    let mut api = Api::empty();
    let template = api.server_template();
    let path = format!("{TEMPLATES}/{}", template.id);
    for (change, moves) in [
        (json!({"update_volumes": {"volumes": []}}), false),
        (
            json!({"update_private_networks": {"private_networks": [{"private_network_id": "n"}]}}),
            false,
        ),
        (json!({"update_private_networks": {"private_networks": null}}), false),
        (json!({"server_type": "PRO2-M"}), true),
        (json!({"tags": ["a"], "update_volumes": {"volumes": []}}), true),
        (json!({"public_ip_v4_count": 0}), true),
        (json!({"filesystem_ids": ["f"]}), true),
        (json!({"server_tags": ["s"]}), true),
    ] {
        api.advance(SECOND);
        let before: Template = api.ok("GET", &path, "");
        let after: Template = api.ok("PATCH", &path, &change.to_string());
        assert_eq!(after.updated_at > before.updated_at, moves, "{change}");
        assert_eq!(api.ok::<Template>("GET", &path, ""), after);
        assert_eq!(after.created_at, template.created_at);
    }
    let last: Template = api.ok("GET", &path, "");
    assert!(last.volumes.is_empty() && last.private_networks.is_empty());
    let (status, text) =
        api.call("PATCH", &path, r#"{"update_volumes":{"volumes":[{"volume_type":"sbs"}]}}"#);
    assert!(status == 400 && text.contains("\"update_volumes.volumes.0.size\""), "{text}");
}

#[test]
fn a_template_is_checked_used_and_deleted() {
    let mut api = Api::empty();
    let template = api.server_template();
    let path = format!("{TEMPLATES}/{}", template.id);
    let response = api.send("GET", &format!("{path}/check"), "");
    assert_eq!((response.status().as_u16(), response.body().len()), (204, 0));
    assert!(!response.headers().contains_key("content-length"));
    assert_eq!(response.headers()["content-type"], "application/json");
    api.ok::<Template>("PATCH", &path, r#"{"server_tags":["blue"]}"#);
    let server: TemplateServer =
        api.ok("POST", &format!("{path}/create-server"), r#"{"name":"one"}"#);
    assert_eq!(
        (server.status.as_str(), server.tags.as_slice()),
        ("stopped", &["blue".to_owned()][..])
    );
    assert_eq!((server.volumes.len(), server.public_network_interface.ips.len()), (1, 1));
    api.advance(3_600 * SECOND);
    let own = format!("/instance/v1/zones/fr-par-1/servers/{}", server.id);
    let shown: Value = api.ok("GET", &own, "");
    assert_eq!(
        (&shown["server"]["state"], &shown["server"]["tags"]),
        (&json!("stopped"), &json!(["blue"]))
    );
    assert_eq!(api.call("DELETE", &own, "").0, 204);
    assert_eq!(api.call("POST", &format!("{path}/create-server"), "{}").0, 400);
    api.ok::<Template>("PATCH", &path, r#"{"update_volumes":{"volumes":[]}}"#);
    assert_eq!(api.call("GET", &format!("{path}/check"), "").0, 400);
    assert_eq!(api.call("DELETE", &path, "{}"), (204, String::new()));
    for (method, path) in [
        ("GET", path.clone()),
        ("PATCH", path.clone()),
        ("DELETE", path.clone()),
        ("GET", format!("{path}/check")),
        ("POST", format!("{path}/create-server")),
        ("GET", format!("{path}/user-data")),
        ("GET", format!("{path}/user-data/a")),
        ("PUT", format!("{path}/user-data/a")),
        ("DELETE", format!("{path}/user-data/a")),
    ] {
        let (status, text) = api.call(method, &path, r#"{"content":"","name":"x"}"#);
        let told = format!(
            "{{\"message\":\"resource is not found\",\"resource\":\"instance_template\",\
             \"resource_id\":\"{}\",\"type\":\"not_found\"}}",
            template.id
        );
        assert_eq!((status, text), (404, told), "{method} {path}");
    }
}

#[test]
fn user_data_are_written_listed_in_order_and_deleted() {
    let mut api = Api::empty();
    let template = api.server_template();
    let path = format!("{TEMPLATES}/{}/user-data", template.id);
    for (key, content) in [("key2", "Yg=="), ("cloud-init", "I2Nsb3Vk"), ("key1", "YQ==")] {
        let body = json!({"content": content}).to_string();
        assert_eq!(api.call("PUT", &format!("{path}/{key}"), &body), (204, String::new()));
    }
    let list = api.call("GET", &format!("{path}?page_size=100"), "");
    assert_eq!(list.1, r#"{"keys":["cloud-init","key1","key2"],"total_count":3}"#);
    let page: UserDataKeyList = api.ok("GET", &format!("{path}?page_size=2"), "");
    let token = page.next_page_token.unwrap();
    let page: UserDataKeyList =
        api.ok("GET", &format!("{path}?page_size=2&page_token={token}"), "");
    assert_eq!(page.keys, ["key2"]);
    let document = api.call("GET", &format!("{path}/cloud-init"), "");
    assert_eq!(document.1, r##"{"key":"cloud-init","content":"I2Nsb3Vk"}"##);
    let data: UserData = api.ok("GET", &format!("{path}/key1"), "");
    assert_eq!(data.content.0, b"a");
    assert_eq!(api.call("DELETE", &format!("{path}/key1"), "").0, 204);
    assert_eq!(api.call("DELETE", &format!("{path}/key1"), "").0, 404);
    for (body, reason) in [("{}", "required"), (r#"{"content":"no base64!"}"#, "format")] {
        let (status, text) = api.call("PUT", &format!("{path}/key1"), body);
        let told: Value = serde_json::from_str(&text).unwrap();
        let detail = &told["details"][0];
        assert_eq!(
            (status, &detail["argument_name"], &detail["reason"]),
            (400, &json!("content"), &json!(reason))
        );
    }
    assert_eq!(api.call("GET", &format!("{TEMPLATES}/{NOBODY}/user-data"), "").0, 404);
}
