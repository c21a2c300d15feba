//! (e) Growth: the cost of generating from ten and a hundred times as many
//! lexicons, and the exponent of the growth: 1 is linear.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::Result;

use crate::{
    generate::{generate, generate_by_jacquard},
    measure::{Series, Usage, run_within},
    setup::{JACQUARD, Setup, emptied, rust},
    synthetic,
    table::{Row, against, bytes, count, ratio},
};

/// The numbers of lexicons, of rounds of lexgen, and of rounds of jacquard, which
/// are few because it is slow.
const FULL: &[(usize, [usize; 2])] = &[(1_000, [5, 5]), (10_000, [3, 1]), (100_000, [1, 0])];
const QUICK: &[(usize, [usize; 2])] = &[(1_000, [3, 1]), (10_000, [1, 0])];

/// The time limit for jacquard.
const BOUND: Duration = Duration::from_secs(300);

/// A generator and its measurements.
struct Generator {
    who: String,
    program: PathBuf,
    command: fn(&Path, &Path, &Path) -> Command,
    rounds: usize,
    bound: Option<Duration>,
    output: PathBuf,
    runs: Vec<Usage>,
}

pub fn rows(setup: &Setup) -> Result<Vec<Row>> {
    let (lexgen, jacquard) = (setup.lexgen()?, setup.jacquard()?);
    let folder = setup.work.join("growth");
    let lexicons = folder.join("lexicons");
    let mut rows = Vec::new();
    let mut points = Vec::new();
    for &(size, [rounds, rounds_of_jacquard]) in if setup.quick { QUICK } else { FULL } {
        emptied(&folder)?;
        synthetic::write(&lexicons, size)?;
        let mut generators = [
            Generator {
                who: "lexgen".to_owned(),
                program: lexgen.clone(),
                command: generate,
                rounds,
                bound: None,
                output: folder.join("lexgen"),
                runs: Vec::new(),
            },
            Generator {
                who: format!("jacquard-codegen {JACQUARD}"),
                program: jacquard.clone(),
                command: generate_by_jacquard,
                rounds: rounds_of_jacquard,
                bound: Some(BOUND),
                output: folder.join("jacquard"),
                runs: Vec::new(),
            },
        ];
        let what = format!("(e) generate {} lexicons", count(size as u64));
        for round in 0..rounds {
            for generator in &mut generators {
                generator.turn(setup, &what, round, &lexicons)?;
            }
        }
        for generator in generators.iter().filter(|it| it.rounds > 0) {
            rows.push(generator.row(&what, &generators[0])?);
        }
        points.push(generators[0].point(size));
    }
    fs::remove_dir_all(&folder)?;
    rows.push(Row {
        what: "(e) growth".to_owned(),
        who: "lexgen".to_owned(),
        notes: fitted(&points),
        ..Row::default()
    });
    Ok(rows)
}

impl Generator {
    /// Generates once, if there are rounds left and none exceeded the limit.
    fn turn(&mut self, setup: &Setup, what: &str, round: usize, lexicons: &Path) -> Result<()> {
        if round >= self.rounds || self.runs.len() < round {
            return Ok(());
        }
        eprintln!("{what}: {}, round {round}", self.who);
        emptied(&self.output)?;
        let mut command = (self.command)(&self.program, lexicons, &self.output);
        self.runs
            .extend(run_within(&mut command, &setup.log(), self.bound)?);
        Ok(())
    }

    fn time(&self) -> Series {
        self.runs.iter().map(|it| it.wall.as_secs_f64()).collect()
    }

    fn cpu(&self) -> Series {
        self.runs.iter().map(|it| it.cpu.as_secs_f64()).collect()
    }

    fn peak(&self) -> u64 {
        self.runs.iter().map(|it| it.peak).max().unwrap_or(0)
    }

    fn row(&self, what: &str, first: &Self) -> Result<Row> {
        let mut row = Row {
            what: what.to_owned(),
            who: self.who.clone(),
            notes: format!("ended after {} s", BOUND.as_secs()),
            ..Row::default()
        };
        if !self.runs.is_empty() {
            row.time = self.time();
            row.ratio = ratio(row.time.median(), first.time().median());
            row.cpu = against(&self.cpu(), &first.cpu());
            row.memory = bytes(self.peak());
            row.notes = format!("{} lines", count(rust(&self.output)?.lines));
        }
        Ok(row)
    }

    #[allow(clippy::cast_precision_loss)]
    fn point(&self, size: usize) -> Point {
        Point {
            size: size as f64,
            wall: self.time().median(),
            cpu: self.cpu().median(),
            peak: self.peak() as f64,
        }
    }
}

/// The measurements for a number of lexicons.
struct Point {
    size: f64,
    wall: f64,
    cpu: f64,
    peak: f64,
}

/// The exponents of wall time, CPU time and memory.
fn fitted(points: &[Point]) -> String {
    let exponent = |cost: fn(&Point) -> f64| {
        let logarithms: Vec<(f64, f64)> = points
            .iter()
            .map(|it| (it.size.ln(), cost(it).ln()))
            .collect();
        slope(&logarithms)
    };
    format!(
        "grow with the number of lexicons to the power of: wall {:.2}, CPU {:.2}, memory {:.2}",
        exponent(|it| it.wall),
        exponent(|it| it.cpu),
        exponent(|it| it.peak),
    )
}

/// The slope of the least-squares line.
#[allow(clippy::cast_precision_loss)]
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let mean_x = points.iter().map(|it| it.0).sum::<f64>() / count;
    let mean_y = points.iter().map(|it| it.1).sum::<f64>() / count;
    let across: f64 = points
        .iter()
        .map(|it| (it.0 - mean_x) * (it.1 - mean_y))
        .sum();
    let along: f64 = points.iter().map(|it| (it.0 - mean_x).powi(2)).sum();
    across / along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cube_has_the_slope_three() {
        let points = [1.0_f64, 10.0, 100.0].map(|it| (it.ln(), (5.0 * it.powi(3)).ln()));
        assert!((slope(&points) - 3.0).abs() < 1e-9);
    }
}
