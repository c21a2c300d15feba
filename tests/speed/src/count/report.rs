//! The table of all counts.

use std::fmt::{self, Display, Formatter};

use crate::file::{Counts, grouped};

mod advice;
#[cfg(test)]
mod tests;

pub struct Report {
    rows: Vec<Row>,
    tolerance: f64,
    /// Why the counts cannot be compared at all.
    other_machine: Option<String>,
}

struct Row {
    name: String,
    committed: Option<u64>,
    now: u64,
    verdict: Verdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Same,
    Slower,
    Faster,
    /// Not in the file.
    New,
    /// On another corpus.
    OtherInput,
}

impl Report {
    pub fn new(committed: &Counts, now: &Counts) -> Self {
        let rows = now.cases.iter().map(|(name, &count)| {
            let before = committed.cases.get(name).copied();
            let verdict = match before {
                None => Verdict::New,
                Some(_) if !committed.same_input(now, name) => Verdict::OtherInput,
                Some(before) => {
                    let change = percent(before, count);
                    if change > committed.tolerance {
                        Verdict::Slower
                    } else if change < -committed.tolerance {
                        Verdict::Faster
                    } else {
                        Verdict::Same
                    }
                }
            };
            Row {
                name: name.clone(),
                committed: before,
                now: count,
                verdict,
            }
        });
        Self {
            rows: rows.collect(),
            tolerance: committed.tolerance,
            other_machine: committed.other_machine(now),
        }
    }

    /// Whether a case is slower, or a count is not in the file.
    pub fn fails(&self) -> bool {
        let mut verdicts = self.rows.iter().map(|row| row.verdict);
        self.other_machine.is_none()
            && verdicts.any(|it| matches!(it, Verdict::Slower | Verdict::New))
    }

    fn named(&self, verdict: Verdict) -> Vec<&str> {
        let rows = self.rows.iter().filter(|row| row.verdict == verdict);
        rows.map(|row| row.name.as_str()).collect()
    }
}

/// The table, in the order of names.
impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|row| row.name.len()).max();
        let width = width.unwrap_or_default();
        writeln!(
            f,
            "{:width$} {:>15} {:>15} {:>9}",
            "instructions", "committed", "now", "change"
        )?;
        for row in &self.rows {
            let number = |it| grouped(it, ',');
            let committed = row.committed.map_or_else(|| "-".to_owned(), number);
            let change = row
                .committed
                .map_or_else(String::new, |it| format!("{:+.2} %", percent(it, row.now)));
            let note = match row.verdict {
                Verdict::Same => "",
                _ if self.other_machine.is_some() => "",
                Verdict::Slower => "  slower",
                Verdict::Faster => "  faster",
                Verdict::New => "  not in the file",
                Verdict::OtherInput => "  other lexicons",
            };
            let (name, now) = (&row.name, number(row.now));
            writeln!(
                f,
                "{name:width$} {committed:>15} {now:>15} {change:>9}{note}"
            )?;
        }
        Ok(())
    }
}

/// The change from one number to another.
#[allow(clippy::cast_precision_loss)]
fn percent(from: u64, to: u64) -> f64 {
    // In this order, two percent are exactly two.
    (to as f64 - from as f64) / from.max(1) as f64 * 100.0
}
