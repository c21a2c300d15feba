//! `lexgen init`: a `lexgen.toml` to start from.

use std::{fs, io::Write, path::Path};

use super::{End, terminal::Terminal};
use crate::compiler::settings::{SettingsError, file::NAME, starter};

/// Create a lexgen.toml in the current folder
///
/// It explains every setting.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Replace an existing lexgen.toml
    #[arg(long)]
    force: bool,
}

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
                &format!("{NAME}; review it, then run `lexgen generate`"),
            );
            Ok(End::Well)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(SettingsError::new(format!("{NAME} already exists"))
                .help("edit it, or replace it with `lexgen init --force`"))
        }
        Err(error) => Err(SettingsError::new(format!("cannot write {NAME}: {error}"))),
    }
}
