//! The front as a drawing: geometry to SVG, one to one.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::chart::front::{Dot, FrontChart, Label, Mark, Spot, front_chart};
use crate::lab::{Entry, Front, Own};
use crate::ui::kit::format::{BrowserFormat, number};
use crate::ui::kit::view::{flag, live, memo, text};
use crate::ui::kit::width::follow_width;

/// What is drawn, and what may be done with it.
#[derive(Clone, Copy)]
pub struct Drawn {
    pub front: Memo<Option<Front>>,
    /// Where the edited variant stands.
    pub own: Memo<Option<Own>>,
    /// What is pointed at, here or in the table.
    pub meant: RwSignal<Option<Mark>>,
    /// Opens a point as a variant.
    pub open: Callback<u32>,
}

impl Drawn {
    /// What is pointed at, in a sentence; before that, how to.
    fn words(self) -> String {
        let edited = self.own.get().map(|own| (own.cost, own.score));
        let told = self.front.with(|front| front.as_ref()?.told(self.meant.get()?, edited));
        told.unwrap_or_else(|| {
            t!("Point at a mark, or use the arrow keys, to read what it sets and does.").to_owned()
        })
    }

    /// The point that is pointed at.
    fn index(self) -> Option<u32> {
        self.front.with(|front| front.as_ref()?.index(self.meant.get()?))
    }

    fn take(self) {
        if let Some(index) = untrack(|| self.index()) {
            self.open.run(index);
        }
    }
}

/// The drawing: a point is pointed at, or reached by the arrow keys, and opened; the table says it
/// all in figures.
#[component]
pub fn Plot(drawn: Drawn) -> impl IntoView {
    let Drawn { front, own, meant, .. } = drawn;
    let (plot, width) = (NodeRef::<html::Div>::new(), RwSignal::new(640.0));
    follow_width(plot, width);
    let chart =
        memo(move || front.with(|front| Some(chart(front.as_ref()?, own.get(), width.get()))));
    let find = move |event: &ev::PointerEvent| {
        let area = plot.get_untracked()?.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        chart.with_untracked(|chart| chart.as_ref()?.nearest(x - area.left(), y - area.top()))
    };
    let point = move |event: ev::PointerEvent| {
        let found = find(&event);
        if found.is_some() && found != meant.get_untracked() {
            meant.set(found);
        }
    };
    let take = move |event: ev::PointerEvent| {
        point(event.clone());
        // A finger hides what it is on: it chooses, and the button opens.
        if event.pointer_type() == "mouse" && find(&event).is_some() {
            drawn.take();
        }
    };
    let count = move || front.with(|front| front.as_ref().map_or(0, |front| front.entries.len()));
    view! {
        <div
            class="plot front" node_ref=plot tabindex="0" role="slider"
            aria-label=t!("Point of the front")
            aria-valuemin="0" aria-valuemax=text(move || count().to_string())
            aria-valuenow=text(move || meant.get().map_or(0, Mark::place).to_string())
            aria-valuetext=text(move || drawn.words())
            on:keydown=move |event| press(drawn, chart, &event)
            on:pointermove=point
            on:pointerup=take
        >
            {live(move || chart.with(|chart| chart.as_ref().map(|chart| {
                axes(chart, front.with(|front| front.as_ref().is_some_and(|own| own.is_priced)))
            })))}
            {live(move || chart.with(|chart| {
                let chart = chart.as_ref()?;
                let is_advised = |entry: &Entry| entry.is_advised;
                let best = front.with(|front| front.as_ref()?.entries.iter().position(is_advised));
                Some(marks(chart, best, meant.get()))
            }))}
        </div>
        <Meant drawn />
    }
}

/// What is pointed at, in words, and its way to a variant.
#[component]
fn Meant(drawn: Drawn) -> impl IntoView {
    view! {
        <div class="meant">
            <p class="help" aria-hidden="true">{text(move || drawn.words())}</p>
            <button
                class="small" disabled=flag(move || drawn.index().is_none())
                on:click=move |_| drawn.take()
            >
                {t!("Open as a variant")}
            </button>
        </div>
    }
}

fn press(drawn: Drawn, chart: Memo<Option<FrontChart>>, event: &ev::KeyboardEvent) {
    // Those of the browser and of the system stay theirs.
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let by = match event.key().as_str() {
        "Enter" | " " => {
            drawn.take();
            0
        }
        "ArrowRight" | "ArrowUp" => 1,
        "ArrowLeft" | "ArrowDown" => -1,
        "Home" => isize::MIN,
        "End" => isize::MAX,
        _ => return,
    };
    event.prevent_default();
    if by != 0 {
        let from = drawn.meant.get_untracked();
        let next = chart.with_untracked(|chart| chart.as_ref()?.step(from, by));
        drawn.meant.set(next);
    }
}

fn chart(front: &Front, own: Option<Own>, width: f64) -> FrontChart {
    let spot = |entry: &Entry| Spot { cost: entry.cost, overload: entry.score.overload_minutes };
    let spots: Vec<Spot> = front.entries.iter().map(spot).collect();
    let edited = own.map(|own| Spot { cost: own.cost, overload: own.score.overload_minutes });
    front_chart(&spots, (spot(&front.saved), edited), width, &BrowserFormat::current())
}

fn axes(chart: &FrontChart, is_priced: bool) -> AnyView {
    let [left, right, top, bottom] = chart.edges;
    let cost = if is_priced { t!("Cost, € a day") } else { t!("Cost, Instance-hours") };
    let overload = match chart.cut {
        Some((at, most)) => t!(
            "Overload, min over the history; axis cut at {}, highest {}",
            number(at, 0),
            number(most, 0),
        ),
        None => t!("Overload, min over the history").to_owned(),
    };
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
            <text class="lane" x="0" y="13">{overload}</text>
            {costs.collect::<Vec<_>>()}
            {overloads.collect::<Vec<_>>()}
            <text class="lane" x=right y=chart.height - 6.0 text-anchor="end">{cost}</text>
        </svg>
    }
    .into_any()
}

/// The saved rules are a ring, what is advised a diamond, what is edited a square: in print and in
/// forced colours the shape alone tells.
fn marks(chart: &FrontChart, best: Option<usize>, meant: Option<Mark>) -> AnyView {
    let rest = chart.dots.iter().enumerate().filter(|(at, _)| best != Some(*at));
    let points = rest
        .map(|(_, Dot { x, y })| view! { <circle class="point" cx=*x cy=*y r="3.5" /> }.into_any());
    let advised = best.and_then(|at| chart.dots.get(at).copied());
    let diamond = advised.map(|Dot { x, y }| {
        let path = format!("M{x},{:.1}l7.5,7.5l-7.5,7.5l-7.5,-7.5z", y - 7.5);
        view! { <path class="mark advised" d=path /> }
    });
    let square = chart.edited.map(|Dot { x, y }| {
        view! { <rect class="mark edited" x=x - 5.0 y=y - 5.0 width="10" height="10" /> }
    });
    let around = meant.and_then(|mark| chart.dot(mark)).map(|Dot { x, y }| {
        view! { <circle class="around" cx=x cy=y r="10" /> }
    });
    let Dot { x, y } = chart.saved;
    view! {
        <svg class="over" aria-hidden="true" width=chart.width height=chart.height>
            <path class="line bargains" d=chart.line.clone() />
            {points.collect::<Vec<_>>()}
            <circle class="mark saved" cx=x cy=y r="6" />
            {diamond}
            {square}
            {around}
            {names(chart, advised)}
        </svg>
    }
    .into_any()
}

fn names(chart: &FrontChart, advised: Option<Dot>) -> AnyView {
    let named = [
        ("edited", chart.edited, t!("edited")),
        ("advised", advised, t!("recommended")),
        ("saved", Some(chart.saved), t!("saved")),
    ];
    let shown = named.into_iter().filter_map(|(class, dot, name)| Some((class, dot?, name)));
    let (classes, named): (Vec<_>, Vec<_>) =
        shown.map(|(class, dot, name)| (class, (dot, name))).unzip();
    let placed = chart.labels(&named).into_iter().zip(named).zip(classes);
    let drawn = placed.map(|((Label { x, y }, (_, name)), class)| {
        view! { <text class=class x=x y=y text-anchor="middle">{name}</text> }.into_any()
    });
    drawn.collect::<Vec<_>>().into_any()
}
