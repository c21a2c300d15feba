//! Blobs and bodies: MIME types and patterns of them.

use std::collections::{BTreeSet, HashSet};

use crate::compiler::{compare::ValueSetChange, schema::Blob};

/// The blobs that a type allows.
pub(in crate::compiler::compare) struct Blobs<'s> {
    accept: Option<&'s [String]>,
    max_size: Option<u64>,
}

impl<'s> Blobs<'s> {
    pub(in crate::compiler::compare) fn of(schema: &'s Blob) -> Self {
        Self {
            accept: schema.accept.as_deref(),
            max_size: schema.max_size,
        }
    }

    fn is_empty(&self) -> bool {
        self.accept.is_some_and(<[String]>::is_empty)
    }

    /// Whether one is larger than this.
    pub(in crate::compiler::compare) fn exceed(&self, bytes: u64) -> bool {
        !self.is_empty() && self.max_size.is_none_or(|most| most > bytes)
    }

    /// Whether one is of a MIME type that none of the patterns has.
    pub(in crate::compiler::compare) fn are_outside(&self, patterns: &[String]) -> bool {
        let patterns = Ranges::of(patterns);
        let is_within = |own: &str| patterns.contain(own);
        match self.accept {
            Some(own) => !own.iter().all(|own| is_within(own)),
            None => !is_within("*/*"),
        }
    }
}

/// Between two `encoding`s.
pub(in crate::compiler::compare) fn encoding(before: &str, after: &str) -> ValueSetChange {
    ValueSetChange {
        narrowed: !contains(after, before),
        widened: !contains(before, after),
    }
}

/// Whether two lists of patterns are the same but for order, case and
/// repetition.
pub(in crate::compiler::compare) fn is_same_list(before: &[String], after: &[String]) -> bool {
    let normal = |list: &[String]| -> BTreeSet<String> {
        list.iter().map(|it| it.to_ascii_lowercase()).collect()
    };
    normal(before) == normal(after)
}

/// Whether every MIME type of the pattern `inner` is one of `outer`.
fn contains(outer: &str, inner: &str) -> bool {
    let (outer, inner) = (Range::of(outer), Range::of(inner));
    match (outer, inner) {
        (Range::All, _) => true,
        (Range::Beginning(_) | Range::One(_), Range::All)
        | (Range::One(_), Range::Beginning(_)) => false,
        (Range::Beginning(outer), Range::Beginning(inner) | Range::One(inner)) => {
            inner.starts_with(&outer)
        }
        (Range::One(outer), Range::One(inner)) => outer == inner,
    }
}

/// What several patterns mean together.
struct Ranges {
    has_all: bool,
    beginnings: HashSet<String>,
    single: HashSet<String>,
}

impl Ranges {
    fn of(patterns: &[String]) -> Self {
        let mut ranges = Self {
            has_all: false,
            beginnings: HashSet::new(),
            single: HashSet::new(),
        };
        for pattern in patterns {
            match Range::of(pattern) {
                Range::All => ranges.has_all = true,
                Range::Beginning(it) => _ = ranges.beginnings.insert(it),
                Range::One(it) => _ = ranges.single.insert(it),
            }
        }
        ranges
    }

    /// Whether one of them has every MIME type of a pattern.
    fn contain(&self, pattern: &str) -> bool {
        let begins = |text: &str| {
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let mut beginnings = ends.filter_map(|end| text.get(..end));
            beginnings.any(|it| self.beginnings.contains(it))
        };
        self.has_all
            || match Range::of(pattern) {
                Range::All => false,
                Range::Beginning(it) => begins(&it),
                Range::One(it) => self.single.contains(&it) || begins(&it),
            }
    }
}

/// What a pattern means, in lower case and without parameters.
enum Range {
    All,
    /// `image/*`, as `image/`.
    Beginning(String),
    One(String),
}

impl Range {
    fn of(pattern: &str) -> Self {
        let essence = pattern.split(';').next().unwrap_or_default().trim();
        let essence = essence.to_ascii_lowercase();
        match essence.strip_suffix('*') {
            Some("*/" | "") => Self::All,
            Some(beginning) => Self::Beginning(beginning.to_owned()),
            None => Self::One(essence),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold_one_another() {
        for (outer, inner, expected) in [
            ("*/*", "image/png", true),
            ("*/*", "image/*", true),
            ("image/*", "*/*", false),
            ("image/*", "IMAGE/png", true),
            ("image/*", "imagery/png", false),
            ("image/png", "image/*", false),
            ("text/html", "text/html; charset=utf-8", true),
            ("*/*", "*/*", true),
        ] {
            assert_eq!(contains(outer, inner), expected, "{outer} {inner}");
        }
    }

    #[test]
    fn a_blob_that_accepts_nothing_exceeds_nothing() {
        let schema = Blob {
            accept: Some(Vec::new()),
            ..Blob::default()
        };
        assert!(!Blobs::of(&schema).exceed(5));
        assert!(Blobs::of(&Blob::default()).exceed(5));
        assert!(!Blobs::of(&Blob::default()).are_outside(&["*/*".into()]));
        assert!(Blobs::of(&Blob::default()).are_outside(&["image/*".into()]));
    }
}
