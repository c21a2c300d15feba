//! The Rust of a document, with highlighting and links.

use std::collections::BTreeMap;

use super::{
    super::{
        address::{self, Address},
        model::{Code, TokenKind},
        site::Site,
    },
    json::CodeWriter,
};
use crate::compiler::{
    items::Crate,
    print,
    rust::KEYWORDS,
    schema::{Path, Step},
};

/// The Rust of a document as it is shown: without what only serialization needs.
pub(super) struct Rust {
    text: String,
    /// The places of the items of its module, by name.
    own: BTreeMap<String, String>,
    /// The documents whose modules it imports, by the names they have in it.
    modules: BTreeMap<String, usize>,
}

impl Rust {
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

impl Site<'_> {
    /// The Rust of the document with this index.
    pub(super) fn rust(&self, index: usize) -> Rust {
        let ir = self.ir();
        let of = Crate {
            ir,
            options: &self.options.generate,
            layout: &self.layout,
        };
        let node = self.root.at(&ir.modules[index].path);
        let Some(module) = node.and_then(|node| node.module(of)) else {
            return Rust {
                text: String::new(),
                own: BTreeMap::new(),
                modules: BTreeMap::new(),
            };
        };
        let items = module.items.iter();
        Rust {
            // What cannot be printed is a bug that `lexgen generate` reports.
            text: print::declarations(of, &module).unwrap_or_default(),
            own: items
                .map(|item| (item.name.name().to_owned(), place(&item.origin)))
                .collect(),
            modules: (module.imports.modules.iter())
                .map(|(index, name)| (name.clone(), *index))
                .collect(),
        }
    }

    fn rust_address(&self, index: usize, rust: &Rust, module: &str, name: &str) -> Option<Address> {
        if module.is_empty() {
            let anchor = rust.own.get(name)?;
            return Some(Address::place(self.pages.get(index), anchor.clone()));
        }
        let other = *rust.modules.get(module)?;
        let definitions = &self.ir().modules[other].definitions;
        let definition = definitions.iter().find(|it| it.rust_name == name)?;
        let anchor = address::anchor([definition.name.as_str()]);
        Some(Address::place(self.pages.get(other), anchor))
    }

    /// The Rust of a document, or a part of it, in lines.
    pub(super) fn highlighted_rust(&self, index: usize, rust: &Rust, text: &str) -> Code {
        let mut writer = CodeWriter::default();
        let mut scanner = Scanner {
            rest: text,
            module: "",
        };
        while let Some((kind, text)) = scanner.next() {
            let address = match kind {
                TokenKind::Type => self.rust_address(index, rust, scanner.module, text),
                _ => None,
            };
            writer.add(kind, text, address);
            scanner.after(kind, text);
        }
        writer.finish()
    }
}

/// The `id` of the row, or the section, that a place in a document is in.
pub(super) fn place<N: AsRef<str>>(origin: &Path<N>) -> String {
    let mut names = Vec::from_iter(origin.definition_name());
    for step in origin.steps() {
        match step {
            Step::Property(name) => names.push(name.as_ref()),
            Step::Input => names.push("input"),
            Step::Output => names.push("output"),
            Step::Message => names.push("message"),
            Step::Parameters if origin.steps().len() > 1 => names.push("parameters"),
            _ => {}
        }
    }
    address::anchor(names)
}

/// Splits Rust that lexgen has printed.
struct Scanner<'t> {
    rest: &'t str,
    /// The name of the module before `::`, if there is one.
    module: &'t str,
}

impl<'t> Scanner<'t> {
    fn next(&mut self) -> Option<(TokenKind, &'t str)> {
        let rest = self.rest;
        let first = rest.chars().next()?;
        let (kind, length) = if rest.starts_with("//") {
            (TokenKind::Comment, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("#[") || rest.starts_with("#![") {
            (TokenKind::Attribute, attribute(rest))
        } else if first == '"' {
            (TokenKind::String, quoted(rest))
        } else if first.is_ascii_digit() {
            (TokenKind::Number, word(rest))
        } else if first == '\'' && rest[1..].starts_with(is_word) && !rest[2..].starts_with('\'') {
            (TokenKind::Keyword, 1 + word(&rest[1..]))
        } else if is_word(first) {
            let length = word(rest);
            (kind(&rest[..length], &rest[length..]), length)
        } else {
            (TokenKind::Plain, first.len_utf8())
        };
        let (text, rest) = rest.split_at(length);
        self.rest = rest;
        Some((kind, text))
    }

    /// Notes what is before the next token.
    fn after(&mut self, kind: TokenKind, text: &'t str) {
        match text {
            ":" => {}
            _ if kind == TokenKind::Plain && text.starts_with(is_word) => self.module = text,
            _ => self.module = "",
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word(text: &str) -> usize {
    let start = if text.starts_with("r#") { 2 } else { 0 };
    let end = text[start..].find(|c| !is_word(c));
    end.map_or(text.len(), |end| start + end)
}

/// The length of a string with its quotes.
fn quoted(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of an attribute with its brackets.
fn attribute(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '"' => at += quoted(&text[at..]) - 1,
            '[' => depth += 1,
            ']' if depth == 1 => return at + 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += if c == '"' { 1 } else { c.len_utf8() };
    }
    text.len()
}

/// What a word before some text is.
fn kind(word: &str, rest: &str) -> TokenKind {
    const PRIMITIVE: [&str; 5] = ["bool", "i64", "str", "u64", "u8"];
    let is_path = rest.starts_with("::");
    if KEYWORDS.contains(&word) {
        TokenKind::Keyword
    } else if PRIMITIVE.contains(&word)
        || (word.starts_with(char::is_uppercase) && !is_constant(word))
    {
        TokenKind::Type
    } else if rest.starts_with(':') && !is_path {
        TokenKind::Name
    } else {
        TokenKind::Plain
    }
}

fn is_constant(word: &str) -> bool {
    word.len() > 1 && !word.contains(char::is_lowercase)
}
