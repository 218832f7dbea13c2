//! How many writes are kept, for how many tabs, and what happens where there is no room.

use headroom::activity::{MOST_BYTES, MOST_ENTRIES, Outcome, Place, Store};

use super::{MemoryStore, Tab};

fn write(tab: &Tab, path: &str, body: &str) {
    let auditor = tab.audit_log.of(Place::default());
    let begun = auditor.began("PATCH", path, body.as_bytes());
    begun.ended(Outcome::Done, String::new(), br#"{"id":"a"}"#);
}

fn paths(tab: &Tab) -> Vec<String> {
    tab.entries().into_iter().map(|entry| entry.path).collect()
}

#[test]
fn the_oldest_go_first_and_are_counted() {
    let tab = Tab::over(&MemoryStore::default());
    for number in 0..MOST_ENTRIES + 3 {
        write(&tab, &format!("/{number}"), "{}");
    }
    let kept = paths(&tab);
    assert_eq!(kept.len(), MOST_ENTRIES);
    assert_eq!((kept[0].as_str(), kept[MOST_ENTRIES - 1].as_str()), ("/502", "/3"));
    let all = tab.audit_log.all();
    assert_eq!((all.dropped, all.is_in_memory), (3, false));
}

#[test]
fn as_many_are_kept_as_there_are_bytes_for() {
    let shelf = MemoryStore::default();
    let tab = Tab::over(&shelf);
    let body = format!(r#"{{"name":"{}"}}"#, "é".repeat(40_000));
    for number in 0..20 {
        write(&tab, &format!("/{number}"), &body);
    }
    let kept = paths(&tab);
    assert_eq!(kept.first().map(String::as_str), Some("/19"));
    assert_eq!(kept.len() as u64 + tab.audit_log.all().dropped, 20);
    let size = shelf.size();
    assert!(size > MOST_BYTES * 9 / 10 && size <= MOST_BYTES + 10, "{size}");
}

#[test]
fn a_body_that_is_too_long_is_left_out_and_the_call_is_not() {
    let tab = Tab::over(&MemoryStore::default());
    write(&tab, "/long", &format!(r#"{{"name":"{}"}}"#, "x".repeat(200_000)));
    let entry = tab.entries().remove(0);
    assert!(entry.is_cut && entry.body.is_none());
    assert_eq!(entry.end.unwrap().answer, None);
    assert_eq!((entry.method.as_str(), entry.path.as_str()), ("PATCH", "/long"));
}

#[test]
fn a_full_browser_keeps_the_newest() {
    let shelf = MemoryStore::default();
    shelf.room.set(Some(700));
    let tab = Tab::over(&shelf);
    for number in 0..10 {
        write(&tab, &format!("/{number}"), "{}");
    }
    let (kept, all) = (paths(&tab), tab.audit_log.all());
    assert_eq!(kept[0], "/9");
    assert!(kept.len() < 10 && kept.len() as u64 + all.dropped == 10, "{kept:?} {all:?}");
    assert!(!all.is_in_memory);
}

#[test]
fn where_nothing_can_be_kept_the_tab_does_and_says_so() {
    let shelf = MemoryStore::default();
    shelf.room.set(Some(0));
    let tab = Tab::over(&shelf);
    write(&tab, "/a", "{}");
    write(&tab, "/b", "{}");
    assert_eq!((paths(&tab), shelf.size()), (vec!["/b".to_owned(), "/a".to_owned()], 0));
    assert!(tab.audit_log.all().is_in_memory);
    assert_eq!(paths(&Tab::over(&shelf)), [] as [&str; 0]);

    // Once it takes them again, what comes is kept there, once.
    shelf.room.set(None);
    write(&tab, "/c", "{}");
    assert_eq!(paths(&tab), ["/c", "/b", "/a"]);
    assert_eq!(paths(&Tab::over(&shelf)), ["/c"]);
    tab.audit_log.clear();
    assert_eq!(paths(&tab), [] as [&str; 0]);
    assert!(!tab.audit_log.all().is_in_memory);
}

#[test]
fn two_tabs_lose_none_of_each_others() {
    let shelf = MemoryStore::default();
    let (one, other) = (Tab::over(&shelf), Tab::over(&shelf));
    // One begins before the other does, and ends after it.
    let auditor = one.audit_log.of(Place::default());
    let begun = auditor.began("PATCH", "/one", b"{}");
    write(&other, "/other", "{}");
    begun.ended(Outcome::Done, String::new(), b"{}");
    for tab in [&one, &other] {
        assert_eq!(paths(tab), ["/other", "/one"]);
        assert!(tab.entries().iter().all(|entry| entry.end.is_some()));
    }
    other.audit_log.clear();
    assert_eq!(paths(&one), [] as [&str; 0]);
    assert_eq!((one.heard.get(), other.heard.get()), (2, 3));
}

#[test]
fn what_cannot_be_read_is_counted_and_other_settings_are_left_alone() {
    let shelf = MemoryStore::default();
    for (name, text) in [("headroom.activity.000000000007.1", "{"), ("headroom.link", "mine")] {
        assert!(shelf.set(name, text));
    }
    let tab = Tab::over(&shelf);
    write(&tab, "/a", "{}");
    let all = tab.audit_log.all();
    assert_eq!((all.entries.len(), all.unreadable), (1, 1));
    assert!(all.entries[0].0.starts_with("headroom.activity.000000000008."));
    tab.audit_log.clear();
    assert_eq!(shelf.names(), ["headroom.link"]);
}
