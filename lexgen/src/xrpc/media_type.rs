//! Comparing MIME types with encodings of lexicons.

/// Whether an `encoding` of a lexicon allows a `Content-Type`. Parameters such as
/// `charset` and case are ignored; `*/*` allows all, `image/*` every subtype.
pub(super) fn matches(encoding: &str, content_type: &str) -> bool {
    let (encoding, content_type) = (essence(encoding), essence(content_type));
    let Some((kind, subtype)) = encoding.split_once('/') else {
        return false;
    };
    content_type
        .split_once('/')
        .is_some_and(|(found, found_subtype)| {
            (kind == "*" || kind.eq_ignore_ascii_case(found))
                && (subtype == "*" || subtype.eq_ignore_ascii_case(found_subtype))
        })
}

/// The MIME type without parameters.
pub(super) fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// The parameter `charset`.
pub(super) fn charset(content_type: &str) -> Option<&str> {
    let parameters = content_type.split(';').skip(1);
    let mut parameters = parameters.filter_map(|parameter| parameter.split_once('='));
    let charset = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charset.map(|(_, value)| value.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_and_parameters() {
        for (encoding, content_type) in [
            ("application/json", "application/json; charset=utf-8"),
            ("application/json", "Application/JSON"),
            ("*/*", "image/png"),
            ("image/*", "image/png"),
        ] {
            assert!(matches(encoding, content_type), "{encoding} {content_type}");
        }
        for (encoding, content_type) in [
            ("application/json", "text/plain"),
            ("application/json", "application/json5"),
            ("image/*", "video/mp4"),
            ("image/*", "image"),
            ("*/*", ""),
        ] {
            assert!(
                !matches(encoding, content_type),
                "{encoding} {content_type}"
            );
        }
    }
}
