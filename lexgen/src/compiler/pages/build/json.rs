//! JSON with highlighting and links.

use jsonc_parser::{Scanner, ScannerOptions, tokens};

use super::super::{
    address::Address,
    model::{Code, Line, Token, TokenKind},
    site::Site,
};
use crate::compiler::schema::FullName;

/// The lines of a JSON text. A string that names a definition is a link to it; a
/// reference to `#name` is one to the document with this index.
pub(super) fn highlighted(site: &Site<'_>, document: usize, text: &str) -> Code {
    let mut writer = CodeWriter::default();
    let mut scanner = Scanner::new(text, &ScannerOptions::default());
    let own = site.ir().modules[document].nsid.as_str();
    let mut key = String::new();
    let mut at = 0;
    // Text that is not JSON, of which there should be none, is shown as it is.
    while let Ok(Some(token)) = scanner.scan() {
        let (start, end) = (scanner.token_start(), scanner.token_end());
        writer.add(TokenKind::Plain, &text[at..start], None);
        let written = &text[start..end];
        at = end;
        let kind = match token {
            tokens::Token::String(value) => {
                if is_name(&text[end..]) {
                    key = value.into_owned();
                    TokenKind::Name
                } else {
                    let address = address(site, own, &key, &value);
                    writer.add(TokenKind::String, &visible(written), address);
                    continue;
                }
            }
            tokens::Token::Number(_) => TokenKind::Number,
            tokens::Token::Boolean(_) | tokens::Token::Null => TokenKind::Keyword,
            tokens::Token::CommentLine(_) | tokens::Token::CommentBlock(_) => TokenKind::Comment,
            tokens::Token::OpenBrace
            | tokens::Token::CloseBrace
            | tokens::Token::OpenBracket
            | tokens::Token::CloseBracket
            | tokens::Token::Comma
            | tokens::Token::Colon
            | tokens::Token::Word(_) => TokenKind::Plain,
        };
        writer.add(kind, &visible(written), None);
    }
    writer.add(TokenKind::Plain, &text[at..], None);
    writer.finish()
}

/// Whether a string before this text is the name of a member.
fn is_name(rest: &str) -> bool {
    rest.trim_start().starts_with(':')
}

fn address(site: &Site<'_>, own: &str, key: &str, value: &str) -> Option<Address> {
    if let Some(name) = value.strip_prefix('#') {
        let is_reference = matches!(key, "ref" | "refs");
        let id = site.ir().find_in(own, name).filter(|_| is_reference)?;
        return Some(site.address(id));
    }
    if value.matches('.').count() < 2 || (key == "id" && value == own) {
        return None;
    }
    site.address_of(&FullName::parse(value)?)
}

/// JSON whose strings have escapes in place of what cannot be seen or changes the
/// direction of text, which mean the same.
fn visible(text: &str) -> String {
    let is_seen = |c: char| {
        !matches!(c, '\u{7f}'..='\u{9f}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}')
            || c == '\u{200D}'
    };
    if text.chars().all(is_seen) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| {
            if is_seen(c) {
                c.to_string()
            } else {
                format!("\\u{:04x}", u32::from(c))
            }
        })
        .collect()
}

/// Collects tokens into lines.
#[derive(Default)]
pub(super) struct CodeWriter {
    lines: Vec<Line>,
    line: Vec<Token>,
}

impl CodeWriter {
    /// Adds a token, which may have several lines.
    pub(super) fn add(&mut self, kind: TokenKind, text: &str, address: Option<Address>) {
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                self.lines.push(Line(std::mem::take(&mut self.line)));
            }
            let part = part.trim_end_matches('\r');
            if part.is_empty() {
                continue;
            }
            match self.line.last_mut() {
                Some(last) if last.kind == kind && last.address == address && address.is_none() => {
                    last.text.push_str(part);
                }
                _ => self.line.push(Token {
                    kind,
                    text: part.to_owned(),
                    address: address.clone(),
                }),
            }
        }
    }

    pub(super) fn finish(mut self) -> Code {
        if !self.line.is_empty() {
            self.lines.push(Line(self.line));
        }
        Code { lines: self.lines }
    }
}
