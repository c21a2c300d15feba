//! The folder in which everything runs. It is the same on every machine: its path has the
//! same length, and programs and lexicons are copied to it.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use lexgen::car::{BlockCid, Codec};
use lexgen_tests_speed::input;
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::synthetic;

/// Lexicons that are made by rule, and the same with changes.
pub const MADE: &str = "made";
pub const LATER: &str = "made-later";
/// The lexicons of the package, and records of them.
pub const FEED: &str = "feed";
pub const RECORDS: &str = "records.jsonl";
/// Lexicons that are not in this repository, and change.
pub const OFFICIAL: &str = "official";
pub const OFFICIAL_2025_02: &str = "official-2025-02";

pub struct Work {
    folder: TempDir,
    /// The CID of the lexicons that are not in this repository, if they exist.
    pub corpus: Option<String>,
    /// What is missing of them.
    pub missing: Option<String>,
}

impl Work {
    /// From the programs beside this one, in the folder of the workspace.
    pub fn new() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("lexgen-")
            .tempdir_in("/tmp")?;
        let mut work = Self {
            folder,
            corpus: None,
            missing: None,
        };
        let this = env::current_exe()?;
        for program in ["lexgen", "repeat"] {
            fs::copy(this.with_file_name(program), work.path().join(program))
                .with_context(|| format!("`{program}` is not built"))?;
        }
        synthetic::write(&work.path().join(MADE), 60)?;
        work.copy(&work.path().join(MADE), LATER, changed)?;
        work.copy(Path::new("tests/speed/lexicons"), FEED, same)?;
        fs::write(work.path().join(RECORDS), input::records())?;

        let corpus = env::var_os("LEXGEN_CORPUS").map_or("../shared/corpus".into(), PathBuf::from);
        let sets = [OFFICIAL, OFFICIAL_2025_02].map(|set| (set, corpus.join(set)));
        match sets.iter().find(|(_, from)| !from.is_dir()) {
            Some((_, from)) => work.missing = Some(format!("{} does not exist", from.display())),
            None => {
                let mut all = String::new();
                for (set, from) in &sets {
                    all.push_str(&work.copy(from, set, same)?);
                }
                work.corpus = Some(cid(&all));
            }
        }
        Ok(work)
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn has_all(&self, sets: &[&str]) -> bool {
        sets.iter().all(|set| self.path().join(set).is_dir())
    }

    /// Copies a folder of lexicons. Returns their paths and texts.
    fn copy(&self, from: &Path, to: &str, change: fn(usize, String) -> String) -> Result<String> {
        let mut all = String::new();
        let files = WalkDir::new(from).sort_by_file_name().into_iter();
        let files = files.filter(|it| it.as_ref().map_or(true, |it| it.file_type().is_file()));
        for (number, file) in files.enumerate() {
            let file = file?;
            let path = file.path().strip_prefix(from)?;
            let target = self.path().join(to).join(path);
            fs::create_dir_all(target.parent().context("a file is in a folder")?)?;
            let text = change(number, fs::read_to_string(file.path())?);
            fs::write(target, &text)?;
            all.push_str(&format!("{}\n{text}\n", path.display()));
        }
        Ok(all)
    }
}

fn cid(text: &str) -> String {
    BlockCid::of(Codec::Raw, text.as_bytes()).to_string()
}

fn same(_: usize, text: String) -> String {
    text
}

/// A later version of every third document.
fn changed(number: usize, text: String) -> String {
    if !number.is_multiple_of(3) {
        return text;
    }
    text.replace(r#""maxLength": 3000"#, r#""maxLength": 300"#)
        .replace(r#""format": "did""#, r#""format": "handle""#)
        .replace(r#""minimum": 0"#, r#""minimum": 1"#)
}
