//! Pending changes as a unified diff.

use std::{fs, path::Path};

use similar::TextDiff;

use super::{
    Error,
    plan::{Plan, display},
    scan::with_unix_line_ends,
};
use crate::compiler::diagnostic::quoted;

/// The differences between the output on disk and the new output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stale {
    /// A unified diff with `a/…` and `b/…` names; empty when nothing differs.
    pub diff: String,
    /// The number of missing files.
    pub added: usize,
    /// The number of files whose content differs.
    pub changed: usize,
    /// The number of generated files that are no longer needed.
    pub removed: usize,
    /// The number of files that are up to date.
    pub unchanged: usize,
}

impl Stale {
    /// Whether everything is up to date.
    pub fn is_fresh(&self) -> bool {
        self.added == 0 && self.changed == 0 && self.removed == 0
    }
}

/// The changes of a plan to the tree at `root`, which messages call `folder`.
pub(super) fn tree(folder: &Path, root: &Path, plan: &Plan<'_>) -> Result<Stale, Error> {
    let mut changes: Vec<(&Path, bool, Option<&str>)> = Vec::new();
    for (writes, exists) in [(&plan.create, false), (&plan.replace, true)] {
        let writes = writes.iter();
        changes.extend(writes.map(|(path, text)| (*path, exists, Some(*text))));
    }
    changes.extend(plan.remove.iter().map(|path| (path.as_path(), true, None)));
    changes.sort_unstable_by_key(|(path, ..)| *path);
    let mut stale = Stale {
        added: plan.create.len(),
        changed: plan.replace.len(),
        removed: plan.remove.len(),
        unchanged: plan.same.len(),
        ..Stale::default()
    };
    for (path, exists, new) in changes {
        let old = if exists {
            Some(read(&root.join(path))?)
        } else {
            None
        };
        unified(&folder.join(path), old.as_deref(), new, &mut stale.diff);
    }
    Ok(stale)
}

/// The change of creating a file.
pub(super) fn added(path: &Path, text: &str) -> Stale {
    let mut stale = Stale {
        added: 1,
        ..Stale::default()
    };
    unified(path, None, Some(text), &mut stale.diff);
    stale
}

/// The change of replacing `file`, which messages call `path`.
pub(super) fn changed(path: &Path, file: &Path, text: &str) -> Result<Stale, Error> {
    let mut stale = Stale {
        changed: 1,
        ..Stale::default()
    };
    unified(path, Some(&read(file)?), Some(text), &mut stale.diff);
    Ok(stale)
}

fn read(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(Error::io("read", path))?;
    Ok(String::from_utf8_lossy(&with_unix_line_ends(bytes)).into_owned())
}

/// Appends the diff of one file, in the format of `patch -p1`.
pub(crate) fn unified(path: &Path, old: Option<&str>, new: Option<&str>, diff: &mut String) {
    let name = display(path);
    let name = name.trim_start_matches("./").trim_start_matches('/');
    let header = |side: &str, text: Option<&str>| match text {
        Some(_) => quoted(&format!("{side}/{name}")),
        None => "/dev/null".to_owned(),
    };
    let changes = TextDiff::from_lines(old.unwrap_or_default(), new.unwrap_or_default());
    let mut changes = changes.unified_diff();
    diff.push_str(
        &changes
            .header(&header("a", old), &header("b", new))
            .to_string(),
    );
}
