//! A temporary crate for generated code. Proves that the code compiles without
//! warnings from any tool.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{lexgen, workspace};

/// The number of lines of a tool's output that a failing test shows.
const SHOWN_LINES: usize = 60;

/// A library crate that depends only on the runtime and on serde.
///
/// All of them share a target folder, so that the runtime is compiled once.
/// Nothing is removed between two runs: if the generated code is the same, cargo
/// has nothing to do.
#[derive(Debug)]
pub struct Throwaway {
    folder: PathBuf,
    target: PathBuf,
    root: String,
}

impl Throwaway {
    /// A crate without modules. `tmp` is the test's `CARGO_TARGET_TMPDIR`; `name`
    /// must be unique.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    #[must_use]
    pub fn new(tmp: &str, name: &str) -> Self {
        Self::with(tmp, name, "")
    }

    /// A crate that can be [run](Self::run) and that can read JSON.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    #[must_use]
    pub fn program(tmp: &str, name: &str) -> Self {
        Self::with(tmp, name, "serde_json = \"1\"\n")
    }

    fn with(tmp: &str, name: &str, dependencies: &str) -> Self {
        let folder = Path::new(tmp).join("throwaway").join(name);
        fs::create_dir_all(folder.join("src")).expect("the folder can be made");
        // The versions of the workspace are already on this machine, so
        // nothing is downloaded.
        fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))
            .expect("the lock file can be copied");
        let runtime = workspace().join("lexgen");
        write_if_new(
            &folder.join("Cargo.toml"),
            &format!(
                "[package]\n\
                 name = \"generated-{name}\"\n\
                 version = \"0.0.0\"\n\
                 edition = \"2024\"\n\n\
                 [dependencies]\n\
                 lexgen = {{ path = {runtime:?}, default-features = false }}\n\
                 serde = {{ version = \"1\", default-features = false }}\n\
                 {dependencies}\n\
                 [workspace]\n"
            ),
        );
        Self {
            folder,
            target: Path::new(tmp).join("throwaway/target"),
            root: "//! What lexgen generated.\n\n".to_owned(),
        }
    }

    /// Generates a tree of modules into the module `name`, and returns the
    /// output of the command.
    ///
    /// # Panics
    ///
    /// If the command fails.
    pub fn tree(&mut self, name: &str, input: &Path, flags: &[&str]) -> String {
        self.root += &format!("pub mod {name};\n");
        let output = self.folder.join("src").join(name);
        generate(input, &output, flags)
    }

    /// Like [`tree`](Self::tree), in one file. The module gets `attribute`.
    ///
    /// # Panics
    ///
    /// If the command fails.
    pub fn single_file(
        &mut self,
        name: &str,
        attribute: &str,
        input: &Path,
        flags: &[&str],
    ) -> String {
        let file = format!("{name}.in.rs");
        self.root += &format!("{attribute}\npub mod {name} {{\n    include!({file:?});\n}}\n");
        let output = self.folder.join("src").join(file);
        generate(input, &output, &[flags, &["--single-file"]].concat())
    }

    /// Adds a module with this text.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn module(&mut self, name: &str, text: &str) {
        self.root += &format!("pub mod {name};\n");
        write_if_new(&self.folder.join("src").join(format!("{name}.rs")), text);
    }

    /// The first error of each module that does not compile, by module.
    ///
    /// The compiler stops after the first pass with errors, so modules with
    /// errors are removed and the others are compiled again, until there are no
    /// errors.
    ///
    /// # Panics
    ///
    /// If cargo reports anything else.
    #[must_use]
    pub fn errors(&self) -> BTreeMap<String, String> {
        let mut errors = BTreeMap::new();
        loop {
            let modules = self.root.lines().filter(|line| {
                let name = line.trim_start_matches("pub mod ").trim_end_matches(';');
                !errors.contains_key(name)
            });
            let root: Vec<&str> = modules.collect();
            write_if_new(&self.folder.join("src/lib.rs"), &root.join("\n"));
            let mut command = self.cargo(["check", "--message-format", "short"]);
            command
                .arg("--offline")
                .arg("--target-dir")
                .arg(&self.target);
            let output = command.output().expect("cargo runs");
            if output.status.success() {
                return errors;
            }
            let text = String::from_utf8_lossy(&output.stderr);
            let before = errors.len();
            for line in text.lines().filter(|line| line.contains(": error")) {
                let (place, error) = line.split_once(": error").expect("as filtered");
                let file = place
                    .strip_prefix("src/")
                    .and_then(|it| it.split_once(".rs"));
                if let Some((module, _)) = file {
                    let error = format!("error{error}");
                    errors.entry(module.to_owned()).or_insert(error);
                }
            }
            assert!(errors.len() > before, "{command:?}\n{text}");
        }
    }

    /// Compiles the crate with Clippy, which includes the warnings of rustc. If
    /// Clippy is not installed, uses rustc.
    ///
    /// # Panics
    ///
    /// If there is a warning.
    pub fn lint(&self) {
        let version = self.cargo(["clippy", "--version"]).output();
        if version.is_ok_and(|output| output.status.success()) {
            self.must_be_silent(["clippy"], &["--", "-D", "warnings"]);
        } else {
            let _ = writeln!(
                io::stderr(),
                "Clippy is not installed: only rustc has looked at generated code"
            );
            self.must_be_silent(["check"], &[]);
        }
    }

    /// Builds the crate's documentation.
    ///
    /// # Panics
    ///
    /// If there is a warning.
    pub fn document(&self) {
        self.must_be_silent(["doc"], &["--no-deps"]);
    }

    /// Asserts that the crate's documentation contains no doctests: cargo must
    /// never run text from a lexicon.
    ///
    /// # Panics
    ///
    /// If there is one.
    pub fn no_examples(&self) {
        write_if_new(&self.folder.join("src/lib.rs"), &self.root);
        let mut command = self.cargo(["test", "--doc", "--offline", "--target-dir"]);
        let output = command.arg(&self.target).output().expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && said.contains("\nrunning 0 tests\n"),
            "{command:?}\n{said}\n{text}"
        );
    }

    /// Runs the crate as a program with this `main` and `input`, and returns its
    /// output.
    ///
    /// # Panics
    ///
    /// If it does not compile or fails.
    #[must_use]
    pub fn run(&self, main: &str, input: &str) -> String {
        write_if_new(
            &self.folder.join("src/main.rs"),
            &format!("{}{main}", self.root),
        );
        let file = self.folder.join("input");
        fs::write(&file, input).expect("the input can be written");
        let mut command = self.cargo(["run"]);
        command.args(["--quiet", "--offline", "--target-dir"]);
        command.arg(&self.target);
        command.stdin(fs::File::open(&file).expect("the input can be read"));
        let output = command.output().expect("cargo runs");
        let text = String::from_utf8_lossy(&output.stderr);
        let lines: Vec<&str> = text.lines().take(SHOWN_LINES).collect();
        assert!(output.status.success(), "{command:?}\n{}", lines.join("\n"));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn must_be_silent<const N: usize>(&self, arguments: [&str; N], more: &[&str]) {
        write_if_new(&self.folder.join("src/lib.rs"), &self.root);
        let mut command = self.cargo(arguments);
        command.arg("--offline").arg("--target-dir");
        command.arg(&self.target).args(more);
        let output = command.output().expect("cargo runs");
        let text = String::from_utf8_lossy(&output.stderr);
        let noise = text
            .lines()
            .position(|line| line.starts_with("warning") || line.starts_with("error"));
        if noise.is_some() || !output.status.success() {
            let lines: Vec<&str> = text
                .lines()
                .skip(noise.unwrap_or_default())
                .take(SHOWN_LINES)
                .collect();
            panic!("{command:?}\n{}", lines.join("\n"));
        }
    }

    fn cargo<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        command
            .current_dir(&self.folder)
            .env("CARGO_TERM_COLOR", "never")
            .env("RUSTDOCFLAGS", "-D warnings")
            .args(arguments);
        command
    }
}

/// Runs `lexgen generate`, and returns its output.
///
/// # Panics
///
/// If it fails.
pub fn generate(input: &Path, output: &Path, flags: &[impl AsRef<OsStr>]) -> String {
    let result = lexgen()
        .arg("generate")
        .args([input, Path::new("-o"), output])
        .args(flags)
        .output()
        .expect("the binary was built");
    let text = String::from_utf8_lossy(&result.stderr).into_owned();
    assert!(result.status.success(), "{input:?}: {text}");
    text
}

/// Writes a file, unless it contains the text already: cargo checks its time.
fn write_if_new(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
