//! A cargo project that a test writes file by file, for tests of file locations
//! and of rebuilds.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::workspace;

/// A folder with a separate project, outside the workspace.
///
/// Shares the workspace's target folder, so that the compiler in the attribute is
/// not built again.
#[derive(Debug)]
pub struct Project {
    folder: PathBuf,
    target: PathBuf,
}

impl Project {
    /// An empty project. `tmp` is the test's `CARGO_TARGET_TMPDIR`; `name` must
    /// be unique.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    #[must_use]
    pub fn new(tmp: &str, name: &str) -> Self {
        let folder = Path::new(tmp).join("project").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("an earlier run's can be removed");
        }
        fs::create_dir_all(&folder).expect("the folder can be made");
        // The versions of the workspace are already on this machine, so
        // nothing is downloaded.
        fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))
            .expect("the lock file can be copied");
        let target = Path::new(tmp).parent().unwrap_or(Path::new(tmp)).into();
        Self { folder, target }
    }

    /// The manifest of a package that uses the attribute, with additional
    /// `[dependencies]`.
    #[must_use]
    pub fn manifest(name: &str, dependencies: &str) -> String {
        let macros = workspace().join("lexgen-macros");
        format!(
            "[package]\n\
             name = \"{name}\"\n\
             version = \"0.0.0\"\n\
             edition = \"2024\"\n\
             \n\
             [dependencies]\n\
             lexgen-macros = {{ path = {macros:?} }}\n\
             {dependencies}\n"
        )
    }

    /// The runtime as a dependency with this name.
    #[must_use]
    pub fn runtime(name: &str) -> String {
        let runtime = workspace().join("lexgen");
        format!("{name} = {{ path = {runtime:?}, package = \"lexgen\", default-features = false }}")
    }

    /// Writes a file, and creates its parent folders.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.folder.join(path);
        let folder = path.parent().expect("a file is in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self
    }

    /// The path of a file of the project.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The folder of what is built.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Removes a file.
    ///
    /// # Panics
    ///
    /// If it cannot be removed.
    pub fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        self
    }

    /// Runs cargo.
    ///
    /// # Panics
    ///
    /// If cargo cannot be started.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Said {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
            .current_dir(&self.folder)
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_NET_OFFLINE", "true")
            .args(arguments)
            .output()
            .expect("cargo runs");
        Said::new(&output)
    }
}

/// The result of a command.
#[derive(Debug)]
pub struct Said {
    /// Whether it succeeded.
    pub success: bool,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Said {
    fn new(output: &Output) -> Self {
        Self {
            success: output.status.success(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Asserts that the command succeeded without warnings.
    ///
    /// # Panics
    ///
    /// If it did not.
    #[must_use]
    #[track_caller]
    pub fn silent(self) -> Self {
        let warned = self.stderr.lines().any(|it| it.starts_with("warning"));
        assert!(self.success && !warned, "{}{}", self.stderr, self.stdout);
        self
    }

    /// Whether a package was compiled, as opposed to being fresh.
    #[must_use]
    pub fn compiled(&self, package: &str) -> bool {
        let begin = [
            format!("Compiling {package} v"),
            format!("Checking {package} v"),
        ];
        let mut lines = self.stderr.lines().map(str::trim_start);
        lines.any(|line| begin.iter().any(|it| line.starts_with(it)))
    }
}
