//! Documentation as Markdown.
//!
//! A description is a stranger's text. It must not become a doctest, a broken
//! link, HTML or a lint, so [`markdown`] lets nothing through that rustdoc
//! would read as more than words and code spans.

use super::{
    facts::{code, facts},
    markdown,
};
use crate::compiler::{
    ir::{Type, TypeKind},
    items::{Companion, Docs, Inline, Inside, Paragraph, Sentence},
    rust::{Ident, Quoted},
    schema::FullName,
};

/// The lines of a comment, with an empty one between two paragraphs.
pub(super) fn each_line(docs: &Docs<'_>, mut write: impl FnMut(&str)) {
    for (index, paragraph) in paragraphs(docs).iter().enumerate() {
        if index > 0 {
            write("");
        }
        markdown::wrap(paragraph)
            .iter()
            .for_each(|line| write(line));
    }
}

fn paragraphs(docs: &Docs<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for paragraph in &docs.0 {
        match paragraph {
            Paragraph::Description(text) => all.extend(markdown::paragraphs(text)),
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
            Paragraph::Sentence(sentence) => all.push(self::sentence(sentence)),
            Paragraph::Otherwise(sentence) if all.is_empty() => all.push(self::sentence(sentence)),
            Paragraph::Otherwise(_) => {}
        }
    }
    all
}

/// Sentences as a paragraph.
fn sentences(facts: &[String]) -> Option<String> {
    (!facts.is_empty()).then(|| facts.join(" "))
}

/// What is said of the items of an array, and of their items.
fn items(r#type: &Type) -> Vec<String> {
    let mut all = Vec::new();
    let mut lead = "Each item".to_owned();
    let mut outer = &r#type.kind;
    while let TypeKind::Array(array) = outer {
        let description = array.items.description.as_deref().unwrap_or_default();
        let mut said = markdown::paragraphs(description);
        said.extend(sentences(&facts(&array.items, true)));
        for (index, paragraph) in said.into_iter().enumerate() {
            all.push(if index == 0 {
                format!("{lead}: {paragraph}")
            } else {
                paragraph
            });
        }
        lead.push_str(" of an item");
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
