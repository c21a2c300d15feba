//! The tree as text.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{
    Document, TextRole, Tree,
    branch::Branch,
    line::{ARROW, Line, Piece},
};
use crate::compiler::diagnostic::clean;

/// Columns by which a level is indented.
const INDENT: usize = 2;
/// The longest name that others are aligned with.
const ALIGNED: usize = 40;
/// To how many columns a value is shortened at most.
const SHORTEST: usize = 16;

impl Tree {
    /// As text of at most `width` columns, in which long values are shortened.
    /// `paint` gives a piece of text its colour.
    pub fn to_text(&self, width: usize, paint: impl Fn(TextRole, &str) -> String) -> String {
        let mut page = Page {
            width,
            paint: &paint,
            text: String::new(),
        };
        let names = |document: &&Document| document.whole.is_some();
        let widths = self
            .documents
            .iter()
            .filter(names)
            .map(|it| it.nsid.width());
        let column = widths.max().unwrap_or(0).min(2 * ALIGNED);
        let mut was_block = None;
        for document in &self.documents {
            let is_block = document.root.has_lines();
            if was_block.is_some_and(|was| was || is_block) {
                page.text.push('\n');
            }
            was_block = Some(is_block);
            page.document(document, column);
        }
        page.text
    }
}

struct Page<'p> {
    width: usize,
    paint: &'p dyn Fn(TextRole, &str) -> String,
    text: String,
}

impl Page<'_> {
    fn document(&mut self, document: &Document, column: usize) {
        match &document.whole {
            Some(line) => self.line(0, &document.nsid, TextRole::Heading, column, line),
            None => {
                self.paint(TextRole::Heading, &document.nsid);
                if let Some(kind) = document.kind {
                    self.paint(TextRole::Dim, &format!("  {kind}"));
                }
                self.text.push('\n');
            }
        }
        let mut root = document.root.clone();
        root.compress();
        for line in &root.lines {
            self.line(INDENT, "document", TextRole::Plain, 0, line);
        }
        self.branches(&root, INDENT);
    }

    fn branches(&mut self, branch: &Branch, indent: usize) {
        let lined = branch.branches.iter().filter(|it| it.lines.len() == 1);
        let widths = lined.map(|it| it.name.width()).filter(|it| *it <= ALIGNED);
        let column = widths.max().unwrap_or(0);
        for branch in &branch.branches {
            let role = if branch.name.starts_with('#') {
                TextRole::Heading
            } else {
                TextRole::Plain
            };
            if let [line] = &branch.lines[..] {
                self.line(indent, &branch.name, role, column, line);
            } else {
                self.text.push_str(&" ".repeat(indent));
                self.paint(role, &clean(&branch.name));
                self.text.push('\n');
                for line in &branch.lines {
                    self.line(indent + INDENT, "", TextRole::Plain, 0, line);
                }
            }
            self.branches(branch, indent + INDENT);
        }
    }

    fn line(&mut self, indent: usize, name: &str, role: TextRole, column: usize, line: &Line) {
        let name = clean(name);
        self.text.push_str(&" ".repeat(indent));
        self.paint(line.mark.role(), line.mark.sign());
        self.text.push(' ');
        let role = match role {
            TextRole::Heading => TextRole::Heading,
            _ => line.mark.role(),
        };
        self.paint(role, &name);
        let between = if name.is_empty() { 0 } else { 2 };
        let used = indent + 2 + name.width().max(column) + between;
        let left = self.width.saturating_sub(used).max(SHORTEST);
        let total: usize = line.pieces.iter().map(|it| it.text.width()).sum();
        if total > 0 && (total <= left || !line.is_divisible()) {
            let gap = column.saturating_sub(name.width()) + between;
            self.text.push_str(&" ".repeat(gap));
            for piece in fitted(&line.pieces, left) {
                self.paint(piece.role, &piece.text);
            }
            self.text.push('\n');
            return;
        }
        self.text.push('\n');
        if let Some((before, after)) = line.texts() {
            self.two_lines(indent + 2 + INDENT, before, after);
        } else if total > 0 {
            self.lists(indent + 2 + INDENT, &line.pieces);
        }
    }

    /// Lists that are too long for one line.
    fn lists(&mut self, indent: usize, pieces: &[Piece]) {
        let left = self.width.saturating_sub(indent).max(2 * SHORTEST);
        for piece in pieces.iter().filter(|it| it.is_value) {
            self.text.push_str(&" ".repeat(indent));
            self.paint(piece.role, &shortened(&clean(&piece.text), left));
            self.text.push('\n');
        }
    }

    /// Two texts that are too long for one line, from shortly
    /// before the place at which they differ.
    fn two_lines(&mut self, indent: usize, before: &str, after: &str) {
        let left = self.width.saturating_sub(indent + 2).max(2 * SHORTEST);
        let (before, after) = (clean(before), clean(after));
        let common = before
            .chars()
            .zip(after.chars())
            .take_while(|(a, b)| a == b);
        let common = common.count();
        let is_short = before.width() <= left && after.width() <= left;
        let skipped = if is_short {
            0
        } else {
            common.saturating_sub(left / 3)
        };
        for (role, sign, text) in [
            (TextRole::Removed, "-", before),
            (TextRole::Added, "+", after),
        ] {
            let rest: String = text.chars().skip(skipped).collect();
            let rest = match skipped {
                0 => rest,
                _ => format!("…{rest}"),
            };
            self.text.push_str(&" ".repeat(indent));
            self.paint(role, &format!("{sign} {}", shortened(&rest, left)));
            self.text.push('\n');
        }
    }

    fn paint(&mut self, role: TextRole, text: &str) {
        self.text.push_str(&(self.paint)(role, text));
    }
}

impl Branch {
    fn has_lines(&self) -> bool {
        !self.lines.is_empty() || !self.branches.is_empty()
    }
}

/// The pieces in so many columns: what is too long of values is left out.
fn fitted(pieces: &[Piece], width: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = pieces.to_vec();
    for piece in &mut pieces {
        if piece.text != ARROW {
            piece.text = clean(&piece.text);
        }
    }
    let fixed = pieces.iter().filter(|it| !it.is_value);
    let fixed: usize = fixed.map(|it| it.text.width()).sum();
    let mut left = width.saturating_sub(fixed);
    let mut values = pieces.iter().filter(|it| it.is_value).count();
    // Short values leave their room to the others.
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|&place| pieces.get(place).map_or(0, |it| it.text.width()));
    for place in order {
        let Some(piece) = pieces.get_mut(place).filter(|it| it.is_value) else {
            continue;
        };
        let share = (left / values.max(1)).max(SHORTEST);
        piece.text = shortened(&piece.text, share);
        left = left.saturating_sub(piece.text.width());
        values = values.saturating_sub(1);
    }
    pieces
}

/// The text in so many columns, with `…` for what is left out at its end.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}
