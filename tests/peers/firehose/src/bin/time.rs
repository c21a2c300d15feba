//! Measures time: `time FOLDER ROUNDS` prints a line per stream and candidate, with the
//! number of frames and the nanoseconds of every round.
//!
//! This is the thread's CPU time: nothing here waits, and wall time would include
//! other load on the machine.

use std::{env, path::Path};

use lexgen_peers_firehose::{Contender, Result, Stream, Tally, stream};
use rustix::time::{ClockId, clock_gettime};

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, folder, rounds] = &*arguments else {
        return Err("usage: time FOLDER ROUNDS".into());
    };
    for stream in stream::read(Path::new(folder))? {
        time(&stream, rounds.parse()?)?;
    }
    Ok(())
}

/// All candidates take a turn in each round, each time starting with another one.
fn time(stream: &Stream, rounds: usize) -> Result<()> {
    let candidates = &stream.contenders;
    let mut taken = vec![Vec::new(); candidates.len()];
    let mut expected: Option<Tally> = None;
    for round in 0..rounds {
        for at in 0..candidates.len() {
            let at = (at + round) % candidates.len();
            let (time, tally) = turn(&candidates[at], &stream.frames)?;
            if *expected.get_or_insert_with(|| tally.clone()) != tally {
                let name = candidates[at].name;
                return Err(format!("{name} read {tally:?}, others {expected:?}").into());
            }
            taken[at].push(time.to_string());
        }
    }
    for (candidate, taken) in candidates.iter().zip(taken) {
        let (stream, frames) = (stream.name, stream.frames.len());
        println!(
            "{stream}\t{}\t{frames}\t{}",
            candidate.name,
            taken.join("\t")
        );
    }
    Ok(())
}

/// Nanoseconds for all frames.
fn turn(candidate: &Contender, frames: &[&'static [u8]]) -> Result<(i64, Tally)> {
    let mut tally = Tally::default();
    let start = now();
    for frame in frames {
        (candidate.read)(frame, &mut tally)?;
    }
    Ok((now() - start, tally))
}

fn now() -> i64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}
