//! What a candidate did in a round.

use super::records::{DEFECTS, defect};
use crate::table::count;

pub struct Turn {
    pub task: String,
    pub who: String,
    pub seconds: f64,
    /// The indices of the records that it found invalid, in order.
    pub invalid: Vec<usize>,
}

impl Turn {
    /// Reads a line of a program.
    pub fn read(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        Some(Self {
            task: fields.next()?.to_owned(),
            who: fields.next()?.to_owned(),
            seconds: fields.next()?.parse::<f64>().ok()? / 1e9,
            invalid: fields
                .next()?
                .split(',')
                .filter_map(|it| it.parse().ok())
                .collect(),
        })
    }

    /// How many of the invalid records it found, and how many valid ones it refused.
    pub fn seen(&self, records: usize) -> String {
        let is_found = |at: usize| self.invalid.binary_search(&at).is_ok();
        let mut refused = 0;
        // Of each defect: how many records have it, and how many of them were found.
        let mut counts = [(0, 0); DEFECTS.len()];
        for at in 0..records {
            let found = u64::from(is_found(at));
            match defect(at) {
                Some(defect) => {
                    counts[defect].0 += 1;
                    counts[defect].1 += found;
                }
                None => refused += found,
            }
        }
        let sum = |of: fn(&(u64, u64)) -> u64| count(counts.iter().map(of).sum());
        let mut text = format!("found {} of {} invalid", sum(|it| it.1), sum(|it| it.0));
        let missed = DEFECTS.iter().zip(counts).filter(|(_, it)| it.1 < it.0);
        let missed = missed.map(|(defect, (all, found))| match found {
            0 => defect.name.to_owned(),
            found => format!("{} ({found} of {all})", defect.name),
        });
        let missed: Vec<String> = missed.collect();
        if !missed.is_empty() {
            text += &format!(", not {}", missed.join(", "));
        }
        if refused > 0 {
            text += &format!("; refused {} valid", count(refused));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_missed_and_refused_is_said() {
        let records = 101 * DEFECTS.len() * 2;
        let of_first = |at: &usize| defect(*at) == Some(0);
        let mut invalid: Vec<usize> = (0..records).filter(|at| defect(*at).is_some()).collect();
        let turn = |invalid: Vec<usize>| Turn {
            task: String::new(),
            who: String::new(),
            seconds: 1.0,
            invalid,
        };
        assert_eq!(
            turn(invalid.clone()).seen(records),
            "found 24 of 24 invalid"
        );
        let first = invalid.iter().position(of_first).expect("a defect");
        invalid.remove(first);
        invalid.insert(0, 0);
        assert_eq!(
            turn(invalid.clone()).seen(records),
            "found 23 of 24 invalid, not a malformed datetime (1 of 2); refused 1 valid"
        );
        invalid.retain(|at| !of_first(at));
        assert_eq!(
            turn(invalid).seen(records),
            "found 22 of 24 invalid, not a malformed datetime; refused 1 valid"
        );
    }
}
