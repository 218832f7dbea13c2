// Markdown as its readers see it: for the help in the console, and for the tests of docs/.
import GithubSlugger from "github-slugger";
import MarkdownIt from "markdown-it";

// HTML is recognised so that a comment is none of a page's words.
const markdown = new MarkdownIt({ html: true });

/** The tokens of a text. */
export const parse = (text) => markdown.parse(text, {});

/** A page's headings get their anchors from this in order, as the usual renderers make them. */
export function anchorsInOrder() {
  const slugger = new GithubSlugger();
  return ({ children }) => slugger.slug(children.map(({ content }) => content).join(""));
}

/** The anchors of a page's headings, from its tokens. */
export function anchors(tokens) {
  const headings = tokens.filter((_, index) => tokens[index - 1]?.type === "heading_open");
  return headings.map(anchorsInOrder());
}
