//! (f) From the frames of a firehose, and the messages of a Jetstream, to typed records
//! of every collection, on one core. The candidates are in the package `firehose`, which
//! is built on demand; this module generates the frames and reads its results.
//!
//! Every candidate decodes each frame, finds the record of each operation in its CAR
//! file, checks it against its CID, and decodes it to the type of its collection; then
//! all is dropped. What it has read is counted, and must be the same for all. The time
//! of the hashes is measured alone, and is the same for all; the notes have the ratio
//! without it. A Jetstream has no hashes to check.

use std::{collections::HashMap, fs, process::Command};

use anyhow::{Context, Result};

use crate::{
    measure::Series,
    setup::Setup,
    stream,
    table::{Row, bytes, count, ratio, seconds},
};

pub fn rows(setup: &Setup) -> Result<Vec<Row>> {
    let events = if setup.quick { 10_000 } else { 100_000 };
    let folder = setup.work.join("stream");
    stream::write(&folder, events)?;
    let programs = setup.programs('f', "lexgen-peers-firehose")?;
    let rounds = setup.rounds(11, 5).to_string();
    eprintln!("(f) counting");
    let counted = setup.output(Command::new(programs.join("firehose-count")).arg(&folder))?;
    eprintln!("(f) timing, {rounds} rounds");
    let mut time = Command::new(programs.join("firehose-time"));
    let timed = setup.output(time.arg(&folder).arg(rounds))?;

    let counted: HashMap<_, _> = counted.lines().filter_map(Line::read).map(keyed).collect();
    let timed: Vec<Line> = timed.lines().filter_map(Line::read).collect();
    let frames = timed.first().context("nothing was timed")?.frames;
    let hashing = timed.iter().find(|line| line.stream == HASHING);
    let hashing = hashing.map(|line| line.per(frames).median());
    let hashing = hashing.context("hashing was not timed")?;
    let mut firsts: HashMap<&str, f64> = HashMap::new();
    let mut rows = Vec::new();
    for line in &timed {
        let name = match line.stream {
            "firehose" => stream::FIREHOSE,
            "jetstream" => stream::JETSTREAM,
            _ => continue,
        };
        let time = line.per(line.frames);
        let first = *firsts.entry(line.stream).or_insert(time.median());
        let mut notes = vec![format!("{} events/s", per_second(time.median()))];
        if line.stream == "firehose" {
            let without = ratio(time.median() - hashing, first - hashing);
            let hashing = seconds(hashing);
            notes.push(format!("without hashing, which takes {hashing}: {without}"));
        }
        let counts = counted.get(&(line.stream, line.who));
        let counts = counts.context("a candidate was timed and not counted")?;
        let [allocations, allocated] = **counts else {
            anyhow::bail!("a candidate was not counted");
        };
        let size = fs::metadata(folder.join(name))?.len();
        rows.push(Row {
            what: format!(
                "(f) read one event of a {}, the mean of {} frames in {}",
                line.stream,
                count(line.frames),
                bytes(size)
            ),
            who: line.who.to_owned(),
            ratio: ratio(time.median(), first),
            time,
            cpu: String::new(),
            memory: format!(
                "{:.1} allocations, {}",
                allocations / line.frames as f64,
                bytes((allocated / line.frames as f64) as u64)
            ),
            notes: notes.join("; "),
        });
    }
    Ok(rows)
}

/// The stream of the hashes of all records.
const HASHING: &str = "hashing";

/// A line of either program.
struct Line<'l> {
    stream: &'l str,
    who: &'l str,
    frames: u64,
    numbers: Vec<f64>,
}

impl<'l> Line<'l> {
    fn read(line: &'l str) -> Option<Self> {
        let mut fields = line.split('\t');
        Some(Self {
            stream: fields.next()?,
            who: fields.next()?,
            frames: fields.next()?.parse().ok()?,
            numbers: fields.filter_map(|it| it.parse().ok()).collect(),
        })
    }

    /// The seconds for one of this many.
    fn per(&self, count: u64) -> Series {
        let numbers = self.numbers.iter();
        numbers.map(|it| it / 1e9 / count as f64).collect()
    }
}

fn keyed(line: Line<'_>) -> ((&str, &str), Vec<f64>) {
    ((line.stream, line.who), line.numbers)
}

fn per_second(seconds: f64) -> String {
    count((1.0 / seconds).round() as u64)
}
