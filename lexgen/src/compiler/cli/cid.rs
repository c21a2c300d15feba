//! `lexgen cid`: the hash by which the protocol identifies a document.

use std::{mem, path::PathBuf};

use super::{
    End,
    data::{Files, Forms},
    terminal::Terminal,
};
use crate::{
    compiler::{
        diagnostic::{Collector, Report, clean},
        settings::SettingsError,
    },
    data::cid_of,
};

/// Print the CID of JSON or DAG-CBOR data
///
/// The CID has version 1 and is the SHA-256 hash of the document as DAG-CBOR.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen cid lexicons/com/atproto/server/createSession.json
  lexgen cid *.json                            one line per file: CID, two spaces, name")]
pub(super) struct Args {
    /// JSON, JSON lines or DAG-CBOR; `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    forms: Forms,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<End, SettingsError> {
    let mut files = Files::read(&args.files, args.forms)?;
    let documents = mem::take(&mut files.documents);
    let mut diagnostics = Collector::of_run();
    let mut is_valid = true;
    let mut text = String::new();
    let several = args.files.len() > 1;
    for document in &documents {
        let id = files.open(document);
        let data = match files.value(document, id) {
            Ok(data) => data,
            Err(found) => {
                is_valid = false;
                if diagnostics.is_full() {
                    files.close(document, id);
                }
                diagnostics.extend(found);
                continue;
            }
        };
        files.close(document, id);
        let cid = cid_of(&data).map_err(|error| SettingsError::new(error.to_string()))?;
        text.push_str(cid.as_str());
        if several {
            text.push_str("  ");
            text.push_str(&clean(&files.sources[document.file].name));
        }
        text.push('\n');
    }
    terminal.result(&text)?;
    if is_valid {
        return Ok(End::Well);
    }
    terminal.report(&Report::new(&files.sources, diagnostics.finish()), true);
    Ok(End::Problems)
}
