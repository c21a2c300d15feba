//! Exceptions for known findings: the rule, the documents, the reason, and
//! optionally a last day.
//!
//! Expired and unused exceptions are reported, so that they do not accumulate.

use std::{ops::Range, path::PathBuf, sync::Arc, time::SystemTime};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    compiler::{
        diagnostic::{Diagnostic, Place, Rule, pointer::is_within, rules},
        pattern::Pattern,
        source::Sources,
    },
    syntax::Nsid,
};

/// One `[[….exceptions]]` of a `lexgen.toml`.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The rule.
    pub rule: &'static Rule,
    /// The documents.
    pub nsid: Pattern,
    /// The place in them, as a JSON pointer; everywhere if there is none.
    pub at: Option<String>,
    /// The reason.
    pub reason: String,
    /// The last day on which it applies, in UTC.
    pub until: Option<Date>,
    /// The location in the settings file.
    pub(crate) span: Range<usize>,
}

impl Exception {
    /// Whether a place is the exception's, or inside it.
    fn is_about(&self, place: &str) -> bool {
        self.at.as_ref().is_none_or(|at| is_within(place, at))
    }
}

/// All exceptions of one table, and their file.
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    /// The exceptions, in source order.
    pub list: Vec<Exception>,
    file: PathBuf,
    text: Arc<str>,
}

impl Exceptions {
    /// The exceptions of a file with this text.
    pub(crate) fn new(list: Vec<Exception>, file: PathBuf, text: &str) -> Self {
        Self {
            list,
            file,
            text: text.into(),
        }
    }

    /// Applies the exceptions as of this day.
    pub fn on(&self, today: Date) -> Applied<'_> {
        Applied {
            exceptions: self,
            today,
            used: vec![false; self.list.len()],
        }
    }
}

/// Exceptions being applied. Tracks which are used.
pub struct Applied<'e> {
    exceptions: &'e Exceptions,
    today: Date,
    used: Vec<bool>,
}

impl Applied<'_> {
    /// Whether an exception that has not expired covers a finding.
    pub fn covers(&mut self, rule: &str, document: &Nsid, place: &str) -> bool {
        self.covering(rule, document, &[place]).is_some()
    }

    /// The exception that covers a finding and has not expired. `places` are the
    /// JSON pointers of the finding.
    pub fn covering(&mut self, rule: &str, document: &Nsid, places: &[&str]) -> Option<&Exception> {
        let mut covering = None;
        for (exception, used) in self.exceptions.list.iter().zip(&mut self.used) {
            let is_here = exception.rule.code == rule
                && exception.nsid.matches(document)
                && places.iter().any(|place| exception.is_about(place));
            if is_here {
                *used = true;
                if !is_over(exception, self.today) {
                    covering = Some(exception);
                }
            }
        }
        covering
    }

    /// Diagnostics about expired exceptions and, if `all` documents were
    /// examined, about unused ones. Adds the settings file to the sources, so
    /// that they can refer to it.
    pub fn remarks(&self, sources: &mut Sources, all: bool) -> Vec<Diagnostic> {
        let mut remarks = Vec::new();
        let mut source = None;
        for (exception, used) in self.exceptions.list.iter().zip(&self.used) {
            let is_over = is_over(exception, self.today);
            if !(is_over && *used || all && !used) {
                continue;
            }
            let Exceptions { file, text, .. } = self.exceptions;
            let source = *source.get_or_insert_with(|| {
                let name = file.display().to_string();
                sources.add(name, Some(file.clone()), Arc::clone(text))
            });
            let place = Some(Place::text(source, exception.span.clone()));
            let Exception {
                rule, nsid, reason, ..
            } = exception;
            remarks.push(if *used {
                let until = exception.until.unwrap_or_default();
                let message = format!(
                    "exception from `{}` for `{nsid}` expired on {until}",
                    rule.code
                );
                Diagnostic::new(&rules::EXPIRED_EXCEPTION, place, message).with_help(format!(
                    "fix the finding or extend `until`; the reason was: {reason}"
                ))
            } else {
                let message = format!("unused exception from `{}` for `{nsid}`", rule.code);
                Diagnostic::new(&rules::UNUSED_EXCEPTION, place, message).with_help("remove it")
            });
        }
        remarks
    }
}

fn is_over(exception: &Exception, today: Date) -> bool {
    exception.until.is_some_and(|until| until < today)
}

/// The current day in UTC, or that of
/// [`SOURCE_DATE_EPOCH`](https://reproducible-builds.org/specs/source-date-epoch/).
pub fn today() -> Date {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok();
    let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = given
        .and_then(|it| it.parse().ok())
        .or_else(|| i64::try_from(now().ok()?.as_secs()).ok())
        .unwrap_or_default();
    let time = Timestamp::from_second(seconds).unwrap_or_default();
    TimeZone::UTC.to_datetime(time).date()
}
