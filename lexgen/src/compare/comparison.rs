//! Two sets of lexicons, compared: the verdicts, and what they come to.

use super::{Audience, ChangeOptions, Level, Semver, Verdict, changes, judge::Judge};
use crate::ir::Ir;

/// The verdict on every difference between two sets of lexicons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// By document; in one document in the order of the changes.
    pub verdicts: Vec<Verdict>,
}

/// Compares two sets.
///
/// Both should be [resolved](crate::ir::resolve) with everything in them, and
/// with [`allow_missing`](crate::ir::Options::allow_missing).
pub fn compare(old: &Ir, new: &Ir, options: ChangeOptions) -> Comparison {
    let judge = Judge::new(old, new);
    let changes = changes(old, new, options).into_iter();
    Comparison {
        verdicts: changes.map(|change| judge.verdict(change)).collect(),
    }
}

impl Comparison {
    /// How bad it is for the worst off of these audiences.
    pub fn level(&self, audiences: &[Audience]) -> Level {
        let levels = self.verdicts.iter().map(|it| it.level(audiences));
        levels.max().unwrap_or(Level::Safe)
    }

    /// What the generated module's next version must be.
    pub fn rust(&self) -> Semver {
        let versions = self.verdicts.iter().map(|it| it.rust);
        versions.max().unwrap_or_default()
    }
}
