//! `lexgen unpublish`: deletes the records of lexicons.

use super::{
    End,
    flags::Global,
    network::{self, with_resolver},
    publish::{
        credentials::Who,
        failed,
        write::{self, conclude, is_absent, refused, unproven, unverified},
    },
    terminal::{Terminal, count},
};
use crate::{
    compiler::{
        diagnostic::to_json,
        network::{Account, COLLECTION, Failure, Latest, Reason, Request, Resolver, Write},
        settings::SettingsError,
        source::Sources,
    },
    syntax::{AtIdentifier, Nsid, Tid},
};

/// Delete published lexicons from the repository of an account
///
/// Nobody can resolve them afterwards: neither people who install them, nor programs that read
/// data of them. Asks before it deletes all of them in one commit, and verifies that they are gone.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen unpublish com.example.post --account alice.example.com
  lexgen unpublish com.example.post com.example.note --yes

The password is read as by `lexgen publish`.

Exit codes:
  0  deleted and verified, or nothing to do
  1  nobody said yes, something cannot be resolved, or the server does not delete or prove it
  2  invalid usage, or no password")]
pub(super) struct Args {
    /// The lexicons to delete
    #[arg(value_name = "NSID", required = true)]
    nsids: Vec<Nsid>,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    network: network::Flags,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let who = args.who.account()?;
    if !args.yes && !Terminal::has_person() {
        return Err(SettingsError::new(
            "cannot ask whether to delete lexicons: there is no terminal to ask on",
        )
        .help("`--yes` deletes them without a question"));
    }
    let options = args.network.options(global)?;
    with_resolver(options, async |resolver| {
        unpublish(args, resolver, &who, terminal).await
    })?
}

async fn unpublish(
    args: &Args,
    resolver: &Resolver,
    who: &AtIdentifier,
    terminal: &Terminal,
) -> Result<End, SettingsError> {
    let account = match resolver.identify(who).await {
        Ok(account) => account,
        Err(failure) => return Ok(failed(&[failure], terminal)),
    };
    let latest = match resolver.latest(&account).await {
        Ok(latest) => latest,
        Err(failure) => return Ok(failed(&[failure], terminal)),
    };
    let published = match published(args, resolver, (&account, &latest), terminal).await {
        Ok(published) => published,
        Err(failures) => return Ok(failed(&failures, terminal)),
    };
    let did = account.did.as_str();
    if published.is_empty() {
        terminal.done("Unchanged", &format!("{did} has none of them"));
        return Ok(End::Well);
    }
    let names: String = published
        .iter()
        .map(|nsid| format!("delete  {}\n", nsid.as_str()))
        .collect();
    if terminal.is_json() {
        let lines = published
            .iter()
            .map(|nsid| line(nsid, account.did.as_str()));
        terminal.exact(&lines.collect::<String>())?;
    } else if !terminal.is_for_review() {
        terminal.result(&names)?;
    }
    let number = count(published.len(), "lexicon");
    let question = format!("Delete {number} of {did}? Nobody can resolve them afterwards.");
    if !args.yes && terminal.confirms_meanwhile(&question).await != Some(true) {
        terminal.warned("Stopped", "nothing was deleted");
        return Ok(End::Problems);
    }
    delete(args, resolver, &account, (&published, &latest), terminal).await
}

/// A lexicon that is deleted, for programs.
fn line(nsid: &Nsid, did: &str) -> String {
    let line = serde_json::json!({
        "nsid": nsid.as_str(),
        "action": "delete",
        "uri": format!("at://{did}/{COLLECTION}/{}", nsid.as_str()),
    });
    to_json(&line) + "\n"
}

/// Those of the lexicons that the account has.
async fn published(
    args: &Args,
    resolver: &Resolver,
    (account, latest): (&Account, &Latest),
    terminal: &Terminal,
) -> Result<Vec<Nsid>, Vec<Failure>> {
    let mut nsids = args.nsids.clone();
    nsids.sort();
    nsids.dedup();
    let requests = requests(&nsids, account, Some(latest.rev.clone()));
    let outcomes = resolver.resolve_all(&requests, |_, _| {}).await;
    let outcomes = outcomes.map_err(|excess| vec![excess])?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for (nsid, outcome) in nsids.into_iter().zip(outcomes) {
        match outcome {
            Ok(_) => found.push(nsid),
            Err(failure) if is_absent(&failure) => {
                let text = format!("{} is not published", nsid.as_str());
                terminal.warned("Skipped", &text);
            }
            // It is there, whatever it is.
            Err(failure) if matches!(*failure.reason, Reason::Document { .. }) => found.push(nsid),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() {
        Ok(found)
    } else {
        Err(failures)
    }
}

async fn delete(
    args: &Args,
    resolver: &Resolver,
    account: &Account,
    (nsids, latest): (&[Nsid], &Latest),
    terminal: &Terminal,
) -> Result<End, SettingsError> {
    let credentials = args.who.credentials(account, terminal).await?;
    let writes = nsids.iter().cloned().map(Write::Delete).collect();
    let written = resolver
        .write(account, &credentials, writes, &latest.cid)
        .await;
    let rev = match written {
        Ok(rev) => rev,
        Err(fault) => {
            refused(account, &fault, "deleted", terminal);
            if fault.is_unknown() {
                let wanted: Vec<_> = nsids.iter().map(|nsid| (nsid, None)).collect();
                write::look(resolver, (account, latest), &wanted, terminal).await;
            }
            return Ok(End::Problems);
        }
    };
    write::say_written(account, (nsids.len(), "deletion"), rev.as_ref(), terminal);
    Ok(verify(resolver, account, nsids, rev, terminal).await)
}

async fn verify(
    resolver: &Resolver,
    account: &Account,
    nsids: &[Nsid],
    rev: Option<Tid>,
    terminal: &Terminal,
) -> End {
    let outcomes = resolver
        .resolve_all(&requests(nsids, account, rev), |_, _| {})
        .await;
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let outcomes = outcomes.unwrap_or_else(|excess| {
        problems.extend(unproven(&excess, &mut sources));
        Vec::new()
    });
    for (nsid, outcome) in nsids.iter().zip(outcomes) {
        match outcome {
            Err(failure) if is_absent(&failure) => {}
            Err(failure) if !matches!(*failure.reason, Reason::Document { .. }) => {
                problems.extend(unproven(&failure, &mut sources));
            }
            Ok(_) | Err(_) => {
                let message = format!("`{}` is still in {}", nsid.as_str(), account.pds);
                problems.push(unverified(message));
            }
        }
    }
    let verified = "the server proves that nothing of it is left";
    conclude(
        problems,
        &sources,
        nsids.len(),
        ("Deleted", verified),
        terminal,
    )
}

fn requests(nsids: &[Nsid], account: &Account, rev: Option<Tid>) -> Vec<Request> {
    let requests = nsids.iter().map(|nsid| Request {
        account: Some(account.did.clone()),
        pinned: rev.clone(),
        ..Request::new(nsid.clone())
    });
    requests.collect()
}
