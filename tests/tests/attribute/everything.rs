//! Every lexicon of the protocol's reference repository under one attribute.

use lexgen_tests::{Project, corpus, json_files};

#[test]
fn all_of_the_corpus_compiles_without_a_warning() {
    let Some(official) = corpus("official") else {
        return;
    };
    assert!(!json_files(&official).is_empty());
    let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "everything");
    let manifest = Project::manifest("attribute-everything", &Project::runtime("lexgen"));
    project
        .write("Cargo.toml", manifest + "\n[workspace]\n")
        .write(
            "src/lib.rs",
            format!(
                "//! Everything.\n\
                 #![warn(missing_docs)]\n\
                 \n\
                 /// All there is.\n\
                 #[lexgen_macros::lexicon(\"*\", path = {official:?})]\n\
                 pub mod all {{}}\n\
                 \n\
                 /// The last of it in the order of the alphabet.\n\
                 pub type Session = all::com::atproto::server::create_session::CreateSession;\n"
            ),
        );
    let said = project.cargo(&["check"]).silent();
    assert!(said.compiled("attribute-everything"), "{}", said.stderr);
}
