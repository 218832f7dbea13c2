//! How times and numbers are written, where a file leaves that open.

use leptos::prelude::*;

use super::super::reading::Reading;
use crate::base::translated;
use crate::lab::import::{ImportDraft, local_zone};
use crate::lab::words;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{flag, live, text, when};
use crate::worker::replay::{AlignmentReport, DateOrder, DecimalMark, ImportOptions, Question};

/// The zone of local times, the order of dates and the decimal mark; a change reads the file anew.
#[component]
pub fn Times(reading: Reading, aligned: Memo<AlignmentReport>) -> impl IntoView {
    let draft = reading.read;
    let with = move |look: fn(&ImportDraft) -> bool| {
        move || draft.with(|draft| draft.as_ref().is_some_and(look)) && reading.can_read_anew()
    };
    let span = move || {
        aligned
            .with(|aligned| words::covered(&aligned.series, |at_ms| time::text(at_ms, Style::Long)))
    };
    view! {
        <fieldset class="times">
            <legend>{t!("When was it?")}</legend>
            {when(with(ImportDraft::asks_order), move || order(reading))}
            {when(with(ImportDraft::asks_zone), move || zone(reading))}
            {when(with(ImportDraft::asks_decimal), move || decimal(reading))}
            <p class="help">{text(move || span().unwrap_or_default())}</p>
        </fieldset>
    }
}

/// A field of the dialog whose change reads the file anew.
fn field(id: &'static str, label: &'static str, select: AnyView, help: String) -> AnyView {
    view! {
        <div class="field compact">
            <label for=id>{label}</label>
            <span class="control">{select}</span>
            <span class="help">{help}</span>
        </div>
    }
    .into_any()
}

/// What a question of the file says; empty once it is answered.
fn question(reading: Reading, which: fn(&Question) -> bool) -> String {
    reading.read.with_untracked(|draft| {
        let questions = draft.as_ref().map(|draft| &draft.report.questions);
        let found = questions.and_then(|all| all.iter().find(|one| which(one)));
        found.map(ToString::to_string).unwrap_or_default()
    })
}

fn options(all: Vec<(String, String)>, present: String, asks: bool) -> Vec<AnyView> {
    let ask = asks.then(|| view! { <option value="">{t!("Choose…")}</option> }.into_any());
    let each = all.into_iter().map(|(value, label)| {
        let selected = value == present;
        view! { <option value=value selected=selected>{label}</option> }.into_any()
    });
    ask.into_iter().chain(each).collect()
}

fn order(reading: Reading) -> AnyView {
    const ORDERS: [(DateOrder, &str); 2] = [
        (DateOrder::DayFirst, text!("Day first: 31/12")),
        (DateOrder::MonthFirst, text!("Month first: 12/31")),
    ];
    let view = move || {
        let present = reading.read.with(|draft| draft.as_ref()?.options.date_order);
        let all = ORDERS.map(|(_, label)| (label.to_owned(), translated(label).to_owned()));
        let own = ORDERS.iter().find(|(order, _)| Some(*order) == present);
        let own = own.map(|(_, label)| (*label).to_owned()).unwrap_or_default();
        let options = options(all.into(), own, present.is_none());
        let chosen = move |event| {
            let label = event_target_value(&event);
            let found = ORDERS.iter().find(|(_, own)| *own == label).map(|(order, _)| *order);
            read_anew(reading, |options| options.date_order = found);
        };
        let select = view! {
            <select
                id="date-order" class:open=flag(move || present.is_none()) on:change=chosen
            >{options}</select>
        };
        let help = question(reading, |one| matches!(one, Question::DateOrder { .. }));
        field("date-order", t!("Dates are written"), select.into_any(), help)
    };
    view! { {live(view)} }.into_any()
}

fn decimal(reading: Reading) -> AnyView {
    const MARKS: [(DecimalMark, &str); 2] = [
        (DecimalMark::Point, text!("With a decimal point")),
        (DecimalMark::Comma, text!("With a decimal comma")),
    ];
    let view = move || {
        let present = reading.read.with(|draft| draft.as_ref()?.options.decimal);
        let all = MARKS.map(|(_, label)| (label.to_owned(), translated(label).to_owned()));
        let own = MARKS.iter().find(|(mark, _)| Some(*mark) == present);
        let own = own.map(|(_, label)| (*label).to_owned()).unwrap_or_default();
        let options = options(all.into(), own, present.is_none());
        let chosen = move |event| {
            let label = event_target_value(&event);
            let found = MARKS.iter().find(|(_, own)| *own == label).map(|(mark, _)| *mark);
            read_anew(reading, |options| options.decimal = found);
        };
        let select = view! {
            <select
                id="decimal-mark" class:open=flag(move || present.is_none()) on:change=chosen
            >{options}</select>
        };
        let help = question(reading, |one| matches!(one, Question::Decimal { .. }));
        field("decimal-mark", t!("Numbers are written"), select.into_any(), help)
    };
    view! { {live(view)} }.into_any()
}

/// The zones: UTC first, then the reader's own, then all that the browser knows.
fn zone(reading: Reading) -> AnyView {
    let view = move || {
        let present = reading.read.with(|draft| Some(draft.as_ref()?.options.zone.clone()?.name));
        let present = present.unwrap_or_else(|| UTC.to_owned());
        let own = time::own_zone();
        let mut all = vec![UTC.to_owned(), own.clone()];
        all.extend(time::zones().into_iter().filter(|zone| *zone != own && zone != UTC));
        all.dedup();
        let all = all.into_iter().map(|zone| (zone.clone(), zone)).collect();
        let options = options(all, present, false);
        let chosen = move |event| {
            let name = event_target_value(&event);
            let span = reading.read.with_untracked(|draft| draft.as_ref()?.span());
            let zone = span
                .map(|span| local_zone(&name, span, |at_ms| time::zone_offset_ms(&name, at_ms)));
            read_anew(reading, |options| options.zone = zone);
        };
        let select = view! { <select id="zone" on:change=chosen>{options}</select> };
        let help = t!("The times of the file name no zone: say which one they are in.").to_owned();
        field("zone", t!("time zone" => "Zone"), select.into_any(), help)
    };
    view! { {live(view)} }.into_any()
}

const UTC: &str = "UTC";

fn read_anew(reading: Reading, with: impl FnOnce(&mut ImportOptions)) {
    let options = reading.read.with_untracked(|draft| Some(draft.as_ref()?.options.clone()));
    let mut options = options.unwrap_or_default();
    with(&mut options);
    reading.read_anew(options);
}
