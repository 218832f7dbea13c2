//! The browser's entry point.

fn main() {
    headroom::ui::start();
}
