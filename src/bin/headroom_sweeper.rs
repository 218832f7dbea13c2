//! The sweep worker's entry point: see `headroom::worker::Sweeper`.

fn main() {
    headroom::worker::serve_sweeps();
}
