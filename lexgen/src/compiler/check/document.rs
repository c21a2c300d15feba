//! The rules of a [document](https://atproto.com/specs/lexicon#lexicon-files)
//! as a whole.

use std::collections::BTreeMap;

use super::{
    RefusedReference, Unknown,
    context::Context,
    definition,
    fields::get,
    grammar::{DOCUMENT, has_own},
    habits::Owner,
    known_fields, object, suggest,
};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, rules},
        schema::{Definition, Document, Kind, Opaque, Step, is_definition_name},
        source::{
            SourceId,
            claim::PUBLISHED_TYPE,
            json::{Json, Object},
        },
    },
    syntax::Nsid,
};

/// The result of checking one document.
#[derive(Default)]
pub(super) struct Outcome {
    /// Its NSID, if that is valid.
    pub(super) id: Option<Nsid>,
    /// The NSID that a text which is not JSON seems to have.
    pub(super) claimed: Option<Nsid>,
    /// Its valid parts; `None` if nothing can be used.
    pub(super) document: Option<Document>,
    /// Names of definitions with errors.
    pub(super) refused: Vec<String>,
    /// The names of all definitions, if one of them is refused.
    pub(super) names: Vec<String>,
    /// Whether `names` are all keys of a text that is not JSON.
    pub(super) are_keys: bool,
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
pub(super) fn check<'j>(
    source: SourceId,
    object: &'j Object<'j>,
    is_ambiguous: bool,
    unknown: Unknown,
) -> Outcome {
    let defs = get(object, "defs").and_then(Json::as_object);
    let mut cx = Context::new(source, defs, unknown);
    let spread = definition_keywords(object);
    if spread.is_empty() {
        known_fields::check_untyped(&mut cx, object, DOCUMENT, Owner::Document);
    } else {
        without_defs(&mut cx, &spread);
    }
    version(&mut cx, object);
    published_type(&mut cx, object);
    let id = id(&mut cx, object);
    cx.set_id(id.clone());
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
        let is_refused =
            |name: &str| document.is_none() || refused.iter().any(|refused| refused == name);
        cx.refused_references(id, is_refused)
    });
    let names = match &document {
        Some(_) if refused.is_empty() => Vec::new(),
        _ => names(object),
    };
    Outcome {
        claimed: None,
        id,
        document,
        names,
        refused,
        references,
        are_keys: false,
        has_errors: cx.errors() > 0,
        diagnostics: cx.finish(),
    }
}

/// Whether an object in the place of all definitions is one of them.
fn is_definition(defs: &Object<'_>) -> bool {
    matches!(defs.get("type"), Some(Json::String(_)))
}

/// The keywords of a definition that is written in the place of its document.
fn definition_keywords<'j>(object: &'j Object<'j>) -> Vec<&'j str> {
    let kind = get(object, "type").and_then(Json::as_str);
    let Some(kind) = kind.and_then(Kind::from_name) else {
        return Vec::new();
    };
    if get(object, "defs").is_some() {
        return Vec::new();
    }
    let is_own = |key: &&str| *key == "type" || has_own(kind, key);
    object.keys().filter(is_own).collect()
}

/// Reports these keywords of a definition in the place of its document.
fn without_defs(cx: &mut Context<'_>, keywords: &[&str]) {
    let listed = match keywords {
        [most @ .., last] if !most.is_empty() => {
            format!("{} and `{last}`", suggest::quoted(most))
        }
        _ => suggest::quoted(keywords),
    };
    cx.report(
        &rules::MISSING_FIELD,
        "missing `defs` in a document: it is written as a definition",
    )
    .down(Step::Key("type"))
    .on_key()
    .label("belongs to a definition")
    .help(format!(
        "move {listed} into `\"defs\": {{ \"main\": {{ … }} }}`"
    ));
}

/// The names of the definitions of a document, whatever they are.
pub(super) fn names(object: &Object<'_>) -> Vec<String> {
    let defs = get(object, "defs").and_then(Json::as_object);
    let defs = defs.filter(|defs| !is_definition(defs));
    let keys = defs.into_iter().flat_map(Object::keys);
    keys.map(str::to_owned).collect()
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
        let before = text.split_once('#').map(|(document, _)| document);
        match (
            before.filter(|text| Nsid::new(*text).is_ok()),
            suggest::nsid(text),
        ) {
            (Some(document), _) => report.help(format!(
                "`id` names the document: use `{document}`; definitions are named in `defs`"
            )),
            (None, Some(meant)) => report.help(format!("did you mean `{meant}`?")),
            (None, None) => report.help(
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
        if !definition_keywords(object).is_empty() {
            return None;
        }
        let others = ["definitions", "$defs", "schemas", "types"];
        let mut others = others.into_iter().filter(|name| object.get(name).is_some());
        let help = match others.next() {
            Some(name) => &format!("rename `{name}` to `defs`"),
            None => "add `\"defs\": { \"main\": { … } }`",
        };
        cx.missing("defs", "a document", help);
    }
    let defs = cx.object(object, "defs")?;
    if is_definition(defs) {
        cx.report_field(
            "defs",
            &rules::WRONG_JSON_TYPE,
            "`defs` is a definition, not an object of definitions",
        )
        .on_key()
        .label("expected the definitions by name")
        .help("name the definition: `\"defs\": { \"main\": { \"type\": … } }`");
        return None;
    }
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
            let definition = definition::check(cx, object, id);
            match cx.take_opaque() {
                Some(r#type) => Some(Definition::Opaque(Opaque {
                    r#type,
                    text: value.to_value(),
                })),
                None => definition,
            }
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
    if let "$type" | "$link" | "$bytes" = name {
        object::reserved(cx, name, "definition").help("use another name");
    } else if !is_definition_name(name) {
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
