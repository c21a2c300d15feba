//! The rules of [`record`](https://atproto.com/specs/lexicon#record).

use super::{
    context::Context,
    kind::{Position, kind},
    known_fields, object,
};
use crate::compiler::{
    diagnostic::rules,
    schema::{Described, Record, RecordKey, Step},
    source::json::Object,
};

pub(super) fn check<'j>(cx: &mut Context<'j>, record: &'j Object<'j>) -> Option<Record> {
    let description = cx.text(record, "description");
    let key = key(
        cx,
        record,
        "a record",
        "most records use `\"key\": \"tid\"`",
    );
    let help = match record.get("properties") {
        _ if record.get("schema").is_some() => "rename `schema` to `record`",
        Some(_) => {
            "move `properties` into it: `\"record\": { \"type\": \"object\", \"properties\": … }`"
        }
        None => "add `\"record\": { \"type\": \"object\", \"properties\": {} }`",
    };
    cx.require(record, "record", "a record", help);
    let fields = cx.object(record, "record").and_then(|fields| {
        cx.within(Step::Record, |cx| {
            let kind = kind(cx, fields, Position::Record)?;
            known_fields::check(cx, fields, kind);
            let description = cx.text(fields, "description");
            let kind = object::check(cx, fields);
            Some(Described { description, kind })
        })
    });
    Some(Record {
        description,
        key: key?,
        record: fields?,
    })
}

/// The type of the keys of records, or of spaces.
pub(super) fn key<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    whose: &str,
    help: &str,
) -> Option<RecordKey> {
    let help = match object.get("rkey") {
        Some(_) => "rename `rkey` to `key`",
        None => help,
    };
    cx.require(object, "key", whose, help);
    let text = cx.string(object, "key")?;
    let key = RecordKey::parse(text);
    if key.is_none() {
        let (message, help) = match text.strip_prefix("literal:") {
            Some("") => (
                "`literal:` requires a record key".to_owned(),
                "for example `literal:self`".into(),
            ),
            Some(value) => (
                format!("invalid record key `{value}`"),
                "a record key consists of at most 512 letters, digits and `_~.:-`, and is not \
                 `.` or `..`"
                    .to_owned(),
            ),
            None => (
                format!("unknown record key type `{text}`"),
                match text {
                    "self" => "for a single record with a fixed key, use `literal:self`".to_owned(),
                    _ => "expected `tid`, `nsid`, `any` or `literal:…`".to_owned(),
                },
            ),
        };
        cx.report_field("key", &rules::INVALID_KEY, message)
            .label("not a record key type")
            .help(help);
    }
    key
}
