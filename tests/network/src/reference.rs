//! The reference installer.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::Command,
};

use lexgen_tests::workspace;
use serde_json::json;

use crate::Network;

/// The reference installer, which is an npm package.
#[derive(Debug)]
pub struct Installer {
    folder: PathBuf,
}

impl Installer {
    /// The reference installer, or `None`, with the reason on standard error, if it is not
    /// installed.
    ///
    /// # Panics
    /// If it is not installed and `LEXGEN_REFERENCE` is set.
    #[must_use]
    pub fn installed() -> Option<Self> {
        let folder = workspace().join("tests/network/node");
        if folder.join("node_modules/.bin/node").exists() {
            return Some(Self { folder });
        }
        let reason = "the reference installer is not installed: \
                      run `npm ci --prefix tests/network/node`";
        assert!(
            std::env::var_os("LEXGEN_REFERENCE").is_none(),
            "LEXGEN_REFERENCE is set, but {reason}"
        );
        // Not `eprintln!`, which is captured in a test that passes.
        let _ = writeln!(io::stderr(), "skipped: {reason}");
        None
    }

    /// Installs lexicons in a folder, with `lexicons.json` and `lexicons`. Returns the
    /// milliseconds that it took.
    ///
    /// # Errors
    /// What it says when it fails.
    ///
    /// # Panics
    /// If Node cannot be started.
    pub fn install(
        &self,
        network: &Network,
        project: &Path,
        nsids: &[&str],
    ) -> Result<u128, String> {
        self.run(network, project, nsids, false)
    }

    /// Checks that the manifest of a folder is up to date, and installs only files that are
    /// missing.
    ///
    /// # Errors
    /// What it says when it fails.
    ///
    /// # Panics
    /// If Node cannot be started.
    pub fn check(&self, network: &Network, project: &Path) -> Result<u128, String> {
        self.run(network, project, &[], true)
    }

    fn run(
        &self,
        network: &Network,
        project: &Path,
        nsids: &[&str],
        is_check: bool,
    ) -> Result<u128, String> {
        let options = json!({
            "add": nsids,
            "lexicons": project.join("lexicons"),
            "manifest": project.join("lexicons.json"),
            "save": !is_check,
            "ci": is_check,
            "dns": network.dns().to_string(),
            "plcDirectoryUrl": network.plc(),
        });
        let output = Command::new(self.folder.join("node_modules/.bin/node"))
            .args(["install.mjs", &options.to_string()])
            .current_dir(&self.folder)
            .output()
            .expect("Node starts");
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let milliseconds = String::from_utf8_lossy(&output.stdout);
        Ok(milliseconds.trim().parse().expect("a number"))
    }
}
