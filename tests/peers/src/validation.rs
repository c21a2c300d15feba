//! (g) Validation of the same records, on one core: per record, and in megabytes of their
//! JSON. The candidates are in the package `validation`, which is built on demand, and in
//! its folder `node`, whose npm packages are installed on demand. This module makes the
//! records, and reads the results.
//!
//! A few of the records are invalid, with one defect each: see `records.rs`. The notes say
//! which defects a candidate does not see, and how many valid records it refuses.
//!
//! There are two tasks. "Decoded" is validation alone, of what each candidate validates:
//!
//! - lexgen: `validate()` of generated types, in the enum of all records. Texts of a
//!   format are checked then; decoding accepts them all.
//! - lexgen, lexicons at run time: `dynamic::Schema::validate` of `Data`, with all of the
//!   protocol's lexicons, as `lexgen validate` does.
//! - `@atproto/lexicon`: `assertValidRecord` of what `jsonStringToLex` returns, with all of
//!   the protocol's lexicons.
//! - `@atproto/lex`: `safeValidate` of the schemas that `lex build` generates, of what
//!   `lexParse` returns.
//! - jacquard, `LexiconSchema::validate` of its types, which looks at the fields of the
//!   record and not into them. Formats are checked by decoding, not here.
//! - jacquard, `SchemaValidator::validate_by_nsid` of its `Data`, with the lexicons that
//!   the records need. Decoding has found the formats.
//!
//! "Text" is the same from JSON text, decoding included: `serde_json` for Rust,
//! `JSON.parse` for Node. Here is also the command `lexgen validate` with one thread, of
//! one file, with all it does: it starts, reads the lexicons and the file, and writes what
//! it found.
//!
//! Times are CPU time: that of the thread in Rust, that of the whole process in Node, which
//! compiles and collects garbage in other threads, and that of the whole command. All
//! candidates run once before they are measured.

mod command;
mod node;
mod program;
mod records;
mod turn;

use std::{fs, process::Command};

use anyhow::Result;

use self::{program::Program, turn::Turn};
use crate::{
    measure::Series,
    setup::Setup,
    table::{Row, bytes, count, ratio},
};

/// The tasks, in the order of the table.
const TASKS: [(&str, &str); 2] = [
    ("decoded", "validate a decoded record"),
    ("text", "read and validate a record"),
];

/// What the target of lexgen's speed is measured against.
const REFERENCE: &str = "@atproto/lexicon";

pub fn rows(setup: &Setup) -> Result<Vec<Row>> {
    let records = if setup.quick { 10_000 } else { 100_000 };
    let folder = setup.work.join("validation");
    fs::create_dir_all(&folder)?;
    let path = folder.join("records.jsonl");
    records::write(&path, records)?;
    let lexicons = setup.corpus()?;

    let programs = setup.programs('g', "lexgen-peers-validation")?;
    let lexgen = setup.lexgen()?;
    let mut command = Command::new(programs.join("validation-rounds"));
    command.arg(&path).arg(lexicons);
    let mut running = vec![Program::start(command)?];
    let absent = match node::prepare(setup) {
        Ok(mut node) => {
            node.command.arg(&path).arg(lexicons).arg(node.types);
            running.push(Program::start(node.command)?);
            None
        }
        Err(error) => Some(format!("not measured: {error:#}")),
    };
    let rounds = setup.rounds(11, 5);
    let mut turns: Vec<Turn> = Vec::new();
    for round in 0..=rounds {
        eprintln!("(g) round {round}");
        if round == 1 {
            // What was before is for warming up.
            turns.clear();
        }
        for program in &mut running {
            turns.extend(program.round()?);
        }
        turns.push(command::turn(setup, &lexgen, &path)?);
    }
    for program in running {
        program.end()?;
    }

    let measured = Measured {
        turns,
        records,
        bytes: fs::metadata(&path)?.len(),
    };
    let mut rows = Vec::new();
    for (task, what) in TASKS {
        let (number, size) = (count(records as u64), bytes(measured.bytes));
        let what = format!("(g) {what}, the mean of {number} in {size} of JSON");
        rows.extend(measured.rows(task, &what));
        rows.extend(absent.as_ref().map(|reason| Row {
            what,
            who: format!("{REFERENCE}, @atproto/lex"),
            notes: reason.clone(),
            ..Row::default()
        }));
    }
    Ok(rows)
}

struct Measured {
    turns: Vec<Turn>,
    records: usize,
    bytes: u64,
}

impl Measured {
    /// The rows of a task.
    fn rows(&self, task: &str, what: &str) -> Vec<Row> {
        let turns = || self.turns.iter().filter(|turn| turn.task == task);
        let mut candidates: Vec<&Turn> = turns().collect();
        candidates.sort_by_key(|turn| order(&turn.who));
        candidates.dedup_by_key(|turn| &turn.who);
        let time = |who: &str| -> Series {
            let of_who = turns().filter(|turn| turn.who == who);
            of_who
                .map(|turn| turn.seconds / self.records as f64)
                .collect()
        };
        let median_of = |turn: Option<&&Turn>| turn.map(|turn| time(&turn.who).median());
        let first = median_of(candidates.first()).unwrap_or(f64::NAN);
        let reference = candidates.iter().find(|it| it.who.starts_with(REFERENCE));
        let reference = median_of(reference);
        let row = |turn: &&Turn| {
            let time = time(&turn.who);
            let bytes_per_record = self.bytes as f64 / self.records as f64;
            let speed = bytes_per_record / time.median() / 1e6;
            let mut notes = vec![format!("{speed:.0} MB/s"), turn.seen(self.records)];
            if let Some(reference) = reference.filter(|_| turn.who.starts_with("lexgen")) {
                let times = ratio(reference, time.median());
                notes.insert(1, format!("{times} as fast as {REFERENCE}"));
            }
            Row {
                what: what.to_owned(),
                who: turn.who.clone(),
                ratio: ratio(time.median(), first),
                time,
                notes: notes.join("; "),
                ..Row::default()
            }
        };
        candidates.iter().map(row).collect()
    }
}

/// The place of a candidate in the table: lexgen is first.
fn order(who: &str) -> (usize, &str) {
    let of_whom = ["lexgen", "@atproto", "jacquard"];
    let place = of_whom.iter().position(|it| who.starts_with(it));
    (place.unwrap_or(of_whom.len()), who)
}
