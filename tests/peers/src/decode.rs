//! (c) Decoding and encoding. The contenders are in the package `decode`, which is
//! built on demand; this module generates its pages and reads its results.

use std::{collections::HashMap, fs, process::Command};

use anyhow::{Context, Result};

use crate::{
    measure::Series,
    page,
    setup::Setup,
    table::{Row, bytes, count, ratio},
};

pub fn rows(setup: &Setup) -> Result<Vec<Row>> {
    let pages = setup.work.join("pages");
    page::write(&pages)?;
    let programs = setup.programs('c', "lexgen-peers-decode")?;
    let rounds = setup.rounds(30, 7).to_string();
    eprintln!("(c) counting");
    let counted = setup.output(Command::new(programs.join("count")).arg(&pages))?;
    eprintln!("(c) timing, {rounds} rounds");
    let timed = setup.output(Command::new(programs.join("time")).arg(&pages).arg(rounds))?;

    let counted: HashMap<[&str; 3], Vec<&str>> = counted.lines().filter_map(fields).collect();
    let mut firsts: HashMap<(&str, &str), f64> = HashMap::new();
    let mut rows = Vec::new();
    for direction in ["decode", "encode"] {
        for (key, rounds) in timed.lines().filter_map(fields) {
            let [page, who, its_direction] = key;
            if its_direction != direction {
                continue;
            }
            let time: Series = rounds
                .iter()
                .filter_map(|it| Some(it.parse::<f64>().ok()? / 1e9))
                .collect();
            let first = *firsts.entry((page, direction)).or_insert(time.median());
            let its_counts = counted.get(&key).map(Vec::as_slice).unwrap_or_default();
            let [allocations, allocated, kept, spoiled] = its_counts else {
                anyhow::bail!("{who} was timed and not counted for {page}");
            };
            let notes = [*kept, *spoiled]
                .into_iter()
                .filter(|it| direction == "decode" && !it.is_empty());
            rows.push(Row {
                what: what(direction, page, &pages)?,
                who: who.to_owned(),
                ratio: ratio(time.median(), first),
                time,
                cpu: String::new(),
                memory: format!(
                    "{} allocations, {}",
                    count(allocations.parse()?),
                    bytes(allocated.parse()?)
                ),
                notes: notes.collect::<Vec<_>>().join("; "),
            });
        }
    }
    rows.sort_by_key(|row| order(&row.what));
    Ok(rows)
}

/// Sorts by page, and decoding before encoding.
fn order(what: &str) -> usize {
    let page = PAGES.iter().position(|(name, ..)| what.contains(name));
    page.unwrap_or(PAGES.len())
}

/// The names of the pages, and their descriptions.
const PAGES: [(&str, &str, &str); 5] = [
    ("timeline", "timeline.json", "100 posts"),
    (
        "records",
        "timeline.json",
        "the same, and every record as its type",
    ),
    ("thread", "thread.json", "8 posts deep"),
    ("session", "session.json", "createSession"),
    ("commit", "commit.cbor", "of the firehose, DAG-CBOR"),
];

fn what(direction: &str, page: &str, pages: &std::path::Path) -> Result<String> {
    let (_, file, is) = PAGES
        .iter()
        .find(|it| it.0 == page)
        .context("an unknown page was timed")?;
    let size = fs::metadata(pages.join(file))?.len();
    Ok(format!("(c) {direction} {page}, {is}, {}", bytes(size)))
}

/// A line of either program: page, contender and direction, and the rest.
fn fields(line: &str) -> Option<([&str; 3], Vec<&str>)> {
    let mut fields = line.split('\t');
    let key = [fields.next()?, fields.next()?, fields.next()?];
    Some((key, fields.collect()))
}
