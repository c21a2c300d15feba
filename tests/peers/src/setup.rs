//! Shared by all sections: folders, and the programs to compare, which are built or
//! installed on demand.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::measure;

/// The version of jacquard's crates.
pub const JACQUARD: &str = "0.12.2";

pub struct Setup {
    /// The root of lexgen's own workspace.
    pub root: PathBuf,
    /// The folder for all output.
    pub work: PathBuf,
    /// The protocol's lexicons, if available.
    pub corpus: Option<PathBuf>,
    pub quick: bool,
}

impl Setup {
    pub fn new(quick: bool) -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .canonicalize()?;
        let corpus = env::var_os("LEXGEN_CORPUS")
            .map_or_else(|| root.join("../shared/corpus"), PathBuf::from)
            .join("official");
        let work = root.join("target/peers");
        fs::create_dir_all(&work)?;
        Ok(Self {
            corpus: corpus.canonicalize().ok(),
            root,
            work,
            quick,
        })
    }

    /// The corpus, for sections that need it.
    pub fn corpus(&self) -> Result<&Path> {
        self.corpus.as_deref().context("there is no corpus")
    }

    /// This many rounds, or fewer in a quick run.
    pub fn rounds(&self, full: usize, quick: usize) -> usize {
        if self.quick { quick } else { full }
    }

    /// The output of the last measured command.
    pub fn log(&self) -> PathBuf {
        self.work.join("last.log")
    }

    /// Cargo in a folder, with the target folder of all sections.
    pub fn cargo(&self, folder: &Path) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", self.target())
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never");
        // Variables that cargo sets for this program would make build scripts
        // run again.
        for (name, _) in env::vars_os() {
            let about_this = [
                "CARGO_BIN_",
                "CARGO_CRATE_",
                "CARGO_MANIFEST_",
                "CARGO_PKG_",
            ];
            let name = name.to_string_lossy();
            if about_this.iter().any(|it| name.starts_with(it)) {
                cargo.env_remove(&*name);
            }
        }
        cargo
    }

    /// The target folder for measured crates.
    pub fn target(&self) -> PathBuf {
        self.work.join("build")
    }

    /// Builds the programs that a section compares, and returns their folder.
    pub fn programs(&self, section: char, package: &str) -> Result<PathBuf> {
        eprintln!("({section}) building what is compared, which takes minutes the first time");
        let mut cargo = self.cargo(&self.root.join("tests/peers"));
        cargo.args(["build", "--release", "--package", package]);
        if let Some(above) = self.corpus()?.parent() {
            cargo.env("LEXGEN_CORPUS", above);
        }
        measure::run(&mut cargo, &self.log())?;
        Ok(self.target().join("release"))
    }

    /// What a command prints.
    pub fn output(&self, command: &mut Command) -> Result<String> {
        measure::run(command, &self.log())?;
        Ok(fs::read_to_string(self.log())?)
    }

    /// The command of this workspace.
    pub fn lexgen(&self) -> Result<PathBuf> {
        let target = self.root.join("target");
        eprintln!("building lexgen");
        measure::run(&mut self.build_lexgen(&target), &self.log())?;
        Ok(target.join("release/lexgen"))
    }

    /// What builds the command of this workspace in a folder, like users build it.
    pub fn build_lexgen(&self, target: &Path) -> Command {
        let mut cargo = self.cargo(&self.root);
        cargo.env("CARGO_TARGET_DIR", target).args([
            "build",
            "--release",
            "--locked",
            "--package",
            "lexgen",
        ]);
        cargo
    }

    /// Jacquard's command.
    pub fn jacquard(&self) -> Result<PathBuf> {
        let tools = self.work.join("tools");
        eprintln!("installing jacquard-lexgen {JACQUARD}, which takes minutes the first time");
        measure::run(&mut self.install_jacquard(&tools), &self.log())?;
        Ok(tools.join("bin/jacquard-codegen"))
    }

    /// What installs jacquard's command in a folder, like users install it.
    pub fn install_jacquard(&self, tools: &Path) -> Command {
        let mut cargo = self.cargo(&self.root);
        cargo
            .env("CARGO_TARGET_DIR", tools.join("build"))
            .args([
                "install",
                "jacquard-lexgen",
                "--locked",
                "--version",
                JACQUARD,
            ])
            .args(["--bin", "jacquard-codegen", "--root"])
            .arg(tools);
        cargo
    }

    /// The versions and the machine that the results depend on.
    pub fn machine(&self) -> Result<String> {
        let said = |program: &str, arguments: &[&str]| -> Result<String> {
            let output = Command::new(program)
                .args(arguments)
                .current_dir(&self.root)
                .output()?;
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        let own = measure::run(&mut Command::new("true"), &self.log())?;
        Ok(format!(
            "lexgen at {}, {}, {} CPUs. Times are medians, with the least and the most; ratios \
             are to the first of those compared. Of commands: wall time, and the peak memory of \
             the largest process, of which {} are the least that is seen here. Of decoding, \
             encoding and validation: CPU time; of the first two, also what was allocated in all.",
            said("git", &["describe", "--always", "--dirty"])?,
            said("rustc", &["--version"])?,
            thread::available_parallelism()?,
            crate::table::bytes(own.peak),
        ))
    }
}

/// Creates an empty folder and its parents, and removes earlier content.
pub fn emptied(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    if let Some(above) = folder.parent() {
        fs::create_dir_all(above)?;
    }
    Ok(())
}

/// The amount of Rust below a folder.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rust {
    pub files: u64,
    pub lines: u64,
    pub bytes: u64,
}

pub fn rust(folder: &Path) -> Result<Rust> {
    let mut all = Rust::default();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if entry.path().extension().is_some_and(|it| it == "rs") {
            let text = fs::read(entry.path())?;
            all.files += 1;
            all.lines += text.iter().filter(|byte| **byte == b'\n').count() as u64;
            all.bytes += text.len() as u64;
        }
    }
    Ok(all)
}
