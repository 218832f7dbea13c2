//! The what-if on the command line: a job as JSON in, its outcome as JSON out.

fn main() {}
