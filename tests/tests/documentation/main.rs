//! The README and the guide are correct.
//!
//! `tests/docs` compiles and runs the Rust in them. These tests check the rest:
//! excerpts of files, the output of commands, settings and links.

mod console;
mod contributing;
mod features;
mod links;
mod page;
mod settings;
mod workflows;

use std::fs;

use lexgen::syntax::Format;
use lexgen_tests::{Project, lexgen};
use page::{Page, read};

/// Blocks of Rust that `tests/docs` does not compile, and the files they are from.
/// `// …` in an excerpt stands for omitted lines.
const EXCERPTS: [(&str, &str, &str); 1] = [(
    "README.md",
    "An example",
    "examples/committed/src/lexicons/com/atproto/server/create_session.rs",
)];

/// Asserts that the file contains each line of an excerpt, in the same order.
fn is_excerpt(block: &str, path: &str) {
    let file = read(path);
    let mut lines = file.lines();
    for line in block.lines() {
        assert!(
            line.trim() == "// …" || lines.any(|it| it == line),
            "not in {path}, or not there: {line:?}"
        );
    }
}

#[test]
fn rust_that_is_not_compiled_is_an_excerpt() {
    let mut excerpts = Vec::new();
    for page in Page::all() {
        for block in page.blocks() {
            let language = block.language.as_str();
            match language {
                "rust" | "rust,no_run" | "console" | "json" | "sh" | "text" | "toml" => {}
                "rust,ignore" => excerpts.push((page.path.clone(), block.heading)),
                other => panic!("{}: a block of `{other}`", page.path),
            }
        }
    }
    let listed = EXCERPTS.map(|(page, heading, _)| (page.to_owned(), heading.to_owned()));
    assert_eq!(excerpts, listed);
    for (page, heading, file) in EXCERPTS {
        is_excerpt(&Page::read(page).block(heading, "rust,ignore"), file);
    }
}

#[test]
fn the_service_is_that_of_the_example() {
    let block = Page::guide("calls").block("A service of your own", "rust");
    is_excerpt(&block, "examples/server/src/lib.rs");
}

#[test]
fn the_program_with_oauth_is_the_one_that_is_tested() {
    let page = Page::guide("calls");
    let blocks = page.blocks();
    let program = blocks
        .iter()
        .find(|block| block.text.contains("fn sign_in"));
    let program = program.expect("the program is there").text.clone();
    let path = "tests/xrpc/tests/loopback/dpop/program.rs";
    is_excerpt(&program.replace("\nfn sign_in", "\npub fn sign_in"), path);
}

#[test]
fn every_page_is_in_rustdoc_and_tested() {
    let name = |page: &Page| page.path.rsplit('/').next().unwrap().replace(".md", "");
    let pages: Vec<_> = Page::all()[1..].iter().map(name).collect();
    for path in ["lexgen/src/guide.rs", "tests/docs/src/lib.rs"] {
        let file = read(path);
        let (_, list) = file.split_once("pages! {\n").expect(path);
        let list = list.split('}').next().unwrap_or_default();
        let listed = list.split(',').map(str::trim).filter(|it| !it.is_empty());
        assert_eq!(listed.collect::<Vec<_>>(), pages, "{path}");
    }
}

#[test]
fn the_settings_it_shows_are_settings() {
    for page in ["settings", "lint"] {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let settings = folder.path().join("lexgen.toml");
        // There are no lexicons in the folder; everything else must be valid.
        let blocks = Page::guide(page).blocks();
        let toml = blocks.iter().filter(|block| block.language == "toml");
        let text: String = toml.map(|block| block.text.as_str()).collect();
        fs::write(&settings, text).expect("writable");
        fs::create_dir(folder.path().join("lexicons")).expect("a folder can be made");
        let result = lexgen()
            .args(["generate", "lexicons", "-o", "out", "--config"])
            .arg(&settings)
            .current_dir(&folder)
            .output()
            .expect("the binary was built");
        let said = String::from_utf8_lossy(&result.stderr);
        assert_eq!(result.status.code(), Some(1), "{page}: {said}");
        assert!(said.contains("no lexicons found"), "{page}: {said}");
    }
}

#[test]
fn every_string_format_is_in_the_table() {
    let page = Page::guide("types");
    for format in Format::ALL {
        assert!(page.text.contains(&format!("| `{format}` | `")), "{format}");
    }
}

#[test]
fn a_failing_test_of_lexicons_is_shown_as_it_is() {
    let shown = Page::guide("evolution").block("In a test", "text");
    let snapshot = read("tests/tests/snapshots/pinned_message.snap");
    let real = snapshot.splitn(3, "---\n").nth(2).unwrap_or_default();
    assert!(shown.starts_with(real.trim_end()), "{shown}\n\n{real}");
}

/// It prints the request, and then waits for a response on standard input.
#[test]
fn the_program_with_the_attribute_runs() {
    let page = Page::guide("attribute");
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "readme");
    let manifest = Project::manifest("readme-attribute", &Project::runtime("lexgen"));
    let lexicon = "lexicons/com/atproto/server/createSession.json";
    project
        .write(
            "Cargo.toml",
            manifest + "serde_json = \"1\"\n\n[workspace]\n",
        )
        .write("src/main.rs", page.block("A whole program", "rust,no_run"))
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
