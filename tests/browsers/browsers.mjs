// The browsers that the story is walked through in, as Debian ships them, and their drivers.
//
// `open(ends)` gives a session: its `driver`, the browser's `version`, the console's `address`, and
// `problems()`, which takes what the page has reported since it was last asked. What ends each
// thing that was started is added to `ends` at once, so that a start that fails leaves nothing.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { Builder } from "selenium-webdriver";
import LogInspector from "selenium-webdriver/bidi/logInspector.js";
import { Options as FirefoxOptions } from "selenium-webdriver/firefox.js";
import { findFreePort } from "selenium-webdriver/net/portprober.js";
import { DriverService } from "selenium-webdriver/remote/index.js";

import { serve } from "../e2e/launch.mjs";
import { reportingCopy, reportsOf } from "./reports.mjs";

/** The path of a program, or undefined. */
function find(program) {
  const folders = (process.env.PATH || "").split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** Starts a driver at a free port, and a session with it. */
async function start(program, builder, ends, env = {}) {
  const service = new DriverService.Builder(find(program))
    .setLoopback(true)
    .setEnvironment({ ...process.env, TZ: "UTC", ...env })
    .build();
  ends.push(() => service.kill());
  const driver = await builder.usingServer(await service.start()).build();
  ends.push(() => driver.quit());
  await driver.manage().window().setRect({ x: 0, y: 0, width: 1400, height: 1000 });
  return { driver, version: (await driver.getCapabilities()).getBrowserVersion() };
}

/** Serves a folder, by default the release; returns its address. */
async function host(ends, ...folder) {
  const site = await serve(await findFreePort(), ...folder);
  ends.push(site.stop);
  return site.address;
}

/** An X server without a screen, since WebKitGTK's browser has no headless mode; its name. */
async function display(ends) {
  const server = spawn(find("Xvfb"), ["-displayfd", "3", "-screen", "0", "1400x1000x24"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  ends.push(() => server.kill());
  const number = await new Promise((resolve, reject) => {
    server.stdio[3].once("data", resolve);
    server.once("exit", () => reject(new Error("Xvfb gave no display")));
  });
  return `:${String(number).trim()}`;
}

const firefox = {
  name: "firefox-esr",
  remedy: "apt-get install firefox-esr, and tools/setup.sh browsers for geckodriver",
  missing: () => ["firefox-esr", "geckodriver"].filter((program) => !find(program)),

  /** The browser itself tells of errors, by WebDriver BiDi. */
  async open(ends) {
    const address = await host(ends);
    const options = new FirefoxOptions()
      .setBinary(find("firefox-esr"))
      .addArguments("-headless")
      .enableBidi();
    const builder = new Builder().forBrowser("firefox").setFirefoxOptions(options);
    const session = await start("geckodriver", builder, ends);
    const seen = [];
    const log = await LogInspector(session.driver);
    await log.onLog(({ level, text }) => {
      if (level === "error") seen.push(text);
    });
    const bidi = await session.driver.getBidi();
    const problems = async () => {
      // Messages come in order: with the answer, every earlier one is here.
      await bidi.send({ method: "session.status", params: {} });
      return seen.splice(0);
    };
    return { ...session, address, problems };
  },
};

const webkit = {
  name: "webkitgtk",
  remedy: "apt-get install webkit2gtk-driver xvfb",
  missing: () => ["WebKitWebDriver", "Xvfb"].filter((program) => !find(program)),

  /** Its driver tells of no errors, so the copy of the page that it loads keeps them. */
  async open(ends) {
    const copy = reportingCopy();
    ends.push(copy.remove);
    const address = await host(ends, copy.folder);
    const env = { DISPLAY: await display(ends) };
    const builder = new Builder().withCapabilities({ browserName: "MiniBrowser" });
    const session = await start("WebKitWebDriver", builder, ends, env);
    return { ...session, address, problems: () => reportsOf(session.driver) };
  },
};

export const browsers = [firefox, webkit];
