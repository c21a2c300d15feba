//! Shared by tests of several crates: the lexicons of this repository,
//! third-party data, and the command.
//!
//! Third-party data is never part of the repository. It is read from the folder
//! `LEXGEN_CORPUS`, or else from `../shared/corpus` next to the workspace. That
//! folder contains `official` and `official-2025-02`, the lexicons of the
//! protocol's reference repository at two dates. The folder `interop` next to it
//! contains the protocol's conformance vectors. A test whose data is missing
//! prints a message and passes:
//!
//! ```no_run
//! # fn test() {
//! let Some(official) = lexgen_tests::corpus("official") else {
//!     return;
//! };
//! # }
//! ```

mod pds;
mod project;
pub mod random;
mod throwaway;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

pub use pds::Pds;
pub use project::{Project, Said};
pub use throwaway::{Throwaway, generate};

/// The folder of the workspace, which contains the package `lexgen`.
///
/// Found at run time: the path at compile time is wrong if two copies of the
/// repository share a target folder.
#[must_use]
pub fn workspace() -> &'static Path {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        package
            .ancestors()
            .find(|folder| folder.join("lexgen/Cargo.toml").is_file())
            .unwrap_or(&package)
            .to_owned()
    });
    &FOLDER
}

/// The lexicons of this repository, as folders that mirror the NSID.
#[must_use]
pub fn lexicons() -> PathBuf {
    workspace().join("lexicons")
}

/// A folder of the corpus, `official` or `official-2025-02`.
///
/// `None`, with the reason on standard error, if there is no corpus.
///
/// # Panics
///
/// If `LEXGEN_CORPUS` is set and does not contain the folder: tests must not pass
/// without data that was explicitly requested.
#[must_use]
pub fn corpus(name: &str) -> Option<PathBuf> {
    third_party(name)
}

/// A folder of the conformance vectors, `syntax`, `lexicon` or `data-model`.
///
/// `None`, with the reason on standard error, if there are none.
///
/// # Panics
///
/// See [`corpus`].
#[must_use]
pub fn interop(name: &str) -> Option<PathBuf> {
    third_party(&format!("../interop/{name}"))
}

/// A folder of small cases, `evolution`, `language` or `runtime`, which lie beside
/// the corpora. `None`, with the reason on standard error, if there are none.
#[must_use]
pub fn cases(name: &str) -> Option<PathBuf> {
    let corpora = std::env::var_os("LEXGEN_CORPUS").map(PathBuf::from);
    let corpora = corpora.unwrap_or_else(|| workspace().join("../shared/corpus"));
    let folder = corpora.join("../cases").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    let _ = writeln!(io::stderr(), "skipped: {} is not there", folder.display());
    None
}

fn third_party(name: &str) -> Option<PathBuf> {
    let asked_for = std::env::var_os("LEXGEN_CORPUS").map(PathBuf::from);
    let explicit = asked_for.is_some();
    let folder = asked_for
        .unwrap_or_else(|| workspace().join("../shared/corpus"))
        .join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        !explicit,
        "LEXGEN_CORPUS is set, but {} is not a folder",
        folder.display()
    );
    // Not `eprintln!`, which is captured in a test that passes.
    let _ = writeln!(
        io::stderr(),
        "skipped: {} is not there; set LEXGEN_CORPUS to the folder that holds `official`",
        folder.display()
    );
    None
}

/// Every `.json` file in a folder and the folders below it, ordered by path.
///
/// # Panics
///
/// If the folder cannot be read.
#[must_use]
pub fn json_files(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).into_path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect()
}

/// A command line that begins with this workspace's `lexgen`, built if needed.
///
/// Cargo sets the path of a binary (`CARGO_BIN_EXE_…`) only for tests of the same
/// package, and `cargo test` does not build it for others. So the first call
/// builds it, in the profile of these tests; if it is up to date, this takes a
/// fraction of a second. `--workspace` makes Cargo choose the same features as
/// for the tests, so that dependencies are shared.
///
/// Runs in the workspace's folder by default, without colors.
///
/// # Panics
///
/// If the command does not compile.
#[must_use]
pub fn lexgen() -> Command {
    static BINARY: LazyLock<PathBuf> = LazyLock::new(|| build(&["--workspace"]));
    command(&BINARY)
}

/// The command with the feature `network`, which the workspace does not choose: its
/// client would have TLS in every other package, too.
///
/// # Panics
///
/// If the command does not compile.
#[must_use]
pub fn lexgen_of_the_network() -> Command {
    static BINARY: LazyLock<PathBuf> = LazyLock::new(|| {
        let target = format!(
            "--target-dir={}",
            workspace().join("target/network").display()
        );
        build(&["--package=lexgen", "--features=network", &target])
    });
    command(&BINARY)
}

fn build(arguments: &[&str]) -> PathBuf {
    escargot::CargoBuild::new()
        .manifest_path(workspace().join("Cargo.toml"))
        .args(arguments)
        .bin("lexgen")
        .current_release()
        .run()
        .unwrap_or_else(|error| panic!("`lexgen` does not compile: {error}"))
        .path()
        .to_owned()
}

fn command(binary: &Path) -> Command {
    let mut command = Command::new(binary);
    command.current_dir(workspace()).env("NO_COLOR", "1");
    command
}
