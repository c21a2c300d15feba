//! References to definitions, before they are resolved.

use std::fmt;

use super::FullName;
use crate::syntax::Nsid;

/// A syntactically valid reference: `#def`, `nsid` or `nsid#def`.
/// [Specification](https://atproto.com/specs/lexicon#ref).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The document; `None` is the one that contains the reference.
    pub document: Option<Nsid>,
    /// The definition's name; `main` where the text names none.
    pub definition: String,
}

impl Reference {
    /// Parses a reference.
    ///
    /// # Errors
    /// The part that is invalid.
    pub fn parse(text: &str) -> Result<Self, InvalidReference> {
        let (document, definition) = match text.split_once('#') {
            Some((document, definition)) => (document, Some(definition)),
            None => (text, None),
        };
        if text.is_empty() {
            return Err(InvalidReference::Empty);
        }
        if definition.is_some_and(|name| !is_definition_name(name)) {
            return Err(InvalidReference::Definition);
        }
        let document = match document {
            "" => None,
            nsid => Some(Nsid::new(nsid).map_err(|_| InvalidReference::Document)?),
        };
        Ok(Self {
            document,
            definition: definition.unwrap_or("main").to_owned(),
        })
    }

    /// What the reference means in the document `own`.
    pub fn full_name(&self, own: &Nsid) -> FullName {
        FullName::new(self.document.as_ref().unwrap_or(own), &self.definition)
    }
}

/// Why a text is not a [`Reference`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidReference {
    /// The text is empty.
    Empty,
    /// The part before the `#` is not an NSID.
    Document,
    /// The part after the `#` cannot be a definition's name.
    Definition,
}

/// Whether a definition may have this name. The specification defines no
/// syntax; names that make a reference ambiguous are refused.
pub(crate) fn is_definition_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c == '#' || c.is_whitespace() || c.is_control())
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

#[cfg(test)]
mod tests {
    use super::{InvalidReference, Reference};

    #[test]
    fn references_are_read_as_written() {
        for text in ["#a", "com.example.a", "com.example.a#b"] {
            assert_eq!(
                Reference::parse(text).map(|it| it.to_string()),
                Ok(text.into())
            );
        }
        let main = Reference::parse("com.example.a#main");
        assert_eq!(main, Reference::parse("com.example.a"));
        assert_eq!(
            Reference::parse("#main").map(|it| it.definition),
            Ok("main".into())
        );
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for (text, reason) in [
            ("", InvalidReference::Empty),
            ("#", InvalidReference::Definition),
            ("com.example.a#", InvalidReference::Definition),
            ("com.example.a#b#c", InvalidReference::Definition),
            ("#a b", InvalidReference::Definition),
            ("post", InvalidReference::Document),
            ("lex:com.example.a", InvalidReference::Document),
        ] {
            assert_eq!(Reference::parse(text), Err(reason), "{text}");
        }
    }
}
