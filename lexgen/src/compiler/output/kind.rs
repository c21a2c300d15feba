//! Kinds of trees: which files of a folder lexgen writes, and how they begin.

use std::path::Path;

use super::MARKER;

/// A kind of tree. Files of other kinds are foreign, whoever wrote them.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The extensions of its files, each with the first words of such a file.
    pub(crate) markers: &'static [(&'static str, &'static str)],
    /// The files that a folder has only if it is the root of such a tree.
    pub(crate) roots: &'static [&'static str],
}

/// Generated modules.
pub(crate) const MODULES: Kind = Kind {
    markers: &[("rs", MARKER)],
    roots: &["mod.rs"],
};

impl Kind {
    /// The first words of a file that lexgen writes with this name, if it writes any.
    pub(super) fn marker(&self, path: &Path) -> Option<&'static str> {
        let extension = path.extension()?.to_str()?;
        let mut markers = self.markers.iter();
        let (_, marker) = markers.find(|(of, _)| *of == extension)?;
        Some(marker)
    }
}
