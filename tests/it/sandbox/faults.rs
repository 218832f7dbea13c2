//! What goes wrong on request.

use headroom::sandbox::{
    ALERT_FAULTS, FAULTS, Fault, GROUP_FAULTS, GroupFault, LATER, MAGIC_KEYS, NO_AGENT,
    SANDBOX_KEY, STATUS_NAMES, Sandbox, UNHEALTHY,
};
use headroom::wire::{Group, Policy, Template};
use http::{Request, Response};

use super::{Api, GROUP, HOUR, MINUTE, NOW, SCALE_DOWN, TEMPLATE, ZONE, errors};

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

fn is_fault(response: &Response<Vec<u8>>, fault: &Fault) {
    let word = fault.word;
    assert_eq!(response.status().as_u16(), fault.status, "{word}");
    assert_eq!(String::from_utf8_lossy(response.body()), fault.body, "{word}");
    let content_type = response.headers().get("content-type");
    assert_eq!(content_type.map(|value| value.to_str().unwrap()), fault.content_type, "{word}");
}

fn named(body: &str, old: &str, name: &str) -> String {
    let changed = body.replacen(old, &format!("\"name\":\"{name}\""), 1);
    assert_ne!(changed, body);
    changed
}

fn fault(word: &str) -> &'static Fault {
    FAULTS.iter().find(|fault| fault.word == word).unwrap()
}

#[test]
fn every_word_in_place_of_an_id_gets_its_reply() {
    let mut api = Api::empty();
    for fault in FAULTS {
        for path in [
            format!("instance-groups/{}", fault.word),
            format!("instance-groups/{}/events", fault.word),
            format!("instance-policies?instance_group_id={}-and-more", fault.word),
            format!("/instance/v1/zones/fr-par-1/servers?name={}", fault.word),
        ] {
            is_fault(&api.send("GET", &path, ""), fault);
        }
        is_fault(&api.send("PATCH", &format!("instance-policies/{}", fault.word), "{}"), fault);
        is_fault(&api.send("DELETE", &format!("instance-templates/{}", fault.word), ""), fault);
    }
}

#[test]
fn every_word_as_a_name_gets_its_reply_and_makes_nothing() {
    let mut api = Api::empty();
    let group = api.group();
    let [policy, _] = api.pair(&group);
    let group_body = GROUP.replace("<template>", group.instance_template_id.as_str());
    let policy_body = SCALE_DOWN.replace("<group>", group.id.as_str());
    let before = api.0.save().len();
    for fault in FAULTS {
        let name = format!("{} please", fault.word);
        let template =
            named(TEMPLATE, "\"name\":\"test-autoscaling-instance-template-basic\"", &name);
        let group = named(&group_body, "\"name\":\"TestAccASGInstanceGroup\"", &name);
        let made = named(&policy_body, "\"name\":\"TestAccASGInstancePolicy\"", &name);
        is_fault(&api.send("POST", "instance-templates", &template), fault);
        is_fault(&api.send("POST", "instance-groups", &group), fault);
        is_fault(&api.send("POST", "instance-policies", &made), fault);
        let change = format!(r#"{{"name":"{name}"}}"#);
        is_fault(&api.send("PATCH", &format!("instance-policies/{}", policy.id), &change), fault);
    }
    let grown = api.0.save().len() - before;
    assert!(grown < 10, "only the number of requests grew: {grown}");
}

#[test]
fn a_rate_limit_has_its_header_and_neither_body_nor_type() {
    let mut api = Api::empty();
    let response = api.send("GET", "instance-groups/fault-429", "");
    assert_eq!(response.headers()["x-envoy-ratelimited"], "true");
    assert!(response.body().is_empty());
    for absent in ["content-type", "retry-after"] {
        assert!(!response.headers().contains_key(absent), "{absent}");
    }
    let told = api.send("GET", "instance-groups/fault-429-told", "");
    assert!(!told.headers().contains_key("x-envoy-ratelimited"));
}

/// Each row of the contract's section 7, by status and the keys of the body.
#[test]
fn every_row_of_the_contracts_table_can_be_asked_for() {
    for (status, keys) in [
        (404, "message"),
        (404, "message resource resource_id type"),
        (404, "type message resource resource_id"),
        (400, "details message type"),
        (400, "message"),
        (401, "message method reason type"),
        (403, "details message type"),
        (409, "current_state message resource resource_id type"),
        (410, "expired_since message resource resource_id type"),
        (412, "help_message message precondition type"),
        (429, ""),
        (500, "message"),
        (500, "message type"),
        (503, "message"),
    ] {
        let keys_of = |fault: &Fault| match fault.body {
            "" => String::new(),
            body => {
                let fields = super::compare::Json::read(body);
                let keys: Vec<&str> =
                    fields.fields().iter().map(|field| field.0.as_str()).collect();
                keys.join(" ")
            }
        };
        let found = FAULTS.iter().any(|fault| fault.status == status && keys_of(fault) == keys);
        assert!(found, "{status} {keys}");
    }
    for kind in [
        "already_exists",
        "denied_authentication",
        "invalid_arguments",
        "locked",
        "not_found",
        "out_of_stock",
        "permissions_denied",
        "precondition_failed",
        "quotas_exceeded",
        "resource_expired",
        "too_many_requests",
        "transient_state",
    ] {
        let typed = |fault: &&Fault| fault.body.contains(&format!(r#""type":"{kind}""#));
        assert!(FAULTS.iter().any(|fault| typed(&fault)), "{kind}");
    }
}

#[test]
fn a_resource_of_a_late_name_is_made_and_then_fails_until_it_is_deleted() {
    let mut api = Api::empty();
    let group = api.group();
    let body = GROUP.replace("<template>", group.instance_template_id.as_str());
    let body = named(&body, "\"name\":\"TestAccASGInstanceGroup\"", &format!("{LATER}503"));
    let group: Group = api.ok("POST", "instance-groups", &body);
    let path = format!("instance-groups/{}", group.id);
    is_fault(&api.send("GET", &path, ""), fault("fault-503"));
    is_fault(&api.send("GET", &format!("{path}/events"), ""), fault("fault-503"));
    is_fault(&api.send("PATCH", &path, r#"{"name":"n"}"#), fault("fault-503"));
    assert!(api.call("GET", "instance-groups", "").1.contains(group.id.as_str()));
    assert_eq!(api.call("DELETE", &path, "").0, 204);
    assert_eq!(api.call("GET", &path, "").0, 404);

    let template = api.template();
    let path = format!("instance-templates/{}", template.id);
    let late = format!(r#"{{"name":"{LATER}403-quota-and-more"}}"#);
    api.ok::<Template>("PATCH", &path, &late);
    is_fault(&api.send("GET", &path, ""), fault("fault-403-quota"));
}

/// What a key's call gets.
fn with_key(sandbox: &mut Sandbox, key: &str, method: &str, path: &str) -> Response<Vec<u8>> {
    let request = Request::builder().method(method).uri(format!("{ZONE}/{path}"));
    sandbox.handle(&request.header("X-Auth-Token", key).body(b"{}".to_vec()).unwrap())
}

#[test]
fn magic_keys_are_refused_as_the_table_says() {
    let mut sandbox = Sandbox::empty(1, NOW);
    for magic in MAGIC_KEYS.iter().filter(|magic| !magic.every_second) {
        for key in [magic.key.to_owned(), magic.key.to_uppercase()] {
            let get = with_key(&mut sandbox, &key, "GET", "instance-groups");
            match magic.reads {
                Some(word) => is_fault(&get, fault(word)),
                None => assert_eq!(get.status(), 200, "{key}"),
            }
            let path = format!("instance-groups/{NOBODY}");
            for (method, path) in [("POST", "instance-groups"), ("DELETE", path.as_str())] {
                let written = with_key(&mut sandbox, &key, method, path);
                match magic.writes {
                    Some(word) => is_fault(&written, fault(word)),
                    None => panic!("{key} is in the table for nothing"),
                }
            }
        }
    }
    for key in [SANDBOX_KEY, NOBODY, "00000000-0000-4000-8000-000000000402"] {
        assert_eq!(with_key(&mut sandbox, key, "GET", "instance-groups").status(), 200);
    }
}

#[test]
fn the_metrics_refuse_magic_tokens_too() {
    let mut sandbox = Sandbox::empty(1, NOW);
    let everywhere = MAGIC_KEYS.iter().filter(|magic| magic.under == "/");
    for magic in everywhere.filter(|magic| !magic.every_second) {
        let Some(word) = magic.reads else { continue };
        for (header, value) in
            [("X-Token", magic.key.to_owned()), ("Authorization", format!("Bearer {}", magic.key))]
        {
            let request = Request::get("/prometheus/api/v1/query_range").header(header, value);
            is_fault(&sandbox.handle(&request.body(Vec::new()).unwrap()), fault(word));
        }
    }
}

#[test]
fn a_key_that_fails_every_second_time_fails_every_second_time() {
    let mut sandbox = Sandbox::empty(1, NOW);
    let magic = MAGIC_KEYS.iter().find(|magic| magic.every_second).unwrap();
    let statuses: Vec<u16> = (0..6)
        .map(|_| with_key(&mut sandbox, magic.key, "GET", "instance-groups").status().as_u16())
        .collect();
    assert_eq!(statuses, [503, 200, 503, 200, 503, 200]);
}

#[test]
fn names_are_not_read_before_the_key() {
    let mut sandbox = Sandbox::empty(1, NOW);
    let reply = with_key(&mut sandbox, "no key", "GET", "instance-groups/fault-500");
    is_fault(&reply, fault("fault-401"));
}

#[test]
fn a_faulty_group_says_what_is_wrong_in_its_messages_and_events() {
    let messages = |fault: GroupFault, group: &Group| match fault {
        GroupFault::NoBalancer => group.loadbalancer.id.0.clone(),
        GroupFault::NoNetwork => group.loadbalancer.private_network_id.clone().unwrap().0,
        GroupFault::OutOfStock => "PLAY2-MICRO".to_owned(),
        GroupFault::QuotaExceeded => "Quota".to_owned(),
    };
    for (word, fault) in GROUP_FAULTS {
        let mut api = Api::empty();
        let template = api.template();
        let body = GROUP.replace("<template>", template.id.as_str());
        let body = named(&body, "\"name\":\"TestAccASGInstanceGroup\"", &format!("{word} 1"));
        let group: Group = api.ok("POST", "instance-groups", &body);
        api.advance(HOUR);
        let path = format!("instance-groups/{}", group.id);
        let got: Group = api.ok("GET", &path, "");
        let part = messages(*fault, &group);
        assert!(got.error_messages.iter().any(|text| text.contains(&part)), "{word}: {got:?}");
        let events = api.events(&group);
        let told = |text: &Option<String>| text.as_deref().is_some_and(|text| text.contains(&part));
        assert!(errors(&events).iter().any(|event| told(&event.details)), "{word}: {events:?}");
        let launched = usize::from(*fault == GroupFault::NoBalancer);
        assert_eq!(api.servers(&group).len(), launched, "{word}");

        api.ok::<Group>("PATCH", &path, r#"{"name":"mended"}"#);
        api.advance(10 * MINUTE);
        let got: Group = api.ok("GET", &path, "");
        assert!(got.error_messages.is_empty(), "{word}: {got:?}");
        assert_eq!(api.servers(&group).len(), 1, "{word}");
        let after = api.events(&group).len();
        api.advance(3 * HOUR);
        assert_eq!(api.events(&group).len(), after, "{word}: nothing more is wrong");
    }
}

#[test]
fn a_faulty_name_is_fine_for_what_is_no_group() {
    let mut api = Api::empty();
    let group = api.group();
    for (word, _) in GROUP_FAULTS {
        let body = named(
            &SCALE_DOWN.replace("<group>", group.id.as_str()),
            "\"name\":\"TestAccASGInstancePolicy\"",
            word,
        );
        assert_eq!(api.ok::<Policy>("POST", "instance-policies", &body).name, *word);
    }
}

/// The lines of `docs/sandbox.md` that the tables come to.
fn printed() -> Vec<String> {
    let shown = |body: &str| match body {
        "" => "empty".to_owned(),
        body => format!("`{body}`"),
    };
    let faults = FAULTS.iter().map(|fault| {
        let Fault { word, status, body, from, .. } = fault;
        format!("| `{word}` | {status} | {} | {from} |", shown(body))
    });
    let groups = GROUP_FAULTS.iter().map(|(word, fault)| {
        let text = match fault {
            GroupFault::NoBalancer => "its load balancer is gone",
            GroupFault::NoNetwork => "its private network is gone",
            GroupFault::OutOfStock => "its Instance type is out of stock",
            GroupFault::QuotaExceeded => "the quota of Instances is used up",
        };
        format!("| `{word}` | {text} |")
    });
    let word = |word: Option<&str>| word.map_or("works".to_owned(), |word| format!("`{word}`"));
    let keys = MAGIC_KEYS.iter().map(|magic| {
        let often = match (magic.every_second, magic.under) {
            (true, _) => "every second call".to_owned(),
            (false, "/") => "every call".to_owned(),
            (false, under) => format!("every call under `{under}`"),
        };
        format!("| `{}` | {} | {} | {often} |", magic.key, word(magic.reads), word(magic.writes))
    });
    let alerts =
        ALERT_FAULTS.iter().map(|(word, kind)| format!("| `{word}` | alert `{}` |", kind.word()));
    let statuses =
        STATUS_NAMES.iter().map(|(word, status)| format!("| `{word}` | status `{status}` |"));
    let others = [
        format!("| `{UNHEALTHY}` | its Instances fail their health check after a while |"),
        format!("| `{NO_AGENT}` | nothing measures the memory of its Instances |"),
    ];
    keys.chain(faults).chain(groups).chain(alerts).chain(statuses).chain(others).collect()
}

#[test]
fn the_page_in_docs_prints_the_tables() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sandbox.md");
    let page = std::fs::read_to_string(path).unwrap();
    let is_row = |line: &&str| line.starts_with("| `fault-") || line.starts_with("| `0000");
    let rows: Vec<&str> = page.lines().filter(is_row).collect();
    assert_eq!(
        rows.join("\n"),
        printed().join("\n"),
        "docs/sandbox.md and sandbox/fault.rs differ"
    );
    assert!(page.contains(&format!("`{LATER}")));
}
