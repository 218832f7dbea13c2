//! The server as a process.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{JoinHandle, spawn};

use crate::files::with_console;
use crate::http::get;

/// A running server, which ends with the test.
pub struct Server {
    pub port: u16,
    /// What the printed address says behind the port: `/`, or `/?token=…`.
    pub link: String,
    child: Child,
    stdout: BufReader<std::process::ChildStdout>,
    log: Receiver<String>,
    reader: Option<JoinHandle<()>>,
}

fn command(args: &[&str], env: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_headroom-server"));
    command.args(args);
    prepared(command, env)
}

fn command_under(limit: &str, args: &[&str]) -> Command {
    let script = format!("ulimit {limit}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("bash");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_headroom-server")]).args(args);
    prepared(shell, &[])
}

fn prepared(mut command: Command, env: &[(&str, &str)]) -> Command {
    // What the developer's own environment holds is not the test's.
    for name in ["SCW_SECRET_KEY", "HEADROOM_COCKPIT_TOKEN"] {
        command.env_remove(name).env_remove(format!("{name}_FILE"));
    }
    command
        .envs(env.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The port of the printed address, and what stands behind it.
fn address(line: &str) -> Option<(u16, String)> {
    let (_, rest) = line.split_once("http://127.0.0.1:")?;
    let (port, link) = rest.split_whitespace().next()?.split_once('/')?;
    Some((port.parse().ok()?, format!("/{link}")))
}

impl Server {
    /// A server with a console of its own.
    pub fn start(args: &[&str]) -> Self {
        Self::start_with(args, &[])
    }

    pub fn start_with(args: &[&str], env: &[(&str, &str)]) -> Self {
        let console = with_console();
        let dist = console.arg("dist");
        let args = [&["--dist", &dist], args].concat();
        // The files are read once it runs, so they may go with this function.
        Self::bare(&args, env)
    }

    /// A server that is told where its console is.
    pub fn bare(args: &[&str], env: &[(&str, &str)]) -> Self {
        let args = [&["--listen", "127.0.0.1:0"], args].concat();
        Self::run(command(&args, env))
    }

    /// A server with a console of its own, under a limit that bash's `ulimit` sets.
    pub fn start_under(limit: &str, args: &[&str]) -> Self {
        let console = with_console();
        let dist = console.arg("dist");
        let args = [&["--listen", "127.0.0.1:0", "--dist", &dist], args].concat();
        Self::run(command_under(limit, &args))
    }

    fn run(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let (sender, log) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let reader = spawn(move || {
            for line in stderr.lines() {
                let _ = sender.send(line.unwrap());
            }
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let (port, link) = address(&line).unwrap_or_else(|| {
            let log: Vec<String> = log.iter().collect();
            panic!("no address in {line:?}: {log:?}")
        });
        Self { port, link, child, stdout, log, reader: Some(reader) }
    }

    /// The cookie that the printed address gives to a browser, as `name=value`.
    pub fn cookie(&self) -> String {
        let reply = get(&self.link).send(self.port);
        let cookie = reply.header("set-cookie").unwrap_or_default();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// The next line of the log; waits for it.
    pub fn log_line(&self) -> String {
        self.log.recv().unwrap()
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for the end: how it ended, what else stood on standard output, and the whole log.
    pub fn end(mut self) -> (ExitStatus, String, String) {
        let status = self.child.wait().unwrap();
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        self.reader.take().unwrap().join().unwrap();
        let log: Vec<String> = self.log.try_iter().collect();
        (status, rest, log.join("\n"))
    }

    /// Asks it to end, and waits.
    pub fn stop(self) -> (ExitStatus, String, String) {
        self.signal("-TERM");
        self.end()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a start comes to that must fail: the exit code and what is said.
pub fn refused(args: &[&str], env: &[(&str, &str)]) -> (i32, String) {
    ended(command(args, env))
}

/// The same under a limit that bash's `ulimit` sets.
pub fn refused_under(limit: &str, args: &[&str]) -> (i32, String) {
    ended(command_under(limit, args))
}

fn ended(mut command: Command) -> (i32, String) {
    let output = command.output().unwrap();
    let said = |bytes| String::from_utf8(bytes).unwrap();
    assert_eq!(said(output.stdout), "", "{command:?}");
    (output.status.code().unwrap(), said(output.stderr))
}
