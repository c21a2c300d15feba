//! The selection of rules and their severities.

use super::rules;
use crate::compiler::diagnostic::{Rule, Severity, rule::suggestion, rules as language};

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
        let is_of_language = severity == Severity::Error && !is_lint(code);
        if is_of_language {
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
                    severity.max(Severity::Warning)
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

/// Whether a rule is one of lint. Even those that are errors can be allowed.
fn is_lint(code: &str) -> bool {
    rules::ALL.iter().any(|rule| rule.code == code)
}

/// Every rule that can be selected: the rules of lint, and the warnings and
/// notes of the language.
pub(crate) fn selectable() -> impl Iterator<Item = &'static Rule> {
    let remarks = language::ALL.iter().copied();
    let remarks = remarks.filter(|rule| rule.severity != Severity::Error);
    rules::ALL.iter().copied().chain(remarks)
}

/// The rule with this code.
///
/// # Errors
/// The message for the user, if there is none or it cannot be selected.
pub fn find_rule(code: &str) -> Result<&'static Rule, String> {
    if let Some(rule) = selectable().find(|rule| rule.code == code) {
        return Ok(rule);
    }
    Err(if language::ALL.iter().any(|rule| rule.code == code) {
        format!("cannot select rule `{code}`; it is an error, and errors are always reported")
    } else {
        format!("unknown rule `{code}`; {}", suggestion(code, selectable()))
    })
}

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
    fn an_error_of_lint_can_be_allowed() {
        const ERROR: &str = "nsid-case";
        let severity = |selection: &Selection| selection.severity(ERROR, Severity::Error);
        let mut selection = Selection::default();
        assert_eq!(severity(&selection), Some(Severity::Error));
        for (level, expected) in [
            (Level::Warn, Some(Severity::Warning)),
            (Level::Allow, None),
            (Level::Deny, Some(Severity::Error)),
        ] {
            selection.levels.push((rule(ERROR), level));
            assert_eq!(severity(&selection), expected);
        }
        let only = Selection {
            only: vec![rule(ERROR)],
            ..Selection::default()
        };
        assert_eq!(severity(&only), Some(Severity::Error));
        let other = Selection {
            only: vec![rule(NOTE)],
            ..Selection::default()
        };
        assert_eq!(severity(&other), None);
    }

    #[test]
    fn an_unknown_name_gets_a_suggestion() {
        for (code, message) in [
            (
                "unlimited-strings",
                "unknown rule `unlimited-strings`; did you mean `unlimited-string`?",
            ),
            (
                "unknown-type",
                "cannot select rule `unknown-type`; it is an error, and errors are always reported",
            ),
            ("zzz", "unknown rule `zzz`; `lexgen explain` lists them"),
        ] {
            assert_eq!(find_rule(code).expect_err(code), message);
        }
    }
}
