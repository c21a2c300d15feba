//! Measures wall time, CPU time and peak memory of a command and its child
//! processes. In a contest, several commands take turns, so that other load on the
//! machine affects all of them equally.

use std::{
    fs::File,
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use wait4::Wait4;

use crate::table::{Row, against, bytes, ratio};

#[derive(Clone, Copy, Debug)]
pub struct Usage {
    pub wall: Duration,
    /// User and system time.
    pub cpu: Duration,
    /// The peak of the largest process, in bytes. It is at least the size of
    /// this program, because a process starts as a copy of its parent.
    pub peak: u64,
}

/// Runs a command to its end; its output is written to a file.
///
/// # Errors
/// If it cannot be run or fails.
pub fn run(command: &mut Command, log: &Path) -> Result<Usage> {
    run_within(command, log, None)?.context("a run without a bound was bounded")
}

/// Runs a command to its end, or kills it after a time limit and returns `None`.
///
/// # Errors
/// If it cannot be run or fails.
pub fn run_within(
    command: &mut Command,
    log: &Path,
    bound: Option<Duration>,
) -> Result<Option<Usage>> {
    let output = File::create(log)?;
    command
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output);
    let start = Instant::now();
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot run {command:?}"))?;
    let watch = bound.map(|bound| end_after(&child, bound));
    let used = child.wait4()?;
    let wall = start.elapsed();
    if let Some((ended, watch)) = watch {
        drop(ended);
        if watch.join().unwrap_or_default() {
            return Ok(None);
        }
    }
    if !used.status.success() {
        let said = std::fs::read_to_string(log).unwrap_or_default();
        let lines: Vec<&str> = said.lines().collect();
        let end = lines[lines.len().saturating_sub(20)..].join("\n");
        bail!("{command:?} failed, {}:\n{end}", used.status);
    }
    Ok(Some(Usage {
        wall,
        cpu: used.rusage.utime + used.rusage.stime,
        peak: used.rusage.maxrss,
    }))
}

/// Kills a process unless the sender is dropped in time; the thread returns
/// whether it did.
fn end_after(
    child: &std::process::Child,
    bound: Duration,
) -> (mpsc::Sender<()>, thread::JoinHandle<bool>) {
    let process = Pid::from_child(child);
    let (ended, wait) = mpsc::channel();
    let watch = thread::spawn(move || {
        wait.recv_timeout(bound) == Err(mpsc::RecvTimeoutError::Timeout)
            && kill_process(process, Signal::KILL).is_ok()
    });
    (ended, watch)
}

/// Repeated measurements.
#[derive(Clone, Debug, Default)]
pub struct Series(Vec<f64>);

impl FromIterator<f64> for Series {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        Self(values)
    }
}

impl Series {
    pub fn median(&self) -> f64 {
        let middle = self.0.len() / 2;
        match self.0.len() {
            0 => f64::NAN,
            odd if odd % 2 == 1 => self.0[middle],
            _ => f64::midpoint(self.0[middle - 1], self.0[middle]),
        }
    }

    pub fn min(&self) -> f64 {
        self.0.first().copied().unwrap_or(f64::NAN)
    }

    pub fn max(&self) -> f64 {
        self.0.last().copied().unwrap_or(f64::NAN)
    }
}

/// Returns a remark about a run, from the output of the last one.
type Notes<'a> = dyn Fn(&str) -> Result<String> + 'a;

/// A participant in a contest.
pub struct Contender<'a> {
    pub who: String,
    /// Prepares a run, which is not measured, and returns the command.
    pub command: Box<dyn FnMut() -> Result<Command> + 'a>,
    /// A remark, computed after the runs.
    pub notes: Box<Notes<'a>>,
}

impl<'a> Contender<'a> {
    pub fn new(
        who: impl Into<String>,
        command: impl FnMut() -> Result<Command> + 'a,
        notes: impl Fn(&str) -> Result<String> + 'a,
    ) -> Self {
        Self {
            who: who.into(),
            command: Box::new(command),
            notes: Box::new(notes),
        }
    }
}

/// Runs all participants in turns, after one warm-up turn each, and compares them
/// with the first.
///
/// # Errors
/// If a command fails.
pub fn contest(
    what: &str,
    rounds: usize,
    warm_up: bool,
    log: &Path,
    mut contenders: Vec<Contender<'_>>,
) -> Result<Vec<Row>> {
    let mut used = vec![Vec::new(); contenders.len()];
    let mut said = vec![String::new(); contenders.len()];
    for round in 0..rounds + usize::from(warm_up) {
        for (at, contender) in contenders.iter_mut().enumerate() {
            eprintln!("{what}: {}, round {round}", contender.who);
            let usage = run(&mut (contender.command)()?, log)?;
            if round > 0 || !warm_up {
                used[at].push(usage);
            }
            said[at] = std::fs::read_to_string(log)?;
        }
    }
    let series = |at: usize, cost: fn(&Usage) -> Duration| -> Series {
        let costs = used[at].iter().map(|it| cost(it).as_secs_f64());
        costs.collect()
    };
    let (first_wall, first_cpu) = (series(0, |it| it.wall), series(0, |it| it.cpu));
    let mut rows = Vec::new();
    for (at, contender) in contenders.iter().enumerate() {
        let (wall, cpu) = (series(at, |it| it.wall), series(at, |it| it.cpu));
        let peak = used[at].iter().map(|it| it.peak).max();
        rows.push(Row {
            what: what.to_owned(),
            who: contender.who.clone(),
            ratio: ratio(wall.median(), first_wall.median()),
            time: wall,
            cpu: against(&cpu, &first_cpu),
            memory: bytes(peak.unwrap_or(0)),
            notes: (contender.notes)(&said[at])?,
        });
    }
    Ok(rows)
}
