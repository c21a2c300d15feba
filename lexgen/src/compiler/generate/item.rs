//! An item of Rust as text, line by line, in the layout prettyplease would
//! give it.
//!
//! There are tens of thousands of lines, nearly all of them of a few shapes
//! that leave no choice. To make tokens of them, parse these and lay them out
//! was most of the time of a run. So they are written as they are to stand; an
//! item with a line that prettyplease would break is handed to it. All of them
//! are laid out as at the top of a file, also where one file holds all modules.

use std::{
    borrow::Cow,
    fmt::{Display, Write as _},
};

use super::docs::{Docs, deprecation};

/// The columns prettyplease fills, counted in bytes as it counts them.
const WIDTH: usize = 89;

/// The columns it gives a struct expression on one line.
const STRUCT_WIDTH: usize = 35;

const INDENT: usize = 4;

/// One item, while it is written and after.
#[derive(Debug, Default)]
pub(super) struct Item {
    text: String,
    indent: usize,
    /// Whether the layout is not what prettyplease would make of it.
    is_rough: bool,
}

impl Item {
    /// An item of one line.
    pub(super) fn of_line(line: impl Display) -> Self {
        let mut item = Self::default();
        item.line(line);
        item
    }

    /// Outer documentation, before the rest of what it belongs to.
    pub(super) fn of_docs(docs: &Docs) -> Self {
        let mut item = Self::default();
        item.docs(docs);
        item
    }

    /// Inner documentation, `//!`, of the module that holds it.
    pub(super) fn of_inner_docs(docs: &Docs) -> Self {
        let mut item = Self::default();
        item.comment("//!", docs);
        item
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
    pub(super) fn docs(&mut self, docs: &Docs) {
        self.comment("///", docs);
    }

    fn comment(&mut self, marker: &str, docs: &Docs) {
        docs.each_line(|line| {
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

    /// The attribute that is due to such a description, if one is.
    pub(super) fn deprecation(&mut self, description: Option<&str>) {
        if let Some(attribute) = deprecation(description) {
            self.unbreakable(attribute);
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

    /// What stands between `open` and `close`, separated by commas: on one
    /// line if it fits there, else on a line each.
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
        self.indented(|item| {
            for entry in entries {
                item.line(format_args!("{entry},"));
            }
        });
        self.line(close);
    }

    fn start_line(&mut self) {
        self.text.extend(std::iter::repeat_n(' ', self.indent));
    }

    /// The item as a compiler reads it, in whatever layout.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The item as a person reads it. Text that is no Rust would be a mistake
    /// of the generator's; it is written as it is, for rustc to point at.
    pub(super) fn laid_out(&self) -> Cow<'_, str> {
        if !self.is_rough {
            return Cow::Borrowed(&self.text);
        }
        match syn::parse_file(&self.text) {
            Ok(file) => Cow::Owned(prettyplease::unparse(&file)),
            Err(_) => Cow::Borrowed(&self.text),
        }
    }
}
