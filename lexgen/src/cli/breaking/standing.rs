//! What counts in this run: categories, rules that are allowed, exceptions.

use jiff::civil::Date;

use super::Args;
use crate::{
    compare::{Audience, Level, Verdict},
    diagnostic::{Rule, Severity},
    settings::{Breaking, exceptions::Applied},
    syntax::Nsid,
};

/// Whose breaks count where nothing is said.
const USUAL: [Audience; 2] = [Audience::Wire, Audience::Records];

/// What decides how much a verdict counts.
pub(super) struct Standing<'s> {
    /// Whose breaks count.
    pub(super) categories: Vec<Audience>,
    allow: Vec<&'static Rule>,
    pub(super) exceptions: Applied<'s>,
}

/// A verdict, and how much it counts.
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) severity: Severity,
    /// Why it counts less than it would.
    pub(super) pardon: Option<Pardon>,
}

/// Why a break does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pardon {
    /// Its rule is allowed.
    Allowed,
    /// An exception covers it, for this reason.
    Excepted(String),
}

impl<'s> Standing<'s> {
    pub(super) fn new(args: &Args, breaking: &'s Breaking, today: Date) -> Self {
        let categories = [&args.category, &breaking.categories];
        let categories = categories.into_iter().find(|it| !it.is_empty());
        Self {
            categories: categories.cloned().unwrap_or_else(|| USUAL.to_vec()),
            allow: [args.allow.as_slice(), &breaking.allow].concat(),
            exceptions: breaking.exceptions.on(today),
        }
    }

    pub(super) fn judged(&mut self, verdict: Verdict) -> Judged {
        let severity = match (verdict.level(&self.categories), verdict.worst()) {
            (Level::Break, _) => Severity::Error,
            (Level::Risk, _) | (Level::Safe, Level::Break | Level::Risk) => Severity::Warning,
            (Level::Safe, Level::Safe) => Severity::Note,
        };
        let pardon = match severity {
            Severity::Note => None,
            Severity::Warning | Severity::Error => self.pardon(&verdict),
        };
        Judged {
            severity: match pardon {
                Some(_) => Severity::Note,
                None => severity,
            },
            verdict,
            pardon,
        }
    }

    fn pardon(&mut self, verdict: &Verdict) -> Option<Pardon> {
        let code = verdict.rule.code;
        if self.allow.iter().any(|rule| rule.code == code) {
            return Some(Pardon::Allowed);
        }
        let nsid: Nsid = verdict.change.nsid.parse().ok()?;
        let exception = self.exceptions.covering(code, &nsid)?;
        Some(Pardon::Excepted(exception.reason.clone()))
    }
}
