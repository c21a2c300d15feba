//! Which rules count, and how much.

use std::fmt;

use super::rules;
use crate::compiler::diagnostic::{Rule, Severity, rules as language};

/// How much one rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not at all.
    Allow,
    /// As a warning.
    Warn,
    /// As an error.
    Deny,
}

/// Which rules count, and how much. By default all do, as much as they say.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these, when there are any; a note among them counts as a warning.
    pub only: Vec<&'static Rule>,
    /// What was said of single rules; the last word on one counts.
    pub levels: Vec<(&'static Rule, Level)>,
    /// Whether warnings count as errors, but those that `levels` makes so.
    pub deny_warnings: bool,
}

impl Selection {
    /// How bad a finding is here; `None` when it does not count.
    ///
    /// An error of the language is one whatever was said.
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
                let severity = match is_chosen {
                    true => Severity::Warning,
                    false => severity,
                };
                match severity {
                    Severity::Warning if self.deny_warnings => Some(Severity::Error),
                    severity => Some(severity),
                }
            }
        }
    }
}

/// Every rule that can be selected: those of lint, and those of the language
/// that are no errors.
fn selectable() -> impl Iterator<Item = &'static Rule> {
    let remarks = language::ALL.iter().copied();
    let remarks = remarks.filter(|rule| rule.severity != Severity::Error);
    rules::ALL.iter().copied().chain(remarks)
}

/// The rule of a name.
///
/// # Errors
/// When there is none that can be selected.
pub fn find_rule(code: &str) -> Result<&'static Rule, UnknownRule> {
    if let Some(rule) = selectable().find(|rule| rule.code == code) {
        return Ok(rule);
    }
    let is_error = language::ALL.iter().any(|rule| rule.code == code);
    let likeness = |rule: &Rule| strsim::jaro_winkler(code, rule.code);
    let nearest = selectable()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .filter(|rule| likeness(rule) > 0.85);
    Err(UnknownRule {
        code: code.to_owned(),
        help: match nearest {
            _ if is_error => format!("`{code}` is an error of the language"),
            Some(rule) => format!("did you mean `{}`?", rule.code),
            None => "`lexgen explain` lists them".to_owned(),
        },
    })
}

/// A name that is no rule's, or not one that can be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    code: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown rule `{}` to select", self.code)
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
            "`unknown-type` is an error of the language"
        );
        assert_eq!(help("zzz"), "`lexgen explain` lists them");
    }
}
