//! Blobs: the size and MIME type that a reference declares.

use super::{Code, Constraints, Validator, link::link, scalar::listed};
use crate::{data::Blob, shown::shown};

/// Checks a reference to a blob. One in the legacy form has no size to check.
pub(crate) fn blob<S: AsRef<str>>(
    blob: &Blob,
    constraints: &Constraints<'_, S>,
    validator: &mut Validator<'_>,
) {
    structure(blob, validator);
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

/// Checks what the data model requires of a reference in the current form, whatever
/// the lexicon says. Decoding keeps others.
///
/// The codec of the CID should be that of raw bytes. But the public vectors have valid
/// records whose blobs have CIDs of DAG-CBOR, so both are accepted.
///
/// [Specification](https://atproto.com/specs/data-model#blob-type).
fn structure(blob: &Blob, validator: &mut Validator<'_>) {
    if let Some(cid) = blob.link() {
        validator.in_field("ref", |validator| link(cid, validator));
        if !is_mime_type(blob.mime_type()) {
            let message = match blob.mime_type() {
                "" => "is empty".to_owned(),
                text => format!("`{}` is not a MIME type", shown(text)),
            };
            validator.in_field("mimeType", |validator| {
                validator.violation(Code::NotData, message);
            });
        }
    }
    if blob.size() == Some(0) {
        validator.in_field("size", |validator| {
            validator.violation(Code::NotData, "is 0, which no blob has".to_owned());
        });
    }
}

/// Whether the text is a type and a subtype, with or without parameters.
/// [Specification](https://www.rfc-editor.org/rfc/rfc2045#section-5.1).
fn is_mime_type(text: &str) -> bool {
    let is_token = |part: &str| {
        let mut bytes = part.bytes();
        let allowed = |byte: u8| byte.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&byte);
        !part.is_empty() && bytes.all(allowed)
    };
    let essence = text.split(';').next().unwrap_or_default();
    let parts = essence.trim_end_matches(' ').split_once('/');
    parts.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
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
    use super::*;
    use crate::data::CidLink;

    const RAW: &str = "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity";

    /// The paths and messages of the violations.
    fn violations(blob: &Blob) -> Vec<String> {
        let violations = crate::Validate::validate(blob).err();
        let violations = violations.iter().flat_map(|violations| violations.iter());
        violations.map(ToString::to_string).collect()
    }

    fn link_of(prefix: &[u8], digest: usize) -> CidLink {
        CidLink::from_bytes(&[prefix, &vec![7; digest]].concat()).unwrap()
    }

    #[test]
    fn a_blob_has_a_hash_a_type_and_a_size() {
        let raw = || CidLink::new(RAW).unwrap();
        for mime_type in [
            "image/png",
            "text/plain; charset=utf-8",
            "application/vnd.a+b.c-d_e",
        ] {
            assert_eq!(violations(&Blob::new(raw(), mime_type, 1)), [""; 0]);
        }
        assert_eq!(
            violations(&Blob::new(raw(), "", 0)),
            ["/mimeType: is empty", "/size: is 0, which no blob has"]
        );
        for mime_type in [
            "image", "image/", "/png", "a b/c", "a/b/c", "a/\u{e9}", ";", "a/b\n",
        ] {
            let found = violations(&Blob::new(raw(), mime_type, 1));
            assert!(
                found[0].ends_with("is not a MIME type"),
                "{mime_type:?}: {found:?}"
            );
        }
        let short = Blob::new(link_of(&[1, 0x55, 0x12, 20], 20), "a/b", 1);
        assert_eq!(
            violations(&short),
            ["/ref: is a CID with a digest of 20 bytes, not 32"]
        );
        // The legacy form has neither a link nor a size.
        let legacy = Blob::legacy(crate::Cid::new("zQmAnything").unwrap(), "");
        assert_eq!(violations(&legacy), [""; 0]);
    }

    #[test]
    fn a_link_has_one_of_the_forms_of_the_data_model() {
        for (prefix, digest, fault) in [
            (&[1, 0x71, 0x12, 32][..], 32, None),
            (&[1, 0x55, 0x12, 32], 32, None),
            (
                &[1, 0x71, 0x12, 20],
                20,
                Some("is a CID with a digest of 20 bytes, not 32"),
            ),
            (
                &[1, 0x71, 0x13, 64],
                64,
                Some("is a CID with another hash than SHA-256"),
            ),
            (
                &[1, 0x71, 0x00, 4],
                4,
                Some("is a CID with another hash than SHA-256"),
            ),
            (
                &[1, 0x70, 0x12, 32],
                32,
                Some("is a CID of something else than DAG-CBOR or raw bytes"),
            ),
            (
                &[1, 0x81, 0x01, 0x12, 32],
                32,
                Some("is a CID of something else than DAG-CBOR or raw bytes"),
            ),
        ] {
            let found = crate::Validate::validate(&link_of(prefix, digest)).err();
            let found = found.map(|violations| violations.to_string());
            assert_eq!(found.as_deref(), fault, "{prefix:x?}");
        }
    }

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
