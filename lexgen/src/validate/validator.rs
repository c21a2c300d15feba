//! The state of a validation.

use std::fmt::Write as _;

use super::{Code, Constraints, Validate, Violation, Violations};

/// Collects violations and knows the path to the value that is being checked.
#[derive(Debug)]
pub struct Validator<'v> {
    path: Vec<Step<'v>>,
    violations: Vec<Violation>,
    /// The most violations that are kept; the others are counted.
    most: usize,
    others: usize,
}

/// Keeps every violation.
impl Default for Validator<'_> {
    fn default() -> Self {
        Self::keeping(usize::MAX)
    }
}

/// A step of the path, which becomes text only for a violation.
#[derive(Clone, Copy, Debug)]
enum Step<'v> {
    Field(&'v str),
    Item(usize),
}

impl<'v> Validator<'v> {
    /// Keeps the first `most` violations.
    fn keeping(most: usize) -> Self {
        Self {
            path: Vec::new(),
            violations: Vec::new(),
            most,
            others: 0,
        }
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
    #[cfg(feature = "codegen")]
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

    /// Reports a violation at the current path.
    pub(crate) fn violation(&mut self, code: Code, message: String) {
        if self.violations.len() >= self.most {
            self.others += 1;
            return;
        }
        let mut path = String::new();
        for step in &self.path {
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Field(name) => {
                    write!(path, "/{}", name.replace('~', "~0").replace('/', "~1"))
                }
                Step::Item(index) => write!(path, "/{index}"),
            };
        }
        self.violations.push(Violation::new(path, code, message));
    }

    /// The result of the validation.
    ///
    /// # Errors
    /// If there are violations.
    pub(crate) fn finish(self) -> Result<(), Violations> {
        Violations::of(self.violations)
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
