//! Which fields hold secrets. Lexicons do not say so, but names do.

use crate::compiler::{
    case,
    ir::{Field, TypeKind},
};

/// The last words of what a secret is called. Not `code` and `key`, which are
/// more often no secret: `countryCode`, `signingKey` (a public one).
const LAST_WORDS: [&str; 8] = [
    "api_key",
    "jwt",
    "passphrase",
    "password",
    "private_key",
    "secret",
    "secret_key",
    "token",
];

/// Whether `Debug` hides the field: free text, or bytes, whose name says that it
/// is a secret.
///
/// Only `Debug` depends on this, and its text is not stable: a better rule, or
/// a new field, changes no signature.
pub(super) fn is_secret(field: &Field) -> bool {
    let is_free = match &field.r#type.kind {
        TypeKind::String(text) => text.values.is_none() && text.schema.format.is_none(),
        TypeKind::Bytes(_) => true,
        TypeKind::Boolean(_)
        | TypeKind::Integer(_)
        | TypeKind::CidLink
        | TypeKind::Blob(_)
        | TypeKind::Unknown
        | TypeKind::Opaque(_)
        | TypeKind::Array(_)
        | TypeKind::Object(_)
        | TypeKind::Union(_)
        | TypeKind::Ref(_) => false,
    };
    is_free && is_name_of_secret(&field.name)
}

fn is_name_of_secret(name: &str) -> bool {
    let words = case::snake(name);
    LAST_WORDS.into_iter().any(|last| {
        let before = words.strip_suffix(last);
        before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
    })
}

#[cfg(test)]
mod tests {
    use super::is_name_of_secret;

    #[test]
    fn the_last_word_tells() {
        for name in [
            "password",
            "accessJwt",
            "refreshJWT",
            "authFactorToken",
            "token",
            "client-secret",
            "privateKey",
        ] {
            assert!(is_name_of_secret(name), "{name}");
        }
        for name in [
            "passwordHint",
            "tokenType",
            "signingKey",
            "countryCode",
            "secretary",
            "betoken",
            "",
        ] {
            assert!(!is_name_of_secret(name), "{name}");
        }
    }
}
