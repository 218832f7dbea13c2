//! Replays jobs in WebAssembly, so that a test can hold the outcomes against the command line's.
//!
//! It takes the array of texts that stands as `jobs` in the global scope, and puts an outcome, or
//! what is wrong, for each as `outcomes` beside it.

use headroom::whatif::{Detail, Job, run};
use headroom::wire::decode;
use js_sys::{Array, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

fn main() {
    let jobs = Reflect::get(&global(), &"jobs".into()).unwrap_or_default();
    let jobs: Array = jobs.unchecked_into();
    let outcomes: Array = jobs.iter().map(|job| JsValue::from(replay(&job))).collect();
    let set = Reflect::set(&global(), &"outcomes".into(), &outcomes);
    assert_eq!(set, Ok(true), "the outcomes could not be handed over");
}

fn replay(job: &JsValue) -> String {
    let text = job.as_string().unwrap_or_default();
    let job: Result<Job, String> = decode(text.as_bytes()).map_err(|error| error.to_string());
    let outcome = job.and_then(|job| run(&job, Detail::Curves).map_err(|error| error.to_string()));
    match outcome {
        Ok(outcome) => serde_json::to_string(&outcome).unwrap_or_default(),
        Err(why) => why,
    }
}
