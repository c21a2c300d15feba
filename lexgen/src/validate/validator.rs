//! The state of a validation.

use super::{
    Code, Constraints, Validate, Violation, Violations,
    path::{Path, Step},
};

/// The most bytes of text in the violations that are kept. Data can have millions,
/// each with a long path.
const MAX_TEXT: usize = 64 << 20;

/// Collects violations and knows the path to the value that is being checked.
#[derive(Debug)]
pub struct Validator<'v> {
    path: Path<'v>,
    violations: Vec<Violation>,
    /// The most violations that are kept; the others are counted.
    most: usize,
    /// The bytes that are left for the text of violations and warnings.
    room: usize,
    others: usize,
    /// The warnings, if they are wanted.
    warnings: Option<Vec<Violation>>,
    /// Whether only values count that the data model does not have, and not the form
    /// of links, blobs and types.
    only_values: bool,
}

/// Keeps every violation, up to 64 MiB of their text.
impl Default for Validator<'_> {
    fn default() -> Self {
        Self::keeping(usize::MAX)
    }
}

impl<'v> Validator<'v> {
    /// Keeps the first `most` violations.
    fn keeping(most: usize) -> Self {
        Self {
            path: Path::new(),
            violations: Vec::new(),
            most,
            room: MAX_TEXT,
            others: 0,
            warnings: None,
            only_values: false,
        }
    }

    /// Keeps every violation and every warning, up to 64 MiB of their text.
    pub(crate) fn with_warnings() -> Self {
        Self {
            warnings: Some(Vec::new()),
            ..Self::default()
        }
    }

    /// Only reports values that the data model does not have.
    pub(crate) fn of_values() -> Self {
        Self {
            only_values: true,
            ..Self::default()
        }
    }

    /// Whether only values count that the data model does not have.
    pub(super) fn has_only_values(&self) -> bool {
        self.only_values
    }

    /// Whether warnings are kept.
    pub(super) fn has_warnings(&self) -> bool {
        self.warnings.is_some()
    }

    /// Checks a field.
    pub fn field<T: Validate>(
        &mut self,
        name: &'static str,
        value: &T,
        constraints: &Constraints<'_>,
    ) {
        self.path.push(Step::Field(name));
        value.check(constraints, self);
        self.path.pop();
    }

    /// Calls `inside` for a field.
    pub(crate) fn in_field<R>(&mut self, name: &'v str, inside: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(Step::Field(name));
        let result = inside(self);
        self.path.pop();
        result
    }

    /// Calls `inside` for an item of an array.
    pub(crate) fn in_item<R>(&mut self, index: usize, inside: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(Step::Item(index));
        let result = inside(self);
        self.path.pop();
        result
    }

    /// Calls `inside` with a validator for data that is borrowed more briefly, at
    /// the current path.
    pub(crate) fn within<'d>(&mut self, inside: impl FnOnce(&mut Validator<'d>)) {
        let mut validator = Validator {
            room: self.room,
            warnings: self.warnings.as_ref().map(|_| Vec::new()),
            only_values: self.only_values,
            ..Validator::keeping(self.most.saturating_sub(self.violations.len()))
        };
        inside(&mut validator);
        self.others += validator.others;
        let warnings = validator.warnings.unwrap_or_default();
        if validator.violations.is_empty() && warnings.is_empty() {
            return;
        }
        let path = self.path.pointer();
        let at = |violation: Violation| {
            let path = format!("{path}{}", violation.path);
            Violation { path, ..violation }
        };
        for violation in validator.violations {
            self.keep(at(violation));
        }
        for warning in warnings {
            self.keep_warning(at(warning));
        }
    }

    /// Reports a violation at the current path.
    pub(crate) fn violation(&mut self, code: Code, message: String) {
        if self.violations.len() >= self.most || self.room == 0 {
            self.others += 1;
            return;
        }
        self.keep(Violation::new(self.path.pointer(), code, message));
    }

    /// Reports at the current path what is valid and not as it should be, if warnings
    /// are wanted.
    pub(crate) fn warning(&mut self, code: Code, message: String) {
        if self.has_warnings() {
            self.keep_warning(Violation::new(self.path.pointer(), code, message));
        }
    }

    /// Keeps a warning, if there is room for it. Others are not counted.
    fn keep_warning(&mut self, warning: Violation) {
        let text = warning.path.len() + warning.message.len();
        if let (Some(warnings), Some(room)) = (&mut self.warnings, self.room.checked_sub(text)) {
            self.room = room;
            warnings.push(warning);
        }
    }

    /// Keeps a violation, if there is room for it.
    fn keep(&mut self, violation: Violation) {
        let text = violation.path.len() + violation.message.len();
        match self.room.checked_sub(text) {
            Some(room) => {
                self.room = room;
                self.violations.push(violation);
            }
            None => {
                self.room = 0;
                self.others += 1;
            }
        }
    }

    /// The result of the validation.
    ///
    /// # Errors
    /// If there are violations.
    pub(crate) fn finish(self) -> Result<(), Violations> {
        Violations::of(self.violations)
    }

    /// The violations and the warnings.
    pub(crate) fn into_parts(self) -> (Vec<Violation>, Vec<Violation>) {
        (self.violations, self.warnings.unwrap_or_default())
    }
}

/// Validates a value for a response to its sender, which must not grow with the
/// value.
///
/// # Errors
/// With the first `most` violations and the number of others.
#[cfg(feature = "xrpc")]
pub(crate) fn validate_up_to<T: Validate>(
    value: &T,
    most: usize,
) -> Result<(), (Violations, usize)> {
    let mut validator = Validator::keeping(most);
    value.check(&Constraints::NONE, &mut validator);
    let others = validator.others;
    validator
        .finish()
        .map_err(|violations| (violations, others))
}
