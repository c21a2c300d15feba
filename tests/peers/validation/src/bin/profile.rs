//! Lets one candidate judge all records once, for a profiler:
//! `validation-profile RECORDS LEXICONS TASK NAME`. What is before can be left out:
//! `valgrind --tool=callgrind --toggle-collect='*judge_all*'`.

use std::{env, path::Path};

use lexgen_peers_validation::{Contender, Result, contenders, lines};

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, records, lexicons, task, name] = &*arguments else {
        return Err("usage: validation-profile RECORDS LEXICONS TASK NAME".into());
    };
    let records = lines(Path::new(records))?;
    let contenders = contenders(records, Path::new(lexicons))?;
    let mut contenders = contenders.iter();
    let contender = contenders
        .find(|it| it.task.name() == task && it.name == name)
        .ok_or("no such candidate")?;
    println!("{} are valid", judge_all(contender, records.len()));
    Ok(())
}

#[inline(never)]
fn judge_all(contender: &Contender, records: usize) -> usize {
    (0..records).filter(|at| (contender.judge)(*at)).count()
}
