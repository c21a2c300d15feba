//! A lexicon, and what is published.

use std::{collections::BTreeMap, path::PathBuf};

use crate::{
    compiler::{
        cli::{install::state::State, project::Project},
        diagnostic::to_json,
        install::files::{File, cid_of_text},
        network::{
            AuthorityFault, DnsFault, Failure, Reason, RecordFault, Request, Resolved, report,
        },
        read::{FEW_BYTES, read_text},
        set::lock::installed::Upstream,
        source::Sources,
    },
    syntax::{Cid, Did, Nsid, Tid},
};

/// Whose a lexicon is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Installed,
    Git,
    Own,
}

/// How a lexicon compares with what is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Same,
    /// It is from git, and as it was.
    Pinned,
    Here,
    There,
    Both,
    Unpublished,
    Unresolved,
    Invalid,
}

impl Status {
    pub(super) const ALL: [Self; 8] = [
        Self::Same,
        Self::Pinned,
        Self::Here,
        Self::There,
        Self::Both,
        Self::Unpublished,
        Self::Unresolved,
        Self::Invalid,
    ];

    /// The name for programs.
    fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Pinned => "pinned",
            Self::Here => "changed-here",
            Self::There => "changed-there",
            Self::Both => "changed-both",
            Self::Unpublished => "unpublished",
            Self::Unresolved => "not-resolvable",
            Self::Invalid => "invalid",
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Same => "the same",
            Self::Pinned => "as it was installed",
            Self::Here => "changed here",
            Self::There => "changed there",
            Self::Both => "changed here and there",
            Self::Unpublished => "unpublished",
            Self::Unresolved => "not resolvable",
            Self::Invalid => "invalid here",
        }
    }

    /// The same of several lexicons.
    pub(super) fn text_of_several(self) -> &'static str {
        match self {
            Self::Pinned => "as they were installed",
            Self::Same
            | Self::Here
            | Self::There
            | Self::Both
            | Self::Unpublished
            | Self::Unresolved
            | Self::Invalid => self.text(),
        }
    }

    /// What to do about it.
    pub(super) fn help(self) -> Option<&'static str> {
        match self {
            Self::There | Self::Both => Some("`lexgen update` installs what is published"),
            Self::Same
            | Self::Pinned
            | Self::Here
            | Self::Unpublished
            | Self::Unresolved
            | Self::Invalid => None,
        }
    }

    pub(super) fn is_same(self) -> bool {
        matches!(self, Self::Same | Self::Pinned)
    }
}

/// A lexicon, and what is published.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) nsid: Nsid,
    pub(super) kind: Kind,
    pub(super) status: Status,
    /// Its file, if that is known.
    pub(super) file: Option<PathBuf>,
    /// The document in the file; nothing if it is missing or has errors.
    here: Option<Cid>,
    is_missing: bool,
    /// The document that is installed, and the account that it is from.
    pinned: Option<(Cid, Option<Did>)>,
    /// Whether the user has named the account.
    is_by_address: bool,
    /// What is published.
    there: Option<(Cid, Tid, Did)>,
    /// Why nothing is: the code and the message.
    why: Option<(&'static str, String)>,
}

/// A lexicon of one's own.
pub(super) struct Own {
    /// The document, unless it has errors.
    pub(super) cid: Option<Cid>,
    /// Its file, if that is known.
    pub(super) file: Option<PathBuf>,
}

/// All lexicons, with what is here.
pub(super) fn listed(project: &Project, state: &State, own: BTreeMap<Nsid, Own>) -> Vec<Compared> {
    let pinned: BTreeMap<Nsid, Cid> = state.pinned().collect();
    let installed = state.files.iter().filter_map(|(nsid, file)| {
        let cid = pinned.get(nsid)?;
        let (here, is_missing) = match file {
            File::Same(_) => (Some(cid.clone()), false),
            File::Missing => (None, true),
            File::Changed => {
                let text = read_text(&project.file(nsid), FEW_BYTES);
                (text.ok().and_then(|text| cid_of_text(&text)), false)
            }
        };
        let from = state.installed.get(nsid).map(|origin| &origin.from);
        let is_git = !state.manifest.resolutions.contains_key(nsid);
        let is_same = here.as_ref() == Some(cid);
        Some(Compared {
            nsid: nsid.clone(),
            kind: if is_git { Kind::Git } else { Kind::Installed },
            status: if is_same {
                Status::Pinned
            } else {
                Status::Here
            },
            file: Some(project.file(nsid)),
            here,
            is_missing,
            pinned: Some((cid.clone(), state.resolution(nsid).map(|(did, _)| did))),
            is_by_address: matches!(from, Some(Upstream::Network(it)) if it.authority.is_none()),
            there: None,
            why: None,
        })
    });
    let own = own.into_iter().map(|(nsid, own)| Compared {
        nsid,
        kind: Kind::Own,
        status: Status::Invalid,
        file: own.file,
        here: own.cid,
        is_missing: false,
        pinned: None,
        is_by_address: false,
        there: None,
        why: None,
    });
    let mut all: Vec<_> = installed.chain(own).collect();
    all.sort_by(|a, b| a.nsid.cmp(&b.nsid));
    all
}

impl Compared {
    /// Whether it can be published: documents from git are not.
    pub(super) fn is_asked_for(&self) -> bool {
        match self.kind {
            Kind::Installed | Kind::Own => true,
            Kind::Git => false,
        }
    }

    pub(super) fn request(&self) -> Request {
        let did = self.pinned.as_ref().and_then(|(_, did)| did.clone());
        Request {
            account: did.filter(|_| self.is_by_address),
            ..Request::new(self.nsid.clone())
        }
    }

    /// Compares it with what was found.
    pub(super) fn settle(&mut self, result: Result<Resolved, Failure>) {
        let resolved = match result {
            Ok(resolved) => resolved,
            Err(failure) => return self.fail(&failure),
        };
        let there = resolved.cid.to_cid();
        let is_here = self.here.as_ref() == Some(&there);
        self.status = match &self.pinned {
            None if self.here.is_none() => Status::Invalid,
            None if is_here => Status::Same,
            // Nothing says which side is newer.
            None => Status::Here,
            Some((pinned, did)) => {
                let has_moved = did.as_ref().is_some_and(|did| *did != resolved.did);
                let is_new = *pinned != there || has_moved;
                match (self.here.as_ref() == Some(pinned), is_new) {
                    (true, false) => Status::Same,
                    (false, false) => Status::Here,
                    (true, true) => Status::There,
                    (false, true) if is_here => Status::There,
                    (false, true) => Status::Both,
                }
            }
        };
        self.there = Some((there, resolved.rev, resolved.did));
    }

    fn fail(&mut self, failure: &Failure) {
        self.status = match (self.kind, &self.here) {
            (Kind::Own, None) => Status::Invalid,
            _ if is_unpublished(failure, self.kind) => Status::Unpublished,
            _ => Status::Unresolved,
        };
        let first = report(failure, &mut Sources::default()).into_iter().next();
        self.why = first.map(|diagnostic| {
            let (message, start) = (diagnostic.message, "cannot resolve `");
            let reason = message
                .strip_prefix(start)
                .and_then(|it| it.split_once("`: "));
            let reason = reason.map(|(_, reason)| reason.to_owned());
            (diagnostic.code, reason.unwrap_or(message))
        });
    }

    /// What a person must know besides.
    pub(super) fn about(&self) -> String {
        let mut parts = Vec::new();
        if self.is_missing {
            parts.push("the file is missing".to_owned());
        }
        if self.status == Status::Invalid {
            return ": `lexgen check` says why".to_owned();
        }
        if let Some((cid, rev, did)) = &self.there {
            let is_new = matches!(self.status, Status::There | Status::Both);
            let is_other = self.here.as_ref() != Some(cid);
            if is_other && (is_new || self.kind == Kind::Own) {
                parts.push(format!("{cid} is published, revision {rev}"));
            }
            let pinned = self.pinned.as_ref().and_then(|(_, did)| did.as_ref());
            if let Some(pinned) = pinned.filter(|pinned| *pinned != did) {
                parts.push(format!(
                    "DNS now names {did}, and it was installed from {pinned}"
                ));
            } else if is_new && !is_other {
                parts.push("the file has it, and lexicons.json does not".to_owned());
            }
        }
        if let Some((code, reason)) = &self.why {
            parts.push(format!("{reason} [{code}]"));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!(": {}", parts.join("; "))
        }
    }

    /// A line for programs.
    pub(super) fn json(&self) -> String {
        let kind = match self.kind {
            Kind::Installed => "installed",
            Kind::Git => "git",
            Kind::Own => "own",
        };
        let there = self.there.as_ref();
        let text = |cid: &Cid| cid.as_str().to_owned();
        let line = serde_json::json!({
            "nsid": self.nsid.as_str(),
            "kind": kind,
            "status": self.status.name(),
            "here": self.here.as_ref().map(text),
            "pinned": self.pinned.as_ref().map(|(cid, _)| text(cid)),
            "there": there.map(|(cid, ..)| text(cid)),
            "rev": there.map(|(_, rev, _)| rev.as_str()),
            "did": there.map(|(.., did)| did.as_str()),
            "code": self.why.as_ref().map(|(code, _)| *code),
            "reason": self.why.as_ref().map(|(_, reason)| reason),
        });
        to_json(&line) + "\n"
    }
}

/// Whether nobody has published it, or not any more. Of one's own lexicons, DNS does not
/// say anything either before the first is published.
fn is_unpublished(failure: &Failure, kind: Kind) -> bool {
    match &*failure.reason {
        Reason::Record { fault, .. } => {
            matches!(fault, RecordFault::Absent(_) | RecordFault::SaidAbsent)
        }
        Reason::Authority { fault, .. } => {
            kind == Kind::Own
                && matches!(
                    fault,
                    AuthorityFault::NoDid(_)
                        | AuthorityFault::Dns(DnsFault::NoName(_) | DnsFault::NoRecord(_))
                )
        }
        Reason::Account { .. }
        | Reason::Handle { .. }
        | Reason::Document { .. }
        | Reason::Excess(_) => false,
    }
}
