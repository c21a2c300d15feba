//! (d) Expanding one `#[lexicon]`: `cargo check` of a crate with the attribute,
//! compared with the same crate with a generated file. The compiler in the
//! attribute is built without optimization, which is cargo's default for
//! procedural macros, and also with optimization.

use anyhow::Result;

use crate::{
    compile::lexgen_dependencies,
    generate::generate,
    measure::{self, Contender, contest},
    project::{Mode, Project, path},
    setup::Setup,
    table::Row,
};

const ENDPOINT: &str = "com.atproto.server.createSession";

pub fn rows(setup: &Setup) -> Result<Vec<Row>> {
    let entries = [
        ("a generated file", generated(setup)?),
        ("#[lexicon]", attribute(setup, "expand-attribute", "")?),
        (
            "#[lexicon], build-override opt-level 3",
            attribute(
                setup,
                "expand-attribute-optimised",
                "\n[profile.dev.build-override]\nopt-level = 3\n",
            )?,
        ),
    ];
    for (_, project) in &entries {
        project.prepare(&[Mode::Check])?;
    }
    let contenders = entries
        .iter()
        .map(|(who, project)| {
            let check = || project.compile_anew(Mode::Check);
            Contender::new(*who, check, |_| Ok(String::new()))
        })
        .collect();
    let what = "(d) cargo check of createSession, 1 of 402 documents";
    contest(what, setup.rounds(15, 5), true, &setup.log(), contenders)
}

fn generated(setup: &Setup) -> Result<Project<'_>> {
    let manifest = format!("[dependencies]\n{}", lexgen_dependencies(setup));
    let project = Project::new(setup, "expand-generated", &manifest, &[])?;
    let output = project.folder.join("src/lexicons");
    let mut command = generate(&setup.lexgen()?, setup.corpus()?, &output);
    measure::run(command.args(["--include", ENDPOINT]), &setup.log())?;
    project.write("src/lib.rs", "pub mod lexicons;\n")?;
    Ok(project)
}

fn attribute<'a>(setup: &'a Setup, name: &str, profile: &str) -> Result<Project<'a>> {
    let manifest = format!(
        "[dependencies]\n{}lexgen-macros = {{ path = {} }}\n{profile}",
        lexgen_dependencies(setup),
        path(&setup.root.join("lexgen-macros"))
    );
    let project = Project::new(setup, name, &manifest, &[])?;
    let text = format!(
        "#[lexgen_macros::lexicon({ENDPOINT:?}, path = {})]\npub mod create_session {{}}\n",
        path(setup.corpus()?)
    );
    project.write("src/lib.rs", &text)?;
    Ok(project)
}
