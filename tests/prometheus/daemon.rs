//! A Prometheus of one test: its data come from a text, and it listens on loopback alone.

use std::io::{BufRead, BufReader, Lines};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::spawn;

use crate::files::Folder;

/// A running Prometheus, which ends with the test.
pub struct Prometheus {
    pub port: u16,
    child: Child,
    _folder: Folder,
}

/// What a Prometheus is started with.
#[derive(Default)]
pub struct Setting<'a> {
    /// Further options.
    pub options: &'a [&'a str],
    /// Its configuration, in YAML.
    pub config: &'a str,
}

/// One of the package's programs, where set-up has put it.
fn program(name: &str) -> Command {
    let folder = std::env::var("PROMETHEUS").map(PathBuf::from).ok();
    let own = folder.map(|folder| folder.join("usr/bin").join(name)).filter(|path| path.exists());
    Command::new(own.unwrap_or_else(|| PathBuf::from(name)))
}

const MISSING: &str = "Prometheus is missing: run tools/setup.sh test, then the tests by \
    tools/test.sh, or name the folder that holds usr/bin/prometheus in PROMETHEUS";

impl Prometheus {
    /// One that keeps all of a history, in OpenMetrics' text.
    pub fn start(history: &str) -> Self {
        Self::start_with(history, &Setting::default())
    }

    pub fn start_with(history: &str, setting: &Setting) -> Self {
        let folder = Folder::new();
        folder.write("history.om", history.as_bytes());
        folder.write("prometheus.yml", format!("global: {{}}\n{}", setting.config).as_bytes());
        let mut fill = program("promtool");
        fill.args(["tsdb", "create-blocks-from", "openmetrics", "--quiet"]).args([
            "--max-block-duration",
            "24h",
            &folder.arg("history.om"),
            &folder.arg("data"),
        ]);
        let filled = fill.output().expect(MISSING);
        assert!(filled.status.success(), "{filled:?}");

        let keeps = setting.options.iter().any(|option| option.starts_with("--storage.tsdb.ret"));
        let mut start = program("prometheus");
        start
            .arg(format!("--config.file={}", folder.arg("prometheus.yml")))
            .arg(format!("--storage.tsdb.path={}", folder.arg("data")))
            .args(["--web.listen-address=127.0.0.1:0", "--web.route-prefix=/prometheus"])
            .args((!keeps).then_some("--storage.tsdb.retention.time=100y"))
            .args(setting.options)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = start.spawn().expect(MISSING);
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        let port = port(&mut log);
        // A full pipe would stop it.
        spawn(move || log.for_each(drop));
        Self { port, child, _folder: folder }
    }

    /// Where it is, as an option of `headroom-server`.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Stops it as it stands: it takes connections, and answers none.
    pub fn freeze(&self) {
        let sent = Command::new("kill").args(["-STOP", &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    /// Ends it.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Waits until it is ready and listens, which it says in either order, and tells the port that the
/// system chose.
fn port(log: &mut Lines<BufReader<ChildStderr>>) -> u16 {
    let (mut port, mut is_ready, mut said) = (None, false, String::new());
    for line in log.map_while(Result::ok) {
        if let Some((_, listens)) = line.split_once("msg=\"Listening on\" address=127.0.0.1:") {
            port = listens.trim().parse().ok();
        }
        is_ready |= line.contains("Server is ready to receive web requests");
        if let (true, Some(port)) = (is_ready, port) {
            return port;
        }
        said += &line;
        said.push('\n');
    }
    panic!("Prometheus did not start: {said}")
}
