//! `lexgen init`: a `lexgen.toml` to start from.

use std::{fs, io::Write, path::Path};

use super::{End, terminal::Terminal};
use crate::compiler::settings::{SettingsError, file::NAME, starter};

/// Write a commented lexgen.toml into the current folder
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Replace the lexgen.toml that is there
    #[arg(long)]
    force: bool,
}

/// Does it.
pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<End, SettingsError> {
    let text = starter::text(Path::new("."));
    let written = if args.force {
        fs::write(NAME, text)
    } else {
        fs::File::create_new(NAME).and_then(|mut file| file.write_all(text.as_bytes()))
    };
    match written {
        Ok(()) => {
            terminal.done(
                "Wrote",
                &format!("{NAME}; look it over, then run `lexgen generate`"),
            );
            Ok(End::Well)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(SettingsError::new(format!("there is a {NAME} already"))
                .help("edit it, or replace it with `lexgen init --force`"))
        }
        Err(error) => Err(SettingsError::new(format!("cannot write {NAME}: {error}"))),
    }
}
