//! The labels of charts in the browser's own words.

use std::cell::RefCell;

use js_sys::{Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::time::{self, Style, Utc};
use crate::base::{Language, language};
use crate::chart::format::{Format, TimeStyle};

thread_local! {
    /// One formatter for each number of decimals: making one takes longer than a hundred uses.
    static NUMBERS: RefCell<Vec<((Language, u8), Function)>> = const { RefCell::new(Vec::new()) };
}

/// Writes labels as the rest of the page does.
pub struct BrowserFormat {
    /// Whether times are shown in UTC rather than in the user's zone.
    utc: bool,
}

impl BrowserFormat {
    /// As the page is set at present, which is followed.
    pub fn current() -> Self {
        Self { utc: expect_context::<Utc>().0.get() }
    }
}

impl Format for BrowserFormat {
    fn number(&self, value: f64, decimals: u8) -> String {
        number(value, decimals)
    }

    fn time(&self, at_ms: i64, _offset_ms: i64, style: TimeStyle) -> String {
        let style = match style {
            TimeStyle::Clock => Style::Clock,
            TimeStyle::Day => Style::Day,
            TimeStyle::Date => Style::Date,
        };
        time::format(at_ms, style, self.utc)
    }
}

/// A number with so many decimals, as the browser's language writes it.
pub fn number(value: f64, decimals: u8) -> String {
    time::called(&number_format(decimals), &value.into())
}

fn number_format(decimals: u8) -> Function {
    NUMBERS.with_borrow_mut(|known| {
        let asked = (language(), decimals);
        if let Some((_, format)) = known.iter().find(|(of, _)| *of == asked) {
            return format.clone();
        }
        let options = Object::new();
        for name in ["minimumFractionDigits", "maximumFractionDigits"] {
            // Setting a field of a fresh plain object cannot fail.
            let _ = Reflect::set(&options, &name.into(), &JsValue::from(decimals));
        }
        let format = Intl::NumberFormat::new(&time::locales(), &options).format();
        known.push((asked, format.clone()));
        format
    })
}
