//! `language`: a language tag.

use std::collections::BTreeSet;

use super::{error::Fault, format_type::format_type};

/// Tags that were registered before the grammar and do not follow it.
const IRREGULAR: [&str; 17] = [
    "en-GB-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-BE-FR",
    "sgn-BE-NL",
    "sgn-CH-DE",
];

pub(super) const EXAMPLES: [&str; 5] = ["en", "pt-BR", "zh-Hant-TW", "x-private", "i-klingon"];

format_type! {
    /// A [language tag](https://atproto.com/specs/lexicon#language) of BCP 47:
    /// well-formed by [RFC 5646](https://www.rfc-editor.org/rfc/rfc5646#section-2.1),
    /// without repeated variants or extensions, and with a primary language of
    /// two or three lower-case letters.
    ///
    /// ```
    /// use lexgen::syntax::Language;
    ///
    /// let language = Language::new("zh-Hant-TW")?;
    /// assert_eq!(language.primary(), Some("zh"));
    /// assert_eq!(language.script(), Some("Hant"));
    /// assert_eq!(language.region(), Some("TW"));
    /// # Ok::<(), lexgen::syntax::InvalidSyntax>(())
    /// ```
    Language
}

impl Language {
    /// The primary language, such as `pt` in `pt-BR`. `None` if the text is
    /// malformed or has none (`x-…`, `i-…`).
    pub fn primary(&self) -> Option<&str> {
        parse(self).ok()?.primary
    }

    /// The script, such as `Hant`. `None` if the text is malformed or has none.
    pub fn script(&self) -> Option<&str> {
        parse(self).ok()?.script
    }

    /// The region, such as `BR` or `419`. `None` if the text is malformed or has
    /// none.
    pub fn region(&self) -> Option<&str> {
        parse(self).ok()?.region
    }
}

/// The subtags that have a meaning of their own.
#[derive(Default)]
struct Parts<'a> {
    primary: Option<&'a str>,
    script: Option<&'a str>,
    region: Option<&'a str>,
}

pub(super) fn check(text: &str) -> Result<(), Fault> {
    if is_language_alone(text) {
        return Ok(());
    }
    parse(text).map(drop)
}

/// Whether a tag has only a language of two letters, as most have.
fn is_language_alone(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// `langtag`, `privateuse` or `grandfathered` of RFC 5646, section 2.1.
fn parse(text: &str) -> Result<Parts<'_>, Fault> {
    let mut subtags = Subtags {
        text,
        start: 0,
        subtag: text.split('-').next(),
    };
    if IRREGULAR.iter().any(|tag| is_irregular(text, tag)) {
        return Ok(Parts::default());
    }
    if subtags.private_use()? {
        return subtags.end().map(|()| Parts::default());
    }
    let parts = subtags.language_script_region()?;
    subtags.variants()?;
    subtags.extensions()?;
    subtags.private_use()?;
    subtags.end().map(|()| parts)
}

/// Whether the text is this tag. Only the first subtag, a language or `i`, is
/// case-sensitive.
fn is_irregular(text: &str, tag: &str) -> bool {
    let first = tag.find('-').unwrap_or(tag.len());
    text.eq_ignore_ascii_case(tag) && text.get(..first) == tag.get(..first)
}

/// The subtags that are left.
struct Subtags<'a> {
    text: &'a str,
    start: usize,
    subtag: Option<&'a str>,
}

impl<'a> Subtags<'a> {
    fn advance(&mut self) {
        if let Some(subtag) = self.subtag {
            self.start += subtag.len() + 1;
            self.subtag = self
                .text
                .get(self.start..)
                .and_then(|rest| rest.split('-').next());
        }
    }

    /// Takes the next subtag if `is` accepts it.
    fn take(&mut self, is: impl Fn(&str) -> bool) -> Option<&'a str> {
        let subtag = self.subtag.filter(|subtag| is(subtag))?;
        self.advance();
        Some(subtag)
    }

    fn language_script_region(&mut self) -> Result<Parts<'a>, Fault> {
        let is_primary = |subtag: &str| {
            matches!(subtag.len(), 2 | 3) && subtag.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        let Some(primary) = self.take(is_primary) else {
            let reason = "it must start with two or three lower-case letters";
            return Err(Fault::at(0, reason));
        };
        for _ in 0..3 {
            self.take(|subtag| letters(subtag, 3));
        }
        Ok(Parts {
            primary: Some(primary),
            script: self.take(|subtag| letters(subtag, 4)),
            region: self.take(|subtag| {
                letters(subtag, 2)
                    || subtag.len() == 3 && subtag.bytes().all(|byte| byte.is_ascii_digit())
            }),
        })
    }

    fn variants(&mut self) -> Result<(), Fault> {
        // A tag may have any number of variants: neither specification has a limit.
        let mut seen = BTreeSet::new();
        let mut start = self.start;
        while let Some(variant) = self.take(is_variant) {
            if !seen.insert(folded(variant)) {
                return Err(Fault::at(start, "the variant is repeated"));
            }
            start = self.start;
        }
        Ok(())
    }

    fn extensions(&mut self) -> Result<(), Fault> {
        let mut seen = [false; 128];
        let mut start = self.start;
        while let Some(singleton) = self.take(|subtag| alphanumeric(subtag, 1, 1) && !is_x(subtag))
        {
            let letter = singleton.bytes().next().unwrap_or_default();
            if let Some(seen) = seen.get_mut(usize::from(letter.to_ascii_lowercase())) {
                if *seen {
                    return Err(Fault::at(start, "the extension is repeated"));
                }
                *seen = true;
            }
            self.one_or_more(|subtag| alphanumeric(subtag, 2, 8))?;
            start = self.start;
        }
        Ok(())
    }

    /// Takes `x` and the subtags after it; false if there is no `x`.
    fn private_use(&mut self) -> Result<bool, Fault> {
        if self.take(is_x).is_none() {
            return Ok(false);
        }
        self.one_or_more(|subtag| alphanumeric(subtag, 1, 8))?;
        Ok(true)
    }

    fn one_or_more(&mut self, is: impl Fn(&str) -> bool) -> Result<(), Fault> {
        if self.take(&is).is_none() {
            let at = self.start.min(self.text.len());
            return Err(Fault::at(at, "a subtag must follow the single letter"));
        }
        while self.take(&is).is_some() {}
        Ok(())
    }

    fn end(&self) -> Result<(), Fault> {
        match self.subtag {
            None => Ok(()),
            Some(_) => Err(Fault::at(self.start, "unexpected subtag")),
        }
    }
}

fn letters(subtag: &str, length: usize) -> bool {
    subtag.len() == length && subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn alphanumeric(subtag: &str, fewest: usize, most: usize) -> bool {
    (fewest..=most).contains(&subtag.len())
        && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_variant(subtag: &str) -> bool {
    alphanumeric(subtag, 5, 8)
        || alphanumeric(subtag, 4, 4) && subtag.starts_with(|first: char| first.is_ascii_digit())
}

/// A variant, which has up to eight characters, as a number that ignores case.
fn folded(variant: &str) -> u64 {
    let digits = variant.bytes().map(|byte| byte.to_ascii_lowercase());
    digits.fold(0, |number, byte| number << 8 | u64::from(byte))
}

fn is_x(subtag: &str) -> bool {
    subtag.eq_ignore_ascii_case("x")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_language_alone_is_valid() {
        for one in 0..=u8::MAX {
            for two in 0..=u8::MAX {
                if let Ok(text) = str::from_utf8(&[one, two]) {
                    assert_eq!(is_language_alone(text), parse(text).is_ok(), "{text:?}");
                }
            }
        }
    }

    fn parts(text: &str) -> [Option<&str>; 3] {
        let parts = parse(text).unwrap_or_default();
        [parts.primary, parts.script, parts.region]
    }

    #[test]
    fn parts_are_told_by_their_shape() {
        assert_eq!(parts("ban"), [Some("ban"), None, None]);
        assert_eq!(parts("es-419"), [Some("es"), None, Some("419")]);
        assert_eq!(
            parts("zh-yue-Hant-hk"),
            [Some("zh"), Some("Hant"), Some("hk")]
        );
        assert_eq!(parts("sl-rozaj-biske"), [Some("sl"), None, None]);
        assert_eq!(parts("x-whatever"), [None; 3]);
        assert_eq!(parts("i-klingon"), [None; 3]);
        assert_eq!(parts("PT-br"), [None; 3]);
    }

    #[test]
    fn tags_from_before_the_grammar_are_known() {
        for tag in IRREGULAR {
            assert!(Language::new(tag).is_ok(), "{tag}");
        }
        for tag in [
            "i-DEFAULT",
            "en-gb-OED",
            "art-lojban",
            "zh-min-nan",
            "no-bok",
        ] {
            assert!(Language::new(tag).is_ok(), "{tag}");
        }
        for tag in ["i-unknown", "I-default", "EN-GB-oed", "sgn-BE-XX"] {
            assert!(Language::new(tag).is_err(), "{tag}");
        }
    }

    #[test]
    fn every_subtag_has_its_place() {
        for (text, offset) in [
            ("", 0),
            ("abcd", 0),
            ("de-419-DE", 7),
            ("de-DE-Latn", 6),
            ("de--DE", 3),
            ("de-", 3),
            ("de-x", 4),
            ("de-x-", 5),
            ("en-a", 4),
            ("en-a-x-b", 5),
            ("en-u-co-phonebk-U-ca", 16),
            ("de-1901-1901", 8),
            ("de-rozaj-1901-Rozaj", 14),
            ("de-verylonglong", 3),
            ("dé-DE", 0),
        ] {
            assert_eq!(
                Language::new(text).unwrap_err().offset(),
                Some(offset),
                "{text}"
            );
        }
    }

    /// So many variants that comparing each with each would take minutes.
    #[test]
    fn long_tags_take_no_longer_than_others_for_their_length() {
        let variants = (10_000_000..10_200_000).map(|number| format!("-{number}"));
        let tag = format!("de{}", variants.collect::<String>());
        assert!(Language::new(tag.as_str()).is_ok());
        assert!(Language::new(tag + "-10000000").is_err());
    }

    #[test]
    fn private_use_may_repeat_itself() {
        assert!(Language::new("en-x-a-a-12345-12345").is_ok());
    }
}
