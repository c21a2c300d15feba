//! How long each contender takes: `time FOLDER ROUNDS` prints a line per page,
//! contender and direction, with the nanoseconds of every round.

use std::{
    env,
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

use lexgen_peers_decode::{contender::Page, pages};

/// What one turn of a contender reads, in bytes: long enough to be timed, and
/// short enough that something else seldom comes in between.
const TURN: usize = 400_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, folder, rounds] = &*arguments else {
        return Err("usage: time FOLDER ROUNDS".into());
    };
    for page in pages(Path::new(folder))? {
        time(&page, rounds.parse()?);
    }
    Ok(())
}

/// All contenders take a turn each round, each time another one first.
fn time(page: &Page, rounds: usize) {
    let turns: Vec<(&str, &str, &dyn Fn())> = page
        .contenders
        .iter()
        .flat_map(|it| {
            let encode = it
                .encode
                .as_ref()
                .map(|encode| (it.name, "encode", &**encode));
            [Some((it.name, "decode", &*it.decode)), encode]
        })
        .flatten()
        .collect();
    let repeat = u32::try_from(TURN / page.bytes.len()).unwrap_or(1).max(1);
    let mut taken = vec![Vec::new(); turns.len()];
    for round in 0..rounds {
        for at in 0..turns.len() {
            let at = (at + round) % turns.len();
            taken[at].push(turn(turns[at].2, repeat).as_nanos().to_string());
        }
    }
    for ((name, direction, _), taken) in turns.iter().zip(taken) {
        println!("{}\t{name}\t{direction}\t{}", page.name, taken.join("\t"));
    }
}

fn turn(work: &dyn Fn(), repeat: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..repeat {
        work();
    }
    start.elapsed() / repeat
}
