//! Diagnostics as data: what is wrong, where, and what to do.
//!
//! Passes name a place by JSON pointer; line and column are found, and text is
//! rendered, only when somebody looks.

use crate::source::SourceId;

/// One problem, or one remark.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The stable name of the rule, such as `unknown-type`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence, without a full stop.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// What to say at the underlined text; may be empty.
    pub label: String,
    /// Other places that explain it.
    pub related: Vec<(Place, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably a mistake; nothing is held up.
    Warning,
    /// Nothing can be generated from this.
    Error,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which text.
    pub source: SourceId,
    /// A [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901) to the value.
    pub pointer: String,
    /// Which part of it.
    pub part: Part,
}

/// Which part of the value at a pointer a [`Place`] means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value.
    Value,
    /// The property name before it.
    Key,
    /// Bytes of the text itself, where it is not JSON.
    Text(std::ops::Range<usize>),
}

/// Stand-in.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &crate::source::Sources,
    _color: bool,
) -> String {
    let line = |d: &Diagnostic| {
        let name = d
            .place
            .as_ref()
            .map(|p| sources[p.source].name.as_str())
            .unwrap_or("");
        format!("{:?}[{}]: {} --> {name}\n", d.severity, d.code, d.message)
    };
    diagnostics.iter().map(line).collect()
}

/// Stand-in.
pub fn json(diagnostics: &[Diagnostic], _sources: &crate::source::Sources) -> String {
    diagnostics
        .iter()
        .map(|d| {
            format!(
                "{}\n",
                serde_json::json!({"code": d.code, "message": d.message})
            )
        })
        .collect()
}
