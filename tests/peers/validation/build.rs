//! Generates the types of lexgen from the protocol's lexicons, which are also the
//! source of the peers' types.

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=LEXGEN_CORPUS");
    let corpus =
        env::var_os("LEXGEN_CORPUS").map_or("../../../../shared/corpus".into(), PathBuf::from);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    lexgen::Builder::new()
        .input(corpus.join("official"))
        .include("app.bsky.actor.profile")
        .include("app.bsky.feed.like")
        .include("app.bsky.feed.post")
        .include("app.bsky.feed.repost")
        .include("app.bsky.feed.threadgate")
        .include("app.bsky.graph.block")
        .include("app.bsky.graph.follow")
        .include("app.bsky.graph.listitem")
        .record_enum("AnyRecord")
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}
