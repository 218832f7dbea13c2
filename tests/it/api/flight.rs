//! Nothing is asked twice at once.

use std::cell::RefCell;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use headroom::api::{ApiError, Client, Pending, Transport};
use headroom::wire::{Group, GroupId, Project};
use http::{Request, Response};

/// An API that answers once it is told to.
#[derive(Clone, Default)]
struct Slow {
    paths: Rc<RefCell<Vec<String>>>,
    is_answering: Rc<RefCell<bool>>,
}

impl Transport for Slow {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        self.paths.borrow_mut().push(request.uri().path().to_owned());
        let is_answering = Rc::clone(&self.is_answering);
        Box::pin(std::future::poll_fn(move |_| match *is_answering.borrow() {
            true => Poll::Ready(Ok(Response::new(br#"{"projects":[],"total_count":0}"#.to_vec()))),
            false => Poll::Pending,
        }))
    }
}

impl Slow {
    fn client(&self) -> Client {
        Client::new(self.clone(), "fr-par-1".into())
    }

    fn asked(&self) -> usize {
        self.paths.borrow().len()
    }

    fn answer(&self) {
        *self.is_answering.borrow_mut() = true;
    }
}

fn poll<F: Future>(future: Pin<&mut F>) -> Option<F::Output> {
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

type Projects = Result<Vec<Project>, ApiError>;

#[test]
fn the_same_read_is_under_way_once() {
    let api = Slow::default();
    let (client, copy) = (api.client(), api.client());
    let other = client.clone();
    let (mut one, mut two) = (pin!(client.projects(None)), pin!(other.projects(None)));
    let mut own = pin!(client.projects(Some("org")));
    let mut foreign = pin!(copy.projects(None));
    assert!(poll(one.as_mut()).is_none() && poll(two.as_mut()).is_none());
    assert_eq!(api.asked(), 1, "copies share it");
    assert!(poll(own.as_mut()).is_none() && poll(foreign.as_mut()).is_none());
    assert_eq!(api.asked(), 3, "another address, and another connection");
    api.answer();
    let (first, second): (Projects, Projects) =
        (poll(one.as_mut()).unwrap(), poll(two.as_mut()).unwrap());
    assert_eq!((first, second), (Ok(vec![]), Ok(vec![])));
    assert!(poll(pin!(client.projects(None))).is_some());
    assert_eq!(api.asked(), 4, "what has landed is asked again");
}

#[test]
fn a_read_that_was_given_up_is_asked_by_who_waits() {
    let api = Slow::default();
    let client = api.client();
    let mut one = Box::pin(client.projects(None));
    let mut two = pin!(client.projects(None));
    assert!(poll(one.as_mut()).is_none() && poll(two.as_mut()).is_none());
    drop(one);
    api.answer();
    assert_eq!(poll(two.as_mut()).unwrap(), Ok(vec![]));
    assert_eq!(api.asked(), 2);
}

#[test]
fn after_a_change_nothing_older_is_taken() {
    let api = Slow::default();
    let client = api.client();
    let (mut old, mut new) = (pin!(client.projects(None)), pin!(client.projects(None)));
    assert!(poll(old.as_mut()).is_none());
    client.expect_news();
    assert!(poll(new.as_mut()).is_none());
    assert_eq!(api.asked(), 2, "news is expected");

    let id = GroupId::from("a");
    let mut write = pin!(client.delete::<Group>(&id));
    assert!(poll(write.as_mut()).is_none());
    api.answer();
    let _ = poll(write.as_mut()).unwrap();
    assert!(poll(pin!(client.projects(None))).is_some());
    assert_eq!(api.asked(), 4, "the write, and the read behind it");
}
