//! Measures time: `time FOLDER ROUNDS` prints a line per page, contender and
//! direction, with the nanoseconds of every round.
//!
//! This is the thread's CPU time: nothing here waits, and wall time would include
//! other load on the machine.

use std::{env, error::Error, path::Path};

use lexgen_peers_decode::{contender::Page, pages};
use rustix::time::{ClockId, clock_gettime};

/// The number of bytes that a contender reads in a turn: enough to be timed, and
/// few enough that interruptions are rare.
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

/// All contenders take a turn in each round, each time starting with another one.
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
            taken[at].push(turn(turns[at].2, repeat).to_string());
        }
    }
    for ((name, direction, _), taken) in turns.iter().zip(taken) {
        println!("{}\t{name}\t{direction}\t{}", page.name, taken.join("\t"));
    }
}

/// Nanoseconds for one time.
fn turn(work: &dyn Fn(), repeat: u32) -> i64 {
    let start = now();
    for _ in 0..repeat {
        work();
    }
    (now() - start) / i64::from(repeat)
}

fn now() -> i64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}
