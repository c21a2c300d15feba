//! (e) Growth: what generating costs with ten and a hundred times as many
//! lexicons, and the exponent of a line through the logarithms: 1 is linear.

use std::{fs, path::Path, time::Duration};

use anyhow::Result;

use crate::{
    generate::{generate, generate_by_jacquard},
    measure::{Series, Usage, run_within},
    setup::{JACQUARD, Setup, emptied, lines},
    synthetic,
    table::{Row, bytes, count, ratio},
};

/// After so long, a generator is ended.
const BOUND: Duration = Duration::from_secs(180);

pub fn rows(setup: &Setup) -> Result<Vec<Row>> {
    let (lexgen, jacquard) = (setup.lexgen()?, setup.jacquard()?);
    let folder = setup.work.join("growth");
    emptied(&folder)?;
    let lexicons = folder.join("lexicons");
    let output = folder.join("output");
    let sizes: &[(usize, usize)] = match setup.quick {
        false => &[(1_000, 5), (10_000, 3), (100_000, 1)],
        true => &[(1_000, 3), (10_000, 1)],
    };
    let mut rows = Vec::new();
    let mut fit = Vec::new();
    for &(size, rounds) in sizes {
        emptied(&lexicons)?;
        synthetic::write(&lexicons, size)?;
        let what = format!("(e) generate {} lexicons", count(size as u64));
        let mut by_lexgen = Vec::new();
        let mut by_jacquard = Some(Vec::new()).filter(|_| size <= 10_000);
        for round in 0..rounds {
            eprintln!("{what}, round {round}");
            emptied(&output)?;
            by_lexgen.extend(run_within(
                &mut generate(&lexgen, &lexicons, &output),
                &setup.log(),
                None,
            )?);
            if let Some(runs) = &mut by_jacquard {
                let output = folder.join("output-jacquard");
                emptied(&output)?;
                let mut command = generate_by_jacquard(&jacquard, &lexicons, &output);
                match run_within(&mut command, &setup.log(), Some(BOUND))? {
                    Some(usage) => runs.push(usage),
                    None => break,
                }
            }
        }
        let first = row(&what, "lexgen", &by_lexgen, None, &output)?;
        fit.push((
            size,
            first.time.median(),
            first.cpu.as_ref().map_or(f64::NAN, Series::median),
            peak(&by_lexgen),
        ));
        let who = format!("jacquard-codegen {JACQUARD}");
        let jacquard = match by_jacquard {
            None => None,
            Some(runs) if runs.is_empty() => Some(Row {
                what: what.clone(),
                who,
                notes: format!("ended after {} s", BOUND.as_secs()),
                ..Row::default()
            }),
            Some(runs) => Some(row(
                &what,
                &who,
                &runs,
                Some(&first),
                &folder.join("output-jacquard"),
            )?),
        };
        rows.push(first);
        rows.extend(jacquard);
    }
    fs::remove_dir_all(&folder)?;
    rows.push(Row {
        what: "(e) growth".to_owned(),
        who: "lexgen".to_owned(),
        notes: fitted(&fit),
        ..Row::default()
    });
    Ok(rows)
}

fn row(what: &str, who: &str, runs: &[Usage], first: Option<&Row>, output: &Path) -> Result<Row> {
    let time: Series = runs.iter().map(|it| it.wall.as_secs_f64()).collect();
    let first = first.map_or(time.median(), |it| it.time.median());
    Ok(Row {
        what: what.to_owned(),
        who: who.to_owned(),
        ratio: ratio(time.median(), first),
        time,
        cpu: Some(runs.iter().map(|it| it.cpu.as_secs_f64()).collect()),
        memory: bytes(peak(runs)),
        notes: format!("{} lines", count(lines(output)?.0)),
    })
}

fn peak(runs: &[Usage]) -> u64 {
    runs.iter().map(|it| it.peak).max().unwrap_or(0)
}

/// What wall time, CPU time and memory grow with.
#[allow(clippy::cast_precision_loss)]
fn fitted(measured: &[(usize, f64, f64, u64)]) -> String {
    let of = |pick: fn(&(usize, f64, f64, u64)) -> f64| {
        let points: Vec<(f64, f64)> = measured
            .iter()
            .map(|it| ((it.0 as f64).ln(), pick(it).ln()))
            .collect();
        slope(&points)
    };
    format!(
        "grows with the number of lexicons to the power of: wall {:.2}, CPU {:.2}, memory {:.2}",
        of(|it| it.1),
        of(|it| it.2),
        of(|it| it.3 as f64),
    )
}

/// Of the line with the least squares.
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
