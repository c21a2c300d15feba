//! What there is to know about one rule.

use super::Severity;

/// One rule that a diagnostic can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable name.
    pub code: &'static str,
    /// How bad breaking it is, unless a pass has a reason to think otherwise.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// Why the rule exists and what to do, in a paragraph.
    pub explanation: &'static str,
}
