//! Fields that a lexicon does not name.

use std::collections::BTreeMap;
use std::fmt;

use super::{Data, DataError, Fields, Unsorted, read::duplicate};

/// The fields of an object that this version of its lexicon does not name.
///
/// A generated type keeps them when it reads an object, and writes them back. It
/// has the size of a pointer and does not allocate if there are none.
///
/// Specification: <https://atproto.com/specs/lexicon#lexicon-evolution>
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extra(Option<Box<Fields>>);

impl Extra {
    /// No fields.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Whether there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// How many fields there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |fields| fields.len())
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Data> {
        self.0.as_ref()?.get(name)
    }

    /// Sets a field and returns its previous value.
    ///
    /// Do not set a field that the lexicon names: it would be written twice. Set
    /// the field of the generated type instead.
    pub fn insert(&mut self, name: impl AsRef<str>, value: impl Into<Data>) -> Option<Data> {
        self.0.get_or_insert_default().insert(name, value)
    }

    /// Removes a field.
    pub fn remove(&mut self, name: &str) -> Option<Data> {
        let fields = self.0.as_mut()?;
        let value = fields.remove(name);
        // Empty is always `None`, or two empty ones would not be equal.
        if fields.is_empty() {
            self.0 = None;
        }
        value
    }

    /// The fields, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Data)> {
        self.0.iter().flat_map(|fields| fields.iter())
    }

    /// The fields, if there are any.
    #[inline]
    pub(crate) fn fields(&self) -> Option<&Fields> {
        self.0.as_deref()
    }

    /// The fields as those of an object.
    #[must_use]
    pub fn into_fields(self) -> Fields {
        self.0.map_or_else(Fields::new, |fields| *fields)
    }

    /// The fields that were read, if none is duplicate.
    pub(crate) fn read(fields: Unsorted) -> Result<Self, DataError> {
        if fields.is_empty() {
            Ok(Self::new())
        } else {
            fields.sorted().map(Self::from).map_err(|it| duplicate(&it))
        }
    }
}

impl From<Fields> for Extra {
    fn from(fields: Fields) -> Self {
        if fields.is_empty() {
            Self(None)
        } else {
            Self(Some(Box::new(fields)))
        }
    }
}

impl From<BTreeMap<String, Data>> for Extra {
    fn from(fields: BTreeMap<String, Data>) -> Self {
        Fields::from(fields).into()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_a_pointer_and_compares_by_content() {
        assert_eq!(size_of::<Extra>(), size_of::<usize>());
        let mut extra = Extra::default();
        assert!(extra.is_empty());
        assert_eq!(extra.insert("b", 1), None);
        assert_eq!(extra.insert("a", "x"), None);
        assert_eq!(extra.insert("b", 2), Some(Data::from(1)));
        assert_eq!(extra.len(), 2);
        assert_eq!(extra.get("b"), Some(&Data::from(2)));
        assert_eq!(
            extra.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            ["a", "b"]
        );
        assert_eq!(
            format!("{extra:?}"),
            r#"{"a": String("x"), "b": Integer(2)}"#
        );
        assert!(extra.remove("c").is_none());
        extra.remove("a");
        extra.remove("b");
        assert_eq!(extra, Extra::new());
        assert_eq!(Extra::from(BTreeMap::new()), Extra::new());
        assert!(extra.into_fields().is_empty());
    }
}
