//! The files and folders in CONTRIBUTING.md exist.

use std::{fs, path::Path};

use lexgen_tests::workspace;

use crate::page::Page;

/// The folders that its paths are relative to.
const ROOTS: [&str; 3] = ["", "lexgen/src", "lexgen/src/compiler"];

fn exists(path: &str) -> bool {
    let mut roots = ROOTS.iter().map(|root| workspace().join(root).join(path));
    roots.any(|path| path.exists())
}

/// Whether inline code is a path in this repository, and not a command or pattern.
fn is_path(code: &str) -> bool {
    let is_of_path = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    let is_elsewhere = ["..", "@", "target/", "/"]
        .iter()
        .any(|it| code.starts_with(it));
    code.chars().all(is_of_path) && !is_elsewhere && (code.contains('/') || code.ends_with(".rs"))
}

#[test]
fn its_paths_exist() {
    let page = Page::read("CONTRIBUTING.md");
    let lines = page.text.lines().filter(|line| !line.starts_with("```"));
    let code = lines.flat_map(|line| line.split('`').skip(1).step_by(2));
    let missing: Vec<_> = code.filter(|it| is_path(it) && !exists(it)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn it_names_every_folder_of_the_compiler() {
    let page = Page::read("CONTRIBUTING.md");
    let (_, section) = page.text.split_once("## Where things are").expect("there");
    let section = section.split("\n## ").next().unwrap_or_default();
    for folder in ["lexgen/src", "lexgen/src/compiler"] {
        let entries = fs::read_dir(workspace().join(folder)).expect("readable");
        for entry in entries {
            let path = entry.expect("readable").path();
            let name = path
                .strip_prefix(workspace().join(folder))
                .map(Path::display);
            let name = name.expect("inside").to_string();
            let named = format!("`{name}{}`", if path.is_dir() { "/" } else { "" });
            // The roots of crates and modules need not be listed.
            let is_root = ["lib.rs", "main.rs", "mod.rs"].contains(&name.as_str());
            let is_named =
                section.contains(&named) || section.contains(&format!("{folder}/{name}/"));
            assert!(is_root || is_named, "{folder}: {named} is not there");
        }
    }
}
