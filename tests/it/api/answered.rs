//! An API that answers by the line, and remembers what it was asked.

use std::cell::RefCell;
use std::rc::Rc;

use headroom::api::{ApiError, Client, Pending, Transport};
use http::{Request, Response};

type Rule = Rc<dyn Fn(&str) -> (u16, String)>;

/// It is asked lines such as `GET /path?query`, and answers with a status and a body.
#[derive(Clone)]
pub struct Answered {
    rule: Rule,
    asked: Rc<RefCell<Vec<String>>>,
}

impl Answered {
    pub fn by(rule: impl Fn(&str) -> (u16, String) + 'static) -> Self {
        Self { rule: Rc::new(rule), asked: Rc::default() }
    }

    pub fn client(&self) -> Client {
        Client::new(self.clone(), "fr-par-1".into())
    }

    /// All lines so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.borrow().clone()
    }
}

impl Transport for Answered {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        let line = format!("{} {}", request.method(), request.uri());
        let (status, body) = (self.rule)(&line);
        self.asked.borrow_mut().push(line);
        let mut response = Response::new(body.into_bytes());
        *response.status_mut() = status.try_into().unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}
