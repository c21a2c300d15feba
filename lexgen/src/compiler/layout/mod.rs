//! The layout of lexicons: one text for each document, whatever white space and
//! order of keywords it was written with.
//!
//! Only what has no meaning changes. The data is compared before the text is
//! returned, so that the CID of a document stays the same.

mod shape;
mod write;

use jsonc_parser::ast::Value;

use crate::compiler::source::json::{self, parse_with_positions};
use shape::Shape;
use write::Writer;

/// The columns of a line, which only long text exceeds.
pub(crate) const WIDTH: usize = 80;

/// The lexicon in a text, in the layout, with the line endings of the text. `None` if
/// it is not the JSON of one object.
pub(crate) fn layout(text: &str) -> Option<String> {
    let value = parse_with_positions(text)?;
    let Value::Object(_) = value else {
        return None;
    };
    let mut writer = Writer::default();
    writer.value(&value, Shape::Document);
    let new = writer.finish();
    let is_same = {
        let (old, new) = (json::parse(text).ok()?, json::parse(&new).ok()?);
        !old.has_repeated_keys && old.value.same(&new.value)
    };
    let line_end = text.find('\n').and_then(|at| text.get(..at));
    is_same.then(|| match line_end {
        Some(line) if line.ends_with('\r') => new.replace('\n', "\r\n"),
        _ => new,
    })
}

#[cfg(test)]
mod tests;
