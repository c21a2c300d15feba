//! Bugs of lexgen that printing finds.

use std::fmt::{self, Display};

use crate::syntax::Nsid;

/// An item that could not be laid out: its text is not Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InternalError {
    /// The item.
    pub item: String,
    /// The NSID of the document it is made of.
    pub document: Option<String>,
    /// What is wrong with the text.
    pub reason: String,
}

impl InternalError {
    pub(super) fn new(item: impl Display, reason: &syn::Error) -> Self {
        Self {
            item: item.to_string(),
            document: None,
            reason: reason.to_string(),
        }
    }

    pub(super) fn in_document(self, nsid: &Nsid) -> Self {
        Self {
            document: Some(nsid.as_str().to_owned()),
            ..self
        }
    }
}

impl Display for InternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            item,
            document,
            reason,
        } = self;
        write!(f, "internal error: the code generated for `{item}`")?;
        if let Some(document) = document {
            write!(f, " of `{document}`")?;
        }
        write!(
            f,
            " is not Rust: {reason}\n\nhelp: this is a bug in lexgen; please report it with the \
             lexicon"
        )
    }
}

impl std::error::Error for InternalError {}
