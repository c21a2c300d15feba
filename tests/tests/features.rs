//! A crate with a feature for each namespace: each compiles alone, and other
//! namespaces are not part of the build.

use lexgen_tests::{Project, corpus, lexgen, lexicons};

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

/// Records as they are in repositories, read by a consumer that knows those of two
/// namespaces.
#[test]
fn a_consumer_reads_official_records() {
    let Some(official) = corpus("official") else {
        return;
    };
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "consumer");
    let run = lexgen()
        .args(["generate", "--features-per-namespace"])
        .args(["--record-enum", "AnyRecord"])
        .args([
            "--include",
            "app.bsky.*",
            "--include",
            "site.standard.*",
            "-o",
        ])
        .args([&project.path("src/gen"), &official])
        .output()
        .expect("runs");
    assert!(run.status.success(), "{run:?}");

    let root = std::fs::read_to_string(project.path("src/gen/mod.rs")).expect("is written");
    let features = root.lines().filter_map(|line| line.strip_prefix("// "));
    let features: Vec<_> = features.filter(|line| line.contains(" = [")).collect();
    let runtime = Project::runtime("lexgen").replace(
        "default-features = false",
        "default-features = false, features = [\"dag-cbor\"]",
    );
    let manifest = format!(
        "[workspace]\n[package]\nname = \"consumer\"\nversion = \"0.0.0\"\n\
         edition = \"2024\"\n[dependencies]\n{runtime}\nserde_json = \"1\"\n[features]\n\
         default = [\"app-bsky-feed\", \"app-bsky-graph\"]\n{}\n",
        features.join("\n")
    );
    project.write("Cargo.toml", manifest);
    project.write("src/main.rs", include_str!("features/consumer.rs"));
    let _ = project.cargo(&["run", "-q"]).silent();
}
