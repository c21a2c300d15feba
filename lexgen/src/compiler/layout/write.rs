//! Writes a value.

use jsonc_parser::ast::{Object, ObjectProp, Value};
use unicode_width::UnicodeWidthStr;

use super::{WIDTH, shape::Shape};
use crate::compiler::diagnostic::is_hidden;

const STEP: &str = "  ";

/// A text that grows.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    depth: usize,
    /// The columns of the line before the value, and after it.
    before: usize,
    after: usize,
}

impl Writer {
    pub(super) fn finish(mut self) -> String {
        self.text.push('\n');
        self.text
    }

    /// Writes a value that begins at the end of the text.
    pub(super) fn value(&mut self, value: &Value<'_>, shape: Shape) {
        match value {
            Value::Object(object) => self.object(object, shape),
            Value::Array(array) => self.array(&array.elements, shape),
            scalar => self.text.push_str(&flat(scalar)),
        }
    }

    fn object(&mut self, object: &Object<'_>, shape: Shape) {
        let keywords = shape.keywords(object);
        let mut members: Vec<&ObjectProp<'_>> = object.properties.iter().collect();
        // What is no keyword stays at the end, in the order of the author.
        let position = |name: &str| keywords.iter().position(|keyword| keyword.name == name);
        members.sort_by_key(|it| position(it.name.as_str()).unwrap_or(usize::MAX));
        if members.is_empty() {
            self.text.push_str("{}");
            return;
        }
        if shape.is_short(object) {
            let members: Vec<_> = (members.iter())
                .map(|it| format!("{}: {}", string(it.name.as_str()), flat(&it.value)))
                .collect();
            if self.fitting(&format!("{{ {} }}", members.join(", "))) {
                return;
            }
        }
        self.lines("{", members.len(), "}", |writer, index| {
            let Some(member) = members.get(index) else {
                return;
            };
            let name = member.name.as_str();
            let key = string(name) + ": ";
            writer.before += key.width();
            writer.text.push_str(&key);
            writer.value(&member.value, shape.member(keywords, name));
        });
    }

    fn array(&mut self, items: &[Value<'_>], shape: Shape) {
        let is_scalar = |item: &Value<'_>| !matches!(item, Value::Object(_) | Value::Array(_));
        if items.iter().all(is_scalar) {
            let items: Vec<_> = items.iter().map(flat).collect();
            if self.fitting(&format!("[{}]", items.join(", "))) {
                return;
            }
        }
        self.lines("[", items.len(), "]", |writer, index| {
            if let Some(item) = items.get(index) {
                writer.value(item, shape.item());
            }
        });
    }

    /// Writes a text that fits in the line.
    fn fitting(&mut self, text: &str) -> bool {
        let fits = self.before + text.width() + self.after <= WIDTH;
        if fits {
            self.text.push_str(text);
        }
        fits
    }

    /// Writes each of `count` parts in lines of its own.
    fn lines(
        &mut self,
        open: &str,
        count: usize,
        close: &str,
        mut write: impl FnMut(&mut Self, usize),
    ) {
        self.text.push_str(open);
        self.depth += 1;
        for index in 0..count {
            self.line();
            self.after = usize::from(index + 1 < count);
            self.before = self.depth * STEP.len();
            let has_comma = self.after > 0;
            write(self, index);
            if has_comma {
                self.text.push(',');
            }
        }
        self.depth -= 1;
        self.line();
        self.text.push_str(close);
    }

    fn line(&mut self) {
        self.text.push('\n');
        self.text.push_str(&STEP.repeat(self.depth));
    }
}

/// A value that is neither an object nor an array. A number is written as it was.
fn flat(value: &Value<'_>) -> String {
    match value {
        Value::StringLit(text) => string(&text.value),
        Value::NumberLit(number) => number.value.to_owned(),
        Value::BooleanLit(boolean) => boolean.value.to_string(),
        Value::NullKeyword(_) | Value::Object(_) | Value::Array(_) => "null".to_owned(),
    }
}

/// A string with the fewest escapes, except that what cannot be seen is escaped.
fn string(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => written.extend(['\\', character]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            hidden if is_hidden(hidden) && !joins(hidden) => {
                for unit in hidden.encode_utf16(&mut [0; 2]) {
                    written.push_str(&format!("\\u{unit:04x}"));
                }
            }
            other => written.push(other),
        }
    }
    written.push('"');
    written
}

/// Whether a character joins others to an emoji or a ligature, or keeps them apart.
fn joins(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}
