//! `blob:`, to upload files.

use std::{collections::BTreeSet, fmt};

use super::{
    error::{Fault, InvalidScope},
    text::{self, Parts},
};
use crate::{
    shown::shown,
    validate::{accepts_mime_type, is_mime_type},
};

/// To upload files of some types:
/// [`blob`](https://atproto.com/specs/permission#blob).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobScope {
    /// In lower case, and none that another one includes.
    accept: BTreeSet<String>,
}

impl BlobScope {
    /// Files of MIME types: `image/png`, `image/*` or `*/*`.
    ///
    /// ```
    /// use lexgen::scope::BlobScope;
    ///
    /// let files = BlobScope::new(["video/mp4", "image/png", "image/*"])?;
    /// assert_eq!(files.to_string(), "blob?accept=image/*&accept=video/mp4");
    /// # Ok::<(), lexgen::scope::InvalidScope>(())
    /// ```
    pub fn new<'p>(accept: impl IntoIterator<Item = &'p str>) -> Result<Self, InvalidScope> {
        let accept: Vec<_> = accept.into_iter().collect();
        Self::from_values(&accept)
            .map_err(|fault| fault.of(format!("blob?accept={}", accept.join("&accept="))))
    }

    /// The MIME types and patterns, sorted.
    pub fn accept(&self) -> impl Iterator<Item = &str> {
        self.accept.iter().map(String::as_str)
    }

    /// Whether it covers files of a MIME type. Parameters of the type and its case do
    /// not matter.
    pub fn covers(&self, mime_type: &str) -> bool {
        is_mime_type(mime_type) && self.includes(mime_type)
    }

    /// Whether it covers every file that a pattern matches.
    pub(super) fn includes(&self, pattern: &str) -> bool {
        let mut accept = self.accept.iter();
        accept.any(|own| accepts_mime_type(own, pattern))
    }

    fn from_values(accept: &[&str]) -> Result<Self, Fault> {
        if accept.is_empty() {
            return Err("`accept` is missing".into());
        }
        let mut patterns = BTreeSet::new();
        for pattern in accept {
            if !is_pattern(pattern) {
                let expected = "expected `type/subtype`, `type/*` or `*/*`";
                return Err(format!("invalid MIME type {:?}: {expected}", shown(pattern)).into());
            }
            patterns.insert(pattern.to_ascii_lowercase());
        }
        let is_included = |pattern: &str| {
            let kind = pattern.split('/').next().unwrap_or_default();
            let wider = [format!("{kind}/*"), "*/*".to_owned()];
            let mut wider = wider.iter();
            wider.any(|wider| wider != pattern && patterns.contains(wider))
        };
        let accept = patterns.iter().filter(|pattern| !is_included(pattern));
        Ok(Self {
            accept: accept.cloned().collect(),
        })
    }

    pub(super) fn parse(parts: &Parts<'_>) -> Result<Self, Fault> {
        Self::from_values(&parts.with(&["accept"])?.positional("accept")?)
    }
}

/// Whether a text is a MIME type without parameters, or a pattern.
fn is_pattern(text: &str) -> bool {
    if text.contains([';', ' ']) {
        return false;
    }
    match text.strip_suffix("/*") {
        Some(kind) => kind == "*" || is_mime_type(&format!("{kind}/any")),
        None => is_mime_type(text),
    }
}

impl fmt::Display for BlobScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(f, "blob", ("accept", self.accept().collect()), [])
    }
}
