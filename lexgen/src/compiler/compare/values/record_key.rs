//! [Record keys](https://atproto.com/specs/record-key).

use crate::{
    compiler::{compare::ValueSetChange, schema::RecordKey},
    syntax::{self, Format},
};

/// Between two record key types. Every TID and every NSID is a key of type
/// `any`, and none of the one is one of the other.
pub(in crate::compiler::compare) fn record_keys(
    before: &RecordKey,
    after: &RecordKey,
) -> ValueSetChange {
    ValueSetChange {
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
        let value_set = |before: &str, after: &str| {
            let key = |text| RecordKey::parse(text).expect("a test key");
            record_keys(&key(before), &key(after))
        };
        for (before, after, expected) in [
            ("tid", "any", ValueSetChange::WIDENED),
            ("any", "nsid", ValueSetChange::NARROWED),
            ("tid", "nsid", ValueSetChange::BOTH),
            ("literal:self", "any", ValueSetChange::WIDENED),
            ("literal:self", "tid", ValueSetChange::BOTH),
            ("literal:3jzfcijpj2z2a", "tid", ValueSetChange::WIDENED),
            (
                "nsid",
                "literal:com.example.thing",
                ValueSetChange::NARROWED,
            ),
            ("literal:self", "literal:own", ValueSetChange::BOTH),
            ("literal:self", "literal:self", ValueSetChange::UNCHANGED),
        ] {
            assert_eq!(value_set(before, after), expected, "{before} {after}");
            assert_eq!(value_set(after, before), expected.reversed());
        }
    }
}
