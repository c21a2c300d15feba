//! What follows from the table, and the command that accepts it.

use std::fmt::{self, Display, Formatter};

use super::{Report, Verdict};
use crate::file::FILE;

impl Report {
    pub fn advice(&self) -> impl Display + '_ {
        Advice(self)
    }
}

struct Advice<'r>(&'r Report);

impl Display for Advice<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(report) = self;
        if let Some(reason) = &report.other_machine {
            return writeln!(f, "\nnote: {reason}");
        }
        let slower = report.named(Verdict::Slower);
        if !slower.is_empty() {
            writeln!(
                f,
                "\nerror: over {} % more instructions than before: {}",
                report.tolerance,
                slower.join(", ")
            )?;
            writeln!(
                f,
                "  target/counts/profiles has the profile of each case, for callgrind_annotate.\n  \
                 If the change is worth it, run this, and give the reason in the commit:\n  \
                 tests/speed/count --accept {}",
                slower.join(" ")
            )?;
        }
        let new = report.named(Verdict::New);
        if !new.is_empty() {
            writeln!(
                f,
                "\nerror: not in {FILE}: {}\n  Add the counts with\n  tests/speed/count --accept {}",
                new.join(", "),
                new.join(" ")
            )?;
        }
        let faster = report.named(Verdict::Faster);
        if !faster.is_empty() {
            writeln!(
                f,
                "\nnote: over {} % fewer instructions than before: {}\n  \
                 To keep it so, run this, and commit the file:\n  tests/speed/count --accept {}",
                report.tolerance,
                faster.join(", "),
                faster.join(" ")
            )?;
        }
        if !report.named(Verdict::OtherInput).is_empty() {
            writeln!(
                f,
                "\nnote: the cases of other lexicons than those of {FILE} cannot fail"
            )?;
        }
        Ok(())
    }
}
