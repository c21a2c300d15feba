//! A program that uses the attribute links the runtime, and nothing of the
//! compiler that ran while it was built.

use std::{collections::BTreeSet, process::Command};

use lexgen_tests::workspace;

/// What a package links, each with its features.
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

/// `example-committed` has its types as text and knows nothing of a compiler.
#[test]
fn it_links_what_a_program_with_committed_code_links() {
    let attribute = linked("example-attribute");
    assert!(
        attribute.iter().any(|it| it.starts_with("lexgen v")),
        "{attribute:?}"
    );
    assert_eq!(attribute, linked("example-committed"));
}
