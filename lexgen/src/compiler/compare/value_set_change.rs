//! What a change does to the set of valid values.

use std::ops::{BitOr, BitOrAssign};

/// What a change does to the set of valid values at its place. Unknown
/// properties and members of open unions do not count: readers keep them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[non_exhaustive]
pub struct ValueSetChange {
    /// The new version refuses a value that the old one accepts.
    pub narrowed: bool,
    /// The old version refuses a value that the new one accepts.
    pub widened: bool,
}

impl ValueSetChange {
    /// The same values are valid.
    pub const UNCHANGED: Self = Self {
        narrowed: false,
        widened: false,
    };
    /// Fewer values are valid.
    pub const NARROWED: Self = Self {
        narrowed: true,
        widened: false,
    };
    /// More values are valid.
    pub const WIDENED: Self = Self {
        narrowed: false,
        widened: true,
    };
    /// Some values are no longer valid, and others are valid now.
    pub const BOTH: Self = Self {
        narrowed: true,
        widened: true,
    };

    /// Whether the same values are valid.
    pub fn is_unchanged(self) -> bool {
        self == Self::UNCHANGED
    }

    /// The same change the other way round.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            narrowed: self.widened,
            widened: self.narrowed,
        }
    }
}

/// Both changes together.
impl BitOr for ValueSetChange {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self {
            narrowed: self.narrowed || other.narrowed,
            widened: self.widened || other.widened,
        }
    }
}

impl BitOrAssign for ValueSetChange {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}
