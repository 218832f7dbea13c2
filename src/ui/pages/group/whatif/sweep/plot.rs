//! The front as a drawing: geometry to SVG, one to one.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::chart::front::{Dot, FrontChart, Spot, front_chart};
use crate::lab::{Entry, Front, Own};
use crate::ui::kit::format::BrowserFormat;
use crate::ui::kit::format::number;
use crate::ui::kit::view::{live, memo, text};
use crate::ui::kit::width::follow_width;

/// The drawing, where a point can be pointed at and opened; the table beside it does the same for
/// the keyboard.
#[component]
pub fn Plot(
    front: Memo<Option<Front>>,
    own: Memo<Option<Own>>,
    open: Callback<u32>,
) -> impl IntoView {
    let (plot, width) = (NodeRef::<html::Div>::new(), RwSignal::new(640.0));
    follow_width(plot, width);
    let chart =
        memo(move || front.with(|front| Some(chart(front.as_ref()?, own.get(), width.get()))));
    let meant = RwSignal::new(None::<usize>);
    let find = move |event: &ev::PointerEvent| {
        let area = plot.get_untracked()?.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        chart.with_untracked(|chart| chart.as_ref()?.nearest(x - area.left(), y - area.top()))
    };
    let point = move |event: ev::PointerEvent| {
        let found = find(&event);
        if found != meant.get_untracked() {
            meant.set(found);
        }
    };
    let take = move |event: ev::PointerEvent| {
        let entry = find(&event)
            .and_then(|at| front.with_untracked(|front| front.as_ref()?.entries.get(at)?.index));
        if let Some(index) = entry {
            open.run(index);
        }
    };
    let words = move || {
        let all = front.get()?;
        let entry = all.entries.get(meant.get()?)?;
        Some(told(entry, cost_label(&all)))
    };
    view! {
        <div
            class="plot front" node_ref=plot
            on:pointermove=point
            on:pointerup=take
        >
            {live(move || chart.with(|chart| chart.as_ref().map(|chart| {
                drawn(chart, front.with(|front| front.as_ref().map_or("", cost_label)))
            })))}
            {live(move || chart.with(|chart| {
                let chart = chart.as_ref()?;
                let is_advised = |entry: &Entry| entry.is_advised;
                let best = front.with(|front| front.as_ref()?.entries.iter().position(is_advised));
                Some(dots(chart, best, meant.get()))
            }))}
        </div>
        <p class="help" aria-hidden="true">
            {text(move || words().unwrap_or_else(|| {
                t!("Point at the front to read what a point sets; press it to open it as a \
                    variant.")
                    .to_owned()
            }))}
        </p>
    }
}

/// What the costs are.
pub fn cost_label(front: &Front) -> &'static str {
    if front.is_priced { t!("€ a month") } else { t!("unit" => "Instance-hours") }
}

fn told(entry: &Entry, cost_label: &str) -> String {
    let (cost, overload) = (number(entry.cost, 1), number(entry.score.overload_minutes, 0));
    t!("{}: {cost} {cost_label}, {overload} min of overload.", entry.label)
}

fn chart(front: &Front, own: Option<Own>, width: f64) -> FrontChart {
    let spot = |entry: &Entry| Spot { cost: entry.cost, overload: entry.score.overload_minutes };
    let spots: Vec<Spot> = front.entries.iter().map(spot).collect();
    let edited = own.map(|own| Spot { cost: own.cost, overload: own.score.overload_minutes });
    front_chart(&spots, (spot(&front.saved), edited), width, &BrowserFormat::current())
}

fn drawn(chart: &FrontChart, cost_label: &'static str) -> AnyView {
    let [left, right, top, bottom] = chart.edges;
    let costs = chart.costs.iter().map(|tick| {
        let (x, label) = (tick.at, tick.label.clone());
        view! {
            <line class="grid" x1=x x2=x y1=top y2=bottom />
            <text x=x y=tick.label_at text-anchor="middle">{label}</text>
        }
        .into_any()
    });
    let overloads = chart.overloads.iter().map(|tick| {
        let (y, label) = (tick.at, tick.label.clone());
        view! {
            <line class="grid" x1=left x2=right y1=y y2=y />
            <text x=left - 6.0 y=tick.label_at text-anchor="end">{label}</text>
        }
        .into_any()
    });
    view! {
        <svg aria-hidden="true" width=chart.width height=chart.height>
            <text class="lane" x=left y="13">{t!("Overload, min")}</text>
            {costs.collect::<Vec<_>>()}
            {overloads.collect::<Vec<_>>()}
            <text class="lane" x=right y=chart.height - 6.0 text-anchor="end">{cost_label}</text>
        </svg>
    }
    .into_any()
}

fn dots(chart: &FrontChart, best: Option<usize>, meant: Option<usize>) -> AnyView {
    let marks = chart.dots.iter().enumerate().map(|(at, Dot { x, y })| {
        let class = match (best == Some(at), meant == Some(at)) {
            (true, _) => "point best",
            (false, true) => "point meant",
            (false, false) => "point",
        };
        let radius = if best == Some(at) || meant == Some(at) { 6.0 } else { 3.5 };
        view! { <circle class=class cx=*x cy=*y r=radius /> }.into_any()
    });
    let Dot { x, y } = chart.saved;
    let diamond = format!("M{x},{:.1}l6,6l-6,6l-6,-6z", y - 6.0);
    let edited = chart.edited.map(|Dot { x, y }| {
        view! {
            <circle class="mark edited own" cx=x cy=y r="6" />
            <text class="edited" x=x y=y - 10.0 text-anchor="middle">{t!("edited")}</text>
        }
    });
    view! {
        <svg class="over" aria-hidden="true" width=chart.width height=chart.height>
            <path class="line edited" d=chart.line.clone() />
            {marks.collect::<Vec<_>>()}
            <path class="mark saved" d=diamond />
            <text class="saved" x=x y=y - 10.0 text-anchor="middle">{t!("saved")}</text>
            {edited}
        </svg>
    }
    .into_any()
}
