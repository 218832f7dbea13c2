//! Alerts: what opens each of them and what closes it, and statuses on request.

use headroom::sandbox::{ALERT_FAULTS, STATUS_NAMES};
use headroom::wire::v1alpha2::{Alert, AlertList, GroupList, Status};
use serde_json::{Value, json};

use super::{Api, GROUPS, HOUR, MINUTE, NOBODY, PROJECT, TEMPLATES, fixed, of};

#[test]
fn every_name_opens_its_alert_and_another_name_closes_it() {
    for (word, kind) in ALERT_FAULTS {
        let mut api = Api::empty();
        let group = api.healing_group(&format!("{word} please"), &fixed(2));
        api.advance(3 * MINUTE);
        let shown = api.look(&group);
        let kind = kind.word();
        assert_eq!(api.alerts(&group), [(kind.clone(), true)], "{word}");
        let open = &shown.open_alerts[0];
        assert_eq!((open.kind.to_string(), &open.group_id), (kind.clone(), &group.id));
        assert_eq!(open.failing_quotas.is_empty(), kind != "quotas_exceeded");
        let of_balancer = kind.starts_with("load_balancer") || kind.starts_with("backend");
        let (status, size) = match of_balancer {
            true => (Status::Active, 2),
            false => (Status::ScalingFailure, 0),
        };
        assert_eq!((shown.status, shown.current_size), (status, size), "{word}");
        let list: GroupList = api.ok("GET", &format!("{GROUPS}?project_id={PROJECT}"), "");
        assert_eq!(list.group_summaries[0].latest_open_alert.as_ref(), Some(open));
        api.changed(&group, &json!({"name": "mended"}));
        api.advance(3 * MINUTE);
        let shown = api.look(&group);
        assert_eq!((shown.status, shown.current_size), (Status::Active, 2), "{word}");
        assert_eq!((shown.open_alerts, api.alerts(&group)), (vec![], vec![(kind, false)]));
    }
}

#[test]
fn a_template_that_goes_or_cannot_boot_is_told_at_the_next_order() {
    let mut api = Api::empty();
    let group = api.scaling_group("asg", &fixed(1));
    api.advance(2 * MINUTE);
    assert_eq!(api.call("DELETE", &format!("{TEMPLATES}/{}", group.template_id), "").0, 204);
    api.advance(HOUR);
    assert_eq!(api.alerts(&group), [], "no Instance is needed");
    api.changed(&group, &json!({"scaling_policy_spec": {"fixed_size": {"size": 2}}}));
    api.advance(MINUTE);
    assert_eq!(api.alerts(&group), [("template_not_found".to_owned(), true)]);
    let bare = json!({"project_id": PROJECT, "name": "bare", "server_type": "PRO2-S"});
    let bare: Value = api.ok("POST", TEMPLATES, &bare.to_string());
    api.changed(&group, &json!({"template_id": bare["id"]}));
    api.advance(MINUTE);
    let both = [("invalid_template".to_owned(), true), ("template_not_found".to_owned(), false)];
    assert_eq!(api.alerts(&group), both);
}

#[test]
fn a_load_balancer_of_another_zone_is_not_found() {
    let mut api = Api::empty();
    let balancers: Value = api.ok("GET", "/lb/v1/zones/fr-par-1/lbs?name=spare", "");
    let templates = TEMPLATES.replace("fr-par-1", "fr-par-2");
    let body = json!({"project_id": PROJECT, "name": "tpl", "server_type": "PRO2-S"});
    let template: Value = api.ok("POST", &templates, &body.to_string());
    let groups = GROUPS.replace("fr-par-1", "fr-par-2");
    let body = json!({
        "project_id": PROJECT, "name": "asg", "template_id": template["id"],
        "scaling_policy_spec": fixed(0),
        "load_balancer_configuration_spec": {
            "load_balancer_id": balancers["lbs"][0]["id"],
            "backends": [{"backend_id": NOBODY, "address_family": "ipv4"}],
        },
    });
    let group: Value = api.ok("POST", &groups, &body.to_string());
    assert_eq!(group["open_alerts"], json!([]));
    api.advance(MINUTE);
    let path = format!("{groups}/{}", group["id"].as_str().unwrap());
    let group: Value = api.ok("GET", &path, "");
    assert_eq!(group["open_alerts"][0]["type"], "load_balancer_not_found");
    assert_eq!(group["open_alerts"][0].get("closed_at"), None);
    assert_eq!(group["status"], "active");
}

#[test]
fn alerts_are_asked_for_by_group_or_by_project() {
    let mut api = Api::empty();
    let group = api.scaling_group("fault-no-stock", &fixed(1));
    let other = api.scaling_group("fault-no-quota", &fixed(1));
    api.advance(MINUTE);
    let alerts = "/autoscaling/v1alpha2/zones/fr-par-1/alerts";
    let list: AlertList = api.ok("GET", &format!("{alerts}?project_id={PROJECT}"), "");
    let mut ids: Vec<_> = list.alerts.iter().map(|alert: &Alert| alert.group_id.clone()).collect();
    ids.sort();
    let mut expected = [group.id.clone(), other.id];
    expected.sort();
    assert_eq!((ids.as_slice(), list.total_count), (expected.as_slice(), 2));
    let none: AlertList = api.ok("GET", &format!("{alerts}?project_id={NOBODY}"), "");
    assert_eq!(none.total_count, 0);
    for (path, field) in [
        (alerts.to_owned(), "group_id"),
        (format!("{}&project_id={PROJECT}", of(&group, "alerts")), "project_id"),
    ] {
        let (status, text) = api.call("GET", &path, "");
        let told: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((status, &told["details"][0]["argument_name"]), (400, &json!(field)));
    }
    assert_eq!(api.call("GET", &format!("{alerts}?group_id={NOBODY}"), "").0, 404);
}

#[test]
fn every_status_can_be_asked_for_by_a_name() {
    let mut api = Api::empty();
    for (word, status) in STATUS_NAMES {
        let group = api.scaling_group(&format!("{word} and more"), &fixed(0));
        assert_eq!(group.status, *status, "{word}");
    }
    assert_eq!(STATUS_NAMES.len(), Status::KNOWN.len() - 1);
}
