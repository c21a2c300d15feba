//! Patterns that choose definitions.

use std::{fmt, str::FromStr};

use super::{Pattern, PatternError};
use crate::syntax::Nsid;

/// All definitions of the documents that a pattern of NSIDs matches
/// (`com.example.*`), or those of one name (`com.example.thing#main`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefinitionPattern {
    documents: Pattern,
    name: Option<String>,
}

impl DefinitionPattern {
    /// Whether the pattern matches the definition `name` of the document `nsid`.
    pub fn matches(&self, nsid: &Nsid, name: &str) -> bool {
        self.documents.matches(nsid) && self.name.as_deref().is_none_or(|it| it == name)
    }
}

impl FromStr for DefinitionPattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        let (documents, name) = match text.split_once('#') {
            Some((documents, name)) if !name.is_empty() => (documents, Some(name.to_owned())),
            Some((documents, _)) => (documents, Some("main".to_owned())),
            None => (text, None),
        };
        Ok(Self {
            documents: documents.parse()?,
            name,
        })
    }
}

impl fmt::Display for DefinitionPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.documents.fmt(f)?;
        match &self.name {
            Some(name) => write!(f, "#{name}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_matches_all_definitions_or_those_of_a_name() {
        let nsid: Nsid = "com.example.thing".parse().expect("an NSID");
        for (pattern, name, expected) in [
            ("com.example.thing", "main", true),
            ("com.example.thing", "part", true),
            ("com.example.thing#part", "part", true),
            ("com.example.thing#part", "main", false),
            ("com.example.thing#", "main", true),
            ("com.example.*#part", "part", true),
            ("com.other.*#part", "part", false),
        ] {
            let parsed: DefinitionPattern = pattern.parse().expect("sound");
            assert_eq!(parsed.matches(&nsid, name), expected, "{pattern} {name}");
        }
        assert!("com.example#part".parse::<DefinitionPattern>().is_err());
    }
}
