//! Strings: bytes, graphemes, formats and closed lists together.

use std::collections::HashSet;

use super::format;
use crate::{
    compiler::schema::StringType,
    syntax::{self, Format},
    validate::graphemes,
};

/// The texts that a type allows.
///
/// Of a type that lists its values they are known one by one. Of any other the
/// lengths are known, and every length between the ends is taken to occur.
pub(in crate::compiler::compare) struct Texts<'s> {
    listed: Option<Vec<&'s str>>,
    /// Fewest and most bytes.
    bytes: (u64, u64),
    /// Fewest and most graphemes.
    graphemes: (u64, u64),
    format: Option<Format>,
}

impl<'s> Texts<'s> {
    pub(in crate::compiler::compare) fn of(schema: &'s StringType) -> Self {
        let (bytes, graphemes) = lengths(schema);
        Self {
            listed: listed(schema, bytes.1),
            bytes,
            graphemes,
            format: schema.format,
        }
    }

    fn any(&self, listed: impl Fn(&str) -> bool, otherwise: bool) -> bool {
        match &self.listed {
            Some(texts) => texts.iter().any(|text| listed(text)),
            None => {
                let exists = self.bytes.0 <= self.bytes.1 && self.graphemes.0 <= self.graphemes.1;
                exists && otherwise
            }
        }
    }

    /// Whether one has fewer bytes.
    pub(in crate::compiler::compare) fn are_shorter(&self, bound: u64) -> bool {
        self.any(|it| (it.len() as u64) < bound, self.bytes.0 < bound)
    }

    /// Whether one has more bytes.
    pub(in crate::compiler::compare) fn are_longer(&self, bound: u64) -> bool {
        self.any(|it| it.len() as u64 > bound, self.bytes.1 > bound)
    }

    /// Whether one has fewer graphemes.
    pub(in crate::compiler::compare) fn have_fewer_graphemes(&self, bound: u64) -> bool {
        self.any(|it| graphemes(it) < bound, self.graphemes.0 < bound)
    }

    /// Whether one has more graphemes.
    pub(in crate::compiler::compare) fn have_more_graphemes(&self, bound: u64) -> bool {
        self.any(|it| graphemes(it) > bound, self.graphemes.1 > bound)
    }

    /// Whether one has not this format.
    pub(in crate::compiler::compare) fn are_not_of(&self, format: Format) -> bool {
        let is_within = |own| format::is_within(own, format, self.bytes.1);
        self.any(
            |it| syntax::check(format, it).is_err(),
            !self.format.is_some_and(is_within),
        )
    }

    /// Whether one is none of these.
    pub(in crate::compiler::compare) fn are_outside(&self, values: &[String]) -> bool {
        let values: HashSet<&str> = values.iter().map(String::as_str).collect();
        self.any(|it| !values.contains(it), true)
    }

    /// Whether one is not this.
    pub(in crate::compiler::compare) fn are_not(&self, value: &str) -> bool {
        self.any(|it| it != value, true)
    }
}

/// All texts, where there is a closed list of them or only the empty one.
fn listed(schema: &StringType, most_bytes: u64) -> Option<Vec<&str>> {
    let only = match &schema.constant {
        Some(constant) => constant,
        None if !schema.values.is_empty() => {
            let values = schema.values.iter().map(String::as_str);
            return Some(values.filter(|it| schema.allows_unlisted(it)).collect());
        }
        None if most_bytes == 0 => "",
        None => return None,
    };
    let valid = std::iter::once(only).filter(|it| schema.allows(it));
    Some(valid.collect())
}

/// The lengths in bytes and in graphemes that are left by both kinds of bounds
/// and the format. A grapheme is one byte or any number more, as marks can be
/// added to it without end; in ASCII it is one byte.
fn lengths(schema: &StringType) -> ((u64, u64), (u64, u64)) {
    let format = schema.format;
    let shortest = format.map_or(0, Format::min_bytes);
    let longest = format.map_or(u64::MAX, format::longest);
    let fewest = format.map_or(0, Format::min_graphemes);
    let is_ascii = format.is_some_and(Format::is_ascii);

    let mut least_bytes = schema.min_length.unwrap_or(0).max(shortest);
    let mut most_bytes = schema.max_length.unwrap_or(u64::MAX).min(longest);
    let mut least_graphemes = schema.min_graphemes.unwrap_or(0).max(fewest);
    let mut most_graphemes = schema.max_graphemes.unwrap_or(u64::MAX);

    least_bytes = least_bytes.max(least_graphemes);
    most_graphemes = most_graphemes.min(most_bytes);
    if is_ascii {
        most_bytes = most_bytes.min(most_graphemes);
        least_graphemes = least_graphemes.max(least_bytes);
    } else {
        if most_graphemes == 0 {
            most_bytes = 0;
        }
        least_graphemes = least_graphemes.max(least_bytes.min(1));
    }
    ((least_bytes, most_bytes), (least_graphemes, most_graphemes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string() -> StringType {
        StringType::default()
    }

    #[test]
    fn bytes_imply_graphemes_and_only_seldom_the_other_way_round() {
        let schema = StringType {
            max_length: Some(64),
            ..string()
        };
        let texts = Texts::of(&schema);
        assert!(!texts.have_more_graphemes(64) && texts.have_more_graphemes(63));

        let schema = StringType {
            max_graphemes: Some(64),
            ..string()
        };
        assert!(Texts::of(&schema).are_longer(6400));
        let schema = StringType {
            format: Some(Format::Tid),
            ..string()
        };
        assert!(!Texts::of(&schema).are_longer(13));
        assert!(!Texts::of(&schema).have_fewer_graphemes(13));
        let schema = StringType {
            max_graphemes: Some(0),
            ..string()
        };
        assert!(!Texts::of(&schema).are_longer(0));
    }

    #[test]
    fn something_is_at_least_one_grapheme() {
        let schema = StringType {
            min_length: Some(5),
            ..string()
        };
        let texts = Texts::of(&schema);
        assert!(!texts.have_fewer_graphemes(1) && texts.have_fewer_graphemes(2));
    }

    #[test]
    fn listed_texts_are_judged_one_by_one() {
        let schema = StringType {
            values: vec!["self".into(), "3jzfcijpj2z2a".into()],
            ..string()
        };
        let texts = Texts::of(&schema);
        assert!(!texts.are_longer(13) && texts.are_longer(12));
        assert!(texts.are_not_of(Format::Tid) && !texts.are_not_of(Format::RecordKey));
        assert!(!texts.are_outside(&schema.values));
    }

    #[test]
    fn where_there_is_no_text_nothing_is_refused() {
        let schema = StringType {
            min_graphemes: Some(9),
            max_length: Some(3),
            ..string()
        };
        let texts = Texts::of(&schema);
        assert!(!texts.are_outside(&["a".into()]) && !texts.are_not_of(Format::Did));
    }
}
