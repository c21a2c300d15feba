//! Lexicons from git: those that are asked for, and those whose files are missing.

use std::{collections::BTreeMap, net::IpAddr, time::Duration};

use super::{Args, plan::Copied, problems::Problem, state::State};
use crate::{
    compiler::{
        cli::{network, project::Project},
        install::{
            References,
            git::{Access, Fault, Repository, Server, fetch},
        },
        network::{Options, Resolver},
        set::lock::installed::Committed,
    },
    syntax::Nsid,
};

/// Copies the lexicons.
pub(super) fn of(
    args: &Args,
    project: &Project,
    state: &State,
    options: &Options,
) -> Result<BTreeMap<Nsid, Copied>, Vec<Problem>> {
    let time = args.network.for_git();
    let mut copied = missing(
        project,
        state,
        Typed::These(&args.from_git),
        (options, time),
    )?;
    for repository in &args.from_git {
        copied.extend(copies(repository, Access::Typed, project, time)?);
    }
    Ok(copied)
}

/// The repositories that the user has typed, and not only the lock names.
#[derive(Clone, Copy)]
pub(in crate::compiler::cli) enum Typed<'t> {
    These(&'t [Repository]),
    /// The command has no argument for them.
    NoneHere,
}

/// Copies what is installed and is not there, from the commits that are pinned. The lock
/// can be that of a stranger: where it names no server, the user must have `typed` the
/// same URL.
pub(in crate::compiler::cli) fn missing(
    project: &Project,
    state: &State,
    typed: Typed<'_>,
    (options, time): (&Options, Duration),
) -> Result<BTreeMap<Nsid, Copied>, Vec<Problem>> {
    let mut copied = BTreeMap::new();
    let mut problems = Vec::new();
    let mut fetched: Vec<(&Committed, BTreeMap<Nsid, Copied>)> = Vec::new();
    for (nsid, cid, committed) in state.committed() {
        if state.is_same(nsid) {
            continue;
        }
        if !fetched.iter().any(|(other, _)| *other == committed) {
            let repository = Repository {
                url: committed.url.clone(),
                revision: committed.commit.clone(),
                path: committed.path.clone(),
            };
            let found = if typed.has(&committed.url) {
                copies(&repository, Access::Typed, project, time)?
            } else {
                match judged(nsid, typed, &committed.url, options) {
                    Ok((server, addresses)) => {
                        let access = Access::Judged(&server, &addresses);
                        copies(&repository, access, project, time)?
                    }
                    Err(fault) => {
                        problems.push(Problem::Git(repository, fault));
                        continue;
                    }
                }
            };
            fetched.push((committed, found));
        }
        let found = fetched.iter().find(|(other, _)| *other == committed);
        match found.and_then(|(_, copies)| copies.get(nsid)) {
            Some(copy) if copy.cid == *cid => {
                copied.insert(nsid.clone(), copy.clone());
            }
            // A commit is a hash, so the entry is not one that lexgen wrote.
            _ => problems.push(Problem::Git(
                Repository {
                    url: committed.url.clone(),
                    revision: committed.commit.clone(),
                    path: committed.path.clone(),
                },
                Fault::Git(format!(
                    "the commit does not have the pinned document of `{nsid}`"
                )),
            )),
        }
    }
    if problems.is_empty() {
        Ok(copied)
    } else {
        Err(problems)
    }
}

impl Typed<'_> {
    fn has(self, url: &str) -> bool {
        match self {
            Self::These(repositories) => repositories.iter().any(|it| it.url == url),
            Self::NoneHere => false,
        }
    }

    /// Why the repository of a missing lexicon is not used.
    fn refusal(self, nsid: &Nsid, reason: &str) -> String {
        let help = match self {
            Self::These(_) => "name the repository by `--from-git`",
            Self::NoneHere => "run `lexgen install --from-git` with the same repository",
        };
        format!(
            "`{nsid}` is missing, and {reason}: restore its file from version control, or {help}"
        )
    }
}

/// The server of a URL that only the lock has, and its addresses, if this program would
/// connect to it too.
fn judged(
    nsid: &Nsid,
    typed: Typed<'_>,
    url: &str,
    options: &Options,
) -> Result<(Server, Vec<IpAddr>), Fault> {
    let server = Server::of(url).map_err(|reason| Fault::Git(typed.refusal(nsid, reason)))?;
    let judge = async |resolver: &Resolver| resolver.addresses(&server.host, server.port).await;
    let addresses = network::with_resolver(options.clone(), judge)
        .map_err(|error| Fault::Git(error.to_string()))?
        .map_err(Fault::Server)?;
    Ok((server, addresses))
}

fn copies(
    repository: &Repository,
    access: Access<'_>,
    project: &Project,
    time: Duration,
) -> Result<BTreeMap<Nsid, Copied>, Vec<Problem>> {
    let fetched = fetch(repository, access, project.root(), time)
        .map_err(|fault| vec![Problem::Git(repository.clone(), fault)])?;
    let from = Committed {
        url: repository.url.clone(),
        commit: fetched.commit,
        path: repository.path.clone(),
    };
    let documents = fetched.documents.into_iter();
    let copies = documents.map(|(nsid, text, cid)| {
        let from = from.clone();
        (nsid, Copied { text, cid, from })
    });
    Ok(copies.collect())
}

impl Copied {
    /// What it refers to.
    pub(in crate::compiler::cli) fn references(&self) -> References {
        References::of_text(&self.text).unwrap_or_default()
    }
}
