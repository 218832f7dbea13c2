//! Instants in the browser's own words.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::base::{Language, language};
use crate::chart::offsets::{offset_ms_of, told_apart};

/// Whether times are shown in UTC rather than in the user's zone.
#[derive(Clone, Copy)]
pub struct Utc(pub RwSignal<bool>);

/// How much of an instant is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `14 Apr, 09:35`.
    Short,
    /// `Tue, 14 Apr 2026, 09:35`.
    Long,
    /// `Tue, 14 Apr, 09:35`.
    Weekday,
    /// `09:35`.
    Clock,
    /// `14 Apr`.
    Day,
    /// `14 Apr 2026`.
    Date,
}

/// A formatter of a language and a style, in UTC or not.
type Known = ((Language, Style, bool), Function);

thread_local! {
    /// Making one takes longer than a hundred uses.
    static FORMATS: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// The time of a clock that runs: what it shows twice is told by what it showed before.
pub fn running(now_ms: i64, style: Style) -> String {
    format(now_ms, style, expect_context::<Utc>().0.get())
}

/// The instant in words, in UTC or in the user's zone; where clocks show its time twice, with what
/// they add to UTC.
pub fn text(at_ms: i64, style: Style) -> String {
    let utc = expect_context::<Utc>().0.get();
    let mut text = format(at_ms, style, utc);
    if !matches!(style, Style::Day | Style::Date) {
        text.extend(told_apart(at_ms, &|at_ms| offset_ms(at_ms, utc)));
    }
    text
}

/// The instant in words; empty for one that no calendar reaches.
pub fn format(at_ms: i64, style: Style, utc: bool) -> String {
    let date = Date::new(&JsValue::from_f64(as_f64(at_ms)));
    called(&time_format(style, utc), &date)
}

/// What a formatter makes of a value; empty where it refuses it.
pub fn called(format: &Function, value: &JsValue) -> String {
    let text = format.call1(&JsValue::NULL, value).ok();
    text.and_then(|text| text.dyn_into::<js_sys::JsString>().ok())
        .map(String::from)
        .unwrap_or_default()
}

/// The language of numbers and times, as [`Language::locale`] has it.
pub fn locales() -> Array {
    let own = window().navigator().languages();
    let tags = own.iter().filter_map(|tag| tag.as_string());
    Array::of1(&language().locale(tags).into())
}

/// Makes the browser load what it needs to write times, which takes it longer than all that a page
/// writes then.
pub fn warm_up() {
    time_format(Style::Clock, false);
}

fn time_format(style: Style, utc: bool) -> Function {
    FORMATS.with_borrow_mut(|known| {
        let asked = (language(), style, utc);
        if let Some((_, format)) = known.iter().find(|(of, _)| *of == asked) {
            return format.clone();
        }
        let format = Intl::DateTimeFormat::new(&locales(), &options(style, utc)).format();
        known.push((asked, format.clone()));
        format
    })
}

fn options(style: Style, utc: bool) -> Object {
    let options = Object::new();
    let mut parts = Vec::new();
    if !matches!(style, Style::Day | Style::Date) {
        parts.extend([("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")]);
    }
    if style != Style::Clock {
        parts.extend([("day", "numeric"), ("month", "short")]);
    }
    if matches!(style, Style::Long | Style::Date) {
        parts.push(("year", "numeric"));
    }
    if matches!(style, Style::Long | Style::Weekday) {
        parts.push(("weekday", "short"));
    }
    if utc {
        parts.push(("timeZone", "UTC"));
    }
    for (name, value) in parts {
        // Setting a field of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    options
}

/// What the displayed zone adds to UTC at an instant, in milliseconds.
pub fn offset_ms(at_ms: i64, utc: bool) -> i64 {
    if utc {
        return 0;
    }
    let date = Date::new(&JsValue::from_f64(as_f64(at_ms)));
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a zone's offset")]
    let minutes = date.get_timezone_offset() as i64;
    -minutes * 60_000
}

/// Every named zone that the browser knows; none where it does not tell.
pub fn zones() -> Vec<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into());
    let method = intl.and_then(|intl| {
        let method = Reflect::get(&intl, &"supportedValuesOf".into())?;
        method.dyn_into::<Function>()?.call1(&intl, &"timeZone".into())
    });
    let list = method.ok().and_then(|list| list.dyn_into::<Array>().ok());
    list.map(|list| list.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default()
}

/// The zone that the browser is set to.
pub fn own_zone() -> String {
    let format = Intl::DateTimeFormat::new(&locales(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &"timeZone".into()).ok();
    zone.and_then(|zone| zone.as_string()).unwrap_or_else(|| "UTC".to_owned())
}

/// What a named zone adds to UTC at an instant, in milliseconds; nothing for one that the browser
/// does not know.
pub fn zone_offset_ms(zone: &str, at_ms: i64) -> i64 {
    let options = Object::new();
    for (name, value) in [("timeZone", zone), ("timeZoneName", "longOffset")] {
        // Setting a field of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let locales = Array::of1(&"en-US".into());
    let format = Intl::DateTimeFormat::new(&locales, &options).format();
    let text = called(&format, &Date::new(&JsValue::from_f64(as_f64(at_ms))));
    offset_ms_of(&text).unwrap_or_default()
}

/// The browser's present instant.
pub fn now_ms() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds far under 2^53")]
    let now_ms = Date::now() as i64;
    now_ms
}

/// Milliseconds since the page was opened, for how long something takes: unlike the instant, they
/// go on evenly when somebody sets the clock.
pub fn elapsed_ms() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds far under 2^53")]
    let elapsed_ms = window().performance().map_or(0.0, |own| own.now()) as i64;
    elapsed_ms
}

#[expect(clippy::cast_precision_loss, reason = "instants stay far under 2^53 milliseconds")]
fn as_f64(ms: i64) -> f64 {
    ms as f64
}
