//! `[[….exceptions]]` of `lexgen.toml`.

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::file::{BadValue, value};
use crate::compiler::{diagnostic::Rule, exceptions::Exception};

/// The syntax of an exception.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExceptionToml {
    rule: Spanned<String>,
    nsid: Spanned<String>,
    at: Option<Spanned<String>>,
    reason: Spanned<String>,
    until: Option<Spanned<toml::Value>>,
}

impl ExceptionToml {
    /// Converts to an exception. `find` looks up a rule by its code.
    pub(super) fn parse(
        self,
        find: impl Fn(&str) -> Result<&'static Rule, String>,
    ) -> Result<Exception, BadValue> {
        let span = self.rule.span();
        let rule = find(self.rule.as_ref()).map_err(|error| (error, span.clone()))?;
        let nsid = value(&self.nsid)?;
        if self.reason.as_ref().trim().is_empty() {
            let message = "an exception needs a reason";
            return Err((message.to_owned(), self.reason.span()));
        }
        let at = self.at.map(|it| pointer(&it)).transpose()?;
        let until = self.until.map(|it| date(&it)).transpose()?;
        Ok(Exception {
            rule,
            nsid,
            at,
            reason: self.reason.into_inner(),
            until,
            span,
        })
    }
}

/// A place in a document.
fn pointer(value: &Spanned<String>) -> Result<String, BadValue> {
    let text = value.as_ref();
    if text.starts_with("/defs/") {
        return Ok(text.trim_end_matches('/').to_owned());
    }
    let message = format!("`{text}` is not a place; write it as `\"/defs/main\"`, as reports do");
    Err((message, value.span()))
}

/// A date, as a string or as a TOML date.
fn date(value: &Spanned<toml::Value>) -> Result<Date, BadValue> {
    let no_day = |found: String| {
        let message = format!("{found} is not a date; write it as `\"2027-01-31\"`");
        (message, value.span())
    };
    let text = match value.as_ref() {
        toml::Value::String(text) => text.clone(),
        toml::Value::Datetime(day) => day.to_string(),
        other => return Err(no_day(format!("this {}", other.type_str()))),
    };
    text.parse().map_err(|_| no_day(format!("`{text}`")))
}
