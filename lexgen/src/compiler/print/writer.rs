//! The text of a module, line by line, in the layout prettyplease would give it.
//!
//! There are tens of thousands of lines, nearly all of them of a few shapes
//! that leave no choice. To make tokens of them, parse these and lay them out
//! was most of the time of a run. So they are written in their layout; an item
//! with a line that prettyplease would break is handed to it. All of them are
//! laid out as at the top of a file, also where one file holds all modules.

use std::fmt::{Display, Write as _};

use super::{InternalError, docs};
use crate::compiler::{items::Docs, rust::Attribute};

/// The columns prettyplease fills, counted in bytes as it counts them.
const WIDTH: usize = 89;

/// The columns it gives a struct expression on one line.
const STRUCT_WIDTH: usize = 35;

const INDENT: usize = 4;

/// The text of a module while it is written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    indent: usize,
    /// Whether the layout of the current item is not that of prettyplease.
    is_rough: bool,
}

impl Writer {
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Text that is laid out already.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// An empty line, if there is something before it.
    pub(super) fn blank(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// An item that `write` writes, laid out.
    ///
    /// # Errors
    /// When what is written is not Rust.
    pub(super) fn laid_out(
        &mut self,
        name: impl Display,
        write: impl FnOnce(&mut Self),
    ) -> Result<(), InternalError> {
        let start = self.text.len();
        self.is_rough = false;
        write(self);
        if self.is_rough {
            let file = syn::parse_file(&self.text[start..])
                .map_err(|error| InternalError::new(name, &error))?;
            self.text.truncate(start);
            self.text.push_str(&prettyplease::unparse(&file));
        }
        Ok(())
    }

    /// A line of code. Where it is too long, there may be a place to break it.
    pub(super) fn line(&mut self, line: impl Display) {
        let start = self.text.len();
        self.unbreakable(line);
        self.is_rough |= self.text.len() - start > WIDTH + "\n".len();
    }

    /// A line that stays one however long it is: nothing is long in it but a
    /// string.
    pub(super) fn unbreakable(&mut self, line: impl Display) {
        self.start_line();
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// Code that is too rare for its layout to be written here.
    pub(super) fn rough(&mut self, code: impl Display) {
        self.unbreakable(code);
        self.is_rough = true;
    }

    /// Outer documentation, `///`.
    pub(super) fn docs(&mut self, docs: &Docs<'_>) {
        self.comment("///", docs);
    }

    /// Inner documentation, `//!`.
    pub(super) fn inner_docs(&mut self, docs: &Docs<'_>) {
        self.comment("//!", docs);
    }

    fn comment(&mut self, marker: &str, docs: &Docs<'_>) {
        docs::each_line(docs, |line| {
            self.start_line();
            self.text.push_str(marker);
            let line = line.trim_end_matches(' ');
            if !line.is_empty() {
                self.text.push(' ');
                self.text.push_str(line);
            }
            self.text.push('\n');
        });
    }

    /// `#[deprecated]`, with what to use instead.
    pub(super) fn deprecated(&mut self, note: Option<&str>) {
        if let Some(note) = note {
            self.unbreakable(docs::deprecation(note));
        }
    }

    /// Attributes that the options ask for.
    pub(super) fn attributes<'a>(&mut self, attributes: impl Iterator<Item = &'a Attribute>) {
        for attribute in attributes {
            attribute
                .to_string()
                .lines()
                .for_each(|line| self.unbreakable(line));
        }
    }

    /// `head` and what `body` writes, in braces.
    pub(super) fn block(&mut self, head: impl Display, body: impl FnOnce(&mut Self)) {
        self.line(format_args!("{head} {{"));
        let start = self.text.len();
        self.indented(body);
        if self.text.len() == start {
            self.text.truncate(start - "\n".len());
            self.text.push_str("}\n");
        } else {
            self.line("}");
        }
    }

    /// What `body` writes, one level deeper.
    pub(super) fn indented(&mut self, body: impl FnOnce(&mut Self)) {
        self.indent += INDENT;
        body(self);
        self.indent -= INDENT;
    }

    /// Entries between `open` and `close`, separated by commas: on one line if
    /// it fits there, else on a line each.
    pub(super) fn list(&mut self, open: &str, entries: &[String], close: &str) {
        let line = format!("{open}{}{close}", entries.join(", "));
        if self.indent + line.len() <= WIDTH {
            self.line(line);
        } else {
            self.lines(open, entries, close);
        }
    }

    /// A struct expression of these fields.
    pub(super) fn structure(&mut self, name: &str, fields: &[String]) {
        let line = format!("{name} {{ {} }}", fields.join(", "));
        if line.len() <= STRUCT_WIDTH {
            self.line(line);
        } else {
            self.lines(&format!("{name} {{"), fields, "}");
        }
    }

    fn lines(&mut self, open: &str, entries: &[String], close: &str) {
        self.line(open);
        self.indented(|writer| {
            for entry in entries {
                writer.line(format_args!("{entry},"));
            }
        });
        self.line(close);
    }

    /// A wire table: a heading and, in braces, rows that `rows` writes. It is
    /// laid out here for people: prettyplease would run the rows together.
    pub(super) fn table(
        &mut self,
        name: impl Display,
        heading: impl Display,
        rows: impl Iterator<Item: Display>,
    ) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "\n{name}! {{\n    {heading} {{");
        let start = self.text.len();
        for row in rows {
            let _ = write!(self.text, "\n        {row};");
        }
        let is_empty = self.text.len() == start;
        self.text
            .push_str(if is_empty { "}\n}\n" } else { "\n    }\n}\n" });
    }

    fn start_line(&mut self) {
        self.text.extend(std::iter::repeat_n(' ', self.indent));
    }
}

/// Text one module deeper.
pub(super) fn indented(text: &str) -> String {
    let mut indented = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        if !line.is_empty() {
            indented.push_str("    ");
            indented.push_str(line);
        }
        indented.push('\n');
    }
    indented
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_laid_out_is_an_error_that_names_the_item() {
        let mut writer = Writer::default();
        let error = writer
            .laid_out("Item", |writer| writer.rough("pub struct ;"))
            .expect_err("not Rust");
        assert_eq!(error.item, "Item");
        let text = error.to_string();
        assert!(text.contains("`Item`") && text.contains("report"), "{text}");
    }
}
