//! What counts in this run: categories, rules that are allowed, exceptions.

use jiff::civil::Date;

use crate::compiler::{
    compare::{Audience, Level, Verdict},
    diagnostic::{Rule, Severity},
    exceptions::Applied,
    settings::Breaking,
};

/// Whose breaks count where nothing is said.
const USUAL: [Audience; 2] = [Audience::Wire, Audience::Records];

/// What decides how much a verdict counts.
pub(in crate::compiler::cli) struct Standing<'s> {
    /// Whose breaks count.
    pub(super) categories: Vec<Audience>,
    allow: Vec<&'static Rule>,
    pub(super) exceptions: Applied<'s>,
}

/// A verdict, and how much it counts.
pub(in crate::compiler::cli) struct Judged {
    pub(in crate::compiler::cli) verdict: Verdict,
    pub(in crate::compiler::cli) severity: Severity,
    /// Why it counts less than it would.
    pub(in crate::compiler::cli) pardon: Option<Pardon>,
}

/// Why a break does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::compiler::cli) enum Pardon {
    /// Its rule is allowed.
    Allowed,
    /// An exception covers it, for this reason.
    Excepted(String),
}

impl<'s> Standing<'s> {
    /// `categories` and `allow` are what the command line says.
    pub(in crate::compiler::cli) fn new(
        categories: &[Audience],
        allow: &[&'static Rule],
        breaking: &'s Breaking,
        today: Date,
    ) -> Self {
        let categories = [categories, &breaking.categories, &USUAL];
        let categories = categories.into_iter().find(|it| !it.is_empty());
        Self {
            categories: categories.unwrap_or_default().to_vec(),
            allow: [allow, &breaking.allow].concat(),
            exceptions: breaking.exceptions.on(today),
        }
    }

    pub(in crate::compiler::cli) fn judged(&mut self, verdict: Verdict) -> Judged {
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
        let exception = self.exceptions.covering(code, &verdict.change.nsid)?;
        Some(Pardon::Excepted(exception.reason.clone()))
    }
}
