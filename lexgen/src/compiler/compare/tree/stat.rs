//! How much differs.

use std::collections::BTreeMap;

use super::{
    TextRole, Tree,
    branch::Branch,
    line::{Line, Mark},
};
use crate::compiler::compare::{Change, ChangeKind, DefinitionChange};

/// How much differs in total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stat {
    /// Documents that were added.
    pub added: usize,
    /// Documents that were removed.
    pub removed: usize,
    /// Documents that changed.
    pub changed: usize,
    /// Changes in these.
    pub differences: usize,
}

impl Stat {
    /// Counts what [`changes`](crate::compiler::compare::changes) found.
    pub fn of(changes: &[Change]) -> Self {
        let mut stat = Self::default();
        let mut changed: BTreeMap<&str, usize> = BTreeMap::new();
        for change in changes {
            match &change.kind {
                ChangeKind::Definition(DefinitionChange::DocumentAdded) => stat.added += 1,
                ChangeKind::Definition(DefinitionChange::DocumentRemoved) => stat.removed += 1,
                _ => *changed.entry(&change.nsid).or_default() += 1,
            }
        }
        stat.changed = changed.len();
        stat.differences = changed.values().sum();
        stat
    }
}

/// How long the longest bar is.
const BAR: usize = 40;

impl Tree {
    /// A line for each document: how much was added, changed and removed.
    pub fn to_stat(&self, paint: impl Fn(TextRole, &str) -> String) -> String {
        let rows: Vec<(&str, Counts, bool)> = self
            .documents
            .iter()
            .map(|document| {
                let mut counts = Counts::default();
                counts.branch(&document.root);
                document.whole.iter().for_each(|line| counts.line(line));
                (document.nsid.as_str(), counts, document.whole.is_some())
            })
            .collect();
        let column = rows.iter().map(|row| row.0.len()).max().unwrap_or(0);
        let most = rows.iter().map(|row| row.1.total()).max().unwrap_or(0);
        let digits = most.to_string().len();
        let mut text = String::new();
        for (nsid, counts, is_whole) in rows {
            let total = counts.total();
            let is_one_word = is_whole && total == 1;
            let size = if is_one_word {
                counts.word().to_owned()
            } else {
                format!("{total:>digits$}")
            };
            text.push_str(&format!(
                " {nsid:<column$} {} {size} ",
                paint(TextRole::Dim, "|")
            ));
            if !is_one_word {
                for (mark, count) in counts.marks() {
                    let length = count * BAR.min(most) / most.max(1);
                    let length = length.max(usize::from(count > 0));
                    text.push_str(&paint(mark.role(), &mark.sign().repeat(length)));
                }
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        text
    }
}

#[derive(Clone, Copy, Default)]
struct Counts {
    added: usize,
    changed: usize,
    removed: usize,
}

impl Counts {
    fn branch(&mut self, branch: &Branch) {
        branch.lines.iter().for_each(|line| self.line(line));
        branch.branches.iter().for_each(|it| self.branch(it));
    }

    fn line(&mut self, line: &Line) {
        match line.mark {
            Mark::Added => self.added += 1,
            Mark::Changed => self.changed += 1,
            Mark::Removed => self.removed += 1,
        }
    }

    fn total(self) -> usize {
        self.added + self.changed + self.removed
    }

    fn word(self) -> &'static str {
        match (self.added, self.removed) {
            (1, _) => "added",
            (_, 1) => "removed",
            _ => "renamed",
        }
    }

    fn marks(self) -> [(Mark, usize); 3] {
        [
            (Mark::Added, self.added),
            (Mark::Changed, self.changed),
            (Mark::Removed, self.removed),
        ]
    }
}
