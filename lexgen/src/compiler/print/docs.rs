//! Documentation as Markdown.
//!
//! A description is a stranger's text. It must not become a doctest, a broken
//! link, HTML or a lint, so [`markdown`] lets nothing through that rustdoc
//! would read as more than words and code spans.

use super::{
    facts::{code, facts},
    markdown::{self, Block},
};
use crate::compiler::{
    ir::{Type, TypeKind},
    items::{Companion, Docs, Inline, Inside, Paragraph, Sentence},
    rust::{Ident, Quoted},
    schema::FullName,
};

/// The lines of a comment, with an empty one between two paragraphs.
pub(super) fn each_line(docs: &Docs<'_>, mut write: impl FnMut(&str)) {
    let mut in_list = None;
    for block in blocks(docs) {
        if in_list.is_some_and(|in_list: bool| !in_list || !block.is_item()) {
            write("");
        }
        in_list = Some(block.is_item());
        block.lines().iter().for_each(|line| write(line));
    }
}

fn blocks(docs: &Docs<'_>) -> Vec<Block> {
    let mut all = Vec::new();
    for paragraph in &docs.0 {
        match paragraph {
            Paragraph::Description(text) => all.extend(markdown::blocks(text)),
            Paragraph::Body(companion, text) => {
                let lead = match companion {
                    Companion::Input => "Request body:",
                    Companion::Message => "Messages:",
                    _ => "Response body:",
                };
                all.extend(led(lead, markdown::blocks(text)));
            }
            Paragraph::Facts(r#type) => {
                all.extend(sentences(&facts(r#type, true)));
                all.extend(items(r#type));
            }
            Paragraph::FieldFacts(field) => {
                let mut facts = facts(&field.r#type, !field.required);
                if field.required && field.nullable {
                    facts.push("`None` is `null`.".to_owned());
                }
                all.extend(sentences(&facts));
                all.extend(items(&field.r#type));
            }
            Paragraph::Sentence(sentence) => all.push(Block::paragraph(self::sentence(sentence))),
            Paragraph::Otherwise(sentence) if all.is_empty() => {
                all.push(Block::paragraph(self::sentence(sentence)));
            }
            Paragraph::Otherwise(_) => {}
        }
    }
    all
}

/// Sentences as a paragraph.
fn sentences(facts: &[String]) -> Option<Block> {
    (!facts.is_empty()).then(|| Block::paragraph(facts.join(" ")))
}

/// Some text, after words that say what it is about.
fn led(lead: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks = blocks.into_iter();
    let first = blocks.next().map(|first| first.after(lead));
    first.into_iter().flatten().chain(blocks).collect()
}

/// What is said of the items of an array, and of their items.
fn items(r#type: &Type) -> Vec<Block> {
    let mut all = Vec::new();
    let mut of = "Each item".to_owned();
    let mut outer = &r#type.kind;
    while let TypeKind::Array(array) = outer {
        let description = array.items.description.as_deref().unwrap_or_default();
        let mut said = markdown::blocks(description);
        said.extend(sentences(&facts(&array.items, true)));
        all.extend(led(&format!("{of}:"), said));
        of.push_str(" of an item");
        outer = &array.items.kind;
    }
    all
}

fn sentence(sentence: &Sentence<'_>) -> String {
    match sentence {
        Sentence::Document(nsid) => format!("`{}`", nsid.as_str()),
        Sentence::Lexicon(nsid) => format!("The lexicon `{}`.", nsid.as_str()),
        Sentence::Defines(items) => defines(items),
        Sentence::Definition(nsid, name) => code(&FullName::new(nsid, name)),
        Sentence::Wire(name) => code(name),
        Sentence::Required(owner) => {
            let owner = owner.name();
            format!("The required fields of [`{owner}`], for [`{owner}::new`].")
        }
        Sentence::Record(nsid, key) => {
            format!("Record `{}`, record key `{key}`.", nsid.as_str())
        }
        Sentence::Records => "A record of any collection, distinguished by `$type`.".to_owned(),
        Sentence::PermissionSet(nsid) => format!("Permission set `{}`.", nsid.as_str()),
        Sentence::Space(nsid, space) => {
            let collections = space
                .collections
                .iter()
                .map(|nsid| format!("`{}`", nsid.as_str()));
            let mut said = format!("Space type `{}`, space key `{}`", nsid.as_str(), space.key);
            for (index, collection) in collections.enumerate() {
                said.push_str(if index == 0 {
                    ", with records of "
                } else {
                    ", "
                });
                said.push_str(&collection);
            }
            said.push('.');
            said
        }
        Sentence::Endpoint(method, nsid) => {
            format!("{} `{}`.", method.name(), nsid.as_str())
        }
        Sentence::Companion(companion, endpoint) => {
            let endpoint = endpoint.name();
            match companion {
                Companion::Params => format!("The parameters of [`{endpoint}`]."),
                Companion::Input => format!("The request body of [`{endpoint}`]."),
                Companion::Output => format!("The response body of [`{endpoint}`]."),
                Companion::Message => format!("The messages of [`{endpoint}`]."),
                Companion::Errors => format!("The errors of [`{endpoint}`]."),
                Companion::NoErrors => {
                    format!("The errors of [`{endpoint}`]: the lexicon lists none.")
                }
            }
        }
        Sentence::Inline(inline, inside) => {
            let place = place(inside);
            match inline {
                Inline::Object => format!("The type of {place}."),
                Inline::Union { closed: true } => {
                    format!("The types of {place}, distinguished by `$type`.")
                }
                Inline::Union { closed: false } => {
                    format!("The known types of {place}, distinguished by `$type`.")
                }
                Inline::Values => format!("A value of {place}."),
            }
        }
    }
}

/// A place as a link; rustdoc cannot link to raw identifiers.
fn place(inside: &Inside<'_>) -> String {
    let owner = inside.owner.name();
    let link = match &inside.field {
        None => format!("[`{owner}`]"),
        Some(field) if field.is_raw() => format!("`{owner}::{}`", field.name()),
        Some(field) => format!("[`{owner}::{}`]", field.name()),
    };
    if inside.items {
        format!("an item of {link}")
    } else {
        link
    }
}

/// How many items of a document are named.
const NAMED: usize = 12;

fn defines(items: &[Ident<'_>]) -> String {
    let named = items.iter().take(NAMED);
    let named: Vec<String> = named.map(|it| format!("[`{}`]", it.name())).collect();
    let more = match items.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("Defines {}{more}.", named.join(", "))
}

/// `#[deprecated]`, with what to use instead if something is said of it.
pub(super) fn deprecation(note: &str) -> String {
    // rustdoc shows it as Markdown.
    let note = markdown::line(note);
    if note.is_empty() {
        "#[deprecated]".to_owned()
    } else {
        format!("#[deprecated = {}]", Quoted(&note))
    }
}
