//! Generates the four endpoints of a session.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        // The lexicons of this repository; in your own project, "lexicons".
        .input("../../lexicons")
        .include("com.atproto.server.createSession")
        .include("com.atproto.server.getSession")
        .include("com.atproto.server.refreshSession")
        .include("com.atproto.server.deleteSession")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
