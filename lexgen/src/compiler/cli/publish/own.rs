//! Which lexicons of a project are one's own.

use std::collections::{BTreeMap, BTreeSet};

use super::authority::names;
use crate::{
    compiler::{
        cli::elsewhere::Elsewhere,
        diagnostic::Diagnostic,
        install::References,
        pattern::Pattern,
        schema::Document,
        set::Loaded,
        settings::{Settings, SettingsError},
    },
    data::{Data, cid_of},
    syntax::{Cid, Nsid},
};

/// A lexicon to publish.
pub(in crate::compiler::cli) struct Own {
    pub(in crate::compiler::cli) nsid: Nsid,
    /// The record that it becomes.
    pub(super) record: Data,
    pub(super) cid: Cid,
}

/// What is to be published, of a project.
pub(super) struct Chosen {
    pub(super) own: Vec<Own>,
    /// Other lexicons of one's own that these refer to, each with the first that does.
    pub(super) beside: Vec<(Nsid, Own)>,
}

/// The lexicons to publish: those that match a pattern, or all; sorted. The inner error is
/// about lexicons that cannot be records.
///
/// # Errors
/// If a pattern matches nothing, or a lexicon that was installed from elsewhere.
pub(super) fn own(
    loaded: &Loaded,
    settings: &Settings,
    patterns: &[Pattern],
) -> Result<Result<Chosen, Vec<Diagnostic>>, SettingsError> {
    let mut installed = Elsewhere::of(settings)?;
    let mut elsewhere = BTreeSet::new();
    let mut own: Vec<&Document> = Vec::new();
    for document in &loaded.documents {
        let nsid = &document.id;
        if !settings.resolve.starts_from(nsid) {
            continue;
        }
        if installed.contains_document(document, loaded)? {
            elsewhere.insert(nsid);
        } else {
            own.push(document);
        }
    }
    for pattern in patterns {
        if own.iter().any(|document| pattern.matches(&document.id)) {
            continue;
        }
        let error = match elsewhere.iter().find(|nsid| pattern.matches(nsid)) {
            Some(nsid) => SettingsError::new(format!(
                "`{}` was installed from elsewhere, so it is not yours to publish",
                nsid.as_str()
            ))
            .help("the manifest (`lexicons.json`) or `lexicons.lock` lists it"),
            None => {
                let message = format!("no lexicon of this project matches `{pattern}`");
                let help = match own.as_slice() {
                    [] => "it has no lexicons of its own".to_owned(),
                    own => format!("it has {}", names(own.iter().map(|it| &it.id))),
                };
                SettingsError::new(message).help(help)
            }
        };
        return Err(error);
    }
    let is_chosen =
        |nsid: &Nsid| patterns.is_empty() || patterns.iter().any(|pattern| pattern.matches(nsid));
    let (chosen, others): (Vec<_>, Vec<_>) =
        (own.into_iter()).partition(|document| is_chosen(&document.id));
    let mut diagnostics = Vec::new();
    let mut found = Vec::new();
    let mut references = BTreeMap::new();
    for document in chosen {
        for nsid in References::of(document).needed {
            references
                .entry(nsid)
                .or_insert_with(|| document.id.clone());
        }
        match record(loaded, document) {
            Ok(own) => found.push(own),
            Err(reasons) => diagnostics.extend(reasons),
        }
    }
    if diagnostics.is_empty() {
        // Whoever does not publish them now need not make records of them.
        let beside = others.into_iter().filter_map(|document| {
            let by = references.remove(&document.id)?;
            Some((by, record(loaded, document).ok()?))
        });
        let beside = beside.collect();
        Ok(Ok(Chosen { own: found, beside }))
    } else {
        Ok(Err(diagnostics))
    }
}

fn record(loaded: &Loaded, document: &Document) -> Result<Own, Vec<Diagnostic>> {
    let record = loaded.record(document)?;
    let cid = loaded.cid(document)?;
    debug_assert_eq!(cid_of(&record).ok().as_ref(), Some(&cid));
    Ok(Own {
        nsid: document.id.clone(),
        record,
        cid,
    })
}
