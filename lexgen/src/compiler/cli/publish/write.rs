//! The write, what is said of it, and whether it can be seen afterwards.

use super::{Run, own::Own};
use crate::{
    compiler::{
        cli::{
            End,
            terminal::{Terminal, count},
        },
        diagnostic::{Diagnostic, Report},
        network::{
            Account, Failure, Latest, Reason, RecordFault, Request, Resolver, Write, WriteFault,
            report, report_write, rules,
        },
        settings::SettingsError,
        source::Sources,
    },
    syntax::{Cid, Nsid, Tid},
};

impl Run<'_> {
    /// Writes, and says so. `None` if nothing was written, or nobody knows.
    pub(super) async fn write(
        &self,
        resolver: &Resolver,
        (account, latest): (&Account, &Latest),
        writes: Vec<Write>,
        changed: &[&Own],
    ) -> Result<Option<Option<Tid>>, SettingsError> {
        let credentials = self.args.who.credentials(account, self.terminal).await?;
        let swap = &latest.cid;
        let written = resolver.write(account, &credentials, writes, swap).await;
        match written {
            Ok(rev) => {
                say_written(
                    account,
                    (changed.len(), "lexicon"),
                    rev.as_ref(),
                    self.terminal,
                );
                Ok(Some(rev))
            }
            Err(fault) => {
                refused(account, &fault, "published", self.terminal);
                if fault.is_unknown() {
                    let wanted = changed.iter().map(|own| (&own.nsid, Some(&own.cid)));
                    let wanted: Vec<_> = wanted.collect();
                    look(resolver, (account, latest), &wanted, self.terminal).await;
                }
                Ok(None)
            }
        }
    }
}

/// Says why nothing was written, or that nobody knows. `done` is what was to be done.
pub(in crate::compiler::cli) fn refused(
    account: &Account,
    fault: &WriteFault,
    done: &str,
    terminal: &Terminal,
) {
    let sources = Sources::default();
    let report = Report::in_order(&sources, [report_write(account, fault)]);
    terminal.report(&report, terminal.is_json());
    if fault.is_unknown() {
        let text = format!("nobody knows whether anything was {done}");
        terminal.failed("Unknown", &text);
    } else {
        terminal.failed("Failed", &format!("nothing was {done}"));
    }
}

/// Says that the server says it has written.
pub(in crate::compiler::cli) fn say_written(
    account: &Account,
    (number, noun): (usize, &str),
    rev: Option<&Tid>,
    terminal: &Terminal,
) {
    let of = account.did.as_str();
    let at = rev.map_or_else(String::new, |rev| format!(", revision {}", rev.as_str()));
    let number = count(number, noun);
    terminal.done("Written", &format!("{number} of {of} in one commit{at}"));
}

/// Looks once, after a write of which nobody knows, whether it is there: the CID that each
/// lexicon would have, or nothing if it would be deleted.
pub(in crate::compiler::cli) async fn look(
    resolver: &Resolver,
    (account, latest): (&Account, &Latest),
    wanted: &[(&Nsid, Option<&Cid>)],
    terminal: &Terminal,
) {
    let requests = wanted.iter().map(|(nsid, _)| Request {
        account: Some(account.did.clone()),
        pinned: Some(latest.rev.clone()),
        ..Request::new((*nsid).clone())
    });
    let requests: Vec<Request> = requests.collect();
    let outcomes = resolver.resolve_all(&requests, |_, _| {}).await;
    let Ok(outcomes) = outcomes else {
        return say_unproven(terminal);
    };
    let mut as_wanted = 0;
    for ((_, wanted), outcome) in wanted.iter().zip(outcomes) {
        match (outcome, wanted) {
            (Ok(found), Some(cid)) if found.cid.to_string() == cid.as_str() => as_wanted += 1,
            (Err(failure), None) if is_absent(&failure) => as_wanted += 1,
            (Err(failure), _) if is_unproven(&failure) => {
                return say_unproven(terminal);
            }
            _ => {}
        }
    }
    if as_wanted == wanted.len() {
        let text = "the server proves that the commit is there; run the command again to finish";
        terminal.warned("Found", text);
    } else {
        let text = "the server proves that the commit is not there, or not yet; run the command \
                    again";
        terminal.warned("Missing", text);
    }
}

fn say_unproven(terminal: &Terminal) {
    let text = "the server does not prove what it has now; run the command again";
    terminal.warned("Unproven", text);
}

/// Whether nothing is proven: neither a record, whatever it is, nor that there is none.
fn is_unproven(failure: &Failure) -> bool {
    !is_absent(failure) && !matches!(*failure.reason, Reason::Document { .. })
}

/// Fetches what was written, and verifies that it is what was to be written. `rev` is the
/// revision that the server named.
pub(super) async fn verify(
    resolver: &Resolver,
    account: &Account,
    written: &[&Own],
    rev: Option<Tid>,
    terminal: &Terminal,
) -> End {
    let requests = written.iter().map(|own| Request {
        account: Some(account.did.clone()),
        pinned: rev.clone(),
        ..Request::new(own.nsid.clone())
    });
    let requests: Vec<Request> = requests.collect();
    let outcomes = resolver.resolve_all(&requests, |_, _| {}).await;
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let outcomes = outcomes.unwrap_or_else(|excess| {
        problems.extend(unproven(&excess, &mut sources));
        Vec::new()
    });
    for (own, outcome) in written.iter().zip(outcomes) {
        match outcome {
            Ok(found) if found.cid.to_string() == own.cid.as_str() => {}
            Ok(found) => {
                let message = format!(
                    "`{}` is not what was written: {} has the record {}, not {}",
                    own.nsid.as_str(),
                    account.pds,
                    found.cid,
                    own.cid.as_str(),
                );
                problems.push(unverified(message));
            }
            Err(failure) if is_absent(&failure) => {
                let (nsid, server) = (own.nsid.as_str(), &account.pds);
                let message =
                    format!("`{nsid}` was not written: {server} proves that it is absent");
                problems.push(unverified(message));
            }
            Err(failure) => problems.extend(unproven(&failure, &mut sources)),
        }
    }
    let done = ("Published", "the server proves what was written");
    conclude(problems, &sources, written.len(), done, terminal)
}

/// Says what of a write could be verified.
pub(in crate::compiler::cli) fn conclude(
    problems: Vec<Diagnostic>,
    sources: &Sources,
    written: usize,
    (done, verified): (&str, &str),
    terminal: &Terminal,
) -> End {
    if problems.is_empty() {
        let number = count(written, "lexicon");
        terminal.done(done, &format!("{number}: {verified}"));
        return End::Well;
    }
    let number = problems.len();
    let report = Report::in_order(sources, problems);
    terminal.report(&report, terminal.is_json());
    let text = format!("{number} of {} not verified", count(written, "lexicon"));
    terminal.failed("Failed", &text);
    End::Problems
}

/// A lexicon that is not there as it was written.
pub(in crate::compiler::cli) fn unverified(message: String) -> Diagnostic {
    Diagnostic::new(&rules::UNVERIFIED_WRITE, None, message).with_help(
        "the server said that it has written the commit: run the command again later, and if it \
         stays, tell the operator of the server",
    )
}

/// A lexicon of which nothing is proven after it was written.
pub(in crate::compiler::cli) fn unproven(
    failure: &Failure,
    sources: &mut Sources,
) -> Vec<Diagnostic> {
    let mut diagnostics = report(failure, sources);
    if let Some(first) = diagnostics.first_mut() {
        let note = "the server said that the commit was written";
        first.notes.insert(0, note.to_owned());
    }
    diagnostics
}

/// Whether a record is proven to be absent.
pub(in crate::compiler::cli) fn is_absent(failure: &Failure) -> bool {
    let Reason::Record { fault, .. } = &*failure.reason else {
        return false;
    };
    matches!(fault, RecordFault::Absent(_))
}
