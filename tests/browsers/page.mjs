// A page as a person finds their way around it, by role and name, through any WebDriver.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { error, Key } from "selenium-webdriver";

const LIBRARY = readFileSync(
  fileURLToPath(import.meta.resolve("@testing-library/dom/dist/@testing-library/dom.umd.min.js")),
  "utf8",
);
/** Ample, for a machine that builds something beside; nothing waits longer than it must. */
const DEADLINE_MS = 30_000;
const POLL_MS = 50;

/** In the page, with the library as `exports`: the elements at the end of a path. */
function search(path) {
  const pattern = (name) => (name?.source ? new RegExp(name.source, name.flags) : name);
  return path.reduce(
    (scopes, { role, name, text }) => {
      if (text) return scopes.filter((element) => element.innerText.includes(text));
      return scopes.flatMap((scope) => {
        return exports.queryAllByRole(scope, role, { name: pattern(name) });
      });
    },
    [document.body],
  );
}

/** Both in one script, since Firefox gives each its own RegExp, which the library must know. */
const INSTALL = `const module = {}, exports = {}; ${LIBRARY}; window.searchByRole = ${search};`;

/** In the page: how many there are, and where the one stands once it is scrolled into view. */
function placeOf(all) {
  if (all.length !== 1) return { count: all.length };
  all[0].scrollIntoView({ block: "nearest" });
  const { x, y, width, height } = all[0].getBoundingClientRect();
  return { count: 1, box: [x, y, width, height].join(" ") };
}

/** What can be sent to the page of a name, which is a text in full, or a pattern. */
const sent = (name) => (name instanceof RegExp ? { source: name.source, flags: name.flags } : name);

/** An element may be drawn anew between being found and being used: then it is found again. */
const isStale = (problem) => problem instanceof error.StaleElementReferenceError;

/** What stands at the end of a path of roles: it is searched anew whenever it is asked for. */
class Part {
  constructor(page, path) {
    this.page = page;
    this.path = path;
  }

  role(role, name) {
    return new Part(this.page, [...this.path, { role, name: sent(name) }]);
  }

  /** Those alone that show a text. */
  with(text) {
    return new Part(this.page, [...this.path, { text }]);
  }

  toString() {
    const step = ({ role, name, text }) => {
      if (text) return `with “${text}”`;
      return [role, name?.source ? `/${name.source}/` : name].filter(Boolean).join(" ");
    };
    return this.path.map(step).join(" › ");
  }

  /** What a function makes of the elements, in the page. */
  read(reader, ...values) {
    return this.page.search(this.path, reader, values);
  }

  /** Waits until what is read is as wanted, and returns it. */
  async until(wanted, isSo, reader, ...values) {
    let last;
    const condition = async () => {
      last = await this.read(reader, ...values);
      return isSo(last);
    };
    const message = () => `${this} should ${wanted}; last: ${JSON.stringify(last)}`;
    await this.page.wait(condition, message);
    return last;
  }

  count(count) {
    return this.until(
      `be ${count}`,
      (found) => found === count,
      (all) => all.length,
    );
  }

  shown() {
    return this.until(
      "be shown",
      (found) => found > 0,
      (all) => all.length,
    );
  }

  gone() {
    return this.count(0);
  }

  says(pattern) {
    const isSo = (text) => text !== null && pattern.test(text);
    return this.until(`say ${pattern}`, isSo, ([first]) => first?.innerText ?? null);
  }

  /** The texts of all, in order. */
  texts() {
    return this.read((all) => all.map((element) => element.innerText.trim()));
  }

  attribute(name, pattern) {
    const reader = ([first], name) => first?.getAttribute(name) ?? null;
    return this.until(`have ${name} ${pattern}`, (text) => pattern.test(text), reader, name);
  }

  value(value) {
    return this.until(
      `hold ${value}`,
      (held) => held === value,
      ([first]) => first?.value ?? null,
    );
  }

  /** Does something to the one element, once it is there and no longer moves. */
  async act(action) {
    let before;
    const condition = async () => {
      const place = await this.read(placeOf);
      const isSettled = place.box && place.box === before?.box;
      before = place;
      if (!isSettled) return false;
      const [element] = await this.read((all) => all);
      try {
        await action(element);
        return true;
      } catch (problem) {
        if (isStale(problem)) return false;
        throw problem;
      }
    };
    await this.page.wait(condition, () => `${this} should be one; last: ${JSON.stringify(before)}`);
  }

  click() {
    return this.act((element) => element.click());
  }

  press(...keys) {
    return this.act((element) => element.sendKeys(...keys));
  }

  /** Replaces what a field holds, as a person does. */
  async fill(text) {
    await this.press(Key.chord(Key.CONTROL, "a"));
    await this.press(Key.BACK_SPACE, text);
  }
}

export class Page {
  constructor(driver, address) {
    this.driver = driver;
    this.address = address;
  }

  /** Loads the console in the tab that is driven. */
  open() {
    return this.driver.get(this.address);
  }

  role(role, name) {
    return new Part(this, []).role(role, name);
  }

  wait(condition, message) {
    return this.driver.wait(condition, DEADLINE_MS, message, POLL_MS);
  }

  /** What a function makes of the elements at a path: one script, so that none can be stale. */
  async search(path, reader, values) {
    const script = `if (!window.searchByRole) return null;
      return { value: (${reader})(window.searchByRole(arguments[0]), ...arguments[1]) };`;
    const answer = await this.driver.executeScript(script, path, values);
    if (answer) return answer.value;
    await this.driver.executeScript(INSTALL);
    return this.search(path, reader, values);
  }

  /** Presses Tab until a part has the focus; fails when the order of the page never reaches it. */
  async tabTo(part) {
    await part.shown();
    const isFocused = () => part.read(([first]) => first === document.activeElement);
    for (let presses = 0; presses < 80; presses += 1) {
      if (await isFocused()) return;
      await this.press(Key.TAB);
    }
    throw new Error(`the Tab key never reaches ${part}`);
  }

  /** Presses keys where the focus is. */
  press(...keys) {
    return this.driver
      .actions()
      .sendKeys(...keys)
      .perform();
  }
}
