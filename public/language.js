// The language of the frame in index.html and of the scripts beside the page. It is fetched where
// something is to be said that the console does not say, and its name holds no digest, since what
// an older page asks of it must stay.

/** The catalogue of the page's language (tools/languages.mjs), which is empty for English. */
export async function catalogue() {
  const { lang } = document.documentElement;
  const file = document.querySelector(`meta[name="headroom-${lang}"]`);
  if (!file) return "";
  const answer = await fetch(file.content);
  if (!answer.ok) throw new Error(`${file.content} did not come`);
  return answer.text();
}

/** Its texts by the English ones. */
async function texts() {
  const lines = await catalogue().catch(() => "");
  return new Map(Array.from(lines.matchAll(/(.*)\n(.*)\n/g), ([, text, own]) => [text, own]));
}

/** A text in the reader's language, with what its braces name. */
export async function said(text, names = {}) {
  const own = (await texts()).get(text) ?? text;
  return own.replace(/\{(\w+)\}/g, (_, name) => names[name]);
}

/** Has the frame speak the reader's language, until the console does. */
export async function translate() {
  const own = await texts();
  const frame = document.getElementById("boot");
  if (!frame) return;
  const walk = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { data } = walk.currentNode;
    walk.currentNode.data = data.replace(data.trim(), (text) => own.get(text) ?? text);
  }
  for (const element of frame.querySelectorAll("[aria-label]")) {
    element.ariaLabel = own.get(element.ariaLabel) ?? element.ariaLabel;
  }
}
