//! The CID of a document as published.

use crate::{
    compiler::{
        diagnostic::{Diagnostic, Place, Pointer},
        dynamic::{not_data, read_json},
        source::{
            SourceId, Sources,
            claim::{Claim, ENVELOPE_MEMBER, PUBLISHED_TYPE, claim},
            json,
        },
    },
    data::{Data, Fields, cid_of},
    syntax::Cid,
};

/// The CID of the [published record](https://atproto.com/specs/lexicon#lexicon-publication-and-resolution)
/// of the document in a source: what `lexgen cid` prints for it, with the
/// `$type` that a record has and a file can leave out.
///
/// # Errors
/// If the document is not valid atproto data, for example because it contains a
/// fraction.
pub(crate) fn published(sources: &Sources, id: SourceId) -> Result<Cid, Vec<Diagnostic>> {
    cid_of(&published_record(sources, id)?)
        .map_err(|error| vec![not_data(Place::value(id, Pointer::default()), &error)])
}

/// The record that the document in a source becomes when it is published.
///
/// # Errors
/// If it is not valid data.
pub(crate) fn published_record(sources: &Sources, id: SourceId) -> Result<Fields, Vec<Diagnostic>> {
    let mut record = record(sources, id, read_json(sources, id)?);
    if !record.contains_key("$type") {
        record.insert("$type", PUBLISHED_TYPE);
    }
    Ok(record)
}

/// The record in a `getRecord` response, or the value itself.
fn record(sources: &Sources, id: SourceId, data: Data) -> Fields {
    let text = sources.get(id).map_or("", |source| source.document());
    let is_envelope =
        json::parse(text).is_ok_and(|parsed| matches!(claim(&parsed.value), Claim::Envelope(_)));
    let mut members = data.into_object().unwrap_or_default();
    let inner = is_envelope.then(|| members.remove(ENVELOPE_MEMBER));
    inner
        .flatten()
        .and_then(|record| record.into_object().ok())
        .unwrap_or(members)
}
