//! The sandbox's worker: see `headroom::worker::sandbox`.

fn main() {
    headroom::worker::browser::serve_sandbox();
}
