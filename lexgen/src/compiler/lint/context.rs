//! What every rule needs: where the walk is, who writes the data there, and
//! somewhere to report to.

use std::collections::HashMap;

use super::{
    Edit, Finding,
    world::{Roles, World},
};
use crate::compiler::{
    diagnostic::{Diagnostic, Part, Place, Rule, Severity, pointer},
    schema::Document,
    source::json::{Json, Object},
};

type Members<'a> = HashMap<&'a str, &'a Json<'a>>;

/// Objects with more members than this are searched by hash.
const FEW: usize = 32;

/// A walk over one document.
pub(super) struct Context<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) document: &'a Document,
    /// The document as it is written, for rules about that.
    written: Option<&'a Object<'a>>,
    /// The members of its large objects, by name.
    members: HashMap<*const Object<'a>, Members<'a>>,
    pointer: String,
    roles: Roles,
    findings: Vec<Finding>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        world: &'a World<'a>,
        document: &'a Document,
        written: Option<&'a Object<'a>>,
    ) -> Self {
        Self {
            world,
            document,
            written,
            members: HashMap::new(),
            pointer: String::new(),
            roles: Roles::default(),
            findings: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Vec<Finding> {
        self.findings
    }

    /// Runs rules further down.
    pub(super) fn within<const N: usize>(
        &mut self,
        steps: [&str; N],
        rules: impl FnOnce(&mut Self),
    ) {
        let length = self.pointer.len();
        for step in steps {
            pointer::push(&mut self.pointer, step);
        }
        rules(self);
        self.pointer.truncate(length);
    }

    /// Runs rules on data that plays these parts.
    pub(super) fn as_roles(&mut self, roles: Roles, rules: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.roles, roles);
        rules(self);
        self.roles = before;
    }

    /// Who writes the data that is walked over.
    pub(super) fn roles(&self) -> Roles {
        self.roles
    }

    /// How bad it is that the data here may be large: a service can limit what
    /// it takes and what it gives at any time, but not what is in records.
    pub(super) fn severity_of_size(&self) -> Severity {
        if self.roles.is_kept() {
            Severity::Warning
        } else {
            Severity::Note
        }
    }

    /// What the walk is at, in words: `` `text` `` or `` the items of `tags` ``.
    pub(super) fn subject(&self) -> String {
        let mut items = 0;
        for step in self.pointer.rsplit('/') {
            match step {
                "items" => items += 1,
                _ => {
                    let name = step.replace("~1", "/").replace("~0", "~");
                    return format!("{}`{name}`", "the items of ".repeat(items));
                }
            }
        }
        "the document".to_owned()
    }

    /// A member of what the walk is at, as it is written.
    pub(super) fn written(&mut self, field: &str) -> Option<&'a Json<'a>> {
        let mut object = self.written?;
        let mut array: Option<&[Json<'_>]> = None;
        for step in pointer::steps(&self.pointer) {
            let next = match array.take() {
                Some(items) => items.get(step.parse::<usize>().ok()?)?,
                None => member(&mut self.members, object, &step)?,
            };
            match next {
                Json::Object(next) => object = next,
                Json::Array(items) => array = Some(items),
                _ => return None,
            }
        }
        array.is_none().then(|| object.get(field)).flatten()
    }

    /// The strings of a list, as it is written: checking drops what a list
    /// names twice.
    pub(super) fn strings(&mut self, field: &str) -> Vec<(usize, &'a str)> {
        let Some(Json::Array(items)) = self.written(field) else {
            return Vec::new();
        };
        let strings = items.iter().enumerate().filter_map(|(at, it)| match it {
            Json::String(text) => Some((at, text.as_ref())),
            _ => None,
        });
        strings.collect()
    }

    /// Reports something about the value the walk is at.
    pub(super) fn report(&mut self, rule: &Rule, message: impl Into<String>) -> Report<'_> {
        let place = Place {
            source: self.document.source,
            pointer: self.pointer.clone(),
            part: Part::Value,
        };
        let at = self.findings.len();
        self.findings.push(Finding {
            diagnostic: Diagnostic::new(rule, Some(place), message),
            fix: Vec::new(),
        });
        Report(&mut self.findings[at])
    }

    /// Reports something about a member of what the walk is at.
    pub(super) fn report_field(
        &mut self,
        field: &str,
        rule: &Rule,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.report(rule, message).down(field)
    }
}

fn member<'a>(
    members: &mut HashMap<*const Object<'a>, Members<'a>>,
    object: &'a Object<'a>,
    name: &str,
) -> Option<&'a Json<'a>> {
    if object.len() <= FEW {
        return object.get(name);
    }
    let members = members
        .entry(std::ptr::from_ref(object))
        .or_insert_with(|| object.iter().collect());
    members.get(name).copied()
}

/// A finding that was just reported, to say more about.
pub(super) struct Report<'f>(&'f mut Finding);

impl Report<'_> {
    pub(super) fn label(self, label: impl Into<String>) -> Self {
        self.0.diagnostic.label = label.into();
        self
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        self.0.diagnostic.help = Some(help.into());
        self
    }

    pub(super) fn severity(self, severity: Severity) -> Self {
        self.0.diagnostic.severity = severity;
        self
    }

    /// The name of the value is meant, not the value.
    pub(super) fn on_key(self) -> Self {
        if let Some(place) = &mut self.0.diagnostic.place {
            place.part = Part::Key;
        }
        self
    }

    /// One step further down is meant.
    pub(super) fn down(self, step: &str) -> Self {
        if let Some(place) = &mut self.0.diagnostic.place {
            pointer::push(&mut place.pointer, step);
        }
        self
    }

    /// It is mended by removing what is underlined.
    pub(super) fn fix_by_removing(self) -> Self {
        let pointer = self.pointer();
        self.0.fix.push(Edit::Remove(pointer));
        self
    }

    /// It is mended by writing this text instead of what is underlined.
    pub(super) fn fix_by_writing(self, text: &str) -> Self {
        let pointer = self.pointer();
        self.0.fix.push(Edit::Write(pointer, text.to_owned()));
        self
    }

    fn pointer(&self) -> String {
        let place = self.0.diagnostic.place.as_ref();
        place.map(|it| it.pointer.clone()).unwrap_or_default()
    }
}
