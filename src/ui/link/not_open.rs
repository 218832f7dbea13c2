//! What stands for an API before it is known.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use http::{Method, Request, Response};

use crate::api::{ApiError, Pending, Transport, Unreachable};

/// What stands for the API until it is known. A read waits for that and then fails, and is made
/// anew of the API itself.
#[derive(Clone, Default)]
pub struct NotOpen(Rc<RefCell<Vec<oneshot::Sender<()>>>>);

impl NotOpen {
    /// Lets go of the reads that wait.
    pub fn release(&self) {
        self.0.borrow_mut().clear();
    }
}

impl Transport for NotOpen {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        let (sender, opened) = oneshot::channel();
        if request.method() == Method::GET {
            self.0.borrow_mut().push(sender);
        }
        Box::pin(async move {
            // It ends as what waits is let go of; a write does not wait.
            let _ = opened.await;
            Err(ApiError::Unreachable(Unreachable::NotOpen))
        })
    }
}
