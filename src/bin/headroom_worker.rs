//! The worker's entry point: see `headroom::worker`.

fn main() {
    headroom::worker::serve();
}
