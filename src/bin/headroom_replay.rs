//! The replays' worker: see `headroom::worker::replay`.

fn main() {
    headroom::worker::browser::serve_replay();
}
