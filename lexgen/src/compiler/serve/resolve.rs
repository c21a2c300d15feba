//! `com.atproto.lexicon.resolveLexicon`, so that other tools can use the server as a local
//! registry.
//!
//! Only a document that is the one that was published is returned with its address: a
//! document that somebody has edited since is not what the authority says.

use http::StatusCode;
use serde::Serialize;

use super::{answer::Refusal, live::Documents};
use crate::{
    compiler::{
        check::suggest::nearest_nsid,
        diagnostic::clean,
        schema::{Document, MAIN},
        set::{lock::installed::Upstream, published_cid, published_record},
    },
    data::Fields,
    syntax::Nsid,
};

/// The NSID of the endpoint.
pub(super) const NSID: &str = "com.atproto.lexicon.resolveLexicon";

/// The output of the endpoint.
#[derive(Debug, Serialize)]
pub(super) struct Resolved {
    cid: String,
    schema: Fields,
    uri: String,
}

/// Answers a query string.
///
/// # Errors
/// `InvalidRequest` if it has no valid NSID, and `LexiconNotFound` if the document or its
/// address is not known.
pub(super) fn resolve(documents: &Documents, query: &str) -> Result<Resolved, Refusal> {
    let mut nsids = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "nsid");
    let (nsid, None) = (nsids.next(), nsids.next()) else {
        return Err(Refusal::invalid("the parameter `nsid` is repeated"));
    };
    let Some((_, text)) = nsid else {
        return Err(Refusal::invalid("the parameter `nsid` is missing"));
    };
    let nsid = Nsid::new(text).map_err(|error| {
        let message = format!("the parameter `nsid` is not an NSID: {error}");
        Refusal::invalid(clean(&message))
    })?;
    let mut all = documents.compiled.documents.iter();
    let Some(document) = all.find(|document| document.id == nsid) else {
        return Err(not_found(no_document(documents, &nsid)));
    };
    address(documents, document)
}

fn address(documents: &Documents, document: &Document) -> Result<Resolved, Refusal> {
    let nsid = &document.id;
    if let Some(failure) = &documents.failure {
        let first = failure.lines().next().unwrap_or_default();
        let message = format!("where `{nsid}` is published is not known: {first}");
        return Err(not_found(message));
    }
    let resolution = documents.manifest.resolutions.get(nsid);
    let resolution = resolution.map(|found| (&found.uri, &found.cid));
    let installed = documents.installed.get(nsid);
    let installed = installed.map(|origin| (&origin.from, &origin.cid));
    let (uri, cid) = match (resolution, installed) {
        (Some(resolution), _) => resolution,
        (None, Some((Upstream::Network(from), cid))) => (&from.uri, cid),
        (None, Some((Upstream::Git(from), _))) => {
            let url = clean(&from.url);
            return Err(not_found(format!(
                "`{nsid}` was installed from the git repository {url}, where it has no AT-URI"
            )));
        }
        (None, None) => {
            return Err(not_found(format!(
                "`{nsid}` was read, but neither lexicons.json nor lexicons.lock says where it \
                 is published"
            )));
        }
    };
    let sources = &documents.compiled.sources;
    let found = published_cid(sources, document.source);
    let schema = published_record(sources, document.source);
    let (Ok(found), Ok(schema)) = (found, schema) else {
        return Err(not_found(format!(
            "`{nsid}` is not valid data, so it cannot be a record"
        )));
    };
    if found != *cid {
        return Err(not_found(format!(
            "`{nsid}` has changed since it was installed: it was {cid}, and is {found} now"
        )));
    }
    Ok(Resolved {
        cid: found.to_string(),
        schema,
        uri: uri.to_string(),
    })
}

/// Why there is no document.
fn no_document(documents: &Documents, nsid: &Nsid) -> String {
    let compiled = &documents.compiled;
    if compiled.refused.contains(nsid, MAIN) || compiled.refused.documents.contains(nsid) {
        return format!("`{nsid}` was read, but it has errors");
    }
    let known = compiled.documents.iter().map(|it| it.id.as_str());
    match nearest_nsid(nsid.as_str(), known) {
        Some(near) => format!("`{nsid}` is not among the lexicons; did you mean `{near}`?"),
        None => format!("`{nsid}` is not among the lexicons"),
    }
}

fn not_found(message: String) -> Refusal {
    Refusal {
        error: "LexiconNotFound",
        ..Refusal::new(StatusCode::BAD_REQUEST, message)
    }
}
