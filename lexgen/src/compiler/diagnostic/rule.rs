//! What there is to know about one rule.

use super::Severity;

/// One rule that a diagnostic can be about.
///
/// Needs the feature `codegen`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The stable name.
    pub code: &'static str,
    /// How bad breaking it is, unless a pass has a reason to think otherwise.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// Why the rule exists and what to do: a paragraph, or a page of markdown
    /// with paragraphs, `##` headings, lists and fenced code.
    pub explanation: &'static str,
}

/// Declares the rules of a module, each explained by `pages/<code>.md` beside
/// the file, and `ALL` of them in the order written.
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
