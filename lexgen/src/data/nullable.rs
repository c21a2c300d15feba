//! [`Nullable`]: the value of a field that is optional and nullable.

use serde::{
    de::{Deserialize, Deserializer},
    ser::{Error, Serialize, Serializer},
};

/// The value of a field that is optional and nullable: absent, `null` or a value.
///
/// It is not an `Option<Option<T>>`, in which `Some(option)` is easily written by
/// mistake, and there is no conversion from `Option`: [`or_absent`](Self::or_absent)
/// and [`or_null`](Self::or_null) say what `None` means.
///
/// ```
/// use lexgen::Nullable;
///
/// let mut swap: Nullable<String> = Nullable::default();
/// assert!(swap.is_absent());
/// swap = "bafy".to_owned().into();
/// assert_eq!(swap.value().map(String::as_str), Some("bafy"));
/// assert_eq!(Nullable::or_null(None::<String>), Nullable::Null);
/// assert_eq!(Nullable::or_absent(None::<String>), Nullable::Absent);
/// ```
///
/// Only the fields of an object can be absent, so `Absent` elsewhere cannot be
/// serialized.
///
/// Specification: <https://atproto.com/specs/lexicon#object>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The field is not there.
    #[default]
    Absent,
    /// The field is `null`.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Converts an option: `None` becomes [`Absent`](Self::Absent).
    #[must_use]
    pub fn or_absent(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// Converts an option: `None` becomes [`Null`](Self::Null).
    #[must_use]
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// What a table has read.
    #[doc(hidden)]
    pub fn of_field(read: Option<Option<T>>) -> Self {
        read.map_or(Self::Absent, Self::or_null)
    }

    /// Whether the field is not there.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the field has a value.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value as mutable, if there is one.
    #[must_use]
    pub const fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value by value, if there is one.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same with a reference to the value.
    #[must_use]
    pub const fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// The same with a mutable reference to the value.
    #[must_use]
    pub const fn as_mut(&mut self) -> Nullable<&mut T> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// The same with another value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(change(value)),
        }
    }

    /// Takes the value out, which leaves the field absent.
    #[must_use]
    pub fn take(&mut self) -> Self {
        std::mem::take(self)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => Err(S::Error::custom(
                "an absent value cannot be written, except as a field of a generated type",
            )),
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

/// `null` or a value.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::or_null)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Data;

    #[test]
    fn only_a_field_can_be_absent() {
        let null: Nullable<i64> = serde_json::from_str("null").unwrap();
        assert_eq!(null, Nullable::Null);
        assert_eq!(serde_json::to_string(&null).unwrap(), "null");
        let value: Nullable<i64> = serde_json::from_str("5").unwrap();
        assert_eq!(value, Nullable::Value(5));
        assert_eq!(serde_json::to_string(&value).unwrap(), "5");

        let absent = Nullable::<i64>::Absent;
        let error = serde_json::to_string(&absent).unwrap_err();
        let message = "an absent value cannot be written, except as a field of a generated type";
        assert_eq!(error.to_string(), message);
        assert!(serde_json::to_string(&vec![absent]).is_err());
        assert!(Data::encode(&absent).is_err());
    }

    #[test]
    fn each_state_stays_what_it_is() {
        let states = [Nullable::Absent, Nullable::Null, Nullable::Value(5)];
        for mut state in states {
            let is = [state.is_absent(), state.is_null(), state.is_value()];
            assert_eq!(is.into_iter().filter(|&is| is).count(), 1);
            assert_eq!(
                state.map(|value| value + 1).into_value(),
                state.value().map(|it| it + 1)
            );
            assert_eq!(state.as_ref().map(|value| *value), state);
            assert_eq!(state.as_mut().map(|value| *value), state);
            let before = state;
            assert_eq!(state.take(), before);
            assert_eq!(state, Nullable::Absent);
        }
        assert!(states.is_sorted());
        let mut value = Nullable::from(5);
        *value.value_mut().unwrap() = 6;
        assert_eq!(value, Nullable::or_absent(Some(6)));
        assert_eq!(Nullable::or_null(Some(6)), value);
    }
}
