//! This repository contains no unsafe code.

use std::{collections::BTreeSet, fs};

use lexgen_tests::workspace;

#[test]
fn every_package_forbids_unsafe_code() {
    let root = fs::read_to_string(workspace().join("Cargo.toml")).expect("readable");
    let lints = root.split("[workspace.lints.rust]").nth(1).expect("lints");
    let lints = lints.split("\n[").next().unwrap_or_default();
    assert!(lints.contains("unsafe_code = \"forbid\""), "{lints}");
    let members: BTreeSet<&str> = root
        .split("members = [")
        .nth(1)
        .and_then(|it| it.split(']').next())
        .expect("members")
        .split('"')
        .filter(|it| it.chars().any(char::is_alphanumeric))
        .collect();
    assert!(
        members.contains("lexgen") && members.len() > 5,
        "{members:?}"
    );
    for member in members {
        let path = workspace().join(member).join("Cargo.toml");
        let manifest = fs::read_to_string(path).expect("readable");
        assert!(
            manifest.contains("\n[lints]\nworkspace = true\n"),
            "{member} does not take the lints of the workspace"
        );
    }
}
