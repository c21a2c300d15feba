//! Failures as diagnostics: what has happened, and what to do.

mod account;
mod authority;
mod fetch;
mod record;

use super::{
    http::HttpFault,
    outcome::{DocumentFault, Failure, Mistake, Reason},
    quota::Excess,
    rules,
};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Rule},
        source::Sources,
    },
    shown::shown,
};
use account::{account, handle};
use authority::authority;
pub(super) use fetch::http;
use record::{document, record};

/// The diagnostics of a failure. Texts of documents are added to `sources`.
pub fn report(failure: &Failure, sources: &mut Sources) -> Vec<Diagnostic> {
    let explained = explain(&failure.reason);
    let text = format!(
        "cannot resolve `{}`: {}",
        shown(&failure.name).up_to(320),
        explained.message
    );
    let mut diagnostic = Diagnostic::new(explained.rule, None, text);
    diagnostic.notes = explained.notes;
    diagnostic
        .notes
        .extend(failure.mistakes.iter().map(mistake));
    diagnostic.help = explained.help;
    let mut diagnostics = vec![diagnostic];
    if let Reason::Document {
        fault: DocumentFault::Invalid(invalid),
        ..
    } = &*failure.reason
    {
        let offset = sources.len();
        for source in invalid.sources.texts() {
            sources.push(source.clone());
        }
        let found = invalid.diagnostics.iter().cloned();
        diagnostics.extend(found.map(|it| it.after(offset)));
    }
    diagnostics
}

/// The diagnostic of a repository of git whose server nobody connects to.
pub fn report_repository(url: &str, fault: &HttpFault) -> Diagnostic {
    let explained = http("repository", url, fault);
    let text = format!("cannot fetch {}: {}", quoted(url), explained.message);
    let mut diagnostic = Diagnostic::new(explained.rule, None, text);
    diagnostic.notes = explained.notes;
    diagnostic.help = explained.help;
    diagnostic
}

/// A message and what belongs to it.
pub(super) struct Explained {
    pub(super) rule: &'static Rule,
    pub(super) message: String,
    pub(super) notes: Vec<String>,
    pub(super) help: Option<String>,
}

fn explained(rule: &'static Rule, message: impl Into<String>) -> Explained {
    Explained {
        rule,
        message: message.into(),
        notes: Vec::new(),
        help: None,
    }
}

impl Explained {
    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

fn explain(reason: &Reason) -> Explained {
    match reason {
        Reason::Authority { name, fault } => authority(name, fault),
        Reason::Account { did, fault } => account(did, fault),
        Reason::Handle { fault, .. } => handle(fault),
        Reason::Record { did, pds, fault } => record(did, pds, fault),
        Reason::Document { uri, fault } => document(uri, fault),
        Reason::Excess(found) => excess(*found),
    }
}

fn excess(excess: Excess) -> Explained {
    let (what, most) = match excess {
        Excess::Proofs(most) => ("proofs", most),
        Excess::Documents(most) => ("documents", most),
    };
    let most = most >> 20;
    let message = format!("with it, the {what} that were fetched have more than {most} MiB");
    explained(&rules::TOO_MANY_LEXICONS, message)
        .note("nothing else was resolved")
        .help("name fewer lexicons, or look at who publishes such large ones")
}

fn mistake(mistake: &Mistake) -> String {
    match mistake {
        Mistake::HandleRecord(name) => format!(
            "`{}` has a DID: that record is for handles, lexicons need their own",
            shown(name).up_to(260)
        ),
        Mistake::NameInLabel(name) => format!(
            "`{}` has a DID: the last segment of an NSID is not part of the DNS name",
            shown(name).up_to(260)
        ),
        Mistake::RecordKey(key) => format!(
            "the repository has this document with the record key {}, which must be its NSID",
            quoted(key)
        ),
    }
}

/// A text of somebody else, in a message.
fn quoted(text: &str) -> String {
    format!("`{}`", shown(text).up_to(120))
}

/// A URL of somebody else, in a message.
fn link(url: &str) -> String {
    shown(url).up_to(300).to_string()
}
