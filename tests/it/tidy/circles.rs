//! No circle of files in any folder: of two files that use each other, neither can be read or
//! changed by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::Edge;

/// Circles that still stand: a folder, and the names in it. Nothing may be added.
const KNOWN: &[(&str, &[&str])] = &[];

/// The uses between the files and folders of one folder: who uses whom, and the first place where.
type Uses<'a> = BTreeMap<(&'a str, &'a str), &'a Edge>;

/// The circles of the library's folders, and rows of `KNOWN` that no circle needs any more.
pub fn circles(edges: &BTreeSet<Edge>) -> Vec<String> {
    findings(edges, KNOWN)
}

fn findings(edges: &BTreeSet<Edge>, known: &[(&str, &[&str])]) -> Vec<String> {
    let mut folders: BTreeMap<&str, Uses> = BTreeMap::new();
    for edge in edges {
        let (folder, from, to) = common_folder(&edge.from, &edge.to);
        folders.entry(folder).or_default().entry((from, to)).or_insert(edge);
    }
    let mut found = Vec::new();
    let mut open: Vec<_> = known.to_vec();
    for (folder, uses) in &folders {
        for circle in components(uses) {
            let is_known = |(place, names): &(&str, &[&str])| {
                place == folder && circle.iter().all(|name| names.contains(name))
            };
            open.retain(|row| !is_known(row));
            if !known.iter().any(is_known) {
                found.push(told(folder, &circle, uses));
            }
        }
    }
    found.extend(open.into_iter().map(|(folder, names)| {
        format!("{folder}: {names:?} is no circle any more: take it out of KNOWN.")
    }));
    found
}

/// The folder that holds both files, and what of it holds each.
fn common_folder<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str, &'a str) {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let folder = one[..same].rfind('/').unwrap_or(0);
    let child = |path: &'a str| path[folder + 1..].split('/').next().unwrap_or("");
    (&one[..folder], child(one), child(other))
}

/// The sets, of two at least, in which each uses each, by whatever way.
fn components<'a>(uses: &Uses<'a>) -> Vec<BTreeSet<&'a str>> {
    let names: BTreeSet<&str> = uses.keys().map(|(from, _)| *from).collect();
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        names.iter().map(|name| (*name, reached(uses, name))).collect();
    let circle = |name: &&'a str| -> BTreeSet<&'a str> {
        let back = |other: &&&str| reach.get(**other).is_some_and(|reach| reach.contains(name));
        reach[name].iter().filter(back).copied().collect()
    };
    let found: BTreeSet<_> = names.iter().map(circle).filter(|set| set.len() > 1).collect();
    found.into_iter().collect()
}

/// All that `name` uses, directly or not.
fn reached<'a>(uses: &Uses<'a>, name: &'a str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        let direct = uses.keys().filter(|(from, _)| *from == next).map(|(_, to)| *to);
        open.extend(direct.filter(|to| found.insert(*to)));
    }
    found
}

fn told(folder: &str, circle: &BTreeSet<&str>, uses: &Uses) -> String {
    let within = uses.iter().filter(|((from, to), _)| circle.contains(from) && circle.contains(to));
    let lines: Vec<String> = within
        .map(|((from, to), edge)| format!("    {from} -> {to}: `{}` in {}", edge.path, edge.from))
        .collect();
    let names: Vec<&str> = circle.iter().copied().collect();
    format!(
        "{folder}: a circle of {}. Move what two of them need into a file under both, or pass it \
         in as an argument.\n{}",
        names.join(", "),
        lines.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::super::modules::Modules;
    use super::super::{Source, sample};
    use super::*;

    fn edges(sources: &[Source]) -> BTreeSet<Edge> {
        Modules::of(sources, "src/lib.rs").edges()
    }

    /// The circles in folder `src/a`, whose files hold these texts.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let lib = sample("src/lib.rs", "pub mod a;");
        let files = files.iter().map(|(path, text)| sample(&format!("src/{path}"), text));
        findings(&edges(&files.chain([lib]).collect::<Vec<_>>()), &[])
    }

    fn count(files: &[(&str, &str)]) -> usize {
        found(files).len()
    }

    const FACADE: (&str, &str) = ("a/mod.rs", "mod b;\nmod c;\nmod d;\npub use b::B;\nuse c::C;");
    const B: (&str, &str) = ("a/b.rs", "use super::C;\npub struct B(C);");

    #[test]
    fn a_circle_of_two_is_found() {
        let c = |text| ("a/c.rs", text);
        let circle = |text| count(&[FACADE, B, c(text)]);
        assert_eq!(circle("use super::b::B;\npub struct C(Box<B>);"), 1);
        assert_eq!(circle("use super::B;\npub struct C(Box<B>);"), 1, "through the facade");
        assert_eq!(circle("use super::{self, B as Other};\npub struct C;"), 1, "in a group");
        assert_eq!(circle("pub struct C(Box<crate::a::B>);"), 1, "without a use");
        assert_eq!(circle("pub struct C;\nfn f() {\n    super::b::f::<u8>();\n}"), 1);
        assert_eq!(circle("use super::*;\npub struct C(Box<B>);"), 1, "by a glob");
        assert_eq!(circle("use super::super::a;\npub struct C(Box<a::b::B>);"), 1);
        let tests = "pub struct C;\nmod tests {\n    use super::super::b::B;\n}";
        assert_eq!(circle(tests), 1, "in a module within the file");
    }

    #[test]
    fn a_circle_of_three_is_found() {
        let c = ("a/c.rs", "use super::d::D;\npub struct C(D);");
        let d = ("a/d.rs", "use crate::a::{b::B};\npub struct D(Box<B>);");
        let found = found(&[FACADE, B, c, d]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("src/a: a circle of b.rs, c.rs, d.rs."), "{found:?}");
        assert!(found[0].contains("c.rs -> d.rs: `super::d::D` in src/a/c.rs"), "{found:?}");
    }

    #[test]
    fn a_circle_of_folders_is_found() {
        let files = [
            ("a/mod.rs", "mod b;\nmod c;"),
            ("a/b/mod.rs", "mod x;\nmod y;"),
            ("a/b/x.rs", "use crate::a::c::z::Z;\npub struct X(Z);"),
            ("a/b/y.rs", "pub struct Y;"),
            ("a/c/mod.rs", "pub mod z;"),
            ("a/c/z.rs", "use super::super::b::y::Y;\npub struct Z(Y);"),
        ];
        assert_eq!(count(&files), 1);
        assert_eq!(count(&files[..5]), 0);
    }

    #[test]
    fn a_parent_that_its_children_use_and_that_uses_them_is_found() {
        let c = ("a/c.rs", "use super::Own;\npub fn c(own: Own) {}");
        let parent = |text| ("a/mod.rs", text);
        assert_eq!(count(&[parent("mod c;\npub struct Own;"), c]), 0, "it does not use them");
        assert_eq!(count(&[parent("mod c;\npub struct Own;\npub use c::c;"), c]), 0);
        assert_eq!(count(&[parent("mod c;\npub struct Own;\nfn f() { c::c(Own) }"), c]), 1);
        assert_eq!(count(&[parent("mod c;\npub struct Own;\nuse c::c;\nfn f() { c(Own) }"), c]), 1);
    }

    #[test]
    fn a_chain_is_no_circle() {
        let c = ("a/c.rs", "// use super::b::B;\nuse super::d::D;\npub struct C(D, &'static str);");
        let d = ("a/d.rs", "pub struct D;\nconst TEXT: &str = \"super::b::B\";");
        assert_eq!(count(&[FACADE, B, c, d]), 0);
    }

    #[test]
    fn a_known_circle_is_borne_until_it_is_none() {
        let circle = [
            sample("src/a/mod.rs", "mod b;\nmod c;"),
            sample("src/a/b.rs", "use super::c;"),
            sample("src/a/c.rs", "use super::b;"),
        ];
        assert_eq!(findings(&edges(&circle), &[]).len(), 1);
        assert_eq!(findings(&edges(&circle), &[("src/a", &["b.rs", "c.rs", "d.rs"])]).len(), 0);
        assert_eq!(findings(&edges(&circle), &[("src/a", &["b.rs", "d.rs"])]).len(), 2);
        assert_eq!(findings(&edges(&circle[..2]), &[("src/a", &["b.rs", "c.rs"])]).len(), 1);
    }
}
