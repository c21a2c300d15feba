//! The description of a rule.

use super::Severity;

/// A rule that diagnostics refer to.
///
/// Needs the feature `codegen`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The stable name.
    pub code: &'static str,
    /// The default severity of violations.
    pub severity: Severity,
    /// One line, without a full stop.
    pub title: &'static str,
    /// Why the rule exists and what to do: a paragraph, or a page of Markdown
    /// with paragraphs, `##` headings, lists and fenced code.
    pub explanation: &'static str,
}

/// Help for an unknown code: the rule that was probably meant, or how to list
/// them.
pub(crate) fn suggestion(code: &str, rules: impl Iterator<Item = &'static Rule>) -> String {
    let likeness = |rule: &Rule| strsim::jaro_winkler(code, rule.code);
    let nearest = rules.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest.filter(|rule| likeness(rule) > 0.85) {
        Some(rule) => format!("did you mean `{}`?", rule.code),
        None => "`lexgen explain` lists them".to_owned(),
    }
}

/// Declares the rules of a module, each explained by `pages/<code>.md` next to
/// the file, and `ALL` of them in source order.
macro_rules! rules_with_pages {
    ($($name:ident $code:literal $severity:ident $title:literal)*) => {
        $(
            #[doc = concat!("`", $code, "`: ", $title, ".")]
            pub static $name: $crate::compiler::diagnostic::Rule = $crate::compiler::diagnostic::Rule {
                code: $code,
                severity: $crate::compiler::diagnostic::Severity::$severity,
                title: $title,
                explanation: include_str!(concat!("pages/", $code, ".md")),
            };
        )*

        /// Every rule, in the order in which `lexgen explain` lists them.
        pub static ALL: &[&$crate::compiler::diagnostic::Rule] = &[$(&$name),*];
    };
}
pub(crate) use rules_with_pages;
