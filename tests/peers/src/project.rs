//! Small crates for measuring compile time: their own code is compiled in every
//! round, their dependencies only once.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use anyhow::Result;

use crate::{
    measure,
    setup::{Setup, emptied},
};

pub struct Project<'a> {
    setup: &'a Setup,
    name: String,
    pub folder: PathBuf,
    /// The packages to compile in every round, besides the project itself.
    also: &'static [&'static str],
}

/// The mode of compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Check,
    Release,
}

impl<'a> Project<'a> {
    /// An empty crate with this manifest below its name.
    pub fn new(
        setup: &'a Setup,
        name: &str,
        manifest: &str,
        also: &'static [&'static str],
    ) -> Result<Self> {
        let folder = setup.work.join("crates").join(name);
        emptied(&folder)?;
        fs::create_dir_all(folder.join("src"))?;
        // Uses the versions that this workspace pins.
        let lock = setup.root.join("tests/peers/Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n{manifest}"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        Ok(Self {
            setup,
            name: name.to_owned(),
            folder,
            also,
        })
    }

    pub fn write(&self, path: &str, text: &str) -> Result<()> {
        Ok(fs::write(self.folder.join(path), text)?)
    }

    /// Builds the dependencies of the project, by compiling it.
    pub fn prepare(&self, modes: &[Mode]) -> Result<()> {
        for mode in modes {
            eprintln!("building what {} depends on, {mode:?}", self.name);
            measure::run(&mut self.compile(*mode), &self.setup.log())?;
        }
        Ok(())
    }

    /// The command that compiles the measured packages, after cleaning them.
    pub fn compile_anew(&self, mode: Mode) -> Result<Command> {
        let mut clean = self.cargo();
        clean.args(["clean", "--package", &self.name]);
        for package in self.also {
            clean.args(["--package", package]);
        }
        if mode == Mode::Release {
            clean.arg("--release");
        }
        measure::run(&mut clean, &self.setup.log())?;
        Ok(self.compile(mode))
    }

    /// The command that checks the project again as a developer does: incrementally,
    /// which is cargo's default.
    pub fn check_again(&self) -> Command {
        let mut cargo = self.compile(Mode::Check);
        cargo.env_remove("CARGO_INCREMENTAL");
        cargo
    }

    /// The same, after another command that takes no variables.
    pub fn check_again_after(&self, first: &Command) -> Command {
        let check = self.check_again();
        let mut both = Command::new("sh");
        both.args(["-c", "\"$@\" && exec \"$CHECK\" check", "sh"])
            .arg(first.get_program())
            .args(first.get_args())
            .env("CHECK", check.get_program());
        if let Some(folder) = check.get_current_dir() {
            both.current_dir(folder);
        }
        for (name, value) in check.get_envs() {
            match value {
                Some(value) => both.env(name, value),
                None => both.env_remove(name),
            };
        }
        both
    }

    /// Makes the root of the project newer.
    pub fn touch(&self) -> Result<()> {
        let root = File::options()
            .append(true)
            .open(self.folder.join("src/lib.rs"))?;
        Ok(root.set_modified(SystemTime::now())?)
    }

    fn compile(&self, mode: Mode) -> Command {
        let mut cargo = self.cargo();
        match mode {
            Mode::Check => cargo.arg("check"),
            Mode::Release => cargo.args(["build", "--release"]),
        };
        cargo
    }

    /// Cargo with a separate target folder, because other sections need the
    /// artifacts that are removed here.
    fn cargo(&self) -> Command {
        let mut cargo = self.setup.cargo(&self.folder);
        cargo.env("CARGO_TARGET_DIR", self.setup.work.join("crates/target"));
        cargo
    }
}

/// A folder as a path in a manifest.
pub fn path(folder: &Path) -> String {
    format!("{:?}", folder.display().to_string())
}

/// The number of warnings in cargo's output.
pub fn warnings(said: &str) -> u64 {
    said.lines()
        .filter_map(|line| {
            line.split_once(" generated ")?
                .1
                .split(' ')
                .next()?
                .parse::<u64>()
                .ok()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_counted_over_crates() {
        let said = "warning: unused\nwarning: `a` (lib) generated 611 warnings (run `cargo fix`)\n\
                    warning: `b` (bin \"b\") generated 1 warning\n";
        assert_eq!(warnings(said), 612);
    }
}
