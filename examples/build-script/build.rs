//! Generates `lexicons.rs` before the crate is compiled, and again when a
//! lexicon changes.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        // The lexicons of this repository; in your own project, "lexicons".
        .input("../../lexicons")
        .include("com.atproto.server.createSession")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
