//! Everything that some lexicons refer to, resolved at once.

use std::collections::{BTreeMap, VecDeque};

use futures_util::stream::{FuturesUnordered, StreamExt};

use super::References;
use crate::{
    compiler::network::{self, Failure, Reason, Request, Resolved, Resolver, json},
    syntax::{Cid, Nsid, Tid},
};

/// How many lexicons are resolved at once.
const AT_ONCE: usize = 48;

/// The most lexicons of an installation. A hostile authority could publish ones that
/// refer to more and more others.
const MOST: usize = 10_000;

/// The most steps from a lexicon that was asked for to one that it needs.
const DEEPEST: usize = 100;

/// Where a lexicon can be had.
#[derive(Debug)]
pub enum Place {
    /// It is one's own, or it is not wanted: nothing more is to be found out.
    Own,
    /// It is here, and refers to these.
    Here(References),
    /// It is not to be had.
    Nowhere,
    /// It was proven before.
    Proven(Box<Resolved>),
    /// It must be resolved, and must then be this document if there is one.
    Network(Box<Request>, Option<Cid>),
}

/// What became of a lexicon.
#[derive(Debug)]
pub enum Outcome {
    /// It is one's own.
    Own,
    /// It is not to be had.
    Absent,
    /// It was here before.
    Here(References),
    /// It was resolved.
    Fetched(Box<Resolved>, References),
    /// It could not be resolved.
    Failed(Failure),
    /// It is only named, and would have the file of another one on some systems.
    Conflicting,
    /// What is published is not the document that is pinned: it is this one, of this
    /// revision.
    Replaced(Cid, Tid),
}

impl Outcome {
    /// What it refers to.
    pub(super) fn references(&self) -> Option<&References> {
        match self {
            Self::Here(references) | Self::Fetched(_, references) => Some(references),
            Self::Own | Self::Absent | Self::Failed(_) | Self::Conflicting | Self::Replaced(..) => {
                None
            }
        }
    }

    /// Whether references to it lead somewhere.
    pub(super) fn is_there(&self) -> bool {
        match self {
            Self::Own | Self::Here(_) | Self::Fetched(..) => true,
            Self::Absent | Self::Failed(_) | Self::Conflicting | Self::Replaced(..) => false,
        }
    }
}

/// More than anybody needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// Too many lexicons.
    Number(usize),
    /// A chain of references that is too long.
    Depth(usize),
    /// Too many bytes.
    Received(network::Excess),
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// What became of each lexicon.
    pub outcomes: BTreeMap<Nsid, Outcome>,
    /// Why some are not among them that are only named.
    pub cut: Option<Excess>,
}

/// Resolves lexicons and all that they refer to. Without a resolver, only what is here is
/// looked at. `place` says where each can be had, and
/// `on_progress` is called with how many are there, and how many are known.
///
/// What is only named comes after everything that is needed, so that it cannot take the
/// place of that: a stranger can name anything.
///
/// # Errors
/// If too many are needed.
pub async fn fetch(
    resolver: Option<&Resolver>,
    roots: impl IntoIterator<Item = Nsid>,
    place: impl Fn(&Nsid) -> Place,
    mut on_progress: impl FnMut(usize, usize),
) -> Result<Found, Excess> {
    let mut found: BTreeMap<Nsid, Outcome> = BTreeMap::new();
    let mut queue = Queue::default();
    for nsid in roots {
        queue.add(nsid, 0)?;
    }
    let mut running = FuturesUnordered::new();
    loop {
        while running.len() < AT_ONCE
            && let Some((nsid, depth)) = queue.waiting.pop_front()
        {
            let outcome = match place(&nsid) {
                Place::Own => Outcome::Own,
                Place::Here(references) => Outcome::Here(references),
                Place::Nowhere => Outcome::Absent,
                Place::Proven(resolved) => fetched(*resolved),
                Place::Network(request, pinned) => {
                    let Some(resolver) = resolver.filter(|_| queue.cut.is_none()) else {
                        found.insert(nsid, Outcome::Absent);
                        continue;
                    };
                    running.push(async move {
                        let resolved = resolver.resolve(&request).await;
                        (nsid, depth, outcome(resolved, pinned))
                    });
                    continue;
                }
            };
            queue.add_all(outcome.references(), depth)?;
            found.insert(nsid, outcome);
        }
        on_progress(found.len(), queue.depths.len());
        let Some((nsid, depth, outcome)) = running.next().await else {
            if queue.add_named()? {
                continue;
            }
            return Ok(Found {
                outcomes: found,
                cut: queue.cut,
            });
        };
        if let Outcome::Failed(failure) = &outcome
            && let Reason::Excess(excess) = *failure.reason
        {
            queue.exceed(Excess::Received(excess))?;
        }
        queue.add_all(outcome.references(), depth)?;
        found.insert(nsid, outcome);
    }
}

fn outcome(resolved: Result<Resolved, Failure>, pinned: Option<Cid>) -> Outcome {
    let resolved = match resolved {
        Ok(resolved) => resolved,
        Err(failure) => return Outcome::Failed(failure),
    };
    let cid = resolved.cid.to_cid();
    if pinned.is_some_and(|pinned| pinned != cid) {
        return Outcome::Replaced(cid, resolved.rev);
    }
    fetched(resolved)
}

fn fetched(resolved: Resolved) -> Outcome {
    // It was checked when it was resolved.
    let references = References::of_text(&json(&resolved.document)).unwrap_or_default();
    Outcome::Fetched(Box::new(resolved), references)
}

/// The lexicons that were not looked at yet.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<(Nsid, usize)>,
    /// The steps to each that is known.
    depths: BTreeMap<Nsid, usize>,
    /// What is only named, with the steps to it.
    named: VecDeque<(Nsid, usize)>,
    /// Whether everything that is needed is there.
    is_optional: bool,
    /// Why something that is only named is left out.
    cut: Option<Excess>,
}

impl Queue {
    fn add(&mut self, nsid: Nsid, depth: usize) -> Result<(), Excess> {
        if self.depths.contains_key(&nsid) {
            return Ok(());
        }
        if depth > DEEPEST {
            return self.exceed(Excess::Depth(DEEPEST));
        }
        if self.depths.len() == MOST {
            return self.exceed(Excess::Number(MOST));
        }
        self.depths.insert(nsid.clone(), depth);
        self.waiting.push_back((nsid, depth));
        Ok(())
    }

    fn add_all(&mut self, references: Option<&References>, depth: usize) -> Result<(), Excess> {
        let Some(References { needed, named }) = references else {
            return Ok(());
        };
        let named = named
            .iter()
            .filter(|nsid| !self.depths.contains_key(*nsid))
            .map(|nsid| (nsid.clone(), depth + 1));
        self.named.extend(named);
        let mut needed = needed.iter();
        needed.try_for_each(|nsid| self.add(nsid.clone(), depth + 1))
    }

    /// Goes on with what is only named. Returns whether there is something.
    fn add_named(&mut self) -> Result<bool, Excess> {
        self.is_optional = true;
        for (nsid, depth) in std::mem::take(&mut self.named) {
            self.add(nsid, depth)?;
        }
        Ok(!self.waiting.is_empty())
    }

    /// Notes that there is too much: an error if something that is needed is.
    fn exceed(&mut self, excess: Excess) -> Result<(), Excess> {
        if !self.is_optional {
            return Err(excess);
        }
        self.cut.get_or_insert(excess);
        Ok(())
    }
}
