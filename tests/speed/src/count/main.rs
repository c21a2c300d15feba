//! Counts the instructions of fixed cases with valgrind, and compares them with those in
//! `tests/speed/instructions.toml`: `count [--accept] [NAME…]`, run by `tests/speed/count`.
//!
//! A case is one call of a case of `repeat`, or a run of the command. With names, only the
//! cases are counted whose names contain one of them. The counts do not depend on the load
//! of the machine, and little on its kind.

mod case;
mod command;
mod file;
mod report;
#[path = "../../../peers/src/synthetic.rs"]
mod synthetic;
mod valgrind;
mod work;

use std::{
    env, fs,
    path::Path,
    process::{Command, ExitCode},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{Context, Result, anyhow, bail};

use case::Case;
use file::{ByName, Counts, FILE};
use report::Report;
use work::Work;

/// For `callgrind_annotate`, a file of each case.
const PROFILES: &str = "target/counts/profiles";

fn main() -> Result<ExitCode> {
    let (flags, names): (Vec<_>, Vec<_>) = env::args().skip(1).partition(|it| it.starts_with('-'));
    if flags.iter().any(|flag| flag != "--accept") {
        bail!("usage: tests/speed/count [--accept] [NAME…]");
    }
    let committed = Counts::read()?;
    let work = Work::new()?;
    let mut cases = case::all(&work);
    cases.retain(|case| names.is_empty() || names.iter().any(|it| case.name.contains(it)));
    let now = Counts {
        tolerance: committed.tolerance,
        compiler: env!("LEXGEN_COMPILER").to_owned(),
        libc: libc(),
        corpus: work.corpus.clone(),
        cases: count(&cases, &work)?,
    };
    let report = Report::new(&committed, &now);
    print!("{report}");
    if let Some(missing) = &work.missing {
        println!("\nnote: skipped the cases of the corpus: {missing}");
    }
    if !flags.is_empty() {
        committed.accept(now, !names.is_empty())?.write()?;
        println!("\nnote: {FILE} has these counts now");
        return Ok(ExitCode::SUCCESS);
    }
    print!("{}", report.advice());
    Ok(match report.fails() {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// The name and version of the C library.
fn libc() -> String {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    match said {
        Ok(said) if said.status.success() => {
            String::from_utf8_lossy(&said.stdout).trim().to_owned()
        }
        _ => "another libc than glibc".to_owned(),
    }
}

/// Counts on every core: a count is the same beside another.
fn count(cases: &[Case], work: &Work) -> Result<ByName> {
    let valgrind = valgrind::find().context("valgrind is not installed")?;
    fs::create_dir_all(PROFILES)?;
    let next = AtomicUsize::new(0);
    let some = || -> Result<ByName> {
        let mut counts = ByName::new();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let profile = Path::new(PROFILES).join(case.name.replace('/', "-"));
            let count = valgrind::count(&valgrind, case, work, &profile)
                .with_context(|| format!("`{}` cannot be counted", case.name))?;
            counts.insert(case.name.clone(), count);
        }
        Ok(counts)
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(some)).collect();
        let mut counts = ByName::new();
        for thread in threads {
            counts.extend(thread.join().map_err(|_| anyhow!("a thread panicked"))??);
        }
        Ok(counts)
    })
}
