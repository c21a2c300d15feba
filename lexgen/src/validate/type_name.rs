//! The `$type` of data: an NSID, or an NSID with `#` and a name.

use super::{Code, Validator};
use crate::{
    data::BLOB,
    shown::shown,
    syntax::{Format, check},
};

/// A `$type` that the specification does not allow, although it may be clear what is
/// meant.
pub(crate) struct TypeFault {
    /// The `$type` to write instead. `None` if that is not known.
    #[cfg_attr(not(feature = "codegen"), allow(dead_code))]
    pub(crate) meant: Option<String>,
    /// What is wrong, and what to write.
    pub(crate) message: String,
}

/// Looks for the mistakes that are made in a `$type`: `#main`, a name without an NSID,
/// an NSID with `#` and no name, and white space. `document` is the NSID of the
/// lexicon that a name without an NSID is of, if it is known.
///
/// [Specification](https://atproto.com/specs/lexicon#when-to-use-type).
pub(crate) fn type_fault(text: &str, document: Option<&str>) -> Option<TypeFault> {
    if is_plain(text) {
        return None;
    }
    let trimmed = text.trim();
    let (nsid, name) = match trimmed.split_once('#') {
        Some((nsid, name)) => (nsid.trim_end(), Some(name.trim_start())),
        None => (trimmed, None),
    };
    let why = match (nsid, name) {
        ("", None) => "is blank",
        ("", Some(_)) => "has no NSID",
        (_, Some("main")) => "must not end in `#main`",
        (_, Some("")) => "has no name after `#`",
        (nsid, _) if nsid.len() + name.map_or(0, |name| name.len() + 1) != text.len() => {
            "has white space"
        }
        _ => return None,
    };
    let name = name.filter(|name| !matches!(*name, "" | "main"));
    let nsid = match (nsid, name, document) {
        ("", ..) if trimmed.len() < 2 => None,
        ("", _, document) => document,
        (nsid, ..) => Some(nsid),
    };
    let meant = nsid.map(|nsid| match name {
        Some(name) => format!("{nsid}#{name}"),
        None => nsid.to_owned(),
    });
    let advice = match (&meant, name) {
        (Some(meant), _) => format!("write `{}`", shown(meant)),
        (None, Some(name)) => format!("write the NSID of its lexicon before `#{}`", shown(name)),
        (None, None) => "write the NSID of its type".to_owned(),
    };
    let message = format!("is `{}`, which {why}: {advice}", shown(text));
    Some(TypeFault { meant, message })
}

/// Whether a text has none of these mistakes, as most have none. Without an early exit,
/// the compiler makes vector code of it.
fn is_plain(text: &str) -> bool {
    let is_graphic = |all: bool, byte: u8| all & byte.is_ascii_graphic();
    if !text.bytes().fold(true, is_graphic) {
        return false;
    }
    if !text.bytes().fold(false, |any, byte| any | (byte == b'#')) {
        return !text.is_empty();
    }
    let parts = text.split_once('#');
    parts.is_some_and(|(nsid, name)| !nsid.is_empty() && !matches!(name, "" | "main"))
}

/// Whether a text is an NSID, or an NSID with `#` and a name.
pub(crate) fn is_type_name(text: &str) -> bool {
    let (nsid, name) = text.split_once('#').unwrap_or((text, "main"));
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    is_name && !name.contains('#') && check(Format::Nsid, nsid).is_ok()
}

impl Validator<'_> {
    /// Reports a `$type` that is malformed, at the current path.
    pub(crate) fn type_name(&mut self, text: &str) {
        if let Some(fault) = type_fault(text, None) {
            self.violation(Code::MalformedType, fault.message);
        } else if self.has_warnings() && text != BLOB && !is_type_name(text) {
            let message = format!("is `{}`, which is not the name of a type", shown(text));
            self.warning(Code::UnusualType, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::type_fault;

    #[test]
    fn a_mistake_says_what_to_write() {
        for (text, message) in [
            (
                "com.example.ink#main",
                "must not end in `#main`: write `com.example.ink`",
            ),
            (
                "com.example.ink#",
                "has no name after `#`: write `com.example.ink`",
            ),
            (
                " com.example.ink",
                "has white space: write `com.example.ink`",
            ),
            (
                "com.example.ink#a ",
                "has white space: write `com.example.ink#a`",
            ),
            (
                "com.example.ink # a",
                "has white space: write `com.example.ink#a`",
            ),
            (
                "com.example.ink#main\n",
                "must not end in `#main`: write `com.example.ink`",
            ),
            ("#stamp", "has no NSID: write `com.example.card#stamp`"),
            ("#main", "has no NSID: write `com.example.card`"),
            ("#", "has no NSID: write the NSID of its type"),
            (" \t", "is blank: write the NSID of its type"),
            ("", "is blank: write the NSID of its type"),
        ] {
            let fault = type_fault(text, Some("com.example.card")).expect(text);
            assert!(fault.message.ends_with(message), "{}", fault.message);
        }
        let fault = type_fault("#stamp", None).expect("a fault");
        assert_eq!(fault.meant, None);
        assert_eq!(
            fault.message,
            "is `#stamp`, which has no NSID: write the NSID of its lexicon before `#stamp`"
        );
        for text in ["com.example.ink", "com.example.ink#a", "blob", "x", "a b"] {
            assert!(type_fault(text, None).is_none(), "{text}");
        }
    }
}
