//! Work that goes on after a handler has returned.

use std::future::Future;

/// Runs a future on the page's event loop. The page that started it may be gone when it goes on
/// after an `await`, so from there on signals are only touched through their `try_` methods.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that the ban points to")]
    wasm_bindgen_futures::spawn_local(future);
}

/// Waits.
pub async fn pause(ms: u32) {
    gloo_timers::future::TimeoutFuture::new(ms).await;
}
