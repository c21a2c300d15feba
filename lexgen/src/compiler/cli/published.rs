//! The side `network:` of a comparison: what is published of the documents of the other side.
//!
//! A document is new if its account proves that it does not have it. Of one that cannot be
//! resolved nobody knows what it was, so it is not compared. That is also so where DNS names no
//! account: it looks the same before the first publication, and after somebody has deleted or
//! misspelled the record. A guard that took all of them for new would see no break again.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    elsewhere::Elsewhere,
    flags::Global,
    network::{self, with_resolver},
    terminal::{Terminal, count},
};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Report, Severity},
        ir::Selection,
        network::{
            AuthorityFault, DnsFault, DocumentFault, Failure, Reason, RecordFault, Request,
            Resolved, json, report,
        },
        schema::Document,
        set::{Loaded, load_published},
        settings::{Settings, SettingsError},
        source::Sources,
    },
    syntax::Nsid,
};

/// How the network is used, and where problems are printed.
pub(super) struct Reach<'a> {
    pub(super) flags: &'a network::Flags,
    pub(super) global: &'a Global,
    pub(super) terminal: &'a Terminal,
    pub(super) stdout_is_taken: bool,
    pub(super) allow_unknown: bool,
    /// The project whose lexicons of others are left as they are, because nobody but their
    /// authority can break them.
    pub(super) own_of: Option<&'a Settings>,
    /// Whether a document for which DNS names no account is taken for new.
    pub(super) is_taken_for_new: &'a dyn Fn(&Nsid) -> bool,
}

/// How many NSIDs a message names.
const NAMED: usize = 5;

impl Reach<'_> {
    /// Loads what is published of the selected documents of `other`, and reports what cannot
    /// be resolved.
    ///
    /// # Errors
    /// If the network cannot be used at all.
    pub(super) fn load(
        &self,
        other: &Loaded,
        selection: &Selection,
    ) -> Result<Loaded, SettingsError> {
        let installed = self.installed(other)?;
        let valid = other.documents.iter().map(|document| &document.id);
        let all: BTreeSet<&Nsid> = valid.chain(&other.refused.documents).collect();
        let left_out: BTreeSet<&Nsid> = installed.iter().map(|document| &document.id).collect();
        let wanted = all.difference(&left_out).copied();
        let wanted = wanted.filter(|nsid| selection.contains(nsid));
        let wanted: Vec<Request> = wanted.cloned().map(Request::new).collect();
        let options = self.flags.options(self.global)?;
        let outcomes = with_resolver(options, async |resolver| {
            let mut done = 0;
            let progress = |_, _: &_| {
                done += 1;
                let of = || format!("{done} of {}", count(wanted.len(), "lexicon"));
                self.terminal.progress("Resolving", of);
            };
            resolver.resolve_all(&wanted, progress).await
        })?;
        let same = installed.iter().filter_map(|document| {
            let source = other.sources.get(document.source)?;
            Some((source.name.clone(), source.document().to_owned()))
        });
        let wanted = wanted.into_iter().map(|it| it.nsid);
        Ok(self.read(same.collect(), wanted, outcomes))
    }

    /// The lexicons that are the same in both versions.
    fn installed<'o>(&self, other: &'o Loaded) -> Result<Vec<&'o Document>, SettingsError> {
        let mut found = Vec::new();
        let Some(settings) = self.own_of else {
            return Ok(found);
        };
        let mut elsewhere = Elsewhere::of(settings)?;
        for document in &other.documents {
            if elsewhere.contains_document(document, other)? {
                found.push(document);
            }
        }
        if !found.is_empty() {
            let number = count(found.len(), "lexicon");
            let text = format!("{number} of others, which only their authority can break");
            self.terminal.warned("Left out", &text);
        }
        Ok(found)
    }

    fn read(
        &self,
        same: Vec<(String, String)>,
        wanted: impl Iterator<Item = Nsid>,
        outcomes: Result<Vec<Result<Resolved, Failure>>, Failure>,
    ) -> Loaded {
        let mut found = Found {
            texts: same,
            ..Found::default()
        };
        match outcomes {
            Ok(outcomes) => {
                for (nsid, outcome) in wanted.zip(outcomes) {
                    found.add(nsid, outcome);
                }
            }
            Err(excess) => {
                found.failures = report(&excess, &mut found.sources);
                found.unresolved = wanted.collect();
            }
        }
        let mut remarks = Vec::new();
        let mut taken_for_new = BTreeSet::new();
        for (name, WithoutAuthority { first, nsids }) in found.without_authority {
            let (new, unknown): (Vec<Nsid>, Vec<Nsid>) = nsids
                .into_iter()
                .partition(|nsid| (self.is_taken_for_new)(nsid));
            remarks.extend(unnamed(&name, &first, &unknown, Severity::Error));
            remarks.extend(unnamed(&name, &first, &new, Severity::Warning));
            taken_for_new.extend(new);
            found.unresolved.extend(unknown);
        }
        let diagnostics = remarks.into_iter().chain(found.failures);
        let shown = diagnostics.filter(|it| {
            it.severity == Severity::Error || !self.terminal.quiet || !self.terminal.is_for_people()
        });
        let report = Report::in_order(&found.sources, shown);
        self.terminal.report(&report, self.stdout_is_taken);
        let mut loaded = load_published(found.texts, found.unresolved, self.allow_unknown);
        loaded.unpublished = found.absent;
        loaded.unpublished.extend(taken_for_new.iter().cloned());
        loaded.taken_for_new = taken_for_new;
        loaded
    }
}

#[derive(Default)]
struct Found {
    texts: Vec<(String, String)>,
    unresolved: BTreeSet<Nsid>,
    /// Those that their account proves not to have.
    absent: BTreeSet<Nsid>,
    failures: Vec<Diagnostic>,
    /// The texts in them.
    sources: Sources,
    /// By DNS name.
    without_authority: BTreeMap<String, WithoutAuthority>,
}

/// Documents for which DNS names no account.
struct WithoutAuthority {
    /// The diagnostic of the first one.
    first: Diagnostic,
    nsids: Vec<Nsid>,
}

impl Found {
    fn add(&mut self, nsid: Nsid, outcome: Result<Resolved, Failure>) {
        let failure = match outcome {
            Ok(resolved) => {
                let text = json(&resolved.document);
                self.texts.push((resolved.uri.to_string(), text));
                return;
            }
            Err(failure) => failure,
        };
        match &*failure.reason {
            Reason::Record {
                fault: RecordFault::Absent(_),
                ..
            } => {
                self.absent.insert(nsid);
            }
            // It is compared as far as it is valid, like every old version.
            Reason::Document {
                fault: DocumentFault::Invalid(invalid),
                ..
            } => {
                let texts = invalid.sources.texts();
                let texts = texts
                    .iter()
                    .map(|it| (it.name.clone(), it.document().to_owned()));
                self.texts.extend(texts);
            }
            Reason::Authority { name, fault } if is_none(fault) => {
                let documents = self.without_authority.entry(name.clone());
                let documents = documents.or_insert_with(|| WithoutAuthority {
                    first: one(&failure, &mut self.sources),
                    nsids: Vec::new(),
                });
                documents.nsids.push(nsid);
            }
            Reason::Authority { .. }
            | Reason::Account { .. }
            | Reason::Handle { .. }
            | Reason::Record { .. }
            | Reason::Document { .. }
            | Reason::Excess(_) => {
                self.failures.extend(report(&failure, &mut self.sources));
                self.unresolved.insert(nsid);
            }
        }
    }
}

/// Whether DNS says that nobody publishes the lexicons of a domain. It does not say so if it
/// fails, or if what it says cannot be used.
fn is_none(fault: &AuthorityFault) -> bool {
    match fault {
        AuthorityFault::Dns(DnsFault::NoName(_) | DnsFault::NoRecord(_))
        | AuthorityFault::NoDid(_) => true,
        AuthorityFault::Dns(_)
        | AuthorityFault::SeveralDids(..)
        | AuthorityFault::InvalidDid(_) => false,
    }
}

/// The diagnostic of a failure that is not about a document.
fn one(failure: &Failure, sources: &mut Sources) -> Diagnostic {
    let mut all = report(failure, sources);
    all.swap_remove(0)
}

/// Says of documents that DNS names no account for them: they are not compared, or are taken
/// for new, which is a warning.
fn unnamed(
    name: &str,
    first: &Diagnostic,
    nsids: &[Nsid],
    severity: Severity,
) -> Option<Diagnostic> {
    if nsids.is_empty() {
        return None;
    }
    let mut found = first.clone();
    found.severity = severity;
    let number = count(nsids.len(), "document");
    let verb = if nsids.len() == 1 { "is" } else { "are" };
    let what = if severity == Severity::Error {
        found.help = Some(format!(
            "set the TXT record `{name}` before the first publication, so that the account \
             proves what is new; `--allow not-compared`, or an exception in lexgen.toml, takes \
             the documents for new"
        ));
        "not compared"
    } else {
        "taken for new"
    };
    found.message = format!("{number} {verb} {what}: no account is named by `{name}`");
    let names: Vec<_> = nsids.iter().take(NAMED).map(|it| it.as_str()).collect();
    let rest = match nsids.len().saturating_sub(NAMED) {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    found.notes.insert(0, format!("{}{rest}", names.join(", ")));
    Some(found)
}
