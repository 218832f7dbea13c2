//! The tree of a page as elements. Every text becomes a text and none is taken for markup; a link
//! leads to known places alone.

use leptos::html::custom;
use leptos::prelude::*;

use crate::help::{Leads, Node, Page, Tag};
use crate::route::Location;
use crate::ui::kit::clipboard::CopyButton;

/// What stands below a page's title.
pub fn content(page: &'static Page) -> Vec<AnyView> {
    Made { page: &page.name }.all(&page.content)
}

/// The id of a heading: the page has others of its own.
pub fn heading_id(anchor: &str) -> String {
    format!("help-{anchor}")
}

/// What is made of nodes, on a page of this name.
#[derive(Clone, Copy)]
struct Made {
    page: &'static str,
}

impl Made {
    fn all(self, nodes: &'static [Node]) -> Vec<AnyView> {
        nodes.iter().map(|node| self.one(node)).collect()
    }

    fn one(self, node: &'static Node) -> AnyView {
        let plain = |name: &'static str| custom(name).child(self.all(&node.children)).into_any();
        match node.tag {
            Tag::Text => node.text.as_str().into_any(),
            Tag::H2 => self.heading("h2", node),
            Tag::H3 => self.heading("h3", node),
            Tag::H4 => self.heading("h4", node),
            Tag::P => plain("p"),
            Tag::Ul => plain("ul"),
            Tag::Ol => plain("ol"),
            Tag::Li => plain("li"),
            Tag::Tr => plain("tr"),
            Tag::Td => plain("td"),
            Tag::Strong => plain("strong"),
            Tag::Em => plain("em"),
            Tag::Quote => plain("blockquote"),
            Tag::Code => view! { <code>{node.text.as_str()}</code> }.into_any(),
            // A column without a name has no heading.
            Tag::Th if node.children.is_empty() => plain("td"),
            Tag::Th => view! { <th scope="col">{self.all(&node.children)}</th> }.into_any(),
            Tag::Table => self.table(node),
            Tag::Pre => block(node),
            Tag::A => self.link(node),
            Tag::Img => picture(node),
        }
    }

    /// A heading that can be gone to, with the link that does.
    fn heading(self, name: &'static str, node: &'static Node) -> AnyView {
        let label = t!("Link to “{}”", node.words());
        let heading = custom(name)
            .id(heading_id(&node.to))
            .attr("tabindex", "-1")
            .child(self.all(&node.children));
        view! {
            <div class="help-heading">
                {heading}
                <a href=Location::in_help(self.page, &node.to).href() aria-label=label>"#"</a>
            </div>
        }
        .into_any()
    }

    /// A table, named after its columns, in a box that it scrolls in.
    fn table(self, node: &'static Node) -> AnyView {
        let is_head = |row: &Node| row.children.iter().all(|cell| cell.tag == Tag::Th);
        let heads = node.children.iter().take_while(|row| is_head(row)).count();
        let (head, body) = node.children.split_at(heads);
        let columns = head.iter().flat_map(|row| &row.children).map(Node::words);
        let columns: Vec<String> = columns.filter(|name| !name.is_empty()).collect();
        let label = t!("Table: {}", columns.join(", "));
        view! {
            <div class="card table-wrap" tabindex="0" role="group" aria-label=label>
                <table>
                    <thead>{self.all(head)}</thead>
                    <tbody>{self.all(body)}</tbody>
                </table>
            </div>
        }
        .into_any()
    }

    fn link(self, node: &'static Node) -> AnyView {
        let words = self.all(&node.children);
        let elsewhere = |href: &'static str, words| {
            view! { <a href=href target="_blank" rel="noopener noreferrer">{words}</a> }.into_any()
        };
        match Leads::of(&node.to) {
            Leads::Page(name, anchor) => {
                view! { <a href=Location::in_help(name, anchor).href()>{words}</a> }.into_any()
            }
            Leads::Picture(href) | Leads::Web(href) => elsewhere(href, words),
            Leads::Nowhere => words.into_any(),
        }
    }
}

/// A block of code, with the name of the file that it is.
fn block(node: &'static Node) -> AnyView {
    let text = node.text.as_str();
    let file = (!node.to.is_empty()).then(|| view! { <p>{node.to.as_str()}</p> });
    view! {
        <div class="help-code">
            {file}
            <pre tabindex="0">{text}</pre>
            <CopyButton label=t!("Copy") text=Callback::new(move |()| text.to_owned()) />
        </div>
    }
    .into_any()
}

fn picture(node: &'static Node) -> AnyView {
    let Leads::Picture(file) = Leads::of(&node.to) else { return ().into_any() };
    view! {
        <img
            src=file alt=node.text.as_str() width=node.width height=node.height loading="lazy"
        />
    }
    .into_any()
}
