//! (h) The developer's loop: how long `cargo check` takes after a change, with
//! cargo's default profile, so incremental, and with a compiler in the attribute
//! and in `build.rs` that is not optimized. Everything was compiled once before.
//!
//! - After a touch of `src/lib.rs`: committed code of all lexicons, and
//!   `#[lexicon("*")]` over them.
//! - The expansion alone: an attribute after `#[lexicon("*")]` drops the module,
//!   and the same crate without `#[lexicon]` is what remains. The difference is the
//!   time of the macro, and of rustc for making tokens of the text, parsing them
//!   and passing them to the second attribute; but not for reading the files that
//!   cargo watches, which are included by what is dropped.
//! - After one edited lexicon, which gains a property of another name in each round:
//!   the same two, and `build.rs`, and jacquard's generated code. The time contains
//!   that of the command which generates committed code.
//! - The first build of the command, from nothing but downloaded sources.

mod crates;

use std::{cell::Cell, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{
    generate::{generate, generate_by_jacquard},
    measure::{Contender, contest},
    project::Project,
    setup::{JACQUARD, Setup, emptied},
    table::{Row, seconds},
};

pub fn rows(setup: &Setup) -> Result<Vec<Row>> {
    let mut rows = touched(setup)?;
    rows.extend(expanded(setup)?);
    rows.extend(edited(setup)?);
    rows.extend(first_built(setup)?);
    Ok(rows)
}

fn first_built(setup: &Setup) -> Result<Vec<Row>> {
    // Sources are downloaded before the time is taken.
    setup.lexgen()?;
    setup.jacquard()?;
    let [by_lexgen, by_jacquard] =
        ["lexgen", "jacquard"].map(|it| setup.work.join("first").join(it));
    let nothing = |_: &str| Ok(String::new());
    let contenders = vec![
        Contender::new(
            "lexgen",
            || emptied(&by_lexgen).map(|()| setup.build_lexgen(&by_lexgen)),
            nothing,
        ),
        Contender::new(
            format!("jacquard-codegen {JACQUARD}"),
            || emptied(&by_jacquard).map(|()| setup.install_jacquard(&by_jacquard)),
            nothing,
        ),
    ];
    let what = "(h) first build of the command";
    let rows = contest(what, 1, false, &setup.log(), contenders)?;
    emptied(&setup.work.join("first"))?;
    Ok(rows)
}

fn touched(setup: &Setup) -> Result<Vec<Row>> {
    let entries = [
        ("committed code", crates::committed(setup)?),
        ("#[lexicon(\"*\")]", crates::attribute(setup)?),
    ];
    let contenders = checked_again(&entries);
    let what = "(h) cargo check of the corpus after a touch";
    contest(what, setup.rounds(9, 3), true, &setup.log(), contenders)
}

fn expanded(setup: &Setup) -> Result<Vec<Row>> {
    let entries = [
        ("nothing", crates::dropped(setup, false)?),
        ("#[lexicon(\"*\")]", crates::dropped(setup, true)?),
    ];
    let contenders = checked_again(&entries);
    let what = "(h) expanding the corpus, and dropping it";
    let mut rows = contest(what, setup.rounds(15, 5), true, &setup.log(), contenders)?;
    if let [nothing, attribute] = &mut rows[..] {
        let more = attribute.time.median() - nothing.time.median();
        attribute.notes = format!("expansion: {}", seconds(more));
    }
    Ok(rows)
}

/// `cargo check` of each project after a touch.
fn checked_again<'p>(entries: &'p [(&'p str, Project<'p>)]) -> Vec<Contender<'p>> {
    let check = |(who, project): &'p (&str, Project<'p>)| {
        let check = || project.touch().map(|()| project.check_again());
        Contender::new(*who, check, |_| Ok(String::new()))
    };
    entries.iter().map(check).collect()
}

fn edited(setup: &Setup) -> Result<Vec<Row>> {
    let (lexgen, jacquard) = (setup.lexgen()?, setup.jacquard()?);
    let generated = crates::committed(setup)?;
    let built = crates::build_script(setup)?;
    let expanded = crates::attribute(setup)?;
    let by_jacquard = crates::jacquard(setup)?;
    let lexicons = |project: &Project<'_>| project.folder.join(crates::LEXICONS);
    let source = |project: &Project<'_>| project.folder.join("src");
    let edits = Cell::new(0);
    let edit = |project: &Project<'_>| {
        edits.set(edits.get() + 1);
        edit(&lexicons(project), edits.get())
    };
    let nothing = |_: &str| Ok(String::new());
    let contenders = vec![
        Contender::new(
            "committed code, with lexgen generate",
            || {
                edit(&generated)?;
                let output = source(&generated).join("lexicons");
                let first = generate(&lexgen, &lexicons(&generated), &output);
                Ok(generated.check_again_after(&first))
            },
            nothing,
        ),
        Contender::new(
            "build.rs",
            || edit(&built).map(|()| built.check_again()),
            nothing,
        ),
        Contender::new(
            "#[lexicon(\"*\")]",
            || edit(&expanded).map(|()| expanded.check_again()),
            nothing,
        ),
        Contender::new(
            format!("jacquard-codegen {JACQUARD}, with its generation"),
            || {
                edit(&by_jacquard)?;
                let output = source(&by_jacquard);
                let first = generate_by_jacquard(&jacquard, &lexicons(&by_jacquard), &output);
                Ok(by_jacquard.check_again_after(&first))
            },
            nothing,
        ),
    ];
    let what = "(h) cargo check of the corpus after one edited lexicon";
    contest(what, setup.rounds(5, 1), true, &setup.log(), contenders)
}

/// The lexicon that is edited: the output of `app.bsky.feed.getTimeline`.
const EDITED: &str = "app/bsky/feed/getTimeline.json";

/// Gives the output a property of another name than before.
fn edit(lexicons: &Path, round: usize) -> Result<()> {
    let path = lexicons.join(EDITED);
    let mut lexicon: Value = serde_json::from_slice(&fs::read(&path)?)?;
    let properties = lexicon
        .pointer_mut("/defs/main/output/schema/properties")
        .and_then(Value::as_object_mut)
        .with_context(|| format!("{} has no output", path.display()))?;
    properties.retain(|name, _| !name.starts_with("edit"));
    properties.insert(format!("edit{round}"), json!({ "type": "string" }));
    Ok(fs::write(&path, serde_json::to_vec_pretty(&lexicon)?)?)
}
