//! The what-if on the command line. What it does is [`headroom::whatif_cli`]'s; this connects it
//! to the files and streams of a process.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

use headroom::whatif_cli::{HELP, Options, Request, Status, example, filter};

fn main() -> ExitCode {
    let asked = Request::parse(std::env::args().skip(1)).and_then(|request| match request {
        Request::Help => say(HELP),
        Request::Version => say(concat!("headroom-whatif ", env!("CARGO_PKG_VERSION"), "\n")),
        Request::Example => say(&example()),
        Request::Run(options) => run(&options),
    });
    let status = asked.unwrap_or_else(|message| {
        // Nothing is left to do when even that cannot be written.
        let _ = writeln!(io::stderr(), "headroom-whatif: {message}");
        Status::Refused
    });
    ExitCode::from(status as u8)
}

fn say(text: &str) -> Result<Status, String> {
    io::stdout().write_all(text.as_bytes()).map_err(|e| format!("cannot write: {e}"))?;
    Ok(Status::Fine)
}

fn run(options: &Options) -> Result<Status, String> {
    let sweep = options.sweep.as_deref().map(read).transpose()?;
    let input = open(options.file.as_deref().unwrap_or("-"))?;
    let output = BufWriter::new(io::stdout());
    filter(options, sweep.as_deref(), input, output, io::stderr())
        .map_err(|e| format!("cannot go on: {e}"))
}

/// A file, or standard input for a dash.
fn open(path: &str) -> Result<Box<dyn BufRead + Send>, String> {
    if path == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path).map_err(|e| format!("cannot open {path}: {e}"))?;
    Ok(Box::new(BufReader::new(file)))
}

fn read(path: &str) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    open(path)?.read_to_end(&mut text).map_err(|e| format!("cannot read {path}: {e}"))?;
    Ok(text)
}
