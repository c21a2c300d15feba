//! The rules of [`ref`](https://atproto.com/specs/lexicon#ref) that can be
//! checked without the other documents: the syntax.

use super::context::Context;
use crate::compiler::{
    diagnostic::rules,
    schema::{InvalidReference, Reference, Step},
    source::json::Object,
};

pub(super) fn check<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Option<Reference> {
    let help = "add the reference: `\"ref\": \"com.example.defs#thing\"`";
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
                document => format!("for the `main` of that document, write `{document}`"),
            },
        ),
        InvalidReference::Document => (
            "not an NSID",
            match text.strip_prefix("lex:") {
                Some(rest) => format!("remove the scheme: `{rest}`"),
                None if !text.contains(['.', '#']) => {
                    format!("for a definition of this document, write `#{text}`")
                }
                None => "an NSID looks like `com.example.thing`".to_owned(),
            },
        ),
    };
    let report = cx.report_field(
        field,
        &rules::INVALID_REFERENCE,
        format!("invalid reference `{text}`"),
    );
    report.item_if(index).label(label).help(help);
    None
}
