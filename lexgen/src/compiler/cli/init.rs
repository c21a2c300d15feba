//! `lexgen init`: a `lexgen.toml` to start from.

use std::{fs, io::Write, path::Path};

use super::{End, flags::Global, terminal::Terminal};
use crate::compiler::{
    diagnostic::clean_path,
    settings::{SettingsError, file::NAME, starter},
};

/// Create a lexgen.toml in the current folder, or the file that --config names
///
/// It explains every setting.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen init                              create a lexgen.toml here
  lexgen init --config tools/lexgen.toml   create another file")]
pub(super) struct Args {
    /// Replace an existing lexgen.toml
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let path = global.config.as_deref().unwrap_or(Path::new(NAME));
    let name = clean_path(path);
    // Paths in the file are relative to it.
    let text = starter::text(path.parent().unwrap_or(Path::new("")));
    let written = if args.force {
        fs::write(path, text)
    } else {
        fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()))
    };
    let run = match &global.config {
        Some(_) => format!("lexgen generate --config {name}"),
        None => "lexgen generate".to_owned(),
    };
    match written {
        Ok(()) => {
            terminal.done("Wrote", &format!("{name}; review it, then run `{run}`"));
            Ok(End::Well)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(SettingsError::new(format!("{name} already exists"))
                .help("edit it, or replace it with `--force`"))
        }
        Err(error) => Err(SettingsError::new(format!("cannot write {name}: {error}"))),
    }
}
