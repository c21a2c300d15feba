//! The program of the guide, built like a reader would: its text, its
//! dependencies, and a folder of lexicons.

use std::{fs, path::Path, process::Command};

use lexgen::{AtIdentifier, Record};
use lexgen_tests::{Project, workspace};
use lexgen_tests_pds::com::{
    atproto::repo::list_records::{self, ListRecords},
    example::shelf::note::Note,
};

use crate::world::{PASSWORD, World};

/// The block of the section in a language.
fn block(language: &str) -> String {
    let page = fs::read_to_string(workspace().join("lexgen/docs/calls.md")).unwrap();
    let (_, section) = page.split_once("## Log in and write a record").unwrap();
    let (_, code) = section.split_once(&format!("```{language}\n")).unwrap();
    code.split("```").next().unwrap().to_owned()
}

pub async fn its_program_writes_a_record(world: &World) {
    let quentin = world.account("quentin").await;
    let program = block("rust,no_run");
    assert!(program.lines().count() <= 22, "it says twenty lines");
    let program = program
        .replace("https://pds.example", &world.pds.url)
        .replace("alice.example", quentin.handle.as_str());
    let checkout = workspace().display().to_string();
    // TLS takes minutes to build, and loopback has none.
    let dependencies = block("toml")
        .replace("../lexgen", &checkout)
        .replace(", \"client-rustls\"", "");
    let manifest = "[package]\nname = \"guide-record\"\nedition = \"2024\"\n\n[workspace]\n\n";

    let built = tokio::task::spawn_blocking(move || {
        let project = Project::new(env!("CARGO_TARGET_TMPDIR"), "guide-record");
        project
            .write("Cargo.toml", format!("{manifest}{dependencies}"))
            .write("src/main.rs", program);
        copy_lexicons(&project);
        project.cargo(&["build"]).silent()
    });
    built.await.unwrap();

    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let said = Command::new(target.join("debug/guide-record"))
        .env("PASSWORD", PASSWORD)
        .output();
    let said = said.unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr),
    );
    assert!(said.status.success(), "{err}");

    let repo: AtIdentifier = quentin.did.clone().into();
    let params = list_records::Params::new(repo, Note::collection());
    let page = quentin.caller.query::<ListRecords>(&params).await.unwrap();
    let [record] = page.records.as_slice() else {
        panic!("{page:?}");
    };
    assert_eq!(out, format!("wrote {}\n", record.uri));
    let note: Note = record.value.clone().into_decoded().unwrap();
    assert_eq!(note.text, "Read this twice.");
}

fn copy_lexicons(project: &Project) {
    let root = lexgen_tests::lexicons();
    for path in lexgen_tests::json_files(&root) {
        let inside = path.strip_prefix(&root).unwrap().display().to_string();
        project.write(&format!("lexicons/{inside}"), fs::read(&path).unwrap());
    }
}
