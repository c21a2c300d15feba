//! A crate with a feature for each namespace: each compiles alone, and other
//! namespaces are not part of the build.

use lexgen_tests::{Project, lexgen, lexicons};

#[test]
fn each_namespace_compiles_alone() {
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "features");
    let output = project.path("src/gen");
    let run = lexgen()
        .args(["generate", "--features-per-namespace"])
        .args(["--record-enum", "AnyRecord", "-o"])
        .args([&output, &lexicons()])
        .output()
        .expect("runs");
    assert!(run.status.success(), "{run:?}");

    let root = std::fs::read_to_string(output.join("mod.rs")).expect("is written");
    let comment = root.lines().filter_map(|line| line.strip_prefix("// "));
    let features: Vec<_> = comment.filter(|line| line.contains(" = [")).collect();
    assert!(features.len() > 3, "{root}");
    let manifest = |features: &[&str]| {
        let runtime = Project::runtime("lexgen");
        let features = features.join("\n");
        format!(
            "[workspace]\n[package]\nname = \"gated\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [dependencies]\n{runtime}\n\
             serde = {{ version = \"1\", default-features = false }}\n\
             [features]\n{features}\n"
        )
    };
    project.write("Cargo.toml", manifest(&features));
    project.write("src/lib.rs", "#![deny(warnings)]\npub mod r#gen;\n");
    for feature in features.iter().filter_map(|line| line.split(' ').next()) {
        let _ = project
            .cargo(&["check", "-q", "--features", feature])
            .silent();
    }

    // Without a feature there is nothing; with one there is only what it needs.
    let uses = "pub use r#gen::com::example::shelf::book::Book;\n\
                pub fn record(book: Book) -> r#gen::AnyRecord { book.into() }\n";
    project.write("src/lib.rs", format!("pub mod r#gen;\n{uses}"));
    let without = project.cargo(&["check", "-q"]);
    assert!(!without.success, "{without:?}");
    let feature = ["check", "-q", "--features", "com-example-shelf"];
    let _ = project.cargo(&feature).silent();
}
