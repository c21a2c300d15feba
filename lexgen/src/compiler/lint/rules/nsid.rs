//! The NSIDs of documents, each by itself and beside the others of the set.

use crate::compiler::lint::{context::Context, rules};
use crate::compiler::{
    diagnostic::Place,
    schema::{Document, Path, Step},
};

/// [Syntax](https://atproto.com/specs/nsid) of an NSID.
pub(super) fn check(cx: &mut Context<'_>) {
    differs_only_in_case(cx);
    is_document_and_group(cx);
    authority(cx);
}

/// Several NSIDs that differ only in case are not allowed. The first one is not
/// reported: its reader finds the others there.
fn differs_only_in_case(cx: &mut Context<'_>) {
    let (set, document) = (cx.set, cx.document);
    let alike = set.names.alike(document);
    let Some(first) = alike.first().filter(|first| first.id != document.id) else {
        return;
    };
    let (own, other) = (document.id.as_str(), first.id.as_str());
    let message = if own.rsplit('.').next() == other.rsplit('.').next() {
        format!("`{own}` and `{other}` are the same NSID: the case of a domain has no meaning")
    } else {
        format!("`{own}` and `{other}` differ only in case")
    };
    cx.report_field("id", &rules::NSID_CASE, message)
        .label("not allowed by the specification")
        .related(id_of(first), "the other document")
        .help("rename or remove one of the documents");
}

fn is_document_and_group(cx: &mut Context<'_>) {
    let (set, document) = (cx.set, cx.document);
    let Some(member) = set.names.member(document) else {
        return;
    };
    let message = format!(
        "`{}` is a document and the group of `{}`",
        document.id.as_str(),
        member.id.as_str()
    );
    cx.report_field("id", &rules::DOCUMENT_AND_GROUP, message)
        .label("also a group")
        .related(id_of(member), "in the group")
        .help("rename this document, or move the documents below it to another group");
}

fn authority(cx: &mut Context<'_>) {
    let id = cx.document.id.as_str();
    let Some((authority, name)) = id.rsplit_once('.') else {
        return;
    };
    if authority.contains(|c: char| c.is_ascii_uppercase()) {
        let better = format!("{}.{name}", authority.to_ascii_lowercase());
        let message = format!("the domain in `{id}` has upper-case letters");
        cx.report_field("id", &rules::AUTHORITY_CASE, message)
            .label("domains are compared in lower case")
            .help(format!("write `{better}`"));
    }
    if authority.contains(|c: char| c.is_ascii_digit() || c == '-') {
        let message = format!("the domain in `{id}` has digits or hyphens");
        cx.report_field("id", &rules::AUTHORITY_CHARACTERS, message)
            .label("many languages cannot use this as the name of a module")
            .help("use a domain of letters, if you have one");
    }
}

/// The place of the NSID of a document.
fn id_of(document: &Document) -> Place {
    let path = Path::document().with(Step::Keyword("id"));
    Place::value(document.source, &path)
}
