//! The npm packages, and what they need: Node, and generated schemas.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{
    measure,
    setup::{Setup, emptied},
};

pub struct Node {
    /// The program, without its arguments.
    pub command: Command,
    /// The schemas that `lex build` has generated.
    pub types: PathBuf,
}

/// Installs the packages, which include Node, and generates schemas beside the packages
/// that they import.
///
/// # Errors
/// If there is no npm.
pub fn prepare(setup: &Setup) -> Result<Node> {
    let folder = setup.root.join("tests/peers/validation/node");
    let modules = folder.join("node_modules");
    eprintln!("(g) installing npm packages, and generating schemas");
    let modified = |path: PathBuf| fs::metadata(path).and_then(|it| it.modified()).ok();
    let installed = modified(modules.join(".package-lock.json"));
    if installed.is_none() || installed < modified(folder.join("package-lock.json")) {
        let mut install = Command::new("npm");
        install.args(["ci", "--no-progress"]).current_dir(&folder);
        measure::run(&mut install, &setup.log()).context("npm cannot install the packages")?;
    }
    let types = folder.join("schemas");
    emptied(&types)?;
    let node = modules.join(".bin/node");
    let mut build = Command::new(&node);
    build
        .arg(modules.join(".bin/lex"))
        .args(["build", "--no-pretty", "--import-ext", ".ts", "--lexicons"])
        .arg(setup.corpus()?)
        .arg("--out")
        .arg(&types);
    measure::run(&mut build, &setup.log()).context("`lex build` failed")?;
    let mut command = Command::new(node);
    command.arg(folder.join("rounds.mjs"));
    Ok(Node { command, types })
}
