//! What publishing does to each lexicon.

use serde::Serialize;

use super::{
    authority::Authorities,
    gates::{Counts, Verdicts},
    own::Own,
};
use crate::{
    compiler::{
        cli::terminal::{Terminal, count},
        diagnostic::{Severity, to_json},
        network::{
            Account, COLLECTION, DocumentFault, Failure, Latest, Reason, RecordFault, Request,
            Resolved, Resolver, Write, json, report,
        },
        settings::SettingsError,
        source::Sources,
    },
    syntax::Nsid,
};

/// What is done to each lexicon, in their order.
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    did: String,
}

pub(super) struct Step {
    pub(super) action: Action,
    /// The published version, if there is one: its name and its text.
    pub(super) published: Option<(String, String)>,
    /// Why the published version cannot be read as a lexicon.
    pub(super) unreadable: Option<Failure>,
}

/// What is done to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Action {
    Create,
    Update,
    Unchanged,
}

/// The record of a lexicon in a repository.
enum Record {
    /// A lexicon.
    Lexicon(Box<Resolved>),
    /// A lexicon with errors: its name and its text.
    Faulty(String, String),
    /// A record that is no lexicon, or another one.
    Unreadable(Failure),
    /// Proven to be absent.
    Absent,
}

impl Record {
    fn of(outcome: Result<Resolved, Failure>) -> Result<Self, Failure> {
        let failure = match outcome {
            Ok(resolved) => return Ok(Self::Lexicon(Box::new(resolved))),
            Err(failure) => failure,
        };
        match &*failure.reason {
            Reason::Record {
                fault: RecordFault::Absent(_),
                ..
            } => Ok(Self::Absent),
            Reason::Document { fault, .. } => {
                let text = match fault {
                    DocumentFault::Invalid(invalid) => invalid.sources.texts().first(),
                    DocumentFault::Data(_)
                    | DocumentFault::TooLarge(_)
                    | DocumentFault::Type(_)
                    | DocumentFault::Id(_) => None,
                };
                Ok(match text {
                    Some(it) => Self::Faulty(it.name.clone(), it.document().to_owned()),
                    None => Self::Unreadable(failure),
                })
            }
            Reason::Authority { .. }
            | Reason::Account { .. }
            | Reason::Handle { .. }
            | Reason::Record { .. }
            | Reason::Excess(_) => Err(failure),
        }
    }

    fn published(&self) -> Option<(String, String)> {
        match self {
            Self::Lexicon(resolved) => Some((resolved.uri.to_string(), json(&resolved.document))),
            Self::Faulty(name, text) => Some((name.clone(), text.clone())),
            Self::Unreadable(_) | Self::Absent => None,
        }
    }

    fn unreadable(&self) -> Option<Failure> {
        match self {
            Self::Unreadable(failure) => Some(failure.clone()),
            Self::Lexicon(_) | Self::Faulty(..) | Self::Absent => None,
        }
    }
}

impl Plan {
    /// Asks for what is published: the records of the account, and for lexicons of which
    /// another account is the authority, its records, because those are what others have.
    ///
    /// # Errors
    /// If something cannot be resolved.
    pub(super) async fn new(
        resolver: &Resolver,
        (account, latest): (&Account, &Latest),
        authorities: &Authorities,
        own: &[Own],
    ) -> Result<Self, Vec<Failure>> {
        let by_address = own.iter().map(|own| Request {
            account: Some(account.did.clone()),
            // The commit is guarded by the last one, so nothing older may be compared.
            pinned: Some(latest.rev.clone()),
            ..Request::new(own.nsid.clone())
        });
        let records = records(resolver, by_address.collect()).await?;
        let of_others = own
            .iter()
            .filter(|own| authorities.other(&own.nsid).is_some());
        let of_others = of_others.map(|own| Request::new(own.nsid.clone()));
        let mut of_others = records_of_others(resolver, of_others.collect()).await?;
        let steps = own.iter().zip(records).map(|(own, record)| {
            let other = of_others.iter().position(|(nsid, _)| *nsid == own.nsid);
            let other = other.map(|at| of_others.swap_remove(at).1);
            Step {
                action: match &record {
                    Record::Absent => Action::Create,
                    Record::Lexicon(found) if found.cid.to_string() == own.cid.as_str() => {
                        Action::Unchanged
                    }
                    Record::Lexicon(_) | Record::Faulty(..) | Record::Unreadable(_) => {
                        Action::Update
                    }
                },
                unreadable: record
                    .unreadable()
                    .or_else(|| other.as_ref().and_then(Record::unreadable)),
                published: other.unwrap_or(record).published(),
            }
        });
        Ok(Self {
            steps: steps.collect(),
            did: account.did.to_string(),
        })
    }

    /// The lexicons that are written, with their CIDs.
    pub(super) fn changed<'o>(&self, own: &'o [Own]) -> Vec<&'o Own> {
        let pairs = own.iter().zip(&self.steps);
        let changed = pairs.filter(|(_, step)| step.action != Action::Unchanged);
        changed.map(|(own, _)| own).collect()
    }

    /// Whether the account has a record of one of these lexicons.
    pub(super) fn has_any(&self, own: &[Own], is_one: impl Fn(&Nsid) -> bool) -> bool {
        let mut pairs = own.iter().zip(&self.steps);
        pairs.any(|(own, step)| step.action != Action::Create && is_one(&own.nsid))
    }

    /// The writes of the commit.
    pub(super) fn writes(&self, own: &[Own]) -> Vec<Write> {
        let pairs = own.iter().zip(&self.steps);
        let writes = pairs.filter_map(|(own, step)| {
            let (nsid, record) = (own.nsid.clone(), own.record.clone());
            match step.action {
                Action::Create => Some(Write::Create(nsid, record)),
                Action::Update => Some(Write::Update(nsid, record)),
                Action::Unchanged => None,
            }
        });
        writes.collect()
    }

    /// Says which records are replaced although nobody can read them as lexicons.
    pub(super) fn say_unreadable(&self, terminal: &Terminal) {
        let mut sources = Sources::default();
        let mut diagnostics = Vec::new();
        for failure in self
            .steps
            .iter()
            .filter_map(|step| step.unreadable.as_ref())
        {
            diagnostics.extend(report(failure, &mut sources));
        }
        for diagnostic in &mut diagnostics {
            diagnostic.severity = Severity::Warning;
        }
        terminal.diagnostics(&diagnostics, &sources, terminal.is_json());
    }

    /// Prints what happens to each lexicon.
    pub(super) fn print(
        &self,
        own: &[Own],
        verdicts: &Verdicts,
        terminal: &Terminal,
    ) -> Result<(), SettingsError> {
        if !terminal.is_json() && (terminal.quiet || terminal.is_for_review()) {
            return Ok(());
        }
        let mut text = String::new();
        for (own, step) in own.iter().zip(&self.steps) {
            let counts = verdicts.counts(&own.nsid);
            if terminal.is_json() {
                text.push_str(&self.line(own, step, counts));
            } else {
                text.push_str(&sentence(&own.nsid, step, counts));
            }
            text.push('\n');
        }
        if terminal.is_json() {
            return terminal.exact(&text);
        }
        terminal.result(&text)
    }

    fn line(&self, own: &Own, step: &Step, counts: Counts) -> String {
        to_json(&Line {
            nsid: own.nsid.as_str(),
            action: step.action,
            uri: format!("at://{}/{COLLECTION}/{}", self.did, own.nsid.as_str()),
            cid: own.cid.as_str(),
            breaks: counts.breaks,
            not_compared: counts.not_compared,
            warnings: counts.warnings,
            allowed: counts.allowed,
        })
    }
}

/// A step, for programs.
#[derive(Serialize)]
struct Line<'a> {
    nsid: &'a str,
    action: Action,
    uri: String,
    cid: &'a str,
    breaks: usize,
    not_compared: usize,
    warnings: usize,
    allowed: usize,
}

/// A step, for people.
fn sentence(nsid: &Nsid, step: &Step, counts: Counts) -> String {
    let action = match step.action {
        Action::Create => "create",
        Action::Update => "update",
        Action::Unchanged => "unchanged",
    };
    let mut parts = Vec::new();
    let mut part = |number: usize, text: String| {
        if number > 0 {
            parts.push(text);
        }
    };
    part(counts.breaks, count(counts.breaks, "break"));
    part(counts.not_compared, "not compared".to_owned());
    part(counts.warnings, count(counts.warnings, "risk"));
    part(counts.allowed, format!("{} allowed", counts.allowed));
    if step.published.is_some() && step.action != Action::Unchanged && parts.is_empty() {
        parts.push("compatible".to_owned());
    }
    let line = format!("{action:<9}  {}  {}", nsid.as_str(), parts.join(", "));
    line.trim_end().to_owned()
}

async fn records(resolver: &Resolver, requests: Vec<Request>) -> Result<Vec<Record>, Vec<Failure>> {
    let outcomes = resolver.resolve_all(&requests, |_, _| {}).await;
    let outcomes = outcomes.map_err(|excess| vec![excess])?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match Record::of(outcome) {
            Ok(record) => found.push(record),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() {
        Ok(found)
    } else {
        Err(failures)
    }
}

async fn records_of_others(
    resolver: &Resolver,
    requests: Vec<Request>,
) -> Result<Vec<(Nsid, Record)>, Vec<Failure>> {
    let nsids: Vec<Nsid> = requests.iter().map(|it| it.nsid.clone()).collect();
    let records = records(resolver, requests).await?;
    Ok(nsids.into_iter().zip(records).collect())
}
