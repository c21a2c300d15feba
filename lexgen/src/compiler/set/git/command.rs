//! Runs git, and finds the repository.

use std::{
    io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::compiler::{read::cannot_read, set::Error};

/// A repository and a folder in it.
pub(super) struct Repository {
    folder: PathBuf,
    /// The path of the folder from the root of the repository: empty, or ends
    /// in `/`.
    pub(super) prefix: String,
    /// The canonical path of the root; `None` for a bare repository.
    pub(super) root: Option<PathBuf>,
}

impl Repository {
    /// Finds the repository that contains a folder.
    pub(super) fn open(folder: &Path) -> Result<Self, Error> {
        let mut repository = Self {
            folder: folder.to_owned(),
            prefix: String::new(),
            root: None,
        };
        if !folder.is_dir() {
            let message = cannot_read(folder, &io::ErrorKind::NotFound.into());
            return Err(Error::new(message));
        }
        let output = repository.run(&["rev-parse", "--is-inside-work-tree"])?;
        if !output.status.success() {
            return Err(no_repository(&output));
        }
        if output.stdout.trim_ascii() == b"true" {
            repository.prefix = repository.path("--show-prefix")?;
            let root = PathBuf::from(repository.path("--show-toplevel")?);
            repository.root = Some(root.canonicalize().unwrap_or(root));
        }
        Ok(repository)
    }

    /// A path that git prints alone, because it may contain line breaks, and one
    /// cut off there is that of another folder.
    fn path(&self, option: &str) -> Result<String, Error> {
        let mut path = self.ask(&["rev-parse", option])?;
        if path.ends_with('\n') {
            path.pop();
        }
        Ok(path)
    }

    /// The folder in which git runs.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A git command that runs in the folder.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("--literal-pathspecs")
            .args(arguments)
            .current_dir(&self.folder)
            // Messages are parsed, and git must not write, prompt or fetch what a partial
            // clone lacks: settings of the repository name the program that fetches.
            .env("LC_ALL", "C")
            .env("GIT_NO_LAZY_FETCH", "1")
            // Git before 2.44 does not know the variable above.
            .env("GIT_ALLOW_PROTOCOL", "")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0");
        command
    }

    /// Runs git.
    ///
    /// # Errors
    /// If git cannot be started.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Output, Error> {
        self.command(arguments)
            .output()
            .map_err(|it| cannot_start(&it))
    }

    /// Runs git, and returns its output. Failure is an error.
    pub(super) fn ask(&self, arguments: &[&str]) -> Result<String, Error> {
        let output = self.run(arguments)?;
        if !output.status.success() {
            return Err(failed(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

pub(super) fn cannot_start(error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        return Error::new("git is not installed, or not in `PATH`").help(
            "`git:…` uses the command `git`; install it, or use a folder or a snapshot instead",
        );
    }
    Error::new(format!("cannot run git: {error}"))
}

/// An unexpected failure of git.
pub(super) fn failed(stderr: &[u8]) -> Error {
    Error::new(format!("git failed: {}", message(stderr)))
}

/// The first line of git's message, without its prefix.
fn message(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().next().unwrap_or("no reason given");
    let line = line.strip_prefix("fatal: ").unwrap_or(line);
    line.chars().filter(|it| !it.is_control()).collect()
}

fn no_repository(output: &Output) -> Error {
    let message = message(&output.stderr);
    if message.starts_with("not a git repository") {
        return Error::new("the current folder is not in a git repository").help(
            "run the command in a repository, or use a folder or a snapshot instead of `git:…`",
        );
    }
    let all = String::from_utf8_lossy(&output.stderr);
    let help = message.starts_with("detected dubious ownership").then(|| {
        let command = all.lines().find(|it| it.contains("safe.directory"));
        let command = command.unwrap_or("git config --global --add safe.directory FOLDER");
        format!("if you trust it, run `{}`", command.trim())
    });
    Error::new(format!("git cannot use this repository: {message}")).help_if(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_git_that_is_not_there_is_said_to_be_missing() {
        let error = cannot_start(&io::ErrorKind::NotFound.into());
        let message = error.to_string();
        assert!(
            message.starts_with("git is not installed, or not in `PATH`\n"),
            "{message}"
        );
        let error = cannot_start(&io::ErrorKind::PermissionDenied.into());
        assert_eq!(error.to_string(), "cannot run git: permission denied");
    }

    #[test]
    fn what_git_says_is_one_line_without_control_characters() {
        let error = failed(b"fatal: bad \x1b[31mobject\nmore");
        assert_eq!(error.to_string(), "git failed: bad [31mobject");
    }
}
