//! (a) Generating from the protocol's lexicons: cold, without earlier output, and
//! warm, with nothing changed since the last run. Files are written to memory, if
//! there is a file system for that.
//!
//! Atrium's generator is not included, because it is not published.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    floor,
    measure::{Contender, contest},
    setup::{JACQUARD, Setup, emptied, rust},
    table::{Row, bytes, count},
};

pub fn rows(setup: &Setup) -> Result<Vec<Row>> {
    let corpus = setup.corpus()?;
    let (lexgen, jacquard) = (setup.lexgen()?, setup.jacquard()?);
    let folder = in_memory().unwrap_or_else(|| setup.work.join("generate"));
    emptied(&folder)?;
    let outputs = ["lexgen", "jacquard", "floor"].map(|name| folder.join(name));
    let plan = folder.join("plan");
    let [by_lexgen, by_jacquard, by_floor] = &outputs;

    // Once, to find the files that lexgen writes, for comparison.
    crate::measure::run(&mut generate(&lexgen, corpus, by_lexgen), &setup.log())?;
    floor::plan(by_lexgen, &plan)?;

    let this = env::current_exe().context("this program has no path")?;
    let write = |warm: bool| -> Command {
        let mut command = Command::new(&this);
        command.arg(floor::COMMAND);
        match warm {
            false => command.arg("write").arg(corpus).arg(&plan),
            true => command.arg("read").arg(corpus),
        };
        command.arg(by_floor);
        command
    };
    let mut rows = Vec::new();
    for (what, warm) in [
        ("(a) generate, cold", false),
        ("(a) generate, nothing changed", true),
    ] {
        let ready = |output: &Path| if warm { Ok(()) } else { set_aside(output) };
        let contenders = vec![
            Contender::new(
                "lexgen",
                || ready(by_lexgen).map(|()| generate(&lexgen, corpus, by_lexgen)),
                |_| written(by_lexgen),
            ),
            Contender::new(
                format!("jacquard-codegen {JACQUARD}"),
                || {
                    ready(by_jacquard)
                        .map(|()| generate_by_jacquard(&jacquard, corpus, by_jacquard))
                },
                |_| written(by_jacquard),
            ),
            Contender::new(
                match warm {
                    false => "the floor: read the JSON, write the text",
                    true => "the floor: read the JSON and the text",
                },
                || ready(by_floor).map(|()| write(warm)),
                |_| Ok(String::new()),
            ),
        ];
        let rounds = setup.rounds(15, 5);
        rows.extend(contest(what, rounds, true, &setup.log(), contenders)?);
    }
    emptied(&folder)?;
    Ok(rows)
}

/// A folder in memory, if the system has one: the time that a disk takes to create
/// files depends on earlier deletions.
fn in_memory() -> Option<PathBuf> {
    let memory = Path::new("/dev/shm");
    memory
        .is_dir()
        .then(|| memory.join("lexgen-peers-generate"))
}

/// Moves away the output of an earlier round. It is not deleted, because the file
/// system would still be busy with that during the next one.
fn set_aside(output: &Path) -> Result<()> {
    if output.exists() {
        let aside = (0..)
            .map(|round| output.with_extension(round.to_string()))
            .find(|it| !it.exists());
        fs::rename(output, aside.context("every number is taken")?)?;
    }
    Ok(())
}

pub fn generate(lexgen: &Path, lexicons: &Path, output: &Path) -> Command {
    let mut command = Command::new(lexgen);
    command
        .arg("generate")
        .arg(lexicons)
        .arg("--output")
        .arg(output);
    command
}

pub fn generate_by_jacquard(jacquard: &Path, lexicons: &Path, output: &Path) -> Command {
    let mut command = Command::new(jacquard);
    command
        .arg("--input")
        .arg(lexicons)
        .arg("--output")
        .arg(output);
    command
}

fn written(output: &Path) -> Result<String> {
    let rust = rust(output)?;
    let (files, lines) = (count(rust.files), count(rust.lines));
    Ok(format!(
        "{files} files, {}, {lines} lines",
        bytes(rust.bytes)
    ))
}
