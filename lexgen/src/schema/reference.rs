//! References to definitions, before they are resolved.

use std::fmt;

use crate::syntax::Nsid;

/// A syntactically sound reference: `#def`, `nsid` or `nsid#def`.
/// [Specification](https://atproto.com/specs/lexicon#ref).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The document; `None` is the one the reference stands in.
    pub document: Option<Nsid>,
    /// The definition's name; `main` where the text names none.
    pub definition: String,
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.document {
            Some(document) if self.definition == "main" => f.write_str(document.as_str()),
            Some(document) => write!(f, "{}#{}", document.as_str(), self.definition),
            None => write!(f, "#{}", self.definition),
        }
    }
}
