//! Definitions by their name across documents.

use std::{borrow::Borrow, fmt, ops::Deref};

use serde::Serialize;

use super::reference::is_definition_name;
use crate::syntax::Nsid;

/// The name of a document's primary definition.
pub const MAIN: &str = "main";

/// A definition's document and name: `nsid#name`, or `nsid` for `main`. This is
/// also what `$type` and tokens say on the wire.
/// [Specification](https://atproto.com/specs/lexicon#ref).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FullName(String);

impl FullName {
    /// The name of a definition of the document `nsid`.
    pub fn new(nsid: &Nsid, definition: &str) -> Self {
        if definition == MAIN {
            Self::main(nsid)
        } else {
            Self([nsid.as_str(), "#", definition].concat())
        }
    }

    /// The name of a document's `main`.
    pub fn main(nsid: &Nsid) -> Self {
        Self(nsid.as_str().to_owned())
    }

    /// Reads a name as a person or data writes it. `None` when it cannot name a
    /// definition.
    pub fn parse(text: &str) -> Option<Self> {
        let (nsid, definition) = text.split_once('#').unwrap_or((text, MAIN));
        let nsid = Nsid::new(nsid).ok()?;
        is_definition_name(definition).then(|| Self::new(&nsid, definition))
    }

    /// The NSID of the document.
    pub fn nsid(&self) -> &str {
        self.parts().0
    }

    /// The definition's name in its document.
    pub fn definition(&self) -> &str {
        self.parts().1
    }

    /// The name in full.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a reference in the document `nsid` may write it: `#name` for its own.
    pub fn relative_to(&self, nsid: &str) -> &str {
        match self.0.split_at_checked(self.nsid().len()) {
            Some((own, rest)) if own == nsid && !rest.is_empty() => rest,
            _ => &self.0,
        }
    }

    fn parts(&self) -> (&str, &str) {
        self.0.split_once('#').unwrap_or((&self.0, MAIN))
    }
}

impl Deref for FullName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for FullName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FullName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::FullName;

    #[test]
    fn main_has_the_name_of_its_document() {
        for (text, expected) in [
            ("com.example.book", ("com.example.book", "main")),
            ("com.example.book#main", ("com.example.book", "main")),
            ("com.example.book#author", ("com.example.book", "author")),
        ] {
            let name = FullName::parse(text).expect("a name");
            assert_eq!((name.nsid(), name.definition()), expected);
            assert_eq!(name.as_str(), text.trim_end_matches("#main"));
            assert_eq!(name.relative_to("com.example.boo"), name.as_str());
        }
        let author = FullName::parse("com.example.book#author").expect("a name");
        assert_eq!(author.relative_to("com.example.book"), "#author");
        for text in ["", "book", "#author", "com.example.book#", "a.b.c#d#e"] {
            assert_eq!(FullName::parse(text), None, "{text}");
        }
    }
}
