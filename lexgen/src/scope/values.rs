//! The values of parameters: NSIDs, services, and words of a list.

use std::collections::BTreeSet;

use super::error::Fault;
use crate::{
    shown::shown,
    syntax::{Did, Nsid},
};

/// Any value.
pub(super) const ANY: &str = "*";

/// NSIDs, or `*`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Names {
    Any,
    Listed(BTreeSet<Nsid>),
}

impl Names {
    /// Reads NSIDs of something, such as `record types`. With `*` among them the
    /// others say nothing.
    pub(super) fn parse(values: &[&str], what: &str) -> Result<Self, Fault> {
        let mut is_any = false;
        let mut listed = BTreeSet::new();
        for value in values {
            if *value == ANY {
                is_any = true;
            } else {
                listed.insert(nsid(value, what)?);
            }
        }
        Ok(if is_any {
            Self::Any
        } else {
            Self::Listed(listed)
        })
    }

    pub(super) fn one(nsid: &'static str) -> Self {
        Self::Listed(BTreeSet::from([Nsid::new_unchecked(nsid)]))
    }

    pub(super) fn add(&mut self, nsid: &'static str) {
        if let Self::Listed(listed) = self {
            listed.insert(Nsid::new_unchecked(nsid));
        }
    }

    /// Whether a name is one of these.
    pub(super) fn contains(&self, name: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Listed(listed) => listed.contains(name),
        }
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Any => vec![ANY],
            Self::Listed(listed) => listed.iter().map(Nsid::as_str).collect(),
        }
    }
}

/// Reads one NSID of something.
pub(super) fn nsid(value: &str, what: &str) -> Result<Nsid, Fault> {
    match Nsid::new(value) {
        Ok(nsid) => Ok(nsid),
        Err(_) if value.ends_with(".*") => Err(format!(
            "{:?} stands for a part of all {what}, which is not supported: \
             list each NSID, or use `*`",
            shown(value)
        )
        .into()),
        Err(error) => Err(error.to_string().into()),
    }
}

/// Checks that a value is a service: a DID with a fragment.
pub(super) fn service(value: &str) -> Result<(), Fault> {
    let Some((did, fragment)) = value.split_once('#') else {
        let expected = "expected a DID with a fragment, as in `did:web:example.com#svc`";
        return Err(format!("{:?} is not a service: {expected}", shown(value)).into());
    };
    Did::new(did).map_err(|error| Fault::from(error.to_string()))?;
    let is_allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte);
    if fragment.is_empty() || !fragment.bytes().all(is_allowed) {
        return Err(format!("{:?} has no valid fragment after `#`", shown(value)).into());
    }
    Ok(())
}

/// Reads a word of a list.
pub(super) fn word<T: Copy>(
    name: &str,
    value: &str,
    words: &[(&'static str, T)],
) -> Result<T, Fault> {
    match words.iter().find(|(word, _)| *word == value) {
        Some((_, known)) => Ok(*known),
        None => {
            let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            Err(format!(
                "`{name}` cannot be {:?}, only `{}`",
                shown(value),
                words.join("`, `")
            )
            .into())
        }
    }
}
