//! MIME types and patterns of them, in `encoding` and `accept`.

use super::context::Context;
use crate::compiler::diagnostic::rules;

/// Reports a text that is neither a MIME type nor a pattern.
pub(super) fn check(cx: &mut Context<'_>, field: &str, index: Option<usize>, text: &str) {
    if is_pattern(text) {
        return;
    }
    let report = cx.report_field(
        field,
        &rules::INVALID_MIME_TYPE,
        format!("invalid MIME type `{text}`"),
    );
    let report = report.item_if(index).label("expected `type/subtype`");
    match text {
        "*" => report.help("for any type, use `*/*`"),
        "json" => report.help("did you mean `application/json`?"),
        "png" | "jpeg" | "gif" | "webp" | "avif" => {
            report.help(format!("did you mean `image/{text}`?"))
        }
        "jpg" => report.help("did you mean `image/jpeg`?"),
        "mp4" | "webm" => report.help(format!("did you mean `video/{text}`?")),
        "text" => report.help("did you mean `text/plain`?"),
        "html" => report.help("did you mean `text/html`?"),
        "image" | "video" | "audio" => report.help(format!("did you mean `{text}/*`?")),
        _ if text.contains(',') => report.help("use one type, or a pattern such as `image/*`"),
        _ => report.help("use `type/subtype`, or `type/*` for all subtypes"),
    };
}

/// `type/subtype` (with parameters, which media types may have), `type/*` or `*/*`.
fn is_pattern(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim_end();
    match essence.split_once('/') {
        Some(("*", subtype)) => subtype == "*",
        Some((kind, "*")) => is_token(kind),
        Some((kind, subtype)) => is_token(kind) && is_token(subtype),
        None => false,
    }
}

/// A `restricted-name` of [RFC 6838](https://www.rfc-editor.org/rfc/rfc6838#section-4.2).
fn is_token(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
}

#[cfg(test)]
mod tests {
    #[test]
    fn types_and_patterns() {
        for text in [
            "application/vnd.ipld.car",
            "image/*",
            "*/*",
            "text/html; charset=utf-8",
        ] {
            assert!(super::is_pattern(text), "{text}");
        }
        for text in [
            "", "*", "image", "text/ht*", "*/png", "image/", "/png", "a/b/c", "a b/c",
        ] {
            assert!(!super::is_pattern(text), "{text}");
        }
    }
}
