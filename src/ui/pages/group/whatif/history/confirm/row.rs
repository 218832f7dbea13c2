//! One series, or those of several Instances: what tells a mistake, and what it is taken as.

use leptos::prelude::*;

use super::super::holding::choice;
use super::notes::notes;
use crate::base::thousands;
use crate::lab::import::{Holds, ImportDraft, Row, Usage};
use crate::lab::words;
use crate::ui::kit::view::{attribute, flag, live, memo, text, when};
use crate::wire::parse_number;
use crate::worker::replay::AlignmentReport;

/// The size of the small line of a series, in pixels.
const LINE: (f64, f64) = (192.0, 36.0);

type Draft = RwSignal<Option<ImportDraft>>;

fn read(draft: Draft, at: usize) -> Option<Row> {
    draft.with(|draft| draft.as_ref()?.rows.get(at).cloned())
}

fn change(draft: Draft, at: usize, with: impl FnOnce(&mut Row)) {
    draft.update(|draft| {
        if let Some(row) = draft.as_mut().and_then(|draft| draft.rows.get_mut(at)) {
            with(row);
        }
    });
}

pub fn row(draft: Draft, at: usize, aligned: Memo<AlignmentReport>) -> AnyView {
    let Some(own) = untrack(|| read(draft, at)) else { return ().into_any() };
    let unit = match own.report.unit.as_str() {
        "" => t!("no unit named").to_owned(),
        unit => t!("in {unit}"),
    };
    let parts = (!own.report.parts.is_empty()).then(|| {
        let parts = &own.report.parts;
        let text = t!("{} by {}: {}", parts.len(), own.report.label, parts.join(", "));
        view! { <p class="help">{text}</p> }.into_any()
    });
    let laid = move || aligned.with(|aligned| aligned.series.get(at).map(words::spaced));
    let count = move || {
        let samples = read(draft, at).and_then(|row| row.shown().map(|form| form.samples));
        t!("{} samples", thousands(samples.unwrap_or_default() as u64))
    };
    let id = move |what: &str| format!("series{at}-{what}");
    let start = own.factor;
    view! {
        <fieldset class="series">
            <legend>{own.report.name.clone()} <small>{unit}</small></legend>
            <div class="glimpse">
                {parts}
                {glance(draft, at)}
                <p class="help">{text(count)} ", " {text(move || laid().unwrap_or_default())}</p>
                {notes(&own.report.notes)}
                {live(move || read(draft, at).and_then(|row| notes(&row.shown()?.notes)))}
            </div>
            <div class="fields">
                {form(draft, at, &own, id("form"))}
                <div class="field compact">
                    <label for=id("metric")>{t!("It holds")}</label>
                    <span class="control">{holding(draft, at, id("metric"))}</span>
                    <span class="help">{own.report.reason.clone()}</span>
                </div>
                {usage(draft, at, id("usage"))}
                {when(is_metric(draft, at), move || factor(draft, at, start, id("factor")))}
            </div>
        </fieldset>
    }
    .into_any()
}

/// The lowest, median and highest value, and the line.
fn glance(draft: Draft, at: usize) -> AnyView {
    let shown = move || {
        let row = read(draft, at)?;
        let profile = row.profile()?;
        let [lowest, median, highest] =
            row.value_texts([profile.lowest, profile.median, profile.highest]);
        let (width, height) = LINE;
        let path = row.line(width, height);
        Some(view! {
            <div class="glance">
                <svg
                    viewBox=format!("0 0 {width} {height}") width=width height=height
                    aria-hidden="true"
                >
                    <path d=path />
                </svg>
                <dl>
                    <div><dt>{t!("lowest")}</dt><dd>{lowest}</dd></div>
                    <div><dt>{t!("median")}</dt><dd>{median}</dd></div>
                    <div><dt>{t!("highest")}</dt><dd>{highest}</dd></div>
                </dl>
            </div>
        })
    };
    view! { {live(shown)} }.into_any()
}

/// Which form is used, where there is a choice.
fn form(draft: Draft, at: usize, own: &Row, id: String) -> Option<AnyView> {
    let forms = &own.report.forms;
    if forms.len() < 2 {
        return None;
    }
    let options = forms.iter().enumerate().map(|(place, form)| {
        let form = form.form;
        let selected = flag(move || read(draft, at).is_some_and(|row| row.form == form));
        view! {
            <option value=place.to_string() selected=selected>{own.form_text(form)}</option>
        }
        .into_any()
    });
    let chosen = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        change(draft, at, |row| {
            if let Some(form) = place.and_then(|place| row.report.forms.get(place)) {
                let form = form.form;
                row.use_as(form);
            }
        });
    };
    let options = options.collect::<Vec<_>>();
    Some(
        view! {
            <div class="field compact">
                <label for=id.clone()>{t!("It is used as")}</label>
                <span class="control"><select id=id on:change=chosen>{options}</select></span>
            </div>
        }
        .into_any(),
    )
}

fn holding(draft: Draft, at: usize, id: String) -> AnyView {
    let holds = move || read(draft, at).map_or(Holds::Open, |row| row.holds);
    let set = move |holds| {
        draft.update(|draft| draft.iter_mut().for_each(|draft| draft.hold(at, holds)));
    };
    choice(id, Holds::all().collect(), holds, set)
}

/// What the values of a usage are, where that is asked.
fn usage(draft: Draft, at: usize, id: String) -> AnyView {
    let id = StoredValue::new(id);
    let asked = move || read(draft, at).is_some_and(|row| row.usage_question().is_some());
    view! {
        {when(asked, move || {
            let row = untrack(|| read(draft, at));
            let question = row.as_ref().and_then(Row::usage_question).map(ToString::to_string);
            let usages = row.map(|row| row.usages()).unwrap_or_default();
            usage_field(draft, at, id.get_value(), question.unwrap_or_default(), usages)
        })}
    }
    .into_any()
}

fn usage_field(
    draft: Draft,
    at: usize,
    id: String,
    question: String,
    usages: Vec<(Usage, String)>,
) -> AnyView {
    let present = move || read(draft, at).map_or(Usage::Plain, |row| row.usage);
    let options = usages.iter().enumerate().map(|(place, (usage, label))| {
        let usage = *usage;
        let selected = flag(move || present() == usage);
        view! { <option value=place.to_string() selected=selected>{label.clone()}</option> }
            .into_any()
    });
    let options = options.collect::<Vec<_>>();
    let chosen = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        if let Some((usage, _)) = place.and_then(|place| usages.get(place)) {
            change(draft, at, |row| row.say_usage(*usage));
        }
    };
    let is_open = move || present() == Usage::Open;
    let ask =
        untrack(is_open).then(|| view! { <option value="">{t!("Choose…")}</option> }.into_any());
    view! {
        <div class="field compact">
            <label for=id.clone()>{t!("Its values are")}</label>
            <span class="control">
                <select
                    id=id class:open=flag(is_open)
                    aria-required=text(move || is_open().to_string())
                    on:change=chosen
                >
                    {ask}
                    {options}
                </select>
            </span>
            <span class="help">{question}</span>
        </div>
    }
    .into_any()
}

fn is_metric(draft: Draft, at: usize) -> impl Fn() -> bool + Copy + Send + Sync {
    move || read(draft, at).is_some_and(|row| matches!(row.holds, Holds::Metric(_)))
}

fn factor(draft: Draft, at: usize, start: f64, id: String) -> AnyView {
    let typed = move |event| {
        let typed = parse_number(event_target_value(&event).trim()).unwrap_or(f64::NAN);
        change(draft, at, |row| row.factor = typed);
    };
    let wrong = move || read(draft, at).is_some_and(|row| !row.has_factor());
    // What is said of the series sets it; what is being typed must not be written over.
    let said = memo(move || read(draft, at).map(|row| (row.usage, row.holds, row.form)));
    let shown = move || {
        said.get();
        let factor = untrack(|| read(draft, at)).map_or(start, |row| row.factor);
        if factor == 0.0 { String::new() } else { factor.to_string() }
    };
    view! {
        <div class="field compact">
            <label for=id.clone()>{t!("Multiply by")}</label>
            <span class="control">
                <input
                    id=id type="text" inputmode="decimal" class="number"
                    prop:value=text(shown)
                    aria-invalid=attribute(move || wrong().then_some("true"))
                    on:input=typed
                />
            </span>
        </div>
    }
    .into_any()
}
