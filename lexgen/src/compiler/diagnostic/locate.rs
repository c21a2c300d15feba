//! Converts places in JSON to bytes, lines and columns.
//!
//! A text that has diagnostics is parsed a second time, with positions.

use std::{collections::HashMap, ops::Range, rc::Rc};

use jsonc_parser::{
    ast::{Object, Value},
    common::Ranged,
};

use super::{
    Part, Place,
    lines::{Lines, Position},
    members::{Members, member},
    pointer::{Pointer, PointerStep},
};
use crate::compiler::source::{
    Source, SourceId, Sources,
    claim::{ENVELOPE_MEMBER, PUBLISHED_TYPE},
    json::parse_with_positions,
};

/// The location of a [`Place`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    /// A range of bytes in the source's text.
    pub(super) range: Range<usize>,
    pub(crate) start: Position,
    pub(crate) end: Position,
    /// The pointer from the root of the document's text.
    pub(crate) pointer: String,
}

/// Finds locations, and parses each text at most once.
pub(super) struct Locator<'s> {
    sources: &'s Sources,
    texts: HashMap<SourceId, Positions<'s>>,
    /// The lines of each text, shared by all documents in it.
    lines: HashMap<*const u8, Rc<Lines>>,
}

struct Positions<'s> {
    /// The document with positions, which are relative to its start.
    value: Option<Value<'s>>,
    members: Members,
    lines: Rc<Lines>,
}

impl<'s> Locator<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            texts: HashMap::new(),
            lines: HashMap::new(),
        }
    }

    /// The location of a place, or of its innermost ancestor that exists.
    pub(super) fn locate(&mut self, place: &Place) -> Option<Location> {
        let source = self.sources.get(place.source)?;
        let Positions {
            value,
            members,
            lines,
        } = self.texts.entry(place.source).or_insert_with(|| {
            let lines = self.lines.entry(source.text.as_ptr());
            let lines = lines.or_insert_with(|| Rc::new(Lines::of(&source.text)));
            Positions::of(source, Rc::clone(lines))
        });
        let mut envelope = None;
        let range = match (&place.part, &*value) {
            (Part::Text(range), _) => range.clone(),
            (Part::Value | Part::Key, None) => source.span.start..source.span.start,
            (part @ (Part::Value | Part::Key), Some(value)) => {
                let mut top = value;
                if let Some(record) = inside_envelope(value).filter(|_| !source.is_data) {
                    envelope = Some(PointerStep::Keyword(ENVELOPE_MEMBER));
                    top = record;
                }
                let range = follow(members, top, &place.pointer, part);
                range.start + source.span.start..range.end + source.span.start
            }
        };
        let start = floor_char(&source.text, range.start);
        let end = floor_char(&source.text, range.end).max(start);
        Some(Location {
            range: start..end,
            start: in_file(source, lines.position(&source.text, start)),
            end: in_file(source, lines.position(&source.text, end)),
            pointer: envelope.into_iter().collect::<Pointer>().to_string()
                + &place.pointer.to_string(),
        })
    }
}

impl<'s> Positions<'s> {
    fn of(source: &'s Source, lines: Rc<Lines>) -> Self {
        Self {
            value: if source.is_damaged {
                None
            } else {
                parse_with_positions(source.document())
            },
            members: Members::default(),
            lines,
        }
    }
}

/// A position in a text as one in its file.
fn in_file(source: &Source, position: Position) -> Position {
    let column = if position.line == 1 { source.column } else { 0 };
    Position {
        line: position.line + source.line,
        column: position.column + column,
    }
}

/// The last character boundary at or before `at`.
pub(super) fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The record inside a `getRecord` response. Must agree with
/// [`crate::compiler::source::claim`].
fn inside_envelope<'v, 's>(value: &'v Value<'s>) -> Option<&'v Value<'s>> {
    let is_lexicon = |object: &Object<'_>| {
        member(object, "lexicon").is_some()
            || (member(object, "id").is_some() && member(object, "defs").is_some())
            || member(object, "$type")
                .and_then(|it| it.value.as_string_lit())
                .is_some_and(|it| it.value == PUBLISHED_TYPE)
    };
    let object = value.as_object()?;
    if is_lexicon(object) {
        return None;
    }
    member(object, "uri")?;
    let record = &member(object, ENVELOPE_MEMBER)?.value;
    is_lexicon(record.as_object()?).then_some(record)
}

fn follow(members: &mut Members, top: &Value<'_>, pointer: &Pointer, part: &Part) -> Range<usize> {
    let mut value = top;
    let mut key = None;
    for step in pointer.steps() {
        let next = match value {
            Value::Object(object) => {
                let property = step.as_name().and_then(|name| members.find(object, name));
                property.map(|property| {
                    key = Some(property.name.range());
                    &property.value
                })
            }
            Value::Array(array) => {
                key = None;
                step.as_index().and_then(|index| array.elements.get(index))
            }
            Value::StringLit(_)
            | Value::NumberLit(_)
            | Value::BooleanLit(_)
            | Value::NullKeyword(_) => None,
        };
        match next {
            Some(next) => value = next,
            None => break,
        }
    }
    let range = match (part, key) {
        (Part::Key, Some(key)) => key,
        _ => value.range(),
    };
    range.start..range.end
}
