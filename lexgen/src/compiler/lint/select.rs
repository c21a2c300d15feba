//! The selection of rules and their severities.

use std::fmt;

use super::rules;
use crate::compiler::diagnostic::{Rule, Severity, rule::nearest, rules as language};

/// The severity that a rule is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported as a warning.
    Warn,
    /// Reported as an error.
    Deny,
}

/// Which rules are reported, and with which severity. By default all are, each
/// with its own.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// If not empty, only these are reported, and notes among them as warnings.
    pub only: Vec<&'static Rule>,
    /// Severities of single rules; the last one for a rule applies.
    pub levels: Vec<(&'static Rule, Level)>,
    /// Whether warnings are reported as errors, except those from `levels`.
    pub deny_warnings: bool,
}

impl Selection {
    /// The severity of a finding; `None` if it is not reported. Errors of the
    /// language always are.
    pub fn severity(&self, code: &str, severity: Severity) -> Option<Severity> {
        if severity == Severity::Error {
            return Some(severity);
        }
        let is_chosen = self.only.iter().any(|rule| rule.code == code);
        if !self.only.is_empty() && !is_chosen {
            return None;
        }
        let said = self.levels.iter().rev().find(|(rule, _)| rule.code == code);
        match said.map(|(_, level)| level) {
            Some(Level::Allow) => None,
            Some(Level::Warn) => Some(Severity::Warning),
            Some(Level::Deny) => Some(Severity::Error),
            None => {
                let severity = if is_chosen {
                    Severity::Warning
                } else {
                    severity
                };
                match severity {
                    Severity::Warning if self.deny_warnings => Some(Severity::Error),
                    severity => Some(severity),
                }
            }
        }
    }
}

/// Every rule that can be selected: the rules of lint, and the warnings and
/// notes of the language.
fn selectable() -> impl Iterator<Item = &'static Rule> {
    let remarks = language::ALL.iter().copied();
    let remarks = remarks.filter(|rule| rule.severity != Severity::Error);
    rules::ALL.iter().copied().chain(remarks)
}

/// The rule with this code.
///
/// # Errors
/// There is no such rule, or it cannot be selected.
pub fn find_rule(code: &str) -> Result<&'static Rule, UnknownRule> {
    if let Some(rule) = selectable().find(|rule| rule.code == code) {
        return Ok(rule);
    }
    let is_error = language::ALL.iter().any(|rule| rule.code == code);
    Err(UnknownRule {
        code: code.to_owned(),
        is_error,
        help: match nearest(code, selectable()) {
            _ if is_error => "it is an error, and errors are always reported".to_owned(),
            Some(rule) => format!("did you mean `{}`?", rule.code),
            None => "`lexgen explain` lists them".to_owned(),
        },
    })
}

/// A code that does not name a rule, or names one that cannot be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    code: String,
    /// Whether it is the code of an error.
    is_error: bool,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = if self.is_error {
            "cannot select"
        } else {
            "unknown"
        };
        write!(f, "{problem} rule `{}`", self.code)
    }
}

impl std::error::Error for UnknownRule {}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = "closed-union";
    const WARNING: &str = "unlimited-string";

    fn rule(code: &str) -> &'static Rule {
        find_rule(code).expect("a rule")
    }

    #[test]
    fn the_last_word_on_a_rule_counts() {
        let mut selection = Selection {
            levels: vec![(rule(WARNING), Level::Allow)],
            ..Selection::default()
        };
        assert_eq!(selection.severity(WARNING, Severity::Warning), None);
        assert_eq!(
            selection.severity(NOTE, Severity::Note),
            Some(Severity::Note)
        );
        selection.levels.push((rule(WARNING), Level::Deny));
        assert_eq!(
            selection.severity(WARNING, Severity::Warning),
            Some(Severity::Error)
        );
    }

    #[test]
    fn warnings_that_were_asked_for_stay_when_warnings_are_denied() {
        let selection = Selection {
            levels: vec![(rule(WARNING), Level::Warn)],
            deny_warnings: true,
            ..Selection::default()
        };
        let severity = |code, severity| selection.severity(code, severity);
        assert_eq!(
            severity(WARNING, Severity::Warning),
            Some(Severity::Warning)
        );
        assert_eq!(
            severity("unlimited-bytes", Severity::Warning),
            Some(Severity::Error)
        );
        assert_eq!(severity(NOTE, Severity::Note), Some(Severity::Note));
    }

    #[test]
    fn a_chosen_note_is_shown_and_errors_cannot_be_chosen_away() {
        let selection = Selection {
            only: vec![rule(NOTE)],
            ..Selection::default()
        };
        assert_eq!(
            selection.severity(NOTE, Severity::Note),
            Some(Severity::Warning)
        );
        assert_eq!(selection.severity(WARNING, Severity::Warning), None);
        assert_eq!(
            selection.severity("unknown-type", Severity::Error),
            Some(Severity::Error)
        );
    }

    #[test]
    fn an_unknown_name_gets_a_suggestion() {
        let help = |code| find_rule(code).expect_err("none").help;
        assert_eq!(
            help("unlimited-strings"),
            "did you mean `unlimited-string`?"
        );
        assert_eq!(
            help("unknown-type"),
            "it is an error, and errors are always reported"
        );
        assert_eq!(help("zzz"), "`lexgen explain` lists them");
    }
}
