//! Findings that are known and kept: for which rule, in which documents, why,
//! and until when.
//!
//! An exception that is out of date says so, and so does one that nothing
//! needs any more, or they would pile up.

use std::{ops::Range, path::PathBuf, sync::Arc, time::SystemTime};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    compiler::{
        diagnostic::{Diagnostic, Part, Place, Rule, rules},
        pattern::Pattern,
        source::Sources,
    },
    syntax::Nsid,
};

/// One `[[….exceptions]]` of a `lexgen.toml`.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Which rule.
    pub rule: &'static Rule,
    /// In which documents.
    pub nsid: Pattern,
    /// Why.
    pub reason: String,
    /// The last day on which it counts, in UTC.
    pub until: Option<Date>,
    /// Where in the settings file it is.
    pub(crate) span: Range<usize>,
}

/// All exceptions of one table, and the file they stand in.
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    /// In the order written.
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

    /// Starts to apply them, as on this day.
    pub fn on(&self, today: Date) -> Applied<'_> {
        Applied {
            exceptions: self,
            today,
            used: vec![false; self.list.len()],
        }
    }
}

/// Exceptions while they are applied.
pub struct Applied<'e> {
    exceptions: &'e Exceptions,
    today: Date,
    used: Vec<bool>,
}

impl Applied<'_> {
    /// Whether a finding is excepted. One that would have been is not once the
    /// exception's last day is over.
    pub fn covers(&mut self, rule: &str, document: &Nsid) -> bool {
        self.covering(rule, document).is_some()
    }

    /// The exception by which a finding is excepted.
    pub fn covering(&mut self, rule: &str, document: &Nsid) -> Option<&Exception> {
        let mut covering = None;
        for (exception, used) in self.exceptions.list.iter().zip(&mut self.used) {
            if exception.rule.code == rule && exception.nsid.matches(document) {
                *used = true;
                if !is_over(exception, self.today) {
                    covering = Some(exception);
                }
            }
        }
        covering
    }

    /// What there is to say of the exceptions themselves: which are over and,
    /// if `all` that they are for was looked at, which are not needed. The
    /// settings file is added to the sources, for this is about it.
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
            let place = Some(Place {
                source,
                pointer: String::new(),
                part: Part::Text(exception.span.clone()),
            });
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

/// The day it is, in UTC. `SOURCE_DATE_EPOCH` (seconds since 1970) says
/// otherwise, as for [other tools](https://reproducible-builds.org/specs/source-date-epoch/).
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
