//! Generates this repository's lexicons, as a project would that uses the
//! library, so that the tests run what came out.

use std::{env, error::Error, path::PathBuf};

use lexgen::{Builder, generate::Strictness};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    Builder::new()
        .input("../lexicons")
        .single_file(out.join("lexicons.rs"))?;
    Builder::new()
        .input("../lexicons")
        .include("com.example.shelf.section")
        .strictness(Strictness::Strict)
        .derive("Hash")
        .single_file(out.join("strict.rs"))?;
    Ok(())
}
