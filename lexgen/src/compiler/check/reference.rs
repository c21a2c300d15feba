//! The rules of [`ref`](https://atproto.com/specs/lexicon#ref) that can be
//! checked without the other documents: the syntax.

use super::{context::Context, fields::get, suggest};
use crate::compiler::{
    diagnostic::rules,
    schema::{InvalidReference, Kind, Reference, Step},
    source::json::{Json, Object},
};

pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Option<Reference> {
    let help = match get(object, "refs") {
        Some(_) => "name one type, or for several write `\"type\": \"union\"`",
        None => "add the reference: `\"ref\": \"com.example.defs#thing\"`",
    };
    cx.require(object, "ref", "a `ref`", help);
    let text = cx.string(object, "ref")?;
    parse(cx, "ref", None, text)
}

/// Reads a reference, or reports what is wrong with it.
pub(super) fn parse(
    cx: &mut Context<'_>,
    field: &'static str,
    index: Option<usize>,
    text: &str,
) -> Option<Reference> {
    let reason = match Reference::parse(text) {
        Ok(reference) => {
            cx.refers(index.map_or(Step::Keyword(field), Step::Member), &reference);
            return Some(reference);
        }
        Err(reason) => reason,
    };
    let (label, help) = match reason {
        InvalidReference::Empty => (
            "empty",
            "expected a reference such as `com.example.defs#thing`".into(),
        ),
        InvalidReference::Definition => (
            "expected a definition name after `#`",
            match text.trim_end_matches('#') {
                "" => "for a definition of this document, write `#thing`".to_owned(),
                document if Reference::parse(document).is_ok() => {
                    format!("for the `main` of that document, write `{document}`")
                }
                _ => meant(cx, field, text),
            },
        ),
        InvalidReference::Document => ("not an NSID", meant(cx, field, text)),
    };
    let report = cx.report_field(
        field,
        &rules::INVALID_REFERENCE,
        format!("invalid reference `{text}`"),
    );
    report.item_if(index).label(label).help(help);
    None
}

/// Help for a text that does not name a document.
fn meant(cx: &Context<'_>, field: &str, text: &str) -> String {
    let own = || {
        let definitions = cx.definitions();
        definitions.filter(|(_, definition)| is_allowed(field, definition))
    };
    if own().any(|(name, _)| name == text) {
        return format!("for a definition of this document, write `#{text}`");
    }
    if let Some(meant) = rewritten(text) {
        // A name of this document is only suggested if it is defined.
        let is_there = match meant.strip_prefix('#') {
            Some(name) => own().any(|(own, _)| own == name),
            None => true,
        };
        if is_there {
            return format!("write `{meant}`");
        }
    }
    if text.split('/').count() == 2 && field == "refs" && !text.contains(['#', ' ']) {
        return "a union lists definitions; MIME types belong into `accept` of a `blob`, or \
                `knownValues` of a `string`"
            .to_owned();
    }
    let names = own().map(|(name, _)| name);
    if let Some(near) = suggest::nearest(text.trim_start_matches('#'), names) {
        return format!("did you mean `#{near}`?");
    }
    if text.contains('.') {
        return "an NSID has at least three parts, such as `com.example.thing`".to_owned();
    }
    "write `#name` for a definition of this document, or an NSID such as `com.example.thing` for \
     another one"
        .to_owned()
}

/// Whether a definition of this document can be referred to.
fn is_allowed(field: &str, definition: &Json<'_>) -> bool {
    let kind = definition.as_object().and_then(|object| object.get("type"));
    let kind = kind.and_then(Json::as_str).and_then(Kind::from_name);
    match kind {
        Some(Kind::Object | Kind::Record) => true,
        Some(kind) => field == "ref" && !kind.is_primary(),
        None => false,
    }
}

/// The reference that is written in the form of another language: as a pointer, a path
/// or a URI.
fn rewritten(text: &str) -> Option<String> {
    let (written, text) = (text, text.trim());
    let text = text.strip_prefix("lex:").unwrap_or(text);
    let (document, name) = match text.split_once('#') {
        Some((document, name)) => (document, Some(name)),
        None => (text, None),
    };
    let name = name.map(|name| name.trim_start_matches('#'));
    let document = document.strip_suffix(".json").unwrap_or(document);
    let document = document.trim_start_matches("./").trim_start_matches('/');
    let document = match document.strip_prefix("at://") {
        Some(uri) => uri.rsplit('/').next().unwrap_or_default(),
        None => document,
    };
    let name = name.map(|name| name.rsplit('/').next().unwrap_or_default());
    let whole = |document: &str| match name {
        Some(name) => format!("{document}#{name}"),
        None => document.to_owned(),
    };
    let mut ways = vec![whole(document), whole(&document.replace(['/', '\\'], "."))];
    for separator in ['/', ':'] {
        if let Some((document, name)) = document.rsplit_once(separator) {
            ways.insert(0, format!("{document}#{name}"));
        }
    }
    ways.extend(suggest::nsid(document).map(|document| whole(&document)));
    let is_sound = |way: &String| way != written && Reference::parse(way).is_ok();
    ways.into_iter().find(is_sound)
}
