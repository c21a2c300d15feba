//! Which verdicts count: by category, allowed rule and exception.

use super::{Audience, Effect, Level, Verdict, rules};
use crate::{
    compiler::{
        diagnostic::{Rule, Severity, rule::suggestion},
        exceptions::Applied,
        pattern::Pattern,
    },
    syntax::Nsid,
};

/// The categories whose breaks count by default.
const DEFAULT_CATEGORIES: [Audience; 3] = [Audience::Wire, Audience::Records, Audience::Lexicons];

/// Decides how severe a verdict is for a project.
pub struct Policy<'e> {
    /// What counts.
    pub counted: Counted,
    /// The levels of single rules; the last one counts.
    pub levels: Vec<(&'static Rule, RuleLevel)>,
    /// Documents that promise nothing, beside those that say so in their name.
    pub unstable: Vec<Pattern>,
    /// Breaks that are allowed in some documents, for a reason.
    pub exceptions: Applied<'e>,
}

/// How severe all changes of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLevel {
    /// They do not count.
    Allow,
    /// A break is a warning.
    Warn,
    /// They are errors, even if they break nothing.
    Deny,
}

/// Segments of an NSID that say that nothing is promised.
const UNSTABLE: [&str; 2] = ["temp", "unspecced"];

/// Which effects are breaks that count.
#[derive(Clone)]
pub struct Counted {
    categories: Vec<Audience>,
    /// Whether what lexicons of others may refer to counts, and not only what lexicons
    /// of the set refer to: if the category is chosen.
    protects_other_lexicons: bool,
}

impl Counted {
    /// Whether breaks of this category count.
    pub fn has(&self, audience: Audience) -> bool {
        self.categories.contains(&audience)
    }

    /// Whether an effect is a break that counts.
    pub fn counts(&self, effect: &Effect) -> bool {
        let is_break = match effect.level {
            Level::Break => true,
            Level::Risk => effect.audience == Audience::Lexicons && self.protects_other_lexicons,
            Level::Safe => false,
        };
        is_break && self.has(effect.audience)
    }
}

/// A verdict and how severe it is.
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// An error for a break that counts, a warning for a risk or another
    /// break, a note for what is safe or suppressed.
    pub severity: Severity,
    /// Why it is not reported as an error or warning.
    pub suppression: Option<Suppression>,
    /// Whether it would be an error if the document promised anything.
    pub is_unstable: bool,
}

/// Why a break or risk does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Suppression {
    /// Its rule is allowed.
    Allowed,
    /// An exception covers it, for this reason.
    Exception(String),
}

impl<'e> Policy<'e> {
    /// The policy with these categories, or the default ones if there are none.
    pub fn new(
        categories: &[Audience],
        levels: Vec<(&'static Rule, RuleLevel)>,
        unstable: &[Pattern],
        exceptions: Applied<'e>,
    ) -> Self {
        let protects_other_lexicons = categories.contains(&Audience::Lexicons);
        let categories = if categories.is_empty() {
            &DEFAULT_CATEGORIES
        } else {
            categories
        };
        Self {
            counted: Counted {
                protects_other_lexicons,
                categories: categories.to_vec(),
            },
            levels,
            unstable: unstable.to_vec(),
            exceptions,
        }
    }

    /// Judges verdicts; within a document, the most severe come first.
    pub fn judge(&mut self, verdicts: impl IntoIterator<Item = Verdict>) -> Vec<Judged> {
        let verdicts = verdicts.into_iter();
        let mut judged: Vec<_> = verdicts.map(|verdict| self.judged(verdict)).collect();
        // A stable sort, which keeps the order of the changes.
        judged.sort_by(|a, b| {
            let nsid = a.verdict.change.nsid.cmp(&b.verdict.change.nsid);
            nsid.then(b.severity.cmp(&a.severity))
        });
        judged
    }

    fn judged(&mut self, verdict: Verdict) -> Judged {
        let is_break = verdict.effects.iter().any(|it| self.counted.counts(it));
        let level = verdict.level(&self.counted.categories);
        let severity = match (level, verdict.worst()) {
            _ if is_break => Severity::Error,
            (Level::Break, _) => Severity::Error,
            (Level::Risk, _) | (Level::Safe, Level::Break | Level::Risk) => Severity::Warning,
            (Level::Safe, Level::Safe) => Severity::Note,
        };
        let level = self.level(verdict.rule);
        let is_unstable = severity == Severity::Error
            && level != Some(RuleLevel::Deny)
            && self.is_unstable(&verdict);
        let severity = match (level, severity) {
            (Some(RuleLevel::Deny), _) => Severity::Error,
            (Some(RuleLevel::Warn), Severity::Error) => Severity::Warning,
            _ if is_unstable => Severity::Warning,
            (_, severity) => severity,
        };
        let suppression = match severity {
            Severity::Note => None,
            Severity::Warning | Severity::Error => self.suppression(&verdict),
        };
        Judged {
            severity: if suppression.is_some() {
                Severity::Note
            } else {
                severity
            },
            verdict,
            suppression,
            is_unstable,
        }
    }

    /// Whether a rule is no error for a whole document: it is allowed or a warning, or an
    /// exception covers the document.
    pub fn allows(&mut self, rule: &Rule, nsid: &Nsid) -> bool {
        match self.level(rule) {
            Some(RuleLevel::Allow | RuleLevel::Warn) => true,
            Some(RuleLevel::Deny) => false,
            None => self.exceptions.covers(rule.code, nsid, ""),
        }
    }

    fn level(&self, rule: &Rule) -> Option<RuleLevel> {
        let mut levels = self.levels.iter().rev();
        levels.find(|(it, _)| *it == rule).map(|(_, level)| *level)
    }

    /// Whether only data of documents that promise nothing breaks.
    fn is_unstable(&self, verdict: &Verdict) -> bool {
        let breaks = verdict.effects.iter().filter(|it| self.counted.counts(it));
        let carriers = breaks.flat_map(|it| &it.carriers);
        let mut nsids = carriers.filter_map(|it| Nsid::new(it.name.nsid()).ok());
        self.promises_nothing(&verdict.change.nsid)
            && nsids.all(|nsid| self.promises_nothing(&nsid))
    }

    fn promises_nothing(&self, nsid: &Nsid) -> bool {
        let mut segments = nsid.as_str().split('.');
        segments.any(|segment| UNSTABLE.contains(&segment))
            || self.unstable.iter().any(|it| it.matches(nsid))
    }

    fn suppression(&mut self, verdict: &Verdict) -> Option<Suppression> {
        if self.level(verdict.rule) == Some(RuleLevel::Allow) {
            return Some(Suppression::Allowed);
        }
        let change = &verdict.change;
        let places = [&change.old, &change.new].map(|it| it.path.to_string());
        let places = places.each_ref().map(String::as_str);
        let exceptions = &mut self.exceptions;
        let exception = exceptions.covering(verdict.rule.code, &change.nsid, &places)?;
        Some(Suppression::Exception(exception.reason.clone()))
    }
}

/// The audience whose category has this name.
///
/// # Errors
/// The message for the user, if there is none.
pub fn category(name: &str) -> Result<Audience, String> {
    let found = Audience::ALL.into_iter().find(|it| it.name() == name);
    found.ok_or_else(|| {
        let names = Audience::ALL.map(Audience::name).join(", ");
        format!("unknown category `{name}`; the categories are {names}")
    })
}

/// The rule with this code.
///
/// # Errors
/// The message for the user, if there is none.
pub fn rule(name: &str) -> Result<&'static Rule, String> {
    if let Some(rule) = rules::find(name) {
        return Ok(rule);
    }
    let help = suggestion(name, rules::ALL.iter().copied());
    Err(format!("unknown rule `{name}`; {help}"))
}
