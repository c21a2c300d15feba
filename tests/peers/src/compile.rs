//! (b) Compiling generated code: the whole corpus as a library, and a program
//! that reads and writes the bodies of three endpoints.
//!
//! The program uses the cheapest types that each project offers. For lexgen, these
//! are generated only for the endpoints. The generators of the peers have no such
//! selection, so the program is compiled with their published crate and the
//! feature that contains the endpoints.

use std::fs;

use anyhow::Result;

use crate::{
    generate::{generate, generate_by_jacquard},
    measure::{self, Contender, contest},
    project::{Mode, Project, path, warnings},
    setup::{JACQUARD, Setup, emptied},
    table::Row,
};

const MODES: [(Mode, &str); 2] = [
    (Mode::Check, "cargo check"),
    (Mode::Release, "cargo build --release"),
];

pub fn rows(setup: &Setup) -> Result<Vec<Row>> {
    let corpus = [lexgen_corpus(setup)?, jacquard_corpus(setup)?];
    let program = [
        lexgen_program(setup)?,
        jacquard_program(setup)?,
        atrium_program(setup)?,
    ];
    let mut rows = Vec::new();
    for (mode, command) in MODES {
        let what = format!("(b) {command} of the corpus");
        rows.extend(compile(setup, &what, mode, &corpus)?);
    }
    for (mode, command) in MODES {
        let what = format!("(b) {command} of a program with three endpoints");
        rows.extend(compile(setup, &what, mode, &program)?);
    }
    Ok(rows)
}

/// A project, and the generator of its types.
type Entry<'a> = (String, Project<'a>);

fn compile(setup: &Setup, what: &str, mode: Mode, entries: &[Entry<'_>]) -> Result<Vec<Row>> {
    let contenders = entries
        .iter()
        .map(|(who, project)| {
            Contender::new(
                who,
                move || project.compile_anew(mode),
                |said| Ok(format!("{} warnings", warnings(said))),
            )
        })
        .collect();
    let rounds = setup.rounds(3, 1);
    contest(what, rounds, false, &setup.log(), contenders)
}

fn lexgen_corpus(setup: &Setup) -> Result<Entry<'_>> {
    let manifest = format!("[dependencies]\n{}", lexgen_dependencies(setup));
    let project = Project::new(setup, "corpus-lexgen", &manifest, &[])?;
    project.write("src/lib.rs", "")?;
    project.prepare(&MODES.map(|it| it.0))?;
    let output = project.folder.join("src/lexicons");
    let mut command = generate(&setup.lexgen()?, setup.corpus()?, &output);
    measure::run(&mut command, &setup.log())?;
    project.write("src/lib.rs", "pub mod lexicons;\n")?;
    Ok(("lexgen".to_owned(), project))
}

fn jacquard_corpus(setup: &Setup) -> Result<Entry<'_>> {
    let folder = setup.work.join("crates/corpus-jacquard-output");
    emptied(&folder)?;
    let mut command = generate_by_jacquard(&setup.jacquard()?, setup.corpus()?, &folder);
    measure::run(&mut command, &setup.log())?;
    let lib = fs::read_to_string(folder.join("lib.rs"))?;
    let manifest = jacquard_manifest(&lib);
    let project = Project::new(setup, "corpus-jacquard", &manifest, &[])?;
    project.write("src/lib.rs", "")?;
    project.prepare(&MODES.map(|it| it.0))?;
    fs::remove_dir_all(project.folder.join("src"))?;
    fs::rename(folder, project.folder.join("src"))?;
    let who = format!("jacquard-codegen {JACQUARD}, two lints allowed as in jacquard-api");
    Ok((who, project))
}

/// The manifest for what jacquard's command writes, whose root is `lib`: as that of
/// jacquard-api, with all modules there are; without `streaming`, subscriptions
/// would be left out. The lints it allows are those of all the warnings there are,
/// some 600.
pub fn jacquard_manifest(lib: &str) -> String {
    let modules: Vec<&str> = lib
        .lines()
        .filter_map(|line| {
            line.strip_prefix("#[cfg(feature = \"")?
                .strip_suffix("\")]")
        })
        .collect();
    let default = [&modules[..], &["streaming"]].concat();
    format!(
        "[features]\ndefault = {default:?}\nstreaming = [\"jacquard-common/websocket\"]\n{}\n\n\
         [dependencies]\n\
         jacquard-common = \"={JACQUARD}\"\n\
         jacquard-derive = \"={JACQUARD}\"\n\
         jacquard-lexicon = {{ version = \"={JACQUARD}\", default-features = false }}\n\
         miette = \"7.6\"\n\
         serde = {{ version = \"1\", default-features = false, features = [\"alloc\", \"derive\"] }}\n\
         thiserror = {{ version = \"2\", default-features = false }}\n\n\
         [lints.rust]\nnon_snake_case = \"allow\"\nunused_imports = \"allow\"\n",
        modules
            .iter()
            .map(|it| format!("{it} = []\n"))
            .collect::<String>(),
    )
}

const ENDPOINTS: [&str; 3] = [
    "com.atproto.server.createSession",
    "com.atproto.repo.createRecord",
    "app.bsky.feed.getTimeline",
];

fn lexgen_program(setup: &Setup) -> Result<Entry<'_>> {
    let manifest = format!(
        "[dependencies]\n{}serde_json = \"1\"\n",
        lexgen_dependencies(setup)
    );
    let project = Project::new(setup, "program-lexgen", &manifest, &[])?;
    let output = project.folder.join("src/lexicons");
    let mut command = generate(&setup.lexgen()?, setup.corpus()?, &output);
    for endpoint in ENDPOINTS {
        command.args(["--include", endpoint]);
    }
    measure::run(&mut command, &setup.log())?;
    let text = program(
        "mod lexicons;\nuse lexicons::{app::bsky::feed::get_timeline, \
         com::atproto::{repo::create_record, server::create_session}};",
        [
            "create_session::Input",
            "create_session::Output",
            "create_record::Input",
            "create_record::Output",
            "get_timeline::Output",
        ],
    );
    project.write("src/main.rs", &text)?;
    project.prepare(&MODES.map(|it| it.0))?;
    Ok(("lexgen --include, three times".to_owned(), project))
}

fn jacquard_program(setup: &Setup) -> Result<Entry<'_>> {
    let manifest = format!(
        "[dependencies]\n\
         jacquard-api = {{ version = \"={JACQUARD}\", default-features = false, \
         features = [\"std\", \"app_bsky\"] }}\n\
         serde = {{ version = \"1\", default-features = false }}\n\
         serde_json = \"1\"\n"
    );
    let project = Project::new(setup, "program-jacquard", &manifest, &["jacquard-api"])?;
    let text = program(
        "use jacquard_api::{app_bsky::feed::get_timeline, \
         com_atproto::{repo::create_record, server::create_session}};",
        [
            "create_session::CreateSession",
            "create_session::CreateSessionOutput",
            "create_record::CreateRecord",
            "create_record::CreateRecordOutput",
            "get_timeline::GetTimelineOutput",
        ],
    );
    project.write("src/main.rs", &text)?;
    project.prepare(&MODES.map(|it| it.0))?;
    Ok((format!("jacquard-api {JACQUARD}, app_bsky"), project))
}

fn atrium_program(setup: &Setup) -> Result<Entry<'_>> {
    let manifest = "[dependencies]\n\
         atrium-api = { version = \"=0.26.0\", default-features = false, \
         features = [\"namespace-appbsky\"] }\n\
         serde = { version = \"1\", default-features = false }\n\
         serde_json = \"1\"\n";
    let project = Project::new(setup, "program-atrium", manifest, &["atrium-api"])?;
    let text = program(
        "use atrium_api::{app::bsky::feed::get_timeline, \
         com::atproto::{repo::create_record, server::create_session}};",
        [
            "create_session::Input",
            "create_session::Output",
            "create_record::Input",
            "create_record::Output",
            "get_timeline::Output",
        ],
    );
    project.write("src/main.rs", &text)?;
    project.prepare(&MODES.map(|it| it.0))?;
    Ok(("atrium-api 0.26.0, namespace-appbsky".to_owned(), project))
}

/// The program, the same for every generator: it reads a line of JSON as each of
/// the types, and writes it again.
fn program(imports: &str, types: [&str; 5]) -> String {
    let calls = types
        .map(|name| format!("    again::<{name}>()?;"))
        .join("\n");
    format!(
        "{imports}\n\n\
         fn again<T: serde::de::DeserializeOwned + serde::Serialize>() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let mut line = String::new();\n    \
         std::io::stdin().read_line(&mut line)?;\n    \
         println!(\"{{}}\", serde_json::to_string(&serde_json::from_str::<T>(&line)?)?);\n    \
         Ok(())\n\
         }}\n\n\
         fn main() -> Result<(), Box<dyn std::error::Error>> {{\n{calls}\n    Ok(())\n}}\n"
    )
}

/// The dependencies of generated code, as lines of a manifest.
pub fn lexgen_dependencies(setup: &Setup) -> String {
    format!(
        "lexgen = {{ path = {}, default-features = false }}\n\
         serde = {{ version = \"1\", default-features = false }}\n",
        path(&setup.root.join("lexgen"))
    )
}
