//! Generates code from this repository's lexicons, like a project that uses the
//! library. The tests run this code.

mod registry;

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use lexgen::__internal::{items::Strictness, pipeline::compile, read::Input, settings::Settings};
use lexgen::{Builder, DeriveFor};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    Builder::new()
        .input("../lexicons")
        .record_enum("AnyRecord")
        .single_file(out.join("lexicons.rs"))?;
    Builder::new()
        .input("../lexicons")
        .include("com.example.shelf.section")
        .include("com.example.shelf.book")
        .include("com.atproto.repo.listRecords")
        .strictness(Strictness::Strict)
        .derive("Hash")
        .single_file(out.join("strict.rs"))?;
    Builder::new()
        .input("../lexicons")
        .record_enum("AnyRecord")
        .derive("Hash")
        .derive("Ord")
        .derive("::arbitrary::Arbitrary")
        .derive("::schemars::JsonSchema")
        // What all derive already.
        .derive_for(DeriveFor::new("*").derive("Ord").derive("Eq"))
        .derive_for(
            DeriveFor::new("com.example.shelf.section#main")
                .attribute("doc = \"A part of a shelf.\"")
                .field("extra", "arbitrary(default)")
                .field("name", "arbitrary(value = \"Attic\".to_owned())"),
        )
        .single_file(out.join("derived.rs"))?;
    catalog(&out)?;
    let inputs = vec![Input::Path("../lexicons".into())];
    let ir = compile(&Settings {
        inputs,
        ..Settings::default()
    })
    .ir;
    fs::write(out.join("registry.rs"), registry::types(&ir))?;
    Ok(())
}

/// The lexicons of the public conformance vectors, if available.
fn catalog(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(interop)");
    println!("cargo::rerun-if-env-changed=LEXGEN_CORPUS");
    let corpus = env::var_os("LEXGEN_CORPUS").map_or("../../shared/corpus".into(), PathBuf::from);
    let catalog = corpus.join("../interop/lexicon/catalog");
    if catalog.is_dir() {
        println!("cargo::rustc-cfg=interop");
        Builder::new()
            .input(catalog)
            .allow_missing(true)
            // The intentional errors in these lexicons need not be reported.
            .emit_rerun_if_changed(false)
            .single_file(out.join("catalog.rs"))?;
    }
    Ok(())
}
