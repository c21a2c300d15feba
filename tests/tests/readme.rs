//! What the README shows is what there is.

use std::fs;

use lexgen_tests::{Project, lexgen, workspace};

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The first block of code in `language` below a heading.
fn block(heading: &str, language: &str) -> String {
    let readme = read("README.md");
    let (_, section) = readme.split_once(heading).expect(heading);
    let (_, code) = section
        .split_once(&format!("```{language}\n"))
        .expect(language);
    code.split("```").next().unwrap_or_default().to_owned()
}

/// Each line of an excerpt stands in the file, in that order.
fn is_excerpt(heading: &str, path: &str) {
    let file = read(path);
    let mut lines = file.lines();
    for line in block(heading, "rust,ignore").lines() {
        assert!(
            line.trim() == "// …" || lines.any(|it| it == line),
            "not in {path}, or not there: {line:?}"
        );
    }
}

#[test]
fn create_session_is_shown_as_it_is_generated() {
    is_excerpt(
        "## createSession",
        "examples/committed/src/lexicons/com/atproto/server/create_session.rs",
    );
}

#[test]
fn the_service_is_that_of_the_example() {
    is_excerpt("### A service of your own", "examples/server/src/lib.rs");
}

#[test]
fn the_settings_it_shows_are_settings() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let settings = folder.path().join("lexgen.toml");
    // The lexicons of the example are nowhere; all else must be right.
    let text = block("### lexgen.toml", "toml") + &block("### Before publishing", "toml");
    fs::write(&settings, text).expect("writable");
    fs::create_dir(folder.path().join("lexicons")).expect("a folder can be made");
    let result = lexgen()
        .args(["generate", "--config"])
        .arg(&settings)
        .output()
        .expect("the binary was built");
    let said = String::from_utf8_lossy(&result.stderr);
    assert_eq!(result.status.code(), Some(1), "{said}");
    assert!(said.contains("no lexicon was found"), "{said}");
}

/// It prints the request; the reply it then waits for does not come.
#[test]
fn the_program_with_the_attribute_runs() {
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "readme");
    let manifest = Project::manifest("readme-attribute", &Project::runtime("lexgen"));
    let lexicon = "lexicons/com/atproto/server/createSession.json";
    project
        .write(
            "Cargo.toml",
            manifest + "serde_json = \"1\"\n\n[workspace]\n",
        )
        .write("src/main.rs", block("### The attribute", "rust,ignore"))
        .write(lexicon, read(lexicon));
    let said = project.cargo(&["run"]);
    assert_eq!(
        said.stdout,
        "POST /xrpc/com.atproto.server.createSession\n\
         {\"identifier\":\"alice.example\",\"password\":\"hunter2\"}\n",
        "{}",
        said.stderr
    );
    assert!(said.stderr.contains("EOF"), "{}", said.stderr);
}
