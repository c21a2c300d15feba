//! Generates the types of the shelf, some with secrets, and those of Jetstream.

use std::{
    env,
    error::Error,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        .input("../../lexicons")
        .include("com.example.shelf.*")
        .include("com.atproto.server.createSession")
        .single_file(out.join("lexicons.rs"))?;
    jetstream(&out)
}

/// The lexicons of Jetstream, if available, with those to which they refer.
fn jetstream(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rustc-check-cfg=cfg(jetstream)");
    println!("cargo::rerun-if-env-changed=LEXGEN_CORPUS");
    let corpus =
        env::var_os("LEXGEN_CORPUS").map_or("../../../shared/corpus".into(), PathBuf::from);
    let lexicons = corpus.join("next/network/bsky/jetstream");
    if lexicons.is_dir() {
        println!("cargo::rustc-cfg=jetstream");
        lexgen::Builder::new()
            .input(lexicons)
            .input("../../lexicons/com/atproto/sync")
            .include("network.bsky.jetstream.*")
            .single_file(out.join("jetstream.rs"))?;
    }
    Ok(())
}
