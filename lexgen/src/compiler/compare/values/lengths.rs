//! Lengths of bytes and of arrays.

/// The lengths that a type allows.
pub(in crate::compiler::compare) struct Lengths {
    least: u64,
    most: u64,
}

impl Lengths {
    pub(in crate::compiler::compare) fn of(least: Option<u64>, most: Option<u64>) -> Self {
        Self {
            least: least.unwrap_or(0),
            most: most.unwrap_or(u64::MAX),
        }
    }

    fn is_empty(&self) -> bool {
        self.least > self.most
    }

    /// Whether one is less.
    pub(in crate::compiler::compare) fn go_below(&self, bound: u64) -> bool {
        !self.is_empty() && self.least < bound
    }

    /// Whether one is greater.
    pub(in crate::compiler::compare) fn go_above(&self, bound: u64) -> bool {
        !self.is_empty() && self.most > bound
    }
}
