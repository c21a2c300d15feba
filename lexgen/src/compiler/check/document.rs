//! The rules of a [document](https://atproto.com/specs/lexicon#lexicon-files)
//! as a whole.

use std::collections::BTreeMap;

use super::{
    RefusedReference, context::Context, definition, fields::get, grammar::DOCUMENT, known_fields,
};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, rules},
        schema::{Definition, Document, is_definition_name},
        source::{
            SourceId,
            claim::PUBLISHED_TYPE,
            json::{Json, Object},
        },
    },
    syntax::Nsid,
};

/// The result of checking one document.
pub(super) struct Outcome {
    /// Its NSID, if that is valid.
    pub(super) id: Option<Nsid>,
    /// The NSID that a text which is not JSON seems to have.
    pub(super) claimed: Option<Nsid>,
    /// Its valid parts; `None` if nothing can be used.
    pub(super) document: Option<Document>,
    /// Names of definitions with errors.
    pub(super) refused: Vec<String>,
    /// The valid references in refused definitions.
    pub(super) references: Vec<RefusedReference>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether an error is among the diagnostics, which are taken out first.
    pub(super) has_errors: bool,
}

/// Checks a document.
///
/// `is_ambiguous` says that an object of it names a member twice, so that
/// nothing of it can be used.
pub(super) fn check<'j>(source: SourceId, object: &'j Object<'j>, is_ambiguous: bool) -> Outcome {
    let mut cx = Context::new(source);
    known_fields::check_untyped(&mut cx, object, DOCUMENT, "a document");
    version(&mut cx, object);
    published_type(&mut cx, object);
    let id = id(&mut cx, object);
    let usable = cx.errors() == 0 && !is_ambiguous;
    let description = cx.text(object, "description");
    let mut refused = Vec::new();
    let defs = definitions(&mut cx, object, id.as_ref(), &mut refused);
    let document = match (&id, defs) {
        (Some(id), Some(defs)) if usable => Some(Document {
            source,
            id: id.clone(),
            description,
            defs,
        }),
        _ => None,
    };
    let references = id.as_ref().map_or_else(Vec::new, |id| {
        let is_refused = |name: &str| document.is_none() || refused.iter().any(|it| it == name);
        cx.refused_references(id, is_refused)
    });
    Outcome {
        claimed: None,
        id,
        document,
        refused,
        references,
        has_errors: cx.errors() > 0,
        diagnostics: cx.finish(),
    }
}

fn version<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) {
    let Some(version) = get(object, "lexicon") else {
        cx.missing("lexicon", "a document", "add `\"lexicon\": 1`");
        return;
    };
    if super::fields::as_integer(version) == Some(1) {
        return;
    }
    let found = match version {
        Json::String(text) => format!("\"{text}\""),
        other => other.description(),
    };
    cx.report_field(
        "lexicon",
        &rules::LEXICON_VERSION,
        format!("unsupported lexicon version: expected the number 1, found {found}"),
    )
    .label("expected 1")
    .help("write `\"lexicon\": 1`");
}

fn published_type<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) {
    if let Some(name) = cx.string(object, "$type")
        && name != PUBLISHED_TYPE
    {
        cx.report_field(
            "$type",
            &rules::DOCUMENT_TYPE,
            format!("expected the `$type` `{PUBLISHED_TYPE}`, found `{name}`"),
        )
        .label("not the `$type` of a lexicon")
        .help("`$type` can be omitted in a file");
    }
}

fn id<'j>(cx: &mut Context<'j>, object: &'j Object<'j>) -> Option<Nsid> {
    let help = "add its NSID: `\"id\": \"com.example.thing\"`";
    cx.require(object, "id", "a document", help);
    let text = cx.string(object, "id")?;
    let id = Nsid::new(text).ok();
    if id.is_none() {
        let report = cx
            .report_field("id", &rules::INVALID_NSID, format!("invalid NSID `{text}`"))
            .label("not an NSID");
        match text.split_once('#') {
            Some((document, _)) => report.help(format!(
                "`id` names the document: use `{document}`; definitions are named in `defs`"
            )),
            None => report.help(
                "an NSID is a reversed domain name and a name of letters and digits, such as \
                 `com.example.thing`",
            ),
        };
    }
    id
}

fn definitions<'j>(
    cx: &mut Context<'j>,
    object: &'j Object<'j>,
    id: Option<&Nsid>,
    refused: &mut Vec<String>,
) -> Option<BTreeMap<String, Definition>> {
    if get(object, "defs").is_none() {
        let help = "add `\"defs\": { \"main\": { … } }`";
        cx.missing("defs", "a document", help);
    }
    let defs = cx.object(object, "defs")?;
    if defs.is_empty() {
        cx.report_field(
            "defs",
            &rules::NO_DEFINITIONS,
            "the document has no definitions",
        )
        .label("empty")
        .help("add a definition, or delete the document");
        return None;
    }
    let id = id.map(Nsid::as_str);
    let mut checked = BTreeMap::new();
    for (name, value) in defs.iter() {
        let before = cx.errors();
        let definition = cx.within_definition(name, |cx| {
            let object = cx.as_object(value, "definition")?;
            definition_name(cx, name);
            definition::check(cx, object, id)
        });
        match definition.filter(|_| cx.errors() == before) {
            Some(definition) => {
                checked.insert(name.to_owned(), definition);
            }
            None => refused.push(name.to_owned()),
        }
    }
    (!checked.is_empty()).then_some(checked)
}

/// Checks that references can contain a name, and that other implementations
/// accept it.
fn definition_name(cx: &mut Context<'_>, name: &str) {
    let is_usual = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if !is_definition_name(name) {
        let message = match name {
            "" => "empty definition name".to_owned(),
            _ => format!("invalid definition name `{name}`"),
        };
        let report = cx
            .report(&rules::DEFINITION_NAME, message)
            .on_key()
            .label("a reference cannot contain this name");
        match name.strip_prefix('#') {
            Some(rest) if is_definition_name(rest) => report.help(format!("rename it to `{rest}`")),
            _ => report.help("use letters and digits, starting with a letter"),
        };
    } else if !is_usual {
        cx.report(
            &rules::UNUSUAL_NAME,
            format!("unusual definition name `{name}`"),
        )
        .on_key()
        .label("some implementations reject this")
        .help("use letters and digits, starting with a letter");
    }
}
