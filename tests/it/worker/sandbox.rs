//! The sandbox's program over stores that keep, refuse and are shared by two tabs.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
use headroom::worker::protocol::{Packed, Question, Refusal};
use headroom::worker::sandbox::{
    Advance, Call, Called, Changes, DeleteCopy, EarlierSandbox, ExportCopy, ExportSandbox,
    ImportSandbox, Keeping, Kept, OpenSandbox, Pending, Role, SandboxProgram, SandboxStatus,
    SandboxWorker, StartOver, Store, StoreError, TakeOver, answer,
};

use super::MINUTE_MS;

const GROUPS: &str =
    "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups?order_by=created_at_desc";
const TEMPLATES: &str = "/autoscaling/v1alpha1/zones/fr-par-1/instance-templates";

/// What all tabs of a browser share.
#[derive(Default)]
struct Browser {
    values: RefCell<BTreeMap<String, Vec<u8>>>,
    owner: Cell<u32>,
    /// Whether the owner lives.
    locked: Cell<bool>,
    broken: Cell<Option<&'static str>>,
    writes: Cell<u32>,
}

/// One tab's store. Everything is there at once.
struct Tab(Rc<Browser>, u32);

fn ready<T: 'static>(value: T) -> Pending<'static, T> {
    Box::pin(std::future::ready(value))
}

impl Tab {
    fn check(&self) -> Result<(), StoreError> {
        self.0.broken.get().map_or(Ok(()), |why| Err(StoreError::Failed(why.to_owned())))
    }
}

impl Store for Tab {
    fn own(&self, by_force: bool) -> Pending<'_, Result<(), StoreError>> {
        if by_force || !self.0.locked.replace(true) {
            self.0.owner.set(self.1);
        }
        ready(self.check())
    }

    fn read(&self) -> Pending<'_, Result<Kept, StoreError>> {
        let owned = self.0.owner.get() == self.1;
        let values = self.0.values.borrow().clone();
        ready(self.check().map(|()| Kept { values, owned }))
    }

    fn write(&self, changes: Changes) -> Pending<'_, Result<(), StoreError>> {
        if let Err(why) = self.check() {
            return ready(Err(why));
        }
        if self.0.owner.get() != self.1 {
            return ready(Err(StoreError::TakenOver));
        }
        self.0.writes.set(self.0.writes.get() + 1);
        let mut values = self.0.values.borrow_mut();
        for (key, value) in changes {
            match value {
                Some(value) => values.insert(key, value),
                None => values.remove(&key),
            };
        }
        ready(Ok(()))
    }
}

/// Runs what waits for nothing.
fn done<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a store of the tests answers at once"),
    }
}

fn ask<Q: Question<Program = SandboxProgram>>(
    worker: &mut SandboxWorker,
    question: Q,
) -> Result<Q::Answer, Refusal> {
    let parcel = done(answer(worker, Q::TAG, question.pack()))?;
    Ok(Q::Answer::unpack(parcel).expect("an answer is of its question's type"))
}

fn tab(browser: &Rc<Browser>, number: u32) -> SandboxWorker {
    SandboxWorker::new(Box::new(Tab(Rc::clone(browser), number)))
}

fn opened(browser: &Rc<Browser>, number: u32) -> SandboxWorker {
    let mut worker = tab(browser, number);
    ask(&mut worker, OpenSandbox::default()).unwrap();
    worker
}

/// The same browser once its tabs are closed.
fn closed(browser: &Rc<Browser>) {
    browser.locked.set(false);
}

fn status(worker: &SandboxWorker) -> SandboxStatus {
    let status = worker.status().unwrap();
    assert_eq!(SandboxStatus::unpack(status.clone().pack()).as_ref(), Ok(&status));
    status
}

fn call(method: &str, path: &str, body: &str, id: &str) -> Call {
    let [method, path, id] = [method, path, id].map(str::to_owned);
    Call { method, path, body: body.as_bytes().to_vec(), id }
}

fn template(name: &str) -> String {
    let made = crate::wire::body!("template_create_request");
    let mut made: serde_json::Value = serde_json::from_str(made).unwrap();
    made["name"] = name.into();
    made.to_string()
}

/// Makes a template; says whether it was made.
fn make(worker: &mut SandboxWorker, name: &str) -> Result<bool, Refusal> {
    let called = ask(worker, call("POST", TEMPLATES, &template(name), name))?;
    Ok(called.status == 200)
}

fn has(worker: &mut SandboxWorker, name: &str) -> bool {
    let path = format!("{TEMPLATES}?order_by=created_at_desc");
    let called = ask(worker, call("GET", &path, "", "")).unwrap();
    String::from_utf8(called.body).unwrap().contains(name)
}

#[test]
fn it_answers_as_the_sandbox_does_without_a_worker() {
    let mut worker = opened(&Rc::default(), 1);
    let first = SandboxStatus { now_ms: FIRST_CONTENT_NOW_MS, ..SandboxStatus::default() };
    assert_eq!(status(&worker), first);
    let mut beside = Sandbox::new(1, FIRST_CONTENT_NOW_MS);
    for _ in 0..2 {
        let called = ask(&mut worker, call("GET", GROUPS, "", "")).unwrap();
        let request = http::Request::get(GROUPS).header("X-Auth-Token", SANDBOX_KEY);
        let body = beside.handle(&request.body(Vec::new()).unwrap()).into_body();
        assert_eq!(called, Called { status: 200, body });
        let to_ms = FIRST_CONTENT_NOW_MS + 30 * MINUTE_MS;
        ask(&mut worker, Advance { to_ms, keep: false }).unwrap();
        assert_eq!(status(&worker).now_ms, to_ms);
        beside.advance(to_ms);
    }
    assert_eq!(ask(&mut worker, ExportSandbox).unwrap(), beside.save().into_bytes());
    assert_eq!(ask(&mut worker, call("POST", "/autoscaling", "{}", "1")).unwrap().status, 404);
    let none = ask(&mut worker, call("GET", "no path", "", "")).unwrap_err();
    assert_eq!(none.to_string(), "The call is not a method and a path.");
}

#[test]
fn nothing_is_answered_before_it_is_open() {
    let mut worker = tab(&Rc::default(), 1);
    assert_eq!(worker.status(), None);
    for refused in [
        ask(&mut worker, ExportSandbox).map(drop),
        ask(&mut worker, Advance { to_ms: 5, keep: true }),
        ask(&mut worker, call("GET", GROUPS, "", "")).map(drop),
    ] {
        assert_eq!(refused.unwrap_err().to_string(), "The sandbox is not open.");
    }
}

#[test]
fn an_acknowledged_write_is_kept_and_the_clock_goes_on_from_where_it_stood() {
    let browser = Rc::default();
    let mut worker = opened(&browser, 1);
    assert!(make(&mut worker, "kept-template").unwrap());
    for hours in [1, 3] {
        let to_ms = FIRST_CONTENT_NOW_MS + hours * 60 * MINUTE_MS;
        ask(&mut worker, Advance { to_ms, keep: true }).unwrap();
    }
    let expected = ask(&mut worker, ExportSandbox).unwrap();
    closed(&browser);
    let mut again = opened(&browser, 2);
    assert_eq!(ask(&mut again, ExportSandbox).unwrap(), expected);
    assert!(has(&mut again, "kept-template"));
}

#[test]
fn a_read_writes_nothing_and_a_clock_far_ahead_keeps_the_state() {
    let browser: Rc<Browser> = Rc::default();
    let mut worker = opened(&browser, 1);
    ask(&mut worker, call("GET", GROUPS, "", "")).unwrap();
    ask(&mut worker, Advance { to_ms: FIRST_CONTENT_NOW_MS + 1, keep: false }).unwrap();
    assert_eq!(browser.writes.get(), 0);
    let to_ms = FIRST_CONTENT_NOW_MS + 25 * 60 * MINUTE_MS;
    ask(&mut worker, Advance { to_ms, keep: true }).unwrap();
    assert!(browser.values.borrow().contains_key("state"));
    assert!(!browser.values.borrow().contains_key("clock"));
}

/// A write whose answer was lost is asked again under its id by the worker's successor.
#[test]
fn a_write_is_not_carried_out_twice() {
    let browser = Rc::default();
    let write = call("POST", TEMPLATES, &template("once-only"), "a-write");
    let first = ask(&mut opened(&browser, 1), write.clone()).unwrap();
    closed(&browser);
    let mut again = opened(&browser, 2);
    assert_eq!(ask(&mut again, write), Ok(first));
    let path = format!("{TEMPLATES}?order_by=created_at_desc");
    let list = ask(&mut again, call("GET", &path, "", "")).unwrap().body;
    assert_eq!(String::from_utf8(list).unwrap().matches("once-only").count(), 1);
}

#[test]
fn a_second_tab_follows_and_changes_nothing_until_it_takes_over() {
    let browser = Rc::default();
    let (mut first, mut second) = (opened(&browser, 1), opened(&browser, 2));
    assert_eq!((status(&first).role, status(&second).role), (Role::Owner, Role::Follower));
    assert_eq!(make(&mut second, "not-from-here"), Err(Refusal::UsedElsewhere));
    let import = ImportSandbox { file: ask(&mut second, ExportSandbox).unwrap() };
    for refused in [ask(&mut second, StartOver), ask(&mut second, import)] {
        assert_eq!(refused, Err(Refusal::UsedElsewhere));
    }
    assert!(make(&mut first, "from-the-first").unwrap());
    done(second.changed_elsewhere());
    assert!(has(&mut second, "from-the-first"));
    // The clock of a follower stands.
    ask(&mut second, Advance { to_ms: i64::MAX, keep: true }).unwrap();
    assert_eq!(status(&second).now_ms, status(&first).now_ms);

    ask(&mut second, TakeOver).unwrap();
    assert_eq!(status(&second).role, Role::Owner);
    assert!(make(&mut second, "from-the-second").unwrap());
    // The first tab has not heard of it: its write is refused rather than put over the other's.
    assert_eq!(make(&mut first, "too-late"), Err(Refusal::UsedElsewhere));
    assert_eq!(status(&first).role, Role::Follower);
    assert!(has(&mut first, "from-the-second") && !has(&mut first, "too-late"));
    // A late word of the other tab makes no follower of the owner.
    done(second.changed_elsewhere());
    assert_eq!(status(&second).role, Role::Owner);
    closed(&browser);
    done(first.freed());
    assert_eq!(status(&first).role, Role::Owner);
    assert!(has(&mut first, "from-the-second"));
}

#[test]
fn what_cannot_be_kept_is_said_and_tried_again() {
    let browser: Rc<Browser> = Rc::default();
    let mut worker = opened(&browser, 1);
    browser.broken.set(Some("There is no room left."));
    assert!(make(&mut worker, "not-kept-yet").unwrap());
    assert_eq!(status(&worker).keeping, Keeping::Failed("There is no room left.".to_owned()));
    assert!(browser.values.borrow().is_empty());
    browser.broken.set(None);
    assert!(make(&mut worker, "kept-again").unwrap());
    assert_eq!(status(&worker).keeping, Keeping::Kept);
    closed(&browser);
    assert!(has(&mut opened(&browser, 2), "not-kept-yet"));
}

#[test]
fn without_a_store_it_works_in_memory_and_says_so() {
    let browser: Rc<Browser> = Rc::default();
    browser.broken.set(Some("Storage is denied."));
    let mut worker = opened(&browser, 1);
    let in_memory = Keeping::InMemory("Storage is denied.".to_owned());
    assert_eq!(status(&worker).keeping, in_memory);
    assert!(make(&mut worker, "in-memory").unwrap() && has(&mut worker, "in-memory"));
    // A store that comes back later holds what this tab has never seen.
    browser.broken.set(None);
    assert!(make(&mut worker, "still-in-memory").unwrap());
    assert!(browser.values.borrow().is_empty());
}

#[test]
fn an_unreadable_state_is_set_aside_and_never_written_over() {
    for (unreadable, said) in [(&b"{\"version\":99}"[..], "version 99"), (b"\xff", "not text")] {
        let browser: Rc<Browser> = Rc::default();
        browser.values.borrow_mut().insert("state".to_owned(), unreadable.to_vec());
        let mut worker = opened(&browser, 1);
        let found = status(&worker);
        assert_eq!(found.now_ms, FIRST_CONTENT_NOW_MS);
        assert!(found.unreadable.unwrap().contains(said));
        let [copy] = found.copies.as_slice() else { panic!("one copy is expected") };
        assert!(make(&mut worker, "in-the-new-one").unwrap());
        closed(&browser);
        // It stays, also beside a second one.
        browser.values.borrow_mut().insert("state".to_owned(), b"[]".to_vec());
        let mut again = opened(&browser, 2);
        assert_eq!(status(&again).copies.len(), 2);
        let key = copy.key.clone();
        let exported = ask(&mut again, ExportCopy { key: key.clone() }).unwrap();
        assert_eq!(exported, unreadable);
        ask(&mut again, DeleteCopy { key: key.clone() }).unwrap();
        assert_eq!(ask(&mut again, ExportCopy { key }), Err(Refusal::NoCopy));
        assert_eq!(status(&again).copies.len(), 1);
        // Nothing but copies can be deleted so.
        let state = DeleteCopy { key: "state".to_owned() };
        assert_eq!(ask(&mut again, state), Err(Refusal::NoCopy));
    }
}

#[test]
fn a_file_takes_the_place_of_the_sandbox_only_if_it_can_be_read() {
    let browser = Rc::default();
    let mut worker = opened(&browser, 1);
    assert!(make(&mut worker, "before-the-export").unwrap());
    let file = ask(&mut worker, ExportSandbox).unwrap();
    ask(&mut worker, StartOver).unwrap();
    assert!(!has(&mut worker, "before-the-export"));
    let broken = ask(&mut worker, ImportSandbox { file: b"{}".to_vec() });
    assert!(matches!(broken, Err(Refusal::Invalid(_))));
    assert!(!has(&mut worker, "before-the-export"));
    ask(&mut worker, ImportSandbox { file: file.clone() }).unwrap();
    assert_eq!(ask(&mut worker, ExportSandbox).unwrap(), file);
    closed(&browser);
    assert!(has(&mut opened(&browser, 2), "before-the-export"));
}

/// Earlier versions kept the state where a worker cannot look.
#[test]
fn what_an_earlier_version_kept_is_taken_in_once() {
    let mut earlier = opened(&Rc::default(), 1);
    assert!(make(&mut earlier, "of-old").unwrap());
    let state = String::from_utf8(ask(&mut earlier, ExportSandbox).unwrap()).unwrap();
    let now_ms = FIRST_CONTENT_NOW_MS + 60 * MINUTE_MS;
    let question = |state: &str| {
        let earlier = EarlierSandbox { state: state.to_owned(), now_ms: Some(now_ms) };
        OpenSandbox { earlier: Some(earlier) }
    };
    let browser: Rc<Browser> = Rc::default();
    let mut worker = tab(&browser, 1);
    assert_eq!(ask(&mut worker, question(&state)), Ok(true));
    assert!(has(&mut worker, "of-old"));
    assert_eq!(status(&worker).now_ms, now_ms);
    closed(&browser);
    let mut again = opened(&browser, 2);
    assert!(has(&mut again, "of-old"));
    assert!(make(&mut again, "of-now").unwrap());
    closed(&browser);
    // Beside a newer one it is a copy, not its successor.
    let mut third = tab(&browser, 3);
    assert_eq!(ask(&mut third, question(&state)), Ok(true));
    assert!(has(&mut third, "of-now"));
    assert_eq!(status(&third).copies.len(), 1);

    // One that cannot be read is set aside like any other.
    let browser: Rc<Browser> = Rc::default();
    let mut worker = tab(&browser, 1);
    assert_eq!(ask(&mut worker, question("{\"version\":99}")), Ok(true));
    assert_eq!(status(&worker).copies.len(), 1);
    assert!(status(&worker).unreadable.unwrap().contains("version 99"));
    // Where nothing can be kept, it stays where it is, and is shown.
    let browser: Rc<Browser> = Rc::default();
    browser.broken.set(Some("denied"));
    let mut worker = tab(&browser, 1);
    assert_eq!(ask(&mut worker, question(&state)), Ok(false));
    assert!(has(&mut worker, "of-old"));
}
