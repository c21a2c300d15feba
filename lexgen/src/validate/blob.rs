//! Blobs: the size and MIME type that a reference declares.

use super::{Code, Constraints, Validator, scalar::listed};
use crate::{data::Blob, shown::shown};

/// Checks a reference to a blob. One in the legacy form has no size to check.
pub(crate) fn blob<S: AsRef<str>>(
    blob: &Blob,
    constraints: &Constraints<'_, S>,
    validator: &mut Validator<'_>,
) {
    if let (Some(size), Some(most)) = (blob.size(), constraints.max_size)
        && size > most
    {
        validator.violation(
            Code::TooManyBytes,
            format!("has {size} bytes, more than {most}"),
        );
    }
    let mime_type = blob.mime_type();
    if let Some(accept) = constraints.accept
        && !accept
            .iter()
            .any(|pattern| accepts(pattern.as_ref(), mime_type))
    {
        let listed = listed(accept, |pattern| format!("`{}`", pattern.as_ref()));
        validator.violation(
            Code::NotAccepted,
            format!("is of type `{}`, not {listed}", shown(mime_type)),
        );
    }
    validator.extra(blob.extra());
}

/// Whether a pattern (`image/png`, `image/*` or `*/*`) matches a MIME type.
pub(crate) fn accepts(pattern: &str, mime_type: &str) -> bool {
    let (pattern, essence) = (essence(pattern), essence(mime_type));
    match pattern.strip_suffix('*') {
        Some("*/" | "") => true,
        Some(prefix) => essence
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
        None => essence.eq_ignore_ascii_case(pattern),
    }
}

/// A MIME type without its parameters.
fn essence(mime_type: &str) -> &str {
    mime_type.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn patterns_match_whole_types_or_subtypes() {
        for (pattern, mime_type, accepted) in [
            ("*/*", "video/mp4", true),
            ("image/*", "image/png", true),
            ("image/*", "IMAGE/PNG", true),
            ("image/*", "imagery/png", false),
            ("image/*", "é", false),
            ("image/png", "image/png; a=b", true),
            ("image/png", "image/pngx", false),
            ("text/html; charset=utf-8", "text/html", true),
        ] {
            assert_eq!(
                accepts(pattern, mime_type),
                accepted,
                "{pattern} {mime_type}"
            );
        }
    }
}
