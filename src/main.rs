//! The console's program in the browser. All that knows neither the browser nor Leptos is in the
//! library, so that a change of the page compiles the page alone.

#[macro_use]
extern crate headroom_macros;

mod ui;

use headroom::{
    activity, api, base, chart, command, engine, forms, help, lab, route, whatif, wire, worker,
};

fn main() {
    ui::start();
}
