//! Measures time: `validation-rounds RECORDS LEXICONS`, where `RECORDS` has a record in
//! each line. For each line of its input, all candidates judge all records, and a line
//! about each of them is printed: the task, the candidate, the nanoseconds it took, and the
//! indices of the records that it found invalid. An empty line ends the round.
//!
//! This is the thread's CPU time: nothing here waits, and wall time would include
//! other load on the machine.

use std::{
    env,
    io::{self, BufRead, Write},
    path::Path,
};

use lexgen_peers_validation::{Contender, Result, contenders, lines};
use rustix::time::{ClockId, clock_gettime};

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, records, lexicons] = &*arguments else {
        return Err("usage: validation-rounds RECORDS LEXICONS".into());
    };
    let records = lines(Path::new(records))?;
    let contenders = contenders(records, Path::new(lexicons))?;
    let mut output = io::stdout().lock();
    for (round, line) in io::stdin().lock().lines().enumerate() {
        line?;
        for at in 0..contenders.len() {
            let contender = &contenders[(at + round) % contenders.len()];
            let (time, invalid) = turn(contender, records.len());
            let invalid: Vec<String> = invalid.iter().map(usize::to_string).collect();
            writeln!(
                output,
                "{}\t{}\t{time}\t{}",
                contender.task.name(),
                contender.name,
                invalid.join(",")
            )?;
        }
        writeln!(output)?;
        output.flush()?;
    }
    Ok(())
}

/// Nanoseconds for all records, and which of them are invalid.
fn turn(contender: &Contender, records: usize) -> (i64, Vec<usize>) {
    let mut invalid = Vec::new();
    let start = now();
    invalid.extend((0..records).filter(|at| !(contender.judge)(*at)));
    (now() - start, invalid)
}

fn now() -> i64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec * 1_000_000_000 + time.tv_nsec
}
