//! The connection's form.

use headroom::forms::connection::{
    FIRST_ZONE, Kept, PUBLIC_API, Way, addressed, blank, key_sections, locked_draft, read,
    sections, switch_draft, switch_sections, switched, way,
};
use headroom::forms::connections::Connections;
use headroom::wire::{About, ServedBy};

use super::{message, paths, refused, stands_in_order, typed};

const ORIGIN: &str = "https://console.example";

#[test]
fn a_key_is_all_that_a_blank_form_lacks() {
    assert_eq!(refused(read(&blank(PUBLIC_API), ORIGIN)), ["key required"]);
    let read =
        read(&blank(PUBLIC_API).with("key", " secret "), ORIGIN).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((read.kept.address.as_str(), read.key.as_str()), (PUBLIC_API, "secret"));
    assert_eq!((read.kept.zone.as_str(), read.kept.project.as_str()), (FIRST_ZONE, ""));
    assert_eq!(paths(&sections()), ["address", "key", "zone", "project", "name"]);
}

/// The page's content policy lets it call two hosts; any other would get the key.
#[test]
fn only_the_public_api_and_the_pages_own_address_are_called() {
    let address = |text: &str| {
        let draft = typed(&blank(PUBLIC_API), &[("key", "secret"), ("address", text)]);
        read(&draft, ORIGIN).map(|connection| connection.kept.address)
    };
    for (text, kept) in [
        ("https://api.scaleway.com", "https://api.scaleway.com"),
        ("https://api.scaleway.com/", "https://api.scaleway.com"),
        ("https://console.example", "https://console.example"),
        ("https://console.example/", "https://console.example"),
        (" https://console.example/api/ ", "https://console.example/api"),
    ] {
        assert_eq!(address(text), Ok(kept.to_owned()), "{text}");
    }
    for other in [
        "http://api.scaleway.com",
        "https://api.scaleway.com.evil.example",
        "https://api.scaleway.com@evil.example",
        "https://console.example.evil.example",
        "https://console.example@evil.example/",
        "https://console.example:8443",
        "http://console.example",
        "https://evil.example/https://console.example",
        "console.example",
        "/api",
        "javascript:alert(1)",
    ] {
        assert_eq!(refused(address(other)), ["address constraint"], "{other}");
    }
    assert_eq!(refused(address(" / ")), ["address required"]);
    let said = message(address("https://evil.example"), "address");
    assert!(said.contains(PUBLIC_API) && said.contains(ORIGIN), "{said}");
}

#[test]
fn a_key_holds_no_spaces() {
    let key = |text: &str| refused(read(&blank(PUBLIC_API).with("key", text), ORIGIN).map(|_| ()));
    for good in ["abc", "11111111-2222-3333-4444-555555555555", " padded\n"] {
        assert_eq!(key(good), [""; 0], "{good:?}");
    }
    for bad in ["a b", "a\tb", "schlüssel", "a\u{200b}"] {
        assert_eq!(key(bad), ["key format"], "{bad:?}");
    }
    assert_eq!(key("  "), ["key required"]);
}

#[test]
fn errors_stand_in_the_order_of_the_fields() {
    let wrong = typed(&blank(PUBLIC_API), &[("key", "a b"), ("address", "x")]);
    stands_in_order(read(&wrong, ORIGIN).map(|_| ()), &sections());
    assert_eq!(refused(read(&wrong, ORIGIN).map(|_| ())).len(), 2);
}

fn kept(address: &str) -> Kept {
    let (name, project) = ("shop".to_owned(), "p".to_owned());
    Kept { name, address: address.to_owned(), zone: "fr-par-2".into(), project, served: false }
}

/// A page that lost its key showed the sandbox under the same address without a word.
#[test]
fn a_lost_key_is_asked_for_and_no_other_connection_takes_its_place() {
    let proxy = About { mode: ServedBy::Proxy, ..About::default() };
    let with_key = About { mode: ServedBy::Proxy, key: true, ..About::default() };
    let sandbox = About { mode: ServedBy::Sandbox, ..About::default() };
    for about in [None, Some(&proxy), Some(&with_key), Some(&sandbox)] {
        for address in [PUBLIC_API, ORIGIN] {
            let (way, _) = way(Some(kept(address)), false, ORIGIN, about);
            assert_eq!(way, Way::Locked(kept(address)));
        }
    }
}

#[test]
fn a_connection_is_taken_up_as_it_was() {
    let with_key = About { mode: ServedBy::Proxy, key: true, ..About::default() };
    let taken = |kept, has_key, about| way(kept, has_key, ORIGIN, about).0;
    assert_eq!(taken(Some(kept(PUBLIC_API)), true, None), Way::Api(kept(PUBLIC_API)));
    let served = Kept { served: true, ..kept(ORIGIN) };
    assert_eq!(taken(Some(served.clone()), false, Some(&with_key)), Way::Served(served.clone()));
    assert_eq!(taken(Some(served.clone()), false, None), Way::Locked(served));
    assert_eq!(taken(Some(kept("")), false, Some(&with_key)), Way::Sandbox);
    assert_eq!(taken(None, false, None), Way::Sandbox);
    let first = taken(None, false, Some(&with_key));
    assert!(matches!(&first, Way::Served(kept) if kept.served), "{first:?}");
}

#[test]
fn a_locked_connection_lacks_its_key_alone() {
    let draft = locked_draft(&kept(PUBLIC_API));
    assert_eq!(paths(&key_sections()), ["key"]);
    assert_eq!(refused(read(&draft, ORIGIN).map(|_| ())), ["key required"]);
    let read = read(&draft.with("key", "secret"), ORIGIN).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(read.kept, kept(PUBLIC_API));
}

#[test]
fn a_connection_says_where_it_leads() {
    assert_eq!(kept(PUBLIC_API).words(), "https://api.scaleway.com, fr-par-2, project p");
    let whole = Kept { project: String::new(), ..kept(PUBLIC_API) };
    assert_eq!(whole.words(), "https://api.scaleway.com, fr-par-2");
}

#[test]
fn another_zone_or_project_is_another_connection_of_the_same_address() {
    let own = kept(PUBLIC_API);
    let draft = switch_draft(&own);
    assert_eq!(paths(&switch_sections()), ["zone", "project_id"]);
    assert_eq!(switched(&own, &draft), own);
    let other = switched(&own, &draft.with("zone", "nl-ams-1").with("project_id", " q "));
    let project = "q".to_owned();
    let wanted = Kept { name: String::new(), zone: "nl-ams-1".into(), project, ..own };
    assert_eq!(other, wanted);
}

#[test]
fn connections_are_kept_by_name_once_each() {
    let named = |name: &str, zone: &str| Kept {
        name: name.to_owned(),
        zone: zone.into(),
        ..kept(PUBLIC_API)
    };
    let mut all = Connections::default();
    for (name, zone) in [("shop", "fr-par-1"), ("blog", "nl-ams-1"), ("shop", "fr-par-2")] {
        all.keep(named(name, zone));
    }
    all.keep(named("", "fr-par-1"));
    assert_eq!(all.all(), [named("blog", "nl-ams-1"), named("shop", "fr-par-2")]);

    let text = serde_json::to_string(&all).unwrap();
    assert!(!text.contains("key"), "{text}");
    assert_eq!(serde_json::from_str::<Connections>(&text).unwrap(), all);

    all.forget("blog");
    all.forget("gone");
    assert_eq!(all.all(), [named("shop", "fr-par-2")]);
}

#[test]
fn an_address_fills_the_zone_that_it_names() {
    let filled = addressed(blank(PUBLIC_API), "fr-par-2", "p1");
    assert_eq!((filled.get("zone"), filled.get("project")), ("fr-par-2", "p1"));
    let unknown = addressed(blank(PUBLIC_API), "mars-1", "");
    assert_eq!((unknown.get("zone"), unknown.get("project")), (FIRST_ZONE, ""));
}

#[test]
fn the_same_api_elsewhere_has_no_name() {
    let own = Kept { name: "shop".to_owned(), project: "p1".to_owned(), ..kept(PUBLIC_API) };
    let there = own.at("fr-par-2", "");
    assert_eq!((there.zone.as_str(), there.project.as_str()), ("fr-par-2", "p1"));
    assert_eq!((there.address.as_str(), there.name.as_str()), (PUBLIC_API, ""));
}
