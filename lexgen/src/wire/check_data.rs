//! Strict decoding of data of any kind.

use crate::{data::Data, validate::Violation};

/// Data of any kind, alone or in a list, for decoding that refuses what is not in
/// the data model.
pub trait CheckData {
    /// Checks the data.
    ///
    /// # Errors
    /// The first value that is not in the data model.
    fn check_data(&self) -> Result<(), Violation>;
}

impl CheckData for Data {
    fn check_data(&self) -> Result<(), Violation> {
        let violations = match self.check() {
            Ok(()) => return Ok(()),
            Err(violations) => violations,
        };
        violations.into_iter().next().map_or(Ok(()), Err)
    }
}

impl<T: CheckData> CheckData for Option<T> {
    fn check_data(&self) -> Result<(), Violation> {
        self.as_ref().map_or(Ok(()), T::check_data)
    }
}

impl<T: CheckData> CheckData for Vec<T> {
    fn check_data(&self) -> Result<(), Violation> {
        self.iter().try_for_each(T::check_data)
    }
}
