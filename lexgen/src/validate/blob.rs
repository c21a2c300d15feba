//! Blobs: the size and MIME type that a reference declares.

use super::{Code, Constraints, Validator, link::link, scalar::listed};
use crate::{data::Blob, shown::shown, syntax::protocol_cid::Codec};

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
    // What is no MIME type is a violation already.
    if let Some(accept) = constraints.accept
        && is_mime_type(mime_type)
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

/// Checks what the data model requires of a reference, whatever the lexicon says.
/// Decoding keeps others.
///
/// The CID should be that of raw bytes. But the public vectors have valid records whose
/// blobs have CIDs of DAG-CBOR, so that is a warning, like the legacy form.
///
/// [Specification](https://atproto.com/specs/data-model#blob-type).
pub(super) fn structure(blob: &Blob, validator: &mut Validator<'_>) {
    match blob.link() {
        Some(cid) => validator.in_field("ref", |validator| {
            if link(cid, validator) == Some(Codec::DagCbor) {
                let message = "is a CID of DAG-CBOR, and those of blobs are of raw bytes";
                validator.warning(Code::UnusualCid, message.to_owned());
            }
        }),
        None => {
            let message = "is in the legacy form of blobs, which should not be written anymore";
            validator.warning(Code::LegacyBlob, message.to_owned());
        }
    }
    if !is_mime_type(blob.mime_type()) {
        let message = match blob.mime_type() {
            "" => "is empty: write `application/octet-stream` if it is not known".to_owned(),
            text => format!("`{}` is not a MIME type", shown(text)),
        };
        validator.in_field("mimeType", |validator| {
            validator.violation(Code::NotData, message);
        });
    }
    if blob.size() == Some(0) {
        validator.in_field("size", |validator| {
            let message = "is 0, but the size of a blob is positive";
            validator.violation(Code::NotData, message.to_owned());
        });
    }
}

/// Whether the text is a type and a subtype, with or without parameters. Patterns such
/// as `image/*` are not.
/// [Specification](https://www.rfc-editor.org/rfc/rfc2045#section-5.1).
pub(crate) fn is_mime_type(text: &str) -> bool {
    let is_token = |part: &str| {
        let allowed = |byte: u8| byte.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=*".contains(&byte);
        !part.is_empty() && part.bytes().all(allowed)
    };
    let (essence, parameters) = match text.split_once(';') {
        Some((essence, parameters)) => (essence.trim_end_matches([' ', '\t']), parameters),
        None => (text, ""),
    };
    let is_visible = |byte: u8| matches!(byte, b' ' | b'\t') || byte.is_ascii_graphic();
    let parts = essence.split_once('/');
    parts.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && parameters.bytes().all(is_visible)
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
    use crate::data::{CidLink, Data};

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
            "a/b ;c=\"d\"",
        ] {
            assert_eq!(violations(&Blob::new(raw(), mime_type, 1)), [""; 0]);
        }
        assert_eq!(
            violations(&Blob::new(raw(), "", 0)),
            [
                "/mimeType: is empty: write `application/octet-stream` if it is not known",
                "/size: is 0, but the size of a blob is positive"
            ]
        );
        for mime_type in [
            "image", "image/", "/png", "a b/c", "a/b/c", "a/\u{e9}", ";", "a/b\n", "image/*",
            "*/*", " a/b", "a/b ", "a/b;c=\n",
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
            [
                "/ref: is not a CID of version 1 with DAG-CBOR or raw bytes and a SHA-256: \
              it declares a digest of 20 bytes"
            ]
        );
        // The legacy form has neither a link nor a size.
        let legacy =
            |mime_type: &str| Blob::legacy(crate::Cid::new("zQmAnything").unwrap(), mime_type);
        assert_eq!(violations(&legacy("a/b")), [""; 0]);
        assert_eq!(
            violations(&legacy("a")),
            ["/mimeType: `a` is not a MIME type"]
        );
    }

    #[test]
    fn what_should_not_be_written_is_a_warning() {
        let warnings = |blob: &Blob| {
            let warnings = crate::Validate::warnings(blob);
            warnings
                .iter()
                .map(|it| format!("{} {it}", it.code))
                .collect::<Vec<_>>()
        };
        let raw = Blob::new(CidLink::new(RAW).unwrap(), "a/b", 1);
        assert_eq!(warnings(&raw), [""; 0]);
        let dag_cbor = Blob::new(link_of(&[1, 0x71, 0x12, 32], 32), "a/b", 1);
        assert_eq!(violations(&dag_cbor), [""; 0]);
        assert_eq!(
            warnings(&dag_cbor),
            ["unusual-cid /ref: is a CID of DAG-CBOR, and those of blobs are of raw bytes"]
        );
        let legacy = Blob::legacy(crate::Cid::new("zQmAnything").unwrap(), "a/b");
        assert_eq!(
            warnings(&legacy),
            ["legacy-blob is in the legacy form of blobs, which should not be written anymore"]
        );
    }

    #[test]
    fn a_link_has_one_of_the_forms_of_the_data_model() {
        for (prefix, digest, fault) in [
            (&[1, 0x71, 0x12, 32][..], 32, None),
            (&[1, 0x55, 0x12, 32], 32, None),
            (
                &[1, 0x71, 0x12, 20],
                20,
                Some("it declares a digest of 20 bytes"),
            ),
            (&[1, 0x71, 0x13, 64], 64, Some("its hash function is 0x13")),
            (&[1, 0x71, 0x00, 4], 4, Some("its hash function is 0x00")),
            (&[1, 0x70, 0x12, 32], 32, Some("its codec is 0x70")),
            (&[1, 0x81, 0x01, 0x12, 32], 32, Some("its codec is 0x81")),
        ] {
            let link = link_of(prefix, digest);
            let fault = fault.map(|fault| {
                format!(
                    "is not a CID of version 1 with DAG-CBOR or raw bytes and a SHA-256: {fault}"
                )
            });
            // Alone, and in data of any type.
            for (data, path) in [(Data::from(link.clone()), ""), (object(&link), "/a/0: ")] {
                let found = crate::Validate::validate(&data).err();
                let found = found.map(|violations| violations.to_string());
                let fault = fault.as_ref().map(|fault| format!("{path}{fault}"));
                assert_eq!(found, fault, "{prefix:x?}");
                assert_eq!(data.check(), Ok(()), "{prefix:x?}");
            }
        }
    }

    /// A link in an object that no lexicon describes.
    fn object(link: &CidLink) -> Data {
        let items: Data = [Data::from(link.clone())].into_iter().collect();
        Data::from_iter([("a".to_owned(), items)])
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
