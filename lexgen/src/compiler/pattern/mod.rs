//! Patterns that choose documents by NSID.

mod definition;

pub use definition::DefinitionPattern;

use std::{fmt, str::FromStr};

use crate::syntax::Nsid;

/// A pattern of NSIDs: one NSID (`com.atproto.server.createSession`), all below a
/// prefix at any depth (`com.atproto.*`), or all (`*`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(Kind);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    All,
    /// Everything below this prefix, which ends in a dot.
    Below(String),
    Exactly(String),
}

impl Pattern {
    /// The NSID, if the pattern is one.
    pub fn exact(&self) -> Option<&str> {
        match &self.0 {
            Kind::Exactly(nsid) => Some(nsid),
            Kind::All | Kind::Below(_) => None,
        }
    }

    /// The prefix before `.*`; empty for `*`.
    pub fn prefix(&self) -> Option<&str> {
        match &self.0 {
            Kind::All => Some(""),
            Kind::Below(prefix) => Some(prefix.trim_end_matches('.')),
            Kind::Exactly(_) => None,
        }
    }

    /// Whether the pattern matches `nsid`.
    pub fn matches(&self, nsid: &Nsid) -> bool {
        match &self.0 {
            Kind::All => true,
            Kind::Below(prefix) => nsid.as_str().starts_with(prefix),
            Kind::Exactly(exact) => nsid.as_str() == exact,
        }
    }
}

impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        let error = |problem| {
            Err(PatternError {
                pattern: text.to_owned(),
                problem,
            })
        };
        if text == "*" {
            return Ok(Self(Kind::All));
        }
        if text.trim().is_empty() {
            return error(Problem::Empty);
        }
        if let Some((document, _)) = text.split_once('#') {
            return error(Problem::Fragment(document.to_owned()));
        }
        let (stem, below) = match text.strip_suffix(".*") {
            Some(stem) => (stem, true),
            None => (text, false),
        };
        if stem.contains('*') {
            return error(Problem::Star(
                stem.split(['*']).next().unwrap_or("").to_owned(),
            ));
        }
        for segment in stem.split('.') {
            let sound = segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !segment.is_empty();
            if !sound {
                return error(Problem::Segment(segment.to_owned()));
            }
        }
        match (below, stem.split('.').count()) {
            (true, _) => Ok(Self(Kind::Below(format!("{stem}.")))),
            (false, ..=2) => error(Problem::Short),
            (false, _) => Ok(Self(Kind::Exactly(stem.to_owned()))),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::All => f.write_str("*"),
            Kind::Below(prefix) => write!(f, "{prefix}*"),
            Kind::Exactly(exact) => f.write_str(exact),
        }
    }
}

/// Why a text is not a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    pattern: String,
    problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    Empty,
    Fragment(String),
    Star(String),
    Segment(String),
    Short,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pattern, problem } = self;
        write!(f, "`{pattern}` is not an NSID pattern: ")?;
        match problem {
            Problem::Empty => f.write_str("use `*` for all documents"),
            Problem::Fragment(document) => {
                write!(f, "patterns match whole documents; use `{document}`")
            }
            Problem::Star(stem) => {
                f.write_str("`*` is only allowed alone or after the last dot")?;
                match stem.trim_end_matches('.') {
                    "" => Ok(()),
                    stem => write!(f, "; use `{stem}.*` for everything below `{stem}`"),
                }
            }
            Problem::Segment(segment) if segment.is_empty() => f.write_str("a segment is empty"),
            Problem::Segment(segment) => {
                write!(
                    f,
                    "`{segment}` has characters other than letters, digits and `-`"
                )
            }
            Problem::Short if !pattern.contains('.') => write!(
                f,
                "an NSID has at least three segments, as in `com.example.{pattern}`"
            ),
            Problem::Short => write!(
                f,
                "an NSID has at least three segments; use `{pattern}.*` for everything below it"
            ),
        }
    }
}

impl std::error::Error for PatternError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, nsid: &str) -> bool {
        let nsid = nsid.parse().expect("a test NSID");
        pattern
            .parse::<Pattern>()
            .expect("a test pattern")
            .matches(&nsid)
    }

    #[test]
    fn a_star_reaches_any_depth_but_only_whole_segments() {
        assert!(matches("*", "com.example.thing"));
        assert!(matches("com.example.*", "com.example.thing"));
        assert!(matches("com.example.*", "com.example.deep.er.thing"));
        assert!(!matches("com.example.*", "com.examples.thing"));
        assert!(!matches("com.example.thing.*", "com.example.thing"));
        assert!(matches("com.example.thing", "com.example.thing"));
        assert!(!matches("com.example.thing", "com.example.thingy"));
    }

    #[test]
    fn errors_say_what_to_write() {
        let error = |text: &str| text.parse::<Pattern>().unwrap_err().to_string();
        assert!(error("com.atproto").ends_with("use `com.atproto.*` for everything below it"));
        assert!(error("com.atproto.**").contains("use `com.atproto.*`"));
        assert!(error("com.*.get").contains("use `com.*`"));
        assert!(error("com.atproto*").contains("use `com.atproto.*`"));
        assert!(error("com.example.a#main").ends_with("use `com.example.a`"));
        assert!(error("com..a").contains("a segment is empty"));
        assert!(error("com.example.a_b").contains("`a_b` has characters"));
        assert!(error("").contains("use `*`"));
    }

    #[test]
    fn printing_gives_back_what_was_read() {
        for text in ["*", "com.*", "com.example.thing"] {
            assert_eq!(text.parse::<Pattern>().expect("sound").to_string(), text);
        }
    }
}
