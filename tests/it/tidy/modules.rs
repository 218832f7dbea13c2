//! The modules of a crate, and the file to which each path in them leads. Read from the text:
//! what macros make is not seen.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use super::tokens::{Token, tokens};

type Path = Vec<String>;

/// A name that a `use` brings in; of a glob the name is `*`.
struct Use {
    name: String,
    path: Path,
    /// Whether only the module itself and those within it see it.
    is_private: bool,
}

#[derive(Default)]
struct Module {
    /// Its file's path from the repository's root.
    file: String,
    items: BTreeSet<String>,
    uses: Vec<Use>,
    /// The paths in its code, of two words at least.
    paths: Vec<Path>,
    /// The words of its code outside of `use`.
    words: BTreeSet<String>,
}

/// A crate's modules by their paths.
pub struct Modules(BTreeMap<Path, Module>);

/// File `from` uses what file `to` holds, by `path`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: String,
    pub to: String,
    pub path: String,
}

/// The names that one search has looked up, each with the module where.
type Seen = BTreeSet<(Path, String)>;

/// Where a path leads.
enum Place {
    Module(Path),
    /// An item of this module.
    Item(Path),
}

impl Modules {
    /// The modules of the crate whose root is the file `root`, such as `src/lib.rs`, but for those
    /// of other crates in the same folder.
    pub fn of(sources: &[Source], root: &str) -> Self {
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        let other = [format!("{folder}/bin/"), format!("{folder}/main.rs")];
        let is_own = |path: &str| {
            path == root || !other.iter().any(|other| path.starts_with(other.as_str()))
        };
        let mut modules = Self(BTreeMap::new());
        for source in sources.iter().filter(|source| source.is_rust() && is_own(&source.path)) {
            let Some(path) = source.path.strip_prefix(&format!("{folder}/")) else { continue };
            let path = match source.path == root {
                true => Path::new(),
                false => {
                    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
                    path.split('/').map(str::to_owned).collect()
                }
            };
            modules.read(path, source);
        }
        modules
    }

    /// Every use of one file by another.
    pub fn edges(&self) -> BTreeSet<Edge> {
        let mut edges = BTreeSet::new();
        for (own, module) in &self.0 {
            for (path, places) in (Viewer { modules: self, own }).used(module) {
                for place in places {
                    let to = match place {
                        // The way to what lies beside it, and no use of its own.
                        Place::Module(to) if own.starts_with(&to) => continue,
                        Place::Module(to) | Place::Item(to) => to,
                    };
                    let file = self.0.get(&to).map(|module| &module.file);
                    if let Some(to) = file.filter(|to| **to != module.file).cloned() {
                        let from = module.file.clone();
                        edges.insert(Edge { from, to, path: path.join("::") });
                    }
                }
            }
        }
        edges
    }

    fn read(&mut self, path: Path, source: &Source) {
        let tokens = tokens(&source.text);
        let mut open = vec![(path, 0)];
        let mut depth = 0;
        let mut at = 0;
        while at < tokens.len() {
            let (path, own_depth) = open.last().unwrap();
            let module = self.0.entry(path.clone()).or_default();
            module.file.clone_from(&source.path);
            match tokens[at] {
                Token::Sign('{') => depth += 1,
                Token::Sign('}') => {
                    depth -= 1;
                    open.pop_if(|(_, own_depth)| depth < *own_depth);
                }
                Token::Word("use") => {
                    let before = at.checked_sub(1).map(|before| tokens[before]);
                    let is_public = matches!(before, Some(Token::Word("pub") | Token::Sign(')')));
                    at += 1;
                    let mut uses = Vec::new();
                    use_tree(&tokens, &mut at, &Path::new(), &mut uses);
                    module.uses.extend(uses.into_iter().map(|(name, path)| Use {
                        name,
                        path,
                        is_private: !is_public,
                    }));
                }
                Token::Word("mod") => {
                    at += 1;
                    if let [Token::Word(name), Token::Sign('{'), ..] = tokens[at..] {
                        let inner = [path.as_slice(), &[name.to_owned()]].concat();
                        open.push((inner, depth + 1));
                    }
                }
                Token::Word(word) => {
                    if depth == *own_depth {
                        module.items.extend(item(word, &tokens[at + 1..]));
                    }
                    at = module.read_path(&tokens, at);
                }
                Token::Colons | Token::Sign(_) => {}
            }
            at += 1;
        }
    }
}

/// A module that looks at the others.
struct Viewer<'a> {
    modules: &'a Modules,
    own: &'a Path,
}

impl<'a> Viewer<'a> {
    /// The paths in a module, and where they lead. What it passes on from its own children is no
    /// use, unless its own code has the name.
    fn used(&self, module: &'a Module) -> Vec<(&'a Path, Vec<Place>)> {
        let own = self.own;
        let mut used = Vec::new();
        for path in &module.paths {
            used.push((path, self.places(own, path)));
        }
        for Use { name, path, .. } in &module.uses {
            if name == "*" {
                for word in &module.words {
                    let path_of_word = [path.as_slice(), std::slice::from_ref(word)].concat();
                    used.push((path, self.found(own, &path_of_word, &mut Seen::new())));
                }
                continue;
            }
            let places = self.places(own, path);
            let is_child = |place: &Place| {
                let (Place::Module(to) | Place::Item(to)) = place;
                to.len() > own.len() && to.starts_with(own)
            };
            if module.words.contains(name) || !places.iter().all(is_child) {
                used.push((path, places));
            }
        }
        used
    }

    /// Where a path in module `own` leads; to the last module on its way, if what it names there
    /// is not found.
    fn places(&self, own: &Path, path: &[String]) -> Vec<Place> {
        let found = self.found(own, path, &mut Seen::new());
        if !found.is_empty() || path.len() < 2 {
            return found;
        }
        let shorter = self.places(own, &path[..path.len() - 1]);
        let as_item = |place| match place {
            Place::Module(to) | Place::Item(to) => Place::Item(to),
        };
        shorter.into_iter().map(as_item).collect()
    }

    /// The same, without a guess.
    fn found(&self, own: &Path, path: &[String], seen: &mut Seen) -> Vec<Place> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        match first.as_str() {
            "crate" => self.walk(&Path::new(), rest, seen),
            "self" => self.walk(own, rest, seen),
            "super" => {
                let Some((_, parent)) = own.split_last() else { return Vec::new() };
                match rest.first().map(String::as_str) {
                    Some("super") => self.found(&parent.to_vec(), rest, seen),
                    _ => self.walk(&parent.to_vec(), rest, seen),
                }
            }
            _ => self.walk(own, path, seen),
        }
    }

    /// Where `path` leads from module `at` on. A name may be that of a module and of an item.
    fn walk(&self, at: &Path, path: &[String], seen: &mut Seen) -> Vec<Place> {
        let Some((name, rest)) = path.split_first() else {
            return vec![Place::Module(at.clone())];
        };
        // Names that lead to each other would lead on for ever.
        if !seen.insert((at.clone(), name.clone())) {
            return Vec::new();
        }
        let Some(module) = self.modules.0.get(at) else { return Vec::new() };
        let mut found = Vec::new();
        let child = [at.as_slice(), std::slice::from_ref(name)].concat();
        if self.modules.0.contains_key(&child) {
            found.extend(self.walk(&child, rest, seen));
        }
        if module.items.contains(name) {
            found.push(Place::Item(at.clone()));
        }
        let is_seen = |used: &&Use| !used.is_private || self.own.starts_with(at);
        let uses: Vec<&Use> = module.uses.iter().filter(is_seen).collect();
        for used in uses.iter().filter(|used| used.name == *name) {
            if used.path.first() != Some(name) {
                found.extend(self.found(at, &[used.path.as_slice(), rest].concat(), seen));
            }
        }
        // A glob of another crate leads nowhere here, and following it would start over and over.
        let is_of_crate = |glob: &Use| match glob.path.first().map(String::as_str) {
            Some("crate" | "self" | "super") => true,
            Some(first) => {
                let child = [at.as_slice(), &[first.to_owned()]].concat();
                self.modules.0.contains_key(&child)
            }
            None => false,
        };
        let globs = uses.iter().filter(|used| used.name == "*" && is_of_crate(used));
        for glob in globs.filter(|_| found.is_empty()).collect::<Vec<_>>() {
            found.extend(self.found(at, &[glob.path.as_slice(), path].concat(), seen));
        }
        found
    }
}

impl Module {
    /// Reads the word at `at` and the path that it starts, and tells where that ends.
    fn read_path(&mut self, tokens: &[Token], mut at: usize) -> usize {
        let mut path = Path::new();
        while let Some(Token::Word(word)) = tokens.get(at) {
            path.push((*word).to_owned());
            match (tokens.get(at + 1), tokens.get(at + 2)) {
                (Some(Token::Colons), Some(Token::Word(_))) => at += 2,
                _ => break,
            }
        }
        self.words.extend(path.first().cloned());
        if path.len() > 1 {
            self.paths.push(path);
        }
        at
    }
}

/// The name of the item that a keyword starts.
fn item(keyword: &str, after: &[Token]) -> Option<String> {
    let kinds = ["fn", "struct", "enum", "trait", "type", "const", "static", "union"];
    match after {
        [Token::Sign('!'), Token::Word(name), ..] if keyword == "macro_rules" => {
            Some((*name).to_owned())
        }
        [Token::Word("mut" | "fn"), ..] => None,
        [Token::Word(name), ..] if kinds.contains(&keyword) => Some((*name).to_owned()),
        _ => None,
    }
}

/// Reads `a::{b, c as d}` with `at` on its first token, and leaves it on the one after it.
fn use_tree(tokens: &[Token], at: &mut usize, prefix: &Path, uses: &mut Vec<(String, Path)>) {
    let mut path = prefix.clone();
    while let Some(token) = tokens.get(*at) {
        *at += 1;
        match token {
            Token::Word("as") => {
                let Some(Token::Word(name)) = tokens.get(*at) else { return };
                *at += 1;
                return uses.push(((*name).to_owned(), path));
            }
            Token::Word(word) => path.push((*word).to_owned()),
            Token::Colons => {}
            Token::Sign('*') => return uses.push(("*".to_owned(), path)),
            Token::Sign('{') => {
                while !matches!(tokens.get(*at), None | Some(Token::Sign('}'))) {
                    use_tree(tokens, at, &path, uses);
                    *at += usize::from(tokens.get(*at) == Some(&Token::Sign(',')));
                }
                *at += 1;
                return;
            }
            Token::Sign(_) => {
                *at -= 1;
                break;
            }
        }
    }
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let Some(name) = path.last().cloned() else { return };
    uses.push((name, path));
}
