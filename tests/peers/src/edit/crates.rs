//! The crates: each has a copy of the lexicons, which can be edited.

use std::{fs, path::Path};

use anyhow::Result;
use walkdir::WalkDir;

use crate::{
    compile::{jacquard_manifest, lexgen_dependencies},
    generate::{generate, generate_by_jacquard},
    measure,
    project::{Project, path},
    setup::{Setup, emptied},
};

/// The folder of the lexicons, in that of the crate.
pub const LEXICONS: &str = "lexicons";

/// A crate with the code that `lexgen generate` writes.
pub fn committed(setup: &Setup) -> Result<Project<'_>> {
    let manifest = format!("[dependencies]\n{}", lexgen_dependencies(setup));
    let project = with_lexicons(setup, "edit-committed", &manifest)?;
    let output = project.folder.join("src/lexicons");
    let mut command = generate(&setup.lexgen()?, &project.folder.join(LEXICONS), &output);
    measure::run(&mut command, &setup.log())?;
    project.write("src/lib.rs", "pub mod lexicons;\n")?;
    Ok(project)
}

/// A crate with `#[lexicon("*")]`.
pub fn attribute(setup: &Setup) -> Result<Project<'_>> {
    let manifest = format!(
        "[dependencies]\n{}{}",
        lexgen_dependencies(setup),
        macros(setup)
    );
    let project = with_lexicons(setup, "edit-attribute", &manifest)?;
    project.write(
        "src/lib.rs",
        &format!("{ATTRIBUTE}\npub mod lexicons {{}}\n"),
    )?;
    Ok(project)
}

/// A crate whose build script generates the code.
pub fn build_script(setup: &Setup) -> Result<Project<'_>> {
    let compiler = path(&setup.root.join("lexgen"));
    let manifest = format!(
        "[dependencies]\n{}\n[build-dependencies]\n\
         lexgen = {{ path = {compiler}, default-features = false, features = [\"codegen\"] }}\n",
        lexgen_dependencies(setup),
    );
    let project = with_lexicons(setup, "edit-build-script", &manifest)?;
    let script = format!(
        "fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let out = std::path::PathBuf::from(std::env::var(\"OUT_DIR\")?);\n    \
         lexgen::Builder::new()\n        .input({LEXICONS:?})\n        \
         .single_file(out.join(\"lexicons.rs\"))?;\n    Ok(())\n}}\n"
    );
    project.write("build.rs", &script)?;
    let library =
        "pub mod lexicons {\n    include!(concat!(env!(\"OUT_DIR\"), \"/lexicons.rs\"));\n}\n";
    project.write("src/lib.rs", library)?;
    Ok(project)
}

/// A crate with the code that jacquard's command writes.
pub fn jacquard(setup: &Setup) -> Result<Project<'_>> {
    let scratch = setup.work.join("crates/edit-jacquard-output");
    emptied(&scratch)?;
    let generate = |lexicons: &Path, output: &Path| {
        let mut command = generate_by_jacquard(&setup.jacquard()?, lexicons, output);
        measure::run(&mut command, &setup.log())
    };
    // Once, for the features that the manifest has to list.
    generate(setup.corpus()?, &scratch)?;
    let manifest = jacquard_manifest(&fs::read_to_string(scratch.join("lib.rs"))?);
    let project = with_lexicons(setup, "edit-jacquard", &manifest)?;
    generate(&project.folder.join(LEXICONS), &project.folder.join("src"))?;
    Ok(project)
}

/// A crate with `#[lexicon("*")]`, or without, whose module is dropped before rustc
/// looks at it.
pub fn dropped(setup: &Setup, with: bool) -> Result<Project<'_>> {
    let drop = Project::new(setup, "edit-drop", "[lib]\nproc-macro = true\n", &[])?;
    drop.write(
        "src/lib.rs",
        "use proc_macro::TokenStream;\n\n\
         #[proc_macro_attribute]\n\
         pub fn drop(_: TokenStream, _: TokenStream) -> TokenStream {\n    \
         TokenStream::new()\n}\n",
    )?;
    let manifest = format!(
        "[dependencies]\n{}{}edit-drop = {{ path = {} }}\n",
        lexgen_dependencies(setup),
        macros(setup),
        path(&drop.folder)
    );
    let (name, attribute) = match with {
        true => ("edit-dropped", ATTRIBUTE),
        false => ("edit-dropped-nothing", ""),
    };
    let project = with_lexicons(setup, name, &manifest)?;
    let text = format!("{attribute}\n#[edit_drop::drop]\npub mod lexicons {{}}\n");
    project.write("src/lib.rs", &text)?;
    Ok(project)
}

const ATTRIBUTE: &str = "#[lexgen_macros::lexicon(\"*\", path = \"lexicons\")]";

/// The dependency on the attribute, as a line of a manifest.
fn macros(setup: &Setup) -> String {
    let folder = path(&setup.root.join("lexgen-macros"));
    format!("lexgen-macros = {{ path = {folder} }}\n")
}

fn with_lexicons<'a>(setup: &'a Setup, name: &str, manifest: &str) -> Result<Project<'a>> {
    let project = Project::new(setup, name, manifest, &[])?;
    let corpus = setup.corpus()?;
    for entry in WalkDir::new(corpus) {
        let entry = entry?;
        let inside = entry.path().strip_prefix(corpus)?;
        let copy = project.folder.join(LEXICONS).join(inside);
        if entry.file_type().is_dir() {
            fs::create_dir_all(copy)?;
        } else {
            fs::copy(entry.path(), copy)?;
        }
    }
    Ok(project)
}
