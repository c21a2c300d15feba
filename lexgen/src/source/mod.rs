//! Reading: from paths to texts that claim to be lexicons.

/// Names one source text in a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// One text that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// What diagnostics call it: a path as the user would write it, or `<stdin>`.
    pub name: String,
    /// The path it came from, when it came from a file.
    pub path: Option<std::path::PathBuf>,
    /// The text, without a byte order mark.
    pub text: String,
}

/// Every text of one run.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl std::ops::Index<SourceId> for Sources {
    type Output = Source;
    fn index(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }
}
