//! A program that uses the attribute links the runtime, but not the compiler.

use std::{collections::BTreeSet, process::Command};

use lexgen_tests::workspace;

/// The packages that a package links, each with its features.
fn linked(package: &str) -> BTreeSet<String> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
        .current_dir(workspace())
        .args([
            "tree",
            "--offline",
            "--locked",
            "--prefix=none",
            "--no-dedupe",
        ])
        .args(["--edges=normal,no-proc-macro", "--format={p} [{f}]"])
        .args(["--package", package])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{output:?}");
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    tree.lines().skip(1).map(str::to_owned).collect()
}

/// `example-committed` contains its generated types, and has no compiler.
#[test]
fn it_links_what_a_program_with_committed_code_links() {
    let attribute = linked("example-attribute");
    assert!(
        attribute.iter().any(|it| it.starts_with("lexgen v")),
        "{attribute:?}"
    );
    assert_eq!(attribute, linked("example-committed"));
}
