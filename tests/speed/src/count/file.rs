//! The committed file.

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
    fs,
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

#[cfg(test)]
mod tests;

/// The committed counts.
pub const FILE: &str = "tests/speed/instructions.toml";

/// Counts by the names of cases.
pub type ByName = BTreeMap<String, u64>;

/// The cases of lexicons that are not in this repository.
const OF_CORPUS: &str = "official/";

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// The change in percent that is not seen as one.
    pub tolerance: f64,
    /// The compiler and the C library, which has `memcpy` and the allocator.
    pub compiler: String,
    pub libc: String,
    /// The CID of the lexicons that are not in this repository, if they exist.
    pub corpus: Option<String>,
    pub cases: ByName,
}

impl Counts {
    pub fn read() -> Result<Self> {
        let text = fs::read_to_string(FILE).context(FILE)?;
        toml::from_str(&text).context(FILE)
    }

    pub fn write(&self) -> Result<()> {
        fs::write(FILE, self.to_string()).context(FILE)
    }

    /// Why no case can be compared with these counts, if so.
    pub fn other_machine(&self, now: &Self) -> Option<String> {
        let of = |it: &Self| format!("{} and {}", it.compiler, it.libc);
        let (committed, now) = (of(self), of(now));
        (committed != now).then(|| {
            format!("the counts in {FILE} are of {committed}, these of {now}: no case fails")
        })
    }

    /// Whether a case does the same work in both.
    pub fn same_input(&self, other: &Self, case: &str) -> bool {
        !case.starts_with(OF_CORPUS) || self.corpus == other.corpus
    }

    /// The new counts, and those of these that were not counted again: the cases of a
    /// corpus that does not exist, and if only `some` were counted, all others.
    pub fn accept(self, new: Self, some: bool) -> Result<Self> {
        let mut accepted = new;
        if some {
            let same_corpus = accepted.corpus.is_none() || accepted.corpus == self.corpus;
            ensure!(
                self.other_machine(&accepted).is_none() && same_corpus,
                "the counts in {FILE} are of another compiler, libc or corpus: accept all"
            );
        }
        for (name, count) in self.cases {
            let kept = some || accepted.corpus.is_none() && name.starts_with(OF_CORPUS);
            if kept {
                accepted.cases.entry(name).or_insert(count);
            }
        }
        accepted.corpus = accepted.corpus.or(self.corpus);
        Ok(accepted)
    }
}

impl Display for Counts {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            tolerance,
            compiler,
            libc,
            corpus,
            cases,
        } = self;
        writeln!(
            f,
            "# The instructions of each case of `tests/speed/count`, which compares them.\n\
             # `tests/speed/count --accept` writes this file.\n\n\
             # A case fails if it runs this many percent more instructions.\n\
             tolerance = {tolerance:?}\n\
             # With another compiler or libc, counts are reported and never fail.\n\
             compiler = {compiler:?}\n\
             libc = {libc:?}"
        )?;
        if let Some(corpus) = corpus {
            writeln!(
                f,
                "# The CID of the lexicons of `{OF_CORPUS}…`. On others, too.\n\
                 corpus = {corpus:?}"
            )?;
        }
        writeln!(f, "\n[cases]")?;
        for (name, count) in cases {
            writeln!(f, "{name:?} = {}", grouped(*count, '_'))?;
        }
        Ok(())
    }
}

/// A number with its digits in groups of three.
pub fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}
