//! What a user names to be resolved.

use std::str::FromStr;

use crate::{
    compiler::network::{COLLECTION, Request},
    shown::shown,
    syntax::{AtUri, AtUriParts, Nsid},
};

/// An NSID, a group or an AT-URI.
#[derive(Clone, Debug)]
pub(in crate::compiler::cli) enum Target {
    One(Request),
    /// The NSIDs that begin with this, which is the text before `.*`.
    Group(String),
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with("at://") {
            return by_address(text).map(Self::One);
        }
        if let Some(group) = text.strip_suffix(".*") {
            // The rules of an NSID without its last segment.
            return match Nsid::from_parts(group, "x") {
                Ok(_) => Ok(Self::Group(group.to_owned())),
                Err(_) => Err(format!(
                    "`{}` is not a group; an example is `com.example.*`",
                    shown(text)
                )),
            };
        }
        let nsid = Nsid::new(text).map_err(|error| error.to_string())?;
        Ok(Self::One(Request::new(nsid)))
    }
}

/// The record that an AT-URI names.
fn by_address(text: &str) -> Result<Request, String> {
    let uri = AtUri::new(text).map_err(|error| error.to_string())?;
    let Some(AtUriParts::Record {
        authority,
        collection,
        record_key,
    }) = uri.parts()
    else {
        return Err(format!(
            "an AT-URI must name a record, as in `at://…/{COLLECTION}/NSID`"
        ));
    };
    if collection.as_str() != COLLECTION {
        return Err(format!("the collection of lexicons is `{COLLECTION}`"));
    }
    let Some(did) = authority.to_did() else {
        return Err("name the account by its DID: handles can change their account".to_owned());
    };
    let nsid = Nsid::new(record_key.as_str())
        .map_err(|error| format!("the record key of a lexicon is its NSID: {error}"))?;
    Ok(Request {
        account: Some(did),
        ..Request::new(nsid)
    })
}
