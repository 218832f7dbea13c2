// A page's tokens as the small tree that the console shows. Its elements are those of `Tag` in
// src/help/book.rs; what is none of them is refused, so that no page loses a word unnoticed.
import { anchorsInOrder } from "./markdown.mjs";

/** What a token that opens an element becomes. Those without a name give only what they hold. */
const ELEMENTS = {
  paragraph: "p",
  bullet_list: "ul",
  ordered_list: "ol",
  list_item: "li",
  table: "table",
  thead: null,
  tbody: null,
  tr: "tr",
  th: "th",
  td: "td",
  blockquote: "quote",
  strong: "strong",
  em: "em",
};

const COMMENT = /^\s*<!--[\s\S]*-->\s*$/;

/** What a page is made with: where links lead, and what is refused. */
class Maker {
  constructor(page, { link, picture, title = () => null, anchor = anchorsInOrder() }) {
    Object.assign(this, { page, link, picture, title, anchor, line: 1 });
  }

  refuse(what) {
    throw new Error(`docs/${this.page}.md:${this.line}: the help cannot show ${what}`);
  }

  /** The nodes of tokens, of which each that opens something is closed by one of the same level. */
  nodes(tokens) {
    const made = [];
    for (let at = 0; at < tokens.length; at += 1) {
      const token = tokens[at];
      if (token.map) this.line = token.map[0] + 1;
      if (token.nesting !== 1) {
        made.push(...this.leaf(token));
        continue;
      }
      const close = tokens.findIndex((own, index) => {
        return index > at && own.nesting === -1 && own.level === token.level;
      });
      made.push(...this.element(token, tokens.slice(at + 1, close)));
      at = close;
    }
    return joined(made);
  }

  element(token, inner) {
    const name = token.type.replace(/_open$/, "");
    if (name === "heading") {
      // The page has one of the first level, which is its title.
      return [{ tag: token.tag, to: this.anchor(inner[0]), children: this.nodes(inner) }];
    }
    if (name === "link") {
      const [to, said] = [this.link(token.attrGet("href")), this.nodes(inner)];
      const title = this.title(words(said));
      const children = title === null ? said : [{ text: title }];
      return to === null ? children : [{ tag: "a", to, children }];
    }
    if (!Object.hasOwn(ELEMENTS, name)) this.refuse(`"${name}"`);
    const children = this.nodes(inner);
    // An item of a tight list holds its words, not a paragraph.
    if (token.hidden || ELEMENTS[name] === null) return children;
    return [{ tag: ELEMENTS[name], children }];
  }

  leaf(token) {
    switch (token.type) {
      case "inline":
        return this.nodes(token.children);
      case "text":
        return [{ text: token.content }];
      case "softbreak":
        return [{ text: " " }];
      case "code_inline":
        return [{ tag: "code", text: token.content }];
      case "fence":
        return [block(token)];
      case "image":
        return [{ tag: "img", text: token.content, ...this.picture(token.attrGet("src")) }];
      case "html_block":
        return COMMENT.test(token.content) ? [] : this.refuse("HTML");
      default:
        return this.refuse(`"${token.type}"`);
    }
  }
}

/** A block of code; behind its language may stand the name of the file that it is. */
function block({ info, content }) {
  const [, file] = info.trim().split(/\s+/);
  return { tag: "pre", text: content.trimEnd(), ...(file && { to: file }) };
}

/** Texts that follow each other as one, and none that is empty. */
function joined(nodes) {
  const made = [];
  for (const node of nodes) {
    const last = made.at(-1);
    const isText = node.tag === undefined;
    if (isText && last && last.tag === undefined) last.text += node.text;
    else if (!isText || node.text !== "") made.push({ ...node });
  }
  return made;
}

/**
 * The tree of a page. `link` says where a link leads, null where it leads out of the help; `title`
 * has the words for a link that is named after a file; `picture` describes the file of a picture;
 * `anchor` gives the next heading its own.
 */
export function tree(page, tokens, of) {
  return new Maker(page, of).nodes(tokens);
}

/** The words of nodes. */
export function words(nodes) {
  return nodes.map(({ text = "", children = [] }) => text + words(children)).join("");
}
