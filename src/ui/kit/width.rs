//! How wide an element is, and the window.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// Keeps a signal at an element's width.
pub fn follow_width(element: NodeRef<html::Div>, width: RwSignal<f64>) {
    let observed = StoredValue::new_local(None::<(Closure<dyn FnMut()>, ResizeObserver)>);
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        let measured = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let now = measured.get_bounding_client_rect().width();
            // A hidden plot has no width; the last one is as good as any.
            if now > 0.0 && width.try_get_untracked().is_some_and(|w| (w - now).abs() > 0.5) {
                width.try_set(now);
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref());
        if let Ok(observer) = observer {
            observer.observe(&element);
            observed.set_value(Some((changed, observer)));
        }
    });
    on_cleanup(move || {
        observed.try_update_value(|observed| {
            if let Some((_, observer)) = observed.take() {
                observer.disconnect();
            }
        });
    });
}

/// A window that has room beside what matters most, as in `style/narrow.css`.
pub const WIDE: &str = "(width >= 50em)";

/// Whether the style sheet takes the window for one of those; as it does where nothing tells.
pub fn window_is(query: &str) -> bool {
    let found = window().match_media(query).ok().flatten();
    found.is_none_or(|found| found.matches())
}
