//! A value that follows another once the page was painted.

use leptos::prelude::*;

use super::task;
use super::view::memo;

/// Follows a value in the task after the next paint: a letter stands in its field before a long
/// list is searched for it, and letters that come within one frame are searched for once. A hidden
/// tab paints nothing, and follows when it is seen again.
pub fn after_paint<T>(source: Memo<T>) -> Memo<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let paints = paints_after(Box::new(move || source.track()));
    memo(move || {
        paints.track();
        source.get_untracked()
    })
}

/// Counts the paints that followed a change.
fn paints_after(track: Box<dyn Fn()>) -> RwSignal<u32> {
    let paints = RwSignal::new(0_u32);
    let is_asked = StoredValue::new(false);
    Effect::new(move |first: Option<()>| {
        track();
        if first.is_none() || is_asked.get_value() {
            return;
        }
        is_asked.set_value(true);
        request_animation_frame(move || {
            task::spawn(async move {
                task::pause(0).await;
                is_asked.try_set_value(false);
                paints.try_update(|paints| *paints = paints.wrapping_add(1));
            });
        });
    });
    paints
}
