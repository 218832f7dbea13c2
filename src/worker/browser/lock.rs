//! A lock that one tab at a time holds, by the browser's Web Locks. They are called by name, since
//! web-sys has them only among what it calls unstable.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// How a lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Now or not at all.
    IfFree,
    /// As soon as nobody else holds it.
    InLine,
    /// Now, whoever holds it.
    ByForce,
}

/// Asks for a lock, which is then held for as long as the worker lives or until another tab takes
/// it by force. `answered` is told whether it was given. `None` where the browser has no locks, as
/// on a page that came without encryption from another machine.
pub(super) fn ask(name: &str, how: Ask, answered: impl FnOnce(bool) + 'static) -> Option<()> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    let option = match how {
        Ask::IfFree => Some("ifAvailable"),
        Ask::InLine => None,
        Ask::ByForce => Some("steal"),
    };
    if let Some(option) = option {
        Reflect::set(&options, &option.into(), &true.into()).ok()?;
    }
    let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let given = !lock.is_null();
        answered(given);
        // What never ends holds the lock.
        let held = || Promise::new(&mut |_, _| {}).into();
        if given { held() } else { JsValue::UNDEFINED }
    });
    let held: Promise =
        request.call3(&locks, &name.into(), &options, &granted).ok()?.dyn_into().ok()?;
    // Whoever takes the lock by force says so by another way.
    let ended = Closure::once_into_js(|_: JsValue| {});
    let catch: Function = Reflect::get(&held, &"catch".into()).ok()?.dyn_into().ok()?;
    catch.call1(&held, &ended).ok().map(drop)
}
