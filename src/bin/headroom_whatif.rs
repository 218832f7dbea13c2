//! The what-if on the command line. What it does is [`headroom::whatif_cli`]'s; this connects it
//! to the files and streams of a process.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use headroom::whatif::to_file;
use headroom::whatif_cli::{Options, Status, example, filter, is_input, job_of_files};

fn main() -> ExitCode {
    let options = match Options::read(std::env::args_os()) {
        Ok(options) => options,
        Err(instead) => {
            // Nothing is left to do when even that cannot be written.
            let _ = instead.print();
            return ExitCode::from(if instead.use_stderr() { Status::Refused as u8 } else { 0 });
        }
    };
    let status = run(&options).unwrap_or_else(|message| {
        let _ = writeln!(io::stderr(), "headroom-whatif: {message}");
        Status::Refused
    });
    ExitCode::from(status as u8)
}

fn run(options: &Options) -> Result<Status, String> {
    if options.example {
        let written = io::stdout().write_all(example().as_bytes());
        return written.map(|()| Status::Fine).map_err(|e| format!("cannot write: {e}"));
    }
    let sweep = options.sweep.as_deref().map(read).transpose()?;
    if let (Some(history), Some(group)) = (&options.files.history, &options.files.group) {
        let mut made = job_of_files(&options.files, &read(history)?, &read(group)?)?;
        for note in &made.notes {
            let _ = writeln!(io::stderr(), "headroom-whatif: {note}");
        }
        options.model.set(&mut made.job);
        let text = to_file(&made.job);
        if options.files.as_job {
            let written = io::stdout().write_all(text.as_bytes());
            return written.map(|()| Status::Fine).map_err(|e| format!("cannot write: {e}"));
        }
        let output = BufWriter::new(io::stdout());
        return filter(options, sweep.as_deref(), text.as_bytes(), output, io::stderr())
            .map_err(|e| format!("cannot go on: {e}"));
    }
    let input = open(options.file.as_deref().unwrap_or(Path::new("-")))?;
    let output = BufWriter::new(io::stdout());
    filter(options, sweep.as_deref(), input, output, io::stderr())
        .map_err(|e| format!("cannot go on: {e}"))
}

/// A file, or standard input for a dash.
fn open(path: &Path) -> Result<Box<dyn BufRead + Send>, String> {
    if is_input(path) {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path).map_err(|e| format!("cannot open {}: {e}", path.display()))?;
    Ok(Box::new(BufReader::new(file)))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    let read = open(path)?.read_to_end(&mut text);
    read.map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    Ok(text)
}
