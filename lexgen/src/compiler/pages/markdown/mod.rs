//! Pages as Markdown, for repositories: a file for each document, `README.md` as the start
//! page, and links between them that work.
//!
//! They do not have the JSON and the Rust of a document: a repository has the one, and
//! can have the other.

mod escape;
mod metadata;
mod table;
mod text;
mod users;

pub(super) use users::users_page;

use super::{
    address::{Address, START},
    model::{
        Badge, Body, Content, Definition, Document, Endpoint, Granted, Group, Language, Localised,
        Missing, Namespace, Start,
    },
};
use crate::compiler::{number::count, schema::MAIN};
use escape::{code, escaped};
use metadata::metadata;
use text::{Writer, anchor, facts, link, message, prose_in_line};
use users::{direct, users};

/// The name of the start page.
const README: &str = "README";

/// The file of a page.
pub(super) fn path(page: &str) -> String {
    let page = if page == START { README } else { page };
    format!("{page}.md")
}

/// The link to a place.
fn href(address: &Address) -> String {
    let path = path(&address.page);
    match &address.anchor {
        Some(anchor) => format!("{path}#{anchor}"),
        None => path,
    }
}

/// The page of a document.
pub(super) fn document(document: &Document) -> String {
    let mut out = Writer::default();
    out.paragraph(&format!("[All lexicons]({README}.md)"));
    out.paragraph(&format!("# {}", escaped(&document.nsid)));
    let kind = format!("*{}*", document.kind);
    out.paragraph(&(kind + &badges(&document.badges)));
    if let Some(title) = &document.title {
        localised("Title", title, &mut out);
    }
    out.prose(document.lead());
    if !document.missing.is_empty() {
        out.paragraph("This document refers to definitions that are missing here:");
        out.list(document.missing.iter().map(link));
    }
    for part in &document.definitions {
        definition(document, part, &mut out);
    }
    if let Some(changes) = &document.changes {
        out.paragraph("## Changes since the pinned version");
        if changes.is_empty() {
            out.paragraph("None.");
        }
        for change in &changes.shown {
            let level = change.level;
            let code = change.code.map(code).unwrap_or_default();
            let mut text = format!("{level}: {} {code}", message(&change.message));
            for reason in &change.reasons {
                text.push_str(&format!("<br>{}", message(reason)));
            }
            out.item(&text);
        }
    }
    if !document.remarks.is_empty() {
        out.paragraph("## Remarks");
        for remark in &document.remarks {
            let place = remark
                .place
                .as_ref()
                .map(|place| format!("{}: ", link(place)));
            let mut text = place.unwrap_or_default();
            text.push_str(&format!(
                "{}: {} {}",
                remark.level,
                message(&remark.message),
                code(&remark.code)
            ));
            for help in &remark.help {
                text.push_str(&format!("<br>{}", message(help)));
            }
            out.item(&text);
        }
    }
    // With a single definition, its users are those of the document.
    if !document.used_by.is_empty() && document.definitions.len() > 1 {
        out.paragraph("## Used by");
        users(&document.used_by, &mut out);
    }
    if let Some(command) = &document.command {
        out.paragraph("## Validate");
        out.paragraph("To validate data against this document:");
        out.code("sh", command);
    }
    out.paragraph("## Metadata");
    metadata(&document.metadata, &mut out);
    out.finish()
}

/// The start page.
pub(super) fn start(start: &Start) -> String {
    let mut out = Writer::default();
    out.paragraph(&format!("# {}", escaped(&start.title)));
    let counts = start.counts.iter();
    let counts: Vec<String> = counts.map(|(kind, number)| kind.counted(*number)).collect();
    out.paragraph(&format!(
        "{}: {}",
        count(start.documents, "document"),
        counts.join(", ")
    ));
    if let Some((number, address)) = &start.missing {
        let missing = count(number, "missing definition");
        out.paragraph(&format!("[{missing}]({})", href(address)));
    }
    for inner in &start.namespaces {
        namespace(inner, &mut out);
    }
    out.finish()
}

fn namespace(namespace: &Namespace, out: &mut Writer) {
    if !namespace.documents.is_empty() {
        let place = anchor(&namespace.anchor);
        out.paragraph(&format!("## {place}{}", escaped(&namespace.name)));
    }
    for document in &namespace.documents {
        let summary = prose_in_line(&document.summary);
        let dash = if summary.is_empty() { "" } else { ": " };
        let title = document.title.as_deref();
        let title = title.map(|title| format!(", **{}**", escaped(title)));
        out.item(&format!(
            "[{}]({}) *{}*{}{}{dash}{summary}",
            escaped(&document.name),
            href(&document.address),
            document.kind,
            title.unwrap_or_default(),
            badges(&document.badges),
        ));
    }
    for inner in &namespace.namespaces {
        self::namespace(inner, out);
    }
}

/// The page of missing definitions.
pub(super) fn missing(missing: &Missing) -> String {
    let mut out = Writer::default();
    out.paragraph(&format!("[All lexicons]({README}.md)"));
    out.paragraph("# Missing definitions");
    for name in &missing.names {
        let place = anchor(&name.anchor);
        out.paragraph(&format!("## {place}{}", escaped(&name.name)));
        direct(&name.used_by, &mut out);
    }
    out.finish()
}

fn definition(document: &Document, definition: &Definition, out: &mut Writer) {
    let place = anchor(&definition.anchor);
    out.paragraph(&format!("## {place}{}", code(&definition.name)));
    let of_definition = badges(&definition.badges);
    // What `main` is stands at the top of the page.
    if definition.name != MAIN {
        out.paragraph(&format!("*{}*{of_definition}", definition.kind));
    } else if definition.badges != document.badges && !of_definition.is_empty() {
        out.paragraph(of_definition.trim_start_matches(", "));
    }
    if !document.is_lead(definition) {
        out.prose(&definition.description);
    }
    match &definition.content {
        Content::Record {
            key,
            key_meaning,
            table,
        } => {
            out.paragraph(&format!(
                "Record key: {}, {}",
                code(key),
                escaped(key_meaning)
            ));
            out.table(table);
        }
        Content::Endpoint(it) => endpoint(it, out),
        Content::Fields(table) => out.table(table),
        Content::Type {
            r#type,
            facts,
            values,
            is_closed,
            nested,
        } => {
            out.type_with_values(r#type, facts, values, *is_closed);
            if let Some(table) = nested {
                out.table(table);
            }
        }
        Content::Token => {
            out.paragraph(&format!(
                "A token: a name without data. Its value is {}.",
                code(&definition.full_name)
            ));
        }
        Content::PermissionSet(set) => {
            out.prose(&set.detail);
            languages(&set.detail_languages, out);
            for permission in &set.permissions {
                out.paragraph(&format!("### {}", code(&permission.resource)));
                out.paragraph(&escaped(&permission.sentence));
                out.list(permission.documents.iter().flat_map(granted));
                let facts: Vec<String> = facts(&permission.facts).collect();
                if !facts.is_empty() {
                    out.paragraph(&facts.join("; "));
                }
            }
        }
        Content::Space(space) => {
            if document.title.as_ref() != Some(&space.name) {
                localised("Name", &space.name, out);
            }
            out.paragraph(&format!(
                "Space key: {}, {}",
                code(&space.key),
                escaped(&space.key_meaning)
            ));
            if !space.collections.is_empty() {
                out.paragraph("### Collections");
                out.list(space.collections.iter().flat_map(granted));
            }
        }
        Content::Opaque { json, .. } => out.code("json", &json.text()),
    }
    if let Some(example) = &definition.example {
        out.paragraph("Example:");
        out.code("json", &example.json.text());
    }
    if !definition.used_by.is_empty() {
        out.paragraph("Used by:");
        users(&definition.used_by, out);
    }
}

fn endpoint(endpoint: &Endpoint, out: &mut Writer) {
    let request = &endpoint.request;
    let mut text = format!("{} {}", request.method, request.path);
    if !request.query.is_empty() {
        text.push_str(&format!("?{}", request.query));
    }
    for header in &request.headers {
        text.push_str(&format!("\n{header}"));
    }
    if let Some(body) = &request.body {
        text.push_str(&format!("\n\n{}", body.text()));
    }
    out.code("http", &text);
    if let Some(table) = &endpoint.parameters {
        out.paragraph("### Parameters");
        out.prose(&endpoint.parameters_description);
        out.table(table);
    }
    let parts = [
        ("Input", &endpoint.input),
        ("Output", &endpoint.output),
        ("Message", &endpoint.message),
    ];
    for (title, part) in parts {
        if let Some(part) = part {
            let has_example = title != "Input" || request.body.is_none();
            body(title, part, has_example, out);
        }
    }
    if !endpoint.errors.is_empty() {
        out.paragraph("### Errors");
        for error in &endpoint.errors {
            let place = anchor(&error.anchor);
            let text = prose_in_line(&error.description);
            let dash = if text.is_empty() { "" } else { ": " };
            out.item(&format!("{place}{}{dash}{text}", code(&error.name)));
        }
    }
}

fn body(title: &str, body: &Body, has_example: bool, out: &mut Writer) {
    let place = anchor(&body.anchor);
    let encoding = if body.encoding.is_empty() {
        String::new()
    } else {
        format!(" {}", code(&body.encoding))
    };
    out.paragraph(&format!("### {place}{title}{encoding}"));
    out.prose(&body.description);
    if let Some(text) = &body.r#type {
        out.type_with_values(text, &body.facts, &body.values, body.is_closed);
    }
    if let Some(table) = &body.table {
        out.table(table);
    }
    if let Some(example) = body.example.as_ref().filter(|_| has_example) {
        out.paragraph("Example:");
        out.code("json", &example.json.text());
    }
}

fn badges(badges: &[Badge]) -> String {
    let badges = badges.iter().map(|badge| match badge {
        // Its description says why.
        Badge::Deprecated(_) => ", **deprecated**".to_owned(),
        Badge::Unspecced => ", **can change at any time**".to_owned(),
        Badge::Opaque(kind) => format!(", of the unknown type {}", code(kind)),
        Badge::Recursive => ", recursive".to_owned(),
    });
    badges.collect()
}

fn localised(label: &str, text: &Localised, out: &mut Writer) {
    out.paragraph(&format!("{label}: **{}**", escaped(&text.text)));
    languages(&text.languages, out);
}

fn languages(languages: &[Language], out: &mut Writer) {
    let texts = languages.iter();
    out.list(texts.map(|language| format!("{}: {}", code(&language.tag), escaped(&language.text))));
}

/// The documents of a namespace: an item for each, or all in one.
fn granted(group: &Group) -> Vec<String> {
    let documents = group.documents.iter().map(|document| match document {
        Granted::Link(to) => link(to),
        Granted::Name(name) if name.contains('*') => code(name),
        Granted::Name(name) => format!("{} (missing)", code(name)),
    });
    let documents: Vec<String> = documents.collect();
    if group.namespace.is_empty() {
        return documents;
    }
    let (name, number) = (escaped(&group.namespace), documents.len());
    vec![format!("{name} ({number}): {}", documents.join(", "))]
}
