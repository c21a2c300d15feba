//! `lexgen init`: a `lexgen.toml` to start from, and schemas for editors.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::json;

use super::{End, flags::Global, schema, terminal::Terminal};
use crate::compiler::{
    diagnostic::{clean_path, to_json_pretty},
    output::{create_file, replace_file},
    read::{FEW_BYTES, read_text},
    settings::{SettingsError, file::NAME, starter},
};

/// Create a lexgen.toml in the current folder, or the file that --config names
///
/// It explains every setting. The folder .lexgen next to it has the JSON Schemas of settings and
/// of lexicons, with which editors check and complete the files. .vscode/settings.json connects
/// lexicons to theirs; an existing one is not changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen init                              create a lexgen.toml here
  lexgen init --no-editor                  without files for editors
  lexgen init --config tools/lexgen.toml   create another file")]
pub(super) struct Args {
    /// Replace an existing lexgen.toml
    #[arg(long)]
    force: bool,
    /// Create no files for editors: neither .lexgen nor .vscode/settings.json
    #[arg(long)]
    no_editor: bool,
}

/// The folder of the schemas. Hidden, so that no lexicons are looked for there.
const SCHEMAS: &str = ".lexgen";
const OF_SETTINGS: &str = "settings.schema.json";
const OF_LEXICONS: &str = "lexicon.schema.json";

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let path = global.config.as_deref().unwrap_or(Path::new(NAME));
    let name = clean_path(path);
    // Paths in the file are relative to it.
    let folder = path.parent().unwrap_or(Path::new(""));
    let schema = format!("./{SCHEMAS}/{OF_SETTINGS}");
    let text = starter::text(folder, (!args.no_editor).then_some(schema.as_str()));
    let exists = || {
        SettingsError::new(format!("{name} already exists"))
            .help("edit it, or replace it with `--force`")
    };
    if !args.force && path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    if !args.no_editor {
        schemas(folder)?;
        editor(folder, terminal)?;
    }
    // Written last, so that a run that failed can be repeated.
    if args.force {
        replace_file(path, &text).map_err(|error| SettingsError::new(error.to_string()))?;
    } else {
        create_file(path, &text).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(),
            _ => failed(path, &error),
        })?;
    }
    let run = match &global.config {
        Some(_) => format!("lexgen generate --config {name}"),
        None => "lexgen generate".to_owned(),
    };
    terminal.done("Wrote", &format!("{name}; review it, then run `{run}`"));
    Ok(End::Well)
}

fn failed(path: &Path, error: &io::Error) -> SettingsError {
    SettingsError::new(format!("cannot write {}: {error}", clean_path(path)))
}

/// Writes the schemas of this version of lexgen.
fn schemas(folder: &Path) -> Result<(), SettingsError> {
    let folder = folder.join(SCHEMAS);
    fs::create_dir_all(&folder).map_err(|error| failed(&folder, &error))?;
    for (name, subject) in [
        (OF_SETTINGS, schema::Subject::Settings),
        (OF_LEXICONS, schema::Subject::Lexicon),
    ] {
        let path = folder.join(name);
        fs::write(&path, schema::text(subject)).map_err(|error| failed(&path, &error))?;
    }
    Ok(())
}

/// Connects lexicons to their schema by path: a `$schema` in them would be published.
fn editor(folder: &Path, terminal: &Terminal) -> Result<(), SettingsError> {
    let pattern = format!("/{}/**/*.json", starter::inputs(folder));
    let associations = json!({
        "json.schemas": [
            { "fileMatch": [pattern], "url": format!("./{SCHEMAS}/{OF_LEXICONS}") },
        ],
    });
    let path: PathBuf = folder.join(".vscode").join("settings.json");
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    let text = to_json_pretty(&associations) + "\n";
    match create_file(&path, &text) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let old = read_text(&path, FEW_BYTES).unwrap_or_default();
            if !old.contains(OF_LEXICONS) {
                let name = clean_path(&path);
                terminal.warned(
                    "Kept",
                    &format!("{name}; add this to check lexicons while you edit:"),
                );
                terminal.more(&format!("\n{text}\n"));
            }
            Ok(())
        }
        Err(error) => Err(failed(&path, &error)),
    }
}
