//! What a library of generated code costs a program that does not use it: rustc checks it,
//! and compiles none of its functions but large constructors. Each is generic or marked
//! `#[inline]`, or small enough for rustc to treat it so.

use lexgen_tests::{Project, corpus, lexgen, lexicons};

#[test]
fn no_function_is_compiled_that_nobody_calls() {
    let inputs = [Some(lexicons()), corpus("official")];
    for (input, name) in inputs.iter().zip(["unused", "unused-official"]) {
        let Some(input) = input else {
            continue;
        };
        let project = Project::new(env!("CARGO_TARGET_TMPDIR"), name);
        let run = lexgen()
            .args(["generate", "--record-enum", "AnyRecord", "-o"])
            .args([&project.path("src/gen"), input])
            .output()
            .expect("runs");
        assert!(run.status.success(), "{run:?}");
        let runtime = Project::runtime("lexgen");
        project.write(
            "Cargo.toml",
            format!(
                "[workspace]\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\n\
                 edition = \"2024\"\n[dependencies]\n{runtime}\n\
                 serde = {{ version = \"1\", default-features = false }}\n"
            ),
        );
        project.write("src/lib.rs", "pub mod r#gen;\n");

        let code = project.path("code.ll");
        let emit = format!("--emit=llvm-ir={}", code.display());
        // The names of functions end as in the source, whatever the default becomes.
        let mangling = "-Csymbol-mangling-version=v0";
        let arguments = ["rustc", "-q", "--release", "--lib", "--", mangling, &emit];
        let _ = project.cargo(&arguments).silent();
        let code = std::fs::read_to_string(code).expect("rustc writes it");
        // Whoever is internal is called by another one.
        let is_constructor = |line: &&str| line.contains("3new(") || line.contains("7default(");
        let functions: Vec<&str> = code
            .lines()
            .filter(|line| line.starts_with("define ") && !line.starts_with("define internal "))
            .filter(|line| !is_constructor(line))
            .collect();
        let some = functions.iter().take(5).collect::<Vec<_>>();
        assert!(functions.is_empty(), "{}: {some:#?}", functions.len());
    }
}
