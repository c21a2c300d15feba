//! The lower bound of generation: a program that only reads all JSON and writes
//! the same number of files with the same amount of text as lexgen.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};
use walkdir::WalkDir;

/// The argument that runs this program as the lower bound.
pub const COMMAND: &str = "floor";

/// `floor write LEXICONS PLAN OUTPUT` reads the lexicons and writes the files
/// of the plan; `floor read LEXICONS OUTPUT` reads both, which is necessary to
/// detect changes.
pub fn main(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["write", lexicons, plan, output] => {
            read(Path::new(lexicons))?;
            write(Path::new(plan), Path::new(output))
        }
        ["read", lexicons, output] => {
            read(Path::new(lexicons))?;
            read(Path::new(output))
        }
        _ => bail!("the floor is for this program itself"),
    }
}

/// Lists the files below a folder and their sizes: a line for each.
pub fn plan(output: &Path, plan: &Path) -> Result<()> {
    let mut lines = String::new();
    for entry in WalkDir::new(output).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(output)?;
            lines.push_str(&format!("{} {}\n", entry.metadata()?.len(), path.display()));
        }
    }
    Ok(fs::write(plan, lines)?)
}

fn read(folder: &Path) -> Result<()> {
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            std::hint::black_box(fs::read(entry.path())?);
        }
    }
    Ok(())
}

fn write(plan: &Path, output: &Path) -> Result<()> {
    let mut text = Vec::new();
    let mut last = PathBuf::new();
    for line in fs::read_to_string(plan)?.lines() {
        let Some((length, path)) = line.split_once(' ') else {
            bail!("`{line}` is no line of a plan");
        };
        text.resize(length.parse()?, b' ');
        let path = output.join(path);
        if let Some(folder) = path.parent()
            && folder != last
        {
            fs::create_dir_all(folder)?;
            last = folder.to_owned();
        }
        fs::write(path, &text)?;
    }
    Ok(())
}
