//! Deprecation in descriptions.

/// What a description says after the word, if it calls what it describes
/// deprecated. The language has no keyword for it; by convention a description
/// starts with the word, followed by punctuation or alone, or in capitals.
pub(crate) fn deprecation(description: Option<&str>) -> Option<&str> {
    const PUNCTUATION: [char; 6] = [':', '.', ',', ';', '-', '\u{2014}'];
    let (word, rest) = description?
        .trim_start()
        .split_at_checked("deprecated".len())?;
    let ends = !rest.starts_with(char::is_alphanumeric);
    let rest = rest.trim_start();
    let is_mark =
        (word == "DEPRECATED" && ends) || rest.is_empty() || rest.starts_with(PUNCTUATION);
    let note = rest.trim_start_matches(PUNCTUATION);
    (word.eq_ignore_ascii_case("deprecated") && is_mark).then_some(note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deprecation_is_the_first_word() {
        for (text, note) in [
            ("DEPRECATED use [x]", "use [x]"),
            ("Deprecated: use x", " use x"),
            ("deprecated", ""),
            ("DEPRECATED -- Use\n\u{202e}x", " Use\n\u{202e}x"),
        ] {
            assert_eq!(deprecation(Some(text)), Some(note), "{text}");
        }
        for text in [
            "Deprecated fields are kept here",
            "not deprecated",
            "",
            "Dépr",
            "DEPRECATEDx",
        ] {
            assert_eq!(deprecation(Some(text)), None, "{text}");
        }
    }
}
