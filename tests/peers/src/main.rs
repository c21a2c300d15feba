//! Compares lexgen with its peers, in one run, and prints one table.
//!
//! Each section is a file, which documents what it compares and how.

mod compile;
mod decode;
mod edit;
mod expand;
mod firehose;
mod floor;
mod generate;
mod growth;
mod measure;
mod page;
mod project;
mod setup;
mod stream;
mod synthetic;
mod table;
mod validation;

use std::{env, fs, path::Path, process::ExitCode};

use anyhow::{Result, bail};
use setup::Setup;
use table::Row;

const USAGE: &str = "\
Measures lexgen against its peers, and prints one table.

Usage: tests/peers/run [--quick] [SECTION…]

  a  generating the protocol's lexicons, cold and with nothing changed
  b  compiling what was generated, and a program that uses three endpoints
  c  decoding and encoding pages
  d  expanding one #[lexicon]
  e  growth: 1,000 to 100,000 synthetic lexicons
  f  from the frames of a firehose to typed records
  g  validating records
  h  the developer's loop: checking again after a touch, and after an edited lexicon;
     the first build of the command

All sections, unless some are named. --quick takes fewer rounds, fewer lexicons
in (e), fewer frames in (f), and fewer records in (g). The lexicons are those in
`official` of the folder that LEXGEN_CORPUS names, else of ../shared/corpus; only
(e) does without.";

type Section = fn(&Setup) -> Result<Vec<Row>>;

const SECTIONS: [(&str, Section); 8] = [
    ("a", generate::rows),
    ("b", compile::rows),
    ("c", decode::rows),
    ("d", expand::rows),
    ("e", growth::rows),
    ("f", firehose::rows),
    ("g", validation::rows),
    ("h", edit::rows),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("--help" | "-h") => {
            println!("{USAGE}");
            Ok(true)
        }
        Some(floor::COMMAND) => floor::main(&arguments[1..]).map(|()| true),
        _ => sections(&arguments),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

/// Runs the selected sections, and returns whether all succeeded.
fn sections(arguments: &[String]) -> Result<bool> {
    let quick = arguments.iter().any(|it| it == "--quick");
    let mut wanted: Vec<&str> = Vec::new();
    for argument in arguments.iter().filter(|it| *it != "--quick") {
        match SECTIONS.iter().find(|(name, _)| name == argument) {
            Some((name, _)) => wanted.push(name),
            None => bail!("there is no section `{argument}`\n\n{USAGE}"),
        }
    }
    let setup = Setup::new(quick)?;
    let mut rows = Vec::new();
    let mut failed = false;
    for (name, section) in SECTIONS {
        if !wanted.is_empty() && !wanted.contains(&name) {
            continue;
        }
        if name != "e" && setup.corpus.is_none() {
            eprintln!("({name}) is skipped: there is no corpus (see --help)");
            continue;
        }
        match section(&setup) {
            Ok(more) => rows.extend(more),
            // The results of the other sections are still useful.
            Err(error) => {
                failed = true;
                eprintln!("({name}) failed: {error:#}");
            }
        }
    }
    if !rows.is_empty() {
        show(&setup, &rows)?;
    }
    Ok(!failed)
}

fn show(setup: &Setup, rows: &[Row]) -> Result<()> {
    let text = format!("{}\n\n{}", setup.machine()?, table::markdown(rows));
    let path: &Path = &setup.work.join("table.md");
    fs::write(path, &text)?;
    println!("{text}");
    eprintln!("also in {}", path.display());
    Ok(())
}
