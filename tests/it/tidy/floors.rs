//! The floors of `ui`: `kit` knows Leptos and the browser, `link` the session and the workers,
//! `pages` the groups. Nothing imports from a floor above its own, and no page another.

use std::collections::BTreeSet;

use super::Source;
use super::modules::Edge;

/// From the lowest. What of `ui` is on no floor, such as the app itself, lies above them all.
const FLOORS: [&str; 3] = ["kit", "link", "pages"];
/// Parts of pages that do not import each other, as pages do not.
const APART: [&str; 2] = ["group/timeline", "group/whatif"];
/// Beside the pages, but none: what the pages with a form are made of.
const SHARED: &[&str] = &["editor"];
/// Parts that still import another: the one, and the other. Nothing may be added.
const KNOWN: &[(&str, &str)] = &[];

/// Imports within `ui` that climb, or that cross from page to page. Without floors there are none.
pub fn broken(sources: &[Source], edges: &BTreeSet<Edge>) -> Vec<String> {
    findings(sources, edges, KNOWN)
}

fn findings(sources: &[Source], edges: &BTreeSet<Edge>, known: &[(&str, &str)]) -> Vec<String> {
    let stands =
        |floor: &str| sources.iter().any(|s| s.path.starts_with(&format!("src/ui/{floor}/")));
    if !FLOORS.iter().all(|floor| stands(floor)) {
        return Vec::new();
    }
    let found: Vec<_> = edges.iter().filter_map(|edge| Some((edge, problem(edge)?))).collect();
    let is_new = |(edge, _): &&(&Edge, &str)| !known.iter().any(|row| is_between(edge, row));
    let idle = known.iter().filter(|row| !found.iter().any(|(edge, _)| is_between(edge, row)));
    let idle = idle.map(|row| format!("ui/pages: {row:?} is kept now: take it out of KNOWN."));
    found.iter().filter(is_new).map(told).chain(idle).collect()
}

fn is_between(edge: &Edge, (from, to): &(&str, &str)) -> bool {
    let lies_in = |path: &str, part: &str| path.starts_with(&format!("src/ui/pages/{part}/"));
    lies_in(&edge.from, from) && lies_in(&edge.to, to)
}

fn told((edge, problem): &(&Edge, &str)) -> String {
    let Edge { from, path, .. } = edge;
    format!("{from}: `{path}` {problem}. Move it down, or pass it in as an argument.")
}

fn problem(edge: &Edge) -> Option<&'static str> {
    let from = edge.from.strip_prefix("src/ui/")?;
    let to = edge.to.strip_prefix("src/ui/")?;
    let (own, other) = (floor(from), floor(to));
    if other > own {
        return Some("lies on a floor above");
    }
    let (from, to) = (from.strip_prefix("pages/")?, to.strip_prefix("pages/")?);
    if page(from) != "mod.rs" && page(from) != page(to) && !SHARED.contains(&page(to)) {
        return Some("is of another page");
    }
    let part = |path: &str| APART.iter().position(|part| path.starts_with(part));
    let (own, other) = (part(from)?, part(to)?);
    (own != other).then_some("is of another part of the page")
}

fn floor(path: &str) -> usize {
    let first = path.split('/').next();
    FLOORS.iter().position(|floor| first == Some(floor)).unwrap_or(FLOORS.len())
}

/// A page is a file or a folder.
fn page(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    if first == "mod.rs" { first } else { first.trim_end_matches(".rs") }
}

#[cfg(test)]
mod tests {
    use super::super::modules::Modules;
    use super::super::sample;
    use super::*;

    fn found(sources: &[Source], known: &[(&str, &str)]) -> usize {
        findings(sources, &Modules::of(sources, "src/lib.rs").edges(), known).len()
    }

    /// A house in which one more file has this text.
    fn house(path: &str, text: &str) -> Vec<Source> {
        let files = [
            ("src/lib.rs", "pub mod ui;"),
            ("src/ui/mod.rs", "mod app;\nmod kit;\nmod link;\nmod pages;"),
            ("src/ui/app.rs", "use super::pages::home::Home;\npub struct App;"),
            ("src/ui/kit/button.rs", "pub struct Button;"),
            ("src/ui/kit/mod.rs", "mod button;\nmod more;\npub use button::Button;"),
            ("src/ui/link/mod.rs", "pub mod more;\npub mod session;"),
            ("src/ui/link/session.rs", "use crate::ui::kit::Button;\npub struct Session;"),
            ("src/ui/pages/mod.rs", "pub mod editor;\npub mod group;\npub mod home;"),
            ("src/ui/pages/editor.rs", "pub struct Editor;"),
            ("src/ui/pages/home.rs", "use super::super::link::session::Session;\npub struct Home;"),
            ("src/ui/pages/group/mod.rs", "pub mod head;\npub mod timeline;\npub mod whatif;"),
            ("src/ui/pages/group/head.rs", "pub struct Head;"),
            ("src/ui/pages/group/timeline.rs", "use super::head::Head;\npub struct Line;"),
            ("src/ui/pages/group/whatif/mod.rs", "mod more;"),
        ];
        let files = files.into_iter().chain([(path, text)]);
        files.map(|(path, text)| sample(path, text)).collect()
    }

    fn count(path: &str, text: &str) -> usize {
        found(&house(path, text), &[])
    }

    #[test]
    fn a_climb_is_found() {
        assert_eq!(count("src/ui/kit/more.rs", "use super::button::Button;"), 0);
        assert_eq!(count("src/ui/kit/more.rs", "use super::super::link::session::Session;"), 1);
        assert_eq!(count("src/ui/kit/more.rs", "fn f(head: crate::ui::pages::home::Home) {}"), 1);
        assert_eq!(count("src/ui/link/more.rs", "use crate::ui::{app::App, kit::Button};"), 1);
    }

    #[test]
    fn a_step_from_page_to_page_is_found() {
        assert_eq!(count("src/ui/pages/more.rs", "use super::home::Home;"), 1);
        assert_eq!(count("src/ui/pages/more.rs", "use super::editor::Editor;"), 0);
        assert_eq!(
            count("src/ui/pages/more/mod.rs", "use crate::ui::pages::group::head::Head;"),
            1
        );
        let part = "src/ui/pages/group/whatif/more.rs";
        assert_eq!(count(part, "use super::super::head::Head;"), 0);
        assert_eq!(count(part, "use super::super::timeline::Line;"), 1);
    }

    #[test]
    fn a_known_step_is_borne_until_it_is_none() {
        let known = &[("group/whatif", "group/timeline")];
        let part = "src/ui/pages/group/whatif/more.rs";
        let text = "use super::super::timeline::line::Line;";
        let mut house = house(part, text);
        house.push(sample("src/ui/pages/group/timeline/line.rs", "pub struct Line;"));
        assert_eq!(found(&house, &[]), 1);
        assert_eq!(found(&house, known), 0);
        house.retain(|source| source.path != part);
        assert_eq!(found(&house, known), 1);
    }

    #[test]
    fn without_floors_nothing_is_found() {
        let files = [("src/lib.rs", ""), ("src/ui/pages/a.rs", "use super::b;")];
        let files = files.map(|(path, text)| sample(path, text));
        assert_eq!(found(&files, &[]), 0);
    }
}
