//! [Record keys](https://atproto.com/specs/record-key).

use crate::{
    compiler::{compare::Shift, schema::RecordKey},
    syntax::{self, Format},
};

/// Between two record key types. Every TID and every NSID is a key of type
/// `any`, and none of the one is one of the other.
pub(in crate::compiler::compare) fn record_keys(before: &RecordKey, after: &RecordKey) -> Shift {
    Shift {
        narrowed: !is_within(before, after),
        widened: !is_within(after, before),
    }
}

fn is_within(inner: &RecordKey, outer: &RecordKey) -> bool {
    match (inner, outer) {
        (_, RecordKey::Any)
        | (RecordKey::Tid, RecordKey::Tid)
        | (RecordKey::Nsid, RecordKey::Nsid) => true,
        (RecordKey::Literal(inner), RecordKey::Literal(outer)) => inner == outer,
        (RecordKey::Literal(literal), RecordKey::Tid) => is(Format::Tid, literal),
        (RecordKey::Literal(literal), RecordKey::Nsid) => is(Format::Nsid, literal),
        (RecordKey::Tid, RecordKey::Nsid | RecordKey::Literal(_))
        | (RecordKey::Nsid, RecordKey::Tid | RecordKey::Literal(_))
        | (RecordKey::Any, RecordKey::Tid | RecordKey::Nsid | RecordKey::Literal(_)) => false,
    }
}

fn is(format: Format, text: &str) -> bool {
    syntax::check(format, text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_hold_one_another() {
        let shift = |before: &str, after: &str| {
            let key = |text| RecordKey::parse(text).expect("a test key");
            record_keys(&key(before), &key(after))
        };
        for (before, after, expected) in [
            ("tid", "any", Shift::WIDENED),
            ("any", "nsid", Shift::NARROWED),
            ("tid", "nsid", Shift::BOTH),
            ("literal:self", "any", Shift::WIDENED),
            ("literal:self", "tid", Shift::BOTH),
            ("literal:3jzfcijpj2z2a", "tid", Shift::WIDENED),
            ("nsid", "literal:com.example.thing", Shift::NARROWED),
            ("literal:self", "literal:own", Shift::BOTH),
            ("literal:self", "literal:self", Shift::NONE),
        ] {
            assert_eq!(shift(before, after), expected, "{before} {after}");
            assert_eq!(shift(after, before), expected.reversed());
        }
    }
}
