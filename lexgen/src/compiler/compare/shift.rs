//! What a change does to the values that are valid.

use std::ops::{BitOr, BitOrAssign};

/// What a change does to the set of valid values at its place, unknown fields
/// and open unions left aside: readers keep what they do not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Shift {
    /// Some value that the old side accepts is refused by the new one.
    pub narrowed: bool,
    /// Some value that the new side accepts is refused by the old one.
    pub widened: bool,
}

impl Shift {
    /// The same values are valid.
    pub const NONE: Self = Self {
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
    /// Some values are valid no more, others are now.
    pub const BOTH: Self = Self {
        narrowed: true,
        widened: true,
    };

    /// Whether the same values are valid.
    pub fn is_none(self) -> bool {
        self == Self::NONE
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
impl BitOr for Shift {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self {
            narrowed: self.narrowed || other.narrowed,
            widened: self.widened || other.widened,
        }
    }
}

impl BitOrAssign for Shift {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}
